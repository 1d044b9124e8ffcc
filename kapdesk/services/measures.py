"""Questionnaires as they were filled: every answer kept, a total only of a whole one, and what changed."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid4

from sqlalchemy.orm import Session

from kapdesk.domain.change import Change, Topic
from kapdesk.domain.clock import local
from kapdesk.domain.errors import NotFound, Refused
from kapdesk.domain.instruments import Instrument
from kapdesk.domain.scoring import Score
from kapdesk.domain.tasks import TaskKind
from kapdesk.domain.totals import TOTALS, TotalOnly, check_place, check_total, total_words
from kapdesk.services import measure_settings, notes, tasks
from kapdesk.services.measure_drafts import DRAFT
from kapdesk.services.measure_reading import (
    SHEET,
    Answers,
    Filled,
    cut_off,
    dosed,
    of_client,
    score,
    scored,
    short,
)
from kapdesk.services.notes import Owner
from kapdesk.services.record import SEALED, Record, open_session
from kapdesk.store.rows import ClientRow, IntegrationNoteRow, MeasureRow

__all__ = [
    "TOTALS",
    "Answers",
    "Filled",
    "Score",
    "TotalOnly",
    "dosed",
    "of_client",
    "score",
    "scored",
    "short",
]

OFFERED = ("phq9", "gad7", "pcl5", "who5")
RISK_ITEM = {"phq9": "phq9"}
"""The item of an instrument that makes the full suicide screen due."""
SCREEN_TODAY = "Full suicide screen today: PHQ-9 item 9 was answered above 0."
REASON_LENGTH = 3
ITEMS, TOTAL = "items", "total"
LONGEST_EVENT = 60


@dataclass(frozen=True, slots=True)
class Where:
    """Where a questionnaire belongs: a session, an integration session, or the client alone.

    `at` is when it was filled, None for now; an empty `observer` is whoever writes.
    """

    session: UUID | None = None
    integration: UUID | None = None
    at: datetime | None = None
    observer: str = ""


ALONE = Where()


def offered(record: Record) -> tuple[Instrument, ...]:
    """Return the questionnaires that may be filled here, word for word; only those whose file is there."""
    found: list[Instrument] = []
    for name in OFFERED:
        try:
            found.append(record.content.instrument(name))
        except NotFound:
            continue
    return tuple(one for one in found if one.ships)


def administer(
    record: Record, client_id: UUID, instrument_id: str, version: int, answers: Answers, *,
    at: datetime | None = None, observer: str = "", session_id: UUID | None = None,
    integration_id: UUID | None = None, index_event: str = "",
) -> Change:  # fmt: skip
    """Keep a filled questionnaire, empty its draft, and act on item 9, all in one write.

    A half-filled one is kept without a total. PHQ-9 item 9 above 0 makes the full suicide screen due today,
    whatever the total. Raises Refused for an answer that is not offered, a form with no answer at all, a time
    to come, an event that is told at length, and a signed session or integration session. Source: PHQ-9 item
    9, Kroenke, Spitzer and Williams 2001.
    """
    instrument = record.content.instrument(instrument_id, version)
    _check(record, instrument, answers, at)
    event = check_event(index_event) if measure_settings.has_index_event(instrument) else ""
    result = score(instrument, answers, cut_off(record))
    with record.write() as db:
        row = _row(db, record, client_id, Where(session_id, integration_id, at, observer))
        row.instrument, row.instrument_version = instrument.id, instrument.version
        row.answers = {item.id: answers.get(item.id) for item in instrument.items}
        row.complete, row.total, row.band = result.complete, result.total, result.band or ""
        row.alarms, row.entered = [alarm.words for alarm in result.alarms], ITEMS
        row.index_event = event or None
        db.add(row)
        notes.put(db, record, Owner(client_id), DRAFT + instrument.id, "")
        if (answers.get(RISK_ITEM.get(instrument.id, "")) or 0) > 0:
            _screen_today(db, record, client_id, session_id)
        return Change(Topic.MEASURE, client_id, row.id)


def check_event(typed: str) -> str:
    """Return the short label of an event; raises Refused where it is told at length."""
    words = " ".join(typed.split())
    if len(words) > LONGEST_EVENT:
        raise Refused(
            f"The event has a label of {LONGEST_EVENT} signs at most, and no story. Nothing was recorded. "
            "Make it shorter."
        )
    return words


def enter_total(
    record: Record, client_id: UUID, total_id: str, typed: str, *, at: datetime | None = None,
    observer: str = "", session_id: UUID | None = None, integration_id: UUID | None = None, place: str = "",
) -> Change:  # fmt: skip
    """Keep the total of a questionnaire that was filled on its own paper; no words of it are kept.

    `place` says where the sheet is kept. Raises Refused for a total outside the range, a time to come, and a
    signed session or integration session.
    """
    value, kept = check_total(total_id, typed), check_place(place)
    if at is not None and at > record.now():
        raise Refused("This time is still to come. Nothing was recorded. Correct the time.")
    with record.write() as db:
        row = _row(db, record, client_id, Where(session_id, integration_id, at, observer))
        row.instrument, row.instrument_version = total_id, 0
        row.answers = {SHEET: kept} if kept else {}
        is_whole = value == value.to_integral_value()
        row.complete, row.total, row.total_text = True, int(value) if is_whole else None, total_words(value)
        row.band, row.alarms, row.entered = "", [], TOTAL
        db.add(row)
        return Change(Topic.MEASURE, client_id, row.id)


def strike(record: Record, measure_id: UUID, reason: str) -> Change:
    """Strike a questionnaire through with a reason; it stays in the record and counts for nothing."""
    if len(reason.strip()) < REASON_LENGTH:
        raise Refused("A questionnaire is struck with a reason. Nothing was changed. Write what was wrong.")
    with record.write() as db:
        row = db.get(MeasureRow, measure_id)
        if row is None:
            raise NotFound("This questionnaire is not in the record. Nothing was changed.")
        if row.session_id is not None:
            open_session(db, row.session_id)
        if row.integration_id is not None:
            _open_integration(db, row.integration_id)
        if row.struck_at is not None:
            raise Refused("This questionnaire is struck through already. Nothing was changed.")
        row.struck_at, row.struck_reason = record.now(), reason.strip()
        return Change(Topic.MEASURE, row.client_id, row.id)


def _check(record: Record, instrument: Instrument, answers: Answers, at: datetime | None) -> None:
    if all(value is None for value in answers.values()):
        raise Refused("Nothing was answered yet. Nothing was recorded. Answer at least one item.")
    if at is not None and at > record.now():
        raise Refused("This time is still to come. Nothing was recorded. Correct the time.")
    for item_id, value in answers.items():
        item = instrument.item(item_id)
        if value is not None and value not in {option.value for option in instrument.options_of(item)}:
            raise Refused("One answer is none of those offered. Nothing was recorded. Answer it again.")


def _row(db: Session, record: Record, client_id: UUID, where: Where) -> MeasureRow:
    if db.get(ClientRow, client_id) is None:
        raise NotFound("This client is not in the record. Nothing was recorded.")
    of = () if where.session is None else (open_session(db, where.session),)
    if where.integration is not None:
        of = (*of, _open_integration(db, where.integration))
    if any(owner.client_id != client_id for owner in of):
        raise Refused("This session belongs to another client. Nothing was recorded.")
    row = MeasureRow(id=uuid4(), client_id=client_id, session_id=where.session)
    row.integration_id = where.integration
    row.happened_at, row.zone = where.at or record.now(), record.zone
    row.observer = where.observer.strip() or record.author.signature
    row.written_at, row.author_id = record.now(), record.author.id
    return row


def _open_integration(db: Session, integration_id: UUID) -> IntegrationNoteRow:
    row = db.get(IntegrationNoteRow, integration_id)
    if row is None:
        raise NotFound("This integration session is not in the record. Nothing was changed.")
    if row.signed_at is not None:
        raise Refused(SEALED)
    return row


def _screen_today(db: Session, record: Record, client_id: UUID, session_id: UUID | None) -> None:
    """Put the full screen on the list, due before this day ends."""
    there = local(record.now(), record.zone)
    due = there.replace(hour=23, minute=59, second=0, microsecond=0)
    tasks.put(db, record, client_id, SCREEN_TODAY, due, kind=TaskKind.SCREEN_TODAY, session_id=session_id)
