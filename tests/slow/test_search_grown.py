"""A word is found as quickly among ten times as many texts, and nobody who writes waits for the index."""

import time
from collections.abc import Iterator
from datetime import timedelta
from functools import partial
from pathlib import Path
from uuid import UUID

import pytest
from heartbeat import Heartbeat
from pytestqt.qtbot import QtBot

from kapdesk import content
from kapdesk.domain.clock import SetClock
from kapdesk.services import client_list, notes, people, search, search_index, sessions, settings, vault
from kapdesk.services.notes import Owner
from kapdesk.services.record import Record
from kapdesk.services.rehearsal_scale import UNTIL, write
from kapdesk.services.rehearsal_stage import PASSPHRASE
from kapdesk.services.search import Sieve
from kapdesk.ui.jobs import Job, Jobs

pytestmark = [pytest.mark.slow, pytest.mark.timeout(900)]
FEW, MANY = 500, 5_000
FLAT, NOISE = 1.3, 0.3  # of the time, and milliseconds that a question may differ by whatever its ratio
MORE = 8.0
"""Milliseconds that it may take longer to find a beginning (all words that begin so are read, up to a limit),
and to find something of one client among what is found of all."""
TURNS = 15
QUESTIONS = ("window ", "wind", '"long grey part" ', "kitchen -afraid ", "kitchen hands ", "k", "zzz")
LIMIT = 50.0  # milliseconds that the loop may stand still, but for one time in a hundred
WRITE_EVERY = 150  # beats: about three notes in a second
WAIT = 600_000


def made(folder: Path, number: int) -> tuple[Record, UUID]:
    write(folder, clients=number // 12, sessions=number, seed=3)
    clock = SetClock(UNTIL + timedelta(hours=1))
    opened = vault.unlock(folder, PASSPHRASE, clock=clock)
    with opened.store.read() as db:
        author, zone = people.author(db, opened.person_id), settings.value(db, "zone", "UTC")
    record = Record(opened.store, content.load(), clock, author, zone, rehearsal=True)
    return record, client_list.lines(record, "R-00001")[0].card.id


@pytest.fixture
def few(tmp_path: Path) -> Iterator[tuple[Record, UUID]]:
    record, client = made(tmp_path / "few", FEW)
    yield record, client
    record.store.close()


@pytest.fixture
def many(tmp_path: Path) -> Iterator[tuple[Record, UUID]]:
    record, client = made(tmp_path / "many", MANY)
    yield record, client
    record.store.close()


def taken(record: Record, sieve: Sieve) -> float:
    """Return the milliseconds of the processor that a question takes."""
    begun = time.thread_time()
    search.find(record, sieve)
    return (time.thread_time() - begun) * 1000


def test_a_word_is_found_as_quickly_in_ten_times_as_many_texts(
    few: tuple[Record, UUID], many: tuple[Record, UUID]
) -> None:
    for record, _client in (few, many):
        search_index.catch_up(record, gentle=False)
    grown: list[str] = []
    lines = [f"{'':22}{FEW:>9}{MANY:>10}   ratio   ms of the processor"]
    for words in QUESTIONS:
        for mine in (False, True):
            times: tuple[list[float], list[float]] = ([], [])
            for _ in range(TURNS):
                for (record, client), each in zip((few, many), times, strict=True):
                    each.append(taken(record, Sieve(words, client=client if mine else None)))
            one, other = min(times[0]), min(times[1])  # what the work takes, not what else the machine does
            name = f"{words.strip()}{', of one' if mine else ''}"
            lines.append(f"{name:22}{one:9.2f}{other:10.2f}{other / one:8.2f}")
            if other > one * FLAT + (MORE if mine or words[-1].isalpha() else NOISE):
                grown.append(lines[-1])
    print("\n" + "\n".join(lines))
    assert grown == []


def index(record: Record, job: Job) -> object:
    return search_index.catch_up(record, step=job.step)


def test_who_writes_does_not_wait_while_the_index_of_a_clinic_is_built(
    few: tuple[Record, UUID], qtbot: QtBot
) -> None:
    record, client = few
    owner = Owner(client, session=sessions.of_client(record, client)[0].id)
    jobs, home, written, pulse = Jobs(), list[object](), list[str](), Heartbeat()

    def write_on(beat: int) -> None:
        if beat % WRITE_EVERY == 0:
            written.append(f"cormorant {len(written)}")
            notes.write(record, owner, "debrief.words", written[-1])

    pulse.beaten.connect(write_on)
    with pulse:
        jobs.run(partial(index, record), home.append, home.append)
        qtbot.waitUntil(lambda: bool(home), timeout=WAIT)
    jobs.close()
    assert home == [0]
    assert len(written) > 3
    print(f"\n{len(written)} notes, p99 {pulse.p99():.1f} ms, worst {pulse.worst():.1f} ms")
    assert pulse.p99() < LIMIT
    found = search.find(record, Sieve(f'"{written[-1]}"'))
    assert [hit.session for hit in found.hits] == [owner.session]
