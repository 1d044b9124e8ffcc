"""What is to be seen today, for all clients: who is here, who comes, who was not seen, what is still open."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from kapdesk.domain.after_dose import Unseen, unseen_since
from kapdesk.domain.appointments import Cadence
from kapdesk.domain.board import Line
from kapdesk.domain.clients import SafeContact, display_name
from kapdesk.domain.clock import local
from kapdesk.domain.errors import KapdeskError
from kapdesk.domain.notes import LATE_AFTER
from kapdesk.domain.tasks import Task
from kapdesk.services import board_lines, diary, sessions, tasks, unseen, waiting
from kapdesk.services.diary import Booked
from kapdesk.services.record import Record
from kapdesk.services.sessions import SessionHead
from kapdesk.services.unseen import SEEN_KINDS
from kapdesk.store.rows import (
    AppointmentRow,
    ClientRow,
    SettingRow,
)
from kapdesk.store.written_out import among

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
    """Return everything that is to be seen today, for all clients, in a fixed number of reads."""
    heads, to_do = sessions.open_now(record), tasks.open_now(record)
    day, habit = local(record.now(), record.zone).date(), diary.cadence(record)
    coming = diary.between(record, day, day)
    with record.read() as db:
        away = unseen.dosed_unseen(db, record.now())
        lines = board_lines.standing(db, record, away)
        unsigned, held = waiting.unsigned(db), waiting.held(db, record)
        named = (heads, to_do, lines, unsigned, held)
        who = _everyone(db, {*away, *(one.client for part in named for one in part)})
        return Today(
            open=tuple(Open(who[head.client], head) for head in heads),
            appointments=coming,
            unsigned=tuple(_named(each, who[each.client], late_after(record)) for each in unsigned),
            not_seen=_not_seen(db, record, who, habit, away),
            due=tuple(Due(who[task.client], task) for task in to_do),
            held=tuple(
                HeldQuestion(who[one.client], one.session, one.text, one.revisit, one.on) for one in held
            ),
            backup=_backup(db, record),
            lines=tuple(FollowUp(who[line.client], line) for line in lines),
        )


def not_seen(record: Record) -> tuple[NotSeen, ...]:
    """Return who was dosed and not seen since, the longest first.

    Seen is: an integration session attended, a contact that reached the client, or a reason to close.
    """
    habit = diary.cadence(record)
    with record.read() as db:
        away = unseen.dosed_unseen(db, record.now())
        return _not_seen(db, record, _everyone(db, away), habit, away)


def not_seen_of(record: Record, client_id: UUID) -> NotSeen | None:
    """Return how it stands with one client, or None where they were seen since, or never dosed."""
    habit = diary.cadence(record)
    with record.read() as db:
        away = unseen.dosed_unseen(db, record.now(), client_id)
        return next(iter(_not_seen(db, record, _everyone(db, away), habit, away)), None)


def late_after(record: Record) -> timedelta:
    """Return after which time a signature is a late entry."""
    try:
        hours = record.content.table("settings-defaults").row("late-entry-after").whole("number")
    except KapdeskError:
        return LATE_AFTER
    return timedelta(hours=hours) if hours else LATE_AFTER


def _everyone(db: Session, clients: Collection[UUID]) -> dict[UUID, Who]:
    """Return these clients as a list of all of them names them; nobody else is read."""
    columns = (ClientRow.id, ClientRow.code, ClientRow.family_name, ClientRow.given_name)
    reach = (ClientRow.contact_channel, ClientRow.contact_message, ClientRow.contact_code_word)
    query = select(*columns, *reach, ClientRow.contact_note, ClientRow.ended_on)
    return {
        id_: Who(
            id_,
            code,
            display_name(family, given),
            SafeContact(channel, message, word, note),
            ended is not None,
        )
        for part in unseen.in_parts(clients)
        for id_, code, family, given, channel, message, word, note, ended in db.execute(
            query.where(ClientRow.id.in_(part))
        )
    }


def _not_seen(
    db: Session, record: Record, who: Mapping[UUID, Who], habit: Cadence, away: Mapping[UUID, unseen.Dose]
) -> tuple[NotSeen, ...]:
    now, booked = record.now(), _booked(db, record.now(), away)
    found: list[NotSeen] = []
    for client, dose in away.items():
        dosed = dose.done.at
        since = unseen_since(min(dosed, now), (), booked.get(client, ()), now, habit)
        if since is not None:
            found.append(NotSeen(who[client], dose.session, dose.number, replace(since, dosed_at=dosed)))
    return tuple(sorted(found, key=_longest))


def _longest(one: NotSeen) -> tuple[datetime, str]:
    return (one.unseen.dosed_at, one.who.name)


def _named(one: waiting.Unsigned, who: Who, late: timedelta) -> Unsigned:
    return Unsigned(who, one.session, one.number, one.since, one.since + late, one.under_way)


def _booked(db: Session, now: datetime, clients: Collection[UUID]) -> dict[UUID, list[datetime]]:
    found: dict[UUID, list[datetime]] = {}
    if not clients:
        return found
    query = select(AppointmentRow.client_id, AppointmentRow.starts_at)
    query = query.where(AppointmentRow.kind.in_(_MEETINGS), among(AppointmentRow.status, diary.STANDING))
    for client, starts in db.execute(query.where(AppointmentRow.starts_at >= now)):
        if client in clients:
            found.setdefault(client, []).append(starts)
    return found


def _backup(db: Session, record: Record) -> Backup:
    query = select(SettingRow.key, SettingRow.value).where(SettingRow.key.in_((LAST_GOOD, PROBLEM, RECOVERY)))
    known = dict(db.execute(query).all())
    said = known.get(LAST_GOOD, "")
    last = datetime.fromisoformat(said) if said else None
    return Backup(
        last_good=last,
        problem=known.get(PROBLEM, ""),
        stale=last is None or record.now() - last > STALE_AFTER,
        recovery_confirmed=bool(known.get(RECOVERY)),
        rehearsal=record.rehearsal,
    )
