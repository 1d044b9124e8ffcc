"""The brief suicide safety assessment: what was said, its one disposition, what follows."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from kapdesk.domain.change import Change, Topic
from kapdesk.domain.errors import Refused
from kapdesk.domain.screens import REFERRAL_SEEN_TO, AsqResult, Context, Disposition, consequences
from kapdesk.domain.tasks import TaskKind
from kapdesk.services import checklists, screens, tasks
from kapdesk.services.record import Record, open_session
from kapdesk.store.rows import ScreenRow

BSSA = "bssa"
REFERRAL_AT = "referral-at"
OF_CHOICE = {
    "emergency": Disposition.EMERGENCY,
    "further-evaluation": Disposition.FURTHER_EVALUATION,
    "non-urgent": Disposition.NON_URGENT,
    "no-further": Disposition.NO_FURTHER,
}
"""The disposition of each choice of the form."""
_NOT_ANSWERS = frozenset({"disposition"})


@dataclass(frozen=True, slots=True)
class Talk:
    """What is put on record of one assessment: texts and choices by the field ids of the form."""

    disposition: Disposition | None
    answers: Mapping[str, str] = field(default_factory=dict[str, str])
    referral_at: datetime | None = None
    observer: str = ""
    observer_role: str = ""
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Assessment:
    """One brief suicide safety assessment as it stands in the record."""

    id: UUID
    version: int
    answers: Mapping[str, str]
    disposition: Disposition
    happened_at: datetime
    written_at: datetime
    observer: str
    observer_role: str
    session: UUID | None


def assess(record: Record, client_id: UUID, talk: Talk, session_id: UUID | None = None) -> Change:
    """Record an assessment with exactly one disposition and what follows from it, in one write.

    The check-in call and the referral become tasks; the emergency disposition leaves only that evaluation
    as outcome. Raises Refused without a disposition, for times that cannot be, and for a signed session.
    """
    disposition = talk.disposition
    if disposition is None:
        raise Refused(
            "The assessment ends with exactly one disposition. What is written stays on "
            "the screen. Choose one."
        )
    at = talk.at or record.now()
    if at > record.now():
        raise Refused("This time is still to come. Nothing was recorded. Correct the time.")
    check_referral(record, talk.referral_at)
    with record.write() as db:
        screens.check_owner(db, client_id, session_id)
        context = _context(db, session_id)
        row = screens.put(db, record, client_id, session_id, BSSA, at)
        row.instrument_version = record.content.form(BSSA).version
        row.context, row.result, row.disposition = context, "assessed", disposition.value
        row.answers = {
            id_: text.strip()
            for id_, text in talk.answers.items()
            if text.strip() and id_ not in _NOT_ANSWERS
        }
        row.observer = talk.observer.strip() or row.observer
        row.observer_role = talk.observer_role.strip() or row.observer_role
        _follow(db, record, client_id, session_id, disposition, at)
        if talk.referral_at is not None and session_id is not None:
            _book(db, record, session_id, talk.referral_at)
        elif talk.referral_at is not None:
            row.answers = {**row.answers, REFERRAL_AT: talk.referral_at.isoformat()}
        return Change(Topic.SCREEN, session_id or client_id, row.id)


def book_referral(record: Record, session_id: UUID, when: datetime) -> Change:
    """Write for when the further evaluation is booked, where the assessment had no date yet."""
    check_referral(record, when)
    with record.write() as db:
        open_session(db, session_id)
        return Change(Topic.SCREEN, session_id, _book(db, record, session_id, when))


def check_referral(record: Record, when: datetime | None) -> None:
    """Raise Refused for a referral that lies in the past."""
    if when is not None and when <= record.now():
        raise Refused("The referral lies in the past. Nothing was recorded. Write a day and time to come.")


def of_session(record: Record, session_id: UUID) -> tuple[Assessment, ...]:
    """Return every assessment of a session, the earliest first."""
    with record.read() as db:
        query = select(ScreenRow).where(ScreenRow.session_id == session_id, ScreenRow.instrument == BSSA)
        rows = db.scalars(query.where(ScreenRow.struck_at.is_(None)).order_by(ScreenRow.happened_at))
        return tuple(_assessment(row) for row in rows)


def _follow(
    db: Session, record: Record, client_id: UUID, session_id: UUID | None, disposition: Disposition,
    at: datetime,
) -> None:  # fmt: skip
    screened = _last_positive(db, client_id, session_id)
    if screened is not None:
        screens.make_call_due(
            db, record, client_id, session_id, AsqResult(screened.result), screened.happened_at
        )
    follows = consequences(disposition)
    if follows.referral_required:
        stated = follows.referral_within
        within: timedelta = REFERRAL_SEEN_TO if stated is None else stated
        text = f"{disposition.value.capitalize()}: see that the referral is made."
        tasks.put(db, record, client_id, text, at + within, kind=TaskKind.REFERRAL, session_id=session_id)


def _book(db: Session, record: Record, session_id: UUID, when: datetime) -> UUID:
    version = record.content.form(BSSA).version
    row = checklists.put(db, record, session_id, BSSA, version, REFERRAL_AT, when.isoformat())
    return row.id


def _last_positive(db: Session, client_id: UUID, session_id: UUID | None) -> ScreenRow | None:
    query = select(ScreenRow).where(
        ScreenRow.client_id == client_id,
        ScreenRow.session_id == session_id if session_id else ScreenRow.session_id.is_(None),
        ScreenRow.result.in_([result.value for result in AsqResult if result.positive]),
        ScreenRow.struck_at.is_(None),
    )
    return db.scalar(query.order_by(ScreenRow.happened_at.desc()).limit(1))


def _context(db: Session, session_id: UUID | None) -> str:
    query = select(ScreenRow.context).where(
        ScreenRow.session_id == session_id, ScreenRow.instrument == screens.ASQ
    )
    last = db.scalar(query.order_by(ScreenRow.happened_at.desc()).limit(1)) if session_id else None
    return last or Context.CONTACT.value


def _assessment(row: ScreenRow) -> Assessment:
    return Assessment(
        row.id, row.instrument_version, {id_: str(text) for id_, text in row.answers.items()},
        Disposition(row.disposition), row.happened_at, row.written_at, row.observer, row.observer_role,
        row.session_id,
    )  # fmt: skip
