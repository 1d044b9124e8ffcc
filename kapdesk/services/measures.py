"""Questionnaires as they were filled: every answer kept, a total only of a whole one, and what changed."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, cast
from uuid import UUID, uuid4

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from kapdesk.domain.change import Change, Topic
from kapdesk.domain.clock import local
from kapdesk.domain.errors import NotFound, Refused
from kapdesk.domain.instruments import Instrument, InstrumentItem
from kapdesk.domain.measures import Administration, Trend, recall_overlap, trend
from kapdesk.domain.score_change import CHANGE_RULES
from kapdesk.domain.scoring import SCORING, Score
from kapdesk.domain.tasks import TaskKind
from kapdesk.domain.totals import TOTALS, TotalOnly, check_total, named
from kapdesk.services import notes, tasks
from kapdesk.services.notes import Owner
from kapdesk.services.record import Record, open_session
from kapdesk.store.rows import ClientRow, DoseRow, MeasureRow, SessionRow

__all__ = ["TOTALS", "Score", "TotalOnly"]

OFFERED = ("phq9", "gad7", "pcl5", "who5")
RISK_ITEM = {"phq9": "phq9"}
"""The item of an instrument that has a line and an alarm of its own."""
SCREEN_TODAY = "Full suicide screen today: PHQ-9 item 9 was answered above 0."
DRAFT = "draft.measure."
REASON_LENGTH = 3

Answers = Mapping[str, int | None]


@dataclass(frozen=True, slots=True)
class Filled:
    """One questionnaire as it stands in the record; `total` is None while an item is missing."""

    id: UUID
    instrument: str
    name: str
    version: int
    happened_at: datetime
    written_at: datetime
    answers: Answers
    answered: int
    of: int
    total: int | None
    band: str
    alarms: tuple[str, ...]
    observer: str
    session: UUID | None
    struck_reason: str | None = None

    @property
    def complete(self) -> bool:
        """Return whether every item that counts was answered."""
        return self.total is not None

    @property
    def words(self) -> str:
        """Return the result as it is read: `14, moderate`, or how many items were answered."""
        if self.total is None:
            return f"{self.answered} of {self.of} answered"
        return f"{self.total}, {self.band}" if self.band else str(self.total)


@dataclass(frozen=True, slots=True)
class Draft:
    """A questionnaire that is being filled: the version it was begun in, and what is answered so far."""

    instrument: str
    version: int
    answers: dict[str, int] = field(default_factory=dict[str, int])


def offered(record: Record) -> tuple[Instrument, ...]:
    """Return the questionnaires that may be filled here, word for word; only those whose file is there."""
    found: list[Instrument] = []
    for name in OFFERED:
        try:
            found.append(record.content.instrument(name))
        except NotFound:
            continue
    return tuple(one for one in found if one.ships)


def scored(instrument: Instrument) -> tuple[InstrumentItem, ...]:
    """Return the items that count for the total."""
    return tuple(item for item in instrument.items if item.scored)


def score(instrument: Instrument, answers: Answers) -> Score:
    """Score answers by the instrument's own rule; without a total while an item is missing."""
    return SCORING[instrument.scoring]([answers.get(item.id) for item in scored(instrument)])


def administer(
    record: Record, client_id: UUID, instrument_id: str, version: int, answers: Answers, *,
    at: datetime | None = None, observer: str = "", session_id: UUID | None = None,
) -> Change:  # fmt: skip
    """Keep a filled questionnaire, empty its draft, and act on item 9, all in one write.

    A half-filled one is kept without a total. PHQ-9 item 9 above 0 makes the full suicide screen due today,
    whatever the total. Raises Refused for an answer that is not offered, a form with no answer at all, a time
    to come and a signed session. Source: PHQ-9 item 9, Kroenke, Spitzer and Williams 2001.
    """
    instrument = record.content.instrument(instrument_id, version)
    _check(record, instrument, answers, at)
    result = score(instrument, answers)
    with record.write() as db:
        row = _row(db, record, client_id, session_id, at, observer)
        row.instrument, row.instrument_version = instrument.id, instrument.version
        row.answers = {item.id: answers.get(item.id) for item in instrument.items}
        row.complete, row.total, row.band = result.complete, result.total, result.band or ""
        row.alarms = [alarm.words for alarm in result.alarms]
        db.add(row)
        notes.put(db, record, Owner(client_id), DRAFT + instrument.id, "")
        if (answers.get(RISK_ITEM.get(instrument.id, "")) or 0) > 0:
            _screen_today(db, record, client_id, session_id)
        return Change(Topic.MEASURE, client_id, row.id)


def enter_total(
    record: Record, client_id: UUID, total_id: str, typed: str, *, at: datetime | None = None,
    observer: str = "", session_id: UUID | None = None,
) -> Change:  # fmt: skip
    """Keep the total of a questionnaire that was filled on its own paper; no words of it are kept."""
    total = check_total(total_id, typed)
    if at is not None and at > record.now():
        raise Refused("This time is still to come. Nothing was recorded. Correct the time.")
    with record.write() as db:
        row = _row(db, record, client_id, session_id, at, observer)
        row.instrument, row.instrument_version, row.answers = total_id, 0, {}
        row.complete, row.total, row.band, row.alarms = True, total, "", []
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
        if row.struck_at is not None:
            raise Refused("This questionnaire is struck through already. Nothing was changed.")
        row.struck_at, row.struck_reason = record.now(), reason.strip()
        return Change(Topic.MEASURE, row.client_id, row.id)


def of_client(record: Record, client_id: UUID) -> tuple[Filled, ...]:
    """Return every questionnaire of a client by when it was filled, struck ones too."""
    with record.read() as db:
        query = select(MeasureRow).where(MeasureRow.client_id == client_id)
        rows = db.scalars(query.order_by(MeasureRow.happened_at, MeasureRow.written_at))
        return tuple(_filled(record, row) for row in rows)


def course(record: Record, client_id: UUID, instrument_id: str) -> Trend | None:
    """Return the course of one measure against the baseline before the first dose; None without a rule."""
    rules = CHANGE_RULES.get(instrument_id)
    if rules is None:
        return None
    doses = dosed(record, client_id)
    filled = [_administration(one) for one in of_client(record, client_id) if one.struck_reason is None]
    return trend(filled, instrument_id, doses[0] if doses else None, rules)


def dosed(record: Record, client_id: UUID) -> tuple[datetime, ...]:
    """Return when a client was dosed, the first dose of each session, the earliest first."""
    with record.read() as db:
        query = (
            select(func.min(DoseRow.happened_at))
            .join(SessionRow, DoseRow.session_id == SessionRow.id)
            .where(SessionRow.client_id == client_id, DoseRow.struck_at.is_(None))
            .group_by(DoseRow.session_id)
        )
        return tuple(sorted(db.scalars(query)))


def overlap(record: Record, client_id: UUID, instrument_id: str) -> str:
    """Return a sentence where the time asked about overlaps the last answers; it never blocks."""
    mine = [one for one in of_client(record, client_id) if one.instrument == instrument_id]
    last = max((one.happened_at for one in mine if one.struck_reason is None), default=None)
    return recall_overlap(last, record.now(), record.zone) or ""


def draft(record: Record, client_id: UUID, instrument_id: str) -> Draft:
    """Return a questionnaire as far as it was filled; a new one is in the newest version."""
    text = notes.text(record, Owner(client_id), DRAFT + instrument_id)
    return read_draft(text, instrument_id) or Draft(
        instrument_id, record.content.instrument(instrument_id).version
    )


def read_draft(text: str, instrument_id: str) -> Draft | None:
    """Return a draft as it was kept; None for one that is empty or cannot be read."""
    try:
        parts = cast("dict[str, Any]", json.loads(text)) if text.strip() else {}
        answers = {str(item): int(value) for item, value in parts["answers"].items()}
        return Draft(instrument_id, int(parts["version"]), answers) if answers else None
    except (ValueError, KeyError, TypeError, AttributeError):
        return None


def keep_draft(record: Record, client_id: UUID, draft: Draft) -> Change:
    """Keep a questionnaire as far as it is filled; an empty one forgets its draft."""
    text = json.dumps({"version": draft.version, "answers": draft.answers}) if draft.answers else ""
    return notes.write(record, Owner(client_id), DRAFT + draft.instrument, text)


def _check(record: Record, instrument: Instrument, answers: Answers, at: datetime | None) -> None:
    if all(value is None for value in answers.values()):
        raise Refused("Nothing was answered yet. Nothing was recorded. Answer at least one item.")
    if at is not None and at > record.now():
        raise Refused("This time is still to come. Nothing was recorded. Correct the time.")
    for item_id, value in answers.items():
        item = instrument.item(item_id)
        if value is not None and value not in {option.value for option in instrument.options_of(item)}:
            raise Refused("One answer is none of those offered. Nothing was recorded. Answer it again.")


def _row(
    db: Session, record: Record, client_id: UUID, session_id: UUID | None, at: datetime | None, observer: str
) -> MeasureRow:
    if db.get(ClientRow, client_id) is None:
        raise NotFound("This client is not in the record. Nothing was recorded.")
    if session_id is not None and open_session(db, session_id).client_id != client_id:
        raise Refused("This session belongs to another client. Nothing was recorded.")
    row = MeasureRow(id=uuid4(), client_id=client_id, session_id=session_id)
    row.happened_at, row.zone = at or record.now(), record.zone
    row.observer = observer.strip() or record.author.signature
    row.written_at, row.author_id = record.now(), record.author.id
    return row


def _screen_today(db: Session, record: Record, client_id: UUID, session_id: UUID | None) -> None:
    """Put the full screen on the list, due before this day ends."""
    there = local(record.now(), record.zone)
    due = there.replace(hour=23, minute=59, second=0, microsecond=0)
    tasks.put(db, record, client_id, SCREEN_TODAY, due, kind=TaskKind.SCREEN_TODAY, session_id=session_id)


def _filled(record: Record, row: MeasureRow) -> Filled:
    name, counted = _name_and_items(record, row)
    answered = sum(row.answers.get(item) is not None for item in counted)
    return Filled(
        row.id, row.instrument, name, row.instrument_version, row.happened_at, row.written_at,
        dict(row.answers), answered, len(counted), row.total, row.band,
        tuple(str(words) for words in row.alarms), row.observer, row.session_id,
        row.struck_reason if row.struck_at else None,
    )  # fmt: skip


def _name_and_items(record: Record, row: MeasureRow) -> tuple[str, tuple[str, ...]]:
    """Return a questionnaire's name and the items that count, in the version it was filled in."""
    try:
        instrument = record.content.instrument(row.instrument, row.instrument_version)
    except NotFound:
        try:
            return named(row.instrument).name, ()
        except Refused:
            return row.instrument, tuple(row.answers)
    return instrument.title.split(",")[0].split()[0], tuple(item.id for item in scored(instrument))


def _administration(one: Filled) -> Administration:
    return Administration(
        one.instrument, one.version, one.happened_at, one.answered, one.of, one.total, one.band
    )
