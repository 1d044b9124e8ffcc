"""What was given: recorded with who gave and who checked it, struck through when wrong, never worked out."""

from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal
from uuid import UUID, uuid4

from sqlalchemy import select
from sqlalchemy.orm import Session

from kapdesk.domain.change import Change, Topic
from kapdesk.domain.doses import DoseEvent, DoseUnit, check_dose
from kapdesk.domain.errors import NotFound, Refused
from kapdesk.domain.routes import Route
from kapdesk.domain.sessions import SessionState
from kapdesk.services import escorts, esketamine_form, sessions, vitals_asked
from kapdesk.services.record import Record, next_in, open_session
from kapdesk.store.rows import DoseRow, SessionRow


@dataclass(frozen=True, slots=True)
class Given:
    """One dose as it stands in the record, with when it was written and whether it was struck."""

    id: UUID
    dose: DoseEvent
    written_at: datetime
    author: UUID | None
    struck_at: datetime | None = None
    struck_reason: str = ""

    @property
    def struck(self) -> bool:
        """Return whether the dose was struck through as wrong."""
        return self.struck_at is not None


def give(record: Record, session_id: UUID, dose: DoseEvent, *, as_of: SessionState | None = None) -> Change:
    """Record a dose or booster as it was given; the first one leads the session to dosing in the same write.

    `as_of` is the state in which the session stood when the dose was given, for one taken over from paper.
    Raises Refused where no escort is named and no exception written, where the client is not cleared, and for
    a dose that is not whole or not possible.
    """
    with record.write() as db:
        session = open_session(db, session_id)
        row = _add(db, record, session, dose, as_of)
        esketamine_form.follow(db, record, session)
        return Change(Topic.DOSE, session_id, row.id)


def correct(record: Record, session_id: UUID, dose_id: UUID, dose: DoseEvent, reason: str) -> Change:
    """Strike a dose and record it anew in one write, so that T+ is never without its dose."""
    with record.write() as db:
        session = open_session(db, session_id)
        wrong = _standing(db, session_id, dose_id)
        _strike(record, wrong, reason)
        db.flush()
        right = replace(dose, is_booster=wrong.is_booster)
        row = _add(db, record, session, right)
        esketamine_form.follow(db, record, session)
        return Change(Topic.DOSE, session_id, row.id)


def strike(record: Record, session_id: UUID, dose_id: UUID, reason: str) -> Change:
    """Strike a dose through with a reason; it stays in the record and T+ no longer counts from it."""
    with record.write() as db:
        session = open_session(db, session_id)
        row = _standing(db, session_id, dose_id)
        others = [one for one in _rows(db, session_id) if one.struck_at is None and one.is_booster]
        if others and not row.is_booster:
            raise Refused(
                "A booster stands after this dose. Nothing was changed. Strike the booster first, or correct "
                "this dose instead."
            )
        _strike(record, row, reason)
        esketamine_form.follow(db, record, session)
        return Change(Topic.DOSE, session_id, row.id)


def check(record: Record, session_id: UUID, dose: DoseEvent) -> None:
    """Raise Refused where this dose could not be recorded now; nothing is written either way."""
    with record.read() as db:
        _check(db, record, open_session(db, session_id), dose)


def of_session(record: Record, session_id: UUID) -> tuple[Given, ...]:
    """Return every dose of a session in the order of writing, the struck ones too."""
    with record.read() as db:
        return tuple(_given(row) for row in _rows(db, session_id))


def _rows(db: Session, session_id: UUID) -> list[DoseRow]:
    return list(db.scalars(select(DoseRow).where(DoseRow.session_id == session_id).order_by(DoseRow.seq)))


def _check(
    db: Session, record: Record, session: SessionRow, dose: DoseEvent, as_of: SessionState | None = None
) -> None:
    earlier = [_event(row) for row in _rows(db, session.id) if row.struck_at is None]
    check_dose(
        dose,
        state=as_of or SessionState(session.state),
        escort=escorts.standing(db, session.id),
        escort_exception=session.escort_exception,
        earlier=earlier,
        now=record.now(),
    )
    if not dose.is_booster:
        _check_first(dose, earlier)


def _check_first(dose: DoseEvent, earlier: list[DoseEvent]) -> None:
    if any(not one.is_booster for one in earlier):
        raise Refused(
            "A first dose is recorded already. Nothing was recorded. Record this one as a booster, or "
            "correct the first one if it was wrong."
        )
    if any(one.given_at < dose.given_at for one in earlier):
        raise Refused(
            "The first dose is timed after its booster. Nothing was recorded. Correct one of the two times."
        )


def _add(
    db: Session, record: Record, session: SessionRow, dose: DoseEvent, as_of: SessionState | None = None
) -> DoseRow:
    _check(db, record, session, dose, as_of)
    row = DoseRow(id=uuid4(), session_id=session.id, happened_at=dose.given_at, zone=record.zone)
    row.drug, row.route, row.amount = dose.drug.strip(), dose.route.value, f"{dose.amount:f}"
    row.unit, row.lot, row.is_booster = dose.unit.value, dose.lot.strip(), dose.is_booster
    row.given_by, row.checked_by = dose.given_by.strip(), dose.checked_by.strip()
    row.seq = next_in(db, DoseRow, session.id)
    row.written_at, row.author_id = record.now(), record.author.id
    db.add(row)
    if not dose.is_booster:
        vitals_asked.pin_schedule(db, record, session.id, dose.route)
    if session.state == SessionState.CLEARED_TO_DOSE.value:
        sessions.enter(db, record, session, SessionState.DOSING, dose.given_at)
    return row


def _standing(db: Session, session_id: UUID, dose_id: UUID) -> DoseRow:
    row = db.get(DoseRow, dose_id)
    if row is None or row.session_id != session_id:
        raise NotFound("This dose is not in this session. Nothing was changed. Open the session again.")
    if row.struck_at is not None:
        raise Refused("This dose is struck through already. Nothing was changed.")
    return row


def _strike(record: Record, row: DoseRow, reason: str) -> None:
    if not reason.strip():
        raise Refused("A dose is struck with a reason. Nothing was changed. Write what was wrong.")
    row.struck_at, row.struck_reason = record.now(), reason.strip()


def _event(row: DoseRow) -> DoseEvent:
    return DoseEvent(
        drug=row.drug,
        route=Route(row.route),
        amount=Decimal(row.amount),
        unit=DoseUnit(row.unit),
        given_at=row.happened_at,
        given_by=row.given_by,
        lot=row.lot,
        checked_by=row.checked_by,
        is_booster=row.is_booster,
    )


def _given(row: DoseRow) -> Given:
    return Given(row.id, _event(row), row.written_at, row.author_id, row.struck_at, row.struck_reason or "")
