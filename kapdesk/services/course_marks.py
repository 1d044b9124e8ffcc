"""What happened beside the scores: doses with their number, integration sessions, visits, life events."""

from dataclasses import dataclass
from datetime import UTC, datetime, time
from enum import StrEnum
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from kapdesk.domain.appointments import INTEGRATION, AppointmentKind, AppointmentStatus
from kapdesk.domain.clock import zone
from kapdesk.services import life
from kapdesk.services.record import Record
from kapdesk.store.rows import AppointmentRow, DoseRow, IntegrationNoteRow, SessionRow

_MIDDAY = time(12)
_Visit = tuple[UUID, str, datetime]
"""An appointment that was attended: its id, its kind, when it began."""
_ELSEWHERE = frozenset({*(kind.value for kind in INTEGRATION), AppointmentKind.DOSING.value})


class MarkKind(StrEnum):
    """What stands beside the scores."""

    DOSE = "dose"
    INTEGRATION = "integration session"
    VISIT = "visit"
    EVENT = "event"


@dataclass(frozen=True, slots=True)
class Mark:
    """One thing that happened: when (UTC), what kind, its number where it is counted, and its words."""

    at: datetime
    kind: MarkKind
    number: int | None = None
    words: str = ""

    @property
    def said(self) -> str:
        """Return the mark as it is read: `Dose, session 3`."""
        head = self.kind.value.capitalize()
        if self.number is not None:
            return f"{head}, session {self.number}"
        return f"{head}: {self.words}" if self.words else head


def of_client(record: Record, client_id: UUID) -> tuple[Mark, ...]:
    """Return everything that stands beside a client's scores, the earliest first; nothing struck."""
    with record.read() as db:
        attended = _attended(db, client_id)
        found = (*_doses(db, client_id), *_met(db, client_id, attended), *_visits(attended))
    return tuple(sorted((*found, *_events(record, client_id)), key=_when))


def _when(one: Mark) -> datetime:
    return one.at


def _doses(db: Session, client_id: UUID) -> list[Mark]:
    """Return the first dose of each session with the number of that session."""
    query = (
        select(SessionRow.number, func.min(DoseRow.happened_at))
        .join(SessionRow, DoseRow.session_id == SessionRow.id)
        .where(SessionRow.client_id == client_id, DoseRow.struck_at.is_(None))
        .group_by(SessionRow.number)
    )
    return [Mark(at, MarkKind.DOSE, number) for number, at in db.execute(query)]


def _met(db: Session, client_id: UUID, visits: list[_Visit]) -> list[Mark]:
    """Return integration sessions that were held: those with a note, and visits attended without one."""
    query = select(IntegrationNoteRow.happened_at, IntegrationNoteRow.appointment_id)
    rows = list(db.execute(query.where(IntegrationNoteRow.client_id == client_id)))
    noted = {appointment for _, appointment in rows if appointment is not None}
    without = [
        Mark(at, MarkKind.INTEGRATION)
        for id_, kind, at in visits
        if kind in _ELSEWHERE and kind != AppointmentKind.DOSING.value and id_ not in noted
    ]
    return [*(Mark(at, MarkKind.INTEGRATION) for at, _ in rows), *without]


def _visits(visits: list[_Visit]) -> list[Mark]:
    """Return other appointments that were attended."""
    return [Mark(at, MarkKind.VISIT, words=_label(kind)) for _, kind, at in visits if kind not in _ELSEWHERE]


def _label(kind: str) -> str:
    return AppointmentKind(kind).label if kind in set(AppointmentKind) else kind


def _attended(db: Session, client_id: UUID) -> list[_Visit]:
    query = select(AppointmentRow.id, AppointmentRow.kind, AppointmentRow.starts_at)
    query = query.where(AppointmentRow.client_id == client_id)
    rows = db.execute(query.where(AppointmentRow.status == AppointmentStatus.ATTENDED.value))
    return [(id_, kind, at) for id_, kind, at in rows]


def _events(record: Record, client_id: UUID) -> list[Mark]:
    """Return life events at midday of the day they happened on, which is all that is known of it."""
    there = zone(record.zone)
    return [
        Mark(datetime.combine(day, _MIDDAY, there).astimezone(UTC), MarkKind.EVENT, words=text.strip())
        for day, text in life.events(record, client_id)
    ]
