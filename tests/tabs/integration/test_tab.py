"""Integration by key: visits are booked and settled, the week comes first, nothing typed is lost."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from uuid import UUID, uuid4

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from kapdesk.desk import Chart, Desk
from kapdesk.domain.appointments import AppointmentKind, AppointmentStatus
from kapdesk.domain.clock import SetClock
from kapdesk.domain.contacts import Outcome
from kapdesk.domain.insights import Kind
from kapdesk.domain.integration import ChangeKind, Verdict
from kapdesk.domain.recurrence import Repeat, Rhythm
from kapdesk.services import (
    appointments,
    boards,
    contacts,
    diary,
    insights,
    integration,
    notes,
    read_back,
    recurrence,
    tasks,
)
from kapdesk.services.appointments import Plan
from kapdesk.services.notes import Owner
from kapdesk.services.record import Record
from kapdesk.store.rows import ClientRow, DoseRow, IntegrationNoteRow, SessionRow
from kapdesk.store.rows_trust import RetractionRow
from kapdesk.tabs.integration.page import IntegrationPage
from kapdesk.tabs.integration.tab import IntegrationTab
from tests.services.full_day import put

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support propagateSizeHints")


@dataclass
class Bench:
    """One tab over one record, shown."""

    record: Record
    desk: Desk
    chart: Chart
    tab: IntegrationTab
    qtbot: QtBot

    @property
    def page(self) -> IntegrationPage:
        assert self.tab.page is not None
        return self.tab.page

    @property
    def visits(self) -> list[AppointmentStatus]:
        return [each.appointment.status for each in diary.of_client(self.record, self.chart.client)]

    def press(self, widget: object, key: Qt.Key = Qt.Key.Key_Space) -> None:
        self.qtbot.keyClick(widget, key)  # pyright: ignore[reportArgumentType] - any widget

    def write(self, widget: object, text: str) -> None:
        self.qtbot.keyClicks(widget, text)  # pyright: ignore[reportArgumentType] - any widget

    def again(self) -> "Bench":
        """Leave the tab as a lock does, and open it anew."""
        assert self.tab.leave()
        self.tab.hide()
        return open_tab(self.record, self.chart, self.qtbot)

    def begin(self) -> UUID:
        self.press(self.page.session.free)
        (note,) = integration.of_client(self.record, self.chart.client)
        return note.id


def a_dosed_client(record: Record) -> Chart:
    with record.write() as db:
        client = ClientRow(id=uuid4(), code=uuid4().hex[:8], family_name="Hall", given_name="Sam")
        client.written_at = record.now()
        db.add(client)
        db.flush()
        session = SessionRow(id=uuid4(), client_id=client.id, number=1, state="discharged", zone=record.zone)
        session.opened_at = record.now()
        session.ended_at, session.written_at = record.now(), record.now()
        db.add(session)
        db.flush()
        dose = DoseRow(id=uuid4(), session_id=session.id, drug="ketamine", route="im", amount="50", unit="mg")
        dose.given_by, dose.seq, dose.zone = "Dr N. Rowe", 1, record.zone
        dose.happened_at, dose.written_at = record.now(), record.now()
        db.add(dose)
    return Chart(client.id, session.id)


def open_tab(record: Record, chart: Chart, qtbot: QtBot) -> Bench:
    desk = Desk(record)
    tab = IntegrationTab(desk, chart)
    qtbot.addWidget(tab)
    tab.resize(1148, 690)
    tab.load()
    with qtbot.waitExposed(tab):
        tab.show()
    return Bench(record, desk, chart, tab, qtbot)


@pytest.fixture
def bench(record: Record, clock: SetClock, qtbot: QtBot) -> Bench:
    chart = a_dosed_client(record)
    clock.move(minutes=30)
    return open_tab(record, chart, qtbot)


def book(bench: Bench, day: date = date(2026, 11, 23), hour: int = 10) -> UUID:
    plan = Plan(bench.chart.client, AppointmentKind.EARLY, day, time(hour), 60)
    made = appointments.book(bench.record, plan).item
    assert made is not None
    bench.tab.load()
    return made


def test_nothing_booked_after_a_dose_is_said_and_counted(bench: Bench) -> None:
    assert "nothing booked" in bench.page.visits.note.text()
    assert bench.tab.open_count() == "1"
    book(bench)
    assert "nothing booked" not in bench.page.visits.note.text()
    assert bench.tab.open_count() == ""


def test_an_offered_day_is_booked_by_two_keys(bench: Bench) -> None:
    first = bench.page.visits.offers[date(2026, 11, 23)]
    assert first.text() == "+1 day  Mon 23-Nov-2026 09:00 · in the first window"
    bench.press(first)
    assert bench.page.visits.slip.echo.text() == "Mon 23-Nov-2026 09:00 to 10:00, America/New_York"
    assert bench.visits == []
    bench.press(bench.page.visits.slip.day.line, Qt.Key.Key_Return)
    (one,) = diary.of_client(bench.record, bench.chart.client)
    assert one.appointment.starts_at == datetime(2026, 11, 23, 14, 0, tzinfo=UTC)
    assert one.appointment.therapist_id == bench.record.author.id
    assert not bench.page.visits.slip_is_out()


def test_an_offer_is_changed_before_it_is_written(bench: Bench) -> None:
    bench.press(bench.page.visits.offers[date(2026, 11, 25)])
    line = bench.page.visits.slip.at.line
    line.setFocus()
    line.selectAll()
    bench.write(line, "2pm")
    bench.press(line, Qt.Key.Key_Return)
    (one,) = diary.of_client(bench.record, bench.chart.client)
    assert one.appointment.starts_at == datetime(2026, 11, 25, 19, 0, tzinfo=UTC)


def test_what_is_missing_on_the_slip_is_said_beside_it(bench: Bench) -> None:
    bench.press(bench.page.visits.other)
    bench.press(bench.page.visits.book)
    assert set(bench.page.visits.slip.slip.flagged()) == {"kind", "day", "at", "minutes"}
    assert bench.visits == []


def test_a_time_that_does_not_exist_is_refused_beside_the_slip(bench: Bench) -> None:
    bench.press(bench.page.visits.offers[date(2026, 11, 23)])
    slip = bench.page.visits.slip
    slip.show_wanted(kind=AppointmentKind.REGULAR, day=date(2027, 3, 14), at=slip.at.value(), minutes=60)
    slip.at.line.setFocus()
    slip.at.line.selectAll()
    bench.write(slip.at.line, "02:30")
    bench.press(bench.page.visits.book)
    assert "does not exist" in slip.said.text()
    assert bench.visits == []


def test_a_time_that_comes_twice_offers_both_readings(bench: Bench) -> None:
    bench.press(bench.page.visits.other)
    slip = bench.page.visits.slip
    slip.show_wanted(kind=AppointmentKind.REGULAR, day=date(2027, 11, 7), at=time(1, 30), minutes=60)
    assert "comes twice" in slip.said.text()
    assert slip.twice.isVisible()
    bench.press(slip.twice.segments.buttons["later"])
    bench.press(bench.page.visits.book)
    (one,) = diary.of_client(bench.record, bench.chart.client)
    assert one.appointment.starts_at == datetime(2027, 11, 7, 6, 30, tzinfo=UTC)


def test_a_half_filled_slip_survives_the_lock(bench: Bench) -> None:
    bench.press(bench.page.visits.offers[date(2026, 11, 25)])
    picker = bench.page.visits.slip.slip.parts["room"]
    bench.write(picker, "Garden room")
    back = bench.again()
    assert back.page.visits.slip_is_out()
    assert back.page.visits.slip.wanted().room == "Garden room"
    assert back.page.visits.slip.wanted().day == date(2026, 11, 25)
    back.press(back.page.visits.book)
    assert notes.text(back.record, Owner(back.chart.client), "draft.booking") == ""


def test_the_likely_word_is_one_key_and_calling_off_asks_why(bench: Bench) -> None:
    made = book(bench)
    row = bench.page.visits.rows[made]
    bench.press(row.likely)
    assert bench.visits == [AppointmentStatus.CONFIRMED]
    row = bench.page.visits.rows[made]
    bench.press(row.more)
    bench.press(row.status.segments.buttons["late cancelled"])
    bench.press(row.record)
    assert bench.visits == [AppointmentStatus.CONFIRMED]
    assert "needs a reason" in bench.page.visits.refusal.text()
    bench.write(row.reason, "child is ill")
    bench.press(row.reason, Qt.Key.Key_Return)
    assert bench.visits == [AppointmentStatus.LATE_CANCELLED]
    assert diary.one(bench.record, made).reason == "child is ill"


def test_those_that_follow_are_called_off_with_a_reason_of_the_list(bench: Bench) -> None:
    plan = Plan(bench.chart.client, AppointmentKind.EARLY, date(2026, 11, 23), time(10), 60)
    recurrence.book(bench.record, plan, Repeat(Rhythm.WEEKLY, times=3), {})
    bench.tab.load()
    second = diary.of_client(bench.record, bench.chart.client)[1].appointment.id
    row = bench.page.visits.rows[second]
    bench.press(row.more)
    row.status.segments.buttons["cancelled"].click()
    row.why.setCurrentText("Transport")
    bench.press(row.record)
    assert bench.visits == [AppointmentStatus.PLANNED] * 3, "it is asked how many first"
    row.scope.segments.buttons["this and those that follow"].click()
    bench.press(row.record)
    off = AppointmentStatus.CANCELLED
    assert bench.visits == [AppointmentStatus.PLANNED, off, off]
    assert diary.one(bench.record, second).reason == "Transport"


def test_a_long_row_of_visits_stays_one_press_away(bench: Bench) -> None:
    plan = Plan(bench.chart.client, AppointmentKind.EARLY, date(2026, 11, 23), time(10), 60)
    recurrence.book(bench.record, plan, Repeat(Rhythm.WEEKLY, times=9), {})
    bench.tab.load()
    rows = list(bench.page.visits.rows.values())
    assert [row.isVisibleTo(bench.page) for row in rows] == [True] * 5 + [False] * 4
    assert bench.page.visits.more.text() == "4 more to come"
    bench.press(bench.page.visits.more)
    assert all(row.isVisibleTo(bench.page) for row in rows)


def test_a_reason_that_was_begun_survives_the_lock(bench: Bench) -> None:
    made = book(bench)
    row = bench.page.visits.rows[made]
    bench.press(row.more)
    bench.write(row.reason, "child is")
    back = bench.again()
    assert back.page.visits.rows[made].reason.text() == "child is"


def test_a_confirmed_visit_moves_with_a_reason(bench: Bench) -> None:
    made = book(bench)
    appointments.set_status(bench.record, made, AppointmentStatus.CONFIRMED)
    bench.tab.load()
    bench.press(bench.page.visits.rows[made].move_button)
    slip = bench.page.visits.slip
    slip.at.line.selectAll()
    bench.write(slip.at.line, "15:00")
    bench.press(bench.page.visits.book)
    assert "was confirmed" in slip.said.text()
    bench.write(slip.why.parts["reason"], "works until noon")
    bench.press(bench.page.visits.book)
    assert diary.one(bench.record, made).appointment.starts_at.hour == 20


def test_book_in_a_wish_leads_to_the_offered_days(bench: Bench) -> None:
    bench.tab.set_caret("book", 0)
    assert bench.tab.focusWidget() is bench.page.visits.offers[date(2026, 11, 23)]
    bench.tab.set_caret("contact", 0)
    assert bench.page.outreach.contact.isVisible()


def test_a_session_begins_with_the_week_and_its_words_keep_themselves(bench: Bench) -> None:
    note = bench.begin()
    week = bench.page.week.notes["week"]
    assert bench.tab.focusWidget() is week
    bench.write(week, "Slept through.")
    assert bench.tab.leave()
    owner = Owner(bench.chart.client, integration=note)
    assert notes.text(bench.record, owner, "integration.week") == "Slept through."


def test_todays_visit_begins_its_note_and_ending_it_settles_the_visit(bench: Bench, clock: SetClock) -> None:
    book(bench)
    clock.move(days=1, hours=1)
    bench.tab.load()
    assert bench.page.session.start.text() == "Begin: Mon 23-Nov-2026 10:00"
    bench.press(bench.page.session.start)
    bench.press(bench.page.session.end)
    assert bench.visits == [AppointmentStatus.ATTENDED]
    assert boards.not_seen(bench.record) == ()
    assert bench.page.visits.note.text() == ""


def test_a_visit_that_was_attended_can_still_begin_its_note_once(bench: Bench, clock: SetClock) -> None:
    made = book(bench)
    clock.move(days=1, hours=1)
    bench.tab.load()
    bench.press(bench.page.visits.rows[made].likely)
    assert bench.visits == [AppointmentStatus.ATTENDED]
    assert bench.page.session.start.text() == "Begin: Mon 23-Nov-2026 10:00"
    assert not bench.page.session.start.isHidden()
    bench.press(bench.page.session.start)
    bench.press(bench.page.session.end)
    bench.page.session.other.click()
    assert bench.page.session.start.isHidden()


def test_both_sides_are_written_with_enter_and_struck_with_a_reason(bench: Bench) -> None:
    note = bench.begin()
    for kind, words in ((ChangeKind.CHANGED, "I sleep until six."), (ChangeKind.NOT_YET, "The phone.")):
        composer = bench.page.changes.sides[kind].composer
        bench.write(composer, words)
        bench.press(composer, Qt.Key.Key_Return)
        assert composer.text() == ""
    sides = {each.kind: each for each in integration.items(bench.record, note)}
    assert sides[ChangeKind.CHANGED].text == "I sleep until six."
    row = bench.page.changes.sides[ChangeKind.CHANGED].rows[sides[ChangeKind.CHANGED].id]
    bench.press(row.more)
    panel = row.panel
    assert panel is not None
    bench.press(panel.wanted.segments.buttons["yes"])
    bench.write(panel.since, "Friday")
    bench.press(panel.since, Qt.Key.Key_Return)
    detailed = integration.items(bench.record, note)
    assert next(each for each in detailed if each.kind is ChangeKind.CHANGED).since == "Friday"
    bench.write(panel.reason, "was the week before")
    bench.press(panel.reason, Qt.Key.Key_Return)
    struck = next(each for each in integration.items(bench.record, note) if each.kind is ChangeKind.CHANGED)
    assert struck.struck_reason == "was the week before"
    assert struck.wanted is True


def test_both_sides_have_the_same_width(bench: Bench) -> None:
    bench.begin()
    changed, not_yet = (bench.page.changes.sides[kind] for kind in (ChangeKind.CHANGED, ChangeKind.NOT_YET))
    assert abs(changed.width() - not_yet.width()) <= 1


def test_a_line_that_was_begun_survives_the_lock(bench: Bench) -> None:
    bench.begin()
    bench.write(bench.page.changes.sides[ChangeKind.NOT_YET].composer, "still the")
    back = bench.again()
    assert back.page.changes.sides[ChangeKind.NOT_YET].composer.text() == "still the"


def test_what_was_said_is_judged_by_the_client_and_corrected_in_their_words(bench: Bench) -> None:
    assert bench.chart.session is not None
    words = insights.add(bench.record, bench.chart.session, "the sea was warm", kind=Kind.READ_BACK).item
    assert words is not None
    note = bench.begin()
    row = bench.page.phrases.rows[words]
    assert row.verdict.value() is None
    bench.press(row.verdict.segments.buttons["corrected"])
    assert row.words.isVisibleTo(bench.tab)
    bench.write(row.words, "it was a lake")
    assert bench.tab.leave()
    (carried,) = read_back.carried(bench.record, bench.chart.client)
    assert (carried.verdict, carried.words) == (Verdict.CORRECTED, "it was a lake")
    owner = Owner(bench.chart.client, integration=note)
    assert notes.text(bench.record, owner, f"words.{words.hex}") == "it was a lake"
    integration.end(bench.record, note)
    again = integration.start(bench.record, bench.chart.client).item
    assert again is not None
    later = bench.again()
    second = later.page.phrases.rows[words].row
    assert second._name.text() == "“the sea was warm”"
    assert second._second.text().endswith("corrected on 22-Nov-2026: “it was a lake”")


def test_goals_are_rated_when_wanted_and_not_before(bench: Bench) -> None:
    note = bench.begin()
    assert bench.page.goals.bars == {}
    bench.press(bench.page.goals.button)
    bar = bench.page.goals.bars["goal.G3"]
    bench.press(bar.segments.buttons["2"])  # pyright: ignore[reportAttributeAccessIssue] - goals are choices
    owner = Owner(bench.chart.client, integration=note)
    assert notes.text(bench.record, owner, "goal.G3") == "2"
    bench.press(bench.page.aims.button)
    assert (len(bench.page.goals.bars), len(bench.page.aims.bars)) == (9, 8)


def test_a_contact_is_logged_and_its_next_try_is_a_task_here(bench: Bench) -> None:
    bench.tab.set_caret("contact", 0)
    slip = bench.page.outreach.contact
    bench.press(slip.slip.parts["channel"].segments.buttons["phone"])  # pyright: ignore[reportAttributeAccessIssue] - a bar
    bench.press(slip.slip.parts["outcome"].segments.buttons["no answer"])  # pyright: ignore[reportAttributeAccessIssue] - a bar
    bench.write(slip.slip.parts["next"].line, "tomorrow")  # pyright: ignore[reportAttributeAccessIssue] - a day
    bench.press(slip.log)
    assert "belong together" in slip.slip.flagged()["next-at"]
    bench.write(slip.slip.parts["next-at"].line, "17:00")  # pyright: ignore[reportAttributeAccessIssue] - a time
    bench.press(slip.log)
    (contact,) = contacts.of_client(bench.record, bench.chart.client)
    assert contact.outcome is Outcome.NO_ANSWER
    assert contact.next_due == datetime(2026, 11, 23, 22, 0, tzinfo=UTC)
    assert bench.tab.open_count() == "2"
    assert len(bench.page.tasks.rows) == 1


def test_a_call_that_reached_them_closes_the_open_task_it_names(bench: Bench) -> None:
    due = bench.record.now() + timedelta(hours=5)
    made = [
        tasks.add(bench.record, bench.chart.client, words, due, kind=kind).item
        for words, kind in (("Ask how the night was.", "check-in call"), ("Send the letter.", "other"))
    ]
    bench.tab.load()
    bench.tab.set_caret("contact", 0)
    slip = bench.page.outreach.contact
    assert [slip.task.itemText(n) for n in range(slip.task.count())] == ["Ask how the night was."]
    for part, value in (("channel", "phone"), ("outcome", "reached"), ("with", "the client alone")):
        bench.press(slip.slip.parts[part].segments.buttons[value])  # pyright: ignore[reportAttributeAccessIssue] - a bar
    bench.write(slip.task.lineEdit(), "Ask how the night was.")
    bench.press(slip.log)
    (contact,) = contacts.of_client(bench.record, bench.chart.client)
    assert contact.task == made[0]
    assert [one.id for one in tasks.open_now(bench.record)] == [made[1]]
    assert not slip.asks.isVisible()


def test_a_retracted_note_says_when_and_why_and_nowhere_that_it_is_signed(bench: Bench) -> None:
    note = bench.begin()
    with bench.record.write() as db:
        row = db.get_one(IntegrationNoteRow, note)
        row.ended_at, row.signed_at = bench.record.now(), bench.record.now()
    reason = {"of_kind": "integration note", "of_id": note, "reason": "the sister's hour"}
    put(bench.record, RetractionRow, client_id=bench.chart.client, **reason)
    bench.tab.load()
    assert bench.page.session.gone.text().startswith("retracted 22-Nov-2026 09:30: the sister's hour.")
    assert bench.page.session.gone.isVisible()
    said = " ".join(label.text() for label in bench.page.session.findChildren(QLabel) if label.isVisible())
    assert "· signed" not in said
    bench.press(bench.page.session.other)
    assert not bench.page.session.gone.isVisible()
    listed = [label.text() for label in bench.page.findChildren(QLabel)]
    assert any("· retracted 22-Nov-2026 09:30: the sister's hour" in one for one in listed)


def test_each_button_and_time_of_a_try_has_a_name_of_its_own(bench: Bench) -> None:
    slip = bench.page.outreach.contact
    assert slip.log.text() != bench.page.outreach.open.text()
    heard = [slip.slip.parts[part].accessibleName() for part in ("at", "next-at")]
    assert heard == ["Time of this try", "Time of the next try"]


def test_an_acute_concern_without_words_is_refused_and_the_slip_stays(bench: Bench) -> None:
    bench.tab.set_caret("contact", 0)
    slip = bench.page.outreach.contact
    for part, value in (("channel", "phone"), ("outcome", "reached"), ("concern", "acute")):
        bench.press(slip.slip.parts[part].segments.buttons[value])  # pyright: ignore[reportAttributeAccessIssue] - a bar
    bench.press(slip.log)
    assert "what was done" in slip.said.text()
    assert slip.slip.text("concern") == "acute"
    assert contacts.of_client(bench.record, bench.chart.client) == ()


def test_a_task_is_done_when_somebody_says_what_was_done(bench: Bench) -> None:
    task = tasks.add(
        bench.record, bench.chart.client, "Ask again", bench.record.now() + timedelta(hours=1)
    ).item
    assert task is not None
    bench.tab.load()
    row = bench.page.tasks.rows[task]
    bench.press(row.button)
    bench.write(row.note, "asked, sleeps well")
    bench.press(row.note, Qt.Key.Key_Return)
    assert tasks.of_client(bench.record, bench.chart.client)[0].done_note == "asked, sleeps well"
    assert bench.page.tasks.rows == {}


def test_closing_without_having_reached_them_needs_words(bench: Bench) -> None:
    bench.press(bench.page.outreach.close_button)
    bench.write(bench.page.outreach.reason, "moved abroad")
    bench.press(bench.page.outreach.reason, Qt.Key.Key_Return)
    assert boards.not_seen(bench.record) == ()
    assert not bench.page.outreach.close_button.isVisible()


def test_a_chart_without_a_session_still_books(record: Record, qtbot: QtBot) -> None:
    with record.write() as db:
        client = ClientRow(
            id=uuid4(), code="K-9", family_name="Tam", given_name="Jo", written_at=record.now()
        )
        db.add(client)
    bench = open_tab(record, Chart(client.id), qtbot)
    assert bench.page.visits.offers == {}
    bench.tab.set_caret("book", 0)
    assert bench.page.visits.slip_is_out()


@pytest.mark.parametrize(("width", "height"), [(892, 658), (1148, 690)])
def test_the_page_holds_in_a_small_window(bench: Bench, width: int, height: int) -> None:
    bench.begin()
    bench.tab.resize(width, height)
    assert bench.page.horizontalScrollBar().maximum() == 0


def test_a_passed_visit_that_nobody_settled_stands_apart_until_it_is_said(
    bench: Bench, clock: SetClock
) -> None:
    passed, ahead = book(bench, hour=10), book(bench, date(2026, 11, 30))
    card = bench.page.visits
    assert not card.unsaid_box.isVisible()
    clock.move(days=2)
    bench.tab.load()
    assert card.unsaid_box.isVisible()
    assert card.unsaid.isAncestorOf(card.rows[passed])
    assert not card.unsaid.isAncestorOf(card.rows[ahead])
    assert card.rows[passed].likely.text() == "Attended"
    bench.press(card.rows[passed].likely)
    assert diary.one(bench.record, passed).appointment.status is AppointmentStatus.ATTENDED
    assert not card.unsaid_box.isVisible()
    assert list(card.rows) == [ahead]


def test_a_visit_stands_under_the_next_ones_until_it_is_over(bench: Bench, clock: SetClock) -> None:
    made = book(bench, hour=10)
    starts = diary.one(bench.record, made).appointment.starts_at
    clock.move(minutes=(starts - bench.record.now()).total_seconds() / 60 + 30)
    bench.tab.load()
    assert not bench.page.visits.unsaid_box.isVisible()
    clock.move(minutes=30)
    bench.tab.load()
    assert bench.page.visits.unsaid_box.isVisible()


def test_a_small_window_keeps_two_columns_on_the_day_of_a_visit(bench: Bench, clock: SetClock) -> None:
    book(bench, hour=10)
    clock.move(days=1)
    bench.tab.load()
    bench.tab.resize(892, 658)
    bench.qtbot.waitUntil(lambda: not bench.page.is_narrow(), timeout=1_000)
    bench.begin()
    assert not bench.page.is_narrow()
