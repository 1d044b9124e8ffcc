"""Later looks at insights: what is due, for one client and for all, and the thread of each of them."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import partial
from typing import Any
from uuid import UUID

from sqlalchemy import Row, or_, select, union_all
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
from kapdesk.services.unseen import in_parts
from kapdesk.store.rows import (
    InsightRow,
    IntegrationNoteRow,
    NoteRow,
    SessionRow,
    WorkItemRow,
    WorkLookRow,
)
from kapdesk.store.rows_after import LifeItemRow, LifeLookRow, MeaningRow
from kapdesk.store.written_out import begins_with

TABLE = "insight-looks"
ACTION = "action"
"""The register in which the steps of an insight stand."""
_STEP_PARTS = ("when", "cue", "obstacle")
_HEX = 32  # letters of an id
_Said = tuple[str, str, UUID | None, UUID | None, datetime]
"""The name of a text, what it says, the session and the note it was said in, and when it was written."""
_OF_SAID = (NoteRow.field, NoteRow.text, NoteRow.session_id, NoteRow.integration_id, NoteRow.written_at)
_IS_SAID = or_(begins_with(NoteRow.field, SAID), begins_with(NoteRow.field, WORDS))


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

    A few reads, whatever the number of clients; a look whose days of reminding are over is left out.
    """
    with record.read() as db:
        return standing(db, record, at)


def standing(db: Session, record: Record, at: datetime) -> tuple[LookDue, ...]:
    """Return every later look whose day has come, inside a read that is already open."""
    times, today = habit(record), local(at, record.zone).date()
    said = _looks(_said_since(db, at - timedelta(days=times.after_days[-1] + times.lapses_days + 1)), record)
    found: list[LookDue] = []
    for id_, client, session, text, kept in _kept(db, times, at, said):
        looks = said.get(id_, ())
        one = next_look(_day(record, kept), looks, times)
        if one is not None and one.reminds(today):
            found.append(LookDue(client, id_, session, words_now(text, looks), one.number, one.on))
    return tuple(sorted(found, key=_longest))


def _kept(
    db: Session, times: Habit, at: datetime, said: Collection[UUID]
) -> Iterable[tuple[UUID, UUID, UUID, str, datetime]]:
    """Return the insights that may be due: those looked at lately, and those whose first look would be now.

    Nobody is reminded of one that was never looked at but in the days after its first look would be.
    """
    which = (InsightRow.id, InsightRow.client_id, InsightRow.session_id, InsightRow.text)
    query = select(*which, InsightRow.written_at).where(InsightRow.kind == Kind.INSIGHT.value)
    query = query.where(InsightRow.struck_at.is_(None))
    first, last = times.after_days[0] - 2, times.after_days[0] + times.lapses_days + 2  # zones are within
    fresh = InsightRow.written_at.between(at - timedelta(days=last), at - timedelta(days=first))
    yield from (_five(row) for row in db.execute(query.where(fresh)) if row[0] not in said)
    for part in in_parts(said):
        yield from (_five(row) for row in db.execute(query.where(InsightRow.id.in_(part))))


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
        said, more = _looks(_said_of(db, client_id), record), _entries(db, ids)
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


def _looks(rows: Iterable[_Said], record: Record) -> dict[UUID, tuple[LaterLook, ...]]:
    """Return by insight what was said of it later, in the order of writing."""
    said: list[_Said] = []
    words: dict[tuple[UUID | None, UUID | None, str], str] = {}
    for row in rows:
        field, text, session, note, _ = row
        if field.startswith(SAID):
            said.append(row)
        else:
            words[(session, note, field.removeprefix(WORDS))] = text.strip()
    found: dict[UUID, list[LaterLook]] = {}
    for field, verdict, session, note, at in said:
        of = field.removeprefix(SAID)
        if _is_look(verdict) and len(of) == _HEX:
            look = LaterLook(_day(record, at), Verdict(verdict), words.get((session, note, of), ""), at, note)
            found.setdefault(UUID(of), []).append(look)
    return {id_: tuple(looks) for id_, looks in found.items()}


def _said_of(db: Session, client_id: UUID) -> list[_Said]:
    """Return every verdict and the words beside it of one client."""
    query = select(*_OF_SAID).where(NoteRow.client_id == client_id, NoteRow.text != "", _IS_SAID)
    return [_five(row) for row in db.execute(query.order_by(NoteRow.written_at))]


def _said_since(db: Session, since: datetime) -> list[_Said]:
    """Return them of all clients, by the note or session they were said in: the texts themselves are many."""
    notes = select(*_OF_SAID).join(IntegrationNoteRow, NoteRow.integration_id == IntegrationNoteRow.id)
    here = select(*_OF_SAID).join(SessionRow, NoteRow.session_id == SessionRow.id)
    both = union_all(
        notes.where(IntegrationNoteRow.happened_at >= since, NoteRow.text != "", _IS_SAID),
        here.where(SessionRow.opened_at >= since, NoteRow.text != "", _IS_SAID),
    )
    found: list[_Said] = [_five(row) for row in db.execute(both)]
    return sorted(found, key=_when)


def _when(row: _Said) -> datetime:
    return row[4]


def _five(row: Row[Any, Any, Any, Any, Any]) -> tuple[Any, Any, Any, Any, Any]:
    return row[0], row[1], row[2], row[3], row[4]


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
