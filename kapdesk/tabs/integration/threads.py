"""Insights in the weeks after: still alive, faded or something else, their steps, and their thread."""

from collections.abc import Mapping, Sequence
from functools import partial
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from kapdesk.domain.clock import local, show_date, show_weekday_date
from kapdesk.domain.insight_thread import Entry, Thread
from kapdesk.domain.insights import Kind
from kapdesk.domain.integration import VERDICTS, Verdict
from kapdesk.domain.life import LifeItem
from kapdesk.domain.registers import Register
from kapdesk.tabs.integration.folds import FoldCard
from kapdesk.ui.card import Row, Rows, rule
from kapdesk.ui.controls import ChoiceBar, Option, PlainButton
from kapdesk.ui.note import LineNote, NoteField, Voice
from kapdesk.ui.said import Said
from kapdesk.ui.signs import Sign
from kapdesk.ui.theme import give_role

PAGE = 6
"""How many are shown at first: those that are due, then the newest."""
WHAT, PARTS = "what", ("when", "cue", "obstacle")
_OPTIONS = tuple(Option(each.value, each.label) for each in VERDICTS[Kind.INSIGHT])


class StepSlip(QWidget):
    """One step an insight becomes: what, when, after which cue, and what may be in the way."""

    asked = Signal()

    def __init__(self, register: Register, parent: QWidget | None = None) -> None:
        """Lay out the lines in the words of the register."""
        super().__init__(parent)
        self.lines: dict[str, LineNote] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 4, 0, 0)
        column.setSpacing(8)
        self._put(column, WHAT, register.words, register.words_prompt)
        for part in PARTS:
            entry = register.entry(part)
            self._put(column, part, entry.label, entry.prompt)
        self.said, self.keep = Said(), PlainButton("Keep this step", small=True)
        column.addWidget(self.said)
        column.addWidget(self.keep)
        # Connect Signals
        self.keep.clicked.connect(self._ask)

    def texts(self) -> Mapping[str, str]:
        """Return what stands in the lines."""
        return {name: line.text().strip() for name, line in self.lines.items()}

    def taken(self) -> None:
        """Empty the lines: the step is in the record now."""
        for line in self.lines.values():
            line.document_in_use.clear()

    def _put(self, column: QVBoxLayout, name: str, label: str, prompt: str) -> None:
        line = self.lines[name] = LineNote()
        line.entered.connect(self._ask)
        column.addWidget(NoteField(label, prompt, voice=Voice.CLIENT, note=line))

    def _ask(self) -> None:
        self.asked.emit()


class StepRow(QWidget):
    """One step an insight became, and where it stands; pressing another word is a look at it."""

    looked = Signal(str)  # where it stands now

    def __init__(self, step: LifeItem, register: Register, parent: QWidget | None = None) -> None:
        """Show one step."""
        super().__init__(parent)
        facts = step.facts
        told = ((register.entry(part).label, facts.get(part)) for part in PARTS)
        second = " · ".join(f"{label}: {value}" for label, value in told if value)
        self._status = step.status
        self.bar = ChoiceBar(
            [Option(each.id, each.label) for each in register.standings], step.text, small=True, even=False
        )
        self.bar.set_value(step.status)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 8)
        column.setSpacing(4)
        column.addWidget(Row(step.text, second))
        column.addWidget(self.bar)
        # Connect Signals
        self.bar.chosen.connect(self._look)

    def _look(self, status: object) -> None:
        if status is None or status == self._status:
            self.bar.set_value(self._status)
        else:
            self.looked.emit(str(status))


class ThreadRow(QWidget):
    """One insight as its words stand now, what the client says of it today, and its thread on demand."""

    judged = Signal(object)  # Verdict or None
    opened = Signal()  # the slip for a step is there
    step_asked = Signal()
    step_looked = Signal(object, str)  # the step's id, where it stands

    def __init__(self, thread: Thread, register: Register, parent: QWidget | None = None) -> None:
        """Show the words; nothing is preset."""
        super().__init__(parent)
        self._register, self._shown = register, ()
        self.row = Row(thread.words, strong=True)
        self.more = PlainButton("Steps and thread", small=True)
        self.more.setCheckable(True)
        self.row.add(self.more)
        self.due = Said()
        self.verdict = ChoiceBar(_OPTIONS, thread.words, small=True, even=False)
        self.words = LineNote()
        self._field = NoteField(
            "In their words now", "what it has become", voice=Voice.CLIENT, note=self.words
        )
        self.slip: StepSlip | None = None
        self._panel, self._entries, self._steps = QWidget(), Rows(), Rows()
        self.steps: dict[UUID, StepRow] = {}
        self._told: tuple[LifeItem, ...] = ()
        self._inside = QVBoxLayout(self._panel)
        self._inside.setContentsMargins(0, 0, 0, 8)
        self._inside.addWidget(self._entries)
        self._inside.addWidget(self._steps)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 12)
        column.setSpacing(6)
        for widget in (self.row, self.due, self.verdict, self._field, self._panel):
            column.addWidget(widget)
        self._panel.hide()
        # Connect Signals
        self.verdict.chosen.connect(self._judge)
        self.more.toggled.connect(self._toggle)

    def show_thread(self, thread: Thread, here: UUID, zone: str, *, reminds: bool) -> None:
        """Show what was said of it in this note and before; nothing is announced."""
        mine = next((look for look in thread.looks if look.note == here), None)
        before = [look for look in thread.looks if look.note != here]
        self.verdict.set_value(mine.verdict.value if mine else None)
        parts = [f"dosing session {thread.session_number}"]
        if thread.words != thread.insight.text:
            parts.append(f"first “{thread.insight.text.strip('“”')}”")
        if before:
            parts.append(f"{before[-1].verdict.label.lower()} on {show_date(before[-1].on)}")
        self.row.set_texts(f"“{thread.words.strip('“”')}”", " · ".join(parts))
        self.more.setAccessibleName(f"Steps and thread: {thread.words}")
        due = thread.due
        said = (
            f"Look {due.number} of this insight was due {show_weekday_date(due.on)}."
            if due and reminds
            else ""
        )
        self.due.say(said, Sign.DUE)
        became = mine is not None and mine.verdict is Verdict.BECAME
        self._field.setVisible(became or bool(self.words.text()))
        if thread.entries != self._shown:
            self._shown = thread.entries
            self._entries.show_rows([_entry(one, zone) for one in thread.entries])

    def show_steps(self, steps: tuple[LifeItem, ...]) -> None:
        """Show the steps it became, each with where it stands."""
        if steps == self._told:
            return
        self._told, self.steps = steps, {}
        for step in steps:
            row = self.steps[step.id] = StepRow(step, self._register)
            row.looked.connect(partial(self._look, step.id))
        self._steps.show_rows(list(self.steps.values()))

    def is_open(self) -> bool:
        """Say whether the thread is shown."""
        return self.more.isChecked()

    def _look(self, step: UUID, status: str) -> None:
        self.step_looked.emit(step, status)

    def _toggle(self, on: bool) -> None:  # noqa: FBT001 - Qt's own signature
        if self.slip is None:
            self.slip = StepSlip(self._register)
            self.slip.asked.connect(self._ask_step)
            self._inside.addWidget(self.slip)
        if on:
            self.opened.emit()
        self._panel.setVisible(on)
        self.more.say("Put away" if on else "Steps and thread")

    def _judge(self, value: object) -> None:
        self.judged.emit(Verdict(str(value)) if value else None)

    def _ask_step(self) -> None:
        self.step_asked.emit()


def _entry(one: Entry, zone: str) -> Row:
    at = local(one.at, zone)
    head = " · ".join(
        part for part in (f"{show_date(at.date())} {at:%H:%M}", one.kind.value, one.detail) if part
    )
    return Row(one.words, head)


class InsightsCard(FoldCard):
    """All insights and themes, the due ones first; a few at a time."""

    judged = Signal(object, object)  # insight id, Verdict or None
    made = Signal(object, object)  # insight id, its ThreadRow
    slip_made = Signal(object, object)  # insight id, its StepSlip
    step_asked = Signal(object, object)  # insight id, its StepSlip
    step_looked = Signal(object, str)  # the step's id, where it stands
    wanted = Signal()  # the part was opened, or more of it is wanted

    def __init__(self, register: Register, prompt: str, parent: QWidget | None = None) -> None:
        """Start with none; `prompt` says how they are asked about."""
        super().__init__("insights", "Insights", prompt, parent=parent)
        self._register, self._most = register, PAGE
        self.rows: dict[UUID, ThreadRow] = {}
        self._empty = QLabel("No insight was kept in a dosing session.")
        give_role(self._empty, "muted")
        self._lines = QVBoxLayout()
        self._lines.setSpacing(0)
        self.rest = PlainButton("Show the others", small=True)
        self.put(self._empty)
        self.column.addLayout(self._lines)
        self.put(self.rest)
        self.rest.hide()
        # Connect Signals
        self.rest.clicked.connect(self._show_rest)

    def show_threads(self, threads: Sequence[Thread], due: frozenset[UUID], here: UUID, zone: str) -> None:
        """Show the due ones and the newest; a row is made when the part is open and stays after that."""
        self._count(len(threads), len(due))
        self._empty.setVisible(not threads)
        if not self.is_open():
            return
        latest = list(reversed(threads))
        newest = [one for wanted in (True, False) for one in latest if (one.insight.id in due) is wanted]
        known = [one for one in newest if one.insight.id in self.rows]
        fresh = [one for one in newest if one.insight.id not in self.rows]
        shown = [*known, *fresh[: max(self._most - len(known), 0)]]
        for each in shown:
            row = self.rows.get(each.insight.id) or self._make(each)
            row.show_thread(each, here, zone, reminds=each.insight.id in due)
        left = len(threads) - len(shown)
        self.rest.say(f"Show {left} more" if left > 1 else "Show one more")
        self.rest.setVisible(left > 0)

    def _count(self, there: int, due: int) -> None:
        told = f"{there} kept" if there else ""
        self.say_count(" · ".join(part for part in (f"{due} to look at again" if due else "", told) if part))

    def _make(self, thread: Thread) -> ThreadRow:
        key = thread.insight.id
        row = self.rows[key] = ThreadRow(thread, self._register)
        row.judged.connect(partial(self._judge, key))
        row.opened.connect(partial(self._opened, key))
        row.step_asked.connect(partial(self._ask_step, key))
        row.step_looked.connect(self._look)
        if len(self.rows) > 1:
            self._lines.addWidget(rule())
        self._lines.addWidget(row)
        row.show()
        self.made.emit(key, row)
        return row

    def built(self) -> None:
        """Ask for the rows: they are made from what is read now."""
        self.wanted.emit()

    def _show_rest(self) -> None:
        self._most = len(self.rows) + 2 * PAGE
        self.wanted.emit()

    def _judge(self, key: UUID, verdict: object) -> None:
        self.judged.emit(key, verdict)

    def _opened(self, key: UUID) -> None:
        self.slip_made.emit(key, self.rows[key].slip)

    def _look(self, step: UUID, status: str) -> None:
        self.step_looked.emit(step, status)

    def _ask_step(self, key: UUID) -> None:
        self.step_asked.emit(key, self.rows[key].slip)
