"""Who decided that a copy leaves the clinic without the client's consent: a name and a reason."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QWidget

from kapdesk.domain.clock import show_date, show_moment
from kapdesk.services.releases import Release
from kapdesk.ui.card import Card
from kapdesk.ui.controls import PlainButton
from kapdesk.ui.said import Said
from kapdesk.ui.signs import Sign
from kapdesk.ui.slip import Slip
from kapdesk.ui.theme import give_role


class ReleasingCard(Card):
    """How the provider's copy stands, and a slip for a decision where no consent does."""

    asked = Signal(str, str)  # who decided, and why
    edited = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        """Lay out the card, empty."""
        super().__init__("The copy for another clinician", parent=parent)
        self.stands = QLabel()
        self.stands.setWordWrap(True)
        self.stands.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        give_role(self.stands, "muted")
        self.slip = Slip()
        self.by = self.slip.line("by", "Decided by", "name and role")
        self.why = self.slip.line("why", "Why, and for whom", "prints on the copy")
        self.record = PlainButton("Record the decision")
        self.said = Said()
        for part in (self.stands, self.slip, self.said):
            self.add(part)
        self.body.addWidget(self.record, 0, Qt.AlignmentFlag.AlignLeft)
        # Connect Signals
        self.record.clicked.connect(self._ask)
        self.slip.edited.connect(self._touch)

    def draft(self) -> str:
        """Return what is typed so far; empty where nothing is."""
        return self.slip.draft()

    def show_release(self, release: Release, zone: str) -> None:
        """Say by whose wish the copy may be made; a decision is asked for only where no consent stands."""
        self.stands.setText(_stands(release, zone))
        needed = release.consent is None
        self.slip.setVisible(needed)
        self.record.setVisible(needed)

    def taken(self) -> None:
        """Empty the slip: its words are in the record."""
        self.slip.clear()
        self.refuse("")

    def refuse(self, sentence: str) -> None:
        """Say why nothing was recorded; an empty one takes that away."""
        self.said.say(sentence, Sign.MISSING)

    def _ask(self) -> None:
        self.asked.emit(self.slip.text("by"), self.slip.text("why"))

    def _touch(self) -> None:
        self.edited.emit()


def _stands(release: Release, zone: str) -> str:
    """Say how it stands in a sentence."""
    if release.consent is not None:
        return f"The client consented on {show_date(release.consent.consent.given_on)}."
    away = (
        "The client withdrew the consent. " if release.withdrawn is not None else "No consent is recorded. "
    )
    one = release.decision
    if one is None:
        return f"{away}It is recorded in Prepare; else somebody decides here, and that prints."
    when = show_moment(one.written_at, zone)
    return f"{away}Decided by {one.by}: {one.reason} (written by {one.written_by}, {when})"
