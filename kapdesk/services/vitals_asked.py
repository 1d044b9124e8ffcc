"""What a session was asked of the vital signs: its schedule and the words of its levels, as they were."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from kapdesk.content import Content
from kapdesk.domain.definitions import Checklist
from kapdesk.domain.errors import NotFound
from kapdesk.domain.readings import LevelWords, Reading
from kapdesk.domain.routes import PROFILES, Route, RouteProfile, minutes_words, parse_minutes
from kapdesk.services import checklists, practice_limits
from kapdesk.services.record import Record
from kapdesk.services.wordings import version_at
from kapdesk.store.rows import AnswerRow

FORM = "vitals-asked"
LEVELS = {
    "moaas": "moaas", "dissociation": "dissociation-observer", "nausea": "nausea", "pain": "pain",
    "anxiety": "anxiety",
}  # fmt: skip
"""The checklist that has the words of a sign's levels, by the sign's field."""


def pin_schedule(db: Session, record: Record, session_id: UUID, route: Route) -> None:
    """Write down which schedule is in force, with the first dose; a dose put right may bring another."""
    kept = practice_limits.kept(record, route)
    asked = {
        "route": route.value,
        "set-by": kept.words,
        "vitals-at": minutes_words(kept.profile.vitals_schedule_min),
        "after-booster": minutes_words(kept.profile.after_booster_min) or "none",
        "min-observation": str(kept.profile.min_observation_min),
    }
    _put_new(db, record, session_id, asked)


def pin_levels(db: Session, record: Record, session_id: UUID, reading: Reading) -> None:
    """Write down in which words the levels of a set are asked, where that is not written yet."""
    asked: dict[str, str] = {}
    for field, form in LEVELS.items():
        version = _version(record.content, form)
        if getattr(reading, field) is not None and version:
            asked[form] = str(version)
    _put_new(db, record, session_id, asked)


def schedule(db: Session, record: Record, session_id: UUID, route: Route) -> RouteProfile:
    """Return the schedule a session goes by: as it was asked of it, else the one in force now."""
    asked = {row.item: row.value or "" for row in _rows(db, session_id)}
    if asked.get("route") != route.value:
        return practice_limits.profile(record, route)
    booster = asked.get("after-booster", "none")
    return replace(
        PROFILES[route],
        vitals_schedule_min=parse_minutes(asked["vitals-at"]),
        after_booster_min=() if booster == "none" else parse_minutes(booster),
        min_observation_min=int(asked["min-observation"]),
    )


class Wording:
    """The words of the levels in one session: those in which a set was asked when it was written."""

    def __init__(self, db: Session, record: Record, session_id: UUID) -> None:
        """Read which versions were in use, and when."""
        self._record = record
        forms = frozenset(LEVELS.values())
        self._asked = [row for row in _rows(db, session_id) if row.item in forms]

    def of(self, reading: Reading, written_at: datetime) -> LevelWords:
        """Return the words in which the levels of a set were asked that was written then."""
        versions = {row.item: int(row.value or 0) for row in self._asked if row.written_at <= written_at}
        found: dict[str, Mapping[int, str]] = {}
        for field, form in LEVELS.items():
            if getattr(reading, field) is not None:
                version = versions.get(form) or self._in_use(form, written_at)
                found[field] = _words(self._record.content, form, version)
        return found

    def _in_use(self, form: str, written_at: datetime) -> int | None:
        """Return which version was in use where the session does not name one."""
        try:
            return version_at(self._record, Checklist, form, written_at)
        except NotFound:
            return None


def level_words(record: Record) -> LevelWords:
    """Return what each level of a sign means, in the words in use now."""
    return {field: _words(record.content, form, None) for field, form in LEVELS.items()}


def _words(content: Content, form: str, version: int | None) -> Mapping[int, str]:
    try:
        (item,) = content.checklist(form, version).items
    except (NotFound, ValueError):
        return {}
    return {choice.score: choice.text for choice in item.choices if choice.score is not None}


def _version(content: Content, form: str) -> int:
    try:
        return content.checklist(form).version
    except NotFound:
        return 0


def _rows(db: Session, session_id: UUID) -> list[AnswerRow]:
    query = select(AnswerRow).where(AnswerRow.session_id == session_id, AnswerRow.form == FORM)
    return list(db.scalars(query.order_by(AnswerRow.seq)))


def _put_new(db: Session, record: Record, session_id: UUID, asked: Mapping[str, str]) -> None:
    """Add what is not written yet in this session, or reads otherwise now."""
    if not asked:
        return
    there = {row.item: row.value for row in _rows(db, session_id)}
    version = _version(record.content, FORM)
    for item, value in asked.items():
        if there.get(item) != value:
            checklists.put(db, record, session_id, FORM, version, item, value)
            db.flush()
