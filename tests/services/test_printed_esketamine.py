"""The fields of the esketamine form: what the record holds, by whom and when; the rest is said to be open."""

import re
from dataclasses import replace
from uuid import UUID

import pytest

from kapdesk.domain.clock import SetClock
from kapdesk.domain.errors import Refused
from kapdesk.domain.outcomes import Outcome
from kapdesk.domain.readings import Reading
from kapdesk.domain.routes import Route
from kapdesk.reports.pdf import inspect
from kapdesk.services import documents, doses, esketamine_asked, outcomes, sessions, vitals
from kapdesk.services.documents import Paper
from kapdesk.services.record import Record
from tests.services.endings import known
from tests.services.leaving_day import LeavingDay, plan_leaving_day


@pytest.fixture
def day(record: Record, clock: SetClock) -> LeavingDay:
    made = plan_leaving_day(record, clock)
    made.dose(Route.ESKETAMINE)
    known(made)
    made.clock.move(minutes=20)
    vitals.take(record, made.session, Reading(sbp=131, dbp=84, moaas=4, dissociation=2))
    made.clock.move(minutes=22)
    vitals.take(record, made.session, Reading(sbp=144, dbp=92, moaas=4, dissociation=3))
    made.be_ready()
    made.sign()
    return made


def words(day: LeavingDay, paper: Paper = Paper.A4) -> str:
    printed = documents.make(day.record, "esketamine", day.client, day.session, paper=paper)
    return re.sub(r"\s+", " ", " ".join(inspect(printed.pdf).texts))


def test_the_fields_are_read_off_the_record(day: LeavingDay) -> None:
    told = {"left_with": "Ivo Mor", "left_at": day.record.now()}
    outcomes.end(day.record, day.session, Outcome.RELEASED, told, ready_without_minimum=95)
    text = words(day)
    for fact in (
        "First name Aster", "Last name Mor", "Earlier esketamine sessions in this record 0",
        "sertraline 50 mg at seven", "Treatment date 22-Nov-2026",
        "Device 1 ketamine 50 mg, lot not recorded",
        "Before administration 122/78 mmHg at 09:00", "At about 40 minutes 144/92 mmHg at 09:42",
        "Before completion: the last one taken 126/80 mmHg",
        "Minutes until ready, had there been no minimum 95", "within 7 calendar days", "2 Mill Road",
    ):  # fmt: skip
        assert fact in text, fact
    minutes = int(
        (day.record.now() - doses.of_session(day.record, day.session)[0].dose.given_at).seconds / 60
    )
    assert f"(calculated from the two times) {minutes}" in text
    assert re.search(r"Sedation \(MOAA/S below 5\) first seen 09:20, first look without it", text)
    assert re.search(r"Dissociation .{0,40}first seen 09:20.{0,60}furthest rating 3", text)


def test_what_nobody_recorded_is_left_to_the_clinician(day: LeavingDay) -> None:
    text = words(day)
    missing = " ".join(
        re.findall(
            r"Not recorded (.*?)(?=Concomitant|Monitoring provider|Session|Vital|Events|Adverse)", text
        )
    )
    for field in (
        "Middle initial", "Sex", "First treatment with esketamine", "Enrolled in the programme",
        "Benzodiazepines", "Non-benzodiazepine sedative hypnotics", "Psychostimulants",
        "Monoamine oxidase inhibitors", "Medicines that slow breathing, such as opioids", "Email",
        "Minutes until ready, had there been no minimum", "In the acceptable range before administration",
        "In the acceptable range before completion", "Respiratory depression", "Marked as serious",
    ):  # fmt: skip
        assert field in missing, field
    assert not re.search(r"(Yes|No|Unknown) \(", text)


def test_what_was_asked_stands_in_the_words_it_was_answered_in_with_who_and_when(day: LeavingDay) -> None:
    again = replace(day, session=_next_visit(day))
    for item, value in (
        ("benzodiazepines", "no"), ("maois", "unknown"), ("enrolled", "yes"), ("range-before", "no"),
        ("psychostimulants", "yes"), ("psychostimulants", None),
    ):  # fmt: skip
        esketamine_asked.answer(day.record, again.session, item, value)
    text, who = words(again), day.record.author.signature
    for fact in (
        "Benzodiazepines No", "Monoamine oxidase inhibitors Unknown", "Enrolled in the programme Yes",
        "In the acceptable range before administration No",
    ):  # fmt: skip
        assert re.search(rf"{fact} \({re.escape(who)}, .{{0,14}}\d\d:\d\d\)", text), (fact, text)
    assert re.search(r"Not recorded [^()]*Psychostimulants", text)
    assert "Psychostimulants Yes" not in text
    summary = documents.session_summary(day.record, again.session, paper=Paper.A4)
    whole = re.sub(r"\s+", " ", " ".join(inspect(summary.pdf).texts))
    for fact in ("Asked for the esketamine form, version 1", "Psychostimulants", "Unknown", "taken back"):
        assert fact in whole, fact


def _next_visit(day: LeavingDay) -> UUID:
    told = {"left_with": "Ivo Mor", "left_at": day.record.now()}
    outcomes.end(day.record, day.session, Outcome.RELEASED, told)
    day.clock.move(days=4)
    later = sessions.plan(day.record, day.client).item
    assert later is not None
    replace(day, session=later).dose(Route.ESKETAMINE)
    return later


def test_a_look_that_was_not_about_forty_minutes_is_not_passed_off_as_one(
    record: Record, clock: SetClock
) -> None:
    day = plan_leaving_day(record, clock)
    day.dose(Route.ESKETAMINE)
    clock.move(minutes=70)
    vitals.take(record, day.session, Reading(sbp=139, dbp=88))
    text = words(day)
    assert "At about 40 minutes 139" not in text
    assert re.search(r"Not recorded .{0,80}At about 40 minutes", text)


def test_earlier_sessions_with_esketamine_are_counted(day: LeavingDay) -> None:
    again = replace(day, session=_next_visit(day))
    assert "Earlier esketamine sessions in this record 1" in words(again)


def test_there_are_no_fields_for_other_routes_or_a_struck_dose(record: Record, clock: SetClock) -> None:
    day = plan_leaving_day(record, clock)
    day.dose(Route.IM)
    with pytest.raises(Refused, match="no dose of esketamine stands"):
        words(day)
    wrong = doses.of_session(record, day.session)[0]
    doses.correct(
        record, day.session, wrong.id, replace(wrong.dose, route=Route.ESKETAMINE), "route read wrong"
    )
    assert "Device 1" in words(day)
    doses.strike(record, day.session, doses.of_session(record, day.session)[-1].id, "never given")
    card = next(one for one in documents.cards(record, day.client, day.session) if one.key == "esketamine")
    assert (card.ready, card.state) == (False, "no dose of esketamine stands in this session")
