"""A copy of something signed under the wrong client, left in the right chart as a draft."""

from collections.abc import Mapping
from typing import Any, cast
from uuid import UUID, uuid4

from sqlalchemy import Table, func, insert, select
from sqlalchemy.orm import Session

from kapdesk.domain.signing import Of
from kapdesk.services import sealing
from kapdesk.services.sealing import OwnerRow
from kapdesk.store.rows import NoteRow, RevisionRow, SafetyPlanRow, SessionRow
from kapdesk.store.tables import metadata

Values = dict[str, Any]
_UNSIGNED: Values = {"signed_at": None, "signed_by": None, "seal": None}
_ELSEWHERE = ("session_id", "integration_id", "appointment_id", "insight_id", "taken_from_id")
"""References that may lead out of what is copied: there they are left empty."""


def copy(db: Session, of: Of, row: OwnerRow, to_client: UUID) -> tuple[UUID, dict[str, int]]:
    """Write every row of something signed once more, under another client; return its id and the counts."""
    own = cast("Table", type(row).__table__)
    found = {own.name: _read(db, own, own.c.id == row.id)}
    column = sealing.OWNERS[of][1]
    for table in sealing.tables_of(of):
        found[table.name] = _read(db, table, table.c[column] == row.id)
    if of is Of.INTEGRATION:
        texts = select(NoteRow.id).where(NoteRow.integration_id == row.id)
        revisions = cast("Table", RevisionRow.__table__)
        found["revision"] = _read(db, revisions, revisions.c.of_id.in_(texts))
    ids = {one["id"]: uuid4() for rows in found.values() for one in rows}
    for table in metadata.sorted_tables:
        rows = [_copied(one, ids, to_client) for one in found.get(table.name, ())]
        _number(db, table.name, rows, to_client)
        if rows:
            db.execute(insert(table), rows)
    return ids[row.id], {name: len(rows) for name, rows in found.items() if rows}


def next_number(db: Session, table: type[SessionRow | SafetyPlanRow], client_id: UUID) -> int:
    """Return the next number among a client's sessions or plans."""
    return 1 + (db.scalar(select(func.max(table.number)).where(table.client_id == client_id)) or 0)


def _read(db: Session, table: Table, which: Any) -> list[Values]:
    return [dict(one) for one in db.execute(select(table).where(which)).mappings()]


def _copied(one: Mapping[str, Any], ids: Mapping[UUID, UUID], to_client: UUID) -> Values:
    """Return a row with the ids of its copy; what leads to the other chart is left out."""
    made: Values = {}
    for name, value in one.items():
        known = ids.get(value) if isinstance(value, UUID) else None
        made[name] = known or (None if name in _ELSEWHERE else value)
    if "client_id" in made:
        made["client_id"] = to_client
    return made | {name: value for name, value in _UNSIGNED.items() if name in made}


def _number(db: Session, name: str, rows: list[Values], client_id: UUID) -> None:
    """Take the next numbers where a client's rows are numbered."""
    table = {"session": SessionRow, "safety_plan": SafetyPlanRow}.get(name)
    if table is None or not rows:
        return
    first = next_number(db, table, client_id)
    for place, one in enumerate(rows):
        one["number"] = first + place
