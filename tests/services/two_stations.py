"""Two workstations, each with a record of its own, and bundles that go from one to the other."""

import random
import shutil
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import select, text, update
from sqlalchemy.orm import Session

from kapdesk.domain.clock import SetClock
from kapdesk.domain.people import Person, Role
from kapdesk.services import bundles, merging, notes, people, sessions, timeline
from kapdesk.services.merging import Taken
from kapdesk.services.notes import Owner
from kapdesk.services.record import Record
from kapdesk.store import rows
from kapdesk.store.derivation import FLOOR
from kapdesk.store.engine import FILE, Store
from kapdesk.store.rows_trust import ImportConflictRow
from kapdesk.store.tables import metadata
from tests.conftest import MORNING, ZONE, Template, shipped

WORDS = "balemo-tinado-kerufa-sovilu-pagiro-denubi"
PLAIN = {"import_run", "import_conflict", "person", "setting", "vault_identity", "role_change"}
OWN = {"seq", "row_version", "indexed", "find_keys"}
FIELDS = ("intention", "fears", "words", "music")


@dataclass(slots=True)
class Station:
    """One workstation: its record, its clock, and the person who sits there."""

    record: Record
    clock: SetClock
    folder: Path
    changed: set[tuple[str, UUID]] = field(default_factory=set[tuple[str, UUID]])

    def send(self, *clients: UUID) -> Path:
        self.clock.at += timedelta(seconds=1)
        out = self.folder / "out"
        out.mkdir(exist_ok=True)
        return bundles.make(self.record, clients, out, WORDS, cost=FLOOR).path

    def take(self, path: Path, **more: Any) -> Taken:
        return merging.take_in(self.record, path, WORDS, **more)

    def all(self, *without: str) -> dict[tuple[str, Any], dict[str, Any]]:
        """Return every row of the record, apart from the trail."""
        found: dict[tuple[str, Any], dict[str, Any]] = {}
        with self.record.store.read() as db:
            for table in metadata.sorted_tables:
                if table.name not in {"audit", *without}:
                    key = next(iter(table.primary_key.columns)).name
                    for row in db.execute(select(table)).mappings():
                        found[table.name, row[key]] = dict(row)
        return found


@contextmanager
def station(template: Template, folder: Path, *, name: str = "") -> Generator[Station]:
    folder.mkdir(mode=0o700, parents=True)
    shutil.copy(template.folder / FILE, folder / FILE)
    clock = SetClock(MORNING)
    store = Store(folder / FILE, template.key)
    record = Record(store, shipped(), clock, template.person, ZONE)
    if name:
        with store.write() as db:
            db.execute(metadata.tables["vault_identity"].update().values(vault_id=uuid4().hex))
            _another_owner(db, template.person.id)
        other = next(one for one in people.everyone(record) if one.id != template.person.id)
        record = Record(store, shipped(), clock, Person(other.id, name, "LCSW", Role.OWNER), ZONE)
    yield Station(record, clock, folder)
    store.close()


def _another_owner(db: Session, old: UUID) -> None:
    """Let whoever made the template be somebody else at the other workstation."""
    new = uuid4()
    db.execute(text("PRAGMA defer_foreign_keys = ON"))
    for table in metadata.sorted_tables:
        for link in table.foreign_keys:
            if link.column.table.name == "person":
                column = link.parent.name
                db.execute(update(table).where(table.c[column] == old).values({column: new}))
    person = metadata.tables["person"]
    db.execute(update(person).where(person.c.id == old).values(id=new, name="R. Lind"))


def a_session(at: Station, client: UUID) -> UUID:
    session = sessions.plan(at.record, client, setting="in person", room="Quiet room").item
    assert session is not None
    return session


def asides(at: Station) -> list[ImportConflictRow]:
    with at.record.store.read() as db:
        return list(db.scalars(select(ImportConflictRow).where(ImportConflictRow.resolved_at.is_(None))))


def said(at: Station) -> dict[tuple[str, object], dict[str, object]]:
    """Return what the rows of the clients say, without what each workstation counts by itself."""
    return {
        key: {name: value for name, value in values.items() if name not in OWN}
        for key, values in at.all(*PLAIN).items()
    }


class Hands:
    """Does random things at one workstation and remembers which rows it touched."""

    def __init__(self, at: Station, client: UUID, session: UUID, dice: random.Random) -> None:
        self._at, self._client, self._session, self._dice = at, client, session, dice

    def act(self) -> None:
        self._at.clock.at += timedelta(seconds=self._dice.randint(1, 90))
        self._dice.choice((self.write, self.stamp, self.strike, self.rename, self.task, self.finish))()

    def write(self) -> None:
        field, text = self._dice.choice(FIELDS), f"words {self._dice.randint(0, 10**6)}"
        owner = self._dice.choice((Owner(self._client), Owner(self._client, session=self._session)))
        done = notes.write(self._at.record, owner, field, text)
        assert done.item is not None
        self._at.changed.add(("note", done.item))

    def stamp(self) -> None:
        timeline.stamp(self._at.record, self._session, text="a moment")

    def strike(self) -> None:
        with self._at.record.write() as db:
            found = db.scalars(select(rows.TimelineRow).where(rows.TimelineRow.struck_at.is_(None))).all()
            if found:
                row = self._dice.choice(sorted(found, key=lambda one: one.id.hex))
                row.struck_at, row.struck_reason = self._at.clock.at, "a wrong key"
                self._at.changed.add(("timeline", row.id))

    def rename(self) -> None:
        with self._at.record.write() as db:
            row = db.get_one(rows.ClientRow, self._client)
            row.phone = str(self._dice.randint(10**6, 10**7))
            self._at.changed.add(("client", row.id))

    def task(self) -> None:
        with self._at.record.write() as db:
            row = rows.TaskRow(id=uuid4(), client_id=self._client, kind="call", text="call", due_at=MORNING)
            row.written_at = self._at.clock.at
            db.add(row)

    def finish(self) -> None:
        with self._at.record.write() as db:
            found = db.scalars(select(rows.TaskRow).where(rows.TaskRow.done_at.is_(None))).all()
            if found:
                row = self._dice.choice(sorted(found, key=lambda one: one.id.hex))
                row.done_at, row.done_note = self._at.clock.at, "done"
                self._at.changed.add(("task", row.id))
