"""What is carried, from the rows of the record to what it is: named once, with every look in order."""

from collections.abc import Iterable
from typing import Any, cast
from uuid import UUID

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from kapdesk.domain.errors import NotFound
from kapdesk.domain.life import LifeItem, LifeLook
from kapdesk.domain.registers import Register, Value
from kapdesk.services.record import Record
from kapdesk.store.rows import IntegrationNoteRow, SessionRow
from kapdesk.store.rows_after import LifeItemRow, LifeLookRow

BACK = "taken-back"
"""Names, among the answers of a look, what was taken back of it beside its answers."""


def register_of(record: Record, register_id: str, version: int) -> Register:
    """Return a register in the version something was named in; the newest where that one is gone."""
    try:
        return record.content.register(register_id, version)
    except NotFound:
        return record.content.register(register_id)


def several(db: Session, record: Record, which: ColumnElement[bool]) -> tuple[LifeItem, ...]:
    """Return what is carried with every look at it, in the order of naming, struck ones included."""
    rows = db.scalars(select(LifeItemRow).where(which).order_by(LifeItemRow.written_at, LifeItemRow.id)).all()
    if not rows:
        return ()
    looks, sealed = _looks(db, [row.id for row in rows]), _sealed(db, rows)
    return tuple(
        LifeItem(
            id=row.id, client=row.client_id, register=row.register, register_version=row.register_version,
            text=row.text, named=_facts(row.facts)[0], named_due=row.due_on, happened_at=row.happened_at,
            written_at=row.written_at, zone=row.zone, author=row.author_id,
            first_status=register_of(record, row.register, row.register_version).standings[0].id,
            session=row.session_id, integration=row.integration_id, insight=row.insight_id,
            looks=tuple(looks.get(row.id, ())), struck_reason=row.struck_reason if row.struck_at else None,
            sealed=bool({row.session_id, row.integration_id} & sealed), struck_at=row.struck_at,
        )
        for row in rows
    )  # fmt: skip


def _looks(db: Session, items: Iterable[UUID]) -> dict[UUID, list[LifeLook]]:
    wanted, found = list(items), dict[UUID, list[LifeLook]]()
    if not wanted:
        return found
    query = select(LifeLookRow).where(LifeLookRow.item_id.in_(wanted))
    for row in db.scalars(query.order_by(LifeLookRow.written_at, LifeLookRow.id)):
        facts, back = _facts(row.facts)
        found.setdefault(row.item_id, []).append(
            LifeLook(
                row.id, row.status, row.rating, row.text, facts, back, row.due_on, row.happened_at,
                row.written_at, row.zone, row.author_id, row.session_id, row.integration_id,
            )
        )  # fmt: skip
    return found


def _facts(stored: dict[str, Any]) -> tuple[dict[str, Value], tuple[str, ...]]:
    """Return the answers as they were given, and what was taken back beside them."""
    back = cast("list[str]", stored.get(BACK, []))
    facts = {name: _value(value) for name, value in stored.items() if name != BACK}
    return facts, tuple(back)


def _value(value: object) -> Value:
    if isinstance(value, list):
        return tuple(str(each) for each in cast("list[object]", value))
    return value if isinstance(value, int | str) or value is None else str(value)


def _sealed(db: Session, rows: Iterable[LifeItemRow]) -> set[UUID | None]:
    """Return the sessions and notes of these rows that are signed."""
    owners = {row.session_id for row in rows} | {row.integration_id for row in rows}
    wanted = [owner for owner in owners if owner is not None]
    found: set[UUID | None] = set()
    for table in (SessionRow, IntegrationNoteRow) if wanted else ():
        signed = select(table.id).where(table.id.in_(wanted), table.signed_at.is_not(None))
        found.update(db.scalars(signed))
    return found
