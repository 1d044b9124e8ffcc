"""The plan is looked at again on its day, compared with what it was, and warned about, never held up."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from services.leaving_day import LeavingDay, plan_leaving_day

from kapdesk.domain.clock import SetClock
from kapdesk.domain.errors import NotFound, Refused
from kapdesk.domain.means import Agreed, MeansStatus, Method
from kapdesk.domain.stay_safe import altered, telling
from kapdesk.domain.tasks import TaskKind
from kapdesk.services import means, notes, safety_plans, tasks
from kapdesk.services.record import Record


@pytest.fixture
def leaving(record: Record, clock: SetClock) -> LeavingDay:
    return plan_leaving_day(record, clock)


def write(day: LeavingDay, field: str, text: str) -> None:
    notes.write(day.record, safety_plans.owner(day.client), f"plan.{field}", text)


def test_the_day_to_look_again_is_a_task_until_the_next_review(leaving: LeavingDay) -> None:
    record, client = leaving.record, leaving.client
    write(leaving, "matters", "the garden")
    write(leaving, "review-on", "6-Dec-2026")
    safety_plans.review(record, client, copy_given=True)
    (due,) = tasks.open_of(record, client, TaskKind.PLAN_REVIEW)
    assert due.due_at > record.now() + timedelta(days=13)
    leaving.clock.move(hours=24 * 14)
    write(leaving, "review-on", "")
    safety_plans.review(record, client, copy_given=True)
    assert tasks.open_of(record, client, TaskKind.PLAN_REVIEW) == ()
    assert tasks.of_client(record, client)[0].done_note == "Reviewed as version 2."


@pytest.mark.parametrize("typed", ["22-Nov-2026", "1-Nov-2026", "soon"])
def test_a_day_that_passed_or_cannot_be_read_is_refused_and_the_plan_kept(
    leaving: LeavingDay, typed: str
) -> None:
    write(leaving, "matters", "the garden")
    write(leaving, "review-on", typed)
    with pytest.raises(Refused):
        safety_plans.review(leaving.record, leaving.client, copy_given=True)
    assert safety_plans.versions(leaving.record, leaving.client) == ()
    assert safety_plans.texts(leaving.record, leaving.client)["matters"] == "the garden"


def test_an_earlier_version_is_compared_with_what_stands_now(leaving: LeavingDay) -> None:
    record, client = leaving.record, leaving.client
    write(leaving, "matters", "the garden")
    write(leaving, "tell", "Ivo")
    safety_plans.review(record, client, copy_given=True)
    assert safety_plans.altered_since(record, client, 1) == ()
    write(leaving, "matters", "the garden\nmy sister")
    (one,) = safety_plans.altered_since(record, client, 1)
    assert (one.field, one.then, one.now) == ("matters", "the garden", "the garden\nmy sister")
    with pytest.raises(NotFound):
        safety_plans.altered_since(record, client, 2)


def test_a_medicine_or_a_diagnosis_in_the_plan_is_named_and_nothing_is_held_up(leaving: LeavingDay) -> None:
    record, client = leaving.record, leaving.client
    leaving.dose()
    write(leaving, "steadies", "Not the Ketamine, a walk. My depression says otherwise.")
    write(leaving, "matters", "the lithium mine my father worked in; depressions in the road")
    found = {(one.field, one.word, one.kind) for one in safety_plans.telling_words(record, client)}
    assert found == {
        ("steadies", "ketamine", "medicine"), ("steadies", "depression", "diagnosis"),
        ("matters", "lithium", "medicine"),
    }  # fmt: skip
    safety_plans.review(record, client, copy_given=True)


@given(st.dictionaries(st.sampled_from("abc"), st.text(max_size=6)))
def test_nothing_is_altered_against_itself(texts: dict[str, str]) -> None:
    assert altered(texts, texts) == ()
    assert telling(texts, [("", "medicine"), ("  ", "diagnosis")]) == ()


def test_declined_is_an_answer_without_planned_or_done(leaving: LeavingDay) -> None:
    record, client = leaving.record, leaving.client
    means.agree(record, client, Method.FIREARM, Agreed.DECLINED, status=None)
    means.agree(record, client, Method.SHARPS, Agreed.NO_ACCESS, status=None)
    with pytest.raises(Refused, match="Planned or done"):
        means.agree(record, client, Method.SHARPS, Agreed.LOCKED, status=None, responsible="Ivo")
    assert [step.words for step in means.of_client(record, client)] == [
        "firearm: declined / not yet", "sharps: no access confirmed (done)",
    ]  # fmt: skip


def test_a_planned_step_is_carried_out_as_a_step_of_its_own(leaving: LeavingDay) -> None:
    record, client = leaving.record, leaving.client
    means.agree(
        record, client, Method.LOZENGES, Agreed.TRANSFERRED, status=MeansStatus.PLANNED, responsible="Ivo",
        quantity="6 lozenges", kept="kitchen drawer", by_when="Friday",
    )  # fmt: skip
    (planned,) = means.of_client(record, client)
    assert planned.note == "At home: 6 lozenges; Kept: kitchen drawer; By: Friday"
    assert means.to_do(record, client)[0].id == planned.id
    leaving.clock.move(hours=24)
    means.carry_out(record, planned.id)
    assert means.to_do(record, client) == ()
    with pytest.raises(Refused, match="done already"):
        means.carry_out(record, planned.id)
    first, done = means.of_client(record, client)
    assert (first.status, done.status) == (MeansStatus.PLANNED, MeansStatus.DONE)
    assert (done.note, done.happened_at) == (planned.note, record.now())
    with pytest.raises(Refused, match="not planned any more"):
        means.carry_out(record, done.id)
