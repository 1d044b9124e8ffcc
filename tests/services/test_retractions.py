"""What was retracted reads so wherever else it would read as signed: when, and why, in short."""

import pytest

from kapdesk.domain.clock import SetClock, show_moment
from kapdesk.domain.errors import Refused
from kapdesk.domain.page_codes import Match
from kapdesk.domain.people import Role
from kapdesk.domain.signing import Of, Standing, Withdrawal
from kapdesk.reports.paper import Paper
from kapdesk.services import (
    course,
    documents,
    integration,
    measure_reading,
    page_codes,
    printed_whole_lists,
    retractions,
    signatures,
    signing,
)
from kapdesk.services.hands import Hand
from kapdesk.services.printed_words import names
from kapdesk.services.record import Record
from kapdesk.store.rows import MeasureRow
from kapdesk.store.rows_trust import PageCodeRow
from tests.conftest import Template
from tests.services.conftest import DosingDay
from tests.services.full_day import put
from tests.services.signed_day import a_signed_note, colleague, own_hand, sign_short

WHY = "begun in the sister's chart"


@pytest.fixture
def hand(record: Record, template: Template) -> Hand:
    return own_hand(record, template)


def retract(record: Record, hand: Hand, of: Of, of_id: object, why: str = WHY) -> str:
    """Retract with a colleague and return the day and time it was done at."""
    _, second = colleague(record, "Dr N. Rowe", Role.MEDICAL)
    retractions.retract(record, hand, second, of, of_id, reason=why)  # type: ignore[arg-type]
    return show_moment(record.now(), record.zone)


def test_every_page_of_a_retracted_session_says_when_and_why_and_none_reads_signed(
    record: Record, day: DosingDay, clock: SetClock, hand: Hand
) -> None:
    sign_short(day, hand)
    states = {card.key: card.state for card in documents.cards(record, day.client, day.session)}
    assert states["summary"] == "signed"
    clock.move(days=2)
    at = retract(record, hand, Of.SESSION, day.session)
    cards = {card.key: card for card in documents.cards(record, day.client, day.session)}
    for key in ("summary", "discharge", "escort", "provider", "progress", "worksheet", "transfer"):
        assert cards[key].state == f"retracted {at}: {WHY}; no page is made", key
        assert not cards[key].ready, key
    for key in ("summary", "progress", "worksheet"):
        with pytest.raises(Refused, match="was retracted"):
            documents.make(record, key, day.client, day.session, paper=Paper.A4)
    assert not [card.key for card in cards.values() if card.state.startswith("signed")]
    assert cards["whole"].ready
    elsewhere = {card.key: card.state for card in documents.cards(record, day.client, None)}
    assert "retracted" not in elsewhere["summary"]


def test_a_retracted_integration_note_leaves_no_page_and_says_so(
    record: Record, day: DosingDay, hand: Hand
) -> None:
    note = a_signed_note(record, day.client, hand)
    assert documents.cards(record, day.client, None)[-1].ready
    at = retract(record, hand, Of.INTEGRATION, note)
    cards = {card.key: card for card in documents.cards(record, day.client, None)}
    for key in ("met", "met-progress"):
        assert cards[key].state == f"no integration session that stands; retracted {at}: {WHY}"
        assert not cards[key].ready
    again = a_signed_note(record, day.client, hand)
    cards = {card.key: card for card in documents.cards(record, day.client, None)}
    assert cards["met"].state.endswith("; signed")
    assert retractions.of_client(record, day.client).keys() == {note}
    assert again != note


def test_a_long_reason_is_told_in_short_and_nobody_elses_is_told(
    record: Record, day: DosingDay, another_day: DosingDay, hand: Hand
) -> None:
    sign_short(day, hand)
    retract(record, hand, Of.SESSION, day.session, "taken for the sister " * 20)
    gone = retractions.of_session(record, day.client, day.session)
    assert gone is not None
    words = gone.words(record.zone)
    assert words.endswith(" …")
    assert len(words) < 110
    assert retractions.of_client(record, another_day.client) == {}
    assert retractions.of_session(record, day.client, None) is None


def test_the_whole_record_names_a_retracted_signature_as_retracted(
    record: Record, day: DosingDay, hand: Hand
) -> None:
    sign_short(day, hand)
    at = retract(record, hand, Of.SESSION, day.session)
    lists = printed_whole_lists.after(record, day.client, names(record))
    told = [row[1] for one in lists for row in one.rows if row[1].startswith("author of session")]
    assert told == [f"author of session\nretracted {at}: {WHY}"]


def test_a_code_typed_back_says_when_and_why_it_was_retracted(
    record: Record, day: DosingDay, hand: Hand
) -> None:
    sign_short(day, hand)
    at = retract(record, hand, Of.SESSION, day.session)
    stands = signatures.standing(record, Of.SESSION, day.session)
    assert isinstance(stands, Standing)
    assert isinstance(stands.retraction, Withdrawal)
    row = PageCodeRow(content_hash=stands.content_hash)
    match, sentence = page_codes._judged(stands, row)
    assert match is Match.RETRACTED
    assert sentence == f"The page is ours; the record was retracted on {at}, as another client's: {WHY}"


def test_a_questionnaire_filled_in_what_was_retracted_counts_nowhere_and_is_kept(
    record: Record, day: DosingDay, hand: Hand
) -> None:
    note = integration.start(record, day.client).item
    assert note is not None
    where = {"client_id": day.client, "integration_id": note}
    answers = {str(item): 2 for item in range(1, 10)}
    put(
        record, MeasureRow, **where, instrument="phq9", instrument_version=1, complete=True, total=18,
        band="moderately severe", answers=answers,
    )  # fmt: skip
    integration.end(record, note)
    signing.sign(record, hand, Of.INTEGRATION, note)
    assert len(course.of_measure(record, day.client, "phq9").points) == 1
    assert measure_reading.whole(record, day.client) == {"phq9"}
    retract(record, hand, Of.INTEGRATION, note)
    assert course.of_measure(record, day.client, "phq9").points == ()
    assert measure_reading.whole(record, day.client) == frozenset()
    (kept,) = measure_reading.of_client(record, day.client)
    assert kept.struck_reason == f"retracted: {WHY}"
    assert kept.total == 18
