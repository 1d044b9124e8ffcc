"""What is due for everybody comes in a fixed number of reads, and what is left out has its reason."""

from datetime import timedelta
from uuid import UUID

import pytest
from sqlalchemy import Engine, event

from kapdesk.domain.clock import SetClock
from kapdesk.domain.errors import NotFound, Refused
from kapdesk.services import measure_settings, measures, measures_due
from kapdesk.services.record import Record
from kapdesk.store import rows
from tests.services.measured import booked, dosed, put, scored
from tests.services.whole_day import a_client

DAY = timedelta(days=1)


@pytest.fixture
def client(record: Record) -> UUID:
    return a_client(record)


def due(record: Record) -> dict[str, str]:
    return {one.measure: one.rule for one in measures_due.due(record, record.now())}


def test_a_baseline_is_asked_before_the_first_dose(record: Record, client: UUID, clock: SetClock) -> None:
    assert due(record) == {}
    put(
        record, rows.SessionRow, client_id=client, number=1, state="scheduled", zone=record.zone,
        planned_for=record.now() + 9 * DAY,
    )  # fmt: skip
    assert due(record) == {}
    clock.move(days=3)
    assert due(record) == dict.fromkeys(("phq9", "gad7", "who5", "total:audit-c"), "baseline")
    scored(record, client, "phq9", 12, record.now())
    scored(record, client, "pcl5", 30, record.now() - 20 * DAY)
    assert set(due(record)) == {"gad7", "who5", "total:audit-c", "pcl5"}


def test_a_booked_dosing_day_counts_as_a_planned_one(record: Record, client: UUID) -> None:
    booked(record, client, record.now() + 3 * DAY, "dosing", "cancelled")
    assert due(record) == {}
    booked(record, client, record.now() + 3 * DAY, "dosing", "planned")
    assert due(record)["phq9"] == "baseline"


def test_in_the_series_it_is_weekly_and_the_overlap_is_said(
    record: Record, client: UUID, clock: SetClock
) -> None:
    scored(record, client, "phq9", 14, record.now() - DAY)
    dosed(record, client, record.now(), 1)
    clock.move(days=6)
    assert due(record) == {}
    clock.move(days=1)
    (one,) = [each for each in measures_due.due_of(record, client, record.now()) if each.measure == "phq9"]
    assert (one.rule, one.name, one.code) == ("weekly", "PHQ-9", "K-0001")
    assert "the two overlap" in one.overlap


def test_a_struck_or_partial_form_answers_nothing(record: Record, client: UUID, clock: SetClock) -> None:
    dosed(record, client, record.now(), 1)
    clock.move(days=7)
    measures.strike(record, scored(record, client, "phq9", 9, record.now()), "another client's")
    measures.administer(record, client, "gad7", 1, {"gad1": 1})
    assert set(due(record)) == {"phq9", "gad7"}


def test_whoever_left_treatment_is_not_asked(record: Record, client: UUID, clock: SetClock) -> None:
    dosed(record, client, record.now(), 1)
    clock.move(days=8)
    assert due(record)
    with record.write() as db:
        db.get_one(rows.ClientRow, client).ended_on = record.now().date()
    assert due(record) == {}


def test_a_measure_is_left_out_with_a_reason_until_its_next_turn(
    record: Record, client: UUID, clock: SetClock
) -> None:
    dosed(record, client, record.now(), 1)
    clock.move(days=7)
    with pytest.raises(Refused):
        measures_due.leave_out(record, client, "phq9", "  ")
    with pytest.raises(NotFound):
        measures_due.leave_out(record, client, "pcl5", "not today")
    measures_due.leave_out(record, client, "phq9", "too tired today")
    assert set(due(record)) == {"gad7"}
    (left,) = measures_due.left_out(record, client)
    assert (left.name, left.reason, left.by) == ("PHQ-9", "too tired today", record.author.id)
    clock.move(days=7.1)
    assert "phq9" in due(record)


def test_the_months_after_the_last_dose(record: Record, client: UUID, clock: SetClock) -> None:
    dosed(record, client, record.now(), 1)
    for days, rule in (
        (14, "series-end"),
        (16, "month-1"),
        (61, "month-3"),
        (91, "month-6"),
        (183, "month-12"),
    ):
        clock.move(days=days)
        assert due(record)["phq9"] == rule
        scored(record, client, "phq9", 8, record.now())
        assert "phq9" not in due(record)
    clock.move(days=91)
    assert due(record) == {}


def test_a_clinic_may_ask_less_often(record: Record, client: UUID, clock: SetClock) -> None:
    dosed(record, client, record.now(), 1)
    measure_settings.set_number(record, "weekly", 12)
    clock.move(days=8)
    assert due(record) == {}
    with pytest.raises(Refused):
        measure_settings.set_number(record, "weekly", 6)


def test_the_reads_do_not_grow_with_the_clients(record: Record, clock: SetClock) -> None:
    def reads() -> int:
        seen: list[object] = []

        def listen(*args: object) -> None:
            seen.append(args[2])

        event.listen(Engine, "before_cursor_execute", listen)
        found = measures_due.due(record, record.now())
        event.remove(Engine, "before_cursor_execute", listen)
        assert found
        return len(seen)

    dosed(record, a_client(record), record.now(), 1)
    clock.move(days=8)
    few = reads()
    for number in range(6):
        other = a_client(record, f"Other{number}")
        dosed(record, other, record.now() - 8 * DAY, 1)
        scored(record, other, "phq9", 9, record.now() - 9 * DAY)
    assert reads() == few
