"""What is still open in a session or an integration note when somebody is about to sign it."""

import json
import re
from typing import cast

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from kapdesk.domain.signing import Of, Point
from kapdesk.services.notes import UNCONFIRMED
from kapdesk.services.sealing import OwnerRow
from kapdesk.store.rows import (
    AdverseEventRow,
    ClearanceRow,
    DischargeRow,
    DoseRow,
    NoteRow,
    SessionRow,
    SettingRow,
)

_NO_WORDS = (".voice", ".strip", ".open")
"""How the names of drafts end that hold no words of anybody."""
_WORD = re.compile(r"[^\W\d_]")
_BOTH = 2


def find(db: Session, of: Of, row: OwnerRow) -> tuple[Point, ...]:
    """Return every open point, those that stop signing first."""
    what = "the session" if of is Of.SESSION else "the integration session"
    found = [Point(f"{what} has not ended", stops=True)] if row.ended_at is None else []
    found += _unconfirmed(db, row)
    if isinstance(row, SessionRow):
        found += _of_the_day(db, row)
    found += _drafts(db, of, row)
    return tuple(found)


def _unconfirmed(db: Session, row: OwnerRow) -> list[Point]:
    """Name the texts with words of a template that nobody confirmed."""
    kept = db.get(SettingRow, UNCONFIRMED + row.id.hex)
    waiting = cast("dict[str, list[object]]", json.loads(kept.value)) if kept is not None else {}
    return [
        Point(f"words of a template in “{_plain(field)}” are not confirmed", stops=True)
        for field, some in sorted(waiting.items())
        if some
    ]


def _of_the_day(db: Session, row: SessionRow) -> list[Point]:
    found: list[Point] = []
    dosed = _count(db, DoseRow, row)
    if dosed and not _count(db, DischargeRow, row):
        found.append(Point("no outcome is recorded"))
    query = select(func.count(ClearanceRow.kind.distinct())).where(ClearanceRow.session_id == row.id)
    if dosed and (db.scalar(query.where(ClearanceRow.struck_at.is_(None))) or 0) < _BOTH:
        found.append(Point("not both clearances are signed"))
    open_events = (
        select(func.count()).select_from(AdverseEventRow).where(AdverseEventRow.session_id == row.id)
    )
    open_events = open_events.where(AdverseEventRow.ended_at.is_(None), AdverseEventRow.struck_at.is_(None))
    if count := db.scalar(open_events):
        found.append(Point(f"{count} adverse event{'s' if count > 1 else ''} without an end"))
    return found


def _count(db: Session, table: type[DoseRow | DischargeRow], row: SessionRow) -> int:
    query = select(func.count()).select_from(table).where(table.session_id == row.id)
    return db.scalar(query.where(table.struck_at.is_(None))) or 0


def _drafts(db: Session, of: Of, row: OwnerRow) -> list[Point]:
    """Name what was typed and never taken over: it stays in the record and prints nowhere."""
    owner = NoteRow.session_id if of is Of.SESSION else NoteRow.integration_id
    query = select(NoteRow.field, NoteRow.text).where(owner == row.id, NoteRow.field.startswith("draft."))
    waiting = [
        _plain(field.removeprefix("draft."))
        for field, text in db.execute(query.order_by(NoteRow.field))
        if _WORD.search(text) and not field.endswith(_NO_WORDS)
    ]
    return [Point(f"typed and not taken over, so it will not print: {', '.join(waiting)}")] if waiting else []


def _plain(field: str) -> str:
    return re.split(r"\.[0-9a-f]{16,}", field)[0].replace("-", " ").replace(".", ", ")
