"""Addenda: beside what was signed, with a reason and a signature of their own, in the order of writing."""

from datetime import timedelta

import pytest

from kapdesk.domain.addenda import AddendumKind
from kapdesk.domain.clock import SetClock
from kapdesk.domain.errors import Refused
from kapdesk.domain.people import Role
from kapdesk.domain.signing import Of, Standing, Verdict
from kapdesk.services import addenda, audit, notes, signatures
from kapdesk.services.hands import Hand
from kapdesk.services.notes import Owner
from kapdesk.services.record import Record
from tests.conftest import Template
from tests.services.conftest import DosingDay
from tests.services.signed_day import a_signed_note, colleague, own_hand, sign_short


@pytest.fixture
def hand(record: Record, template: Template) -> Hand:
    return own_hand(record, template)


@pytest.fixture
def signed(day: DosingDay, hand: Hand) -> DosingDay:
    sign_short(day, hand)
    return day


def add(day: DosingDay, hand: Hand, **said: object) -> None:
    known: dict[str, object] = {"kind": "addendum", "reason": "left out", "text": "she slept", "about": None}
    addenda.add(day.record, hand, Of.SESSION, day.session, **(known | said))  # type: ignore[arg-type]


def standing(day: DosingDay) -> Standing:
    found = signatures.standing(day.record, Of.SESSION, day.session)
    assert found is not None
    return found


def test_addenda_stand_in_the_order_of_writing_each_with_its_own_signature(
    signed: DosingDay, hand: Hand, clock: SetClock
) -> None:
    add(signed, hand, text="first")
    clock.at += timedelta(minutes=1)
    add(signed, hand, text="second", kind="correction")
    stands = standing(signed)
    assert [(one.text, one.kind, one.by, one.valid) for one in stands.additions] == [
        ("first", "addendum", "J. Adler, LMFT", True), ("second", "correction", "J. Adler, LMFT", True),
    ]  # fmt: skip
    assert stands.verdict is Verdict.VALID


def test_a_late_entry_keeps_when_it_was_beside_when_it_was_written(
    signed: DosingDay, hand: Hand, clock: SetClock
) -> None:
    at = clock.at
    clock.at += timedelta(days=2)
    add(signed, hand, kind=AddendumKind.LATE_ENTRY.value, about=at)
    (one,) = standing(signed).additions
    assert (one.happened_at, one.written_at) == (at, clock.at)


def test_the_draft_is_emptied_and_no_word_of_it_enters_the_signed_session(
    signed: DosingDay, hand: Hand
) -> None:
    owner, field = Owner(signed.client), addenda.draft_of(signed.session)
    notes.write(signed.record, owner, field, "she slept")
    add(signed, hand)
    assert notes.text(signed.record, owner, field) == ""
    assert notes.texts(signed.record, Owner(signed.client, session=signed.session)) == {}


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ({"kind": ""}, "addendum, a correction or a late entry"),
        ({"reason": "  "}, "reason"),
        ({"text": ""}, "words"),
    ],
)
def test_kind_reason_and_words_are_needed(
    signed: DosingDay, hand: Hand, said: dict[str, str], why: str
) -> None:
    with pytest.raises(Refused, match=why):
        add(signed, hand, **said)
    assert standing(signed).additions == ()


def test_what_is_not_signed_takes_none_and_nobody_adds_for_another(day: DosingDay, hand: Hand) -> None:
    with pytest.raises(Refused, match="not signed"):
        add(day, hand)
    sign_short(day, hand)
    _, other = colleague(day.record, "Dr N. Rowe", Role.MEDICAL)
    with pytest.raises(Refused, match="somebody else"):
        add(day, other)
    with pytest.raises(Refused, match="still to come"):
        add(day, hand, about=day.now + timedelta(hours=1))


@pytest.mark.parametrize("column", ["text", "reason", "kind"])
def test_a_changed_addendum_is_found_and_named(signed: DosingDay, hand: Hand, column: str) -> None:
    add(signed, hand)
    with signed.record.store.bare() as raw:
        raw.execute("DROP TRIGGER kept_addendum_update")
        raw.execute(f"UPDATE addendum SET {column} = 'correction'")  # noqa: S608 - a column of this test
    stands = standing(signed)
    assert [one.valid for one in stands.additions] == [False]
    assert stands.verdict is Verdict.CHANGED


@pytest.mark.parametrize("which", ["addendum", "signature"])
def test_an_addendum_that_was_removed_or_planted_is_found(signed: DosingDay, hand: Hand, which: str) -> None:
    add(signed, hand)
    with signed.record.store.bare() as raw:
        raw.execute(f"DROP TRIGGER kept_{which}_delete")
        raw.execute(f"DELETE FROM {which} WHERE kind = 'addendum'")  # noqa: S608 - a table of this test
    assert standing(signed).verdict is Verdict.CHANGED


def test_an_integration_note_takes_an_addendum_as_well_and_the_trail_has_a_line(
    record: Record, day: DosingDay, hand: Hand
) -> None:
    note = a_signed_note(record, day.client, hand)
    addenda.add(
        record, hand, Of.INTEGRATION, note, kind="addendum", reason="left out", text="and sang", about=None
    )
    stands = signatures.standing(record, Of.INTEGRATION, note)
    assert stands is not None
    assert stands.verdict is Verdict.VALID
    (line,) = audit.lines(record, action="addendum signed")
    assert (line.of_id, line.client) == (note, day.client)
