"""The sequence is asked for, gone through by one act each, stopped at any moment, and taken up again."""

from uuid import UUID, uuid4

import pytest

from kapdesk.domain.alerts import Severity
from kapdesk.domain.clock import SetClock
from kapdesk.domain.embodiment import StepAnswer
from kapdesk.domain.errors import Refused
from kapdesk.domain.guided import End, Welcome
from kapdesk.services import alerts, checklists, embodiment, guided, notes, sessions
from kapdesk.services.guided import Guide
from kapdesk.services.notes import Owner
from kapdesk.services.record import Record
from kapdesk.store.rows import ClientRow, SessionRow

SENSES = ("five-seen", "four-felt", "three-heard", "two-smelled", "one-tasted")


@pytest.fixture
def client(record: Record) -> UUID:
    with record.write() as db:
        row = ClientRow(id=uuid4(), code="K-0142", family_name="Mor", given_name="Aster")
        row.written_at = record.now()
        db.add(row)
    return row.id


@pytest.fixture
def session(record: Record, client: UUID) -> UUID:
    made = sessions.plan(record, client).item
    assert made is not None
    return made


def look(record: Record, session: UUID) -> Guide:
    return guided.look(record, session, embodiment.look(record, session))


def test_nothing_goes_on_before_it_was_asked_for(record: Record, session: UUID) -> None:
    assert look(record, session).run is None
    with pytest.raises(Refused, match="not being asked"):
        guided.go_on(record, session, "five-seen")
    with pytest.raises(Refused, match="Nothing goes on"):
        guided.stop(record, session)


def test_a_no_is_an_answer_and_begins_nothing(record: Record, session: UUID) -> None:
    guided.begin(record, session, Welcome.NOT_NOW)
    now = look(record, session)
    assert (now.sense, len(now.past)) == (None, 1)
    guided.begin(record, session, Welcome.YES)
    assert look(record, session).number == 1
    with pytest.raises(Refused, match="goes on already"):
        guided.begin(record, session, Welcome.YES)


def test_every_sense_is_timed_and_counts_as_a_step_that_was_accepted(
    record: Record, session: UUID, clock: SetClock
) -> None:
    guided.begin(record, session, Welcome.YES)
    for number, sense in enumerate(SENSES, start=1):
        now = look(record, session)
        assert now.sense is not None
        assert (now.sense.id, now.number, now.of) == (sense, number, 5)
        clock.move(minutes=0.2)
        guided.go_on(record, session, sense, "lamp, door" if number == 1 else "")
    done = look(record, session)
    assert done.run is not None
    assert (done.run.end, done.run.seconds, done.sense) == (End.WHOLE, 60, None)
    told = checklists.standing(record, session, guided.FORM)
    assert (told["five-seen"].value, told["five-seen"].note) == ("done", "lamp, door")
    history = embodiment.look(record, session).history
    assert [one.step.answer for one in history] == [StepAnswer.ACCEPTED] * 5
    assert len({one.step.at for one in history}) == 5


def test_it_stops_where_it_stands_and_keeps_the_words_typed_so_far(
    record: Record, client: UUID, session: UUID
) -> None:
    guided.begin(record, session, Welcome.YES)
    guided.go_on(record, session, "five-seen")
    owner = Owner(client, session=session)
    notes.write(record, owner, "draft.guide", "the blan")
    guided.stop(record, session, "the blan", draft="draft.guide")
    now = look(record, session)
    assert now.run is not None
    assert (now.run.end, len(now.run.senses)) == (End.STOPPED, 1)
    assert checklists.standing(record, session, guided.FORM)["ended"].note == "the blan"
    assert notes.text(record, owner, "draft.guide") == ""


def test_a_sense_can_be_left_out_and_is_then_no_step(record: Record, session: UUID) -> None:
    guided.begin(record, session, Welcome.YES)
    guided.go_on(record, session, "five-seen", left_out=True)
    assert embodiment.look(record, session).history == ()
    now = look(record, session)
    assert now.sense is not None
    assert now.sense.id == "four-felt"


def test_a_sense_against_an_alert_says_so_and_smell_asks_for_a_note(
    record: Record, client: UUID, session: UUID
) -> None:
    for kind in ("hearing", "migraine"):
        alerts.add(record, client, kind, Severity.CAUTION)
    guided.begin(record, session, Welcome.YES)
    for sense in SENSES[:2]:
        guided.go_on(record, session, sense)
    assert "Leave it out, or three more things seen." in look(record, session).caution
    guided.go_on(record, session, "three-heard")
    assert look(record, session).asks_note
    with pytest.raises(Refused, match="note"):
        guided.go_on(record, session, "two-smelled")
    guided.go_on(record, session, "two-smelled", "her own tea, already there")
    assert embodiment.look(record, session).history[-1].step.note == "her own tea, already there"


def test_a_second_press_on_the_same_sense_writes_nothing_twice(record: Record, session: UUID) -> None:
    guided.begin(record, session, Welcome.YES)
    guided.go_on(record, session, "five-seen")
    with pytest.raises(Refused, match="not being asked"):
        guided.go_on(record, session, "five-seen")
    assert len(embodiment.look(record, session).history) == 1


def test_a_signed_session_is_not_guided(record: Record, session: UUID) -> None:
    with record.write() as db:
        row = db.get_one(SessionRow, session)
        row.opened_at, row.ended_at, row.signed_at = record.now(), record.now(), record.now()
    with pytest.raises(Refused, match="signed"):
        guided.begin(record, session, Welcome.YES)


def test_alerts_against_attention_inside_the_body_are_named(
    record: Record, client: UUID, session: UUID
) -> None:
    assert look(record, session).inward == ""
    alerts.add(record, client, "trauma-body", Severity.CAUTION)
    assert look(record, session).inward == "Body attention or touch can trigger"
