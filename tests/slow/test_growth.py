"""The same clinic with a longer history: what is read all day takes as long as before.

`KAPDESK_GROWTH=100000` measures that many sessions instead of ten thousand. Each record holds as much work a
year as the other; only the years before differ. Time is that of the processor, taken in turns.
"""

import os
import time
from collections.abc import Callable, Iterator, Sized
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from pathlib import Path
from statistics import median
from uuid import UUID

import pytest
from services.hot_reads import FOR_ALL, OF_ONE, OfOne

from kapdesk import content
from kapdesk.domain.clock import SetClock
from kapdesk.services import client_list, people, rehearsal_scale, sessions, settings, vault
from kapdesk.services.record import Record
from kapdesk.services.rehearsal import PASSPHRASE, UNTIL

pytestmark = [pytest.mark.slow, pytest.mark.timeout(3600)]
FEW, MANY = 1_000, int(os.environ.get("KAPDESK_GROWTH", "10000"))
A_YEAR, SESSIONS_EACH, LONGEST = 500, 12.5, 50
FLAT, NOISE = 1.3, 0.5  # milliseconds that a quick read may differ by, whatever its ratio
TURNS = 15
BY_SESSION = frozenset({"today", "follow-up board", "dosed and not seen", "statistics"})
"""Reads that look at every dose there was: what one more session costs is bounded instead."""
BY_CLIENT = frozenset({"clients, first page", "clients, find"})
"""Reads that look at every client there was, by any part of a name."""
A_SESSION, A_COUNTED_SESSION, A_CLIENT = 5.0, 80.0, 10.0  # microseconds for one more


@dataclass(frozen=True, slots=True)
class Kept:
    """One record, and the client of it who came most often."""

    record: Record
    client: UUID
    session: UUID


@pytest.fixture(scope="module")
def both(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Kept, Kept]]:
    folder = tmp_path_factory.mktemp("growth")
    few, many = _made(folder / "few", FEW), _made(folder / "many", MANY)
    yield few, many
    few.record.store.close()
    many.record.store.close()


def _made(folder: Path, number: int) -> Kept:
    clients = round(number / SESSIONS_EACH)
    rehearsal_scale.write(folder, clients=clients, sessions=number, years=number // A_YEAR, longest=LONGEST)
    clock = SetClock(UNTIL + timedelta(hours=1))
    opened = vault.unlock(folder, PASSPHRASE, clock=clock)
    with opened.store.read() as db:
        author, zone = people.author(db, opened.person_id), settings.value(db, "zone", "UTC")
    record = Record(opened.store, content.load(), clock, author, zone, rehearsal=True)
    client = client_list.lines(record, "R-00001")[0].card.id
    return Kept(record, client, sessions.of_client(record, client)[0].id)


def _more_found(both: tuple[Kept, Kept], read: Callable[[Kept], object]) -> float:
    """Return how many times as much a read finds in the record of more years; so much longer it may take."""
    few, many = (len(found) if isinstance(found := read(kept), Sized) else 1 for kept in both)
    return max(1.0, many / few) if few else 1.0


def _measured(both: tuple[Kept, Kept], read: Callable[[Kept], object]) -> tuple[float, float]:
    """Return the milliseconds of the processor that a read takes in either record."""
    taken: tuple[list[float], list[float]] = ([], [])
    for _ in range(TURNS):
        for kept, times in zip(both, taken, strict=True):
            read(kept)  # so that neither pays for the pages the other pushed out
            begun = time.thread_time()
            read(kept)
            times.append((time.thread_time() - begun) * 1000)
    return median(taken[0]), median(taken[1])


def _for_all(read: Callable[[Record], object], kept: Kept) -> object:
    return read(kept.record)


def _of_one(read: OfOne, kept: Kept) -> object:
    return read(kept.record, kept.client, kept.session)


def test_what_is_read_all_day_does_not_grow_with_the_years(both: tuple[Kept, Kept]) -> None:
    reads: dict[str, Callable[[Kept], object]] = {
        **{name: partial(_for_all, read) for name, (read, *_) in FOR_ALL.items()},
        **{f"{name}, of one": partial(_of_one, read) for name, (read, _) in OF_ONE.items()},
    }
    grown: list[str] = []
    lines = [f"{'':28}{FEW:>9}{MANY:>10}   ratio   ms of the processor"]
    for name, read in reads.items():
        few, many = _measured(both, read)
        lines.append(f"{name:28}{few:9.2f}{many:10.2f}{many / few:8.2f}")
        alike = few * _more_found(both, read)
        if many - alike > _allowed(name, alike):
            grown.append(lines[-1])
    print("\n" + "\n".join(lines))
    assert grown == []


def _allowed(name: str, few: float) -> float:
    """Return by how many milliseconds a read may take longer in the record of more years."""
    more = MANY - FEW
    if name in BY_SESSION:
        each = A_COUNTED_SESSION if name == "statistics" else A_SESSION
        return (FLAT - 1) * few + each * more / 1000
    if name in BY_CLIENT:
        return (FLAT - 1) * few + A_CLIENT * more / SESSIONS_EACH / 1000
    return (FLAT - 1) * few + NOISE
