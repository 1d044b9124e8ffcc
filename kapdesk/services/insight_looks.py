"""Later looks at insights: what is due, for one client and for all, and the thread of each of them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import partial
from typing import Any
from uuid import UUID

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from kapdesk.domain.clock import local
from kapdesk.domain.insight_thread import (
    DueLook,
    Entry,
    EntryKind,
    Habit,
    LaterLook,
    Thread,
    check_habit,
    in_order,
    next_look,
    words_now,
)
from kapdesk.domain.insights import Insight, Kind
from kapdesk.domain.integration import Verdict
from kapdesk.services import insights
from kapdesk.services.read_back import SAID, WORDS
from kapdesk.services.record import Record
from kapdesk.store.rows import (
    InsightRow,
    IntegrationNoteRow,
    NoteRow,
    SessionRow,
    WorkItemRow,
    WorkLookRow,
)
from kapdesk.store.rows_after import LifeItemRow, LifeLookRow, MeaningRow

TABLE = "insight-looks"
ACTION = "action"
"""The register in which the steps of an insight stand."""
_STEP_PARTS = ("when", "cue", "obstacle")


@dataclass(frozen=True, slots=True)
class LookDue:
    """One insight whose later look has come: its words as they stand, which look it is, and its day."""

    client: UUID
    insight: UUID
    session: UUID
    words: str
    number: int
    on: date


def habit(record: Record) -> Habit:
    """Return when the clinic looks at an insight again: days after its words were kept."""
    rows = record.content.table(TABLE).rows
    days = tuple(row.whole("after_days") or 0 for row in rows)
    early = min((row.whole("early_days") or 0 for row in rows), default=0)
    lapses = max((row.whole("lapses_days") or 0 for row in rows), default=0)
    return check_habit(Habit(days, early, lapses))


def due(record: Record, at: datetime) -> tuple[LookDue, ...]:
    """Return every later look whose day has come, over all clients, the longest due first.

    Two reads, whatever the number of clients; a look whose days of reminding are over is left out.
    """
    times, today = habit(record), local(at, record.zone).date()
    since = at - timedelta(days=times.after_days[-1] + times.lapses_days + 1)
    found: list[LookDue] = []
    with record.read() as db:
        said = _looks(db, record, since=since)
        which = (InsightRow.id, InsightRow.client_id, InsightRow.session_id, InsightRow.text)
        query = select(*which, InsightRow.written_at).where(InsightRow.kind == Kind.INSIGHT.value)
        query = query.where(or_(InsightRow.written_at >= since, InsightRow.id.in_(list(said))))
        for id_, client, session, text, kept in db.execute(query.where(InsightRow.struck_at.is_(None))):
            looks = said.get(id_, ())
            one = next_look(_day(record, kept), looks, times)
            if one is not None and one.reminds(today):
                found.append(LookDue(client, id_, session, words_now(text, looks), one.number, one.on))
    return tuple(sorted(found, key=_longest))


def due_of(record: Record, client_id: UUID, at: datetime) -> tuple[LookDue, ...]:
    """Return the later looks of one client whose day has come, the longest due first."""
    today = local(at, record.zone).date()
    found = (
        LookDue(client_id, one.insight.id, one.insight.session, one.words, one.due.number, one.due.on)
        for one in threads(record, client_id)
        if one.due is not None and one.insight.kind is Kind.INSIGHT and one.due.reminds(today)
    )
    return tuple(sorted(found, key=_longest))


def threads(record: Record, client_id: UUID) -> tuple[Thread, ...]:
    """Return each insight and theme of a client with all that became of it, the oldest first.

    Struck ones are left out; of each the thread holds its words, later looks, steps, work and meanings.
    """
    times = habit(record)
    with record.read() as db:
        query = select(InsightRow, SessionRow.number).join(SessionRow, InsightRow.session_id == SessionRow.id)
        query = query.where(
            InsightRow.client_id == client_id, InsightRow.struck_at.is_(None),
            InsightRow.kind.in_((Kind.INSIGHT.value, Kind.THEME.value)),
        )  # fmt: skip
        rows = db.execute(query.order_by(InsightRow.written_at, InsightRow.id)).all()
        ids = [row.id for row, _ in rows]
        said, more = _looks(db, record, ids), _entries(db, ids)
        make = partial(_thread, record, times)
        return tuple(
            make(insights.insight_of(row), number, said.get(row.id, ()), more.get(row.id, ()))
            for row, number in rows
        )


def _thread(
    record: Record, times: Habit, insight: Insight, number: int, looks: tuple[LaterLook, ...],
    more: Sequence[Entry],
) -> Thread:  # fmt: skip
    kept = Entry(insight.written_at, EntryKind.KEPT, insight.text, f"dosing session {number}")
    looked = [
        Entry(
            look.at, EntryKind.BECAME if look.renews else EntryKind.LOOK,
            look.words or look.verdict.label,
            look.verdict.value if look.words and not look.renews else "",
        )
        for look in looks
    ]  # fmt: skip
    next_one: DueLook | None = None
    if insight.kind is Kind.INSIGHT:
        next_one = next_look(_day(record, insight.written_at), looks, times)
    words = words_now(insight.text, looks)
    return Thread(insight, number, words, looks, in_order((kept, *looked, *more)), next_one)


def _looks(
    db: Session, record: Record, ids: Iterable[UUID] | None = None, *, since: datetime | None = None
) -> dict[UUID, tuple[LaterLook, ...]]:
    """Return by insight what was said of it later, in the order of writing."""
    said: list[NoteRow] = []
    words: dict[tuple[UUID | None, UUID | None, str], str] = {}
    for row in _said_rows(db, ids, since):
        head, _, of = row.field.partition(".")
        if f"{head}." == SAID:
            said.append(row)
        else:
            words[(row.session_id, row.integration_id, of)] = row.text.strip()
    found: dict[UUID, list[LaterLook]] = {}
    for row in said:
        of = row.field.removeprefix(SAID)
        if _is_look(row.text) and len(of) == len(row.id.hex):
            text = words.get((row.session_id, row.integration_id, of), "")
            on, where = _day(record, row.written_at), row.integration_id
            look = LaterLook(on, Verdict(row.text), text, row.written_at, where)
            found.setdefault(UUID(of), []).append(look)
    return {id_: tuple(looks) for id_, looks in found.items()}


def _said_rows(db: Session, ids: Iterable[UUID] | None, since: datetime | None) -> list[NoteRow]:
    parts = (SAID, WORDS)
    query = select(NoteRow).where(NoteRow.text != "")
    if ids is not None:
        query = query.where(NoteRow.field.in_([part + id_.hex for id_ in ids for part in parts]))
    else:
        query = query.where(or_(*(NoteRow.field.startswith(part, autoescape=True) for part in parts)))
    if since is not None:  # by the note or session it was said in: the texts themselves are many
        notes = select(IntegrationNoteRow.id).where(IntegrationNoteRow.happened_at >= since)
        here = select(SessionRow.id).where(SessionRow.opened_at >= since)
        query = query.where(or_(NoteRow.integration_id.in_(notes), NoteRow.session_id.in_(here)))
    return list(db.scalars(query.order_by(NoteRow.written_at)))


def _is_look(text: str) -> bool:
    return text in {each.value for each in (Verdict.HELD, Verdict.FADED, Verdict.BECAME)}


def _entries(db: Session, ids: Sequence[UUID]) -> dict[UUID, list[Entry]]:
    """Return by insight its steps, the work that grew from it and what it meant, with their looks."""
    found: dict[UUID, list[Entry]] = {}
    if not ids:
        return found
    for part in (_steps(db, ids), _work(db, ids), _meanings(db, ids)):
        for id_, entries in part.items():
            found.setdefault(id_, []).extend(entries)
    return found


def _steps(db: Session, ids: Sequence[UUID]) -> dict[UUID, list[Entry]]:
    query = select(LifeItemRow).where(LifeItemRow.insight_id.in_(ids), LifeItemRow.struck_at.is_(None))
    items = {row.id: row for row in db.scalars(query.where(LifeItemRow.register == ACTION))}
    found: dict[UUID, list[Entry]] = {}
    for row in items.values():
        entry = Entry(row.written_at, EntryKind.STEP, row.text, _step_words(row.facts))
        found.setdefault(_known(row.insight_id), []).append(entry)
    looks = select(LifeLookRow).where(LifeLookRow.item_id.in_(list(items)))
    for look in db.scalars(looks) if items else ():
        item = items[look.item_id]
        entry = Entry(
            look.written_at, EntryKind.STEP_LOOK, item.text,
            ": ".join(part for part in (look.status.replace("-", " "), look.text) if part),
        )  # fmt: skip
        found.setdefault(_known(item.insight_id), []).append(entry)
    return found


def _step_words(facts: Mapping[str, Any]) -> str:
    return " · ".join(f"{part}: {facts[part]}" for part in _STEP_PARTS if facts.get(part))


def _work(db: Session, ids: Sequence[UUID]) -> dict[UUID, list[Entry]]:
    query = select(WorkItemRow).where(WorkItemRow.insight_id.in_(ids), WorkItemRow.struck_at.is_(None))
    items = {row.id: row for row in db.scalars(query)}
    found: dict[UUID, list[Entry]] = {}
    for row in items.values():
        entry = Entry(row.written_at, EntryKind.WORK, row.statement, row.movement)
        found.setdefault(_known(row.insight_id), []).append(entry)
    looks = select(WorkLookRow).where(WorkLookRow.work_item_id.in_(list(items)))
    for look in db.scalars(looks) if items else ():
        item = items[look.work_item_id]
        step = f"next small step: {look.next_step}" if look.next_step else ""
        detail = " · ".join(part for part in (look.status, step) if part)
        entry = Entry(look.written_at, EntryKind.WORK_LOOK, item.statement, detail)
        if look.status != "named" or look.next_step:
            found.setdefault(_known(item.insight_id), []).append(entry)
    return found


def _meanings(db: Session, ids: Sequence[UUID]) -> dict[UUID, list[Entry]]:
    found: dict[UUID, list[Entry]] = {}
    for row in db.scalars(select(MeaningRow).where(MeaningRow.insight_id.in_(ids))):
        entry = Entry(row.written_at, EntryKind.MEANING, row.words)
        found.setdefault(_known(row.insight_id), []).append(entry)
    return found


def _known(id_: UUID | None) -> UUID:
    assert id_ is not None  # noqa: S101 - the query asked for rows of an insight
    return id_


def _day(record: Record, at: datetime) -> date:
    return local(at, record.zone).date()


def _longest(one: LookDue) -> tuple[date, str]:
    return one.on, one.insight.hex
