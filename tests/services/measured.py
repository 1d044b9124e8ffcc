"""Invented weeks of one client: doses, questionnaires and what stands beside them, written as rows."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from kapdesk.services import measures
from kapdesk.services.record import Record
from kapdesk.store import rows


def put(record: Record, table: Any, **values: Any) -> UUID:
    """Write one row as it is."""
    with record.write() as db:
        row = table(id=uuid4(), **values)
        row.written_at, row.author_id = record.now(), record.author.id
        db.add(row)
        return row.id


def dosed(record: Record, client: UUID, at: datetime, number: int) -> UUID:
    """Write one dosing session with its dose, ended."""
    session = put(
        record, rows.SessionRow, client_id=client, number=number, state="discharged", zone=record.zone,
        opened_at=at - timedelta(hours=1), ended_at=at + timedelta(hours=3),
    )  # fmt: skip
    put(
        record, rows.DoseRow, session_id=session, seq=1, drug="ketamine", route="im", amount="50", unit="mg",
        given_by="R. Sole, RN", happened_at=at, zone=record.zone,
    )  # fmt: skip
    return session


def met(record: Record, client: UUID, at: datetime) -> UUID:
    """Write one integration session."""
    return put(
        record, rows.IntegrationNoteRow, client_id=client, kind="regular", happened_at=at, zone=record.zone,
        ended_at=at + timedelta(hours=1),
    )  # fmt: skip


def booked(record: Record, client: UUID, at: datetime, kind: str, status: str) -> UUID:
    """Write one appointment."""
    return put(
        record, rows.AppointmentRow, client_id=client, kind=kind, starts_at=at, zone=record.zone, minutes=50,
        status=status, room="", reason="", note="", sequence=0,
    )  # fmt: skip


def scored(record: Record, client: UUID, name: str, total: int, at: datetime) -> UUID:
    """Fill one questionnaire so that its answers come to a total; PHQ-9 item 9 stays at 0 while it can."""
    instrument = record.content.instrument(name)
    items = measures.scored(instrument)
    left, answers = total // (4 if name == "who5" else 1), dict[str, int | None]()
    for item in items:
        answers[item.id] = min(left, max(option.value for option in instrument.options_of(item)))
        left -= answers[item.id] or 0
    made = measures.administer(record, client, name, instrument.version, answers, at=at)
    assert made.item
    return made.item
