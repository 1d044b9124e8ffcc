"""A session keeps what it was asked: its times and the words of the levels, whatever is changed later."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

from kapdesk.content import Content
from kapdesk.domain.readings import Reading
from kapdesk.domain.routes import PROFILES, Route
from kapdesk.domain.vital_schedule import DueState
from kapdesk.services import checklists, doses, practice_limits, vitals, vitals_asked
from kapdesk.services.record import Record


def minutes(record: Record, day: Any) -> list[int]:
    return [look.minute for look in vitals.due(record, day.session)]


def test_new_times_are_for_new_sessions(day: Any, another_day: Any, record: Record) -> None:
    day.dose()
    practice_limits.set_profile(record, Route.IM, vitals_at=(0, 20, 40), after_booster=())
    assert minutes(record, day) == [0, 15, 30, 60, 90, 120]
    another_day.dose()
    assert minutes(record, another_day) == [0, 20, 40]
    assert vitals.schedule(record, day.session) == PROFILES[Route.IM]


def test_what_was_asked_is_an_answer_that_can_be_read(day: Any, record: Record) -> None:
    practice_limits.set_profile(record, Route.IM, vitals_at=(0, 20, 40))
    day.dose()
    asked = checklists.standing(record, day.session, vitals_asked.FORM)
    assert asked["vitals-at"].value == "0, 20, 40"
    assert asked["after-booster"].value == "15, 30"
    assert asked["set-by"].value == "own version 1, 22-Nov-2026, J. Adler, LMFT"
    content = record.content.checklist(vitals_asked.FORM)
    assert set(asked) <= {item.id for item in content.items}


def test_a_dose_put_right_to_another_route_asks_for_that_routes_times(day: Any, record: Record) -> None:
    made = day.dose()
    right = replace(day.a_dose(), route=Route.ORAL)
    doses.correct(record, day.session, made, right, "was swallowed, not injected")
    assert minutes(record, day) == [0, 30, 60, 90, 120, 150]


def test_each_version_of_the_times_is_kept_and_the_floor_holds(record: Record) -> None:
    practice_limits.set_observation(record, Route.IM, 120)
    practice_limits.set_profile(record, Route.IM, vitals_at=(0, 10))
    practice_limits.set_profile(record, Route.IM, vitals_at=(0, 10))
    found = practice_limits.versions(record, Route.IM)
    assert [(one.version, one.profile.min_observation_min) for one in found] == [(0, 90), (1, 120), (2, 120)]
    assert found[-1].profile.vitals_schedule_min == (0, 10)
    assert found[0].profile == PROFILES[Route.IM]


def test_a_booster_adds_looks_and_what_was_due_and_untouched_is_listed_at_the_end(
    day: Any, record: Record
) -> None:
    day.dose()
    day.clock.move(minutes=40)
    doses.give(record, day.session, day.a_dose(booster=True))
    day.clock.move(minutes=16)
    vitals.take(record, day.session, Reading(sbp=130, dbp=80))
    look = vitals.due(record, day.session)[1]
    vitals.not_taken(record, day.session, vitals.Status.DECLINED, "by the client", due_at=look.due_at)
    day.clock.move(minutes=10)
    day.sign()
    states = {one.minute: one.state for one in vitals.due(record, day.session)}
    assert states == {
        0: DueState.DONE,
        15: DueState.DECLINED,
        30: DueState.NOT_RECORDED,
        60: DueState.DONE,
        70: DueState.NOT_REACHED,
        90: DueState.NOT_REACHED,
        120: DueState.NOT_REACHED,
    }
    assert [one.minute for one in vitals.not_recorded(record, day.session)] == [30]
    taken = [one for one in vitals.of_session(record, day.session) if one.status is vitals.Status.DONE]
    assert len(taken) == 2


def older_words(record: Record) -> Record:
    """The same record as it was when only the first words of alertness were there."""
    shelf = {
        key: {version: one for version, one in versions.items() if version == 1} or versions
        for key, versions in record.content._shelf.items()
    }
    return replace(record, content=Content((), shelf))


def test_a_level_reads_in_the_words_in_which_it_was_asked(day: Any, record: Record) -> None:
    before = older_words(record)
    vitals.take(before, day.session, Reading(moaas=1))
    day.clock.move(minutes=5)
    vitals.take(record, day.session, Reading(moaas=1))
    old, new = vitals.of_session(record, day.session)
    assert old.words["moaas"] == "answers only to a firm squeeze of the shoulder muscle"
    assert new.words["moaas"] == "answers only to a painful squeeze of the trapezius"
    assert old.words["moaas"] in old.flags[0].words
    assert new.words["moaas"] in new.flags[0].words


def test_without_a_level_nothing_is_said_of_its_words(day: Any, record: Record) -> None:
    vitals.take(record, day.session, Reading(hr=70), at=day.now - timedelta(minutes=1))
    assert checklists.standing(record, day.session, vitals_asked.FORM) == {}
    (only,) = vitals.of_session(record, day.session)
    assert only.words == {}
