"""A questionnaire is kept as it was filled; a total only of a whole one; item 9 is acted on by itself."""

from datetime import timedelta
from uuid import UUID

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select, text

from kapdesk.domain.clock import SetClock, local
from kapdesk.domain.errors import NotFound, Refused
from kapdesk.domain.instruments import Instrument
from kapdesk.domain.tasks import TaskKind
from kapdesk.services import (
    course,
    measure_drafts,
    measure_reading,
    measure_settings,
    measures,
    notes,
    tasks,
)
from kapdesk.services.measures import Answers, Filled
from kapdesk.services.notes import Owner
from kapdesk.services.record import Record
from kapdesk.store.rows import IntegrationNoteRow, MeasureRow
from tests.services.leaving_day import plan_leaving_day
from tests.services.measured import met
from tests.services.whole_day import a_client


def fill(instrument: Instrument, *values: int | None) -> Answers:
    """Answer the items that count, in their order."""
    ids = [item.id for item in measures.scored(instrument)]
    return dict(zip(ids, values, strict=True))


def take(record: Record, client: UUID, name: str, *values: int | None) -> Filled:
    """Keep one filled questionnaire and return it as it stands."""
    instrument = record.content.instrument(name)
    made = measures.administer(record, client, name, instrument.version, fill(instrument, *values))
    return next(one for one in measures.of_client(record, client) if one.id == made.item)


VECTORS = [
    ("phq9", [0] * 9, 0, "minimal", False),
    ("phq9", [1] * 9, 9, "mild", True),
    ("phq9", [3] * 9, 27, "severe", True),
    ("phq9", [2, 2, 2, 2, 2, 0, 0, 0, 0], 10, "moderate", False),
    ("gad7", [3] * 7, 21, "severe", False),
    ("gad7", [2, 2, 2, 2, 2, 0, 0], 10, "moderate", False),
    ("who5", [0] * 5, 0, "low well-being", False),
    ("who5", [5] * 5, 100, "not low", False),
    ("who5", [3, 3, 2, 2, 2], 48, "low well-being", False),
    ("who5", [3, 3, 3, 2, 2], 52, "not low", False),
    ("pcl5", [0] * 20, 0, "", False),
    ("pcl5", [2] * 20, 40, "", False),
]


@pytest.mark.parametrize(("name", "values", "total", "band", "due"), VECTORS)
def test_published_vectors(
    record: Record, name: str, values: list[int], total: int, band: str, *, due: bool
) -> None:
    client = a_client(record)
    filled = take(record, client, name, *values)
    assert (filled.total, filled.band, filled.complete) == (total, band, True)
    kinds = [task.kind for task in tasks.of_client(record, client)]
    assert (TaskKind.SCREEN_TODAY in kinds) is due


def test_a_partial_form_has_no_total_and_says_how_much_is_answered(record: Record) -> None:
    filled = take(record, a_client(record), "phq9", *[1] * 7, None, None)
    assert filled.total is None
    assert filled.words == "7 of 9 answered"


@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
    derandomize=True,
)
@given(st.lists(st.one_of(st.none(), st.integers(0, 3)), min_size=9, max_size=9))
def test_a_total_stands_exactly_when_nothing_is_missing(record: Record, values: list[int | None]) -> None:
    if all(value is None for value in values):
        return
    filled = take(record, a_client(record), "phq9", *values)
    assert (filled.total is None) is (None in values)
    assert filled.total in {None, sum(value or 0 for value in values)}


def test_item_nine_on_a_partial_form_is_due_the_same_day(record: Record) -> None:
    client = a_client(record)
    filled = take(record, client, "phq9", *[None] * 8, 1)
    assert filled.total is None
    assert filled.alarms
    (task,) = tasks.of_client(record, client)
    assert task.kind == TaskKind.SCREEN_TODAY
    assert local(task.due_at, record.zone).date() == local(record.now(), record.zone).date()


def test_a_refused_form_leaves_no_task_behind(record: Record) -> None:
    client, instrument = a_client(record), record.content.instrument("phq9")
    for answers in (fill(instrument, *[None] * 9), fill(instrument, *[7] * 9), {"other": 1}):
        with pytest.raises((Refused, NotFound)):
            measures.administer(record, client, "phq9", 1, answers)
    later = record.now() + timedelta(hours=1)
    with pytest.raises(Refused):
        measures.administer(record, client, "phq9", 1, fill(instrument, *[3] * 9), at=later)
    assert tasks.of_client(record, client) == ()
    assert measures.of_client(record, client) == ()


def test_a_draft_is_kept_until_the_form_is_and_counts_for_nothing(record: Record) -> None:
    client = a_client(record)
    begun = measure_drafts.draft(record, client, "gad7")
    assert begun.answers == {}
    first = measures.scored(record.content.instrument("gad7"))[0].id
    measure_drafts.keep(record, client, measure_drafts.Draft("gad7", 1, {first: 2}))
    assert measure_drafts.draft(record, client, "gad7").answers == {first: 2}
    assert measures.of_client(record, client) == ()
    take(record, client, "gad7", *[1] * 7)
    assert measure_drafts.draft(record, client, "gad7").answers == {}


@pytest.mark.parametrize(
    "text", ["", "{", "[]", "{}", '{"version": 1}', '{"version": 1, "answers": {"a": "x"}}']
)
def test_a_draft_that_cannot_be_read_is_none(record: Record, text: str) -> None:
    client = a_client(record)
    notes.write(record, Owner(client), "draft.measure.phq9", text)
    assert measure_drafts.draft(record, client, "phq9").answers == {}


def test_only_the_total_of_a_protected_questionnaire_is_kept(record: Record) -> None:
    client = a_client(record)
    measures.enter_total(record, client, "total:audit-c", "4")
    (filled,) = measures.of_client(record, client)
    assert (filled.name, filled.total, filled.words, filled.answers) == ("AUDIT-C", 4, "4", {})
    with pytest.raises(Refused):
        measures.enter_total(record, client, "total:audit-c", "13")


def test_a_struck_form_stays_and_counts_no_longer(record: Record, clock: SetClock) -> None:
    client = a_client(record)
    first = take(record, client, "phq9", *[2] * 8, 0)
    clock.move(days=8)
    second = take(record, client, "phq9", *[3] * 8, 0)
    with pytest.raises(Refused):
        measures.strike(record, second.id, " ")
    measures.strike(record, second.id, "another client's sheet")
    with pytest.raises(Refused):
        measures.strike(record, second.id, "twice")
    assert len(measures.of_client(record, client)) == 2
    assert [point.total for point in course.of_measure(record, client, "phq9").points] == [first.total]


def test_change_is_counted_from_the_last_form_before_the_first_dose(record: Record, clock: SetClock) -> None:
    day = plan_leaving_day(record, clock)
    take(record, day.client, "phq9", *[2] * 9)  # 18
    clock.move(days=3)
    take(record, day.client, "phq9", 2, 2, 2, 2, 2, 2, 0, 0, 0)  # 12, the baseline
    clock.move(days=1)
    day.dose()
    clock.move(days=7)
    take(record, day.client, "phq9", *[2] * 8, 1)  # 17
    said = course.of_measure(record, day.client, "phq9").statement
    assert (said.finding, said.worse) == ("PHQ-9 12 to 17: deterioration (5 points worse)", True)
    assert len(measures.dosed(record, day.client)) == 1


def test_an_overlap_of_the_time_asked_about_is_said(record: Record, clock: SetClock) -> None:
    client = a_client(record)
    assert course.overlap(record, client, "phq9") == ""
    take(record, client, "phq9", *[0] * 9)
    clock.move(days=7)
    assert "overlap" in course.overlap(record, client, "phq9")
    clock.move(days=8)
    assert course.overlap(record, client, "phq9") == ""


def test_only_what_may_be_shipped_is_offered(record: Record) -> None:
    assert [one.id for one in measures.offered(record)] == ["phq9", "gad7", "pcl5", "who5"]


def test_a_signed_integration_session_takes_no_questionnaire_and_keeps_its_own(record: Record) -> None:
    client = a_client(record)
    note = met(record, client, record.now())
    instrument = record.content.instrument("gad7")
    answers = fill(instrument, *[1] * 7)
    measures.administer(record, client, "gad7", 1, answers, integration_id=note)
    (mine,) = measure_reading.of_integration(record, note)
    assert (mine.total, mine.integration) == (7, note)
    with pytest.raises(Refused, match="another client"):
        measures.administer(record, a_client(record, "Other"), "gad7", 1, answers, integration_id=note)
    with record.write() as db:
        row = db.get_one(IntegrationNoteRow, note)
        row.signed_at, row.signed_by = record.now(), record.author.id
    with pytest.raises(Refused, match="signed"):
        measures.administer(record, client, "gad7", 1, answers, integration_id=note)
    with pytest.raises(Refused, match="signed"):
        measures.strike(record, mine.id, "too late")
    with pytest.raises(Refused, match="signed"), record.write() as db:
        db.execute(text("UPDATE measure SET total = 0"))
    assert measure_reading.of_integration(record, note)[0].total == 7


def test_the_event_is_kept_by_the_pcl5_alone_and_never_as_a_story(record: Record) -> None:
    client = a_client(record)
    for name, kept in (("pcl5", "the crossing"), ("gad7", "")):
        instrument = record.content.instrument(name)
        answers = dict.fromkeys([item.id for item in measures.scored(instrument)], 1)
        measures.administer(record, client, name, 1, answers, index_event="  the\n crossing ")
        assert measures.of_client(record, client)[-1].index_event == kept
    with pytest.raises(Refused, match="no story"):
        measures.administer(record, client, "pcl5", 1, {"pcl1": 1}, index_event="x" * 61)


def test_the_clinics_own_pcl5_number_counts_and_is_said(record: Record) -> None:
    client = a_client(record)
    take(record, client, "pcl5", *[2] * 15, 1, 0, 0, 0, 0)  # 31
    rule = measures.of_client(record, client)[0].checks[0]
    assert (rule.met, rule.words) == (False, "33 points or more")
    measure_settings.set_number(record, measure_settings.CUT_OFF, 31)
    rule = measures.of_client(record, client)[0].checks[0]
    assert (rule.met, rule.words) == (True, "31 points or more")


def test_a_begun_form_is_found_in_one_read_and_an_empty_one_is_forgotten(record: Record) -> None:
    client = a_client(record)
    measure_drafts.keep(record, client, measure_drafts.Draft("gad7", 1, {"gad1": 2}))
    measure_drafts.keep(record, client, measure_drafts.Draft("pcl5", 1, {}, "the crossing"))
    assert measure_drafts.begun(record, client) == ("gad7", "pcl5")
    assert measure_drafts.draft(record, client, "pcl5").index_event == "the crossing"
    measure_drafts.keep(record, client, measure_drafts.Draft("gad7", 1, {}))
    assert measure_drafts.begun(record, client) == ("pcl5",)


def test_how_a_questionnaire_was_entered_stands_in_the_record(record: Record) -> None:
    client = a_client(record)
    take(record, client, "gad7", *[1] * 7)
    measures.enter_total(record, client, "total:meq-30", "61.25", place="red folder")
    measures.enter_total(record, client, "total:audit-c", "4")
    with record.read() as db:
        kept = db.execute(select(MeasureRow.entered, MeasureRow.total, MeasureRow.total_text)).all()
    assert sorted(tuple(row) for row in kept if row[0] == "items") == [("items", 7, None)]
    assert {tuple(row) for row in kept if row[0] == "total"} == {("total", None, "61.25"), ("total", 4, "4")}
