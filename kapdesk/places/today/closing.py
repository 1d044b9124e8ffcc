"""Closing a line of the board by hand: why, in words, and on which day it is looked at again."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QWidget

from kapdesk.desk import Desk
from kapdesk.domain.clock import local
from kapdesk.domain.dates import parse_date
from kapdesk.domain.errors import KapdeskError
from kapdesk.services import board_closing, notes
from kapdesk.services.boards import FollowUp
from kapdesk.services.notes import Owner
from kapdesk.ui.card import Card
from kapdesk.ui.controls import Flow, PlainButton, QuietButton
from kapdesk.ui.said import Said
from kapdesk.ui.shoulder import name_of
from kapdesk.ui.signs import Sign
from kapdesk.ui.slip import Parse, Slip

DRAFT = "draft.board"
"""Under which name what was begun on the slip is kept with its client."""


class ClosingCard(Card):
    """The slip for one line; away until somebody asks to close one, and nothing on it is preset."""

    closed = Signal()
    left = Signal()

    def __init__(
        self, reasons: Sequence[tuple[str, str]], parse_day: Parse, parent: QWidget | None = None
    ) -> None:
        """Lay out the slip with the clinic's reasons and the rule that reads a day."""
        super().__init__("Close a line", parent=parent)
        self._codes = {words: code for code, words in reasons}
        self.slip = Slip()
        self.slip.pick("reason", "Why it is closed", tuple(self._codes))
        self.slip.line("words", "In words", "with “another reason” they are needed")
        self.slip.day("until", "Look again on", parse_day, "+7d; empty closes it for good")
        self.said = Said()
        self.close_button = PlainButton("Close this line")
        self.leave_button = QuietButton("Leave it open")
        acts = QWidget()
        flow = Flow(acts)
        for button in (self.close_button, self.leave_button):
            flow.addWidget(button)
        for widget in (self.slip, self.said, acts):
            self.add(widget)
        self.hide()
        # Connect Signals
        self.close_button.clicked.connect(self._close)
        self.leave_button.clicked.connect(self._leave)

    def open_for(self, name: str, about: str, draft: str) -> None:
        """Show the slip for one line, with what was begun for it."""
        self.set_title(f"Close a line: {name}")
        self.set_subtitle(about)
        self.said.say("")
        self.slip.clear()
        if draft:
            self.slip.restore(draft)
        self.show()
        self.slip.parts["reason"].setFocus(Qt.FocusReason.OtherFocusReason)

    def reason(self) -> str:
        """Return the code of the reason that was chosen; empty where none of the list was."""
        return self._codes.get(self.slip.text("reason").strip(), "")

    def refuse(self, sentence: str) -> None:
        """Say why it was not closed."""
        self.said.say(sentence, Sign.MISSING)

    def _close(self) -> None:
        self.closed.emit()

    def _leave(self) -> None:
        self.left.emit()


class Closing(QObject):
    """Stands between the slip and the record: what is begun is kept with the client until it is closed."""

    done = Signal()

    def __init__(self, desk: Desk, parent: QObject) -> None:
        """Make the card; nothing is open."""
        super().__init__(parent)
        self._desk = desk
        self._one: FollowUp | None = None
        self.card = ClosingCard(board_closing.reasons(desk.record), self._read_day)
        # Connect Signals
        self.card.slip.edited.connect(self._keep)
        self.card.closed.connect(self._close)
        self.card.left.connect(self._leave)
        desk.refused.connect(self._refused)

    def open(self, one: FollowUp) -> None:
        """Bring out the slip for a line, with what was begun for this client."""
        self._one = one
        draft = self._desk.read(notes.text, Owner(one.line.client), DRAFT)
        name = name_of(one.who.name, one.who.code)
        self.card.open_for(name, " · ".join(part for part in (one.line.kind, one.line.detail) if part), draft)

    def _read_day(self, text: str) -> date | str:
        try:
            return parse_date(text, local(self._desk.now(), self._desk.record.zone).date())
        except KapdeskError as error:
            return error.sentence

    def _keep(self) -> None:
        if self._one is not None:
            owner = Owner(self._one.line.client)
            self._desk.do(self, notes.write, owner, DRAFT, self.card.slip.draft())

    def _close(self) -> None:
        slip, one = self.card.slip, self._one
        if one is None or slip.stopped():
            return
        until = slip.value("until")
        again = until if isinstance(until, date) else None
        done = self._desk.do(
            self, board_closing.close, one.line, self.card.reason(), slip.text("words"), look_again_on=again
        )
        if done is not None:
            slip.clear()
            self._keep()
            self._leave()

    def _leave(self) -> None:
        self._one = None
        self.card.hide()
        self.done.emit()

    def _refused(self, sentence: str, source: object) -> None:
        if source is self:
            self.card.refuse(sentence)
