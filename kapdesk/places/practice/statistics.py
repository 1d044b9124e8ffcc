"""The practice in numbers, without a name: counted when asked, read here, saved as a table on purpose."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QDir
from PySide6.QtWidgets import QCheckBox, QFileDialog, QHBoxLayout, QLabel, QWidget

from kapdesk.desk import Desk
from kapdesk.domain.audit import Action
from kapdesk.domain.clock import show_moment
from kapdesk.domain.errors import KapdeskError
from kapdesk.services import audit, csv_files, saving, statistics
from kapdesk.services.csv_files import TableFile
from kapdesk.services.record import Record
from kapdesk.services.statistics import Practice
from kapdesk.ui.card import Card
from kapdesk.ui.controls import PlainButton
from kapdesk.ui.dialog import Sheet
from kapdesk.ui.jobs import Job, Jobs
from kapdesk.ui.preview import ask_where
from kapdesk.ui.signs import Sign, SignLabel
from kapdesk.ui.table import Cell, Column, Line, Table
from kapdesk.ui.theme import give_role, px

KIND = "Table (*.csv)"
OF_KIND = "practice numbers"
NOT_NOTED = "That it leaves could not be noted, so nothing was saved. Try again."
ROWS_SEEN = 8
NOT_JUDGED = "no rule"
_MONTHS = (
    Column("Month", 1, whole=True),
    Column("Dosing", 0, right=True),
    Column("Integration", 0, right=True),
    Column("Contacts", 0, right=True),
    Column("Forms", 0, right=True),
)
_CAME = (Column("Appointment", 1), Column("Did not attend", 0), Column("Called off late", 0))
_CHANGED = (
    Column("Measure", 1),
    Column("Worse", 0),
    Column("Better", 0),
    Column("Response", 0, goes=1),
    Column("Remission", 0, goes=2),
)


class StatisticsCard(Card):
    """Counts, rates with both their numbers, and times; nothing is counted before it is asked for."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        """Stand ready; nothing is read."""
        super().__init__("Numbers of the practice", "nobody is named", parent=parent)
        self._desk = desk
        self.count_button = PlainButton("Count now", small=True)
        self.save_button = PlainButton("Save as a table (CSV)", small=True)
        self.hide_small, self.mark = QCheckBox("Write 1 to 4 as <5"), QCheckBox("For Excel (byte order mark)")
        self.said = SignLabel(Sign.RECORDED, wraps=True)
        self.months, self.came, self.changed = (
            Table(columns, name, close=True)
            for columns, name in (
                (_MONTHS, "By month"),
                (_CAME, "Attendance"),
                (_CHANGED, "Change by series"),
            )
        )
        self._seen, self._rules = _words("value"), _words("muted")
        self._jobs = Jobs(1, self)
        self.folder: QFileDialog | None = None
        self.risk: Sheet | None = None
        self._lay_out()
        # Connect Signals
        self.count_button.clicked.connect(self._count)
        self.save_button.clicked.connect(self._ask_save)

    def save(self, made: TableFile, target: Path) -> None:
        """Note in the trail that it leaves, write the file where it was chosen to be, and say where it is."""
        if self._desk.do(self, audit.log, Action.EXPORTED, OF_KIND, count=made.lines) is None:
            self._say(NOT_NOTED, Sign.MISSING)
            return
        try:
            csv_files.save(made, target, read=True, replace=True)
        except KapdeskError as error:
            self._say(error.sentence, Sign.MISSING)
            return
        self._say(f"Saved {made.lines} lines, open, in {target.parent}.")

    def _lay_out(self) -> None:
        first, second = QHBoxLayout(), QHBoxLayout()
        for line, parts in (
            (first, (self.count_button, self.save_button)),
            (second, (self.hide_small, self.mark)),
        ):
            line.setSpacing(8)
            for part in parts:
                line.addWidget(part)
            line.addStretch(1)
            self.body.addLayout(line)
        for part in (self.said, self._seen, self.months, self.came, self.changed, self._rules):
            self.add(part)
            part.hide()
        for table in (self.months, self.came, self.changed):
            give_role(table, "clear")

    def rest(self) -> None:
        """Let a count that is under way go: the place is taken down."""
        self._jobs.close()

    def _count(self) -> None:
        """Count behind the window: a long record takes its time, and nobody waits for it."""
        if not self._jobs.is_busy():
            self._say("Counting everything that was recorded.", Sign.DUE)
            self._jobs.run(partial(_counted, self._desk.record), self._show, self._not_counted)

    def _not_counted(self, error: BaseException) -> None:
        if not isinstance(error, KapdeskError):
            raise error
        self._say(error.sentence, Sign.MISSING)

    def _show(self, counted: Practice) -> None:
        self._say(f"Counted {show_moment(counted.at, self._desk.record.zone)}.")
        self._seen.setText(
            f"Seen within 72 hours of the dose: {counted.seen_in_time.words}.\n"
            f"From the dose to the first integration session: {counted.first_seen.words}."
        )
        self._rules.setText(
            "\n".join(("Each number is of series that have a baseline and a later form.", *counted.rules))
        )
        _fill(self.months, [_month(one) for one in reversed(counted.months)])
        _fill(
            self.came,
            [
                _line(one.kind, one.did_not_attend.words, one.late_cancelled.words)
                for one in counted.attendance
            ],
        )
        _fill(self.changed, [_change(one) for one in counted.changes])
        self._seen.show()
        self._rules.setVisible(bool(counted.changes))

    def _ask_save(self) -> None:
        self.risk = Sheet(
            "Save the numbers as an open file?", csv_files.IN_CLEAR, act="Choose where", back="Go back",
            parent=self,
        )  # fmt: skip
        self.risk.agreed.connect(self._ask_folder)
        self.risk.ask()

    def _ask_folder(self) -> None:
        made = self._desk.read(
            csv_files.of_practice, hide_small=self.hide_small.isChecked(), mark=self.mark.isChecked()
        )
        self.folder = ask_where(self, made.file_name, KIND)
        self.folder.setDirectory(QDir.homePath())
        self.folder.fileSelected.connect(partial(self._chosen, made))

    def _chosen(self, made: TableFile, path: str) -> None:
        target = Path(path)
        warning = saving.warning(target.parent)
        if not warning:
            self.save(made, target)
            return
        self.risk = Sheet(
            "Save it there all the same?", warning, act="Save it there", back="Choose another", parent=self
        )
        self.risk.agreed.connect(partial(self.save, made, target))
        self.risk.left.connect(self._ask_folder)
        self.risk.ask()

    def _say(self, sentence: str, sign: Sign = Sign.RECORDED) -> None:
        self.said.set_sign(sign, sentence)
        self.said.show()


def _counted(record: Record, _job: Job) -> Practice:
    return statistics.practice(record)


def _words(role: str) -> QLabel:
    label = QLabel()
    label.setWordWrap(True)
    give_role(label, role)
    return label


def _fill(table: Table, lines: Sequence[Line]) -> None:
    table.show_lines(lines)
    table.setFixedHeight(table.height_of_rows(min(max(len(lines), 1), ROWS_SEEN)) + px(4))
    table.setVisible(bool(lines))


def _line(*words: str) -> Line:
    return Line(None, tuple(Cell(word) for word in words))


def _month(one: statistics.Month) -> Line:
    counts = (one.dosing, one.integration, one.contacts, one.questionnaires)
    return _line(f"{one.first:%b-%Y}", *(str(count) for count in counts))


def _change(one: statistics.Change) -> Line:
    rates = (one.deterioration, one.improvement, one.response, one.remission)
    return _line(f"{one.measure}, {one.series}", *(rate.words if rate.of else NOT_JUDGED for rate in rates))
