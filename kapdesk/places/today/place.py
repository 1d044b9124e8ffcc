"""Today: who is here, who comes, who was dosed and not seen since, and what is still open."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from uuid import UUID

from PySide6.QtCore import QTimer
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QApplication, QPushButton, QVBoxLayout, QWidget

from kapdesk.desk import Chart, Desk, Go, Place
from kapdesk.domain.appointments import AppointmentKind
from kapdesk.domain.board import Line, LineKind
from kapdesk.domain.change import Change
from kapdesk.domain.sessions import SessionState
from kapdesk.domain.tasks import TaskKind
from kapdesk.places.today.cards import (
    AppointmentsCard,
    BackupCard,
    OpenCards,
    differing_entry,
    due_entry,
    held_entry,
    not_seen_entry,
    numbers_entry,
    unsigned_entry,
)
from kapdesk.places.today.closing import Closing
from kapdesk.places.today.lines import CLOSE, line_entry
from kapdesk.places.today.rows import Act, Entry, ListCard
from kapdesk.services import boards, client_list, conflicts, crisis
from kapdesk.services.boards import Due, FollowUp, NotSeen, Today, Unsigned
from kapdesk.services.crisis import CrisisLine
from kapdesk.services.diary import Booked
from kapdesk.ui.card import Columns
from kapdesk.ui.shoulder import shoulder

EVERY = 60_000  # milliseconds from look to look, while it is seen
_TAB_OF = {
    SessionState.DEBRIEF: "debrief",
    SessionState.STABILIZATION: "stabilization",
}
_FIELD_OF: dict[str, str] = {TaskKind.SCREEN_TODAY: "screen:contact", TaskKind.PLAN_REVIEW: "plan"}
_VERB_OF: dict[str, str] = {TaskKind.SCREEN_TODAY: "Ask now", TaskKind.PLAN_REVIEW: "Review"}
_TAB_FOR = {
    AppointmentKind.DOSING: ("dosing", ""),
    AppointmentKind.PREPARATION: ("prepare", ""),
    AppointmentKind.CONTACT: ("integration", "contact"),
}


class TodayPlace(Place):
    """What is to be seen at a glance, each row leading to where it is dealt with."""

    name = "today"
    title = "Today"

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        """Stand ready; nothing is read before `load`."""
        super().__init__(desk, parent)
        self._zone = desk.record.zone
        self._shown: tuple[object, str, bool] | None = None
        self.here = OpenCards()
        self.appointments = AppointmentsCard()
        self.unsigned = ListCard("Unsigned", "Every session is signed.", "oldest first")
        self.not_seen = ListCard(
            "Dosed, not seen since",
            "Everybody who was dosed was seen since. Who is dosed stands here until they are seen, reached, "
            "or closed with a reason.",
        )
        self.due = ListCard("Follow-ups due", "Nothing is to be done. Calls and other follow-ups stand here.")
        self.held = ListCard("Held until", "No question is on hold.")
        self.numbers = ListCard("Numbers to call", "")
        self.differing = ListCard("Differs between workstations", "")
        self.backup = BackupCard()
        self.closing = Closing(desk, self)
        self._page = Columns()
        self._timer = QTimer(self)
        self._timer.setInterval(EVERY)
        self._lay_out()
        self._connect()

    def _connect(self) -> None:
        # Connect Signals
        self._timer.timeout.connect(self.load)
        self.here.gone.connect(self._go)
        self.appointments.opened.connect(self._open_appointment)
        for card in (
            self.unsigned,
            self.not_seen,
            self.due,
            self.held,
            self.numbers,
            self.differing,
            self.backup,
        ):
            card.gone.connect(self._go)
        self.closing.done.connect(self._closed)

    def load(self) -> None:
        """Read what is to be seen now; what did not change is left alone, and so is the focus."""
        now = self.desk.now()
        found = self.desk.read(boards.today)
        old, differing = self.desk.read(crisis.stale), self.desk.read(conflicts.count)
        seen = ((found, old, differing), f"{now:%Y-%m-%d %H:%M}", shoulder().hides)
        if seen == self._shown:
            return
        self._shown = seen
        focused = self._focused()
        self._show(found)
        self._show_numbers(old)
        self._show_differing(differing)
        self._focus_again(focused)

    def heard(self, change: Change) -> None:  # noqa: ARG002 - anything may change what is to be seen
        """Take in what was written anywhere, while this is seen."""
        if self.isVisible():
            self.load()

    def arrive(self) -> None:
        """Put the keyboard on the session that is open, or on the day's appointments."""
        first = self.here.cards[0].button if self.here.cards else self.appointments.table
        within = self.focusWidget()
        (within or first).setFocus()

    def showEvent(self, event: QShowEvent) -> None:
        """Look again each minute while it is seen."""
        super().showEvent(event)
        self._timer.start()

    def hideEvent(self, event: QHideEvent) -> None:
        """Look at nothing while it is not seen."""
        super().hideEvent(event)
        self._timer.stop()

    def _show(self, found: Today) -> None:
        now, zone = self.desk.now(), self._zone
        self.here.show_all(
            [(one, self._session(one.who.id, one.head.id, one.head.state)) for one in found.open], zone
        )
        here = {one.who.id for one in found.open}
        self.appointments.show_all(found.appointments, zone, here)
        self.unsigned.show_entries(
            [unsigned_entry(one, (self._sign(one),), now, zone) for one in found.unsigned]
        )
        self.not_seen.show_entries([not_seen_entry(one, self._reach(one), zone) for one in found.not_seen])
        self.due.show_entries(self._follow_ups(found))
        self.held.show_entries(
            [
                held_entry(one, (self._open(one.who.id, one.session, "integration"),), zone)
                for one in found.held
            ]
        )
        self.backup.show_backup(found.backup, zone)

    def _show_numbers(self, old: Sequence[CrisisLine]) -> None:
        """Say which numbers were tried so long ago that they are to be tried again; hide where none was."""
        acts = (Act("Open Practice", Go(place="practice")),)
        self.numbers.show_entries([numbers_entry(one, acts) for one in old])
        self.numbers.setVisible(bool(old))

    def _follow_ups(self, found: Today) -> list[Entry]:
        """Return tasks and lines in one list, what is due first standing first."""
        now, zone = self.desk.now(), self._zone
        both: list[tuple[datetime, Entry]] = [
            (one.task.due_at, due_entry(one, self._do(one), now, zone)) for one in found.due
        ]
        both += [(one.line.due or one.line.since, line_entry(one, now, zone)) for one in found.lines]
        return [entry for _, entry in sorted(both, key=_when)]

    def _show_differing(self, number: int) -> None:
        """Say how much two workstations wrote apart that nobody has settled yet; hide where nothing is."""
        acts = (Act("Open Practice", Go(place="practice")),)
        self.differing.show_entries([differing_entry(number, acts)] if number else [])
        self.differing.setVisible(bool(number))

    def _session(self, client: UUID, session: UUID, state: SessionState) -> Go:
        return Go(chart=Chart(client, session), tab=_TAB_OF.get(state, "dosing"))

    def _open(self, client: UUID, session: UUID | None, tab: str) -> Act:
        return Act("Open", Go(chart=Chart(client, session), tab=tab))

    def _sign(self, one: Unsigned) -> Act:
        """Lead to where it is signed: a session beside its pages, a note where it is finished first."""
        if one.under_way:
            return self._open(one.who.id, one.session, "integration")
        return Act("Open", Go(chart=Chart(one.who.id, one.session), tab="documents", field="signing"))

    def _reach(self, one: NotSeen) -> tuple[Act, ...]:
        chart = Chart(one.who.id, one.session)
        line = Line(LineKind.NOT_SEEN, one.who.id, one.session, "", one.unseen.dosed_at, None, one.session)
        if not one.unseen.nothing_booked:
            return (Act("Open", Go(chart=chart, tab="integration")),)
        return (
            Act("Book", Go(chart=chart, tab="integration", field="book")),
            Act("Log contact", Go(chart=chart, tab="integration", field="contact")),
            Act(CLOSE, FollowUp(one.who, line)),
        )

    def _do(self, one: Due) -> tuple[Act, ...]:
        """Lead to the screen or the plan that is due, and to what else is to be done for the client."""
        chart = Chart(one.who.id, one.task.session)
        field = _FIELD_OF.get(one.task.kind, "")
        if not field:
            return (Act("Open", Go(chart=chart, tab="integration")),)
        first = Act(_VERB_OF[one.task.kind], Go(chart=chart, tab="stabilization", field=field))
        return (first, Act("Open", Go(chart=chart, tab="integration")))

    def _chart(self, client: UUID) -> Chart:
        return Chart(client, self.desk.read(client_list.session_to_open, client))

    def _open_appointment(self, booked: Booked) -> None:
        one = booked.appointment
        tab, field = _TAB_FOR.get(one.kind, ("integration", ""))
        self.desk.go(Go(chart=self._chart(one.client_id), tab=tab, field=field))

    def _go(self, wish: Go | FollowUp) -> None:
        if isinstance(wish, FollowUp):
            self.closing.open(wish)
        elif wish.chart is not None and wish.chart.session is None:  # asked when pressed, not for each row
            self.desk.go(replace(wish, chart=self._chart(wish.chart.client)))
        else:
            self.desk.go(wish)

    def _closed(self) -> None:
        self.load()
        self.arrive()

    def _focused(self) -> str:
        held = QApplication.focusWidget()
        return held.accessibleName() if isinstance(held, QPushButton) and self.isAncestorOf(held) else ""

    def _focus_again(self, name: str) -> None:
        if not name:
            return
        for button in self.findChildren(QPushButton):
            if button.accessibleName() == name and button.isVisibleTo(self):
                button.setFocus()
                return
        self.arrive()

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._page)
        for card in (self.here, self.appointments, self.unsigned):
            self._page.add_work(card)
        self._page.work.addStretch(1)
        for card in (
            self.closing.card,
            self.not_seen,
            self.due,
            self.held,
            self.numbers,
            self.differing,
            self.backup,
        ):
            self._page.add_context(card)
        self._page.context.addStretch(1)


def _when(one: tuple[datetime, Entry]) -> datetime:
    return one[0]
