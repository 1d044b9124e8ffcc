"""The custody envelope: three people with a sheet each, tried from time to time, ended with a reason."""

from collections.abc import Sequence
from functools import partial
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPlainTextEdit, QVBoxLayout, QWidget

from kapdesk.domain.clock import show_date, show_moment
from kapdesk.services.custody import SHARES, WORDS, Envelope, HolderFacts, HolderOf
from kapdesk.ui.card import Card, Row, Rows
from kapdesk.ui.controls import PlainButton, QuietButton
from kapdesk.ui.dialog import ReasonSheet
from kapdesk.ui.signs import Sign, SignLabel
from kapdesk.ui.slip import Slip
from kapdesk.ui.theme import give_role, px

_LINES = 3
_WHAT = (
    "For illness or death: three sheets with three people, and any two of them open the record. One alone "
    "opens nothing. Who opens it signs in with their own name; nobody writes in yours."
)


class EnvelopeCard(Card):
    """Who holds a sheet, when it was last tried, and how a new one is made."""

    made = Signal(object)  # three HolderFacts
    handed = Signal(object)  # holder's id
    tried = Signal(object)  # two lists of words
    ended = Signal(str)  # reason

    def __init__(self, parent: QWidget | None = None) -> None:
        """Stand empty."""
        super().__init__("Custody envelope", "two of three", parent=parent)
        self.state, self.said = SignLabel(Sign.NOT_YET, wraps=True), SignLabel(Sign.MISSING, wraps=True)
        self.rows, self.slip = Rows(), Slip()
        self.words = (QPlainTextEdit(), QPlainTextEdit())
        self.make = PlainButton("Make the three sheets", small=True)
        self.renew = QuietButton("Make new sheets", small=True)
        self.try_them = PlainButton("Try the two sheets", small=True)
        self.end = QuietButton("End the envelope", small=True)
        self._why: ReasonSheet | None = None
        self._trial, self._names = QWidget(), QWidget()
        self._lay_out()
        # Connect Signals
        self.make.clicked.connect(self._make)
        self.renew.clicked.connect(self._show_names)
        self.try_them.clicked.connect(self._try)
        self.end.clicked.connect(self._ask_why)

    def show_envelope(self, envelope: Envelope | None, zone: str) -> None:
        """Show who holds a sheet, or ask for three names."""
        if envelope is None:
            self.state.set_sign(Sign.NOT_YET, "There is no envelope")
        else:
            tried = show_moment(envelope.last_tried, zone) if envelope.last_tried else "never tried"
            made = show_moment(envelope.made_at, zone)
            sign = Sign.RECORDED if envelope.last_tried else Sign.DUE
            self.state.set_sign(sign, f"Made {made}; two sheets tried: {tried}")
        self.rows.show_rows([self._row(one) for one in envelope.holders] if envelope else [])
        self._names.setVisible(envelope is None)
        for part in (self._trial, self.renew, self.end):
            part.setVisible(envelope is not None)

    def taken(self) -> None:
        """Forget what was typed: it is in the record, or was tried."""
        self.slip.clear()
        for field in self.words:
            field.clear()

    def say(self, sentence: str, *, done: bool) -> None:
        """Say what came of it."""
        self.said.set_sign(Sign.RECORDED if done else Sign.MISSING, sentence)
        self.said.setVisible(bool(sentence))

    def _lay_out(self) -> None:
        hint = QLabel(_WHAT)
        hint.setWordWrap(True)
        give_role(hint, "hint")
        for part in (self.state, hint, self.rows):
            self.add(part)
        for number in range(1, SHARES + 1):
            self.slip.row()
            self.slip.line(f"name{number}", f"Sheet {number}: name", share=2)
            self.slip.line(f"relation{number}", "Relation")
            self.slip.line(f"phone{number}", "Telephone")
        _column(self._names, (self.slip, self.make))
        parts: list[QWidget] = []
        for number, field in enumerate(self.words, start=1):
            name = "one sheet" if number == 1 else "another sheet"
            label = QLabel(f"Words of {name}, {WORDS} of them")
            give_role(label, "muted")
            label.setBuddy(field)
            field.setAccessibleName(f"Words of {name}")
            field.setTabChangesFocus(True)
            field.setFixedHeight(field.fontMetrics().lineSpacing() * _LINES + px(16))
            parts += [label, field]
        _column(self._trial, (*parts, self.try_them))
        for part in (self._names, self._trial, self.said):
            self.add(part)
        buttons = QHBoxLayout()
        for button in (self.renew, self.end):
            buttons.addWidget(button)
        buttons.addStretch(1)
        self.body.addLayout(buttons)
        self.say("", done=True)

    def _row(self, one: HolderOf) -> Row:
        about = " · ".join(part for part in (one.relation, one.phone) if part)
        given = f"handed over {show_date(one.handed_on)}" if one.handed_on else "not handed over yet"
        row = Row(f"Sheet {one.share}: {one.name}", " · ".join(part for part in (about, given) if part))
        if one.handed_on is None:
            hand = QuietButton("Handed over", small=True)
            hand.setAccessibleName(f"Sheet {one.share} was handed over today")
            hand.clicked.connect(partial(self._hand, one.id))
            row.add(hand)
        return row

    def _hand(self, holder: UUID) -> None:
        self.handed.emit(holder)

    def _show_names(self) -> None:
        self._names.show()
        self.slip.parts["name1"].setFocus(Qt.FocusReason.OtherFocusReason)

    def _make(self) -> None:
        self.made.emit(tuple(self._holder(number) for number in range(1, SHARES + 1)))

    def _holder(self, number: int) -> HolderFacts:
        texts = (self.slip.text(f"{part}{number}") for part in ("name", "relation", "phone"))
        return HolderFacts(*texts)

    def _try(self) -> None:
        self.tried.emit([field.toPlainText() for field in self.words])

    def _ask_why(self) -> None:
        self._why = ReasonSheet(
            "End the envelope",
            "The three sheets open nothing any more. Backups made before still open with them.",
            act="End it", parent=self.window(),
        )  # fmt: skip
        self._why.given.connect(self.ended)
        self._why.ask()


def _column(widget: QWidget, parts: Sequence[QWidget]) -> None:
    column = QVBoxLayout(widget)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(8)
    for part in parts:
        if isinstance(part, PlainButton):
            column.addWidget(part, 0, Qt.AlignmentFlag.AlignLeft)
        else:
            column.addWidget(part)
