"""What is to be seen today, for all clients: who is here, who comes, who was not seen, what is still open."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

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
from kapdesk.services import diary, integration, sessions, settings, tasks
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

LAST_GOOD, PROBLEM, RECOVERY = "backup.last_good", "backup.problem", "recovery.confirmed_at"
STALE_AFTER = timedelta(days=2)
_SEEN_KINDS = tuple(kind.value for kind in INTEGRATION)
_MEETINGS = (*_SEEN_KINDS, "contact")


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
    """A question on hold, and when the client is here next to look at it again."""

    who: Who
    session: UUID
    text: str
    revisit: datetime | None


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
    return next((each for each in not_seen(record) if each.who.id == client_id), None)


def late_after(record: Record) -> timedelta:
    """Return after which time a signature is a late entry."""
    try:
        hours = record.content.table("settings-defaults").row("late-entry-after").whole("number")
    except KapdeskError:
        return LATE_AFTER
    return timedelta(hours=hours) if hours else LATE_AFTER


def _everyone(db: Session) -> dict[UUID, Who]:
    columns = (ClientRow.id, ClientRow.code, ClientRow.family_name, ClientRow.given_name)
    reach = (ClientRow.contact_channel, ClientRow.contact_message, ClientRow.contact_code_word)
    rows = db.execute(select(*columns, *reach, ClientRow.contact_note))
    return {
        id_: Who(id_, code, display_name(family, given), SafeContact(channel, message, word, note))
        for id_, code, family, given, channel, message, word, note in rows
    }


def _not_seen(db: Session, record: Record, who: Mapping[UUID, Who], habit: Cadence) -> tuple[NotSeen, ...]:
    query = select(SessionRow.client_id, SessionRow.id, SessionRow.number, DoseRow.happened_at)
    query = query.join(SessionRow, DoseRow.session_id == SessionRow.id).where(DoseRow.struck_at.is_(None))
    doses = {row[0]: row for row in db.execute(query.order_by(DoseRow.happened_at))}
    seen, booked = _seen(db), _booked(db)
    found: list[NotSeen] = []
    for client, session, number, dosed in doses.values():
        unseen = unseen_since(dosed, seen.get(client, ()), booked.get(client, ()), record.now(), habit)
        if unseen is not None:
            found.append(NotSeen(who[client], session, number, unseen))
    return tuple(sorted(found, key=_longest))


def _longest(one: NotSeen) -> tuple[datetime, str]:
    return (one.unseen.dosed_at, one.who.name)


def _seen(db: Session) -> dict[UUID, list[datetime]]:
    """Return by client when they were seen: attended, ended, reached, or closed with a reason."""
    found: dict[UUID, list[datetime]] = {}
    attended = select(AppointmentRow.client_id, AppointmentRow.starts_at, AppointmentRow.written_at)
    attended = attended.where(AppointmentRow.kind.in_(_SEEN_KINDS))
    for client, starts, marked in db.execute(
        attended.where(AppointmentRow.status == AppointmentStatus.ATTENDED.value)
    ):
        found.setdefault(client, []).append(min(starts, marked))
    ended = select(IntegrationNoteRow.client_id, IntegrationNoteRow.happened_at)
    settled = [outcome.value for outcome in Outcome if outcome.settles]
    reached = select(ContactRow.client_id, ContactRow.happened_at).where(ContactRow.outcome.in_(settled))
    without = IntegrationNoteRow.ended_at.is_not(None), IntegrationNoteRow.appointment_id.is_(None)
    for client, at in (*db.execute(ended.where(*without)), *db.execute(reached)):
        found.setdefault(client, []).append(at)
    return found


def _booked(db: Session) -> dict[UUID, list[datetime]]:
    found: dict[UUID, list[datetime]] = {}
    query = select(AppointmentRow.client_id, AppointmentRow.starts_at)
    query = query.where(AppointmentRow.kind.in_(_MEETINGS), AppointmentRow.status.in_(diary.STANDING))
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
    query = select(InsightRow.id, InsightRow.client_id, InsightRow.session_id, InsightRow.text)
    query = query.where(InsightRow.kind == Kind.HELD_QUESTION.value, InsightRow.struck_at.is_(None))
    rows = db.execute(query.order_by(InsightRow.written_at)).all()
    said = integration.last_said(db, [row[0] for row in rows])
    ahead = select(AppointmentRow.client_id, func.min(AppointmentRow.starts_at))
    ahead = ahead.where(AppointmentRow.kind.in_(_SEEN_KINDS), AppointmentRow.status.in_(diary.STANDING))
    today_begins = diary.day_start(local(record.now(), record.zone).date(), record.zone)
    ahead = ahead.where(AppointmentRow.starts_at >= today_begins).group_by(AppointmentRow.client_id)
    revisit = dict(db.execute(ahead).all())
    return tuple(
        HeldQuestion(who[client], session, text, revisit.get(client))
        for id_, client, session, text in rows
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
