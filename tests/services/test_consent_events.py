"""Consents asked in the room are kept with their answer, their scope and their end."""

from datetime import timedelta
from uuid import UUID, uuid4

import pytest

from kapdesk.domain.change import Topic
from kapdesk.domain.clock import SetClock
from kapdesk.domain.consent_events import ConsentAnswer, ConsentKind, Stand
from kapdesk.domain.errors import NotFound, Refused
from kapdesk.services import consent_events, preparation, sessions
from kapdesk.services.record import Record
from kapdesk.store.rows import ClientRow, ConsentEventRow, DoseRow, SessionRow

TOUCH, SCENT = ConsentKind.TOUCH, ConsentKind.SCENT
YES, NO, NOT_NOW = ConsentAnswer.YES, ConsentAnswer.NO, ConsentAnswer.NOT_NOW


@pytest.fixture
def session(record: Record) -> UUID:
    with record.write() as db:
        row = ClientRow(id=uuid4(), code="K-0142", family_name="Mor", given_name="Aster")
        row.written_at = record.now()
        db.add(row)
    made = sessions.plan(record, row.id).item
    assert made is not None
    return made


def ask(record: Record, session: UUID, kind: ConsentKind, answer: ConsentAnswer, **more: str) -> UUID:
    item = consent_events.ask(record, session, kind, answer, **more).item  # type: ignore[arg-type]
    assert item is not None
    return item


def give_dose(record: Record, session: UUID) -> None:
    """Put a first dose into the record; how one comes about is told elsewhere."""
    with record.write() as db:
        row = DoseRow(id=uuid4(), session_id=session, seq=1, is_booster=False, drug="ketamine", route="im")
        row.amount, row.unit, row.given_by = "50", "mg", "M. Okafor"
        row.happened_at, row.zone, row.written_at = record.now(), record.zone, record.now()
        db.add(row)


def stand(record: Record, session: UUID, kind: ConsentKind = TOUCH) -> Stand:
    return consent_events.standings(record, session)[kind].stand


def test_nothing_was_asked_before_somebody_asks(record: Record, session: UUID) -> None:
    assert consent_events.of_session(record, session) == ()
    now = consent_events.standings(record, session)
    assert set(now) == set(ConsentKind)
    assert {one.stand for one in now.values()} == {Stand.NOT_ASKED}


def test_a_question_is_kept_with_its_answer_its_time_and_who_asked(record: Record, session: UUID) -> None:
    change = consent_events.ask(record, session, SCENT, YES, scope=" coffee only ")
    assert (change.topic, change.subject) == (Topic.CONSENT, session)
    (one,) = consent_events.of_session(record, session)
    assert (one.kind, one.answer, one.scope) == (SCENT, YES, "coffee only")
    assert (one.at, one.asked_by) == (record.now(), record.author.signature)
    with record.read() as db:
        row = db.query(ConsentEventRow).one()
        assert (row.kind, row.answer, row.seq) == ("scent", "yes", 1)


def test_a_no_before_the_dose_stands_over_a_yes_under_it(
    record: Record, session: UUID, clock: SetClock
) -> None:
    ask(record, session, SCENT, NO)
    clock.move(minutes=10)
    give_dose(record, session)
    clock.move(minutes=40)
    ask(record, session, SCENT, YES)
    assert stand(record, session, SCENT) is Stand.NO


def test_the_touch_agreement_of_the_preparation_counts_as_before_the_dose(
    record: Record, session: UUID, clock: SetClock
) -> None:
    give_dose(record, session)
    clock.move(minutes=40)
    preparation.choose(record, session, "touch-level", "none")
    ask(record, session, TOUCH, YES)
    assert stand(record, session) is Stand.NO


def test_a_withdrawal_is_one_act_and_its_words_may_follow(
    record: Record, session: UUID, clock: SetClock
) -> None:
    event = ask(record, session, TOUCH, YES)
    give_dose(record, session)
    clock.move(minutes=30)
    consent_events.withdraw(record, session, event)
    consent_events.say_withdrawn(record, session, event, "not any more")
    (one,) = consent_events.of_session(record, session)
    assert (one.withdrawn_at, one.withdrawn_words) == (record.now(), "not any more")
    ask(record, session, TOUCH, YES)
    assert stand(record, session) is Stand.WITHDRAWN
    with pytest.raises(Refused, match="already"):
        consent_events.withdraw(record, session, event)


def test_only_a_yes_is_withdrawn_and_not_before_it_was_said(record: Record, session: UUID) -> None:
    refused = ask(record, session, TOUCH, NOT_NOW)
    with pytest.raises(Refused, match="Only a yes"):
        consent_events.withdraw(record, session, refused)
    given = ask(record, session, TOUCH, YES)
    with pytest.raises(Refused, match="before the yes"):
        consent_events.withdraw(record, session, given, at=record.now() - timedelta(minutes=1))
    with pytest.raises(Refused, match="Withdraw it first"):
        consent_events.say_withdrawn(record, session, given, "enough")


def test_how_far_a_yes_goes_can_be_said_later_and_nothing_said_is_lost(record: Record, session: UUID) -> None:
    event = ask(record, session, TOUCH, YES, scope="left hand")
    consent_events.say_scope(record, session, event, "not while music plays")
    (one,) = consent_events.of_session(record, session)
    assert one.scope == "left hand; not while music plays"


def test_a_wrong_press_is_struck_and_counts_no_longer(record: Record, session: UUID) -> None:
    event = ask(record, session, TOUCH, NO)
    consent_events.strike(record, session, event)
    assert stand(record, session) is Stand.NOT_ASKED
    (one,) = consent_events.of_session(record, session)
    assert one.struck_reason == "wrong press"
    with pytest.raises(Refused, match="struck"):
        consent_events.say_scope(record, session, event, "hand")
    with pytest.raises(Refused, match="reason"):
        consent_events.strike(record, session, event, " ")


def test_a_question_in_the_future_or_of_another_session_is_refused(record: Record, session: UUID) -> None:
    with pytest.raises(Refused, match="still to come"):
        consent_events.ask(record, session, TOUCH, YES, at=record.now() + timedelta(minutes=1))
    with pytest.raises(NotFound):
        consent_events.withdraw(record, session, uuid4())


def test_a_signed_session_takes_no_question(record: Record, session: UUID) -> None:
    with record.write() as db:
        row = db.get_one(SessionRow, session)
        row.opened_at, row.ended_at, row.signed_at = record.now(), record.now(), record.now()
    with pytest.raises(Refused, match="signed"):
        ask(record, session, TOUCH, YES)


def test_every_kind_has_its_words(record: Record) -> None:
    told = consent_events.questions(record)
    assert [one.kind for one in told] == list(ConsentKind)
    assert all(one.label and one.ask and one.scope for one in told)
