"""Large rehearsal records for trials of speed and size: the same seed writes the same rows."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random
from uuid import UUID

from kapdesk.domain.clock import SetClock
from kapdesk.domain.finding import find_keys
from kapdesk.services.rehearsal_clinic import found_clinic
from kapdesk.services.rehearsal_day import Day, Numbers, Rows
from kapdesk.services.rehearsal_people import read
from kapdesk.services.rehearsal_pour import Mark, Pour, Step, no_step
from kapdesk.store.rows import ClientRow, IntegrationNoteRow, SessionRow

UNTIL = datetime(2026, 6, 1, 18, 0, tzinfo=UTC)
"""The instant before which everything in a large rehearsal lies, so that it is the same on every day."""
BETWEEN_DOSES = 11
"""Days from one dose to the next."""
SIGNED_AFTER = timedelta(days=60)
"""How long ago what is signed in a rehearsal of several years was: what is younger waits to be signed."""
ENDED_AFTER = timedelta(days=180)
"""How long after the last dose the work with somebody has ended, in a rehearsal of several years."""


@dataclass(frozen=True, slots=True)
class Written:
    """What was written: how many clients and sessions, and the rows of each table."""

    clients: int
    sessions: int
    counts: dict[str, int]


@dataclass(frozen=True, slots=True)
class Span:
    """When everything lies: before which instant, over how many years (none: everybody is still in care)."""

    until: datetime
    years: int = 0

    def moved(self, share: float) -> timedelta:
        """Return how far back the whole course of somebody lies, the first at the end of the span."""
        return timedelta(days=round(share * 365.25 * self.years))

    def signed(self, at: datetime) -> bool:
        """Say whether what ended then is signed by now."""
        return bool(self.years) and self.until - at > SIGNED_AFTER

    def ended(self, at: datetime) -> bool:
        """Say whether the work with somebody who was dosed last then has ended by now."""
        return bool(self.years) and self.until - at > ENDED_AFTER


def write(
    folder: Path, *, clients: int, sessions: int, seed: int = 1, until: datetime = UNTIL, years: int = 0,
    longest: int = 0, step: Step = no_step,
) -> Written:  # fmt: skip
    """Write a rehearsal record of so many clients and, in all, so many dosing sessions.

    With `years` the clients came one after the other over so long a time: the work with most has ended and
    what is old is marked as signed; else everybody is in care. The first has at least `longest` sessions.
    Rows, texts, ids and times follow from these and the seed alone; only the record's own id and keys are
    new each time. Past the services and many clients to a transaction, so that 100,000 sessions take
    minutes; `step` is told how many are written and may raise to stop. Raises what `vault.create` raises.
    """
    clock = SetClock(until)
    opened, invented = found_clinic(folder, clock)
    numbers = Numbers(Random(seed), invented.record, invented.people["sole"].signature, read("phrases.toml"))  # noqa: S311 - invented words, no secret
    span, written = Span(until, years), 0
    try:
        with opened.store.bare() as connection, Pour(connection) as pour:
            for place, mine in enumerate(shares(clients, sessions, longest)):
                rows = _client(numbers, place, mine, span, place / clients)
                pour.take(rows, _signed(rows, span, numbers.record.author.id))
                written += mine
                step(written, sessions)
            counts = pour.finish()
        return Written(clients, sessions, counts)
    finally:
        opened.close()


def shares(clients: int, sessions: int, longest: int = 0) -> Iterator[int]:
    """Share the sessions out evenly, but give the first client at least `longest` of them."""
    if not clients:
        return
    even = sessions // clients + (1 if sessions % clients else 0)
    first = sessions if clients == 1 else min(max(even, longest), sessions)
    yield first
    others, left = clients - 1, sessions - first
    for place in range(others):
        yield left // others + (1 if place < left % others else 0)


def _client(numbers: Numbers, place: int, sessions: int, span: Span, share: float) -> Rows:
    """Return the rows of one client with all of their sessions."""
    rng, words = numbers.rng, numbers.words
    family, given = rng.choice(words["family"]), rng.choice(words["given"])
    code, id_ = f"R-{place + 1:05d}", numbers.new_id()
    first = span.until - timedelta(
        days=BETWEEN_DOSES * sessions + rng.randint(1, 40), hours=rng.randint(3, 8)
    )
    first -= span.moved(share)
    last = first + timedelta(days=BETWEEN_DOSES * (sessions - 1))
    born = (datetime(1950, 1, 1, tzinfo=UTC) + timedelta(days=rng.randint(0, 19000))).date()
    met = first - timedelta(days=20)
    row = numbers.kept(
        met, id=id_, code=code, family_name=family, given_name=given, born=born,
        phone=f"+1 555 01{place % 100:02d}", allergies="none known",
        find_keys=find_keys(family, given, "", code, born),
    )  # fmt: skip
    if span.ended(last):
        row |= {"ended_on": (last + timedelta(days=30)).date(), "ended_reason": "the work was done"}
    rows: Rows = {ClientRow: [row]}
    for number in range(1, sessions + 1):
        at = first + timedelta(days=BETWEEN_DOSES * (number - 1), minutes=rng.randint(0, 90))
        day = Day(numbers, id_, number, at)
        for kind, made in day.rows().items():
            rows.setdefault(kind, []).extend(made)
    return rows


def _signed(rows: Rows, span: Span, by: UUID) -> list[Mark]:
    """Return what is old enough to be marked as signed."""
    return [
        (kind, row["id"], row["ended_at"], by)
        for kind in (SessionRow, IntegrationNoteRow)
        for row in rows.get(kind, [])
        if span.signed(row["ended_at"])
    ]
