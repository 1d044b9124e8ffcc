"""Dosing: from the client's arrival through the dose and the journey, in a dim room, with few keys."""

from collections.abc import Mapping
from functools import partial

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from kapdesk.desk import Chart, Desk, Go, Tab
from kapdesk.domain.change import Change, Topic
from kapdesk.domain.errors import KapdeskError
from kapdesk.domain.sessions import SessionState
from kapdesk.domain.sighting import Sighting
from kapdesk.services import notes, sessions
from kapdesk.services.notes import Note
from kapdesk.services.sessions import SessionHead
from kapdesk.tabs.dosing.arriving import ArrivalPart, stands_before_dose
from kapdesk.tabs.dosing.choosing import Choices
from kapdesk.tabs.dosing.giving import DosePart
from kapdesk.tabs.dosing.part import Part
from kapdesk.tabs.dosing.room import Room
from kapdesk.tabs.dosing.states import StatesPart
from kapdesk.tabs.dosing.taking import VitalsPart
from kapdesk.tabs.dosing.telling import JourneyPart
from kapdesk.tabs.dosing.untoward import AdversePart
from kapdesk.ui.card import Card, EmptyState
from kapdesk.ui.columns import Columns
from kapdesk.ui.note import NoteEdit

_TICK = 15_000  # milliseconds between two looks at the clock
_ABOUT = frozenset({
    Topic.SESSION, Topic.ANSWER, Topic.DOSE, Topic.VITAL, Topic.TIMELINE, Topic.ADVERSE_EVENT, Topic.SCREEN,
    Topic.CONSENT,
})  # fmt: skip
_COUNTED = _ABOUT - {Topic.ANSWER, Topic.TIMELINE, Topic.CONSENT}  # what the quiet count needs


class DosingTab(Tab):
    """One dosing session from arrival to recovery."""

    name = "dosing"
    title = "Dosing"

    def __init__(self, desk: Desk, chart: Chart, parent: QWidget | None = None) -> None:
        """Stand ready for one session; nothing is read before `load`."""
        super().__init__(desk, chart, parent)
        self.day: Day | None = None
        self._has_been_here = False
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)

    def load(self) -> None:
        """Build on the first call; fill from the record on every call."""
        if self.chart.session is None:
            self._show_empty()
            return
        if self.day is None:
            self.day = Day(self, self.chart)
            self._column.addWidget(self.day)
        self.day.load()
        self._bind(self.day)

    def heard(self, change: Change) -> None:
        """Take in what was written for this session; a page nobody sees waits until it is gone to."""
        if self.day is None or change.subject != self.chart.session or change.topic not in _ABOUT:
            return
        if self.isHidden() and change.topic not in _COUNTED:
            return
        self.day.hear(change)
        self.counted.emit(self.open_count())

    def close_down(self) -> None:
        """Go for good, and look at the clock no more."""
        if self.day is not None:
            self.day.rest()
        super().close_down()

    def open_count(self) -> str:
        """Return `1 due · 1 open`: looks and adverse events; before the dose the questions not asked."""
        return "" if self.day is None else self.day.open_count()

    def stamp(self) -> None:
        """Put the time into the text the caret stands in; elsewhere stamp this moment in the timeline."""
        written_in = any(edit.hasFocus() for edit in self.notes.values())
        if self.day is not None and self.day.under_way and not written_in:
            self.day.journey.stamp()
        else:
            super().stamp()

    def arrive(self) -> None:
        """Stand in front: the keyboard goes back to where it was, and first to the next act."""
        within = self.focusWidget()
        if self.day is not None and (not self._has_been_here or within in {None, self}):
            within = self.day.first()
        self._has_been_here = True
        (within or self).setFocus(Qt.FocusReason.OtherFocusReason)

    def open_more(self, sighting: Sighting) -> None:
        """Turn back to the arrival for an answer that was given there."""
        if self.day is not None and sighting.of == "answer":
            self.day.look_at_arrival(wanted=True)

    def _bind(self, day: "Day") -> None:
        """Keep every line that is typed; what was answered stands in the texts of the arrival."""
        stored = self.desk.read(notes.texts, self.chart.owner)
        for name, edit in day.drafts().items():
            field = f"draft.{name}"
            note = stored.get(field)
            self.keep(self.chart.owner, field, edit, note.text if note else "")
        day.choices.restore(partial(_kept, stored))
        day.journey.restore(stored)
        answers = day.arrival.answers
        for item, edit in day.arrival.card.texts.items():
            field = f"draft.arrival.{item}"
            note = stored.get(field)
            self.keep(
                self.chart.owner, field, edit, note.text if note and note.text else answers.get(item, "")
            )

    def _show_empty(self) -> None:
        if self._column.count():
            return
        empty = EmptyState("A dosing day is recorded here, for one session.", "Go to the client")
        empty.chosen.connect(self._go_to_clients)
        card = Card("No session yet")
        card.add(empty)
        self._column.setContentsMargins(16, 16, 16, 16)
        self._column.addWidget(card, 0, Qt.AlignmentFlag.AlignTop)

    def _go_to_clients(self) -> None:
        self.desk.go(Go(place="clients"))


class Day(QStackedWidget):
    """The two pages of a dosing day: before the dose, and after it."""

    def __init__(self, tab: DosingTab, chart: Chart) -> None:
        """Build every card once; those of both pages go to the page in front."""
        super().__init__(tab)
        assert chart.session is not None  # noqa: S101 - a day is built for a session only
        self._tab, self._chart, self._session = tab, chart, chart.session
        self._head: SessionHead | None = None
        self.arrival = ArrivalPart(tab, self._session)
        self.vitals = VitalsPart(tab, self._session)
        self.dose = DosePart(tab, self._session)
        self.journey = JourneyPart(tab, self._session, chart.owner)
        self.untoward = AdversePart(tab, self._session)
        self._steps = StatesPart(tab, self._session)
        self.states = self._steps.row
        self._before, self._after = Columns(), Columns()
        self._lay_out()
        self.journey.keys.listen(self._after)
        self._room = Room(self._after, self.journey.card, self.journey.keys)
        self.choices = Choices(tab, chart.owner, self.dose.card.choices | self.untoward.card.choices)
        self._clock = QTimer(self)
        self._clock.setInterval(_TICK)
        # Connect Signals
        self._clock.timeout.connect(self.tick)
        self.dose.card.filled.connect(self.choices.look)
        self.untoward.card.filled.connect(self.choices.look)
        self.arrival.screen_asked.connect(self._go_to_screen)
        self.journey.untoward.connect(self.untoward.begin)
        self.journey.vitals_due.connect(self._go_to_vitals)
        self.journey.card.arrival.clicked.connect(partial(self.look_at_arrival, wanted=True))
        self.arrival.card.back.clicked.connect(partial(self.look_at_arrival, wanted=False))

    @property
    def under_way(self) -> bool:
        """Return whether the page of the journey stands in front."""
        return self.currentWidget() is self._after

    def parts(self) -> tuple[Part, ...]:
        """Return every part of the day."""
        return (self.arrival, self.vitals, self.dose, self.journey, self.untoward, self._steps)

    def drafts(self) -> dict[str, NoteEdit]:
        """Return every text that is kept while it is typed, by its name."""
        lines = (
            self.vitals.card.drafts | self.dose.card.drafts | self.untoward.card.drafts
            | self.arrival.escort.drafts | self.arrival.clearance.drafts | self.arrival.ending.drafts
        )  # fmt: skip
        edits: dict[str, NoteEdit] = {name: line.note for name, line in lines.items()}
        return edits | self.journey.card.drafts

    def load(self) -> None:
        """Show what is recorded, on the page where the session stands."""
        head = self._head = self._tab.desk.read(sessions.head, self._session)
        for part in self.parts():
            part.load(head)
        before = stands_before_dose(head)
        self._show_page(before=before or self.arrival.wanted)
        goes_on = head.dosed_at is not None and head.ended_at is None
        self._clock.start() if goes_on else self._clock.stop()

    def hear(self, change: Change) -> None:
        """Show anew what a change concerns: one line for a moment, the whole day where the day went on."""
        if change.topic is Topic.TIMELINE and self._head is not None:
            self.journey.take(self._head, change.item)
            return
        if change.topic is Topic.CONSENT:
            self.journey.show_consents()
            return
        concerned = {
            Topic.ADVERSE_EVENT: (self.untoward,),
            Topic.VITAL: (self.vitals, self.arrival),
            Topic.ANSWER: (self.arrival,),
            Topic.SCREEN: (self.arrival,),
        }.get(change.topic)
        if concerned is None or self._head is None:
            self.load()
            return
        for part in concerned:
            part.load(self._head)

    def tick(self) -> None:
        """Look at the clock: what is due, and the quiet count; nothing while the record is locked."""
        if self._head is None:
            return
        try:
            self.vitals.tick(self._head)
        except KapdeskError:
            return
        self._steps.tick(self._head)
        self._tab.counted.emit(self.open_count())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go back to the list of moments on Escape, from wherever in the journey the caret stood."""
        if event.key() == Qt.Key.Key_Escape and self.under_way:
            self.journey.card.list.setFocus(Qt.FocusReason.OtherFocusReason)
            event.accept()
            return
        super().keyPressEvent(event)

    def rest(self) -> None:
        """Look at the clock no more."""
        self._clock.stop()

    def open_count(self) -> str:
        """Return what is open: a look that is due and adverse events, or questions that were not asked."""
        if self._head is None:
            return ""
        if stands_before_dose(self._head):
            return str(self.arrival.unanswered or "")
        untoward = self.untoward.open
        parts = ("1 due" if self.vitals.overdue else "", f"{untoward} open" if untoward else "")
        return " · ".join(part for part in parts if part)

    def _lay_out(self) -> None:
        self.addWidget(self._before)  # in its place while it is empty: all that moves is dressed anew
        self.addWidget(self._after)
        trend = Card("Since the dose")
        trend.add(self.vitals.chart)
        self._before.add_work(self.arrival.card)
        self._before.work.addStretch(1)
        for card in (self.arrival.escort, self.arrival.clearance, self.arrival.ending):
            self._before.add_context(card)
        self._before.context.addStretch(1)
        self._after.work.addWidget(self.states)
        self._after.work.addWidget(self.journey.card, 1)
        for card in (self.journey.keys, self.untoward.card, trend):
            self._after.context.addWidget(card)
        self._after.context.addStretch(1)

    def _show_page(self, *, before: bool) -> None:
        """Bring the cards of both pages to the one in front."""
        column = self._before.context if before else self._after.context
        if column.indexOf(self.vitals.card) < 0:
            under = 1 if column.indexOf(self.journey.keys) >= 0 else 0  # the keys stay in sight
            column.insertWidget(1 if before else under, self.vitals.card)
            column.insertWidget(0 if before else under + 1, self.dose.card)
        page = self._before if before else self._after
        turned = self.isVisible() and self.currentWidget() is not page
        self.setCurrentWidget(page)
        if turned:
            self.first().setFocus(Qt.FocusReason.OtherFocusReason)

    def first(self) -> QWidget:
        """Return where the keyboard goes first: to the next act, in the journey to the list of moments."""
        if self._head is not None and self._head.state is SessionState.CLEARED_TO_DOSE:
            return self.dose.card.drug.note
        if self.currentWidget() is self._after:
            return self.journey.card.list
        return self.arrival.card.first()

    def look_at_arrival(self, *, wanted: bool) -> None:
        """Turn to the page before the dose, or back to the journey."""
        self.arrival.wanted = wanted
        self._tab.load()

    def _go_to_vitals(self) -> None:
        self.vitals.card.line.note.setFocus(Qt.FocusReason.OtherFocusReason)

    def _go_to_screen(self) -> None:
        self._tab.desk.go(Go(chart=self._chart, tab="stabilization", field="screen:arrival"))


def _kept(stored: Mapping[str, Note], field: str) -> str:
    note = stored.get(field)
    return note.text if note else ""
