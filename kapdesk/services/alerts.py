"""What must be seen before anything is offered to a client."""

from datetime import date
from uuid import UUID, uuid4

from sqlalchemy import select

from kapdesk.domain.alerts import Alert, Severity, check_may_end, standing
from kapdesk.domain.change import Change, Topic
from kapdesk.domain.errors import NotFound, Refused
from kapdesk.services.record import Record
from kapdesk.store.rows import AlertRow, ClientRow


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
        if kind == "allergy":
            client.allergies = "recorded"
        return Change(Topic.ALERT, client_id, row.id)


def end(record: Record, alert_id: UUID, reason: str) -> Change:
    """End an alert with a reason; it stays readable among the ended ones."""
    with record.write() as db:
        row = db.get(AlertRow, alert_id)
        if row is None:
            raise NotFound("This alert is not in the record. Nothing was changed.")
        row.ended_reason = check_may_end(_alert(row), reason)
        row.ended_at = record.now()
        return Change(Topic.ALERT, row.client_id, row.id)


def of_client(record: Record, client_id: UUID) -> tuple[Alert, ...]:
    """Return every alert of a client, those that were ended included, in the order of writing."""
    with record.read() as db:
        query = select(AlertRow).where(AlertRow.client_id == client_id)
        return tuple(_alert(row) for row in db.scalars(query.order_by(AlertRow.written_at, AlertRow.id)))


def standing_of(record: Record, client_id: UUID) -> tuple[Alert, ...]:
    """Return the alerts that stand, the gravest first."""
    return standing(of_client(record, client_id))


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
