"""What is to be seen today, for all clients: who is here, who comes, who was not seen, what is still open."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from kapdesk.domain.after_dose import Unseen, unseen_since
from kapdesk.domain.appointments import Cadence
from kapdesk.domain.board import Line
from kapdesk.domain.clients import SafeContact, display_name
from kapdesk.domain.clock import local
from kapdesk.domain.errors import KapdeskError
from kapdesk.domain.insights import Kind
from kapdesk.domain.integration import Verdict
from kapdesk.domain.notes import LATE_AFTER
from kapdesk.domain.tasks import Task
from kapdesk.services import board_lines, diary, read_back, sessions, settings, tasks, unseen
from kapdesk.services.diary import Booked
from kapdesk.services.record import Record
from kapdesk.services.sessions import SessionHead
from kapdesk.services.unseen import RETRACTED, SEEN_KINDS, of_one
from kapdesk.store.rows import AppointmentRow, ClientRow, InsightRow, IntegrationNoteRow, SessionRow

LAST_GOOD, PROBLEM, RECOVERY = "backup.last_good", "backup.problem", "recovery.confirmed_at"
STALE_AFTER = timedelta(days=2)
_MEETINGS = (*SEEN_KINDS, "contact")


@dataclass(frozen=True, slots=True)
class Who:
    """A client in a list of all of them, and how they may be reached."""

    id: UUID
    code: str
    name: str
    contact: SafeContact
    ended: bool = False


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
    """A session or an integration session that nobody has signed; from a time on that is a late entry."""

    who: Who
    session: UUID | None
    number: int | None
    since: datetime
    late_from: datetime
    under_way: bool = False


@dataclass(frozen=True, slots=True)
class FollowUp:
    """One line of the follow-up board, and whose it is."""

    who: Who
    line: Line


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
    lines: tuple[FollowUp, ...] = ()


def today(record: Record) -> Today:
    """Return everything that is to be seen today, for all clients."""
    heads, waiting = sessions.open_now(record), tasks.open_now(record)
    day = local(record.now(), record.zone).date()
    coming, lines = diary.between(record, day, day), board_lines.lines(record)
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
            lines=tuple(FollowUp(who[line.client], line) for line in lines),
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
    rows = db.execute(
        select(*columns, *reach, ClientRow.contact_note, ClientRow.ended_on).where(
            *of_one(ClientRow.id, only)
        )
    )
    return {
        id_: Who(
            id_,
            code,
            display_name(family, given),
            SafeContact(channel, message, word, note),
            ended is not None,
        )
        for id_, code, family, given, channel, message, word, note, ended in rows
    }


def _not_seen(
    db: Session, record: Record, who: Mapping[UUID, Who], habit: Cadence, only: UUID | None = None
) -> tuple[NotSeen, ...]:
    now, booked = record.now(), _booked(db, record.now(), only)
    found: list[NotSeen] = []
    for client, dose in unseen.dosed_unseen(db, now, only).items():
        dosed = dose.done.at
        since = unseen_since(min(dosed, now), (), booked.get(client, ()), now, habit)
        if since is not None:
            found.append(NotSeen(who[client], dose.session, dose.number, replace(since, dosed_at=dosed)))
    return tuple(sorted(found, key=_longest))


def _longest(one: NotSeen) -> tuple[datetime, str]:
    return (one.unseen.dosed_at, one.who.name)


def _booked(db: Session, now: datetime, only: UUID | None) -> dict[UUID, list[datetime]]:
    found: dict[UUID, list[datetime]] = {}
    query = select(AppointmentRow.client_id, AppointmentRow.starts_at)
    query = query.where(AppointmentRow.kind.in_(_MEETINGS), AppointmentRow.status.in_(diary.STANDING))
    query = query.where(AppointmentRow.starts_at >= now, *of_one(AppointmentRow.client_id, only))
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
    row = IntegrationNoteRow
    notes = select(row.client_id, row.session_id, row.happened_at, row.ended_at)
    notes = notes.where(row.signed_at.is_(None), row.id.not_in(RETRACTED))
    for client, session, begun, ended in db.execute(notes):
        since = ended or begun
        found.append(Unsigned(who[client], session, None, since, since + late, under_way=ended is None))
    return tuple(sorted(found, key=_oldest))


def _oldest(one: Unsigned) -> datetime:
    return one.since


def _held(db: Session, record: Record, who: Mapping[UUID, Who]) -> tuple[HeldQuestion, ...]:
    asked = (InsightRow.id, InsightRow.client_id, InsightRow.session_id, InsightRow.text)
    query = select(*asked, InsightRow.revisit_on)
    query = query.where(InsightRow.kind == Kind.HELD_QUESTION.value, InsightRow.struck_at.is_(None))
    query = query.where(InsightRow.session_id.not_in(RETRACTED))
    rows = db.execute(query.order_by(InsightRow.written_at)).all()
    said = read_back.last_said(db, [row[0] for row in rows])
    ahead = select(AppointmentRow.client_id, func.min(AppointmentRow.starts_at))
    ahead = ahead.where(AppointmentRow.kind.in_(SEEN_KINDS), AppointmentRow.status.in_(diary.STANDING))
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
