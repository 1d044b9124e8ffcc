"""The monitoring form after esketamine stays on the list until somebody says it was submitted."""

from dataclasses import replace

import pytest

from kapdesk.domain.clock import SetClock
from kapdesk.domain.esketamine_form import KIND
from kapdesk.domain.routes import Route
from kapdesk.domain.tasks import Task
from kapdesk.services import boards, doses, tasks
from kapdesk.services.record import Record
from tests.services.leaving_day import LeavingDay, plan_leaving_day


@pytest.fixture
def day(record: Record, clock: SetClock) -> LeavingDay:
    made = plan_leaving_day(record, clock)
    made.dose(Route.ESKETAMINE)
    return made


def forms(day: LeavingDay) -> list[Task]:
    return [one for one in tasks.of_session(day.record, day.session) if one.kind == KIND]


def dose_of(day: LeavingDay) -> doses.Given:
    return doses.of_session(day.record, day.session)[-1]


def test_a_dose_of_esketamine_makes_its_form_due_in_seven_days(day: LeavingDay) -> None:
    (form,) = forms(day)
    assert (form.due_at - day.record.now()).days in {7, 8}
    assert form in [one.task for one in boards.today(day.record).due]


def test_no_other_dose_makes_a_form_due(record: Record, clock: SetClock) -> None:
    day = plan_leaving_day(record, clock)
    day.dose(Route.IM)
    assert forms(day) == []


def test_it_stays_also_past_its_day_until_somebody_says_it_was_submitted(day: LeavingDay) -> None:
    day.clock.move(days=30)
    (form,) = forms(day)
    assert form.overdue(day.record.now())
    tasks.done(day.record, form.id, "Sent by fax, J. Adler")
    assert boards.today(day.record).due == ()


def test_it_can_be_said_after_the_session_is_signed(day: LeavingDay) -> None:
    day.seal()
    tasks.done(day.record, forms(day)[0].id, "Sent by fax")
    assert not forms(day)[0].open


def test_a_second_device_makes_no_second_form(day: LeavingDay) -> None:
    again = replace(dose_of(day).dose, is_booster=True)
    day.clock.move(minutes=5)
    doses.give(day.record, day.session, replace(again, given_at=day.clock.now()))
    assert len(forms(day)) == 1


def test_a_struck_dose_and_another_route_take_the_form_off_the_list(day: LeavingDay) -> None:
    wrong = dose_of(day)
    right = replace(wrong.dose, route=Route.IM)
    doses.correct(day.record, day.session, wrong.id, right, "it was ketamine")
    assert [one.open for one in forms(day)] == [False]
    doses.correct(day.record, day.session, dose_of(day).id, wrong.dose, "no, esketamine")
    assert [one.open for one in forms(day)].count(True) == 1
    doses.strike(day.record, day.session, dose_of(day).id, "never given")
    assert not any(one.open for one in forms(day))


def test_a_form_that_was_submitted_is_not_asked_for_again(day: LeavingDay) -> None:
    tasks.done(day.record, forms(day)[0].id, "Sent by fax")
    wrong = dose_of(day)
    doses.correct(day.record, day.session, wrong.id, replace(wrong.dose, lot="B-2"), "lot read wrong")
    assert [one.open for one in forms(day)] == [False]
