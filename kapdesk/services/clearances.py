"""The two clearances: medical and therapist, each signed by name, each with what stood recorded then."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid4

from sqlalchemy import select
from sqlalchemy.orm import Session

from kapdesk.domain.change import Change, Topic
from kapdesk.domain.errors import Refused
from kapdesk.domain.gate_facts import Criterion, Facts, Presence, State
from kapdesk.domain.gate_people import is_medical
from kapdesk.domain.people import Role
from kapdesk.domain.readiness import Signature, check_may_clear
from kapdesk.domain.two_people import both_qualifications, check_two_people, same_person
from kapdesk.services import readiness
from kapdesk.services.record import Record, next_in, open_session
from kapdesk.store.rows import ClearanceRow

_CRITERION = {Signature.MEDICAL: "D18", Signature.THERAPIST: "D19"}


@dataclass(frozen=True, slots=True)
class Signed:
    """One clearance as it was given; a withdrawn one says why."""

    signature: Signature
    name: str
    role: str
    presence: Presence | None
    statement: str
    happened_at: datetime
    written_at: datetime
    withdrawn: str = ""


def sign(
    record: Record, session_id: UUID, signature: Signature, *, name: str, role: str,
    presence: Presence | None = None, statement: str = "", qualifications: tuple[str, str] = ("", ""),
    at: datetime | None = None,
) -> Change:  # fmt: skip
    """Sign a clearance by name; what stood recorded is kept with it, and one that fell is kept struck.

    `qualifications` (as medical professional, as therapist) are stated where one person signs both. Raises
    Refused with the list of what is missing before its conditions hold, and where one stands already; the
    medical one also for another role, or where it is not said whether it was given on site or remotely. Who
    is signed in as medical professional clears as themselves where no other name is typed.
    """
    if signature is Signature.MEDICAL and record.author.role is Role.MEDICAL:
        name = name.strip() or record.author.signature
    _check_signer(signature, name, role, presence)
    now = readiness.of_session(record, session_id)
    check_may_clear(signature, now.criteria)
    other = _other(signature, now.facts)
    check_two_people(name, other, qualifications)
    both = both_qualifications(*qualifications) if same_person(name, other) else ""
    when = at or record.now()
    _check_time(signature, when, record.now(), now.facts)
    with record.write() as db:
        open_session(db, session_id)
        _strike_fallen(db, record, session_id, now.criterion(_CRITERION[signature]))
        row = ClearanceRow(id=uuid4(), session_id=session_id, kind=signature.value)
        row.statement = " ".join(part for part in (both, statement.strip()) if part)
        row.by_name, row.by_role = name.strip(), role.strip()
        row.presence = "" if presence is None else presence.value
        row.criteria = snapshot(now.criteria)
        row.happened_at, row.zone, row.seq = when, record.zone, next_in(db, ClearanceRow, session_id)
        row.written_at, row.author_id = record.now(), record.author.id
        db.add(row)
        return Change(Topic.READINESS, session_id, row.id)


def _other(signature: Signature, facts: Facts) -> str:
    """Return who signed the other clearance, or nobody."""
    seen = facts.therapist_clearance if signature is Signature.MEDICAL else facts.medical_clearance
    return "" if seen is None else seen.value.name


def _check_time(signature: Signature, when: datetime, now: datetime, facts: Facts) -> None:
    if when > now:
        raise Refused("This time is still to come. Nothing was recorded. Correct the time.")
    if facts.observed_from is not None and when <= facts.observed_from:
        raise Refused("A clearance is signed after the dose. Nothing was recorded. Correct the time.")
    medical = facts.medical_clearance
    if signature is Signature.THERAPIST and medical is not None and when < medical.at:
        raise Refused(
            "The therapist signs after the medical professional. Nothing was recorded. Correct the time."
        )


def _strike_fallen(db: Session, record: Record, session_id: UUID, stood: Criterion) -> None:
    """Strike the clearance that is followed by a new one, with what made it fall; it stays in the record."""
    rows = _standing(db, session_id, stood.id)
    if rows and stood.state is State.MET:
        raise Refused("This clearance is signed already. Nothing was changed. Withdraw it first.")
    for row in rows:
        row.struck_at, row.struck_reason = record.now(), stood.verdict.why or "signed again"


def _standing(db: Session, session_id: UUID, criterion: str) -> list[ClearanceRow]:
    kind = next(one.value for one, id_ in _CRITERION.items() if id_ == criterion)
    query = select(ClearanceRow).where(
        ClearanceRow.session_id == session_id, ClearanceRow.kind == kind, ClearanceRow.struck_at.is_(None)
    )
    return list(db.scalars(query))


def withdraw(record: Record, session_id: UUID, signature: Signature, reason: str) -> Change:
    """Strike a clearance through with a reason; it stays in the record and counts no longer."""
    if not reason.strip():
        raise Refused("A clearance is withdrawn with a reason. Nothing was changed. Write why.")
    with record.write() as db:
        open_session(db, session_id)
        rows = _standing(db, session_id, _CRITERION[signature])
        if not rows:
            raise Refused(f"No {signature} clearance is signed. Nothing was changed.")
        for row in rows:
            row.struck_at, row.struck_reason = record.now(), reason.strip()
        return Change(Topic.READINESS, session_id, rows[-1].id)


def of_session(record: Record, session_id: UUID) -> tuple[Signed, ...]:
    """Return every clearance of a session in the order of writing, withdrawn ones too."""
    with record.read() as db:
        query = select(ClearanceRow).where(ClearanceRow.session_id == session_id).order_by(ClearanceRow.seq)
        return tuple(_signed(row) for row in db.scalars(query))


def snapshot(criteria: tuple[Criterion, ...]) -> dict[str, dict[str, str]]:
    """Return how each criterion stands, as it is stored with a signature or an outcome."""
    return {
        one.id: {
            "title": one.title,
            "kind": one.kind.value,
            "state": one.state.value,
            "value": one.verdict.value,
            "by": one.verdict.by,
            "role": one.verdict.role,
            "at": one.verdict.at.isoformat() if one.verdict.at else "",
            "why": one.verdict.why,
        }
        for one in criteria
    }


def _check_signer(signature: Signature, name: str, role: str, presence: Presence | None) -> None:
    if not name.strip() or not role.strip():
        raise Refused("A clearance is signed with name and role. Nothing was changed. Write both.")
    if signature is not Signature.MEDICAL:
        return
    if not is_medical(role):
        raise Refused(
            "The medical clearance is signed by a medical professional. Nothing was changed. Say their role."
        )
    if presence is None:
        raise Refused("Whether this was on site or remote is not said. Nothing was changed. Choose one.")


def _signed(row: ClearanceRow) -> Signed:
    presence = Presence(row.presence) if row.presence else None
    withdrawn = (row.struck_reason or "withdrawn") if row.struck_at else ""
    return Signed(
        Signature(row.kind), row.by_name, row.by_role, presence, row.statement, row.happened_at,
        row.written_at, withdrawn,
    )  # fmt: skip
