"""Whole rows of some clients, taken out of one record and put into another as they were written."""

from collections.abc import Collection, Generator, Iterable, Mapping, Sequence
from contextlib import contextmanager
from typing import Any
from uuid import UUID

from sqlalchemy import Column, Table, or_, select, text, update
from sqlalchemy.orm import Session

from kapdesk.store.tables import metadata

Values = dict[str, Any]
Rows = dict[str, dict[UUID, Values]]
STAYS = frozenset(
    {"vault_identity", "setting", "audit", "closure", "custody_holder", "recovery_rehearsal", "role_change",
     "tombstone", "import_run", "import_conflict", "person"}
)  # fmt: skip
"""Tables whose rows are of the workstation, not of a client; people come with the rows that name them."""
PRIVATE = "process_note"
PRIVATE_DRAFT = "draft.private."
SIGNING = ("signed_at", "signed_by", "seal")
_CHUNK = 5_000
_ROUNDS = 6
_NAMED = {"revision": "of_id"}


def tables() -> list[Table]:
    """Return the tables whose rows go with a client, parents first."""
    return [table for table in metadata.sorted_tables if table.name not in STAYS]


def gather(
    db: Session, clients: Collection[UUID], *, private_of: UUID | None = None, all_private: bool = False
) -> Rows:
    """Return every row that belongs to these clients; private notes only of the one who asks for them."""
    found: Rows = {"client": by_id(db, metadata.tables["client"], clients)}
    for _ in range(_ROUNDS):
        before = sum(map(len, found.values()))
        for table in tables():
            if table.name != "client":
                found.setdefault(table.name, {}).update(_of(db, table, found))
        _leave_private(found, private_of, all_private=all_private)
        if sum(map(len, found.values())) == before:
            break
    return {name: rows for name, rows in found.items() if rows}


def by_id(db: Session, table: Table, ids: Iterable[UUID]) -> dict[UUID, Values]:
    """Return the rows of a table that have one of these ids."""
    return _where_in(db, table, table.c.id, set(ids))


def people_in(db: Session, rows: Rows) -> dict[UUID, Values]:
    """Return everybody whom a row names, and who supervises them."""
    person, named = metadata.tables["person"], set[UUID]()
    for name, each in rows.items():
        columns = [link.parent.name for link in _links(metadata.tables[name]) if link.column.table is person]
        named |= {values[column] for values in each.values() for column in columns if values[column]}
    found: dict[UUID, Values] = {}
    while named:
        more = by_id(db, person, named)
        found.update(more)
        named = {one["supervised_by"] for one in more.values() if one["supervised_by"]} - set(found)
    return found


def parents(table: Table, values: Mapping[str, Any]) -> Iterable[tuple[str, UUID]]:
    """Return the rows (table, id) that a row names, apart from people."""
    for link in _links(table):
        wanted = values.get(link.parent.name)
        if wanted is not None and link.column.table.name != "person":
            yield link.column.table.name, wanted


def insert(db: Session, rows: Mapping[str, Iterable[Values]]) -> None:
    """Put new rows in, parents first; owners stand unsigned until `sign` signs them again."""
    db.execute(text("PRAGMA defer_foreign_keys = ON"))
    for table in metadata.sorted_tables:
        new = [_unsigned(table, values) for values in rows.get(table.name, ())]
        if new:
            db.execute(table.insert(), new)


def change(db: Session, table: Table, values: Mapping[str, Any]) -> None:
    """Give a row of this id the values of another state of it; signing it comes last, by `sign`."""
    said = {name: value for name, value in values.items() if name != "id"}
    if "seal" in table.c:
        said = {name: value for name, value in said.items() if name not in SIGNING}
    db.execute(update(table).where(table.c.id == values["id"]).values(said))


def sign(db: Session, table: Table, values: Mapping[str, Any]) -> None:
    """Give an owner back what it was signed with; from then on nothing in it changes."""
    said = {name: values[name] for name in SIGNING if name in table.c}
    db.execute(update(table).where(table.c.id == values["id"]).values(said))


def group_of(table: Table, values: Mapping[str, Any]) -> tuple[str, UUID] | None:
    """Return the list in which a row has its place: (column, id); None where rows have no place."""
    if "seq" not in table.c:
        return None
    for name in ("of_id", "note_id", "session_id", "integration_id", "client_id"):
        if name in table.c and values.get(name) is not None:
            return name, values[name]
    return None


@contextmanager
def places_may_change(db: Session) -> Generator[None]:
    """Set aside, within the transaction, the triggers that keep rows which are only ever added to."""
    query = text(
        "SELECT name, sql FROM sqlite_schema "
        "WHERE type = 'trigger' AND name LIKE 'kept!_%!_update' ESCAPE '!'"
    )
    kept: Sequence[Any] = db.execute(query).all()
    for name, _sql in kept:
        db.execute(text(f'DROP TRIGGER "{name}"'))
    yield
    for _name, sql in kept:
        db.connection().exec_driver_sql(sql)


def _of(db: Session, table: Table, found: Rows) -> dict[UUID, Values]:
    """Return the rows of a table that hang on what was found so far."""
    clients = set(found["client"])
    if table.name == "moved":  # it names two charts; both have to be there
        both = _where_in(db, table, table.c.from_client_id, clients)
        return {one: values for one, values in both.items() if values["to_client_id"] in clients}
    if "client_id" in table.c:
        return _where_in(db, table, table.c.client_id, clients)
    if (named := _NAMED.get(table.name)) is not None:
        return _where_in(db, table, table.c[named], {one for rows in found.values() for one in rows})
    more: dict[UUID, Values] = {}
    for link in _links(table):
        above = found.get(link.column.table.name, {})
        if above and link.column.table.name != "person":
            column: Column[Any] = link.parent
            more.update(_where_in(db, table, column, set(above)))
    return more


def _leave_private(found: Rows, private_of: UUID | None, *, all_private: bool) -> None:
    """Take private notes out again that nobody asked for, and everything that hangs on them."""
    if all_private:
        return
    found[PRIVATE] = {
        one: values for one, values in found.get(PRIVATE, {}).items()
        if private_of is not None and values["owner_id"] == private_of
    }  # fmt: skip
    for name in ("process_revision", "process_key", "process_release"):
        rows = found.get(name, {})
        found[name] = {one: values for one, values in rows.items() if values["note_id"] in found[PRIVATE]}
    notes = found.get("note", {})
    found["note"] = {
        one: values for one, values in notes.items() if not values["field"].startswith(PRIVATE_DRAFT)
    }
    gone = set(notes) - set(found["note"])
    rows = found.get("revision", {})
    found["revision"] = {one: values for one, values in rows.items() if values["of_id"] not in gone}


def _where_in(db: Session, table: Table, column: Column[Any], ids: set[UUID]) -> dict[UUID, Values]:
    found: dict[UUID, Values] = {}
    ordered = sorted(ids, key=_hex)
    for start in range(0, len(ordered), _CHUNK):
        part = ordered[start : start + _CHUNK]
        for row in db.execute(select(table).where(or_(column.in_(part)))).mappings():
            found[row["id"]] = dict(row)
    return found


def _links(table: Table) -> list[Any]:
    return sorted(table.foreign_keys, key=_link_name)


def _link_name(link: Any) -> str:
    return link.parent.name


def _hex(one: UUID) -> str:
    return one.hex


def _unsigned(table: Table, values: Values) -> Values:
    return {**values, **dict.fromkeys(SIGNING)} if "seal" in table.c else values
