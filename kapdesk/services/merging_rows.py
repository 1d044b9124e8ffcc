"""What is known of a bundle that was opened, and what is to be done with each of its rows."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from kapdesk.domain.merging import Stand, Why
from kapdesk.services.row_states import States
from kapdesk.store import merge
from kapdesk.store.bundle import Said
from kapdesk.store.merge import Rows, Values, metadata

Key = tuple[str, UUID]


@dataclass(frozen=True, slots=True)
class Bundle:
    """A bundle that was opened: its rows, who is named in them, earlier states, and what is not genuine."""

    said: Said
    rows: Rows
    people: dict[UUID, Values]
    before: States
    besides: dict[str, Any]
    broken: frozenset[UUID]


@dataclass(frozen=True, slots=True)
class Aside:
    """A row of the bundle that is not taken but kept beside, with the reason and the row that stands here."""

    why: Why
    here: UUID | None = None


@dataclass(slots=True)
class Plan:
    """How each row stands, what is kept aside, and what is to be asked."""

    ours: Rows
    theirs: Rows
    known: States
    stands: dict[Key, Stand] = field(default_factory=dict[Key, Stand])
    aside: dict[Key, Aside] = field(default_factory=dict[Key, Aside])
    exact: set[Key] = field(default_factory=set[Key])
    signing: list[Key] = field(default_factory=list[Key])
    people: dict[UUID, Values] = field(default_factory=dict[UUID, Values])
    codes: dict[UUID, str] = field(default_factory=dict[UUID, str])
    codes_wanted: dict[UUID, str] = field(default_factory=dict[UUID, str])

    def each(self) -> Iterator[tuple[Key, Values]]:
        """Go through the rows of the bundle."""
        for table, rows in self.theirs.items():
            for one, values in rows.items():
                yield (table, one), values

    def here(self, key: Key) -> Values | None:
        """Return the row of the same id that stands here."""
        return self.ours.get(key[0], {}).get(key[1])

    def taken(self, *which: Stand) -> Iterator[tuple[Key, Values]]:
        """Go through the rows that are taken and stand in one of these ways."""
        for key, values in self.each():
            if self.stands[key] in which and key not in self.aside:
                yield key, values

    def counts(self, client: UUID | None = None) -> dict[str, int]:
        """Count the rows by how they stand, of all clients or of one; rows kept aside are counted apart."""
        found: Counter[str] = Counter({stand.value: 0 for stand in Stand})
        found["aside"] = 0
        for key, values in self.each():
            if client is None or _client_of(self, key, values) == client:
                found["aside" if key in self.aside else self.stands[key].value] += 1
        return dict(found)


def _client_of(made: Plan, key: Key, values: Values) -> UUID | None:
    table, one = key
    if table == "client":
        return one
    if "client_id" in values:
        return values["client_id"]
    for above in merge.parents(metadata.tables[table], values):
        found = made.theirs.get(above[0], {}).get(above[1])
        if found is not None:
            return _client_of(made, above, found)
    if table == "revision":
        for name in ("note", "timeline"):
            if (found := made.theirs.get(name, {}).get(values["of_id"])) is not None:
                return _client_of(made, (name, values["of_id"]), found)
    return None
