"""A piece of the work stands where it was last looked at; only what is reclaimed was lived before."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kapdesk.domain.errors import Refused
from kapdesk.domain.insights import Movement
from kapdesk.domain.work import (
    Look,
    Subtype,
    WorkItem,
    WorkStatus,
    check_look,
    check_statement,
    check_subtype,
)

START = datetime(2026, 11, 22, 15, 0, tzinfo=UTC)
statuses = st.sampled_from(list(WorkStatus))


def a_look(status: WorkStatus, step: str = "", minute: int = 0) -> Look:
    return Look(uuid4(), status, step, START + timedelta(minutes=minute), uuid4(), None)


def a_piece(*looks: Look, statement: str = "carrying the keys", struck: str | None = None) -> WorkItem:
    return WorkItem(
        uuid4(), uuid4(), uuid4(), Movement.RELEASE, None, statement, (), "", None, START, looks, struck
    )


@given(st.lists(st.tuples(statuses, st.text(max_size=5)), max_size=6))
def test_the_last_look_says_where_it_stands(said: list[tuple[WorkStatus, str]]) -> None:
    piece = a_piece(*(a_look(status, step, minute) for minute, (status, step) in enumerate(said)))
    last = said[-1] if said else (WorkStatus.NAMED, "")
    assert (piece.status, piece.next_step) == last
    assert piece.open == (last[0] is not WorkStatus.SETTLED)


def test_what_is_struck_through_asks_for_nothing() -> None:
    assert not a_piece(struck="misheard").open


def test_the_same_piece_is_named_once_whatever_its_capitals() -> None:
    with pytest.raises(Refused, match="stands among the work already"):
        check_statement("“Carrying the keys.”", Movement.RELEASE, [a_piece()])
    assert check_statement(" carrying the keys ", Movement.RESTORE, [a_piece()]) == "carrying the keys"
    assert check_statement("carrying the keys", Movement.RELEASE, [a_piece(struck="no")])
    with pytest.raises(Refused, match="no words"):
        check_statement("  ", Movement.RELEASE, [])


@pytest.mark.parametrize("movement", [each for each in Movement if each is not Movement.RECLAIM])
def test_only_what_is_reclaimed_was_lived_before(movement: Movement) -> None:
    assert check_subtype(movement, None, " ") == ""
    for subtype, lived in ((Subtype.OLD_SELF, ""), (None, "2019")):
        with pytest.raises(Refused, match="Reclaim"):
            check_subtype(movement, subtype, lived)
    assert check_subtype(Movement.RECLAIM, Subtype.ROLE, " 2019 ") == "2019"


def test_a_look_says_something_new() -> None:
    last = a_look(WorkStatus.NAMED, "call Ida")
    with pytest.raises(Refused, match="last look"):
        check_look(last, WorkStatus.NAMED, " call Ida ")
    assert check_look(last, WorkStatus.IN_PROGRESS, "call Ida") == "call Ida"
    assert check_look(None, WorkStatus.NAMED, "") == ""
