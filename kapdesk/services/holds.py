"""Legal holds: a record that may not be deleted, whatever its age, until the hold is lifted with a reason."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid4

from sqlalchemy import select

from kapdesk.domain.audit import Action
from kapdesk.domain.change import Change, Topic
from kapdesk.domain.errors import NotFound, Refused
from kapdesk.services import audit
from kapdesk.services.record import Record
from kapdesk.store.rows import ClientRow
from kapdesk.store.rows_trust import HoldRow


@dataclass(frozen=True, slots=True)
class Hold:
    """A hold as it was set, and lifted, if it was."""

    id: UUID
    reason: str
    asked_by: str
    since: datetime
    lifted_at: datetime | None
    lifted_reason: str


def put(record: Record, client_id: UUID, reason: str, asked_by: str = "") -> Change:
    """Set a hold; raises Refused without a reason."""
    if not reason.strip():
        raise Refused("A hold needs its reason. Nothing was changed. Write why the record is held.")
    with record.write() as db:
        if db.get(ClientRow, client_id) is None:
            raise NotFound("This client is not in the record. Nothing was changed. Look under Clients.")
        row = HoldRow(id=uuid4(), client_id=client_id, reason=reason.strip(), asked_by=asked_by.strip())
        row.happened_at, row.zone = record.now(), record.zone
        row.written_at, row.author_id = record.now(), record.author.id
        db.add(row)
        audit.note(db, record, Action.HOLD_SET, "legal_hold", row.id, client_id)
        return Change(Topic.CLIENT, client_id, row.id)


def lift(record: Record, hold_id: UUID, reason: str) -> Change:
    """Lift a hold; it stays readable. Raises Refused without a reason, or where it was lifted already."""
    if not reason.strip():
        raise Refused("Lifting a hold needs its reason. Nothing was changed. Write who released it.")
    with record.write() as db:
        row = db.get(HoldRow, hold_id)
        if row is None:
            raise NotFound("This hold is not in the record. Nothing was changed.")
        if row.lifted_at is not None:
            raise Refused("This hold was lifted already. Nothing was changed.")
        row.lifted_at, row.lifted_reason = record.now(), reason.strip()
        audit.note(db, record, Action.HOLD_LIFTED, "legal_hold", row.id, row.client_id)
        return Change(Topic.CLIENT, row.client_id, row.id)


def of_client(record: Record, client_id: UUID) -> tuple[Hold, ...]:
    """Return every hold on a client's record, lifted ones too, in the order they were set."""
    with record.read() as db:
        query = select(HoldRow).where(HoldRow.client_id == client_id).order_by(HoldRow.written_at)
        return tuple(
            Hold(row.id, row.reason, row.asked_by, row.happened_at, row.lifted_at, row.lifted_reason or "")
            for row in db.scalars(query)
        )
