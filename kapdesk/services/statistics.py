"""The practice in numbers, nobody named: what was held, who came, how soon they were seen, what changed."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from kapdesk.domain.appointments import INTEGRATION, AppointmentKind, AppointmentStatus
from kapdesk.domain.clock import local
from kapdesk.domain.course import series_of
from kapdesk.domain.measures import Administration, trend
from kapdesk.domain.score_change import ChangeRules, ScoreChange
from kapdesk.domain.statistics import Rate, Waiting, by_month, months, waiting
from kapdesk.services import course, measure_settings, measures
from kapdesk.services.record import Record
from kapdesk.store.rows import (
    AppointmentRow,
    ContactRow,
    DoseRow,
    IntegrationNoteRow,
    MeasureRow,
    NoteRow,
    SessionRow,
)

WINDOW = timedelta(hours=72)
MONTHS = 12
LATER = 3  # series from here on are counted together
_CAME = AppointmentStatus.ATTENDED.value
_KEPT_FREE = (_CAME, AppointmentStatus.DID_NOT_ATTEND.value, AppointmentStatus.LATE_CANCELLED.value)


@dataclass(frozen=True, slots=True)
class Month:
    """What was held in one month, by its first day."""

    first: date
    dosing: int
    integration: int
    contacts: int
    questionnaires: int


@dataclass(frozen=True, slots=True)
class Attendance:
    """Of one kind of appointment whose time was kept free: how many did not come, or called off late."""

    kind: str
    did_not_attend: Rate
    late_cancelled: Rate


@dataclass(frozen=True, slots=True)
class Change:
    """What one measure came to in first, second or later series, of those series that have both ends."""

    measure: str
    series: str
    deterioration: Rate
    improvement: Rate
    response: Rate
    remission: Rate


@dataclass(frozen=True, slots=True)
class Practice:
    """Everything that is counted, as of an instant; `rules` are those the changes were judged by."""

    at: datetime
    months: tuple[Month, ...]
    attendance: tuple[Attendance, ...]
    first_seen: Waiting
    seen_in_time: Rate
    changes: tuple[Change, ...]
    rules: tuple[str, ...]


def practice(record: Record) -> Practice:
    """Return the numbers of the whole practice; a fixed number of reads, no name and no code in them."""
    now = record.now()
    rules = {name: measure_settings.change_rules(record, name) for name in measures.OFFERED}
    there = {name: rule for name, rule in rules.items() if rule is not None}
    gap = measure_settings.number(record, measure_settings.SERIES_GAP)
    with record.read() as db:
        doses, met = _doses(db), _met(db)
        times = _first_times(doses, met)
        old = [(dosed, seen) for dosed, seen in times if now - dosed >= WINDOW]
        in_time = sum(seen is not None and seen - dosed <= WINDOW for dosed, seen in old)
        return Practice(
            now,
            _months(db, record, doses),
            _attendance(db, now),
            waiting([seen - dosed for dosed, seen in times if seen is not None]),
            Rate("seen within 72 h of the dose", in_time, len(old)),
            _changes(db, record, there, (doses, gap)),
            tuple(f"{rule.measure}: {rule.words} {rule.basis}" for rule in there.values()),
        )


def _doses(db: Session) -> dict[UUID, list[datetime]]:
    """Return by client the first dose of each session, the earliest first."""
    query = select(SessionRow.client_id, func.min(DoseRow.happened_at))
    query = query.join(SessionRow, DoseRow.session_id == SessionRow.id).where(DoseRow.struck_at.is_(None))
    return _gathered((client, at) for client, at in db.execute(query.group_by(DoseRow.session_id)))


def _met(db: Session) -> dict[UUID, list[datetime]]:
    """Return by client when an integration session was held, the earliest first."""
    notes = db.execute(select(IntegrationNoteRow.client_id, IntegrationNoteRow.happened_at))
    query = select(AppointmentRow.client_id, AppointmentRow.starts_at)
    query = query.where(
        AppointmentRow.status == _CAME, AppointmentRow.kind.in_([k.value for k in INTEGRATION])
    )
    return _gathered([(c, at) for c, at in notes] + [(c, at) for c, at in db.execute(query)])


def _gathered(rows: Iterable[tuple[UUID, datetime]]) -> dict[UUID, list[datetime]]:
    found: dict[UUID, list[datetime]] = {}
    for client, at in sorted(rows, key=_second):
        found.setdefault(client, []).append(at)
    return found


def _second(row: tuple[UUID, datetime]) -> datetime:
    return row[1]


def _first_times(
    doses: dict[UUID, list[datetime]], met: dict[UUID, list[datetime]]
) -> list[tuple[datetime, datetime | None]]:
    """Return each dosing with the first integration session after it and before the next dosing."""
    found: list[tuple[datetime, datetime | None]] = []
    for client, times in doses.items():
        for dosed, following in zip(times, [*times[1:], None], strict=True):
            after = [at for at in met.get(client, ()) if at > dosed and (following is None or at < following)]
            found.append((dosed, after[0] if after else None))
    return found


def _months(db: Session, record: Record, doses: dict[UUID, list[datetime]]) -> tuple[Month, ...]:
    zone, today = record.zone, local(record.now(), record.zone).date()
    first = (today.replace(day=1) - timedelta(days=31 * (MONTHS - 1))).replace(day=1)
    dosed = by_month((at for times in doses.values() for at in times), zone)
    held = by_month(db.scalars(select(IntegrationNoteRow.happened_at)), zone)
    reached = by_month(db.scalars(select(ContactRow.happened_at)), zone)
    whole = select(MeasureRow.happened_at).where(MeasureRow.complete, MeasureRow.struck_at.is_(None))
    filled = by_month(db.scalars(whole), zone)
    every = months(first, today)[-MONTHS:]
    return tuple(Month(each, dosed[each], held[each], reached[each], filled[each]) for each in every)


def _attendance(db: Session, now: datetime) -> tuple[Attendance, ...]:
    query = select(AppointmentRow.kind, AppointmentRow.status, func.count())
    query = query.where(AppointmentRow.starts_at < now, AppointmentRow.status.in_(_KEPT_FREE))
    counts = Counter[tuple[str, str]]()
    for kind, status, count in db.execute(query.group_by(AppointmentRow.kind, AppointmentRow.status)):
        counts[kind, status] = count
    return tuple(
        _attended(kind, counts) for kind in AppointmentKind if any(counts[kind, one] for one in _KEPT_FREE)
    )


def _attended(kind: AppointmentKind, counts: Counter[tuple[str, str]]) -> Attendance:
    of = sum(counts[kind.value, status] for status in _KEPT_FREE)
    missed = counts[kind.value, AppointmentStatus.DID_NOT_ATTEND.value]
    late = counts[kind.value, AppointmentStatus.LATE_CANCELLED.value]
    return Attendance(kind.label, Rate("did not attend", missed, of), Rate("called off late", late, of))


def _changes(
    db: Session,
    record: Record,
    rules: dict[str, ChangeRules],
    series: tuple[dict[UUID, list[datetime]], int],
) -> tuple[Change, ...]:
    """Compare the two ends of every series of every client, by measure."""
    doses, gap = series
    filled, begun = _filled(db, rules), _begun(db, record)
    found: dict[tuple[str, int], list[ScoreChange]] = {}
    for client, times in doses.items():
        every = series_of(times, begun.get(client, ()), gap)
        for name, rule in rules.items():
            mine = filled.get((client, name), [])
            for one, following in zip(every, [*every[1:], None], strict=True):
                until = None if following is None else following.begun
                own = [each for each in mine if until is None or each.at < until]
                change = None if one.first is None else trend(own, name, one.first, rule).change
                if change is not None:
                    found.setdefault((name, min(one.number, LATER)), []).append(change)
    return tuple(_counted(rules[name], number, some) for (name, number), some in sorted(found.items()))


def _filled(db: Session, rules: dict[str, ChangeRules]) -> dict[tuple[UUID, str], list[Administration]]:
    columns = (MeasureRow.client_id, MeasureRow.instrument, MeasureRow.instrument_version)
    query = select(*columns, MeasureRow.happened_at, MeasureRow.total).where(
        MeasureRow.instrument.in_(list(rules)), MeasureRow.complete, MeasureRow.struck_at.is_(None)
    )
    found: dict[tuple[UUID, str], list[Administration]] = {}
    for client, name, version, at, total in db.execute(query):
        found.setdefault((client, name), []).append(Administration(name, version, at, 1, 1, total))
    return found


def _begun(db: Session, record: Record) -> dict[UUID, tuple[datetime, ...]]:
    rows = db.execute(select(NoteRow.client_id, NoteRow.text).where(NoteRow.field == course.SERIES))
    return {client: course.begun_days(text, record.zone) for client, text in rows}


def _counted(rules: ChangeRules, number: int, some: list[ScoreChange]) -> Change:
    judged = [one for one in some if one.response is not None]
    label = f"series {number} and later" if number == LATER else f"series {number}"
    return Change(
        rules.measure,
        label,
        Rate("deterioration", sum(one.deterioration for one in some), len(some)),
        Rate("reliable improvement", sum(one.reliable for one in some), len(some)),
        Rate("response", sum(one.response is True for one in judged), len(judged)),
        Rate(rules.remission_name, sum(one.remission for one in some), len(some)),
    )
