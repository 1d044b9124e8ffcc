"""Questionnaires as they stand in the record: whose, when, what it came to, and what was answered."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from uuid import UUID

from sqlalchemy import ColumnElement, exists, func, select
from sqlalchemy.orm import Session

from kapdesk.domain.errors import NotFound, Refused
from kapdesk.domain.instruments import Instrument, InstrumentItem
from kapdesk.domain.questionnaires import PCL5_CUT_OFF, pcl5
from kapdesk.domain.scoring import SCORING, Check, Score
from kapdesk.domain.totals import named, total_words
from kapdesk.services import measure_settings
from kapdesk.services.record import Record
from kapdesk.store.rows import DoseRow, MeasureRow, SessionRow
from kapdesk.store.rows_trust import RetractionRow

SHEET = "sheet kept"
"""Under which name a total keeps where its paper form lies."""

Answers = Mapping[str, int | None]


@dataclass(frozen=True, slots=True)
class Filled:
    """One questionnaire as it stands in the record; `value` is None while an item is missing.

    `place` says where a form that was filled on paper is kept; `checks` are the published rules beside the
    total; `index_event` is the short label of the event that was kept in mind.
    """

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
    value: Decimal | None = None
    index_event: str = ""
    place: str = ""
    checks: tuple[Check, ...] = ()
    integration: UUID | None = None

    @property
    def complete(self) -> bool:
        """Return whether every item that counts was answered."""
        return self.value is not None

    @property
    def words(self) -> str:
        """Return the result as it is read: `14, moderate`, or how many items were answered."""
        if self.value is None:
            return f"{self.answered} of {self.of} answered"
        total = total_words(self.value)
        return f"{total}, {self.band}" if self.band else total


def scored(instrument: Instrument) -> tuple[InstrumentItem, ...]:
    """Return the items that count for the total."""
    return tuple(item for item in instrument.items if item.scored)


def cut_off(record: Record) -> int:
    """Return from how many points on the PCL-5 total rule is met in this clinic (31 to 33)."""
    return measure_settings.number(record, measure_settings.CUT_OFF)


def score(instrument: Instrument, answers: Answers, pcl5_from: int = PCL5_CUT_OFF) -> Score:
    """Score answers by the instrument's own rule; without a total while an item is missing."""
    given = [answers.get(item.id) for item in scored(instrument)]
    if instrument.scoring == "pcl5":
        return pcl5(given, cut_off=pcl5_from)
    return SCORING[instrument.scoring](given)


def of_client(record: Record, client_id: UUID) -> tuple[Filled, ...]:
    """Return every questionnaire of a client by when it was filled, struck and retracted ones too."""
    return _read(record, MeasureRow.client_id == client_id)


def of_instrument(record: Record, client_id: UUID, instrument_id: str) -> tuple[Filled, ...]:
    """Return every questionnaire of one kind of a client by when it was filled, struck ones too."""
    return _read(record, (MeasureRow.client_id == client_id) & (MeasureRow.instrument == instrument_id))


def stands() -> ColumnElement[bool]:
    """Return what holds for a questionnaire that counts: not struck, and in nothing that was retracted."""
    owners = (MeasureRow.session_id, MeasureRow.integration_id)
    return MeasureRow.struck_at.is_(None) & ~exists().where(RetractionRow.of_id.in_(owners))


def whole(record: Record, client_id: UUID) -> frozenset[str]:
    """Return of which measures a client has a whole questionnaire that stands."""
    query = select(MeasureRow.instrument).distinct().where(MeasureRow.client_id == client_id)
    with record.read() as db:
        return frozenset(db.scalars(query.where(MeasureRow.complete, stands())))


def of_integration(record: Record, integration_id: UUID) -> tuple[Filled, ...]:
    """Return every questionnaire of an integration session by when it was filled, struck ones too."""
    return _read(record, MeasureRow.integration_id == integration_id)


def one(record: Record, measure_id: UUID) -> Filled:
    """Return one questionnaire; raises NotFound."""
    found = _read(record, MeasureRow.id == measure_id)
    if not found:
        raise NotFound("This questionnaire is not in the record. Nothing was changed.")
    return found[0]


def _read(record: Record, which: ColumnElement[bool]) -> tuple[Filled, ...]:
    pcl5_from = cut_off(record)
    with record.read() as db:
        query = select(MeasureRow).where(which)
        rows = db.scalars(query.order_by(MeasureRow.happened_at, MeasureRow.written_at)).all()
        gone = _retracted(db, rows)
        return tuple(_filled(record, row, pcl5_from, _why_not(row, gone)) for row in rows)


def _retracted(db: Session, rows: Sequence[MeasureRow]) -> dict[UUID, str]:
    """Return why what the questionnaires were filled in was retracted, by its id."""
    owners = {owner for row in rows for owner in (row.session_id, row.integration_id) if owner is not None}
    if not owners:
        return {}
    query = select(RetractionRow.of_id, RetractionRow.reason).where(RetractionRow.of_id.in_(owners))
    return {of_id: f"retracted: {reason}" for of_id, reason in db.execute(query)}


def _why_not(row: MeasureRow, gone: Mapping[UUID, str]) -> str | None:
    """Return why a questionnaire does not count: struck, or filled in what is another client's."""
    if row.struck_at is not None:
        return row.struck_reason or ""
    owners = (row.session_id, row.integration_id)
    return next((gone[owner] for owner in owners if owner is not None and owner in gone), None)


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


def _filled(record: Record, row: MeasureRow, pcl5_from: int, why_not: str | None) -> Filled:
    name, counted, checks = _name_and_items(record, row, pcl5_from)
    answered = sum(row.answers.get(item) is not None for item in counted)
    return Filled(
        row.id, row.instrument, name, row.instrument_version, row.happened_at, row.written_at,
        {item: row.answers.get(item) for item in row.answers if item != SHEET}, answered, len(counted),
        row.total, row.band, tuple(str(words) for words in row.alarms), row.observer, row.session_id,
        why_not, value_of(row), row.index_event or "",
        str(row.answers.get(SHEET) or ""), checks, row.integration_id,
    )  # fmt: skip


def value_of(row: MeasureRow) -> Decimal | None:
    """Return the total of a row, to the figures it was entered with; None while an item is missing."""
    if row.total_text:
        return Decimal(row.total_text)
    return None if row.total is None else Decimal(row.total)


def _name_and_items(
    record: Record, row: MeasureRow, pcl5_from: int
) -> tuple[str, tuple[str, ...], tuple[Check, ...]]:
    """Return a questionnaire's name, the items that count and the rules beside them, in its version."""
    try:
        instrument = record.content.instrument(row.instrument, row.instrument_version)
    except NotFound:
        try:
            return named(row.instrument).name, (), ()
        except Refused:
            return row.instrument, tuple(row.answers), ()
    counted = tuple(item.id for item in scored(instrument))
    return short(instrument), counted, score(instrument, row.answers, pcl5_from).checks


def short(instrument: Instrument) -> str:
    """Return the short name of a questionnaire."""
    return instrument.title.split(",")[0].split()[0]
