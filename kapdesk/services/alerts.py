"""What must be seen before anything is offered to a client."""

from datetime import date
from uuid import UUID, uuid4

from sqlalchemy import select
from sqlalchemy.orm import Session

from kapdesk.domain.alerts import Alert, AlertKind, Allergies, NewAlert, Severity, check_may_end, standing
from kapdesk.domain.change import Change, Topic
from kapdesk.domain.errors import NotFound, Refused
from kapdesk.services.record import Record
from kapdesk.store.rows import AlertRow, ClientRow

ALLERGY = "allergy"
"""How the kinds of alert begin that tell of an allergy."""


def add(
    record: Record,
    client_id: UUID,
    kind: str,
    severity: Severity,
    *,
    text: str = "",
    source: str = "",
    since: date | None = None,
) -> Change:
    """Keep an alert; it stands until somebody ends it with a reason."""
    if not kind.strip():
        raise Refused("An alert says what it is. Nothing was kept. Choose or write its kind.")
    with record.write() as db:
        client = db.get(ClientRow, client_id)
        if client is None:
            raise NotFound("This client is not in the record. Nothing was kept.")
        row = AlertRow(id=uuid4(), client_id=client_id, kind=kind, severity=severity.value)
        row.text, row.source, row.since = text.strip(), source.strip(), since
        row.written_at, row.author_id = record.now(), record.author.id
        db.add(row)
        if kind.startswith(ALLERGY):
            client.allergies = Allergies.RECORDED.value
        return Change(Topic.ALERT, client_id, row.id)


def write(record: Record, client_id: UUID, alert: NewAlert) -> Change:
    """Keep an alert as it was written on a slip."""
    return add(record, client_id, alert.kind, alert.severity, text=alert.text, since=alert.since)


def kinds(record: Record) -> tuple[AlertKind, ...]:
    """Return the kinds of alert that are offered."""
    rows = record.content.table("client-alerts").rows
    return tuple(AlertKind(row.id, row.text("label"), row.text("severity"), row.text("ask")) for row in rows)


def end(record: Record, alert_id: UUID, reason: str) -> Change:
    """End an alert with a reason; it stays readable among the ended ones."""
    with record.write() as db:
        row = db.get(AlertRow, alert_id)
        if row is None:
            raise NotFound("This alert is not in the record. Nothing was changed.")
        row.ended_reason = check_may_end(_alert(row), reason)
        row.ended_at = record.now()
        db.flush()
        if row.kind.startswith(ALLERGY) and not _allergies(db, row.client_id):
            db.get_one(ClientRow, row.client_id).allergies = Allergies.NOT_RECORDED.value
        return Change(Topic.ALERT, row.client_id, row.id)


def say_no_allergies(record: Record, client_id: UUID, *, none_known: bool) -> Change:
    """Record that no allergy is known, or take that back; refused while an allergy stands recorded."""
    with record.write() as db:
        client = db.get(ClientRow, client_id)
        if client is None:
            raise NotFound("This client is not in the record. Nothing was changed.")
        if _allergies(db, client_id):
            raise Refused(
                "An allergy stands recorded. Nothing was changed. End that alert with a reason first."
            )
        client.allergies = (Allergies.NONE_KNOWN if none_known else Allergies.NOT_RECORDED).value
        client.written_at, client.author_id = record.now(), record.author.id
        return Change(Topic.CLIENT, client_id, client_id)


def of_client(record: Record, client_id: UUID) -> tuple[Alert, ...]:
    """Return every alert of a client, those that were ended included, in the order of writing."""
    with record.read() as db:
        query = select(AlertRow).where(AlertRow.client_id == client_id)
        return tuple(_alert(row) for row in db.scalars(query.order_by(AlertRow.written_at, AlertRow.id)))


def standing_of(record: Record, client_id: UUID) -> tuple[Alert, ...]:
    """Return the alerts that stand, the gravest first."""
    return standing(of_client(record, client_id))


def _allergies(db: Session, client_id: UUID) -> bool:
    query = select(AlertRow.id).where(AlertRow.client_id == client_id, AlertRow.ended_at.is_(None))
    return db.scalar(query.where(AlertRow.kind.startswith(ALLERGY)).limit(1)) is not None


def _alert(row: AlertRow) -> Alert:
    return Alert(
        row.id,
        row.kind,
        Severity(row.severity),
        row.text,
        row.source,
        row.since,
        row.ended_at,
        row.ended_reason,
    )
