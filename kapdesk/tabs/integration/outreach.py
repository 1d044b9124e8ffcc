"""Calling after a dose: how they may be reached, what came of each try, and what is still to be done."""

from collections.abc import Sequence
from datetime import date, time
from functools import partial
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from kapdesk.domain.clock import show_moment
from kapdesk.domain.contacts import Channel, Concern, Contact, Outcome, SpokeWith, wrong_channel
from kapdesk.domain.errors import Refused
from kapdesk.domain.tasks import Task
from kapdesk.ui.card import Card, Row, Rows
from kapdesk.ui.controls import Flow, Option, PlainButton, QuietButton
from kapdesk.ui.note import Composer, NoteField
from kapdesk.ui.said import Said
from kapdesk.ui.signs import Sign, SignLabel
from kapdesk.ui.slip import Parse, ParseTime, Slip
from kapdesk.ui.theme import give_role

_CHANNELS = tuple(Option(each.value, each.value.capitalize()) for each in Channel if each is not Channel.NONE)
_OUTCOMES = tuple(
    Option(each.value, each.value.capitalize()) for each in Outcome if each is not Outcome.CLOSED
)
_SPOKEN = tuple(Option(each.value, each.value.capitalize()) for each in SpokeWith)
TASK = "task"
DONE_BY = "empty: none; it is done by this where the client was reached, else it stays open"
NOT_ONE = (
    "The task this answers is none of those that are open. Nothing was logged. Choose one of the list, or "
    "leave it empty."
)
_CONCERNS = tuple(Option(each.value, each.value.capitalize()) for each in Concern)


class ContactSlip(QWidget):
    """One try to reach the client, before it is logged; empty until somebody fills it in."""

    logged = Signal()

    def __init__(self, parse_day: Parse, parse_time: ParseTime, parent: QWidget | None = None) -> None:
        """Lay out the slip with the rules that read a day and a time."""
        super().__init__(parent)
        self.slip = Slip()
        self.slip.choice("channel", "By", _CHANNELS)
        self.slip.choice("outcome", "What came of it", _OUTCOMES)
        self.slip.choice(
            "with", "Spoken with", _SPOKEN, "to anybody but the client: nothing of the treatment"
        )
        self.slip.choice("concern", "Concern", _CONCERNS, "not asked: leave it empty")
        self.slip.line("text", "What was said, what was done")
        self._tasks: dict[str, UUID] = {}
        self.asks = Slip()
        self.task = self.asks.pick(TASK, "Open task this answers", (), DONE_BY)
        self.slip.put(self.asks)
        self.slip.parts[TASK] = self.task  # kept and emptied with the rest
        self.asks.hide()
        self.slip.row()
        at = self.slip.time("at", "At", parse_time, "empty is now", share=1)
        self.slip.day("next", "Next try", parse_day, "tomorrow, +2d", share=1)
        next_at = self.slip.time("next-at", "Its time", parse_time, "24 h", share=1)
        for part, heard in ((at, "Time of this try"), (next_at, "Time of the next try")):
            part.setAccessibleName(heard)
            part.line.setAccessibleName(heard)
        self.said = Said()
        self.log = PlainButton("Record this try")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 8, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.slip)
        column.addWidget(self.said)
        column.addWidget(self.log, 0, Qt.AlignmentFlag.AlignLeft)
        # Connect Signals
        self.log.clicked.connect(self._log)
        self.asks.edited.connect(self.slip.edited)

    def wanted(self) -> "tuple[Channel | None, Outcome | None, Concern | None, str]":
        """Return what stands on the slip."""
        channel, outcome, concern = (self.slip.text(part) for part in ("channel", "outcome", "concern"))
        return (
            Channel(channel) if channel else None,
            Outcome(outcome) if outcome else None,
            Concern(concern) if concern else None,
            self.slip.text("text"),
        )

    def spoke_with(self) -> SpokeWith | None:
        """Return who was spoken to, where that is said."""
        said = self.slip.text("with")
        return SpokeWith(said) if said else None

    def show_answerable(self, tasks: Sequence[tuple[UUID, str]]) -> None:
        """Offer the open tasks that a call answers, none chosen; nothing is asked where none is open."""
        self._tasks = {}
        for id_, words in tasks:
            again = sum(told.startswith(words) for told in self._tasks)
            self._tasks[f"{words} ({again + 1})" if again else words] = id_
        self.task.offer(list(self._tasks))
        self.asks.setVisible(bool(self._tasks) or bool(self.slip.text(TASK)))

    def answers(self) -> UUID | None:
        """Return which task this try answers, or None for none; raises Refused for words of one's own."""
        typed = self.slip.text(TASK)
        if typed and typed not in self._tasks:
            raise Refused(NOT_ONE)
        return self._tasks.get(typed)

    def moments(self) -> tuple[time | None, date | None, time | None]:
        """Return the time of this try, and day and time of the next."""
        at, day, next_at = (self.slip.value(part) for part in ("at", "next", "next-at"))
        return (
            at if isinstance(at, time) else None,
            day if isinstance(day, date) else None,
            next_at if isinstance(next_at, time) else None,
        )

    def _log(self) -> None:
        self.logged.emit()


class OutreachCard(Card):
    """How they may be reached, the slip for a try, and every try so far."""

    close_asked = Signal(str)

    def __init__(
        self, slip: ContactSlip, prompts: Sequence[tuple[str, str]] = (), parent: QWidget | None = None
    ) -> None:
        """Lay out the card with its slip put away; `prompts` are words for a call, each with when."""
        super().__init__("Reaching them", parent=parent)
        self.prompts = QuietButton("Words for a call", small=True)
        self.prompts.setCheckable(True)
        self._said = QLabel("\n\n".join(f"{when}\n{words}" for when, words in prompts))
        self._said.setWordWrap(True)
        self._said.setTextFormat(Qt.TextFormat.PlainText)
        give_role(self._said, "hint")
        self.contact = slip
        self._safe = QLabel()
        self._safe.setWordWrap(True)
        self._safe.setTextFormat(Qt.TextFormat.PlainText)
        self._agreed = ""
        self._other_way = SignLabel(Sign.CAUTION, "")
        self._other_way.hide()
        self.open = PlainButton("Log contact", small=True)
        self.open.setCheckable(True)
        self.close_button = QuietButton("Close without having reached them", small=True)
        self.reason = Composer("Why nobody is called any more", "Enter closes", several_lines=False)
        self._why = NoteField(
            "Why nobody is called any more", "Enter closes; it prints with the log", note=self.reason
        )
        self._why.hide()
        self._list = Rows()
        self.add(self._safe)
        acts = QWidget()
        flow = Flow(acts)
        flow.addWidget(self.open)
        flow.addWidget(self.close_button)
        flow.addWidget(self.prompts)
        self.add(acts)
        for widget in (self._said, self._other_way, slip, self._why, self._list):
            self.add(widget)
        slip.hide()
        self._said.hide()
        # Connect Signals
        self.open.toggled.connect(self._toggle)
        self.prompts.toggled.connect(self._said.setVisible)
        slip.slip.edited.connect(self._check_channel)
        self.close_button.clicked.connect(self.ask_why)
        self.reason.composed.connect(self._close)

    def show_safe(self, words: str, *, recorded: bool) -> None:
        """Say how they may be reached."""
        self._safe.setText(f"May be reached by: {words}")
        self._agreed = words.partition(";")[0] if recorded else ""
        self._check_channel()
        give_role(self._safe, "value" if recorded else "caution")

    def show_contacts(self, contacts: Sequence[Contact], zone: str, *, may_close: bool) -> None:
        """Show every try, the newest first."""
        self.close_button.setVisible(may_close)
        rows: list[QWidget] = [_contact_row(contact, zone) for contact in contacts]
        empty = Row("Nobody was called yet.", "Each try to reach them after a dose is logged here.")
        self._list.show_rows(rows or [empty])

    def _check_channel(self) -> None:
        """Say it where another channel is chosen than the one that was agreed; it stops nobody."""
        chosen = self.contact.slip.text("channel")
        wrong = bool(chosen) and wrong_channel(self._agreed, Channel(chosen))
        self._other_way.set_sign(Sign.CAUTION, f"Agreed was: {self._agreed}" if wrong else "")
        self._other_way.setVisible(wrong)

    def ask_why(self) -> None:
        """Open the line for the reason to close."""
        self._why.show()
        self.reason.setFocus(Qt.FocusReason.OtherFocusReason)

    def closed(self) -> None:
        """Put the line for the reason away."""
        self.reason.taken()
        self._why.hide()

    def _toggle(self, on: bool) -> None:  # noqa: FBT001 - Qt's own signature
        self.contact.setVisible(on)
        if on:
            self.contact.slip.parts["channel"].setFocus(Qt.FocusReason.OtherFocusReason)

    def _close(self, reason: str) -> None:
        self.close_asked.emit(reason)


def _contact_row(contact: Contact, zone: str) -> Row:
    concern = f"concern: {contact.concern.value}" if contact.concern else ""
    due = f"next try {show_moment(contact.next_due, zone)}" if contact.next_due else ""
    head = (
        contact.outcome.value
        if contact.channel is Channel.NONE
        else f"{contact.channel.value}: {contact.outcome.value}"
    )
    spoken = f"spoken with: {contact.spoke_with.value}" if contact.spoke_with else ""
    second = " · ".join(
        part for part in (show_moment(contact.at, zone), spoken, concern, contact.text, due) if part
    )
    return Row(head.capitalize(), second)


class TaskRow(QWidget):
    """One thing to do: its words, by when, and the line that says what was done."""

    done = Signal(str)
    opened = Signal()

    def __init__(self, task: Task, zone: str, *, overdue: bool, parent: QWidget | None = None) -> None:
        """Show what is to be done."""
        super().__init__(parent)
        self.row = Row(task.text, f"by {show_moment(task.due_at, zone)}")
        self.button = PlainButton("Done", small=True)
        self.button.setAccessibleName(f"Done: {task.text}")
        if overdue:
            self.row.add(SignLabel(Sign.DUE, "overdue"))
        self.row.add(self.button)
        self.note = Composer("What was done", "Enter records it", several_lines=False)
        self._field = NoteField("What was done", "Enter records it and takes it off the list", note=self.note)
        self._field.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.row)
        column.addWidget(self._field)
        # Connect Signals
        self.button.clicked.connect(self.open)
        self.note.composed.connect(self._done)

    def open(self) -> None:
        """Bring out the line that says what was done."""
        if self._field.isHidden():
            self._field.show()
            self.opened.emit()
        self.note.setFocus(Qt.FocusReason.OtherFocusReason)

    def _done(self, words: str) -> None:
        self.done.emit(words)


class TasksCard(Card):
    """What is due for this client, until somebody says what was done."""

    done = Signal(object, str)
    opened = Signal(object, object)  # task id, TaskRow

    def __init__(self, parent: QWidget | None = None) -> None:
        """Start with nothing to do."""
        super().__init__("To do", parent=parent)
        self.said, self._list = Said(), Rows()
        self.rows: dict[UUID, TaskRow] = {}
        self.add(self._list)
        self.add(self.said)

    def show_tasks(self, tasks: Sequence[tuple[Task, bool]], zone: str) -> None:
        """Show what is to be done, with whether it is overdue."""
        if set(self.rows) == {task.id for task, _ in tasks} and self.rows:
            return
        self.rows = {}
        for task, overdue in tasks:
            row = TaskRow(task, zone, overdue=overdue)
            row.done.connect(partial(self._done, task.id))
            row.opened.connect(partial(self._opened, task.id))
            self.rows[task.id] = row
        rows: list[QWidget] = list(self.rows.values())
        self._list.show_rows(rows or [Row("Nothing is due.", "Follow-ups and next tries stand here.")])
        self.set_subtitle(str(len(self.rows)) if self.rows else "")

    def _done(self, key: UUID, words: str) -> None:
        self.done.emit(key, words)

    def _opened(self, key: UUID) -> None:
        self.opened.emit(key, self.rows[key])
