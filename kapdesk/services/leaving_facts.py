"""The recorded facts about screens, the way home and the signatures, as the readiness gate wants them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from kapdesk.domain.appointments import INTEGRATION, AppointmentKind, AppointmentStatus
from kapdesk.domain.doses import Escort
from kapdesk.domain.gate_facts import Asked, Booked, Clearance, Override, Presence, Seen
from kapdesk.domain.readiness import Signature
from kapdesk.domain.screens import AsqResult, Context, Disposition
from kapdesk.services import escorts
from kapdesk.services.given import Given
from kapdesk.store.rows import (
    AppointmentChangeRow,
    AppointmentRow,
    ClearanceRow,
    EscortRow,
    MeansRow,
    OverrideRow,
    SafetyPlanRow,
    ScreenRow,
    SessionRow,
)

_FORM, _BSSA = "readiness-facts", "bssa"
_CONTACTS = INTEGRATION | {AppointmentKind.CONTACT}
_SESSIONS = INTEGRATION | {AppointmentKind.DOSING, AppointmentKind.PREPARATION}
_RESULTS = frozenset(AsqResult)
Names = Mapping[UUID, tuple[str, str]]
"""The people of the record by id: how each signs, and in which role."""


@dataclass(frozen=True, slots=True)
class Leaving:
    """Screens, plan, means, escort, appointments, signatures and overrides of one session."""

    screens: tuple[Seen[Asked], ...]
    dispositions: tuple[Seen[Disposition], ...]
    judgement: Seen[str] | None
    referral_at: datetime | None
    plan_in_hand: Seen[bool] | None
    means_talk: Seen[bool] | None
    escort: Seen[Escort] | None
    booked: Seen[Booked] | None
    medical: Seen[Clearance] | None
    therapist: Seen[Clearance] | None
    overrides: tuple[Override, ...]


def read(db: Session, session: SessionRow, given: Given, names: Names, now: datetime) -> Leaving:
    """Read them inside a read that is already open."""
    query = select(ScreenRow).where(ScreenRow.session_id == session.id, ScreenRow.struck_at.is_(None))
    screens = list(db.scalars(query))
    return Leaving(
        screens=tuple(
            Seen(
                Asked(Context(row.context), AsqResult(row.result)),
                row.happened_at,
                row.observer,
                role=row.observer_role,
            )
            for row in screens
            if row.instrument == "asq" and row.result in _RESULTS
        ),
        dispositions=tuple(
            Seen(Disposition(row.disposition), row.happened_at, row.observer, role=row.observer_role)
            for row in screens
            if row.instrument == _BSSA and row.disposition
        ),
        judgement=_judgement(screens, given),
        referral_at=_referral(given),
        plan_in_hand=_plan(db, session, given),
        means_talk=_means(db, session, given, names),
        escort=_escort(db, session, names),
        booked=_booked(db, session, names, now),
        medical=_clearance(db, session, Signature.MEDICAL),
        therapist=_clearance(db, session, Signature.THERAPIST),
        overrides=_overrides(db, session),
    )


def _judgement(screens: Iterable[ScreenRow], given: Given) -> Seen[str] | None:
    said = [Seen(row.judgement, row.happened_at, row.observer) for row in screens if row.judgement.strip()]
    later = given.last(_FORM, "judgement-on-refusal")
    if later is not None:
        said.append(Seen(later.value or "", later.happened_at, later.observer))
    return max(said, key=_at, default=None)


def _at(seen: Seen[str]) -> datetime:
    return seen.at


def _referral(given: Given) -> datetime | None:
    text = given.text(_BSSA, "referral-at")
    return datetime.fromisoformat(text) if text else None


def _plan(db: Session, session: SessionRow, given: Given) -> Seen[bool] | None:
    query = select(SafetyPlanRow).where(SafetyPlanRow.session_id == session.id)
    row = db.scalar(query.order_by(SafetyPlanRow.number.desc()).limit(1))
    answers = given.every(_FORM, "plan-in-hand")
    said = answers[-1] if answers else None
    if row is None or row.copy_given is None:
        return said
    words = f"version {row.number}, {'copy in hand' if row.copy_given else 'no copy in hand'}"
    reviewed = Seen(row.copy_given, row.happened_at, row.observer, words)
    return said if said is not None and said.at > reviewed.at else reviewed


def _means(db: Session, session: SessionRow, given: Given, names: Names) -> Seen[bool] | None:
    query = select(MeansRow).where(MeansRow.session_id == session.id, MeansRow.struck_at.is_(None))
    rows = list(db.scalars(query.order_by(MeansRow.happened_at)))
    answers = given.every(_FORM, "means-talk")
    if not rows:
        return answers[-1] if answers else None
    if answers and answers[-1].at > rows[-1].happened_at and not answers[-1].value:
        return answers[-1]
    words = f"talked about; {len(rows)} {'step' if len(rows) == 1 else 'steps'} agreed"
    who, role = _name(names, rows[-1].author_id)
    return Seen(True, rows[-1].happened_at, who, words, role)  # noqa: FBT003 - a value


def _name(names: Names, author: UUID | None) -> tuple[str, str]:
    return names.get(author, ("", "")) if author else ("", "")


def _escort(db: Session, session: SessionRow, names: Names) -> Seen[Escort] | None:
    row = db.scalar(select(EscortRow).where(EscortRow.session_id == session.id))
    escort = escorts.standing(db, session.id)
    if row is None or escort is None:
        return None
    who, role = _name(names, row.author_id)
    return Seen(escort, row.arrived_at or row.written_at, who, role=role)


def _booked(db: Session, session: SessionRow, names: Names, now: datetime) -> Seen[Booked] | None:
    """Return what was booked as of then: a visit that took place since was booked all the same."""
    query = select(AppointmentRow).where(
        AppointmentRow.client_id == session.client_id, AppointmentRow.starts_at > now
    )
    rows = [row for row in db.scalars(query.order_by(AppointmentRow.starts_at)) if _stood(db, row, now)]
    contact = _first(rows, _CONTACTS)
    following = _first(rows, _SESSIONS)
    there = [row for row in (contact, following) if row is not None]
    if not there:
        return None
    newest = max(there, key=_written)
    value = Booked(contact.starts_at if contact else None, following.starts_at if following else None)
    who, role = _name(names, newest.author_id)
    return Seen(value, min(newest.written_at, now), who, role=role)


def _stood(db: Session, row: AppointmentRow, now: datetime) -> bool:
    """Return whether an appointment was made by then and still to take place as things stood then."""
    query = select(AppointmentChangeRow).where(AppointmentChangeRow.appointment_id == row.id)
    changes = list(db.scalars(query.order_by(AppointmentChangeRow.written_at)))
    made = min((change.written_at for change in changes), default=row.written_at)
    later = [change for change in changes if change.what == "status" and change.written_at > now]
    status = later[0].before if later else row.status
    return made <= now and AppointmentStatus(status).stands


def _first(rows: Iterable[AppointmentRow], kinds: frozenset[AppointmentKind]) -> AppointmentRow | None:
    return next((row for row in rows if row.kind in kinds), None)


def _written(row: AppointmentRow) -> datetime:
    return row.written_at


def _clearance(db: Session, session: SessionRow, kind: Signature) -> Seen[Clearance] | None:
    query = select(ClearanceRow).where(
        ClearanceRow.session_id == session.id,
        ClearanceRow.kind == kind.value,
        ClearanceRow.struck_at.is_(None),
    )
    row = db.scalar(query.order_by(ClearanceRow.seq.desc()).limit(1))
    if row is None:
        return None
    presence = Presence(row.presence) if row.presence else None
    return Seen(Clearance(row.by_name, row.by_role, presence), row.happened_at, row.by_name, role=row.by_role)


def _overrides(db: Session, session: SessionRow) -> tuple[Override, ...]:
    query = select(OverrideRow).where(OverrideRow.session_id == session.id, OverrideRow.struck_at.is_(None))
    return tuple(
        Override(row.criterion, row.by_name, row.by_role, row.reason, row.happened_at)
        for row in db.scalars(query.order_by(OverrideRow.seq))
    )
