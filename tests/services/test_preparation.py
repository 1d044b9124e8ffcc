"""What was prepared is read whole; what was written before is taken over by an act, never silently."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

import pytest

from kapdesk.domain.clock import SetClock
from kapdesk.domain.errors import Refused
from kapdesk.services import checklists, consents, escorts, notes, preparation, sessions
from kapdesk.services.notes import Owner
from kapdesk.services.record import Record

Write = Callable[[UUID, str, str], None]


@pytest.fixture
def write(record: Record, day: Any) -> Write:
    def put(session: UUID, field: str, text: str) -> None:
        notes.write(record, Owner(day.client, session=session), f"prepare.{field}", text)

    return put


def planned_next(record: Record, client: UUID) -> UUID:
    session = sessions.plan(record, client).item
    assert session is not None
    return session


def test_nothing_is_prepared_before_somebody_writes(record: Record, day: Any) -> None:
    ready = preparation.of_session(record, day.session)
    assert ready.is_empty
    assert preparation.touch_agreement(record, day.session).level == ""
    assert preparation.touch_words(record, day.session) == ""
    assert preparation.previous(record, day.session) is None


def test_texts_choices_and_the_escort_are_read_together(record: Record, day: Any, write: Write) -> None:
    write(day.session, "intention", "to stop bracing")
    write(day.session, "scents-liked", "coffee\n\n lavender ")
    preparation.choose(record, day.session, "touch-level", "hand")
    preparation.write_escort(record, day.session, "escort-name", "Ivo Mor")
    preparation.write_escort(record, day.session, "escort-phone", "555 0134")
    preparation.say_adult(record, day.session, adult=True)
    ready = preparation.of_session(record, day.session)
    assert ready.text("intention") == "to stop bracing"
    assert ready.lines("scents-liked") == ("coffee", "lavender")
    assert ready.text("touch-level") == "Hand only"
    assert ready.text("escort-name") == "Ivo Mor"
    assert ready.escort is not None
    assert (ready.escort.phone, ready.escort.adult) == ("555 0134", True)
    assert preparation.touch_words(record, day.session) == "hand only"
    preparation.choose(record, day.session, "touch-level", None)
    assert preparation.touch_agreement(record, day.session).level == ""


def test_the_planned_escort_leaves_what_was_seen_at_the_door(record: Record, day: Any) -> None:
    day.name_escort()
    preparation.write_escort(record, day.session, "escort-relation", "sister-in-law")
    kept = escorts.of_session(record, day.session)
    assert kept is not None
    assert (kept.name, kept.relation, kept.phone, kept.adult) == (
        "Tove Lind",
        "sister-in-law",
        "555 0101",
        True,
    )


def test_an_escort_sealed_at_a_full_disk_comes_back_and_is_written(
    record: Record,
    day: Any,
    write: Write,
) -> None:
    write(day.session, "escort-name", "Ivo Mor")
    assert preparation.of_session(record, day.session).text("escort-name") == "Ivo Mor"
    preparation.write_escort(record, day.session, "escort-name", "Ivo M. Mor")
    assert preparation.of_session(record, day.session).text("escort-name") == "Ivo M. Mor"


def test_what_was_written_before_is_offered_and_not_copied(
    record: Record,
    day: Any,
    write: Write,
    clock: SetClock,
) -> None:
    write(day.session, "intention", "to stop bracing")
    preparation.choose(record, day.session, "touch-level", "hand")
    later = planned_next(record, day.client)
    before = preparation.previous(record, later)
    assert before is not None
    assert before.text("intention") == "to stop bracing"
    assert preparation.of_session(record, later).is_empty
    assert preparation.touch_agreement(record, later).level == ""


def test_what_is_taken_over_says_so_until_it_is_confirmed(
    record: Record,
    day: Any,
    write: Write,
) -> None:
    write(day.session, "intention", "to stop bracing")
    preparation.choose(record, day.session, "touch-level", "hand")
    preparation.write_escort(record, day.session, "escort-name", "Ivo Mor")
    later = planned_next(record, day.client)
    for field in ("intention", "touch-level", "escort-name"):
        preparation.use_again(record, later, field)
    ready = preparation.of_session(record, later)
    assert ready.text("intention") == "to stop bracing"
    assert ready.text("touch-level") == "Hand only"
    assert ready.escort is not None
    assert ready.escort.name == "Ivo Mor"
    assert dict(ready.carried) == dict.fromkeys(("intention", "touch-level", "escort-name"), "Dosing 1")
    preparation.confirm(record, later, "intention")
    preparation.choose(record, later, "touch-level", "none")
    assert set(preparation.of_session(record, later).carried) == {"escort-name"}
    items = [answer.item for answer in checklists.history(record, later, "prepare")]
    assert items.count("carried:intention") == 2


def test_nothing_written_is_overwritten_by_what_was_before(
    record: Record,
    day: Any,
    write: Write,
) -> None:
    write(day.session, "intention", "to stop bracing")
    later = planned_next(record, day.client)
    write(later, "intention", "to rest")
    with pytest.raises(Refused, match="already"):
        preparation.use_again(record, later, "intention")
    with pytest.raises(Refused, match="Nothing was written here"):
        preparation.use_again(record, later, "fears")
    assert preparation.of_session(record, later).text("intention") == "to rest"
    assert preparation.of_session(record, later).carried == {}


def test_what_is_still_open_is_named(record: Record, day: Any, write: Write) -> None:
    assert preparation.still_open(record, day.session) == (
        "intention not recorded", "touch agreement not recorded", "no escort named", "11 consents not signed",
    )  # fmt: skip
    write(day.session, "intention", "to stop bracing")
    preparation.choose(record, day.session, "touch-level", "none")
    day.name_escort()
    for state in consents.states(record, day.client):
        if state.is_open:
            consents.add(
                record, day.client, state.kind.id, state.kind.version, day.now.date(), signer="Aster Mor",
                method="on paper",
            )  # fmt: skip
    assert preparation.still_open(record, day.session) == ()


def test_a_signed_session_takes_nothing_more(record: Record, day: Any, write: Write) -> None:
    day.sign()
    with pytest.raises(Refused, match="signed"):
        preparation.choose(record, day.session, "touch-level", "hand")
    with pytest.raises(Refused, match="signed"):
        preparation.write_escort(record, day.session, "escort-name", "Ivo")
    with pytest.raises(Refused, match="signed"):
        preparation.say_adult(record, day.session, adult=True)
