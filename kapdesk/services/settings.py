"""The clinic's settings and the desk's memory, kept inside the record."""

from collections.abc import Iterable
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from kapdesk.domain.change import Change, Topic
from kapdesk.domain.people import Role
from kapdesk.domain.snippets import Passage
from kapdesk.services.notes import Owner, keep_unconfirmed
from kapdesk.services.record import Record
from kapdesk.services.roles import check_setting
from kapdesk.store.rows import SettingRow

DRAFTS = "draft."
OWNER = Owner(UUID(int=0))
"""Whose a text is that belongs to no client yet: an address of the clinic, a form that is half filled."""


def get(record: Record, key: str, default: str = "") -> str:
    """Return one setting as text, or the default where it was never set."""
    with record.read() as db:
        if own(record, key) == key:
            return value(db, key, default)
        mine = db.get(SettingRow, own(record, key))
        if mine is None and key.startswith(DRAFTS) and record.author.role is not Role.OWNER:
            return default  # what was half typed before there were several people is the owner's
        return value(db, key, default) if mine is None else mine.value


def own(record: Record, key: str) -> str:
    """Return under which key a setting is kept: what is half typed belongs to who typed it."""
    return f"{key}@{record.author.id.hex}" if key.startswith(DRAFTS) else key


def value(db: Session, key: str, default: str = "") -> str:
    """Return one setting inside a read that is already open."""
    row = db.get(SettingRow, key)
    return default if row is None else row.value


def several(record: Record, prefix: str) -> dict[str, str]:
    """Return all settings whose key begins with a prefix."""
    with record.read() as db:
        named = SettingRow.key.startswith(prefix, autoescape=True)
        return dict(db.execute(select(SettingRow.key, SettingRow.value).where(named)).all())


def put(record: Record, key: str, value: str) -> Change:
    """Keep one setting."""
    with record.write() as db:
        put_in(db, record, key, value)
    return Change(Topic.SETTING)


def write(record: Record, key: str, text: str, unconfirmed: Iterable[Passage] | None = None) -> Change:
    """Keep a text that belongs to no client; `unconfirmed` are its words that came from a template.

    None leaves what is known of them.
    """
    with record.write() as db:
        put_in(db, record, key, text)
        if unconfirmed is not None:
            keep_unconfirmed(db, record, OWNER, key, tuple(unconfirmed))
    return Change(Topic.SETTING)


def put_several(record: Record, values: dict[str, str]) -> Change:
    """Keep several settings, all or none."""
    with record.write() as db:
        for key, text in values.items():
            put_in(db, record, key, text)
    return Change(Topic.SETTING)


def put_in(db: Session, record: Record, key: str, value: str) -> None:
    """Keep one setting inside a write that is already open; raises Refused for a role that may not."""
    check_setting(record.author, key)
    key = own(record, key)
    row = db.get(SettingRow, key)
    if row is None:
        db.add(SettingRow(key=key, value=value, changed_at=record.now(), changed_by=record.author.id))
    elif row.value != value:
        row.value, row.changed_at, row.changed_by = value, record.now(), record.author.id
