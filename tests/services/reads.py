"""What a read really asks of the database, and by which way the database finds it."""

import re
from collections.abc import Callable, Collection, Generator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random
from typing import Any
from uuid import UUID

from sqlalchemy import event, insert

from kapdesk.domain.finding import find_keys
from kapdesk.services.record import Record
from kapdesk.services.rehearsal_day import Day, Numbers
from kapdesk.services.rehearsal_people import read
from kapdesk.store.rows import AppointmentRow, ContactRow, InsightRow, TaskRow
from kapdesk.store.rows_after import LifeItemRow, LifeLookRow, RelapseSignRow
from kapdesk.store.tables import metadata

SMALL = {
    "setting": "some hundred lines that the clinic sets",
    "person": "who works here",
    "closure": "days on which the clinic is closed",
}
"""Tables that do not grow with the work; they may be read from one end to the other."""
OPEN_ONLY = {
    "ix_session_going_on": "sessions that wait for their end",
    "ix_session_unsigned": "sessions that wait for a signature",
    "ix_integration_note_unsigned": "notes that wait for a signature",
    "ix_task_open": "what is still to be done",
    "ix_appointment_missed": "missed visits: each is asked whether it was answered since",
    "ix_insight_held": "questions on hold",
    "one_open_session_per_client": "who is here now",
}
"""Indexes over what is open; they are read whole, and shrink as it is dealt with."""
_SCAN = re.compile(r"SCAN (\w+)(?: USING (?:COVERING )?INDEX (\w+))?")
_HALF = re.compile(r"SEARCH (\w+) USING (?:COVERING )?INDEX (\w+) \((\w+)>\?\)$")


@dataclass
class Asked:
    """The statements of a read with their parameters."""

    statements: list[tuple[str, Any]] = field(default_factory=list[tuple[str, Any]])

    def note(self, _connection: Any, _cursor: Any, sql: str, parameters: Any, *_more: Any) -> None:
        if not sql.startswith("BEGIN"):
            self.statements.append((sql, parameters))


@contextmanager
def listening(record: Record) -> Generator[Asked]:
    """Take down every statement that is asked within the block."""
    asked, engine = Asked(), record.store._engine  # pyright: ignore[reportPrivateUsage] - the questions themselves are looked at
    event.listen(engine, "before_cursor_execute", asked.note)
    try:
        yield asked
    finally:
        event.remove(engine, "before_cursor_execute", asked.note)


def scans(record: Record, asked: Asked, *, beside: Collection[str] = ()) -> list[str]:
    """Return every reading of a growing table from end to end; `beside` may be, for a reason."""
    found: list[str] = []
    with record.store.bare() as connection:
        for sql, parameters in asked.statements:
            for row in connection.execute(f"EXPLAIN QUERY PLAN {sql}", parameters):
                one = _SCAN.match(row[3]) or _all_but_none(sql, row[3])
                table = one and re.sub(r"_\d+$", "", one[1])
                if not one or table not in metadata.tables or table in SMALL or one[2] in OPEN_ONLY:
                    continue
                if one[2] not in beside and table not in beside:
                    found.append(f"{row[3]} in {' '.join(sql.split())[:300]}")
    return found


def _all_but_none(sql: str, step: str) -> re.Match[str] | None:
    """Find an index read from its first value on: it looks like a search, and is all that has a value."""
    one = _HALF.match(step)
    return one if one and f"{one[3]} IS NOT NULL" in sql and f"{one[3]} >" not in sql else None


def asked_by(record: Record, read: Callable[[Record], object]) -> Asked:
    """Return what a read asks when it is done for the second time."""
    read(record)
    with listening(record) as asked:
        read(record)
    return asked


class Crowd:
    """A record that is filled client by client, each with the same kinds of things."""

    def __init__(self, record: Record, until: datetime) -> None:
        self.record, self.until = record, until
        self.numbers = Numbers(Random(7), record, record.author.signature, read("phrases.toml"))
        self.clients: list[UUID] = []

    def add(self, *, sessions: int = 2) -> UUID:
        """Add one client with so many dosing sessions, the last a week ago, and something of each kind."""
        place, id_ = len(self.clients) + 1, self.numbers.new_id()
        first = self.until - timedelta(days=7 + 11 * (sessions - 1))
        code, keep = f"C-{place:04d}", self.numbers.kept
        rows: dict[str, list[dict[str, Any]]] = {
            "client": [
                keep(
                    first, id=id_, code=code, family_name="Sorrel", given_name=f"Wren {place}",
                    find_keys=find_keys("Sorrel", f"Wren {place}", "", code, None),
                )
            ]
        }  # fmt: skip
        for number in range(1, sessions + 1):
            day = Day(self.numbers, id_, number, first + timedelta(days=11 * (number - 1)))
            for kind, made in day.rows().items():
                rows.setdefault(kind.__tablename__, []).extend(made)
        for kind, made in self._open_things(id_, rows["session"][-1]["id"]).items():
            rows.setdefault(kind.__tablename__, []).append(made)
        with self.record.store.write() as db:
            for table in metadata.sorted_tables:
                for row in rows.get(table.name, []):
                    db.execute(insert(table), row)
        self.clients.append(id_)
        return id_

    def _open_things(self, client: UUID, session: UUID) -> dict[type[Any], dict[str, Any]]:
        at, keep = self.until - timedelta(days=6), self.numbers.kept
        missed = self.until - timedelta(days=1)
        happened = {"happened_at": at, "zone": self.record.zone}
        item = keep(at, client_id=client, register="unsettled", register_version=1, text="heart", **happened)
        item |= {"facts": {}, "due_on": at.date()}
        return {
            TaskRow: keep(at, client_id=client, session_id=session, kind="other", text="call", due_at=at),
            InsightRow: keep(
                at, client_id=client, session_id=session, kind="held question", text="was it real", levels=[]
            ),
            AppointmentRow: keep(
                at, client_id=client, session_id=session, kind="regular", starts_at=missed, minutes=50,
                status="did not attend", zone=self.record.zone,
            ),
            ContactRow: keep(at, client_id=client, channel="phone", outcome="no answer", **happened),
            RelapseSignRow: keep(
                at, client_id=client, words="I cancel", pattern="missed", limits={"limit": 1}, **happened
            ),
            LifeItemRow: item,
            LifeLookRow: keep(
                at, client_id=client, item_id=item["id"], status="asked-on", facts={"answer": "something"},
                **happened,
            ),
        }  # fmt: skip
