"""The audit trail of the record: written in the same commit as the act, read, checked against its anchors."""

from collections.abc import Generator, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Protocol
from uuid import UUID

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from kapdesk.domain.audit import FIRST, Action, Anchor, Checker, Line, Recent, Verdict, against, seal
from kapdesk.domain.change import Change, Topic
from kapdesk.domain.clock import Clock, local, show_moment
from kapdesk.domain.people import Person
from kapdesk.domain.steps import Step, no_step
from kapdesk.store.derivation import expand
from kapdesk.store.rows import SettingRow
from kapdesk.store.rows_trust import AuditRow

if TYPE_CHECKING:
    from contextlib import AbstractContextManager

    from kapdesk.store.engine import Store
    from kapdesk.store.vault_keys import VaultKeys

RETIRED = "audit.key."
"""Before the number of the last line that an earlier key sealed; the key stands in the encrypted record."""
PAGE = 2_000
DB_KEY_BYTES = 32


class Held(Protocol):
    """What the trail needs to know of the record: the file, the clock, who acts, and what was just done."""

    @property
    def store(self) -> "Store":
        """The file."""
        ...

    @property
    def clock(self) -> Clock:
        """Where the time comes from."""
        ...

    @property
    def author(self) -> Person:
        """Who acts."""
        ...

    @property
    def zone(self) -> str:
        """The zone of the record."""
        ...

    @property
    def recent(self) -> Recent:
        """What was written into the trail a short while ago."""
        ...

    def read(self) -> "AbstractContextManager[Session]":
        """Open one short read."""
        ...

    def write(self) -> "AbstractContextManager[Session]":
        """Open one transaction."""
        ...

    def now(self) -> datetime:
        """Return the present instant."""
        ...


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing to be written into the trail."""

    action: Action
    of_kind: str = ""
    of_id: UUID | None = None
    client: UUID | None = None
    count: int | None = None


def note(
    db: Session,
    record: Held,
    action: Action,
    of_kind: str = "",
    of_id: UUID | None = None,
    client_id: UUID | None = None,
    count: int | None = None,
) -> None:
    """Write one line inside a write that is already open: it is there when the act is, and not without it."""
    put(db, record, (Entry(action, of_kind, of_id, client_id, count),))


def log(
    record: Held,
    action: Action,
    of_kind: str = "",
    of_id: UUID | None = None,
    client_id: UUID | None = None,
    count: int | None = None,
) -> Change:
    """Write one line for an act that writes nothing else: a print, an export, a look; raises NotWritten."""
    with record.write() as db:
        note(db, record, action, of_kind, of_id, client_id, count)
        return Change(Topic.AUDIT, client_id, of_id)


def viewed(record: Held, client_id: UUID, session_id: UUID | None = None) -> Change | None:
    """Write that a chart was opened; the same chart within ten minutes is one look."""
    if not record.recent.new(("viewed", client_id, session_id), record.now()):
        return None
    of_kind = "session" if session_id else "client"
    return log(record, Action.VIEWED, of_kind, session_id or client_id, client_id)


def take_wrong_tries(record: Held, folder: Path, keys: "VaultKeys") -> None:
    """Enter the wrong tries at the locked door into the trail, one line for each day, then forget them.

    A line says how many there were that day and when the last one was. Raises NotWritten.
    """
    from kapdesk.store import wrong_tries

    found = wrong_tries.read(folder, keys)
    if not found:
        return
    days: dict[date, list[datetime]] = {}
    for at in found.times:
        days.setdefault(local(at, record.zone).date(), []).append(at)
    entries = [
        Entry(Action.UNLOCK_FAILED, f"last {show_moment(times[-1], record.zone)}", count=len(times))
        for times in days.values()
    ]
    if found.unreadable:
        entries.append(Entry(Action.UNLOCK_FAILED, "not readable", count=found.unreadable))
    with record.write() as db:
        put(db, record, entries)
    wrong_tries.forget(folder, keys)


def put(db: Session, record: Held, entries: Sequence[Entry]) -> None:
    """Add lines at the end of the trail, each sealed over the one before."""
    if not entries:
        return
    last = db.execute(select(AuditRow.seq, AuditRow.mac).order_by(AuditRow.seq.desc()).limit(1)).first()
    seq, previous = (0, FIRST) if last is None else (last[0], last[1])
    key = audit_key(record.store.raw_key)
    rows: list[dict[str, object]] = []
    for entry in entries:
        seq += 1
        line = _line(record, seq, previous, entry)
        previous = seal(key, line)
        rows.append(_values(line, previous))
    db.execute(insert(AuditRow), rows)


def audit_key(raw_key: bytes) -> bytes:
    """Return the key of the trail, from the key of the file."""
    return expand(raw_key[:DB_KEY_BYTES], "audit")


def retire(db: Session, old_raw_key: bytes, at: datetime) -> None:
    """Keep the key that sealed the trail so far, when the file gets another one."""
    last = db.scalar(select(AuditRow.seq).order_by(AuditRow.seq.desc()).limit(1)) or 0
    key = f"{RETIRED}{last:012d}"
    if db.get(SettingRow, key) is None:
        db.add(SettingRow(key=key, value=audit_key(old_raw_key).hex(), changed_at=at, changed_by=None))


def anchor(store: "Store") -> Anchor | None:
    """Return the end of the trail, to be kept outside; None while nothing is written."""
    with store.read() as db:
        query = select(AuditRow.seq, AuditRow.mac, AuditRow.at).order_by(AuditRow.seq.desc()).limit(1)
        last = db.execute(query).first()
        return None if last is None else Anchor(last[0], last[1], last[2])


def verify(
    store: "Store", anchors: Sequence[Anchor] = (), *, after: Anchor | None = None, step: Step = no_step
) -> Verdict:
    """Check the trail from its first line, or after a known one, and against what stands outside.

    `step` hears each page of lines, of how many lines in all, and may raise to stop.
    """
    keys = _Keys(store)
    for known in (*anchors, *((after,) if after else ())):
        with store.read() as db:
            there = db.scalar(select(AuditRow.mac).where(AuditRow.seq == known.seq))
        if (found := against(known, there)) is not None:
            return found
    checker, end = Checker(after), anchor(store)
    for page in _pages(store, after.seq if after else 0):
        step(page[-1].seq, end.seq if end else page[-1].seq)
        if (found := checker.take((line, keys.of(line.seq)) for line in page)) is not None:
            return found
    return checker.end()


def sealed_lines(store: "Store") -> Generator[tuple[Line, bytes]]:
    """Return every line there is, in the order of writing, with the key that sealed it in its time."""
    keys = _Keys(store)
    for page in _pages(store, 0):
        yield from ((line, keys.of(line.seq)) for line in page)


class _Keys:
    """Which key sealed which line: the present one, and those of earlier files."""

    def __init__(self, store: "Store") -> None:
        self._now = audit_key(store.raw_key)
        with store.read() as db:
            query = select(SettingRow).where(SettingRow.key.startswith(RETIRED)).order_by(SettingRow.key)
            self._old = [
                (int(row.key[len(RETIRED) :]), bytes.fromhex(row.value)) for row in db.scalars(query)
            ]

    def of(self, seq: int) -> bytes:
        return next((key for until, key in self._old if seq <= until), self._now)


def _pages(store: "Store", seq: int) -> Generator[list[Line]]:
    while True:
        with store.read() as db:
            query = select(AuditRow).where(AuditRow.seq > seq).order_by(AuditRow.seq).limit(PAGE)
            page = [line_of(row) for row in db.scalars(query)]
        if not page:
            return
        seq = page[-1].seq
        yield page


def lines(record: Held, *, before: int | None = None, limit: int = 100, **sieve: object) -> Iterator[Line]:
    """Return lines, the newest first, from before a number on; `sieve` keeps columns to a value.

    Raises TypeError for a column that is not there.
    """
    query = select(AuditRow).order_by(AuditRow.seq.desc()).limit(limit)
    if before is not None:
        query = query.where(AuditRow.seq < before)
    query = query.filter_by(**{name: value for name, value in sieve.items() if value is not None})
    with record.read() as db:
        return iter([line_of(row) for row in db.scalars(query)])


def line_of(row: AuditRow) -> Line:
    """Return a row as what it is to the rest of the program."""
    return Line(
        row.seq, row.at, row.offset_minutes, row.boot, row.steady_ms, row.actor_id, row.action, row.of_kind,
        row.of_id, row.client_id, row.count, row.previous, row.mac,
    )  # fmt: skip


def _line(record: Held, seq: int, previous: str, entry: Entry) -> Line:
    now, clock = record.now(), record.clock
    offset = local(now, record.zone).utcoffset()
    steady = clock.boottime() or clock.monotonic()
    return Line(
        seq, now, int(offset.total_seconds() // 60) if offset else 0, clock.boot(), int(steady * 1000),
        record.author.id, entry.action.value, entry.of_kind, entry.of_id, entry.client, entry.count, previous,
    )  # fmt: skip


def _values(line: Line, mac: str) -> dict[str, object]:
    return {
        "seq": line.seq, "at": line.at, "offset_minutes": line.offset_minutes, "boot": line.boot,
        "steady_ms": line.steady_ms, "actor_id": line.actor, "action": line.action, "of_kind": line.of_kind,
        "of_id": line.of_id, "client_id": line.client, "count": line.count, "previous": line.previous,
        "mac": mac,
    }  # fmt: skip
