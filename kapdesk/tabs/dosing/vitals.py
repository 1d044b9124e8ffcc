"""The vitals card: what was read since baseline, what is due, and one line to type the next set into."""

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from kapdesk.domain.typed_vitals import BESIDE
from kapdesk.tabs.dosing.lines import Line, Sentence, in_grid, side_by_side
from kapdesk.ui.card import Card
from kapdesk.ui.controls import Flow, PlainButton, QuietButton
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
_BESIDE = {
    "moaas": "Alert 0–5",
    "dissociation": "Diss. 0–4",
    "nausea": "Nausea 0–3",
    "pain": "Pain 0–10",
    "anxiety": "Anxiety 0–10",
    "temp": "Temp °C",
}
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
    not_taken = Signal(str, str)  # missed or declined, and why
    baseline_chosen = Signal(object)
    strike_asked = Signal(object, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        """Lay out the table, the line and what opens under it."""
        super().__init__("Vitals", parent=parent)
        self.table = Table(_COLUMNS, "Vital signs since baseline", close=True)
        self.flags = Sentence()
        self.line = Line("Next set", "BP pulse SpO₂ breaths", named=False)
        self.change = QLabel()
        give_role(self.change, "hint")
        self.change.setWordWrap(True)
        self.sentence = Sentence()
        self.beside = {field: Line(label) for field, label in _BESIDE.items()}
        self.at = Line("When", "now")
        self.observer = Line("Read by", "you")
        self.reason = Line("Reason", "why it is struck")
        self.record = PlainButton("Record")
        self.more, self.missed = QuietButton("Details"), QuietButton("Not taken")
        self._lay_out()
        self._connect()
        self.show_lines([])

    @property
    def drafts(self) -> dict[str, Line]:
        """Return every line that is kept while it is typed, by its name."""
        lines = {"line": self.line, "at": self.at, "observer": self.observer, "reason": self.reason}
        return {f"vitals.{name}": line for name, line in (lines | self.beside).items()}

    def show_lines(self, lines: list[TableLine]) -> None:
        """Show the sets that are recorded, newest last."""
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
        self.change.setVisible(bool(words))
        self.table.setAccessibleDescription(words)

    def show_due(self, words: str, tone: str) -> None:
        """Say beside the title what is due; only then can a look be missed or declined."""
        self.set_subtitle(words, tone=tone)
        self.missed.setVisible(tone == "caution" and not self._read_only)
        if self.missed.isHidden():
            self._why.hide()

    def typed_line(self) -> str:
        """Return the line as it was typed."""
        return self.line.text()

    def typed_beside(self) -> dict[str, str]:
        """Return the small fields as they were typed."""
        return {field: self.beside[field].text() for field in BESIDE}

    def taken(self) -> None:
        """Empty what was typed: it is in the record now."""
        for line in (self.line, self.at, self.observer, *self.beside.values()):
            line.taken()
        self.sentence.say("")

    def show_details(self, *, shown: bool) -> None:
        """Open or close the small fields."""
        self._details.setVisible(shown)
        self.more.say("Fewer" if shown else "Details")

    def set_read_only(self, *, read_only: bool) -> None:
        """Let the table be read and nothing be entered."""
        self._entry.setVisible(not read_only)
        self._read_only = read_only
        self._show_row_acts()

    def _lay_out(self) -> None:
        self._read_only = False
        self._entry, self._details, self._why, self._row = QWidget(), QWidget(), QWidget(), QWidget()
        entry, details, why = QVBoxLayout(self._entry), QVBoxLayout(self._details), Flow(self._why)
        for column in (entry, details):
            column.setContentsMargins(0, 0, 0, 0)
            column.setSpacing(8)
        details.addWidget(self.change)
        details.addLayout(in_grid(list(self.beside.values()), 3))
        details.addLayout(in_grid([self.at, self.observer], 2))
        for status, reason in REASONS:
            button = PlainButton(f"{status.capitalize()}: {reason}", small=False)
            button.clicked.connect(partial(self._press_reason, status, reason))
            why.addWidget(button)
        entry.addWidget(self.line)
        entry.addWidget(self.sentence)
        entry.addLayout(side_by_side(self.record, self.more, self.missed))
        entry.addWidget(self._details)
        entry.addWidget(self._why)
        self.base, self.strike = PlainButton("Use as baseline"), PlainButton("Strike")
        row = QVBoxLayout(self._row)
        row.setContentsMargins(0, 0, 0, 0)
        row.addLayout(side_by_side(self.base))
        row.addLayout(side_by_side(self.reason, self.strike, stretch=0))
        for widget in (self.table, self.flags, self._row, self._entry):
            self.add(widget)
        for hidden in (self._details, self._why, self._row):
            hidden.hide()

    def _connect(self) -> None:
        # Connect Signals
        for line in (self.line, self.at, self.observer, *self.beside.values()):
            line.entered.connect(self._enter)
        self.record.clicked.connect(self._enter)
        self.more.clicked.connect(self._toggle_details)
        self.missed.clicked.connect(self._toggle_why)
        self.table.opened.connect(self._open_row)
        self.base.clicked.connect(self._choose_baseline)
        self.strike.clicked.connect(self._strike)
        self.reason.entered.connect(self._strike)

    def _enter(self) -> None:
        self.typed.emit()

    def _toggle_details(self) -> None:
        self.show_details(shown=self._details.isHidden())

    def _toggle_why(self) -> None:
        self._why.setVisible(self._why.isHidden())

    def _press_reason(self, status: str, reason: str) -> None:
        self._why.hide()
        self.not_taken.emit(status, reason)

    def _open_row(self, _key: object) -> None:
        self._row.setVisible(not self._read_only)

    def _show_row_acts(self) -> None:
        if self._read_only or self.table.key() is None:
            self._row.hide()

    def _choose_baseline(self) -> None:
        key = self.table.key()
        self._row.hide()
        self.baseline_chosen.emit(key)

    def _strike(self) -> None:
        key = self.table.key()
        if key is not None:
            self.strike_asked.emit(key, self.reason.text())
