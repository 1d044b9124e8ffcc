"""Dosing sessions: planned, opened when the client arrives, led from state to state, and ended."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid4

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from kapdesk.domain.change import Change, Topic
from kapdesk.domain.errors import NotFound, Refused
from kapdesk.domain.sessions import SessionState, check_first_open, check_transition
from kapdesk.services.record import Record, next_in, open_session
from kapdesk.store.rows import ClientRow, DoseRow, PersonRow, SessionRow, StateRow, TimelineRow, VitalRow

_KNOWN = tuple(
    column
    for table in (StateRow, DoseRow, VitalRow, TimelineRow)
    for column in (table.happened_at, table.written_at)
)


@dataclass(frozen=True, slots=True)
class SessionHead:
    """One session without its parts: enough for lists, the band and Today."""

    id: UUID
    client: UUID
    number: int
    state: SessionState
    zone: str
    planned_for: datetime | None
    planned_route: str
    setting: str
    room: str
    therapist: UUID | None
    therapist_name: str
    medical_name: str
    medical_role: str
    medical_presence: str
    opened_at: datetime | None
    ended_at: datetime | None
    escort_exception: str
    signed_at: datetime | None
    dosed_at: datetime | None
    booster_at: datetime | None

    @property
    def open(self) -> bool:
        """Return whether the client is here: arrived and not left."""
        return self.opened_at is not None and self.ended_at is None


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a session: the state, when it happened and when that was written."""

    state: SessionState
    happened_at: datetime
    written_at: datetime


def plan(
    record: Record,
    client_id: UUID,
    *,
    planned_for: datetime | None = None,
    planned_route: str = "",
    setting: str = "",
    room: str = "",
) -> Change:
    """Plan the client's next session; its number follows the last one."""
    with record.write() as db:
        if db.get(ClientRow, client_id) is None:
            raise NotFound("This client is not in the record. Nothing was planned.")
        last = db.scalar(select(func.max(SessionRow.number)).where(SessionRow.client_id == client_id))
        row = SessionRow(id=uuid4(), client_id=client_id, number=(last or 0) + 1, zone=record.zone)
        row.state, row.planned_for, row.planned_route = SessionState.SCHEDULED, planned_for, planned_route
        row.setting, row.room, row.therapist_id = setting, room, record.author.id
        row.written_at, row.author_id = record.now(), record.author.id
        db.add(row)
        db.flush()
        _step(db, record, row, SessionState.SCHEDULED, record.now())
        return Change(Topic.SESSION, row.id, row.id)


def move(record: Record, session_id: UUID, to: SessionState, at: datetime | None = None) -> Change:
    """Lead a session to another state; `at` is when that happened, where it was not now.

    Leaving the clinic is recorded with its outcome, not here. Raises Refused, naming what may follow.
    """
    if to in {SessionState.DISCHARGED, SessionState.TRANSFERRED, SessionState.LEFT_AGAINST_ADVICE}:
        raise Refused(
            "How a client leaves is recorded with its outcome, in Stabilization. Nothing was changed."
        )
    with record.write() as db:
        row = open_session(db, session_id)
        enter(db, record, row, to, at or record.now())
        return Change(Topic.SESSION, session_id, session_id)


def enter(db: Session, record: Record, row: SessionRow, to: SessionState, at: datetime) -> None:
    """Lead a session to a state inside a write that is already open, if the rules allow it."""
    state = SessionState(row.state)
    check_transition(state, to, dosed=_dosed_at(db, row.id) is not None)
    if at > record.now() and at > latest_known(db, record, row.id):
        raise Refused("This time is still to come. Nothing was changed. Correct the time.")
    if to is SessionState.ARRIVED and row.opened_at is None:
        check_first_open(another_open=_open_id(db, row.client_id) is not None)
        row.opened_at = at
    if to.terminal:
        row.opened_at = row.opened_at or at
        row.ended_at = at
    row.state = to.value
    row.written_at, row.author_id = record.now(), record.author.id
    _step(db, record, row, to, at)


def end_otherwise(db: Session, record: Record, row: SessionRow, to: SessionState, at: datetime) -> None:
    """Let an ended session have ended otherwise, where its outcome is put right; both steps are kept."""
    if not SessionState(row.state).terminal or not to.terminal:
        raise Refused("This session has not ended. Nothing was changed. Record its outcome first.")
    row.state, row.ended_at = to.value, at
    row.written_at, row.author_id = record.now(), record.author.id
    _step(db, record, row, to, at)


def arrange(
    record: Record,
    session_id: UUID,
    *,
    planned_for: datetime | None,
    planned_route: str,
    setting: str,
    room: str,
    therapist: UUID | None,
    medical_name: str,
    medical_role: str,
    medical_presence: str,
) -> Change:
    """Say when, where, by which route and with whom; `medical_presence` is on site, remote or none."""
    with record.write() as db:
        row = open_session(db, session_id)
        row.planned_for, row.planned_route, row.setting, row.room = planned_for, planned_route, setting, room
        row.therapist_id, row.medical_name, row.medical_role = therapist, medical_name, medical_role
        row.medical_presence = medical_presence
        row.written_at, row.author_id = record.now(), record.author.id
        return Change(Topic.SESSION, session_id, session_id)


def head(record: Record, session_id: UUID) -> SessionHead:
    """Return one session without its parts; raises NotFound."""
    with record.read() as db:
        row = db.get(SessionRow, session_id)
        if row is None:
            raise NotFound("This session is not in the record.")
        return _heads(db, [row])[0]


def of_client(record: Record, client_id: UUID) -> tuple[SessionHead, ...]:
    """Return a client's sessions, the newest first."""
    with record.read() as db:
        query = select(SessionRow).where(SessionRow.client_id == client_id).order_by(SessionRow.number.desc())
        return _heads(db, list(db.scalars(query)))


def open_now(record: Record) -> tuple[SessionHead, ...]:
    """Return every session whose client is here now, the earliest arrival first."""
    with record.read() as db:
        query = select(SessionRow).where(SessionRow.opened_at.is_not(None), SessionRow.ended_at.is_(None))
        return tuple(sorted(_heads(db, list(db.scalars(query))), key=_opened))


def _opened(head: SessionHead) -> datetime:
    assert head.opened_at is not None  # noqa: S101 - only who came in was asked for
    return head.opened_at


def steps(record: Record, session_id: UUID) -> tuple[Step, ...]:
    """Return the states a session went through, in the order of writing."""
    with record.read() as db:
        query = select(StateRow).where(StateRow.session_id == session_id).order_by(StateRow.seq)
        return tuple(
            Step(SessionState(row.state), row.happened_at, row.written_at) for row in db.scalars(query)
        )


def known_now(record: Record, session_id: UUID) -> datetime:
    """Return the latest instant that is known of: now, or what is written of this session already.

    They differ only where the clock of the machine was moved back; then nothing of the day may be refused as
    being still to come.
    """
    with record.read() as db:
        return latest_known(db, record, session_id)


def latest_known(db: Session, record: Record, session_id: UUID) -> datetime:
    """Return the latest instant that is known of, inside a read or write that is already open."""
    found = [
        db.scalar(select(func.max(column)).where(column.class_.session_id == session_id)) for column in _KNOWN
    ]
    return max([record.now(), *(at for at in found if at is not None)])


def _step(db: Session, record: Record, row: SessionRow, state: SessionState, at: datetime) -> None:
    step = StateRow(id=uuid4(), session_id=row.id, state=state.value, happened_at=at, zone=record.zone)
    step.seq = next_in(db, StateRow, row.id)
    step.written_at, step.author_id = record.now(), record.author.id
    db.add(step)


def _open_id(db: Session, client_id: UUID) -> UUID | None:
    return db.scalar(
        select(SessionRow.id).where(
            SessionRow.client_id == client_id,
            SessionRow.opened_at.is_not(None),
            SessionRow.ended_at.is_(None),
        )
    )


def _dosed_at(db: Session, session_id: UUID) -> datetime | None:
    return db.scalar(
        select(func.min(DoseRow.happened_at)).where(
            DoseRow.session_id == session_id, DoseRow.struck_at.is_(None)
        )
    )


def _heads(db: Session, rows: list[SessionRow]) -> tuple[SessionHead, ...]:
    if not rows:
        return ()
    ids = [row.id for row in rows]
    given = select(DoseRow.session_id, DoseRow.happened_at, DoseRow.is_booster)
    given = given.where(DoseRow.struck_at.is_(None), DoseRow.session_id.in_(ids))
    first: dict[UUID, datetime] = {}
    any_dose: dict[UUID, datetime] = {}
    last: dict[UUID, datetime] = {}
    for session, at, is_booster in db.execute(given.order_by(DoseRow.happened_at)):
        any_dose.setdefault(session, at)
        if is_booster:
            last[session] = at
        else:
            first.setdefault(session, at)
    names = dict(db.execute(select(PersonRow.id, PersonRow.name)).all())
    return tuple(
        _head(row, first.get(row.id) or any_dose.get(row.id), last.get(row.id), names) for row in rows
    )


def _head(
    row: SessionRow, dosed_at: datetime | None, booster_at: datetime | None, names: dict[UUID, str]
) -> SessionHead:
    return SessionHead(
        id=row.id,
        client=row.client_id,
        number=row.number,
        state=SessionState(row.state),
        zone=row.zone,
        planned_for=row.planned_for,
        planned_route=row.planned_route,
        setting=row.setting,
        room=row.room,
        therapist=row.therapist_id,
        therapist_name=names.get(row.therapist_id, "") if row.therapist_id else "",
        medical_name=row.medical_name,
        medical_role=row.medical_role,
        medical_presence=row.medical_presence,
        opened_at=row.opened_at,
        ended_at=row.ended_at,
        escort_exception=row.escort_exception,
        signed_at=row.signed_at,
        dosed_at=dosed_at,
        booster_at=booster_at,
    )
