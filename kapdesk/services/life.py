"""What is carried through the weeks after: named, looked at again, closed with words, never lost."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID, uuid4

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from kapdesk.domain.change import Change, Topic
from kapdesk.domain.clock import local, show_date
from kapdesk.domain.errors import NotFound, Refused
from kapdesk.domain.life import (
    LifeItem,
    LifeLook,
    active,
    check_limit,
    check_same,
    due_of,
    here,
    never_waits,
    raised,
)
from kapdesk.domain.registers import (
    DAY,
    RATING,
    Caution,
    Facts,
    Register,
    check_facts,
    check_rating,
    check_words,
)
from kapdesk.domain.timeline import check_reason
from kapdesk.services import life_rows, notes, settings, tasks
from kapdesk.services.record import Record
from kapdesk.services.written_in import check_insight, end_of_day, happened, owner_of
from kapdesk.store.rows_after import LifeItemRow, LifeLookRow

LIMIT = "life.limit."
"""Begins the setting that holds how many of a register may be active at once; "0" is as many as wanted."""


@dataclass(frozen=True, slots=True)
class Said:
    """What is said at a look; what is left empty was not said, and `taken_back` names what was."""

    status: str | None = None
    rating: int | None = None
    text: str = ""
    facts: Facts | None = None
    due_on: date | None = None
    taken_back: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Due:
    """Something carried whose day has come."""

    client: UUID
    item: LifeItem
    title: str
    on: date


def add(
    record: Record, client_id: UUID, register_id: str, text: str, *, facts: Facts | None = None,
    due_on: date | None = None, session_id: UUID | None = None, integration_id: UUID | None = None,
    insight_id: UUID | None = None, at: datetime | None = None, draft: str = "",
) -> Change:  # fmt: skip
    """Name something to be carried, in the newest version of its register.

    `draft` names the note of the unfinished line (of the same owner), emptied in the same write. Raises
    Refused for no words, the same twice, more than may be active at once, and where its note is signed.
    """
    register = record.content.register(register_id)
    words, answers = check_words(text), check_facts(register, facts or {})
    with record.write() as db:
        owner = owner_of(db, client_id, session_id, integration_id)
        carried = life_rows.several(db, record, LifeItemRow.client_id == client_id)
        standing = active(carried, register)
        check_same(words, standing)
        check_limit(standing, _limit(db, register))
        _check_day(record, register, answers, due_on)
        check_insight(db, insight_id, client_id)
        row = LifeItemRow(id=uuid4(), client_id=client_id, session_id=session_id, insight_id=insight_id)
        row.integration_id, row.register, row.register_version = integration_id, register.id, register.version
        row.text, row.facts, row.due_on = words, dict(answers), due_on
        row.happened_at, row.zone = happened(record, at), record.zone
        row.written_at, row.author_id = _after(carried, record.now()), record.author.id
        db.add(row)
        _by_itself(db, record, client_id, raised(register, answers, None))
        if draft:
            notes.put(db, record, owner, draft, "")
        return Change(Topic.INTEGRATION, client_id, row.id)


def look(
    record: Record, item_id: UUID, said: Said, *, session_id: UUID | None = None,
    integration_id: UUID | None = None, at: datetime | None = None, draft: str = "",
) -> Change:  # fmt: skip
    """Add what is said of something carried; it stands beside what was said before and is never changed.

    Answers of `said.facts` that are None are taken back, as are `said.taken_back` (`rating`, `due`). Raises
    Refused where nothing is said, for a day on what must not wait, for reopening more than may be active,
    and where the note it is written in is signed.
    """
    with record.write() as db:
        item = _standing(db, record, item_id)
        register = register_of(record, item)
        owner = owner_of(db, item.client, session_id, integration_id)
        answers = check_facts(register, said.facts or {})
        status = register.standing(said.status).id if said.status else item.status
        _check_says(said, answers, status != item.status)
        _check_day(record, register, {**item.facts, **answers}, said.due_on)
        _check_reopened(db, record, item, register, status)
        row = LifeLookRow(id=uuid4(), item_id=item_id, client_id=item.client, session_id=session_id)
        row.integration_id, row.status, row.text = integration_id, status, said.text.strip()
        row.rating, row.due_on = check_rating(register, said.rating), said.due_on
        row.facts = {**answers, **({life_rows.BACK: list(said.taken_back)} if said.taken_back else {})}
        row.happened_at, row.zone = happened(record, at), record.zone
        row.written_at, row.author_id = _after(item.looks, record.now()), record.author.id
        db.add(row)
        _raise_new(db, record, item, register, answers)
        if draft:
            notes.put(db, record, owner, draft, "")
        return Change(Topic.INTEGRATION, item.client, item_id)


def strike(record: Record, item_id: UUID, reason: str) -> Change:
    """Strike something carried through with a reason, until its note is signed; it stays readable."""
    with record.write() as db:
        item = _standing(db, record, item_id)
        owner_of(db, item.client, item.session, item.integration)
        row = db.get_one(LifeItemRow, item_id)
        row.struck_at, row.struck_reason = record.now(), check_reason(reason)
        return Change(Topic.INTEGRATION, item.client, item_id)


def put_task(record: Record, item_id: UUID, caution_id: str) -> Change:
    """Put what a caution offers on the list of what is to be done; an open one of its kind is not doubled."""
    with record.write() as db:
        item = _standing(db, record, item_id)
        register = register_of(record, item)
        caution = next((each for each in register.cautions if each.id == caution_id and each.task), None)
        if caution is None:
            raise NotFound("There is nothing to be put on the list for this. Nothing was added.")
        task = _put_task(db, record, item.client, caution)
        return Change(Topic.TASK, item.client, task)


def set_limit(record: Record, register_id: str, limit: int | None) -> Change:
    """Choose how many of a register may be active at once; None is as many as wanted."""
    record.content.register(register_id)
    if limit is not None and not 1 <= limit <= 20:  # noqa: PLR2004 - beyond that nobody keeps a list in sight
        raise Refused("This is a number from 1 to 20. Nothing was changed.")
    return settings.put(record, LIMIT + register_id, str(limit or 0))


def limit(record: Record, register_id: str) -> int | None:
    """Return how many of a register may be active at once; None is as many as wanted."""
    with record.read() as db:
        return _limit(db, record.content.register(register_id))


def of_client(record: Record, client_id: UUID, register_id: str | None = None) -> tuple[LifeItem, ...]:
    """Return what a client carries, of one register or all, in the order of naming, struck ones included."""
    which = LifeItemRow.client_id == client_id
    with record.read() as db:
        return life_rows.several(
            db, record, which if register_id is None else which & (LifeItemRow.register == register_id)
        )


def of_insight(record: Record, insight_id: UUID) -> tuple[LifeItem, ...]:
    """Return the steps an insight became, in the order of naming, struck ones included."""
    with record.read() as db:
        return life_rows.several(db, record, LifeItemRow.insight_id == insight_id)


def one(record: Record, item_id: UUID) -> LifeItem:
    """Return one thing that is carried; raises NotFound."""
    with record.read() as db:
        return _one(db, record, item_id)


def register_of(record: Record, item: LifeItem) -> Register:
    """Return the register of something carried in the version it was named in."""
    return life_rows.register_of(record, item.register, item.register_version)


def cautions(record: Record, item: LifeItem, integration_id: UUID | None) -> tuple[Caution, ...]:
    """Return the cautions that hold now: what was said once, and what was said in this visit."""
    register = register_of(record, item)
    now = here(item, integration_id, local(record.now(), record.zone).date())
    return raised(register, _now_facts(register, item.facts, now.facts if now else {}), item.rating)


def due(record: Record, at: datetime | None = None, client_id: UUID | None = None) -> tuple[Due, ...]:
    """Return what is carried (of one client or of all) whose day has come, the longest waiting first."""
    with record.read() as db:
        return standing(db, record, at or record.now(), client_id)


def standing(db: Session, record: Record, at: datetime, client_id: UUID | None = None) -> tuple[Due, ...]:
    """Return what is carried whose day has come, inside a read that is already open."""
    today = local(at, record.zone).date()
    dated = select(LifeLookRow.item_id).where(LifeLookRow.due_on <= today)
    which = or_(LifeItemRow.due_on <= today, LifeItemRow.id.in_(dated))
    mine = which if client_id is None else which & (LifeItemRow.client_id == client_id)
    found = [
        Due(item.client, item, register.title, on)
        for item in life_rows.several(db, record, mine)
        for register in (register_of(record, item),)
        if (on := due_of(item, register)) is not None and on <= today
    ]
    return tuple(sorted(found, key=_when))


def events(record: Record, client_id: UUID) -> tuple[tuple[date, str], ...]:
    """Return a client's life events for the course of the measures: day and words, the earliest first."""
    kept = (item for item in of_client(record, client_id, "event") if item.stands)
    return tuple(sorted((item.day, item.text) for item in kept))


def _after(before: Sequence[LifeItem | LifeLook], now: datetime) -> datetime:
    """Return when something is written: after what was before, also where the clock was put back."""
    return max(now, before[-1].written_at + timedelta(microseconds=1)) if before else now


def _when(one: Due) -> tuple[date, str]:
    return one.on, one.item.text


def _check_says(said: Said, answers: Facts, moved: bool) -> None:  # noqa: FBT001 - a private check of four facts
    says = (said.rating is not None, said.text.strip(), answers, said.due_on, said.taken_back, moved)
    if not any(says):
        raise Refused("Nothing new is said of it. Nothing was added. Say what is different today.")
    if not set(said.taken_back) <= {RATING, DAY}:
        raise Refused("This cannot be taken back. Nothing was changed.")


def _check_day(record: Record, register: Register, facts: Facts, due_on: date | None) -> None:
    if due_on is None:
        return
    if register.day is not None and never_waits(register, facts):
        raise Refused(register.day.never_words)
    today = local(record.now(), record.zone).date()
    if due_on < today:
        raise Refused(f"{show_date(due_on)} is past. Nothing was kept. Choose today or a day to come.")


def _check_reopened(db: Session, record: Record, item: LifeItem, register: Register, status: str) -> None:
    if register.closes(item.status) and not register.closes(status):
        standing = active(life_rows.several(db, record, LifeItemRow.client_id == item.client), register)
        check_limit(standing, _limit(db, register))


def _standing(db: Session, record: Record, item_id: UUID) -> LifeItem:
    item = _one(db, record, item_id)
    if not item.stands:
        raise Refused("This is struck through. Nothing was changed.")
    return item


def _one(db: Session, record: Record, item_id: UUID) -> LifeItem:
    found = life_rows.several(db, record, LifeItemRow.id == item_id)
    if not found:
        raise NotFound("This is not in the record. Nothing was changed.")
    return found[0]


def _limit(db: Session, register: Register) -> int | None:
    chosen = settings.value(db, LIMIT + register.id)
    return register.limit if not chosen.isdigit() else int(chosen) or None


def _now_facts(register: Register, once: Facts, today: Facts) -> Facts:
    """Return what counts now: answers asked once as they stand, answers of looks as said in this visit."""
    asked = {entry.id for entry in register.entries}
    return {name: value for name, value in once.items() if name in asked} | dict(today)


def _raise_new(db: Session, record: Record, item: LifeItem, register: Register, answers: Facts) -> None:
    _by_itself(db, record, item.client, raised(register, answers, None) if answers else ())


def _by_itself(db: Session, record: Record, client_id: UUID, found: Iterable[Caution]) -> None:
    for caution in found:
        if caution.by_itself:
            _put_task(db, record, client_id, caution)


def _put_task(db: Session, record: Record, client_id: UUID, caution: Caution) -> UUID:
    now = record.now()
    due_at = now + timedelta(hours=caution.within_hours) if caution.within_hours else end_of_day(record)
    return tasks.put(db, record, client_id, caution.task, due_at, kind=caution.task_kind).id
