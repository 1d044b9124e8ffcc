"""Vital signs of a session: taken, missed or declined, each against the baseline, and which look is due."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from uuid import UUID, uuid4

from sqlalchemy import select
from sqlalchemy.orm import Session

from kapdesk.domain.baseline import Candidate, baseline_of
from kapdesk.domain.change import Change, Topic
from kapdesk.domain.errors import NotFound, Refused
from kapdesk.domain.readings import (
    SIGNS,
    Flag,
    LevelWords,
    Reading,
    Shift,
    check_possible,
    flags,
    level_word,
    shifts,
)
from kapdesk.domain.routes import Route, RouteProfile
from kapdesk.domain.vital_schedule import DueLook, DueState, Look, due_looks
from kapdesk.services import vitals_asked
from kapdesk.services.observers import seen_by
from kapdesk.services.practice_limits import vital_limits
from kapdesk.services.record import Record, next_in, open_session
from kapdesk.store.rows import DoseRow, SessionRow, VitalRow


class Status(StrEnum):
    """What became of one look at the vital signs."""

    DONE = "done"
    MISSED = "missed"
    DECLINED = "declined"


@dataclass(frozen=True, slots=True)
class Vital:
    """One set of vital signs with what it means beside the baseline, its two times, and whether it stands."""

    id: UUID
    status: Status
    happened_at: datetime
    written_at: datetime
    reading: Reading
    due_at: datetime | None = None
    marked: bool = False
    baseline: bool = False
    shifts: tuple[Shift, ...] = ()
    flags: tuple[Flag, ...] = ()
    words: Mapping[str, str] = field(default_factory=dict[str, str])  # what each level meant as it was asked
    observer: str = ""
    observer_role: str = ""
    reason: str = ""
    struck_at: datetime | None = None
    struck_reason: str = ""

    @property
    def struck(self) -> bool:
        """Return whether the set was struck through as wrong."""
        return self.struck_at is not None


def take(
    record: Record,
    session_id: UUID,
    reading: Reading,
    *,
    at: datetime | None = None,
    observer: str = "",
    observer_role: str = "",
    due_at: datetime | None = None,
) -> Change:
    """Record a set of vital signs; an observer left empty is the person writing.

    Raises Refused with every reason why it cannot be a reading; a flag never stops one.
    """
    with record.write() as db:
        row = put(db, record, session_id, reading, at=at, observer=observer, observer_role=observer_role)
        row.due_at = due_at
        return Change(Topic.VITAL, session_id, row.id)


def put(
    db: Session,
    record: Record,
    session_id: UUID,
    reading: Reading,
    *,
    at: datetime | None = None,
    observer: str = "",
    observer_role: str = "",
) -> VitalRow:
    """Record a set inside a write that is already open: for a look that brings other answers with it."""
    check_possible(reading)
    row = _new(db, record, session_id, Status.DONE, at, observer, observer_role)
    for sign in SIGNS:
        setattr(row, sign.field, getattr(reading, sign.field))
    row.temp = None if reading.temp is None else f"{reading.temp:f}"
    row.on_oxygen = reading.on_oxygen
    vitals_asked.pin_levels(db, record, session_id, reading)
    return row


def not_taken(
    record: Record,
    session_id: UUID,
    status: Status,
    reason: str,
    *,
    due_at: datetime | None = None,
    at: datetime | None = None,
    observer: str = "",
    observer_role: str = "",
) -> Change:
    """Record that a look was missed or declined, and why; nothing is ever skipped in silence."""
    if status is Status.DONE:
        raise Refused("A set that was taken has values. Nothing was recorded. Type the values.")
    if not reason.strip():
        raise Refused(f"A look that was {status} has a reason. Nothing was recorded. Say why.")
    with record.write() as db:
        row = _new(db, record, session_id, status, at, observer, observer_role)
        row.due_at, row.reason = due_at, reason.strip()
        return Change(Topic.VITAL, session_id, row.id)


def mark_baseline(record: Record, session_id: UUID, vital_id: UUID) -> Change:
    """Make one set the baseline, whatever came before or after it; only one is."""
    with record.write() as db:
        open_session(db, session_id)
        chosen = _standing(db, session_id, vital_id)
        if chosen.status != Status.DONE.value or chosen.sbp is None:
            raise Refused(
                "A baseline needs a blood pressure. Nothing was changed. Choose a set that has one."
            )
        for row in _rows(db, session_id):
            if row.is_baseline != (row is chosen):
                row.is_baseline = row is chosen
        return Change(Topic.VITAL, session_id, vital_id)


def strike(record: Record, session_id: UUID, vital_id: UUID, reason: str) -> Change:
    """Strike a set through with a reason; it stays in the record and counts for nothing."""
    if not reason.strip():
        raise Refused("A reading is struck with a reason. Nothing was changed. Write what was wrong.")
    with record.write() as db:
        open_session(db, session_id)
        row = _standing(db, session_id, vital_id)
        row.struck_at, row.struck_reason = record.now(), reason.strip()
        return Change(Topic.VITAL, session_id, vital_id)


def of_session(record: Record, session_id: UUID) -> tuple[Vital, ...]:
    """Return every set of a session by when it happened, struck ones too, each against the baseline."""
    limits = vital_limits(record)
    with record.read() as db:
        doses = _doses(db, session_id)
        dosed_at = doses[0].happened_at if doses else None
        rows = _rows(db, session_id)
        base, wording = _baseline(rows, dosed_at), vitals_asked.Wording(db, record, session_id)
        found: list[Vital] = []
        for row in sorted(rows, key=_when):
            words = wording.of(_reading(row), row.written_at)
            seen = flags(_reading(row), limits, before_dose=_before(row, dosed_at), words=words)
            found.append(_vital(row, base, seen, words))
        return tuple(found)


def baseline(record: Record, session_id: UUID) -> Vital | None:
    """Return the baseline of a session, or None while there is none."""
    return next((one for one in of_session(record, session_id) if one.baseline), None)


def due(record: Record, session_id: UUID) -> tuple[DueLook, ...]:
    """Return every planned look since the first dose with how it stands now; nothing before a dose.

    A booster adds the looks of its own schedule. A look whose time is over with nothing said of it is `not
    recorded`; it is missed or declined only where somebody said so.
    """
    with record.read() as db:
        doses = _doses(db, session_id)
        session = db.get(SessionRow, session_id)
        if not doses or session is None:
            return ()
        looks = [
            Look(row.happened_at, DueState(row.status), row.due_at)
            for row in _rows(db, session_id)
            if row.struck_at is None
        ]
        plan = vitals_asked.schedule(db, record, session_id, Route(doses[0].route))
        ended, boosters = session.ended_at, [row.happened_at for row in doses[1:]]
    first = doses[0].happened_at
    return due_looks(plan, first, looks, record.now(), boosters=boosters, ended_at=ended)


def not_recorded(record: Record, session_id: UUID) -> tuple[DueLook, ...]:
    """Return the looks that were due and of which nothing at all was recorded; none is ever made up."""
    return tuple(look for look in due(record, session_id) if look.state is DueState.NOT_RECORDED)


def schedule(record: Record, session_id: UUID) -> RouteProfile | None:
    """Return the schedule this session goes by, as it was asked of it; None before a dose."""
    with record.read() as db:
        doses = _doses(db, session_id)
        if not doses:
            return None
        return vitals_asked.schedule(db, record, session_id, Route(doses[0].route))


def _new(
    db: Session,
    record: Record,
    session_id: UUID,
    status: Status,
    at: datetime | None,
    observer: str,
    observer_role: str,
) -> VitalRow:
    open_session(db, session_id)
    now = record.now()
    if at is not None and at > now:
        raise Refused("This time is still to come. Nothing was recorded. Correct the time.")
    row = VitalRow(id=uuid4(), session_id=session_id, status=status.value, happened_at=at or now)
    row.zone, row.seq = record.zone, next_in(db, VitalRow, session_id)
    row.observer, row.observer_role = seen_by(record, observer, observer_role)
    row.written_at, row.author_id = now, record.author.id
    db.add(row)
    return row


def _rows(db: Session, session_id: UUID) -> list[VitalRow]:
    return list(db.scalars(select(VitalRow).where(VitalRow.session_id == session_id).order_by(VitalRow.seq)))


def _standing(db: Session, session_id: UUID, vital_id: UUID) -> VitalRow:
    row = db.get(VitalRow, vital_id)
    if row is None or row.session_id != session_id:
        raise NotFound("This reading is not in this session. Nothing was changed. Open the session again.")
    if row.struck_at is not None:
        raise Refused("This reading is struck through already. Nothing was changed.")
    return row


def _doses(db: Session, session_id: UUID) -> list[DoseRow]:
    """Return the doses that stand, the first one first."""
    query = select(DoseRow).where(DoseRow.session_id == session_id, DoseRow.struck_at.is_(None))
    return list(db.scalars(query.order_by(DoseRow.is_booster, DoseRow.happened_at)))


def _baseline(rows: list[VitalRow], dosed_at: datetime | None) -> Candidate | None:
    return baseline_of(
        [_candidate(row) for row in rows if row.struck_at is None and row.status == Status.DONE.value],
        dosed_at,
    )


def _candidate(row: VitalRow) -> Candidate:
    return Candidate(row.happened_at, _reading(row), row.is_baseline)


def _before(row: VitalRow, dosed_at: datetime | None) -> bool:
    return dosed_at is None or row.happened_at <= dosed_at


def _when(row: VitalRow) -> tuple[datetime, int]:
    return row.happened_at, row.seq


def _reading(row: VitalRow) -> Reading:
    return Reading(
        sbp=row.sbp, dbp=row.dbp, hr=row.hr, spo2=row.spo2, on_oxygen=row.on_oxygen, rr=row.rr,
        temp=None if row.temp is None else Decimal(row.temp), moaas=row.moaas,
        dissociation=row.dissociation, nausea=row.nausea, pain=row.pain, anxiety=row.anxiety,
    )  # fmt: skip


def _vital(row: VitalRow, base: Candidate | None, found: tuple[Flag, ...], words: LevelWords) -> Vital:
    reading = _reading(row)
    meant = {
        sign.field: level_word(words, sign.field, level)
        for sign in SIGNS
        if (level := getattr(reading, sign.field)) is not None and sign.field in words
    }
    counts = row.struck_at is None and row.status == Status.DONE.value
    is_base = counts and base is not None and base == _candidate(row)
    return Vital(
        id=row.id, status=Status(row.status), happened_at=row.happened_at, written_at=row.written_at,
        reading=reading, due_at=row.due_at, marked=row.is_baseline, baseline=is_base,
        shifts=shifts(reading, base.reading) if counts and base is not None and not is_base else (),
        flags=found if counts else (), words=meant, observer=row.observer, observer_role=row.observer_role,
        reason=row.reason, struck_at=row.struck_at, struck_reason=row.struck_reason or "",
    )  # fmt: skip
