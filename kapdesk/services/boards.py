"""What is to be seen today, for all clients: who is here, who comes, who was not seen, what is still open."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from sqlalchemy import ColumnElement, and_, case, func, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from kapdesk.domain.after_dose import Unseen, unseen_since
from kapdesk.domain.appointments import INTEGRATION, AppointmentStatus, Cadence
from kapdesk.domain.clients import SafeContact, display_name
from kapdesk.domain.clock import local
from kapdesk.domain.contacts import Outcome
from kapdesk.domain.errors import KapdeskError
from kapdesk.domain.insights import Kind
from kapdesk.domain.integration import Verdict
from kapdesk.domain.notes import LATE_AFTER
from kapdesk.domain.tasks import Task
from kapdesk.services import diary, read_back, sessions, settings, tasks
from kapdesk.services.diary import Booked
from kapdesk.services.record import Record
from kapdesk.services.sessions import SessionHead
from kapdesk.store.rows import (
    AppointmentRow,
    ClientRow,
    ContactRow,
    DoseRow,
    InsightRow,
    IntegrationNoteRow,
    SessionRow,
)
from kapdesk.store.rows_trust import RetractionRow

LAST_GOOD, PROBLEM, RECOVERY = "backup.last_good", "backup.problem", "recovery.confirmed_at"
STALE_AFTER = timedelta(days=2)
_SEEN_KINDS = tuple(kind.value for kind in INTEGRATION)
_MEETINGS = (*_SEEN_KINDS, "contact")
_RETRACTED = select(RetractionRow.of_id)
"""What belongs to another client, and is on no board."""


@dataclass(frozen=True, slots=True)
class Who:
    """A client in a list of all of them, and how they may be reached."""

    id: UUID
    code: str
    name: str
    contact: SafeContact


@dataclass(frozen=True, slots=True)
class NotSeen:
    """Somebody dosed and not seen since."""

    who: Who
    session: UUID
    session_number: int
    unseen: Unseen


@dataclass(frozen=True, slots=True)
class Open:
    """A session whose client is here."""

    who: Who
    head: SessionHead


@dataclass(frozen=True, slots=True)
class Due:
    """Something to be done for a client."""

    who: Who
    task: Task


@dataclass(frozen=True, slots=True)
class Unsigned:
    """A session (or an integration session that was not ended) that nobody has signed; late from then on."""

    who: Who
    session: UUID | None
    number: int | None
    since: datetime
    late_from: datetime


@dataclass(frozen=True, slots=True)
class HeldQuestion:
    """A question on hold: the day that was chosen for it, and when the client is here next."""

    who: Who
    session: UUID
    text: str
    revisit: datetime | None
    on: date | None = None


@dataclass(frozen=True, slots=True)
class Backup:
    """When a backup last proved good, what went wrong since, and whether the recovery sheet was confirmed."""

    last_good: datetime | None
    problem: str
    stale: bool
    recovery_confirmed: bool
    rehearsal: bool


@dataclass(frozen=True, slots=True)
class Today:
    """Everything that Today shows."""

    open: tuple[Open, ...]
    appointments: tuple[Booked, ...]
    unsigned: tuple[Unsigned, ...]
    not_seen: tuple[NotSeen, ...]
    due: tuple[Due, ...]
    held: tuple[HeldQuestion, ...]
    backup: Backup


def today(record: Record) -> Today:
    """Return everything that is to be seen today, for all clients."""
    heads, waiting = sessions.open_now(record), tasks.open_now(record)
    day = local(record.now(), record.zone).date()
    coming = diary.between(record, day, day)
    with record.read() as db:
        who = _everyone(db)
        return Today(
            open=tuple(Open(who[head.client], head) for head in heads),
            appointments=coming,
            unsigned=_unsigned(db, who, late_after(record)),
            not_seen=_not_seen(db, record, who, diary.cadence(record)),
            due=tuple(Due(who[task.client], task) for task in waiting),
            held=_held(db, record, who),
            backup=_backup(db, record),
        )


def not_seen(record: Record) -> tuple[NotSeen, ...]:
    """Return who was dosed and not seen since, the longest first.

    Seen is: an integration session attended, a contact that reached the client, or a reason to close.
    """
    with record.read() as db:
        return _not_seen(db, record, _everyone(db), diary.cadence(record))


def not_seen_of(record: Record, client_id: UUID) -> NotSeen | None:
    """Return how it stands with one client, or None where they were seen since, or never dosed."""
    with record.read() as db:
        who, habit = _everyone(db, client_id), diary.cadence(record)
        return next(iter(_not_seen(db, record, who, habit, client_id)), None)


def late_after(record: Record) -> timedelta:
    """Return after which time a signature is a late entry."""
    try:
        hours = record.content.table("settings-defaults").row("late-entry-after").whole("number")
    except KapdeskError:
        return LATE_AFTER
    return timedelta(hours=hours) if hours else LATE_AFTER


def _everyone(db: Session, only: UUID | None = None) -> dict[UUID, Who]:
    columns = (ClientRow.id, ClientRow.code, ClientRow.family_name, ClientRow.given_name)
    reach = (ClientRow.contact_channel, ClientRow.contact_message, ClientRow.contact_code_word)
    rows = db.execute(select(*columns, *reach, ClientRow.contact_note).where(*_of(ClientRow.id, only)))
    return {
        id_: Who(id_, code, display_name(family, given), SafeContact(channel, message, word, note))
        for id_, code, family, given, channel, message, word, note in rows
    }


def _of(column: InstrumentedAttribute[UUID], only: UUID | None) -> tuple[ColumnElement[bool], ...]:
    return () if only is None else (column == only,)


def _not_seen(
    db: Session, record: Record, who: Mapping[UUID, Who], habit: Cadence, only: UUID | None = None
) -> tuple[NotSeen, ...]:
    seen, booked = _seen(db, only), _booked(db, only)
    found: list[NotSeen] = []
    for client, (session, number, dosed) in _last_doses(db, only).items():
        met = (seen[client],) if client in seen else ()
        unseen = unseen_since(dosed, met, booked.get(client, ()), record.now(), habit)
        if unseen is not None:
            found.append(NotSeen(who[client], session, number, unseen))
    return tuple(sorted(found, key=_longest))


def _longest(one: NotSeen) -> tuple[datetime, str]:
    return (one.unseen.dosed_at, one.who.name)


def _last_doses(db: Session, only: UUID | None) -> dict[UUID, tuple[UUID, int, datetime]]:
    """Return by client the session, its number and the time of their latest dose."""
    given = select(SessionRow.client_id, func.max(DoseRow.happened_at).label("at"))
    given = given.join(SessionRow, DoseRow.session_id == SessionRow.id).where(DoseRow.struck_at.is_(None))
    given = given.where(*_of(SessionRow.client_id, only), SessionRow.id.not_in(_RETRACTED))
    last = given.group_by(SessionRow.client_id).subquery()
    query = select(SessionRow.client_id, SessionRow.id, SessionRow.number, DoseRow.happened_at)
    query = query.join(SessionRow, DoseRow.session_id == SessionRow.id).where(DoseRow.struck_at.is_(None))
    query = query.where(SessionRow.id.not_in(_RETRACTED))
    query = query.join(last, and_(last.c.client_id == SessionRow.client_id, last.c.at == DoseRow.happened_at))
    return {client: (session, number, at) for client, session, number, at in db.execute(query)}


def _seen(db: Session, only: UUID | None) -> dict[UUID, datetime]:
    """Return by client when they were last seen: attended, ended, reached, or closed with a reason."""
    starts, marked = AppointmentRow.starts_at, AppointmentRow.written_at
    came = case((starts < marked, starts), else_=marked)
    attended = select(AppointmentRow.client_id, func.max(came)).where(
        AppointmentRow.kind.in_(_SEEN_KINDS), AppointmentRow.status == AppointmentStatus.ATTENDED.value
    )
    ended = select(IntegrationNoteRow.client_id, func.max(IntegrationNoteRow.happened_at)).where(
        IntegrationNoteRow.ended_at.is_not(None), IntegrationNoteRow.appointment_id.is_(None)
    )
    settled = [outcome.value for outcome in Outcome if outcome.settles]
    reached = select(ContactRow.client_id, func.max(ContactRow.happened_at))
    reached = reached.where(ContactRow.outcome.in_(settled))
    found: dict[UUID, datetime] = {}
    for query, client in (
        (attended, AppointmentRow.client_id),
        (ended, IntegrationNoteRow.client_id),
        (reached, ContactRow.client_id),
    ):
        for id_, at in db.execute(query.where(*_of(client, only)).group_by(client)):
            found[id_] = max(at, found.get(id_, at))
    return found


def _booked(db: Session, only: UUID | None) -> dict[UUID, list[datetime]]:
    found: dict[UUID, list[datetime]] = {}
    query = select(AppointmentRow.client_id, AppointmentRow.starts_at)
    query = query.where(AppointmentRow.kind.in_(_MEETINGS), AppointmentRow.status.in_(diary.STANDING))
    query = query.where(*_of(AppointmentRow.client_id, only))
    for client, starts in db.execute(query):
        found.setdefault(client, []).append(starts)
    return found


def _unsigned(db: Session, who: Mapping[UUID, Who], late: timedelta) -> tuple[Unsigned, ...]:
    dosing = select(SessionRow.client_id, SessionRow.id, SessionRow.number, SessionRow.ended_at)
    dosing = dosing.where(SessionRow.ended_at.is_not(None), SessionRow.signed_at.is_(None))
    dosing = dosing.where(SessionRow.state != "cancelled")
    found = [
        Unsigned(who[client], session, number, ended, ended + late)
        for client, session, number, ended in db.execute(dosing)
        if ended is not None
    ]
    notes = select(
        IntegrationNoteRow.client_id, IntegrationNoteRow.session_id, IntegrationNoteRow.happened_at
    )
    for client, session, begun in db.execute(notes.where(IntegrationNoteRow.ended_at.is_(None))):
        found.append(Unsigned(who[client], session, None, begun, begun + late))
    return tuple(sorted(found, key=_oldest))


def _oldest(one: Unsigned) -> datetime:
    return one.since


def _held(db: Session, record: Record, who: Mapping[UUID, Who]) -> tuple[HeldQuestion, ...]:
    asked = (InsightRow.id, InsightRow.client_id, InsightRow.session_id, InsightRow.text)
    query = select(*asked, InsightRow.revisit_on)
    query = query.where(InsightRow.kind == Kind.HELD_QUESTION.value, InsightRow.struck_at.is_(None))
    query = query.where(InsightRow.session_id.not_in(_RETRACTED))
    rows = db.execute(query.order_by(InsightRow.written_at)).all()
    said = read_back.last_said(db, [row[0] for row in rows])
    ahead = select(AppointmentRow.client_id, func.min(AppointmentRow.starts_at))
    ahead = ahead.where(AppointmentRow.kind.in_(_SEEN_KINDS), AppointmentRow.status.in_(diary.STANDING))
    today_begins = diary.day_start(local(record.now(), record.zone).date(), record.zone)
    ahead = ahead.where(AppointmentRow.starts_at >= today_begins).group_by(AppointmentRow.client_id)
    revisit = dict(db.execute(ahead).all())
    return tuple(
        HeldQuestion(who[client], session, text, revisit.get(client), on)
        for id_, client, session, text, on in rows
        if id_ not in said or said[id_].text != Verdict.SETTLED
    )


def _backup(db: Session, record: Record) -> Backup:
    said = settings.value(db, LAST_GOOD)
    last = datetime.fromisoformat(said) if said else None
    return Backup(
        last_good=last,
        problem=settings.value(db, PROBLEM),
        stale=last is None or record.now() - last > STALE_AFTER,
        recovery_confirmed=bool(settings.value(db, RECOVERY)),
        rehearsal=record.rehearsal,
    )
