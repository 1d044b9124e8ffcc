"""What left about a client, on the client's page: the log, entries by hand, and the consent of Part 2."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QWidget

from kapdesk.domain.clock import show_date, show_moment
from kapdesk.domain.disclosures import Disclosure, Ground, Leaving, Part2Consent, Way
from kapdesk.places.clients.slip_fold import SlipFold
from kapdesk.ui.card import Card, Row, Rows
from kapdesk.ui.controls import ChoiceBar, Option, PlainButton
from kapdesk.ui.preview import Preview
from kapdesk.ui.slip import Parse, Slip
from kapdesk.ui.theme import give_role, px

SEEN = 5
YES, NO = "yes", "no"
_ANSWERS = {YES: True, NO: False}


class DisclosureCard(Card):
    """The log with the newest first; whether Part 2 holds for this record; the consent it asks for."""

    part2_chosen = Signal(object)  # True, False or None
    revoked = Signal()
    print_asked = Signal()

    def __init__(self, grounds: Sequence[Ground], parse: Parse, parent: QWidget | None = None) -> None:
        """Offer these grounds; the rule reads typed days."""
        super().__init__("What left the clinic", parent=parent)
        self._grounds = {ground.label: ground.id for ground in grounds}
        self.rows, self.more = Rows(), PlainButton("Show all", small=True)
        self.hand = SlipFold("Enter what left", "Enter it")
        self.print, self.preview = PlainButton("Print the log", small=True), Preview()
        self.part2 = ChoiceBar(
            [Option(YES, "Yes"), Option(NO, "No")], "42 CFR Part 2", small=True, even=False
        )
        self.stands = QLabel()
        self.consent = SlipFold("Record the Part 2 consent", "Record the consent")
        self.revoke = PlainButton("The client took it back", small=True)
        self._all: tuple[Disclosure, ...] = ()
        _ask_hand(self.hand.slip, list(self._grounds), parse)
        _ask_consent(self.consent.slip, parse)
        self._lay_out()
        # Connect Signals
        self.more.clicked.connect(self._show_all)
        self.print.clicked.connect(self.print_asked)
        self.part2.chosen.connect(self._choose)
        self.revoke.clicked.connect(self.revoked)

    def show_log(self, found: tuple[Disclosure, ...]) -> None:
        """Show the log, the newest lines of it."""
        self._all = found
        self.set_subtitle(f"{len(found)} in the log" if found else "nothing is in the log")
        self.rows.show_rows([_row(one) for one in found[:SEEN]])
        self.more.setVisible(len(found) > SEEN)
        self.print.setEnabled(bool(found))
        self.preview.hide()
        self.preview.clear()

    def show_part2(self, part2: bool | None, consent: Part2Consent | None) -> None:  # noqa: FBT001 - the answer itself
        """Show whether Part 2 holds, and which consent stands."""
        self.part2.set_value({True: YES, False: NO, None: None}[part2])
        for part in (self.stands, self.consent):
            part.setVisible(part2 is True)
        self.revoke.setVisible(part2 is True and consent is not None)
        self.stands.setText(_stands(consent))

    def show_pages(self, pdf: bytes) -> None:
        """Show the log as it prints."""
        self.preview.show()
        self.preview.show_pdf(pdf)

    def leaving(self) -> Leaving:
        """Return what was entered by hand."""
        slip = self.hand.slip
        return Leaving(
            slip.text("document") or "by word", slip.text("recipient"), slip.text("purpose"),
            self._grounds.get(slip.text("ground"), ""), _day(slip, "authorised_on"), _day(slip, "expires_on"),
            slip.text("note"),
        )  # fmt: skip

    def way(self) -> str:
        """Return how it left."""
        return Way.ELSEWHERE.value if self.hand.slip.text("document") else Way.TOLD.value

    def said_consent(self) -> Part2Consent:
        """Return the consent as it was typed."""
        slip = self.consent.slip
        return Part2Consent(
            slip.text("recipient"), slip.text("purpose"), _day(slip, "given_on"), slip.text("signer"),
            slip.text("expires"), slip.text("revocable") == YES or None,
        )  # fmt: skip

    def _lay_out(self) -> None:
        about = QLabel("Record of a programme under 42 CFR Part 2")
        give_role(about, "muted")
        give_role(self.stands, "muted")
        for label in (about, self.stands):
            label.setWordWrap(True)
            label.setTextFormat(Qt.TextFormat.PlainText)
        self.preview.save_button.hide()
        self.preview.setMinimumHeight(px(360))
        self.add(self.rows)
        for button in (self.more, self.print):
            self.body.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
        for part in (self.preview, self.hand, about, self.part2, self.stands, self.consent):
            self.add(part)
        self.body.addWidget(self.revoke, 0, Qt.AlignmentFlag.AlignLeft)
        self.preview.hide()

    def _show_all(self) -> None:
        self.rows.show_rows([_row(one) for one in self._all])
        self.more.hide()

    def _choose(self, value: str | None) -> None:
        self.part2_chosen.emit(_ANSWERS.get(value or ""))


def _row(one: Disclosure) -> Row:
    said = one.leaving
    until = f", signed {show_date(said.authorised_on)}" if said.authorised_on else ""
    pages = f", {one.pages} page{'s' if one.pages != 1 else ''}" if one.pages else ""
    return Row(
        f"{show_moment(one.at, one.zone)}  {said.recipient}",
        f"{said.document}{pages}, {one.way}, for: {said.purpose}. {one.ground_words}{until}. "
        f"Entered by {one.by}.",
    )


def _stands(consent: Part2Consent | None) -> str:
    if consent is None:
        return "No written consent under Part 2 stands."
    given = show_date(consent.given_on) if consent.given_on else "no day"
    return f"Consent of {given}, signed {consent.signer}: to {consent.recipient}, until {consent.expires}."


def _ask_hand(slip: Slip, labels: list[str], parse: Parse) -> None:
    slip.line("document", "What left", "empty where it was told by word")
    slip.line("recipient", "Went to", "name, and where", required=True)
    slip.line("purpose", "For what", required=True)
    slip.pick("ground", "Ground", labels)
    slip.row()
    slip.day("authorised_on", "Signed on", parse)
    slip.day("expires_on", "Valid until", parse)
    slip.row()
    slip.line("note", "Note")


def _ask_consent(slip: Slip, parse: Parse) -> None:
    slip.line("recipient", "Who may receive it", required=True)
    slip.line("purpose", "For what", required=True)
    slip.row()
    slip.line("signer", "Signed by", required=True)
    slip.day("given_on", "Signed on", parse)
    slip.row()
    slip.line("expires", "Until when", "a day, an event, or none", required=True)
    slip.row()
    slip.choice("revocable", "That it can be revoked was explained", [Option(YES, "Yes"), Option(NO, "No")])


def _day(slip: Slip, part: str) -> date | None:
    value = slip.value(part)
    return value if isinstance(value, date) else None
