"""An instrument done on its own paper is known by its result alone; a worrying one stays open."""

from dataclasses import replace
from datetime import timedelta

import pytest
from services.leaving_day import ORIENTED, LeavingDay, plan_leaving_day

from kapdesk.domain.clock import SetClock
from kapdesk.domain.errors import Refused
from kapdesk.domain.paper_screens import Category, PaperResult
from kapdesk.domain.screens import AsqAnswers, Context, Disposition
from kapdesk.domain.tasks import TaskKind
from kapdesk.services import assessments, paper_results, printed_leaving, screens, tasks
from kapdesk.services.record import Record

DONE = PaperResult(
    "C-SSRS (paper)", "screener, recent", "R. Sole, RN", Category.LOW, "paper chart, section 3"
)


@pytest.fixture
def leaving(record: Record, clock: SetClock) -> LeavingDay:
    return plan_leaving_day(record, clock)


def test_what_was_done_on_paper_is_kept_with_its_place(leaving: LeavingDay) -> None:
    paper_results.keep(leaving.record, leaving.client, replace(DONE, note="done with the interpreter"))
    (kept,) = paper_results.of_client(leaving.record, leaving.client)
    assert (kept.instrument, kept.version, kept.rater) == (DONE.instrument, DONE.version, DONE.rater)
    assert (kept.category, kept.location) == (Category.LOW, "paper chart, section 3")
    assert kept.note == "done with the interpreter"
    assert screens.of_client(leaving.record, leaving.client) == ()


@pytest.mark.parametrize("part", ["instrument", "version", "rater", "location", "category"])
def test_a_result_with_a_part_missing_is_refused(leaving: LeavingDay, part: str) -> None:
    missing = replace(DONE, **{part: None if part == "category" else " "})
    with pytest.raises(Refused, match="Still needed"):
        paper_results.keep(leaving.record, leaving.client, missing)
    assert paper_results.of_client(leaving.record, leaving.client) == ()


def test_a_screen_that_is_asked_here_is_not_entered_by_its_result(leaving: LeavingDay) -> None:
    with pytest.raises(Refused, match="asked here"):
        paper_results.keep(leaving.record, leaving.client, replace(DONE, instrument="ASQ"))
    later = leaving.record.now() + timedelta(minutes=1)
    with pytest.raises(Refused, match="still to come"):
        paper_results.keep(leaving.record, leaving.client, replace(DONE, at=later))


@pytest.mark.parametrize("category", list(Category))
def test_moderate_and_high_stay_open_and_make_the_call_due(leaving: LeavingDay, category: Category) -> None:
    record, client = leaving.record, leaving.client
    paper_results.keep(record, client, replace(DONE, category=category))
    found = screens.open_results(record, client)
    assert [one.words for one in found] == (
        [] if category is Category.LOW else [f"C-SSRS (paper) {category.value}"]
    )
    calls = tasks.open_of(record, client, TaskKind.CHECK_IN_CALL)
    assert bool(calls) is category.stays_open
    if found:
        with pytest.raises(Refused, match="stays open"):
            screens.close(record, client, "Seen by the psychiatrist")
        assessments.assess(record, client, assessments.Talk(Disposition.NON_URGENT))
        screens.close(record, client, "Seen by the psychiatrist")
        assert screens.open_results(record, client) == ()


def test_paper_does_not_stand_for_the_screen_before_leaving(leaving: LeavingDay) -> None:
    leaving.dose()
    leaving.clock.move(minutes=60)
    leaving.observe(**ORIENTED)
    paper_results.keep(leaving.record, leaving.client, DONE, leaving.session)
    assert leaving.state("D10") == "not recorded"


def test_a_result_from_paper_and_when_the_last_attempt_was_print(leaving: LeavingDay) -> None:
    record, client, session = leaving.record, leaving.client, leaving.session
    attempt = AsqAnswers(
        wished_dead=False, better_off_dead=False, thoughts_of_killing=False, ever_tried=True,
        thoughts_now=False,
    )  # fmt: skip
    asked = screens.Asked(Context.ARRIVAL, attempt, {"asq4": "pills"}, attempt_recent=False)
    screens.ask(record, client, asked, session)
    paper_results.keep(record, client, DONE, session)
    asq, paper = printed_leaving.screens(record, leaving.head())
    assert asq.items[3].detail == "pills; not within the past 12 months"
    assert (paper.instrument, paper.result, paper.by) == ("C-SSRS (paper)", "low", "R. Sole, RN")
