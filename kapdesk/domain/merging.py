"""Two workstations held the same row: which of its two states came after the other, or neither did."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from kapdesk.domain import canonical

_LETTERS = 24
OWN: dict[str, frozenset[str]] = {
    "note": frozenset({"indexed"}),
    "client": frozenset({"code", "find_keys"}),
    "session": frozenset({"number"}),
    "safety_plan": frozenset({"number"}),
}
"""Columns that each workstation counts by itself; they are not compared."""
COUNTED = frozenset({"row_version", "seq"})
_BESIDES = frozenset({"id", "written_at", "author_id"})


class Stand(StrEnum):
    """How a row of a bundle stands to the row of the same id here."""

    NEW = "new"
    SAME = "same"
    NEWER = "newer there"
    OLDER = "newer here"
    BOTH = "changed on both"


class Why(StrEnum):
    """Why a row of a bundle is kept aside, to be settled by a person."""

    BOTH = "changed on both"
    SIGNED_HERE = "signed here"
    SIGNED_THERE = "signed there"
    NOT_GENUINE = "signature not genuine"
    SIGNED_BOTH = "signed on both"
    SAME_PLACE = "in the same place"
    NUMBER = "same number, both signed"
    PARENT = "belongs to another"


@dataclass(frozen=True, slots=True)
class Placed:
    """A row that carries a number of its own within one client; a fixed one is signed and keeps it."""

    id: str
    number: int
    since: str
    fixed: bool


def digest(table: str, values: Mapping[str, object]) -> str:
    """Return a short hash of what a row says; its version and its place in the order are no part of it."""
    return _hash(values, COUNTED | OWN.get(table, frozenset()))


def says(table: str, values: Mapping[str, object]) -> str:
    """Return a short hash of what a row says, whoever wrote it when and under which id."""
    return _hash(values, COUNTED | _BESIDES | OWN.get(table, frozenset()))


def _hash(values: Mapping[str, object], without: frozenset[str]) -> str:
    kept = {name: value for name, value in values.items() if name not in without}
    return canonical.digest(canonical.encoded(canonical.row(kept)))[:_LETTERS]


def judge(
    here: str | None, there: str, *, before_here: Collection[str], before_there: Collection[str]
) -> Stand:
    """Return how a row stands; `before_...` are earlier states that each side knows its own to come from.

    Only a state that is known to come before the other gives way to it; no clock is asked.
    """
    if here is None:
        return Stand.NEW
    if here == there:
        return Stand.SAME
    if here in before_there:
        return Stand.NEWER
    return Stand.OLDER if there in before_here else Stand.BOTH


def in_order(rows: Iterable[tuple[int, str, str]]) -> dict[str, int]:
    """Return a place for each row of two joined lists: (place it had, when written, id) -> id: place.

    Each list keeps its own order; where both had a row at one place, the one written first comes first. The
    result does not depend on which list is joined to which.
    """
    places: dict[str, int] = {}
    last = 0
    for place, _written, row in sorted(rows):
        last = max(last + 1, place)
        places[row] = last
    return places


def numbered(rows: Sequence[Placed]) -> dict[str, int]:
    """Return the new numbers of rows that share one: what is signed, then what began first, keeps it."""
    ordered = sorted(rows, key=_rank)
    taken: set[int] = set()
    moving: list[Placed] = []
    for one in ordered:
        if one.number in taken:
            moving.append(one)
        taken.add(one.number)
    first = max(taken, default=0) + 1
    return {one.id: first + place for place, one in enumerate(moving)}


def _rank(one: Placed) -> tuple[bool, str, str]:
    return not one.fixed, one.since, one.id
