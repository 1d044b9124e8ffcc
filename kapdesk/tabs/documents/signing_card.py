"""What can be signed in this chart and how it stands; the one chosen is signed or added to below."""

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QWidget

from kapdesk.domain.addenda import AddendumKind
from kapdesk.domain.clock import show_moment
from kapdesk.domain.signing import STATEMENT, Addition, Point, Standing, Verdict
from kapdesk.services.signing import Signable
from kapdesk.ui.addendum import AddendumForm
from kapdesk.ui.card import Card, Row, Rows
from kapdesk.ui.controls import PlainButton, QuietButton
from kapdesk.ui.said import Said
from kapdesk.ui.secret import Entry
from kapdesk.ui.signs import Sign, SignLabel
from kapdesk.ui.slip import Parse, ParseTime
from kapdesk.ui.theme import give_role

SIGN, ADD, COSIGN, NOTHING = "Sign", "Addendum", "Co-sign", ""
FEW = 3
"""How many stand there before the rest is asked for: the session and the newest notes."""


class SigningCard(Card):
    """A row for each session and integration note; under them what is open, the statement, the passphrase."""

    chosen = Signal(object, str)  # which Signable, and what is wanted of it
    signed = Signal(str)  # the passphrase
    added = Signal(str)

    def __init__(self, parse_day: Parse, parse_time: ParseTime, parent: QWidget | None = None) -> None:
        """Lay out an empty card."""
        super().__init__("Signing", "each signs with an own passphrase", parent=parent)
        self.buttons: dict[object, PlainButton] = {}
        self._shown: tuple[Signable, ...] = ()
        self._me: object = None
        self._all = False
        self.rows, self.more = Rows(), QuietButton("", small=True)
        self.title, self.points, self.statement = QLabel(), QLabel(), QLabel(STATEMENT)
        self.entry = Entry("Your passphrase", "Sign")
        self.form = AddendumForm(tuple(one.value for one in AddendumKind), parse_day, parse_time)
        self.said = Said()
        for label, role in ((self.title, "strong"), (self.points, "muted"), (self.statement, "reading")):
            give_role(label, role)
            label.setWordWrap(True)
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.parts = (self.title, self.points, self.statement, self.entry, self.form)
        self.more.hide()
        for part in (self.rows, self.more, *self.parts, self.said):
            self.add(part)
        self.put_away()
        # Connect Signals
        self.entry.entered.connect(self._sign)
        self.form.signed.connect(self._add)
        self.more.clicked.connect(self._show_rest)

    def show_all(self, every: tuple[Signable, ...], me: object) -> None:
        """Show how each stands; `me` is who is signed in. Nothing moves where nothing is different."""
        if every == self._shown:
            return
        held = next((id_ for id_, button in self.buttons.items() if button.hasFocus()), None)
        self._shown, self._me, self.buttons = every, me, {}
        left = len(every) - FEW
        few = every if left <= 1 or self._is_open(held) else every[:FEW]
        self.rows.show_rows([self._row(one, me) for one in few])
        self.more.setText(f"Show {left} more")
        self.more.setVisible(len(few) < len(every))
        if held in self.buttons:
            self.buttons[held].setFocus(Qt.FocusReason.OtherFocusReason)

    def button(self, one: object) -> PlainButton:
        """Return the button of a row by its id, also of one that waits behind the rest; raises KeyError."""
        if one not in self.buttons and any(one == each.id for each in self._shown):
            self._show_every()
        return self.buttons[one]

    def ask(self, one: Signable, act: str, points: tuple[Point, ...]) -> None:
        """Show what belongs to one of them: before a signature what is open, after it the addendum."""
        self.said.say("")
        self.title.setText(f"{act}: {one.title}")
        self.points.setText("\n".join(_lines(points)) if act == SIGN else "")
        ready = act == SIGN and not any(point.stops for point in points)
        for part, shown in (
            (self.title, True), (self.points, act == SIGN), (self.form, act == ADD),
            (self.statement, ready), (self.entry, act == COSIGN or ready),
        ):  # fmt: skip
            part.setVisible(shown)

    def put_away(self) -> None:
        """Show the rows alone."""
        for part in self.parts:
            part.hide()
        self.entry.clear()
        self.form.entry.clear()

    def _is_open(self, held: object) -> bool:
        """Return whether every row stays: the rest was asked for, or the keyboard stands in it."""
        return self._all or held in {one.id for one in self._shown[FEW:]}

    def _show_rest(self) -> None:
        first = self._shown[FEW]
        self._show_every()
        self.buttons[first.id].setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_every(self) -> None:
        every = self._shown
        self._all, self._shown = True, ()
        self.show_all(every, self._me)

    def _row(self, one: Signable, me: object) -> Row:
        row = Row(one.title, _second(one.standing))
        if one.standing is not None:
            valid = one.standing.verdict is Verdict.VALID and one.standing.retraction is None
            row.add_below(
                SignLabel(Sign.RECORDED if valid else Sign.MISSING, _verdict(one.standing), wraps=True)
            )
        act = _act(one, me)
        button = PlainButton(act, small=True)
        button.setAccessibleName(f"{act}: {one.title}")
        button.clicked.connect(partial(self._choose, one, act))
        self.buttons[one.id] = button
        row.add(button)
        if not act:
            button.hide()
        return row

    def _choose(self, one: Signable, act: str) -> None:
        self.chosen.emit(one, act)

    def _sign(self, passphrase: str) -> None:
        self.signed.emit(passphrase)

    def _add(self, passphrase: str) -> None:
        self.added.emit(passphrase)


def _act(one: Signable, me: object) -> str:
    stands = one.standing
    if stands is None:
        return SIGN
    if stands.retraction is not None:
        return NOTHING
    return COSIGN if stands.awaits_id is not None and stands.awaits_id == me else ADD


def _second(stands: Standing | None) -> str:
    """Say under a row who signed, and every addendum in order."""
    if stands is None:
        return "not signed"
    signed = "Signed" if stands.retraction is None else "Retracted; was signed"
    lines = [f"{signed} by {stands.by}, {show_moment(stands.signed_at, stands.zone)}"]
    lines += ["LATE ENTRY"] if stands.late else []
    lines += [f"Co-signed by {one.who}, {show_moment(one.signed_at, one.zone)}" for one in stands.co_signers]
    lines += [f"Awaits co-signature of {stands.awaits}"] if stands.awaits else []
    return "\n".join([*lines, *(_addition(one) for one in stands.additions)])


def _addition(one: Addition) -> str:
    when = show_moment(one.written_at, one.zone)
    return f"{one.kind.capitalize()}, {when}, {one.by}: {one.text} ({one.reason})"


def _verdict(stands: Standing) -> str:
    gone = stands.retraction
    if gone is None:
        return stands.verdict.sentence
    when = show_moment(gone.at, stands.zone)
    return f"RETRACTED {when} by {gone.by} and {gone.second}: {gone.reason}. It is kept and no longer prints."


def _lines(points: tuple[Point, ...]) -> list[str]:
    if not points:
        return ["Nothing is open."]
    return [f"{'First: ' if point.stops else 'Open: '}{point.text}" for point in points]
