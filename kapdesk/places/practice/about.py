"""Which texts of the clinic were left out, and what kapdesk says about itself."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget

from kapdesk.content import Fault
from kapdesk.services.about import About
from kapdesk.ui.card import Card
from kapdesk.ui.signs import Sign, SignLabel
from kapdesk.ui.theme import give_role


class ContentCard(Card):
    """The clinic's own content files that were left out, each with why."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Stand empty."""
        super().__init__("Content", parent=parent)
        self.state = SignLabel(Sign.RECORDED, wraps=True)
        self.words = _said("muted")
        self.add(self.state)
        self.add(self.words)

    def show_faults(self, faults: Sequence[Fault]) -> None:
        """Say what was left out, file by file; the shipped text stands in."""
        word = (
            f"{len(faults)} of the clinic's own files not used as they are"
            if faults
            else "All texts are read"
        )
        self.state.set_sign(Sign.MISSING if faults else Sign.RECORDED, word)
        self.words.setText("\n".join(fault.sentence for fault in faults))
        self.words.setVisible(bool(faults))


class AboutCard(Card):
    """What kapdesk is and is not, its versions and licences, and where the record lies."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Stand empty."""
        super().__init__("About kapdesk", parent=parent)
        self.statement, self.versions, self.parts = _said("value"), _said("muted"), _said("muted")
        for label in (self.statement, self.versions, self.parts):
            self.add(label)

    def show_about(self, about: About, qt: str) -> None:
        """Show the statement, the versions and the components."""
        self.statement.setText(about.statement)
        self.versions.setText(
            f"kapdesk {about.version}, MIT licence\nPython {about.python} · Qt {qt} · time zones "
            f"{about.time_zones}\nRecord: {about.record}"
        )
        self.parts.setText(
            "\n".join(f"{part.name} {part.version}, {part.licence}" for part in about.components)
        )


def _said(role: str) -> QLabel:
    label = QLabel()
    label.setWordWrap(True)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setTextInteractionFlags(
        Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
    )
    give_role(label, role)
    return label
