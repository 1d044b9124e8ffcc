"""Signs of a slide are kept in the client's words, and matched against what is recorded later."""

from uuid import UUID

import pytest

from kapdesk.domain.clock import SetClock
from kapdesk.domain.contacts import Channel, Outcome
from kapdesk.domain.errors import NotFound, Refused
from kapdesk.domain.relapse import Pattern
from kapdesk.services import contacts, life, measures, relapse_signs
from kapdesk.services.life import Said
from kapdesk.services.record import Record
from tests.services.whole_day import a_client


@pytest.fixture
def client(record: Record) -> UUID:
    return a_client(record)


def phq9(record: Record, client: UUID, each: int) -> None:
    instrument = record.content.instrument("phq9")
    answers = {item.id: each for item in measures.scored(instrument)[:8]}
    last = {item.id: 0 for item in measures.scored(instrument)[8:]}
    measures.administer(record, client, "phq9", instrument.version, answers | last)


def test_a_sign_in_words_alone_watches_nothing(record: Record, client: UUID) -> None:
    relapse_signs.add(record, client, "I stop watering the plants")
    (sign,) = relapse_signs.of_client(record, client)
    assert (sign.words, sign.pattern, sign.limit) == ("I stop watering the plants", None, None)
    assert relapse_signs.matches(record, client) == ()


def test_calls_without_an_answer_match(record: Record, clock: SetClock, client: UUID) -> None:
    relapse_signs.add(record, client, "I do not pick up", pattern=Pattern.NO_ANSWER)
    for _ in range(2):
        clock.move(days=1)
        contacts.log(record, client, Channel.PHONE, Outcome.NO_ANSWER)
    (match,) = relapse_signs.matches(record, client)
    assert match.sign.words == "I do not pick up"
    clock.move(hours=1)
    contacts.log(record, client, Channel.PHONE, Outcome.REACHED)
    assert relapse_signs.matches(record, client) == ()


def test_a_rise_of_phq9_matches_for_the_one_who_chose_it(
    record: Record, clock: SetClock, client: UUID
) -> None:
    other = a_client(record, "Nowak")
    phq9(record, client, 0)
    phq9(record, other, 0)
    assert relapse_signs.last_phq9(record, client) == (record.now(), 0)
    clock.move(minutes=1)
    relapse_signs.add(record, client, "all is grey", pattern=Pattern.PHQ9_UP, limit=5)
    relapse_signs.add(record, other, "all is grey")
    clock.move(days=7)
    phq9(record, client, 1)
    phq9(record, other, 1)
    found = relapse_signs.everyone(record)
    assert list(found) == [client]
    assert "PHQ-9 0 when this was written, 8 on" in found[client][0].seen


def test_short_nights_are_read_from_the_looks_at_a_practice(
    record: Record, clock: SetClock, client: UUID
) -> None:
    relapse_signs.add(record, client, "awake at four", pattern=Pattern.SLEEP_UNDER, limit=6)
    clock.move(minutes=1)
    item = life.add(record, client, "practice", "to bed at eleven").item
    assert item is not None
    life.look(record, item, Said(facts={"sleep-hours": 4}))
    assert len(relapse_signs.matches(record, client)) == 1
    life.strike(record, item, "another client's")
    assert relapse_signs.matches(record, client) == ()


def test_a_struck_sign_stays_readable_and_matches_nothing(record: Record, client: UUID) -> None:
    sign = relapse_signs.add(record, client, "x", pattern=Pattern.MISSED).item
    assert sign is not None
    relapse_signs.strike(record, sign, "not theirs")
    with pytest.raises(Refused, match="already"):
        relapse_signs.strike(record, sign, "again")
    (kept,) = relapse_signs.of_client(record, client)
    assert kept.struck_reason == "not theirs"
    with pytest.raises(NotFound):
        relapse_signs.strike(record, UUID(int=9), "nobody")
