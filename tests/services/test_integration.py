"""An integration session: begun, written from the first letter, ended; both sides of change are kept."""

from datetime import date, time
from typing import Any
from uuid import UUID

import pytest

from kapdesk.domain.appointments import AppointmentKind, AppointmentStatus
from kapdesk.domain.clock import SetClock
from kapdesk.domain.errors import NotFound, Refused
from kapdesk.domain.insights import Kind
from kapdesk.domain.integration import ChangeKind, LifeDomain, Verdict
from kapdesk.services import appointments, diary, insights, integration, notes, read_back
from kapdesk.services.appointments import Plan
from kapdesk.services.notes import Owner


def begun(day: Any, appointment: UUID | None = None) -> UUID:
    made = integration.start(day.record, day.client, appointment_id=appointment).item
    assert made is not None
    return made


def booked(day: Any) -> UUID:
    plan = Plan(day.client, AppointmentKind.EARLY, date(2026, 11, 23), time(10), 60)
    made = appointments.book(day.record, plan).item
    assert made is not None
    return made


def test_a_note_follows_the_last_dosing_session(day: Any, clock: SetClock) -> None:
    day.dose()
    clock.move(days=1)
    note = begun(day)
    assert integration.one(day.record, note).session == day.session
    assert [each.id for each in integration.of_session(day.record, day.session)] == [note]


def test_ending_the_note_marks_its_appointment_as_attended(day: Any, clock: SetClock) -> None:
    made = booked(day)
    clock.move(days=1, hours=1)
    note = begun(day, made)
    assert diary.one(day.record, made).appointment.status is AppointmentStatus.PLANNED
    integration.end(day.record, note)
    assert diary.one(day.record, made).appointment.status is AppointmentStatus.ATTENDED
    assert integration.one(day.record, note).kind is AppointmentKind.REGULAR
    with pytest.raises(Refused, match="ended already"):
        integration.end(day.record, note)


def test_one_note_at_a_time_and_one_for_an_appointment(day: Any, clock: SetClock) -> None:
    made = booked(day)
    with pytest.raises(Refused, match="day to come"):
        begun(day, made)
    clock.move(days=1)
    note = begun(day, made)
    with pytest.raises(Refused, match="End it first"):
        begun(day)
    integration.end(day.record, note)
    with pytest.raises(Refused, match="has its note"):
        begun(day, made)


def test_an_appointment_of_another_client_or_called_off_begins_no_note(
    day: Any, another_day: Any, clock: SetClock
) -> None:
    made = booked(another_day)
    clock.move(days=1)
    with pytest.raises(NotFound):
        begun(day, made)
    appointments.set_status(day.record, made, AppointmentStatus.CANCELLED, "is away")
    with pytest.raises(Refused, match="cancelled"):
        begun(another_day, made)


def test_both_sides_are_kept_with_where_it_shows_and_whether_it_is_wanted(day: Any) -> None:
    note = begun(day)
    owner = Owner(day.client, integration=note)
    notes.write(day.record, owner, integration.draft_of(ChangeKind.CHANGED), "sleeps through")
    integration.add_item(
        day.record, note, ChangeKind.CHANGED, "sleeps through", domain=LifeDomain.BODY, since="Monday",
        evidence="six nights of seven", wanted=True,
    )  # fmt: skip
    integration.add_item(day.record, note, ChangeKind.NOT_YET, "still avoids the phone")
    integration.add_item(day.record, note, ChangeKind.UNSURE, "less angry?", wanted=None)
    sides = {each.kind: each for each in integration.items(day.record, note)}
    changed, not_yet, unsure = (sides[kind] for kind in ChangeKind)
    assert (changed.domain, changed.wanted, changed.evidence) == ("body", True, "six nights of seven")
    assert (not_yet.kind, unsure.wanted) == (ChangeKind.NOT_YET, None)
    assert notes.text(day.record, owner, integration.draft_of(ChangeKind.CHANGED)) == ""


def test_empty_words_and_the_same_line_twice_are_refused_and_the_draft_stays(day: Any) -> None:
    note = begun(day)
    owner = Owner(day.client, integration=note)
    integration.add_item(day.record, note, ChangeKind.CHANGED, "sleeps through")
    notes.write(day.record, owner, integration.draft_of(ChangeKind.CHANGED), "sleeps through")
    for words in ("  ", "sleeps through"):
        with pytest.raises(Refused):
            integration.add_item(day.record, note, ChangeKind.CHANGED, words)
    assert notes.text(day.record, owner, integration.draft_of(ChangeKind.CHANGED)) == "sleeps through"


def test_a_struck_line_stays_readable_with_its_reason(day: Any) -> None:
    note = begun(day)
    made = integration.add_item(day.record, note, ChangeKind.CHANGED, "sleeps through").item
    assert made is not None
    with pytest.raises(Refused, match="reason"):
        integration.strike_item(day.record, made, " ")
    integration.strike_item(day.record, made, "meant the other week")
    (item,) = integration.items(day.record, note)
    assert (item.stands, item.struck_reason) == (False, "meant the other week")
    with pytest.raises(Refused, match="already"):
        integration.strike_item(day.record, made, "again")


def test_what_was_said_is_read_back_and_kept_corrected_or_withdrawn(day: Any, clock: SetClock) -> None:
    day.dose()
    words = insights.add(day.record, day.session, "the sea was warm", kind=Kind.READ_BACK).item
    assert words is not None
    clock.move(days=1)
    note = begun(day)
    with pytest.raises(Refused, match="read-back phrase"):
        integration.say(day.record, note, words, Verdict.FADED)
    integration.say(day.record, note, words, Verdict.KEPT)
    integration.say(day.record, note, words, Verdict.WITHDRAWN)
    (carried,) = read_back.carried(day.record, day.client)
    assert (carried.verdict, carried.said_in, carried.session_number) == (Verdict.WITHDRAWN, note, 1)
    revisions = notes.revisions(day.record, Owner(day.client, integration=note), f"said.{words.hex}")
    assert [each.text for each in revisions] == ["kept", "withdrawn"]
    integration.say(day.record, note, words, None)
    assert read_back.carried(day.record, day.client)[0].verdict is None


def test_words_of_another_client_are_not_judged_here(day: Any, another_day: Any) -> None:
    words = insights.add(day.record, another_day.session, "the sea", kind=Kind.READ_BACK).item
    assert words is not None
    with pytest.raises(NotFound):
        integration.say(day.record, begun(day), words, Verdict.KEPT)


def test_goals_run_to_four_and_aims_to_ten_and_none_is_preset(day: Any) -> None:
    note = begun(day)
    owner = Owner(day.client, integration=note)
    integration.rate(day.record, note, "goal.G1", 4)
    integration.rate(day.record, note, "aim.A1", 10)
    with pytest.raises(Refused, match="0 to 4"):
        integration.rate(day.record, note, "goal.G2", 5)
    with pytest.raises(Refused, match="0 to 10"):
        integration.rate(day.record, note, "aim.A2", 11)
    kept = {field: each.text for field, each in notes.texts(day.record, owner).items()}
    assert kept == {"goal.G1": "4", "aim.A1": "10"}
