"""The five challenges of the weeks after, found in what is recorded, and closed by an act with words."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID, uuid4

from sqlalchemy import select
from sqlalchemy.orm import Session

from kapdesk.domain.appointments import AppointmentStatus
from kapdesk.domain.challenges import (
    AFTER_DOSE,
    Challenge,
    Found,
    Recorded,
    asks_unsettled,
    check_closing,
    find,
    stands,
)
from kapdesk.domain.change import Change, Topic
from kapdesk.domain.clock import local
from kapdesk.domain.errors import NotFound
from kapdesk.domain.life import LifeItem
from kapdesk.services import life, life_rows, measure_reading
from kapdesk.services.record import Record
from kapdesk.store.rows import AppointmentRow, ClientRow, DoseRow, MeasureRow, SessionRow
from kapdesk.store.rows_after import BoardClosedRow, LifeItemRow

LINE, ANSWERED, UNSETTLED = "challenge.", "answered", "unsettled"
TEXTS = "challenges"
"""The table with the words of each challenge and of each rule."""


@dataclass(frozen=True, slots=True)
class Closed:
    """An answer that was given to a challenge: what was done, by whom, when."""

    challenge: Challenge
    words: str
    at: datetime
    author: UUID | None


@dataclass(frozen=True, slots=True)
class Unsettled:
    """The question that is asked at every visit: of which session, whether now, by rule, and until when."""

    words: str
    item: LifeItem | None
    asked: bool
    by_rule: bool
    until: date


def of_client(record: Record, client_id: UUID, at: datetime | None = None) -> tuple[Found, ...]:
    """Return the challenges of which the record shows something nobody has answered yet."""
    closed: dict[Challenge, datetime] = {}
    for each in answers(record, client_id):
        closed[each.challenge] = each.at
    with record.read() as db:
        found = find(_recorded(db, record, client_id, at or record.now()))
    return tuple(each for each in found if stands(each, closed.get(each.challenge)))


def close(record: Record, client_id: UUID, challenge: Challenge, words: str) -> Change:
    """Say what was done about a challenge; it is shown again only when something new is recorded."""
    said = check_closing(words)
    with record.write() as db:
        if db.get(ClientRow, client_id) is None:
            raise NotFound("This client is not in the record. Nothing was changed.")
        row = BoardClosedRow(id=uuid4(), client_id=client_id, line=LINE + challenge.value, of_id=client_id)
        row.reason_code, row.reason = ANSWERED, said
        row.happened_at, row.zone = record.now(), record.zone
        row.written_at, row.author_id = record.now(), record.author.id
        db.add(row)
        return Change(Topic.INTEGRATION, client_id, row.id)


def answers(record: Record, client_id: UUID) -> tuple[Closed, ...]:
    """Return every answer that was given to a challenge of a client, the earliest first."""
    with record.read() as db:
        query = select(BoardClosedRow).where(BoardClosedRow.client_id == client_id)
        rows = db.scalars(query.order_by(BoardClosedRow.written_at)).all()
        return tuple(
            Closed(Challenge(row.line.removeprefix(LINE)), row.reason, row.written_at, row.author_id)
            for row in rows
            if row.line.startswith(LINE)
        )


def unsettled(record: Record, client_id: UUID, at: datetime | None = None) -> Unsettled | None:
    """Return the question about what has not settled since the last dose; None before any dose.

    It is asked for three months by rule, beyond that where it was chosen, and not where it was stopped.
    """
    with record.read() as db:
        recorded = _recorded(db, record, client_id, at or record.now())
        last = _last_session(db, client_id)
    if last is None:
        return None
    words = record.content.register(UNSETTLED).fixed_words.format(number=last)
    asked = [item for item in life.of_client(record, client_id, UNSETTLED) if item.stands]
    item = next((each for each in reversed(asked) if each.text == words), None)
    by_rule = asks_unsettled(recorded)
    status = "" if item is None else item.status
    asked_now = status == "goes-on" or (by_rule and status != "stopped")
    until = local(max(recorded.doses) + AFTER_DOSE, record.zone).date()
    return Unsettled(words, item, asked_now, by_rule, until)


def answer_unsettled(
    record: Record, client_id: UUID, said: life.Said, *, integration_id: UUID | None = None, draft: str = ""
) -> Change:
    """Write what is answered to the question; it is begun with the first answer after a dosing session."""
    question = unsettled(record, client_id)
    if question is None:
        raise NotFound("There is no dosing session to ask about. Nothing was written.")
    item = None if question.item is None else question.item.id
    if item is None:
        item = life.add(record, client_id, UNSETTLED, question.words, integration_id=integration_id).item
    if item is None:
        raise NotFound("This question is not in the record. Nothing was written.")
    return life.look(record, item, said, integration_id=integration_id, draft=draft)


def _recorded(db: Session, record: Record, client_id: UUID, now: datetime) -> Recorded:
    client = db.get(ClientRow, client_id)
    doses = select(DoseRow.happened_at).join(SessionRow, SessionRow.id == DoseRow.session_id)
    doses = doses.where(SessionRow.client_id == client_id, DoseRow.struck_at.is_(None))
    visits = select(AppointmentRow.starts_at, AppointmentRow.status)
    visits = visits.where(AppointmentRow.client_id == client_id).order_by(AppointmentRow.starts_at)
    by: dict[str, list[datetime]] = {"ahead": [], "missed": [], "attended": []}
    for starts_at, stored in db.execute(visits):
        name = _side(AppointmentStatus(stored), ahead=starts_at > now)
        if name:
            by[name].append(starts_at)
    carried = life_rows.several(db, record, LifeItemRow.client_id == client_id)
    return Recorded(
        now=now, zone=record.zone, doses=tuple(sorted(db.scalars(doses))), phq9=_phq9(db, client_id),
        missed=tuple(by["missed"]), attended=tuple(by["attended"]), ahead=tuple(by["ahead"]),
        life=tuple(item for item in carried if _is_open(record, item)),
        ended=client is not None and client.ended_on is not None,
    )  # fmt: skip


def _side(status: AppointmentStatus, *, ahead: bool) -> str:
    if status.stands:
        return "ahead" if ahead else ""
    names = {AppointmentStatus.DID_NOT_ATTEND: "missed", AppointmentStatus.ATTENDED: "attended"}
    return names.get(status, "")


def _is_open(record: Record, item: LifeItem) -> bool:
    register = life_rows.register_of(record, item.register, item.register_version)
    return item.stands and not register.closes(item.status)


def _phq9(db: Session, client_id: UUID) -> tuple[tuple[datetime, int], ...]:
    query = select(MeasureRow.happened_at, MeasureRow.total).where(
        MeasureRow.client_id == client_id, MeasureRow.instrument == "phq9", measure_reading.stands()
    )
    rows = db.execute(query.order_by(MeasureRow.happened_at))
    return tuple((at, total) for at, total in rows if total is not None)


def _last_session(db: Session, client_id: UUID) -> int | None:
    query = select(SessionRow.number).join(DoseRow, DoseRow.session_id == SessionRow.id)
    query = query.where(SessionRow.client_id == client_id, DoseRow.struck_at.is_(None))
    return db.scalar(query.order_by(DoseRow.happened_at.desc()).limit(1))
