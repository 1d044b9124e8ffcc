"""Every edit writes its own line into the audit trail: no service has to think of it or can forget it."""

from typing import Any
from uuid import NAMESPACE_OID, UUID, uuid5

from sqlalchemy import event
from sqlalchemy.orm import Session

from kapdesk.domain.audit import Action
from kapdesk.services.audit import RETIRED, Entry, Held, put
from kapdesk.store.rows import SessionRow

QUIET = frozenset({"audit", "revision", "vault_identity", "page_code", "process_revision", "process_key"})
"""Tables that only accompany another entry, which has its line."""
MEMORY = ("desk.", "draft.", RETIRED)
"""What the names of settings begin with that are the desk's own memory, not anybody's choice."""
ONE_TEXT = frozenset({"note", "process_note"})
"""Texts that are saved again and again while somebody writes."""


def watch(db: Session) -> None:
    """Remember in this write which rows are new, different and gone."""
    if not event.contains(db, "after_flush", _flushed):
        event.listen(db, "after_flush", _flushed)


def _flushed(db: Session, _context: object) -> None:
    seen: dict[object, Action] = db.info.setdefault("edits", {})
    for rows, action in ((db.new, Action.MADE), (db.dirty, Action.CHANGED), (db.deleted, Action.REMOVED)):
        for row in rows:
            if action is not Action.CHANGED or db.is_modified(row):
                seen.setdefault(row, action)


def settle(db: Session, record: Held) -> None:
    """Write a line for each edit of this write, before it is committed."""
    db.flush()
    edits: dict[Any, Action] = db.info.pop("edits", {})
    put(db, record, [entry for row, action in edits.items() if (entry := _entry(db, record, row, action))])


def _entry(db: Session, record: Held, row: Any, action: Action) -> Entry | None:
    table: str = row.__tablename__
    if table in QUIET:
        return None
    if table == "setting":
        return _setting(row.key)
    of_id: UUID | None = getattr(row, "id", None)
    if table in ONE_TEXT and not record.recent.new((table, of_id, record.author.id), record.now()):
        return None
    return Entry(action, table, of_id, _client(db, row))


def _setting(key: str) -> Entry | None:
    return None if key.startswith(MEMORY) else Entry(Action.SETTING, "setting", setting_id(key))


def setting_id(key: str) -> UUID:
    """Return the id under which a setting stands in the trail: its name is not written there."""
    return uuid5(NAMESPACE_OID, f"kapdesk setting {key}")


def _client(db: Session, row: Any) -> UUID | None:
    if row.__tablename__ == "client":
        return row.id
    client: UUID | None = getattr(row, "client_id", None)
    if client is None and (session := getattr(row, "session_id", None)) is not None:
        owner = db.get(SessionRow, session)
        client = owner.client_id if owner else None
    return client
