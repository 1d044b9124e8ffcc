"""The two clearances: medical and therapist, each signed by name, each with what stood recorded then."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid4

from sqlalchemy import select

from kapdesk.domain.change import Change, Topic
from kapdesk.domain.errors import Refused
from kapdesk.domain.gate_facts import Criterion, Presence
from kapdesk.domain.gate_people import is_medical
from kapdesk.domain.readiness import Signature, check_may_clear
from kapdesk.services import readiness
from kapdesk.services.record import Record, next_in, open_session
from kapdesk.store.rows import ClearanceRow


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
    presence: Presence | None = None, statement: str = "", at: datetime | None = None,
) -> Change:  # fmt: skip
    """Sign a clearance by name; what stood recorded is kept with it.

    Raises Refused with the list of what is missing before its conditions hold; the medical one also for
    another role, or where it is not said whether it was given on site or remotely.
    """
    _check_signer(signature, name, role, presence)
    now = readiness.of_session(record, session_id)
    check_may_clear(signature, now.criteria)
    when = at or record.now()
    if when > record.now():
        raise Refused("This time is still to come. Nothing was recorded. Correct the time.")
    with record.write() as db:
        open_session(db, session_id)
        row = ClearanceRow(
            id=uuid4(), session_id=session_id, kind=signature.value, statement=statement.strip()
        )
        row.by_name, row.by_role = name.strip(), role.strip()
        row.presence = "" if presence is None else presence.value
        row.criteria = snapshot(now.criteria)
        row.happened_at, row.zone, row.seq = when, record.zone, next_in(db, ClearanceRow, session_id)
        row.written_at, row.author_id = record.now(), record.author.id
        db.add(row)
        return Change(Topic.READINESS, session_id, row.id)


def withdraw(record: Record, session_id: UUID, signature: Signature, reason: str) -> Change:
    """Strike a clearance through with a reason; it stays in the record and counts no longer."""
    if not reason.strip():
        raise Refused("A clearance is withdrawn with a reason. Nothing was changed. Write why.")
    with record.write() as db:
        open_session(db, session_id)
        query = select(ClearanceRow).where(
            ClearanceRow.session_id == session_id,
            ClearanceRow.kind == signature.value,
            ClearanceRow.struck_at.is_(None),
        )
        rows = list(db.scalars(query))
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
