"""A client who asks that something be put right: an answer in writing is owed by a day."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from uuid import UUID, uuid4
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from kapdesk.domain.change import Change, Topic
from kapdesk.domain.clock import local, show_date
from kapdesk.domain.errors import NotFound, Refused
from kapdesk.services import tasks
from kapdesk.services.record import Record
from kapdesk.store.rows import ClientRow, TaskRow
from kapdesk.store.rows_trust import AmendmentRequestRow

DAYS, MORE_DAYS = 60, 30
"""Days until an answer is owed, and by how many they may be lengthened once. Source: 45 CFR 164.526(b)(2)."""
TASK = "amendment request"
EVENING = time(17)


class Answer(StrEnum):
    """How a request was answered."""

    ACCEPTED = "accepted"
    IN_PART = "accepted in part"
    DENIED = "denied"


@dataclass(frozen=True, slots=True)
class Amendment:
    """A request as it stands; `answer` is empty until there is one."""

    id: UUID
    words: str
    asked_at: datetime
    due_on: date
    lengthened: bool
    answer: str
    answered_at: datetime | None
    answer_words: str
    disagreement: str


def ask(record: Record, client_id: UUID, words: str, asked_on: date | None = None) -> Change:
    """Keep a request in the client's words; the answer stands on the board until it is given."""
    if not words.strip():
        raise Refused(
            "A request says what is to be put right. Nothing was recorded. Write the client's words."
        )
    today = local(record.now(), record.zone).date()
    on = asked_on or today
    if on > today:
        raise Refused("This was asked on a day to come. Nothing was recorded. Correct the day.")
    with record.write() as db:
        if db.get(ClientRow, client_id) is None:
            raise NotFound("This client is not in the record. Nothing was recorded. Look under Clients.")
        row = AmendmentRequestRow(id=uuid4(), client_id=client_id, words=words.strip())
        row.due_on = on + timedelta(days=DAYS)
        row.happened_at, row.zone = _at(record, on), record.zone
        row.written_at, row.author_id = record.now(), record.author.id
        db.add(row)
        _remind(db, record, row)
        return Change(Topic.TASK, client_id, row.id)


def lengthen(record: Record, request_id: UUID, reason: str) -> Change:
    """Take 30 days more, once, with the reason that the client is told in writing."""
    if not reason.strip():
        raise Refused("The client is told why it takes longer. Nothing was changed. Write the reason.")
    with record.write() as db:
        row = _open(db, request_id)
        if _lengthened(row):
            raise Refused(
                "This was lengthened once already. Nothing was changed. Answer it by the day it is due."
            )
        row.due_on += timedelta(days=MORE_DAYS)
        _close_task(db, record, row, f"lengthened to {show_date(row.due_on)}: {reason.strip()}")
        _remind(db, record, row)
        return Change(Topic.TASK, row.client_id, row.id)


def answer(record: Record, request_id: UUID, how: Answer, words: str) -> Change:
    """Keep the answer that was given in writing; raises Refused without its words.

    What is put right is written as an addendum: what stands is never removed. Source: 45 CFR 164.526(c), (d).
    """
    if not words.strip():
        raise Refused("An answer is given in writing. Nothing was changed. Write what the client was told.")
    with record.write() as db:
        row = _open(db, request_id)
        row.answer, row.answer_words, row.answered_at = how.value, words.strip(), record.now()
        _close_task(db, record, row, f"answered: {how.value}")
        return Change(Topic.TASK, row.client_id, row.id)


def disagree(record: Record, request_id: UUID, words: str) -> Change:
    """Keep the client's statement of disagreement beside an answer that denies; it is kept and goes along."""
    if not words.strip():
        raise Refused("A statement has words. Nothing was changed.")
    with record.write() as db:
        row = _row(db, request_id)
        if row.answer not in {Answer.DENIED, Answer.IN_PART}:
            raise Refused("A statement of disagreement follows an answer that denies. Nothing was changed.")
        if row.disagreement:
            raise Refused("A statement stands already. Nothing was changed.")
        row.disagreement = words.strip()
        return Change(Topic.CLIENT, row.client_id, row.id)


def of_client(record: Record, client_id: UUID) -> tuple[Amendment, ...]:
    """Return every request of a client, the newest first."""
    with record.read() as db:
        query = select(AmendmentRequestRow).where(AmendmentRequestRow.client_id == client_id)
        rows = db.scalars(query.order_by(AmendmentRequestRow.happened_at.desc()))
        return tuple(
            Amendment(
                row.id, row.words, row.happened_at, row.due_on, _lengthened(row), row.answer, row.answered_at,
                row.answer_words, row.disagreement,
            )
            for row in rows
        )  # fmt: skip


def waiting(record: Record, client_id: UUID) -> UUID | None:
    """Return the request of a client that waits longest for its answer; None where none waits."""
    return next((one.id for one in reversed(of_client(record, client_id)) if not one.answer), None)


def denied(record: Record, client_id: UUID) -> UUID | None:
    """Return the newest denied request that no statement of disagreement stands beside; None for none."""
    denials = {Answer.DENIED.value, Answer.IN_PART.value}
    found = of_client(record, client_id)
    return next((one.id for one in found if one.answer in denials and not one.disagreement), None)


def _remind(db: Session, record: Record, row: AmendmentRequestRow) -> None:
    """Put the answer on the board; its words name no part of the request."""
    due = datetime.combine(row.due_on, EVENING, ZoneInfo(record.zone)).astimezone(UTC)
    task = TaskRow(
        id=uuid4(), client_id=row.client_id, kind=_kind(row), text="Answer a request to amend in writing"
    )
    task.due_at, task.written_at, task.author_id = due, record.now(), record.author.id
    db.add(task)


def _close_task(db: Session, record: Record, row: AmendmentRequestRow, note: str) -> None:
    tasks.close_all(db, record, row.client_id, _kind(row), note, asked_at=record.now())


def _kind(row: AmendmentRequestRow) -> str:
    """Return a kind of its own for each request, so that one answer closes one reminder."""
    return f"{TASK} {row.id.hex[:8]}"


def _lengthened(row: AmendmentRequestRow) -> bool:
    return (row.due_on - local(row.happened_at, row.zone).date()).days > DAYS


def _at(record: Record, on: date) -> datetime:
    now = local(record.now(), record.zone)
    return (
        record.now()
        if on == now.date()
        else datetime.combine(on, time(12), ZoneInfo(record.zone)).astimezone(UTC)
    )


def _row(db: Session, request_id: UUID) -> AmendmentRequestRow:
    row = db.get(AmendmentRequestRow, request_id)
    if row is None:
        raise NotFound("This request is not in the record. Nothing was changed.")
    return row


def _open(db: Session, request_id: UUID) -> AmendmentRequestRow:
    row = _row(db, request_id)
    if row.answer:
        raise Refused("This request was answered already. Nothing was changed.")
    return row
