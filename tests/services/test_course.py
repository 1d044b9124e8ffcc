"""A course is compared within its own series, drawn from a stated number on, and says by what rule."""

import shutil
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from kapdesk import content
from kapdesk.domain.clock import SetClock, local
from kapdesk.domain.errors import NotFound, Refused
from kapdesk.domain.resources import resource_folder
from kapdesk.services import course, measure_settings, measures, measures_due
from kapdesk.services.course_marks import MarkKind
from kapdesk.services.record import Record
from kapdesk.store import rows, rows_after
from tests.services.measured import booked, dosed, met, put, scored
from tests.services.whole_day import a_client

DAY = timedelta(days=1)


@pytest.fixture
def client(record: Record) -> UUID:
    return a_client(record)


def test_the_shipped_numbers_are_the_published_ones(record: Record) -> None:
    """Written out by hand from the sources the table names."""
    found = {name: measure_settings.change_rules(record, name) for name in measures.OFFERED}
    said = {
        name: (r.reliable, r.response_percent, r.response_from, r.remission_to, r.remission_needs_reliable)
        for name, r in found.items()
        if r is not None
    }
    assert said == {
        "phq9": (5, 50, 10, 4, False), "gad7": (4, 50, 10, 4, False), "pcl5": (15, None, 1, 28, True),
        "who5": (10, None, 1, 51, False),
    }  # fmt: skip
    assert [name for name, r in found.items() if r is not None and r.higher_is_better] == ["who5"]
    assert [measure_settings.recall_days(record, name) for name in measures.OFFERED] == [14, 14, 30, 14]


def test_each_series_has_its_own_baseline(record: Record, client: UUID) -> None:
    now = record.now()
    for number, days in enumerate((300, 293, 20, 13), start=1):
        dosed(record, client, now - days * DAY, number)
    for total, days in ((20, 301), (10, 280), (16, 22), (21, 5)):
        scored(record, client, "phq9", total, now - days * DAY)
    first, second = (course.of_measure(record, client, "phq9", number) for number in (1, 2))
    assert first.statement.finding == "PHQ-9 20 to 16: no reliable change"
    assert second.statement.finding == "PHQ-9 16 to 21: deterioration (5 points worse)"
    assert second.statement.worse
    assert "2 days before the first dose" in second.statement.baseline
    assert [one.total for one in first.points] == [20, 10, 16]
    assert [one.total for one in second.points] == [10, 16, 21]
    whole = course.of_measure(record, client, "phq9")
    assert len(whole.points) == 4
    assert whole.statement.finding == second.statement.finding
    with pytest.raises(NotFound):
        course.of_measure(record, client, "phq9", 3)


def test_a_series_begins_where_somebody_says_so(record: Record, client: UUID) -> None:
    now = record.now()
    dosed(record, client, now - 20 * DAY, 1)
    dosed(record, client, now - 10 * DAY, 2)
    assert len(course.series(record, client)) == 1
    day = local(now - 14 * DAY, record.zone).date()
    course.begin_series(record, client, day)
    assert [len(one.doses) for one in course.series(record, client)] == [1, 1]
    with pytest.raises(Refused):
        course.begin_series(record, client, day)
    assert course.named_days(record, client) == (day,)
    course.take_back_series(record, client, day)
    assert len(course.series(record, client)) == 1
    with pytest.raises(NotFound):
        course.take_back_series(record, client, day)


def test_the_clinics_own_gap_counts_within_its_range(record: Record, client: UUID) -> None:
    dosed(record, client, record.now() - 60 * DAY, 1)
    dosed(record, client, record.now() - 10 * DAY, 2)
    assert len(course.series(record, client)) == 1
    measure_settings.set_number(record, measure_settings.SERIES_GAP, 40)
    assert len(course.series(record, client)) == 2
    for wrong in (29, 366):
        with pytest.raises(Refused):
            measure_settings.set_number(record, measure_settings.SERIES_GAP, wrong)
    with pytest.raises(NotFound):
        measure_settings.set_number(record, "anything", 5)


def test_without_a_baseline_nothing_is_compared(record: Record, client: UUID) -> None:
    dosed(record, client, record.now() - 20 * DAY, 1)
    scored(record, client, "phq9", 12, record.now() - 5 * DAY)
    told = course.of_measure(record, client, "phq9").statement
    assert "nothing to compare with" in told.finding
    assert "nothing is compared" in told.baseline
    assert not told.worse


@pytest.mark.parametrize(("count", "drawn"), [(1, False), (3, False), (4, True)])
def test_line_and_spread_are_drawn_from_four_on(
    record: Record, client: UUID, *, count: int, drawn: bool
) -> None:
    for number in range(count):
        scored(record, client, "gad7", 12 - number, record.now() - (40 - 7 * number) * DAY)
    found = course.of_measure(record, client, "gad7")
    assert (found.spread is not None, bool(found.line)) == (drawn, drawn)
    said = " ".join(found.statement.drawn)
    assert ("One session is not the course" in said) is drawn
    assert "Nothing is foretold" in said
    if found.spread is not None:
        assert (found.spread.lowest, found.spread.highest) == (Decimal(10), Decimal(12))


def test_what_happened_stands_beside_the_scores(record: Record, client: UUID) -> None:
    now = record.now()
    session = dosed(record, client, now - 9 * DAY, 1)
    appointment = booked(record, client, now - 7 * DAY, "regular", "attended")
    note = met(record, client, now - 7 * DAY)
    with record.write() as db:
        db.get_one(rows.IntegrationNoteRow, note).appointment_id = appointment
    booked(record, client, now - 6 * DAY, "regular", "attended")
    booked(record, client, now - 12 * DAY, "preparation", "attended")
    booked(record, client, now - 5 * DAY, "regular", "did not attend")
    life: dict[str, Any] = {
        "client_id": client,
        "register": "event",
        "register_version": 1,
        "facts": {},
        "zone": record.zone,
    }
    moved = local(now - 4 * DAY, record.zone).date().isoformat()
    told = {**life, "facts": {"day": moved}}
    put(record, rows_after.LifeItemRow, **told, text="moved house", happened_at=now)
    put(
        record,
        rows_after.LifeItemRow,
        **life,
        text="wrong",
        happened_at=now,
        struck_at=now,
        struck_reason="x",
    )
    marks = course.of_measure(record, client, "phq9").marks
    assert [(one.kind, one.said) for one in marks] == [
        (MarkKind.VISIT, "Visit: preparation session"), (MarkKind.DOSE, "Dose, session 1"),
        (MarkKind.INTEGRATION, "Integration session"), (MarkKind.INTEGRATION, "Integration session"),
        (MarkKind.EVENT, "Event: moved house"),
    ]  # fmt: skip
    assert session


def test_the_better_end_is_the_other_one_where_higher_is_better(record: Record, client: UUID) -> None:
    dosed(record, client, record.now() - 20 * DAY, 1)
    for total, days in ((52, 21), (40, 2)):
        scored(record, client, "who5", total, record.now() - days * DAY)
        scored(record, client, "phq9", total // 4, record.now() - days * DAY)
    well, low = (course.of_measure(record, client, name) for name in ("who5", "phq9"))
    assert well.statement.finding == "WHO-5 52 to 40: deterioration (12 points worse)"
    assert "Higher is better" in well.statement.rules[0]
    assert (well.scale.good, well.scale.unit, well.scale.highest) == ((51, 100), "%", 100)
    assert "Lower is better" in low.statement.rules[0]
    assert (low.scale.good, low.scale.highest) == ((0, 4), 27)


def test_a_total_alone_is_drawn_and_nothing_is_read_into_it(record: Record, client: UUID) -> None:
    measures.enter_total(record, client, "total:meq-30", "61.25", place="red folder")
    found = course.of_measure(record, client, "total:meq-30")
    assert (found.statement.finding, found.spread, found.scale.judged) == ("", None, False)
    assert "nothing is read into it" in " ".join(found.statement.rules)
    assert [(one.value, one.words, one.place) for one in found.points] == [
        (Decimal("61.25"), "61.25", "red folder")
    ]
    assert course.trend_of(record, client, "total:meq-30") is None


def test_what_the_licence_asks_stands_with_the_course(record: Record, client: UUID) -> None:
    for name, words in (
        ("phq9", "No permission required"),
        ("who5", "CC BY-NC-SA 3.0 IGO"),
        ("pcl5", "Weathers"),
    ):
        assert words in course.of_measure(record, client, name).attribution


def test_a_course_with_neither_points_nor_doses_says_so(record: Record, client: UUID) -> None:
    empty = course.of_measure(record, client, "phq9")
    assert (empty.points, empty.marks, empty.spread, empty.line) == ((), (), None, ())
    assert empty.statement.finding == "No complete questionnaire"


def test_the_folder_of_the_who5_can_be_deleted_and_everything_else_goes_on(
    record: Record, client: UUID, tmp_path: Path, clock: SetClock
) -> None:
    scored(record, client, "who5", 40, record.now())
    folder = tmp_path / "content"
    shutil.copytree(resource_folder() / "content", folder)
    shutil.rmtree(folder / "instruments" / "who5")
    without = replace(record, content=content.load(shipped_folder=folder))
    assert [one.id for one in measures.offered(without)] == ["phq9", "gad7", "pcl5"]
    (filled,) = measures.of_client(without, client)
    assert (filled.name, filled.total) == ("who5", 40)
    assert course.of_measure(without, client, "who5").points[0].total == 40
    clock.move(days=1)
    put(
        without, rows.SessionRow, client_id=client, number=1, state="scheduled", zone=record.zone,
        planned_for=without.now() + 2 * DAY,
    )  # fmt: skip
    due = [one.measure for one in measures_due.due(without, without.now())]
    assert "phq9" in due
    assert "who5" not in due
