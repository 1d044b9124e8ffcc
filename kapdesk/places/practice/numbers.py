"""Numbers to call: each prints only after somebody of the clinic has tried it and said on which day."""

from collections.abc import Sequence
from datetime import date
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from kapdesk.domain.clock import show_date
from kapdesk.domain.crisis import ListedLine
from kapdesk.ui.card import Card, Row, Rows
from kapdesk.ui.controls import PlainButton, PrimaryButton, QuietButton
from kapdesk.ui.dialog import Sheet
from kapdesk.ui.signs import Sign, SignLabel
from kapdesk.ui.slip import Parse, Picker, Slip
from kapdesk.ui.theme import give_role

OWN = ("clinic-day", "clinic-after")


class NumbersCard(Card):
    """The clinic's own two numbers and its crisis numbers, tried or not."""

    confirmed = Signal(str, str, object)  # id, the number that was tried, the day
    written = Signal(str, str, str, str)  # id ("" for a new one), label, number, when
    removed = Signal(str)
    place_taken = Signal(str)
    edited = Signal()

    def __init__(self, places: Sequence[str], parse: Parse, parent: QWidget | None = None) -> None:
        """Offer suggestions for these places; `parse` reads a typed day."""
        super().__init__("Numbers to call", "only confirmed ones print", parent=parent)
        self._parse, self._editing = parse, ""
        self._sheet: Sheet | None = None
        self.rows = Rows()
        self.stale = SignLabel(Sign.DUE, wraps=True)
        self.places = Picker(places)
        self.take = PlainButton("Add suggestions", small=True)
        self.more = PlainButton("Add a number", small=True)
        self.slip = Slip()
        self._what = QLabel()
        give_role(self._what, "strong")
        self.slip.put(self._what)
        self.slip.line("label", "Whose number it is")
        self.slip.row()
        self.slip.line("number", "Number")
        self.slip.line("when", "When it answers, or how")
        self.keep, self.back = PrimaryButton("Keep number", small=True), QuietButton("Close", small=True)
        self.remove = PlainButton("Take off the list", small=True)
        self._writing = QWidget()
        self._lay_out(places)
        # Connect Signals
        self.take.clicked.connect(self._take)
        self.more.clicked.connect(partial(self.open_slip, ListedLine("", "")))
        self.keep.clicked.connect(self._keep)
        self.back.clicked.connect(self._writing.hide)
        self.remove.clicked.connect(self._remove)
        self.slip.edited.connect(self.edited)

    def show_lines(self, lines: Sequence[ListedLine], today: date, after: int) -> None:
        """Show every number with who tried it when; one tried more than `after` days ago is due."""
        self.rows.show_rows([self._row(line, today, after) for line in lines])
        confirmed = [line.confirmed for line in lines if line.confirmed]
        old = sum(line.is_stale(today, after) for line in confirmed)
        self.stale.set_sign(Sign.DUE, f"{old} tried more than {after} days ago: try them again")
        self.stale.setVisible(bool(old))

    def open_slip(self, line: ListedLine) -> None:
        """Open the slip for a number of the list, or a new one."""
        self._editing = line.id
        self.remove.setVisible(bool(line.id) and line.id not in OWN)
        self._what.setText(line.label or "A number of your own")
        self.slip.show_texts({"label": line.label, "number": line.number, "when": line.when})
        self._writing.show()
        self.slip.parts["number" if line.label else "label"].setFocus(Qt.FocusReason.OtherFocusReason)

    def taken(self) -> None:
        """Empty and close the slip: the number is on the list."""
        self.slip.clear()
        self._writing.hide()

    def ask_confirm(self, line: ListedLine) -> Sheet:
        """Ask on which day the number was tried."""
        sheet = Sheet(
            f"Confirm {line.number}",
            f"{line.label}. Confirm only a number that you have called or written to yourself. "
            "It prints from now on, until it is changed.",
            act="I have tried it", careful=False, parent=self.window(),
        )  # fmt: skip
        slip = Slip()
        slip.day("on", "Tried on", self._parse, "day, month, year; or: today")
        sheet.body.addWidget(slip)
        sheet.agreed.connect(partial(self._confirm, line, slip))
        self._sheet, self.day = sheet, slip
        sheet.ask()
        slip.parts["on"].setFocus(Qt.FocusReason.OtherFocusReason)
        return sheet

    def _lay_out(self, places: Sequence[str]) -> None:
        self.places.setAccessibleName("Country or region")
        self.places.setMinimumContentsLength(max((len(place) for place in places), default=12))
        buttons = QHBoxLayout()
        buttons.addWidget(self.keep)
        buttons.addWidget(self.back)
        buttons.addStretch(1)
        buttons.addWidget(self.remove)
        column = QVBoxLayout(self._writing)
        column.setContentsMargins(0, 8, 0, 8)
        column.setSpacing(12)
        column.addWidget(self.slip)
        column.addLayout(buttons)
        self._writing.hide()
        country = QLabel("Country")
        give_role(country, "muted")
        country.setBuddy(self.places)
        below = QHBoxLayout()
        below.setSpacing(8)
        below.addWidget(self.places, 1)
        below.addWidget(self.take)
        below.addWidget(self.more)
        self.add(self.stale)
        self.add(self.rows)
        self.add(self._writing)
        self.add(country)
        self.body.addLayout(below)

    def _row(self, line: ListedLine, today: date, after: int) -> Row:
        tried = f"tried by {line.by}" if line.confirmed else ""
        second = " · ".join(part for part in (line.when, line.place, line.note, tried) if part)
        said = line.label if line.number in line.label else f"{line.number}   {line.label}"
        row = Row(said, second, strong=True)
        row.add(_sign(line, today, after))
        if line.number and (line.confirmed is None or line.confirmed.is_stale(today, after)):
            confirm = PlainButton("Confirm", small=True)
            confirm.clicked.connect(partial(self.ask_confirm, line))
            confirm.setAccessibleName(f"Confirm {line.label}")
            row.add(confirm)
        change = QuietButton("Change" if line.number else "Write", small=True)
        change.clicked.connect(partial(self.open_slip, line))
        change.setAccessibleName(f"{change.text()} {line.label}")
        row.add(change)
        return row

    def _confirm(self, line: ListedLine, slip: Slip) -> None:
        day = slip.value("on")
        if isinstance(day, date):
            self.confirmed.emit(line.id, line.number, day)
        elif self._sheet is not None:
            slip.flag({} if slip.text("on") else {"on": "write the day"})
            self._sheet.ask()

    def _keep(self) -> None:
        missing = {} if self.slip.text("label") else {"label": "say whose number it is"}
        self.slip.flag(missing)
        if not missing:
            texts = (self.slip.text(part) for part in ("label", "number", "when"))
            self.written.emit(self._editing, *texts)

    def _remove(self) -> None:
        self.removed.emit(self._editing)
        self.taken()

    def _take(self) -> None:
        if self.places.currentText().strip():
            self.place_taken.emit(self.places.currentText().strip())


def _sign(line: ListedLine, today: date, after: int) -> SignLabel:
    said = line.confirmed
    if said is None:
        return SignLabel(Sign.NOT_YET, "no number" if not line.number else "not confirmed")
    sign = Sign.DUE if said.is_stale(today, after) else Sign.RECORDED
    label = SignLabel(sign, f"{show_date(said.verified_on)}")
    label.setToolTip(f"tried by {said.by}")
    label.setAccessibleDescription(f"tried by {said.by}")
    return label
