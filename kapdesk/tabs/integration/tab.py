"""Integration: when they meet again, what became of the days between, and nobody lost from sight."""

from datetime import date, datetime
from uuid import UUID

from PySide6.QtWidgets import QVBoxLayout, QWidget

from kapdesk.desk import Chart, Desk, Tab
from kapdesk.domain.appointments import AppointmentStatus
from kapdesk.domain.booking import Reason
from kapdesk.domain.change import Change, Topic
from kapdesk.domain.clock import local, show_weekday_date
from kapdesk.domain.recurrence import Scope
from kapdesk.domain.sighting import Sighting
from kapdesk.services import boards, contacts, diary, insight_looks, integration, notes, recurrence, tasks
from kapdesk.services.diary import Booked, Offer
from kapdesk.services.notes import Owner
from kapdesk.tabs.integration.acts import Acts
from kapdesk.tabs.integration.booking import Booking
from kapdesk.tabs.integration.noting import Noting
from kapdesk.tabs.integration.outreach import TaskRow
from kapdesk.tabs.integration.page import IntegrationPage
from kapdesk.tabs.integration.reaching import Reaching
from kapdesk.tabs.integration.visits import VisitRow, is_over, to_begin
from kapdesk.ui.note import Composer
from kapdesk.ui.signs import Sign

_ABOUT = {
    Topic.APPOINTMENT, Topic.CONTACT, Topic.TASK, Topic.INTEGRATION, Topic.INSIGHT, Topic.DOSE, Topic.SESSION,
    Topic.CLIENT, Topic.ANSWER, Topic.DISCHARGE,
}  # fmt: skip
BOOKING, CONTACT, CLOSING = "draft.booking", "draft.contact", "draft.closing"
REASON, DONE = "draft.reason.", "draft.done."


class IntegrationTab(Tab):
    """Visits first; then the session with its week; calling and what is to be done stand beside."""

    name = "integration"
    title = "Integration"

    def __init__(self, desk: Desk, chart: Chart, parent: QWidget | None = None) -> None:
        """Stand ready for one client."""
        super().__init__(desk, chart, parent)
        self.page: IntegrationPage | None = None
        self._zone = desk.record.zone
        self._client = Owner(chart.client)
        self._shown: tuple[object, ...] = ()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)

    def load(self) -> None:
        """Build on the first call; fill from the record on every call."""
        first = self.page is None
        page = self.page = self.page or self._build()
        if first:
            self._restore(page)
        self._booking.refresh()
        self._fill(page)

    def heard(self, change: Change) -> None:
        """Take in what another screen wrote for this client."""
        mine = {self.chart.client, self.chart.session, self._acts.note if self.page else None} - {None}
        if self.page is not None and change.topic in _ABOUT and change.subject in mine:
            self.load()

    def leave(self) -> bool:
        """Write what is waiting, also what stands in lines that were not left yet."""
        if self.page is not None:
            self._noting.settle()
        return super().leave()

    def open_count(self) -> str:
        """Return how much is open: nothing booked after a dose, what is to be done, insights due."""
        unseen = self.desk.read(boards.not_seen_of, self.chart.client)
        waiting = sum(task.open for task in self.desk.read(tasks.of_client, self.chart.client))
        return self._counted(unseen, waiting)

    def _counted(self, unseen: boards.NotSeen | None, waiting: int) -> str:
        looks = len(self.desk.read(insight_looks.due_of, self.chart.client, self.desk.now()))
        count = waiting + looks + int(unseen is not None and unseen.unseen.nothing_booked)
        return str(count) if count else ""

    def caret(self) -> tuple[str, int]:
        """Return where the caret stands; on the booking slip that is `book`."""
        if self.page is not None and self.page.visits.slip.isAncestorOf(self.focusWidget() or self):
            return "book", 0
        return super().caret()

    def set_caret(self, field: str, position: int) -> None:
        """Put the caret back; `book` opens the booking, `contact` the log."""
        if self.page is not None and field == "book":
            self.page.go_to_booking()
        elif self.page is not None and field == "contact":
            self.page.outreach.open.setChecked(True)
            self.page.outreach.contact.slip.parts["channel"].setFocus()
        elif self.page is None or field in self.notes or not self._noting.go_to_text(field):
            super().set_caret(field, position)

    def turn_to(self, sighting: Sighting) -> None:
        """Show the note of the integration session that holds it."""
        if self.page is not None and sighting.integration is not None:
            self._noting.open(sighting.integration)

    def open_more(self, sighting: Sighting) -> None:
        """Show the newest session where none is shown, and make what is inside its folded parts."""
        kept = self.desk.read(integration.of_client, self.chart.client)
        if self.page is None or not kept:
            return
        if self._acts.note is None:
            self._noting.open(kept[0].id)
        if sighting.field.startswith(self.page.progress.name):
            self.page.progress.unfold()  # it reads what is recorded when it is opened
        for part in self.page.parts():
            part.built()

    def _build(self) -> IntegrationPage:
        self._reaching = Reaching(self.desk, self.chart.client, self.chart.session, self)
        page = IntegrationPage(
            self.desk.record.content, self._today, self._reaching.read_day, self._reaching.read_time
        )
        self._booking = Booking(self.desk, self.chart.client, page.visits.slip, self)
        self._acts = Acts(self, page.session.said)
        self._noting = Noting(self._acts, page)
        layout = self.layout()
        if layout is not None:
            layout.addWidget(page)
        self._connect(page)
        return page

    def _connect(self, page: IntegrationPage) -> None:
        # Connect Signals
        page.visits.offered.connect(self._put_offer)
        page.visits.book_asked.connect(self._book)
        page.visits.gone_back.connect(self._put_away)
        page.visits.said.connect(self._say_status)
        page.visits.move_asked.connect(self._put_booked)
        page.visits.reason_line.connect(self._keep_reason)
        page.visits.slip.edited.connect(self._drafted)
        page.outreach.contact.slip.edited.connect(self._contact_drafted)
        page.outreach.contact.logged.connect(self._log)
        page.outreach.close_asked.connect(self._close)
        page.tasks.done.connect(self._done)
        page.tasks.opened.connect(self._keep_done)
        self._acts.changed.connect(self._show)
        self.desk.refused.connect(self._refused)

    def _restore(self, page: IntegrationPage) -> None:
        """Bring back what was begun and not taken yet."""
        if booking := self.desk.read(notes.text, self._client, BOOKING):
            page.visits.slip.restore(booking)
            page.visits.open_slip(verb="Move" if page.visits.slip.moving else "")
        if contact := self.desk.read(notes.text, self._client, CONTACT):
            page.outreach.contact.slip.restore(contact)
            page.outreach.open.setChecked(True)
        closing = self.desk.read(notes.text, self._client, CLOSING)
        self.keep(self._client, CLOSING, page.outreach.reason, closing)
        if closing:
            page.outreach.ask_why()

    def _show(self) -> None:
        if self.page is not None:
            self._fill(self.page)

    def _fill(self, page: IntegrationPage) -> None:
        visits = self.desk.read(diary.of_client, self.chart.client)
        unseen = self.desk.read(boards.not_seen_of, self.chart.client)
        self._fill_visits(page, visits, unseen)
        zone, safe = self._zone, self.desk.read(contacts.safe, self.chart.client)
        page.outreach.show_safe(safe.words, recorded=bool(safe.channel))
        log = self.desk.read(contacts.of_client, self.chart.client)
        page.outreach.show_contacts(log, zone, may_close=unseen is not None)
        page.outreach.contact.show_answerable(self.desk.read(contacts.answerable, self.chart.client))
        now = self.desk.now()
        waiting = [task for task in self.desk.read(tasks.of_client, self.chart.client) if task.open]
        page.tasks.show_tasks([(task, task.overdue(now)) for task in waiting], zone)
        self._noting.show(self._of_today(visits), zone, self._today())
        self.counted.emit(self._counted(unseen, len(waiting)))

    def _fill_visits(
        self, page: IntegrationPage, visits: tuple[Booked, ...], unseen: boards.NotSeen | None
    ) -> None:
        said = ""
        if unseen is not None:
            day = show_weekday_date(self._day(unseen.unseen.dosed_at))
            said = f"{day}: {unseen.unseen.words}."
        sign = Sign.CAUTION if unseen is not None and unseen.unseen.nothing_booked else Sign.NOT_YET
        offers = self.desk.read(diary.offers, self.chart.client)
        standing = [each for each in visits if each.appointment.status.stands]
        over = sum(is_over(each, self.desk.now()) for each in standing)
        now = (visits, said, offers, self._today(), over)
        if now == self._shown:
            return
        self._shown = now
        for row in page.visits.rows:
            self.let_go(REASON + row.hex)
        page.visits.show_visits(standing, self.desk.now(), said, sign)
        page.visits.show_offers(offers)
        page.show_past([each for each in reversed(visits) if not each.appointment.status.stands])
        for key, row in page.visits.rows.items():
            if self.desk.read(notes.text, self._client, REASON + key.hex):
                row.more.setChecked(True)

    def _of_today(self, visits: tuple[Booked, ...]) -> Booked | None:
        noted = {each.appointment for each in self.desk.read(integration.of_client, self.chart.client)}
        return to_begin(visits, noted, self._today(), self._zone)

    def _put_offer(self, offer: Offer) -> None:
        if self.page is not None:
            self.page.visits.open_slip()
            self._booking.put_offer(offer)

    def _put_booked(self, booked: Booked) -> None:
        if self.page is not None:
            self.page.visits.open_slip(verb="Move")
            self._booking.put_booked(booked)

    def _book(self) -> None:
        if self.page is not None and self._booking.write() is not None:
            self._put_away()
            self._show()
            self.page.visits.other.setFocus()

    def _put_away(self) -> None:
        if self.page is not None:
            self.page.visits.slip.clear()
            self.page.visits.put_away()
            self._drafted()
            self.autosave.flush()

    def _say_status(self, appointment: UUID, status: AppointmentStatus, reason: Reason, scope: Scope) -> None:
        if self.page is None:
            return
        self.page.visits.refusal.say("")
        if self.desk.do(self, recurrence.call_off, appointment, status, scope, reason) is None:
            return
        row = self.page.visits.rows[appointment]
        row.reason.taken()
        self.let_go(REASON + appointment.hex)
        self.page.visits.other.setFocus()
        self._show()

    def _refused(self, sentence: str, source: object) -> None:
        if source is self and self.page is not None:
            self.page.visits.refusal.say(sentence, Sign.MISSING)

    def _keep_reason(self, appointment: UUID, row: VisitRow) -> None:
        field = REASON + appointment.hex
        self.keep(self._client, field, row.reason, self.desk.read(notes.text, self._client, field))

    def _log(self) -> None:
        if self.page is None:
            return
        card = self.page.outreach
        if self._reaching.log(card.contact) is not None:
            card.contact.slip.clear()
            card.open.setChecked(False)
            self._contact_drafted()
            self.autosave.flush()
            card.open.setFocus()
            self._show()

    def _close(self, reason: str) -> None:
        if self.page is not None and self._reaching.close(self.page.outreach, reason) is not None:
            self.page.outreach.closed()
            self._show()

    def _done(self, task: UUID, words: str) -> None:
        if self.page is None or self._reaching.done(self.page.tasks, task, words) is None:
            return
        line = self.notes.get(DONE + task.hex)
        if isinstance(line, Composer):
            line.taken()
        self.let_go(DONE + task.hex)
        self._show()

    def _keep_done(self, task: UUID, row: TaskRow) -> None:
        field = DONE + task.hex
        self.keep(self._client, field, row.note, self.desk.read(notes.text, self._client, field))

    def _drafted(self) -> None:
        if self.page is not None:
            self.autosave.touched((self._client, BOOKING), self.page.visits.slip.draft)

    def _contact_drafted(self) -> None:
        if self.page is not None:
            self.autosave.touched((self._client, CONTACT), self.page.outreach.contact.slip.draft)

    def _today(self) -> date:
        return self._day(self.desk.now())

    def _day(self, at: datetime) -> date:
        return local(at, self._zone).date()
