"""The client's words are kept as they were said, sorted, struck with a reason, and never lost."""

from datetime import date, timedelta
from uuid import UUID, uuid4

import pytest

from kapdesk.domain.change import Topic
from kapdesk.domain.clock import SetClock
from kapdesk.domain.errors import NotFound, Refused
from kapdesk.domain.insights import Kind, Level, Movement
from kapdesk.domain.timeline import Voice
from kapdesk.services import insights, notes, sessions, timeline
from kapdesk.services.notes import Owner
from kapdesk.services.record import Record
from kapdesk.store.rows import ClientRow, InsightRow, SessionRow


@pytest.fixture
def session(record: Record) -> UUID:
    with record.write() as db:
        client = ClientRow(id=uuid4(), code="K-0142", family_name="Mor", given_name="Aster")
        client.written_at = record.now()
        db.add(client)
    made = sessions.plan(record, client.id).item
    assert made is not None
    return made


def sign(record: Record, session: UUID) -> None:
    with record.write() as db:
        row = db.get_one(SessionRow, session)
        row.opened_at, row.ended_at, row.signed_at = record.now(), record.now(), record.now()


def kept(record: Record, session: UUID, text: str, kind: Kind = Kind.INSIGHT) -> UUID:
    item = insights.add(record, session, text, kind=kind).item
    assert item is not None
    return item


def test_words_are_kept_with_nothing_chosen_for_them(record: Record, session: UUID) -> None:
    change = insights.add(record, session, " I can put it down. ")
    assert (change.topic, change.subject) == (Topic.INSIGHT, session)
    (one,) = insights.of_session(record, session)
    assert (one.text, one.kind, one.levels, one.movement, one.confidence) == (
        "I can put it down.", Kind.INSIGHT, (), None, None,
    )  # fmt: skip
    assert one.written_at == record.now()


def test_all_kinds_stand_in_the_order_they_were_kept(record: Record, session: UUID, clock: SetClock) -> None:
    for kind in Kind:
        kept(record, session, f"a {kind}", kind)
        clock.move(minutes=1)
    assert [one.kind for one in insights.of_session(record, session)] == list(Kind)


def test_sorting_keeps_the_words_their_place_and_their_time(
    record: Record, session: UUID, clock: SetClock
) -> None:
    start = record.now()
    first = kept(record, session, "I can put it down.")
    clock.move(minutes=1)
    kept(record, session, "The door was never locked.")
    clock.move(minutes=5)
    insights.sort(
        record, first, levels=(Level.SYMBOLIC, Level.PERSONAL), movement=Movement.RELEASE, confidence=8
    )
    one, two = insights.of_session(record, session)
    assert (one.levels, one.movement, one.confidence) == (
        (Level.PERSONAL, Level.SYMBOLIC), Movement.RELEASE, 8,
    )  # fmt: skip
    assert (one.written_at, two.written_at) == (start, start + timedelta(minutes=1))


def test_what_was_chosen_can_be_taken_back(record: Record, session: UUID) -> None:
    item = kept(record, session, "I can put it down.")
    insights.sort(record, item, levels=(Level.SOMATIC,), movement=Movement.RESTORE, confidence=3)
    insights.sort(record, item, levels=(), movement=None, confidence=None)
    (one,) = insights.of_session(record, session)
    assert (one.levels, one.movement, one.confidence) == ((), None, None)


def test_a_key_pressed_twice_keeps_the_words_once(record: Record, session: UUID) -> None:
    kept(record, session, "I can put it down.")
    with pytest.raises(Refused, match="kept already"):
        insights.add(record, session, "I can put it down. ")
    kept(record, session, "I can put it down.", Kind.READ_BACK)
    assert len(insights.of_session(record, session)) == 2


def test_struck_words_stay_to_be_read_and_take_no_more_changes(record: Record, session: UUID) -> None:
    item = kept(record, session, "I can put it down.")
    insights.strike(record, item, "misheard")
    (one,) = insights.of_session(record, session)
    assert (one.text, one.struck_reason) == ("I can put it down.", "misheard")
    with pytest.raises(Refused, match="struck"):
        insights.sort(record, item, levels=(Level.SOMATIC,), movement=None)
    with pytest.raises(Refused, match="struck"):
        insights.strike(record, item, "again")
    kept(record, session, "I can put it down.")


def test_words_are_struck_with_a_reason_or_not_at_all(record: Record, session: UUID) -> None:
    item = kept(record, session, "I can put it down.")
    with pytest.raises(Refused, match="reason"):
        insights.strike(record, item, " ")
    assert insights.of_session(record, session)[0].struck_reason is None


def test_empty_words_and_a_number_off_the_scale_change_nothing(record: Record, session: UUID) -> None:
    with pytest.raises(Refused, match="no words"):
        insights.add(record, session, "  ")
    with pytest.raises(Refused, match="0 to 10"):
        insights.add(record, session, "a", confidence=11)
    assert insights.of_session(record, session) == ()


def test_a_signed_session_keeps_what_it_has(record: Record, session: UUID) -> None:
    item = kept(record, session, "I can put it down.")
    sign(record, session)
    with pytest.raises(Refused, match="signed"):
        insights.add(record, session, "later")
    with pytest.raises(Refused, match="signed"):
        insights.strike(record, item, "later")
    with pytest.raises(Refused, match="signed"):
        insights.sort(record, item, levels=(), movement=None)


def test_what_is_not_in_the_record_is_said(record: Record, session: UUID) -> None:
    with pytest.raises(NotFound):
        insights.strike(record, uuid4(), "misheard")
    with pytest.raises(NotFound):
        insights.add(record, uuid4(), "words")


def test_an_insight_belongs_to_the_client_of_its_session(record: Record, session: UUID) -> None:
    item = kept(record, session, "I can put it down.")
    with record.read() as db:
        assert db.get_one(InsightRow, item).client_id == db.get_one(SessionRow, session).client_id


def test_all_sessions_of_a_client_are_read_together(record: Record, session: UUID, clock: SetClock) -> None:
    kept(record, session, "first day")
    with record.read() as db:
        client = db.get_one(SessionRow, session).client_id
    clock.move(days=14)
    second = sessions.plan(record, client).item
    assert second is not None
    kept(record, second, "second day")
    assert [one.text for one in insights.of_client(record, client)] == ["first day", "second day"]
    assert insights.of_client(record, uuid4()) == ()


def a_moment(record: Record, session: UUID, text: str, voice: Voice = Voice.CLIENT) -> UUID:
    made = timeline.write(record, session, voice, text).item
    assert made is not None
    return made


def test_words_are_taken_with_the_note_they_stand_in(record: Record, session: UUID) -> None:
    client = sessions.head(record, session).client
    note = notes.write(record, Owner(client, session=session), "debrief.words", "It was warm. I can.").item
    insights.take(record, session, "I can.", Kind.INSIGHT, taken_from="debrief.words")
    (one,) = insights.of_session(record, session)
    assert (one.text, one.taken_from, one.taken_from_id) == ("I can.", "debrief.words", note)


def test_words_are_taken_from_a_moment_of_the_journey_in_the_clients_voice_only(
    record: Record, session: UUID
) -> None:
    said, seen = (
        a_moment(record, session, "it is warm"),
        a_moment(record, session, "smiles", Voice.OBSERVER),
    )
    insights.take(record, session, "it is warm", Kind.READ_BACK, taken_from="timeline", taken_from_id=said)
    with pytest.raises(Refused, match="observer"):
        insights.take(record, session, "smiles", Kind.INSIGHT, taken_from="timeline", taken_from_id=seen)
    insights.take(record, session, "smiles", Kind.THEME, taken_from="timeline", taken_from_id=seen)
    assert {one.taken_from_id for one in insights.of_session(record, session)} == {said, seen}


def test_nothing_is_taken_from_a_moment_that_is_struck_or_not_there(record: Record, session: UUID) -> None:
    said = a_moment(record, session, "it is warm")
    timeline.strike(record, session, said, "misheard")
    with pytest.raises(Refused, match="struck"):
        insights.take(record, session, "warm", Kind.INSIGHT, taken_from="timeline", taken_from_id=said)
    for id_ in (uuid4(), None):
        with pytest.raises(NotFound):
            insights.take(record, session, "warm", Kind.INSIGHT, taken_from="timeline", taken_from_id=id_)
    assert insights.of_session(record, session) == ()


def test_a_held_question_gets_a_day_and_loses_it_again(record: Record, session: UUID) -> None:
    question = kept(record, session, "was she there?", Kind.HELD_QUESTION)
    insights.revisit(record, question, date(2026, 12, 20))
    assert insights.of_session(record, session)[0].revisit_on == date(2026, 12, 20)
    with pytest.raises(Refused, match="past"):
        insights.revisit(record, question, date(2026, 11, 21))
    insights.revisit(record, question, None)
    assert insights.of_session(record, session)[0].revisit_on is None
    with pytest.raises(Refused, match="held question"):
        insights.revisit(record, kept(record, session, "an insight"), date(2026, 12, 20))
