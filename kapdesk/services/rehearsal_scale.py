"""Large rehearsal records for trials of speed and size: the same seed writes the same rows."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any

from sqlalchemy import insert
from sqlalchemy.orm import Session

from kapdesk.domain.clock import SetClock
from kapdesk.domain.finding import find_keys
from kapdesk.services.rehearsal_clinic import found_clinic
from kapdesk.services.rehearsal_day import Day, Numbers
from kapdesk.services.rehearsal_people import read
from kapdesk.store.rows import Base, ClientRow
from kapdesk.store.tables import metadata

UNTIL = datetime(2026, 6, 1, 18, 0, tzinfo=UTC)
"""The instant before which everything in a large rehearsal lies, so that it is the same on every day."""
BETWEEN_DOSES = 11
"""Days from one dose to the next."""


@dataclass(frozen=True, slots=True)
class Written:
    """What was written: how many clients and sessions, and the rows of each table."""

    clients: int
    sessions: int
    counts: dict[str, int]


def write(folder: Path, *, clients: int, sessions: int, seed: int = 1, until: datetime = UNTIL) -> Written:
    """Write a rehearsal record of so many clients and, in all, so many dosing sessions.

    Rows, texts, ids and times follow from the seed and `until` alone; only the record's own id and keys are
    new each time. One transaction a client, past the services, so that thousands of sessions take minutes.
    Raises what `vault.create` raises.
    """
    clock = SetClock(until)
    opened, invented = found_clinic(folder, clock)
    numbers = Numbers(Random(seed), invented.record, invented.people["sole"].signature, read("phrases.toml"))  # noqa: S311 - invented words, no secret
    try:
        for place in range(clients):
            mine = sessions // clients + (1 if place < sessions % clients else 0)
            rows = _client(numbers, place, mine, until)
            with opened.store.write() as db:
                _put(db, rows)
        return Written(clients, sessions, opened.store.verify().counts)
    finally:
        opened.close()


def _put(db: Session, rows: dict[type[Base], list[dict[str, Any]]]) -> None:
    """Add the rows of one client, each table in one go."""
    for table in metadata.sorted_tables:
        mine = [given for kind, given in rows.items() if kind.__tablename__ == table.name]
        if mine and mine[0]:
            db.execute(insert(table), mine[0])


def _client(
    numbers: Numbers, place: int, sessions: int, until: datetime
) -> dict[type[Base], list[dict[str, Any]]]:
    """Return the rows of one client with all of their sessions."""
    rng, words = numbers.rng, numbers.words
    family, given = rng.choice(words["family"]), rng.choice(words["given"])
    code, id_ = f"R-{place + 1:05d}", numbers.new_id()
    first = until - timedelta(days=BETWEEN_DOSES * sessions + rng.randint(1, 40), hours=rng.randint(3, 8))
    born = (datetime(1950, 1, 1, tzinfo=UTC) + timedelta(days=rng.randint(0, 19000))).date()
    met = first - timedelta(days=20)
    rows: dict[type[Base], list[dict[str, Any]]] = {
        ClientRow: [
            numbers.kept(
                met, id=id_, code=code, family_name=family, given_name=given, born=born,
                phone=f"+1 555 01{place % 100:02d}", allergies="none known",
                find_keys=find_keys(family, given, "", code, born),
            )
        ]
    }  # fmt: skip
    for number in range(1, sessions + 1):
        at = first + timedelta(days=BETWEEN_DOSES * (number - 1), minutes=rng.randint(0, 90))
        day = Day(numbers, id_, number, at)
        for kind, made in day.rows().items():
            rows.setdefault(kind, []).extend(made)
    return rows
