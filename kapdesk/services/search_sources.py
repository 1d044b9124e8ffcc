"""What can be found again: which words of which entry, in whose voice, of what kind, and when."""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any, Self
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from kapdesk.content import Content
from kapdesk.domain.definitions import AnswerType, Field, Item
from kapdesk.domain.errors import NotFound
from kapdesk.domain.registers import Holds
from kapdesk.domain.searching import clean
from kapdesk.services.body_map import FORM as BODY_MAP
from kapdesk.services.preparation import CARRIED
from kapdesk.store.search import Entry, Key
from kapdesk.store.tables import metadata

AT_ONCE = 400  # ids in one question to the database
NO_WORDS = (
    "draft.", "said.", "goal.", "aim.", "release.", "measures.series-begun", "integration.others-agreed",
    "integration.none-changed", "integration.none-not-changed",
)  # fmt: skip
"""What the names of texts begin with that hold an unfinished line or a choice, not words."""
_NO_ANSWERS = ("timeline-keys", "timeline-changes", "vitals-asked", "body-map-levels")
"""Forms under which no words are kept."""
PARTED = "\n\n"
_NEEDED = (
    "id", "client_id", "session_id", "integration_id", "struck_at", "field", "voice", "form", "form_version",
    "item", "register", "register_version", "work_item_id", "of_kind", "of_id",
)  # fmt: skip
"""Columns that say whose a row is, what it is, and whether it stands."""
_Row = Mapping[str, Any]


class Kind(StrEnum):
    """What sort of entry it is, in few groups."""

    label: str

    def __new__(cls, value: str, label: str) -> Self:
        """Give each kind the words it is chosen by."""
        made = str.__new__(cls, value)
        made._value_ = value
        made.label = label
        return made

    NOTE = "note", "Notes of a session"
    MOMENT = "moment", "Moments of the journey"
    INTEGRATION = "integration", "Integration"
    INSIGHT = "insight", "Insights and work"
    CARRIED = "carried", "Carried through the weeks"
    BODY = "body", "Body and senses"
    ANSWER = "answer", "Answers in words"
    SAFETY = "safety", "Safety"
    CONTACT = "contact", "Calls, visits, tasks"
    AGREED = "agreed", "Consents and requests"
    ADDENDUM = "addendum", "Addenda"
    CLIENT = "client", "About the client"


@dataclass(frozen=True, slots=True)
class Source:
    """One table: which columns hold words, of what kind they are, whose voice, and when it happened."""

    kind: Kind
    words: tuple[str, ...]
    at: str = "happened_at"
    voice: str = ""


_CLIENT = "client"
SOURCES: dict[str, Source] = {
    "note": Source(Kind.NOTE, ("text",), "written_at"),
    "timeline": Source(Kind.MOMENT, ("text",)),
    "insight": Source(Kind.INSIGHT, ("text",), "written_at", _CLIENT),
    "work_item": Source(Kind.INSIGHT, ("statement", "last_lived"), "written_at", _CLIENT),
    "work_look": Source(Kind.INSIGHT, ("next_step",), voice=_CLIENT),
    "meaning": Source(Kind.INSIGHT, ("words",), voice=_CLIENT),
    "change_item": Source(Kind.INTEGRATION, ("text", "evidence", "since"), "written_at"),
    "life_item": Source(Kind.CARRIED, ("text", "facts")),
    "life_look": Source(Kind.CARRIED, ("text", "facts")),
    "relapse_sign": Source(Kind.SAFETY, ("words",), voice=_CLIENT),
    "adverse_event": Source(Kind.SAFETY, ("action", "outcome", "note")),
    "screen": Source(Kind.SAFETY, ("judgement", "closed_reason")),
    "safety_plan": Source(Kind.SAFETY, ("elements", "kept_where"), voice=_CLIENT),
    "means_action": Source(Kind.SAFETY, ("note",)),
    "override": Source(Kind.SAFETY, ("reason",)),
    "clearance": Source(Kind.SAFETY, ("statement",)),
    "client_alert": Source(Kind.SAFETY, ("text", "source", "ended_reason"), "written_at"),
    "contact": Source(Kind.CONTACT, ("text",)),
    "task": Source(Kind.CONTACT, ("text", "done_note"), "written_at"),
    "appointment": Source(Kind.CONTACT, ("note", "reason"), "starts_at"),
    "client_consent": Source(Kind.AGREED, ("note", "withdrawn_note"), "written_at"),
    "amendment_request": Source(Kind.AGREED, ("words", "answer_words", "disagreement")),
    "addendum": Source(Kind.ADDENDUM, ("text", "reason")),
    "embodiment_step": Source(Kind.BODY, ("note",)),
    "consent_event": Source(Kind.BODY, ("scope", "withdrawn_words")),
    "somatic_plan": Source(Kind.BODY, ("plan", "note")),
    "answer": Source(Kind.ANSWER, ("value", "note")),
}


def read(db: Session, content: Content, keys: Iterable[Key]) -> dict[Key, Entry]:
    """Return the words of rows as they stand now; a row that is gone or holds none is absent."""
    by_table: dict[str, list[str]] = {}
    for table, id_ in keys:
        by_table.setdefault(table, []).append(id_)
    found: dict[Key, Entry] = {}
    for table, ids in by_table.items():
        if table in SOURCES:
            for start in range(0, len(ids), AT_ONCE):
                found |= _read(db, content, table, [UUID(hex=id_) for id_ in ids[start : start + AT_ONCE]])
    return found


def _read(db: Session, content: Content, name: str, ids: list[UUID]) -> dict[Key, Entry]:
    source, table = SOURCES[name], metadata.tables[name]
    columns = [column for column in table.c if column.name in (*_NEEDED, source.at, *source.words)]
    names = [column.name for column in columns]
    read = db.execute(select(*columns).where(table.c.id.in_(ids)))
    rows: list[_Row] = [dict(zip(names, row, strict=True)) for row in read]
    clients = _clients(db, name, rows)
    found: dict[Key, Entry] = {}
    for row in rows:
        words = _words(content, name, source, row)
        client = clients.get(row["id"])
        if client is not None and any(map(str.isalnum, words)):
            found[name, row["id"].hex] = _entry(content, name, source, row, client, words)
    return found


def _entry(content: Content, name: str, source: Source, row: _Row, client: UUID, words: str) -> Entry:
    session, integration = _owners(name, row)
    at: datetime = row[source.at]
    return Entry(
        name, row["id"].hex, client.hex, session, integration, _kind(name, source, row).value,
        _field(name, row), _voice(content, name, source, row), at, row.get("struck_at") is not None, words,
    )  # fmt: skip


def _owners(name: str, row: _Row) -> tuple[str, str]:
    """Return in which session and which integration note it was written; empty for none."""
    if name == "addendum":
        of, id_ = row["of_kind"], row["of_id"].hex
        return (id_ if of == "session" else ""), (id_ if of != "session" else "")
    session, integration = row.get("session_id"), row.get("integration_id")
    return (session.hex if session else ""), (integration.hex if integration else "")


def _clients(db: Session, name: str, rows: list[_Row]) -> dict[UUID, UUID]:
    """Return whose each row is."""
    table = metadata.tables[name]
    if "client_id" in table.c:
        return {row["id"]: row["client_id"] for row in rows}
    owner, column = ("work_item", "work_item_id") if name == "work_look" else ("session", "session_id")
    owners = metadata.tables[owner]
    wanted = {row[column] for row in rows}
    whose: dict[UUID, UUID] = dict(
        db.execute(select(owners.c.id, owners.c.client_id).where(owners.c.id.in_(wanted))).all()
    )
    return {row["id"]: whose[row[column]] for row in rows if row[column] in whose}


def _kind(name: str, source: Source, row: _Row) -> Kind:
    if name != "note":
        return source.kind
    if row["field"].startswith("plan."):
        return Kind.SAFETY
    if row["field"].startswith("words."):
        return Kind.INSIGHT
    if row["integration_id"] is not None:
        return Kind.INTEGRATION
    return Kind.NOTE if row["session_id"] is not None else Kind.CLIENT


def _field(name: str, row: _Row) -> str:
    match name:
        case "note":
            return row["field"]
        case "answer":
            return f"{row['form']}:{row['item']}"[:80]
        case "life_item":
            return row["register"]
        case _:
            return ""


def _voice(content: Content, name: str, source: Source, row: _Row) -> str:
    if name == "timeline":
        return row["voice"]
    if name != "note":
        return source.voice
    field = field_of(content, row["field"])
    return "" if field is None or field.voice.value == "none" else field.voice.value


# ---------------------------------------------------------------------- words


def _words(content: Content, name: str, source: Source, row: _Row) -> str:
    """Return the texts of a row, parted by an empty line."""
    if name == "note" and row["field"].startswith(NO_WORDS):
        return ""
    takes = _TAKES.get(name)
    said = takes(content, row) if takes else [row[column] for column in source.words]
    return clean(PARTED.join(text.strip() for text in said if text and text.strip()))


def _of_answer(content: Content, row: _Row) -> list[str]:
    if row["form"] in _NO_ANSWERS or row["item"].startswith(CARRIED):
        return []
    part = part_of(content, row["form"], row["form_version"], row["item"])
    if part is None:  # a place of the body, or a form that is not among the content any more
        said = row["form"] == BODY_MAP or bool(re.search(r"\s", row["value"] or ""))
    else:
        said = part.answer is AnswerType.TEXT
    return [row["value"] or "" if said else "", row["note"]]


def _of_carried(content: Content, row: _Row) -> list[str]:
    """Return the words of something carried, and those answers that are words."""
    named = row.get("register")
    try:
        register = content.register(named, row["register_version"]) if named else None
    except NotFound:
        register = None
    asked = {entry.id: entry.holds for entry in register.entries} if register else {}
    answers = [
        str(value) for name, value in row["facts"].items()
        if isinstance(value, str) and _is_words(asked.get(name), value)
    ]  # fmt: skip
    return [row["text"], *answers]


def _is_words(holds: Holds | None, value: str) -> bool:
    return holds is Holds.TEXT or (holds is None and bool(re.search(r"\s", value)))


def _of_plan(_content: Content, row: _Row) -> list[str]:
    elements: dict[str, object] = row["elements"]
    texts = [value for value in elements.values() if isinstance(value, str)]
    return [*texts, *([row["kept_where"]] if row["kept_where"] not in texts else [])]


_TAKES: dict[str, Callable[[Content, _Row], list[str]]] = {
    "answer": _of_answer,
    "life_item": _of_carried,
    "life_look": _of_carried,
    "safety_plan": _of_plan,
}


# ---------------------------------------------------------------------- what was asked

FORMS = {"integration": "integration-note", "plan": "stay-safe-plan"}
"""Which form a text belongs to, where the first part of its name is not the form's own id."""
RENAMED = {"debrief.words": "debrief.their-words"}


def field_of(content: Content, name: str) -> Field | None:
    """Return the place of a form that a text was written in; None where it was on no form."""
    form, _, item = RENAMED.get(name, name).partition(".")
    try:
        return content.form(FORMS.get(form, form)).field(item)
    except NotFound:
        return None


def part_of(content: Content, form: str, version: int | None, item: str) -> Item | Field | None:
    """Return what an answer was given to, in a version (none: the newest); None where it is not there."""
    try:
        return content.checklist(form, version).item(item)
    except NotFound:
        pass
    try:
        return content.form(form, version).field(item)
    except NotFound:
        return None
