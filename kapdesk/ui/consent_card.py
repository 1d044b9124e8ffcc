"""What the client agreed to, kind by kind, with version and day; given and taken back here."""

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from kapdesk.domain.clock import show_date
from kapdesk.domain.consents import METHODS, ConsentState, Signing, Standing
from kapdesk.ui.card import Card, Row, Rows
from kapdesk.ui.controls import Option, PlainButton, PrimaryButton, QuietButton
from kapdesk.ui.dialog import Sheet
from kapdesk.ui.signs import Sign, SignLabel
from kapdesk.ui.slip import Parse, Slip
from kapdesk.ui.theme import give_role

_SIGNS = {
    Standing.GIVEN: Sign.RECORDED,
    Standing.OLDER_TEXT: Sign.DUE,
    Standing.WITHDRAWN: Sign.MISSING,
    Standing.NOT_GIVEN: Sign.NOT_YET,
}


class ConsentCard(Card):
    """Every kind of consent; those still open come first and can be recorded together."""

    signed = Signal(object)  # Signing
    withdrawn = Signal(object, object, str)  # key, day, note
    edited = Signal()  # the slip was typed in

    def __init__(self, parse: Parse, parent: QWidget | None = None) -> None:
        """Show nothing yet; `parse` reads a typed day."""
        super().__init__("Consents", parent=parent)
        self._parse = parse
        self._states: tuple[ConsentState, ...] = ()
        self._kinds: tuple[tuple[str, str], ...] = ()
        self._sheet: Sheet | None = None
        self.rows = Rows()
        self.all_open = PlainButton("Record all that are open", small=True)
        self.rest = QuietButton("Show the others", small=True)
        self.slip = Slip()
        self._what = QLabel()
        give_role(self._what, "strong")
        self._what.setWordWrap(True)
        self.slip.put(self._what)
        self.slip.line("signer", "Given by", "the client, or who decides with them")
        self.slip.day("on", "On", parse, "day, month, year; or: today")
        self.slip.choice("method", "How", [Option(method, method) for method in METHODS])
        self.record, self.back = PrimaryButton("Record consent", small=True), QuietButton("Close", small=True)
        self._writing = QWidget()
        self._lay_out()
        # Connect Signals
        self.all_open.clicked.connect(self._sign_all)
        self.rest.clicked.connect(self._show_rest)
        self.record.clicked.connect(self._record)
        self.back.clicked.connect(self.close_slip)
        self.slip.edited.connect(self.edited)

    def show_consents(self, states: Sequence[ConsentState]) -> None:
        """Show how every kind stands."""
        self._states = tuple(states)
        still = sum(state.is_open for state in states)
        self.set_subtitle(
            f"{still} still open" if still else "all recorded", tone="caution" if still else "hint"
        )
        self.all_open.setVisible(still > 1)
        self._fill()

    def open_slip(self, states: Sequence[ConsentState]) -> None:
        """Open the slip for consents given together."""
        kinds = [state.kind for state in states]
        self._kinds = tuple((kind.id, kind.version) for kind in kinds)
        names = "; ".join(kind.label for kind in kinds)
        self._what.setText(
            f"{names}, version {kinds[0].version}" if len(kinds) == 1 else f"{len(kinds)} consents: {names}"
        )
        self._writing.show()
        self.slip.parts["signer"].setFocus(Qt.FocusReason.OtherFocusReason)

    def close_slip(self) -> None:
        """Close the slip; what was typed stays in it."""
        self._writing.hide()

    def taken(self) -> None:
        """Empty the slip: the consent is in the record now."""
        self.slip.clear()
        self.close_slip()

    def restore(self, draft: str) -> None:
        """Put back what was typed in the slip before."""
        self.slip.restore(draft)

    def _lay_out(self) -> None:
        buttons = QHBoxLayout()
        buttons.addWidget(self.record)
        buttons.addWidget(self.back)
        buttons.addStretch(1)
        column = QVBoxLayout(self._writing)
        column.setContentsMargins(0, 8, 0, 8)
        column.setSpacing(12)
        column.addWidget(self.slip)
        column.addLayout(buttons)
        self._writing.hide()
        below = QHBoxLayout()
        below.addWidget(self.all_open)
        below.addWidget(self.rest)
        below.addStretch(1)
        self.add(self.rows)
        self.add(self._writing)
        self.body.addLayout(below)
        self._shows_rest = False

    def _fill(self) -> None:
        first = [state for state in self._states if state.is_open]
        rest = [state for state in self._states if not state.is_open]
        shown = first + (rest if self._shows_rest else [])
        self.rows.show_rows([self._row(state) for state in shown])
        self.rest.setVisible(bool(rest))
        self.rest.say("Hide the others" if self._shows_rest else f"Show the other {len(rest)}")

    def _row(self, state: ConsentState) -> Row:
        row = Row(state.kind.label, _second(state))
        row.setToolTip(state.kind.text)
        row.add(SignLabel(_SIGNS[state.standing], state.standing.value))
        if state.standing in (Standing.GIVEN, Standing.OLDER_TEXT):
            self._add_button(row, QuietButton("Withdraw", small=True), partial(self._ask_withdraw, state))
        if state.standing is not Standing.GIVEN:
            self._add_button(row, PlainButton("Record", small=True), partial(self.open_slip, (state,)))
        for button in row.findChildren(QPushButton):
            button.setAccessibleName(f"{button.text()}: {state.kind.label}")
        return row

    def _add_button(self, row: Row, button: QPushButton, act: Callable[..., None]) -> None:
        button.clicked.connect(act)
        row.add(button)

    def _show_rest(self) -> None:
        self._shows_rest = not self._shows_rest
        self._fill()

    def _sign_all(self) -> None:
        self.open_slip([state for state in self._states if state.is_open])

    def _record(self) -> None:
        missing: dict[str, str] = {}
        if not self.slip.text("signer"):
            missing["signer"] = "write who gave it"
        if not self.slip.text("on"):
            missing["on"] = "write the day"
        if not self.slip.text("method"):
            missing["method"] = "choose how"
        self.slip.flag(missing)
        if missing or self.slip.stopped() or not self._kinds:
            return
        day = self.slip.value("on")
        if isinstance(day, date):
            given = Signing(self._kinds, self.slip.text("signer"), day, self.slip.text("method"))
            self.signed.emit(given)

    def _ask_withdraw(self, state: ConsentState) -> None:
        sheet = Sheet(
            f"Withdraw “{state.kind.label}”", "It stays readable and does not stand from that day on.",
            act="Withdraw consent", careful=True, parent=self.window(),
        )  # fmt: skip
        slip = Slip()
        slip.day("on", "Taken back on", self._parse, "day, month, year; or: today")
        slip.line("note", "What they said")
        sheet.body.addWidget(slip)
        sheet.agreed.connect(partial(self._withdraw, state.last.id if state.last else None, slip))
        sheet.left.connect(sheet.deleteLater)
        self._sheet = sheet
        sheet.ask()

    def _withdraw(self, key: object, slip: Slip) -> None:
        day = slip.value("on")
        if day is not None:
            self.withdrawn.emit(key, day, slip.text("note"))
        elif self._sheet is not None:
            slip.flag({"on": "write the day"} if not slip.text("on") else {})
            self._sheet.ask()


def _second(state: ConsentState) -> str:
    if state.last is None:
        return state.kind.text
    given = state.last.consent
    words = f"version {given.version} · {show_date(given.given_on)} · {given.signer}, {given.method}"
    if given.withdrawn_on is not None:
        words += f" · withdrawn {show_date(given.withdrawn_on)}"
    return f"{words}: {given.withdrawn_note}" if given.withdrawn_note else words
