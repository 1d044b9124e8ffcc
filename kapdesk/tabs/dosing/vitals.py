"""The vitals card: what was read since baseline, what is due, and one line to type the next set into."""

from datetime import datetime
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from kapdesk.domain.readings import Reading
from kapdesk.domain.vital_line import with_air, with_value
from kapdesk.tabs.dosing.levels import LevelChoices, Levels
from kapdesk.tabs.dosing.lines import Line, Sentence, in_grid, side_by_side
from kapdesk.ui.card import Card
from kapdesk.ui.controls import ChoiceBar, Flow, Option, PlainButton, QuietButton
from kapdesk.ui.signs import Sign
from kapdesk.ui.table import Column, Table
from kapdesk.ui.table import Line as TableLine
from kapdesk.ui.theme import give_role

_COLUMNS = (
    Column("T+"),
    Column("BP"),
    Column("Pulse"),
    Column("SpO₂"),
    Column("Alert"),
    Column("Diss."),
)
_AIR = (Option("ra", "Room air"), Option("o2", "Oxygen"))
#: Why a look was not taken: what is pressed, and whether that is missed or declined.
REASONS = (
    ("missed", "not to disturb the journey"),
    ("missed", "cuff or probe did not read"),
    ("missed", "attention needed elsewhere"),
    ("declined", "by the client"),
)
_FEWEST_ROWS, _MOST_ROWS = 2, 3  # the line to type into stays in sight under them


class VitalsCard(Card):
    """Vital signs of the session; it asks by signals and keeps what was typed until it is taken."""

    typed = Signal()
    changed = Signal()  # the line reads otherwise
    not_taken = Signal(str, str)  # missed or declined, and why; `missing` says which look
    baseline_chosen = Signal(object)
    strike_asked = Signal(object, str)
    row_opened = Signal(object)

    def __init__(self, levels: list[LevelChoices], parent: QWidget | None = None) -> None:
        """Lay out the table, the line and what opens under it."""
        super().__init__("Vitals", parent=parent)
        self.missing: datetime | None = None
        self.table = Table(_COLUMNS, "Vital signs since baseline", close=True)
        self.flags = Sentence()
        self.line = Line("Next set", "BP pulse SpO₂ breaths", named=False)
        self.change, self.echo, self._about = _quiet(), _quiet(), _quiet()
        self.sentence = Sentence()
        self.levels = Levels(levels)
        self.air = ChoiceBar(_AIR, "Air the saturation is taken in")
        self.at = Line("When", "now")
        self.observer, self.role = Line("Read by", "you"), Line("Their role", "yours")
        self.reason = Line("Reason", "why it is struck")
        self.why = Line("Another reason", "why it was not taken")
        self.record = PlainButton("Record")
        self.more, self.missed = QuietButton("Details", small=True), QuietButton("Not taken")
        self.head.addWidget(self.more)
        self._lay_out()
        self._connect()
        self.show_lines([])
        self.show_echo("", None)

    @property
    def drafts(self) -> dict[str, Line]:
        """Return every line that is kept while it is typed, by its name."""
        lines = {
            "line": self.line, "at": self.at, "observer": self.observer, "role": self.role,
            "reason": self.reason, "why": self.why,
        }  # fmt: skip
        return {f"vitals.{name}": line for name, line in lines.items()}

    def show_lines(self, lines: list[TableLine]) -> None:
        """Show the sets that are recorded and the looks that were not, newest last."""
        self.table.show_lines(lines)
        rows = min(max(len(lines), _FEWEST_ROWS), _MOST_ROWS)
        self.table.setFixedHeight(self.table.height_of_rows(rows))
        self.table.scrollToBottom()
        self.table.setVisible(bool(lines))
        self._show_row_acts()

    def show_flags(self, words: str, sign: Sign) -> None:
        """Say what of the latest set is worth a second look."""
        self.flags.say(words, sign, loud=True)

    def show_change(self, words: str) -> None:
        """Say how far the latest set is from baseline."""
        self.change.setText(words)
        self.change.setVisible(bool(words) and self.echo.isHidden())
        self.table.setAccessibleDescription(words)

    def show_echo(self, words: str, reading: Reading | None) -> None:
        """Say what of the line is understood so far, in the place of the change from baseline."""
        _say(self.echo, words)
        self.change.setVisible(bool(self.change.text()) and not words)
        self.line.note.setAccessibleDescription(words)
        self.levels.show_levels({} if reading is None else _levels(reading))
        air = None if reading is None else reading.on_oxygen
        self.air.set_value(None if air is None else "o2" if air else "ra")

    def show_due(self, words: str, tone: str) -> None:
        """Say beside the title what is due; only then can a look be missed or declined."""
        self.set_subtitle(words, tone=tone)
        self.missed.setVisible(tone == "caution" and not self._read_only)
        if self.missed.isHidden() and self.missing is None:
            self._why.hide()

    def show_row(self, words: str, *, missing: datetime | None = None) -> None:
        """Open what can be done with the row: with a set, or with a look of which nothing is recorded."""
        self.missing = missing
        _say(self._about, words)
        self._row.setVisible(missing is None and not self._read_only)
        self._why.setVisible(missing is not None and not self._read_only)

    def typed_line(self) -> str:
        """Return the line as it was typed."""
        return self.line.text()

    def taken(self) -> None:
        """Empty what was typed: it is in the record now."""
        for line in (self.line, self.at, self.observer, self.role):
            line.taken()
        self.sentence.say("")

    def show_details(self, *, shown: bool) -> None:
        """Open or close the levels, the time and the observer."""
        self._details.setVisible(shown)
        self.more.say("Fewer" if shown else "Details")

    def set_read_only(self, *, read_only: bool) -> None:
        """Let the table be read and nothing be entered."""
        for widget in (self._entry, self.more):
            widget.setVisible(not read_only)
        if read_only:
            self._details.hide()
            self.missed.hide()
        self._read_only = read_only
        self._show_row_acts()

    def _lay_out(self) -> None:
        self._read_only = False
        self._entry, self._details, self._why, self._row = QWidget(), QWidget(), QWidget(), QWidget()
        columns = [QVBoxLayout(part) for part in (self._entry, self._details, self._why, self._row)]
        for column in columns:
            column.setContentsMargins(0, 0, 0, 0)
            column.setSpacing(8)
        entry, details, why, row = columns
        entry.addLayout(side_by_side(self.line, self.record, stretch=0))
        details.addWidget(self.levels)
        details.addWidget(self.air)
        details.addLayout(in_grid([self.at, self.observer, self.role], 2))
        why.addLayout(self._reasons())
        why.addWidget(self.why)
        self.base, self.strike = PlainButton("Use as baseline"), PlainButton("Strike")
        row.addLayout(side_by_side(self.base))
        row.addLayout(side_by_side(self.reason, self.strike, stretch=0))
        said = (self.sentence, self.echo, self.change, self.flags)
        below = (*said, self._about, self._row, self._why, self._details)
        for widget in (self.table, self._entry, *below):  # the line stays where it is, whatever is said
            self.add(widget)
        self.body.insertLayout(self.body.indexOf(self._about), side_by_side(self.missed))
        for hidden in (self._details, self._why, self._row, self.missed):
            hidden.hide()

    def _reasons(self) -> Flow:
        flow = Flow()
        for status, reason in REASONS:
            button = PlainButton(f"{status.capitalize()}: {reason}")
            button.clicked.connect(partial(self._press_reason, status, reason))
            flow.addWidget(button)
        return flow

    def _connect(self) -> None:
        # Connect Signals
        for line in (self.line, self.at, self.observer, self.role):
            line.entered.connect(self._enter)
        self.line.note.textChanged.connect(self.changed)
        self.levels.chosen.connect(self._say_level)
        self.air.chosen.connect(self._say_air)
        self.record.clicked.connect(self._enter)
        self.more.clicked.connect(self._toggle_details)
        self.missed.clicked.connect(self._toggle_why)
        self.why.entered.connect(self._say_why)
        self.table.opened.connect(self.row_opened)
        self.table.clicked.connect(self._open_row)
        self.base.clicked.connect(self._choose_baseline)
        self.strike.clicked.connect(self._strike)
        self.reason.entered.connect(self._strike)

    def _enter(self) -> None:
        self.typed.emit()

    def _say_level(self, field: str, level: object) -> None:
        self.line.put(with_value(self.line.text(), field, level if isinstance(level, int) else None))

    def _say_air(self, air: object) -> None:
        self.line.put(with_air(self.line.text(), on_oxygen=None if air is None else air == "o2"))

    def _toggle_details(self) -> None:
        self.show_details(shown=self._details.isHidden())

    def _toggle_why(self) -> None:
        self.missing = None
        self._why.setVisible(self._why.isHidden())

    def _press_reason(self, status: str, reason: str) -> None:
        self._why.hide()
        self.not_taken.emit(status, reason)
        self.missing = None

    def _say_why(self) -> None:
        if self.why.text():
            self._press_reason("missed", self.why.text())

    def _open_row(self) -> None:
        self.row_opened.emit(self.table.key())

    def _show_row_acts(self) -> None:
        if self._read_only or self.table.key() is None:
            self._row.hide()
            self._about.hide()

    def _choose_baseline(self) -> None:
        key = self.table.key()
        self._row.hide()
        self.baseline_chosen.emit(key)

    def _strike(self) -> None:
        key = self.table.key()
        if key is not None:
            self.strike_asked.emit(key, self.reason.text())


def _levels(reading: Reading) -> dict[str, int | None]:
    return {
        "moaas": reading.moaas, "dissociation": reading.dissociation, "nausea": reading.nausea,
        "pain": reading.pain, "anxiety": reading.anxiety,
    }  # fmt: skip


def _quiet() -> QLabel:
    label = QLabel()
    give_role(label, "hint")
    label.setWordWrap(True)
    label.hide()
    return label


def _say(label: QLabel, words: str) -> None:
    label.setText(words)
    label.setVisible(bool(words))
