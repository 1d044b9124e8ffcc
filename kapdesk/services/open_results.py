"""Positive results that stay open: seen on every screen of a client until a reason closes them."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from kapdesk.domain.change import Change, Topic
from kapdesk.domain.errors import NotFound, Refused
from kapdesk.domain.paper_screens import Category
from kapdesk.domain.screens import REASON_LENGTH, AsqResult, Context, Disposition, check_reason
from kapdesk.services.record import Record
from kapdesk.services.screen_rows import ASQ, CLOSING, ORDER, is_sealed, put
from kapdesk.store.rows import AnswerRow, ClientRow, ScreenRow

_BSSA, _FORM, _JUDGEMENT = "bssa", "readiness-facts", "judgement-on-refusal"
_POSITIVE = frozenset(result.value for result in AsqResult if result.positive) | frozenset(
    category.value for category in Category if category.stays_open
)


@dataclass(frozen=True, slots=True)
class OpenResult:
    """A positive result that nobody has closed yet; `assessed` once a disposition or judgement followed."""

    id: UUID
    instrument: str
    result: str
    context: str
    happened_at: datetime
    assessed: bool

    @property
    def acute(self) -> bool:
        """Return whether this is the most urgent kind of result."""
        return self.result in {AsqResult.ACUTE_POSITIVE.value, Category.HIGH.value}

    @property
    def words(self) -> str:
        """Return the result with the instrument it came from: `ASQ acute positive`."""
        return f"{'ASQ' if self.instrument == ASQ else self.instrument} {self.result}"


@dataclass(frozen=True, slots=True)
class Closing:
    """That positive results were closed: which screens, why, when, by whom."""

    screens: tuple[UUID, ...]
    reason: str
    at: datetime
    by: str


@dataclass(frozen=True, slots=True)
class Past:
    """One screen, result or assessment of before, as history: what it came to, and how it was closed."""

    id: UUID
    instrument: str
    context: str
    result: str
    happened_at: datetime
    observer: str
    session: UUID | None
    closed_reason: str = ""
    closed_at: datetime | None = None
    struck_reason: str | None = None
    recorded: dict[str, str] | None = None


def close(record: Record, client_id: UUID, reason: str) -> Change:
    """Close what is open of a positive result, with a reason; answers and result stay as they are.

    Raises Refused while a result has neither a safety assessment with its disposition nor a clinician's
    judgement after it. The closing is an entry of its own, so that it can be written after the session is
    signed; until then the screen says it too.
    """
    check_reason(reason, "The result stays open. Write what was done.")
    with record.write() as db:
        if db.get(ClientRow, client_id) is None:
            raise NotFound("This client is not in the record. Nothing was changed.")
        rows = _open_rows(db, client_id)
        if not rows:
            raise Refused("No positive result is open. Nothing was changed.")
        if not all(_assessed(db, row) for row in rows):
            raise Refused(
                "The result has no brief suicide safety assessment after it. The result stays open. Make the "
                "assessment with its disposition, then close."
            )
        row = put(db, record, client_id, None, CLOSING, record.now())
        row.instrument_version = record.content.instrument(ASQ).version
        row.context, row.result = Context.CONTACT.value, "closed"
        row.answers = {"closes": [str(closed.id) for closed in rows]}
        for closed in (row, *(one for one in rows if not is_sealed(db, one))):
            closed.closed_at, closed.closed_reason = record.now(), reason.strip()
        return Change(Topic.SCREEN, client_id, row.id)


def closings(record: Record, client_id: UUID) -> tuple[Closing, ...]:
    """Return every closing of positive results of a client, the earliest first."""
    with record.read() as db:
        return tuple(_closing(row) for row in _closing_rows(db, client_id))


def open_results(record: Record, client_id: UUID) -> tuple[OpenResult, ...]:
    """Return every positive result that nobody has closed yet, the most urgent and latest first."""
    with record.read() as db:
        found = [
            OpenResult(
                row.id, row.instrument, row.result, row.context, row.happened_at, _assessed(db, row)
            )
            for row in _open_rows(db, client_id)
        ]  # fmt: skip
    return tuple(sorted(found, key=_urgency))


def open_positive(record: Record, client_id: UUID) -> AsqResult | None:
    """Return the most urgent positive result that nobody has closed yet, or None."""
    found = open_results(record, client_id)
    if not found:
        return None
    return AsqResult.ACUTE_POSITIVE if found[0].acute else AsqResult.NON_ACUTE_POSITIVE


def history(record: Record, client_id: UUID) -> tuple[Past, ...]:
    """Return every screen, result and assessment of a client, the latest first, struck ones too."""
    with record.read() as db:
        closed = {
            id_: one for row in _closing_rows(db, client_id) if (one := _closing(row)) for id_ in one.screens
        }
        query = select(ScreenRow).where(ScreenRow.client_id == client_id, ScreenRow.instrument != CLOSING)
        rows = list(db.scalars(query.order_by(*ORDER)))
        return tuple(_past(row, closed.get(row.id)) for row in reversed(rows))


def last_assessed(record: Record, client_id: UUID) -> Past | None:
    """Return the latest brief safety assessment of a client that stands, or None."""
    found = history(record, client_id)
    return next((one for one in found if one.instrument == _BSSA and one.struck_reason is None), None)


def _urgency(one: OpenResult) -> tuple[bool, float]:
    return (not one.acute, -one.happened_at.timestamp())


def _closing_rows(db: Session, client_id: UUID) -> list[ScreenRow]:
    query = select(ScreenRow).where(ScreenRow.client_id == client_id, ScreenRow.instrument == CLOSING)
    return list(db.scalars(query.where(ScreenRow.struck_at.is_(None)).order_by(*ORDER)))


def _closing(row: ScreenRow) -> Closing:
    ids = tuple(UUID(id_) for id_ in row.answers.get("closes", ()))
    return Closing(ids, row.closed_reason, row.happened_at, row.observer)


def _open_rows(db: Session, client_id: UUID) -> list[ScreenRow]:
    closed = {id_ for row in _closing_rows(db, client_id) for id_ in _closing(row).screens}
    query = select(ScreenRow).where(ScreenRow.client_id == client_id, ScreenRow.struck_at.is_(None))
    positive = db.scalars(query.where(ScreenRow.result.in_(_POSITIVE)))
    return [row for row in positive if row.id not in closed]


def _assessed(db: Session, row: ScreenRow) -> bool:
    """Return whether a disposition, or a clinician's judgement, was recorded of this result or after it."""
    query = select(ScreenRow.id).where(
        ScreenRow.client_id == row.client_id,
        ScreenRow.instrument == _BSSA,
        ScreenRow.disposition.in_([one.value for one in Disposition]),
        ScreenRow.struck_at.is_(None),
        ScreenRow.happened_at >= row.happened_at,
    )
    if db.scalar(query.limit(1)) is not None or len(row.judgement.strip()) >= REASON_LENGTH:
        return True
    if row.session_id is None:
        return False
    said = select(AnswerRow.value).where(
        AnswerRow.session_id == row.session_id,
        AnswerRow.form == _FORM,
        AnswerRow.item == _JUDGEMENT,
        AnswerRow.happened_at >= row.happened_at,
    )
    last = db.scalar(said.order_by(AnswerRow.seq.desc()).limit(1))
    return len((last or "").strip()) >= REASON_LENGTH


def _past(row: ScreenRow, closing: Closing | None) -> Past:
    result = row.disposition if row.instrument == _BSSA else row.result
    plain = {id_: str(text) for id_, text in row.answers.items() if isinstance(text, str) and text.strip()}
    return Past(
        row.id, row.instrument, row.context, result, row.happened_at, row.observer, row.session_id,
        closing.reason if closing else "", closing.at if closing else None,
        row.struck_reason if row.struck_at else None, plain,
    )  # fmt: skip
