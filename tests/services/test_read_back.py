"""What was said under the medicine is no fact before it was kept; corrected words stand beside the first."""

from typing import Any
from uuid import UUID

import pytest

from kapdesk.domain.clock import SetClock
from kapdesk.domain.errors import NotFound, Refused
from kapdesk.domain.insights import Kind
from kapdesk.domain.integration import Verdict
from kapdesk.services import insights, integration, notes, read_back, sessions
from kapdesk.services.notes import Owner


def phrase(day: Any, text: str = "she never locked the door") -> UUID:
    made = insights.add(day.record, day.session, text, kind=Kind.READ_BACK).item
    assert made is not None
    return made


def next_session(day: Any, clock: SetClock) -> UUID:
    clock.move(days=14)
    made = sessions.plan(day.record, day.client).item
    assert made is not None
    return made


def waiting(day: Any, session: UUID) -> list[str]:
    return [one.insight.text for one in read_back.from_last_time(day.record, day.client, session)]


def test_a_phrase_waits_for_the_next_session_and_not_for_its_own(day: Any, clock: SetClock) -> None:
    phrase(day)
    later = next_session(day, clock)
    assert waiting(day, day.session) == []
    assert waiting(day, later) == ["she never locked the door"]


def test_a_phrase_is_corrected_in_a_later_session_and_the_first_words_stay(day: Any, clock: SetClock) -> None:
    day.dose()
    words = phrase(day)
    later = next_session(day, clock)
    owner = Owner(day.client, session=later)
    read_back.say(day.record, owner, words, Verdict.CORRECTED)
    notes.write(day.record, owner, read_back.WORDS + words.hex, " I locked it myself ")
    (one,) = read_back.from_last_time(day.record, day.client, later)
    assert (one.insight.text, one.verdict, one.words) == (
        "she never locked the door", Verdict.CORRECTED, "I locked it myself",
    )  # fmt: skip
    assert (one.said_in, one.session_number) == (later, 1)
    assert one.dosed_at is not None
    assert one.insight.written_at >= one.dosed_at
    assert read_back.around(day.record, day.client, day.session).since[words].words == "I locked it myself"


def test_what_was_answered_in_integration_first_is_not_asked_again(day: Any, clock: SetClock) -> None:
    day.dose()
    words = phrase(day)
    clock.move(days=1)
    note = integration.start(day.record, day.client).item
    assert note is not None
    integration.say(day.record, note, words, Verdict.WITHDRAWN)
    later = next_session(day, clock)
    assert waiting(day, later) == []
    assert read_back.around(day.record, day.client, day.session).since[words].verdict is Verdict.WITHDRAWN


def test_an_answer_taken_back_waits_again_and_both_are_kept(day: Any, clock: SetClock) -> None:
    words = phrase(day)
    later = next_session(day, clock)
    owner = Owner(day.client, session=later)
    read_back.say(day.record, owner, words, Verdict.KEPT)
    read_back.say(day.record, owner, words, None)
    assert waiting(day, later) == ["she never locked the door"]
    assert read_back.around(day.record, day.client, day.session).since == {}
    kept = notes.revisions(day.record, owner, read_back.SAID + words.hex)
    assert [one.text for one in kept] == ["kept", ""]


def test_nothing_is_read_back_on_the_day_it_was_said(day: Any) -> None:
    words = phrase(day)
    with pytest.raises(Refused, match="said today"):
        read_back.say(day.record, Owner(day.client, session=day.session), words, Verdict.KEPT)


def test_a_signed_session_takes_no_verdict_and_another_client_has_none(
    day: Any, another_day: Any, clock: SetClock
) -> None:
    words = phrase(day)
    with pytest.raises(NotFound):
        read_back.say(day.record, Owner(another_day.client, session=another_day.session), words, Verdict.KEPT)
    later = next_session(day, clock)
    day.session = later
    day.sign()
    with pytest.raises(Refused, match="signed"):
        read_back.say(day.record, Owner(day.client, session=later), words, Verdict.KEPT)


def test_words_of_one_visit_never_stand_beside_the_verdict_of_another(day: Any, clock: SetClock) -> None:
    day.dose()
    words = phrase(day)
    clock.move(days=1)
    note = integration.start(day.record, day.client).item
    assert note is not None
    integration.say(day.record, note, words, Verdict.CORRECTED)
    notes.write(day.record, Owner(day.client, integration=note), read_back.WORDS + words.hex, "from inside")
    later = next_session(day, clock)
    read_back.say(day.record, Owner(day.client, session=later), words, Verdict.KEPT)
    one = read_back.around(day.record, day.client, day.session).since[words]
    assert (one.verdict, one.words, one.said_in) == (Verdict.KEPT, "", later)


def test_the_same_words_of_a_later_session_name_the_first(day: Any, clock: SetClock) -> None:
    first = phrase(day, "I can put it down.")
    later = next_session(day, clock)
    again = insights.add(day.record, later, "“i can put it down”").item
    found = read_back.around(day.record, day.client, later).firsts
    assert {id_: (one.insight.id, one.session_number) for id_, one in found.items()} == {again: (first, 1)}
    assert read_back.around(day.record, day.client, day.session).firsts == {}
