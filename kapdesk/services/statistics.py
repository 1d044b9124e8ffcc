"""The practice in numbers, nobody named: what was held, who came, how soon they were seen, what changed."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from sqlalchemy import ColumnElement, ScalarSelect, Subquery, func, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from kapdesk.domain.appointments import INTEGRATION, AppointmentKind, AppointmentStatus
from kapdesk.domain.clock import local
from kapdesk.domain.course import series_of
from kapdesk.domain.measures import Administration, trend
from kapdesk.domain.score_change import ChangeRules, ScoreChange
from kapdesk.domain.statistics import Rate, Waiting, by_month, months, waiting
from kapdesk.services import course, diary, measure_reading, measure_settings, measures
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
        dosed = _dosed(db)
        old = [one for one in dosed if now - one.at >= WINDOW]
        in_time = sum(one.seen is not None and one.seen - one.at <= WINDOW for one in old)
        return Practice(
            now,
            _months(db, record, [one.at for one in dosed]),
            _attendance(db, now),
            waiting([one.seen - one.at for one in dosed if one.seen is not None]),
            Rate("seen within 72 h of the dose", in_time, len(old)),
            _changes(db, record, there, (_by_client(dosed), gap)),
            tuple(f"{rule.measure}: {rule.words} {rule.basis}" for rule in there.values()),
        )


@dataclass(frozen=True, slots=True)
class _Dosed:
    """One dosing: of whom, when, and the first integration session after it and before the next dosing."""

    client: UUID
    at: datetime
    seen: datetime | None


def _dosed(db: Session) -> list[_Dosed]:
    """Return the first dose of each session and who was seen when after it, the earliest first."""
    first = select(SessionRow.client_id, func.min(DoseRow.happened_at).label("at"))
    first = first.join(DoseRow, DoseRow.session_id == SessionRow.id).where(DoseRow.struck_at.is_(None))
    given = first.group_by(SessionRow.client_id, SessionRow.id).subquery()
    following = func.lead(given.c.at).over(partition_by=given.c.client_id, order_by=given.c.at)
    span = select(given.c.client_id, given.c.at, following.label("following")).subquery()
    came = (AppointmentRow.status == _CAME, AppointmentRow.kind.in_([kind.value for kind in INTEGRATION]))
    noted = _first_in(span, IntegrationNoteRow.client_id, IntegrationNoteRow.happened_at)
    visited = _first_in(span, AppointmentRow.client_id, AppointmentRow.starts_at, *came)
    query = select(span.c.client_id, span.c.at, noted, visited).order_by(span.c.at)
    return [_Dosed(client, at, _earlier(note, visit)) for client, at, note, visit in db.execute(query)]


def _earlier(*moments: datetime | None) -> datetime | None:
    return min((one for one in moments if one is not None), default=None)


def _first_in(
    span: Subquery, client: InstrumentedAttribute[UUID], at: InstrumentedAttribute[datetime],
    *which: ColumnElement[bool],
) -> ScalarSelect[datetime]:  # fmt: skip
    """Ask for the first of something after a dosing and before the one that follows."""
    query = select(func.min(at)).where(client == span.c.client_id, at > span.c.at, *which)
    query = query.where(span.c.following.is_(None) | (at < span.c.following))
    return query.correlate(span).scalar_subquery()


def _by_client(dosed: Iterable[_Dosed]) -> dict[UUID, list[datetime]]:
    found: dict[UUID, list[datetime]] = {}
    for one in dosed:
        found.setdefault(one.client, []).append(one.at)
    return found


def _months(db: Session, record: Record, doses: list[datetime]) -> tuple[Month, ...]:
    zone, today = record.zone, local(record.now(), record.zone).date()
    first = (today.replace(day=1) - timedelta(days=31 * (MONTHS - 1))).replace(day=1)
    since = diary.day_start(first, zone)
    dosed = by_month((at for at in doses if at >= since), zone)
    held, reached, filled = (
        by_month(db.scalars(select(at).where(at >= since, *which)), zone)
        for at, which in (
            (IntegrationNoteRow.happened_at, ()),
            (ContactRow.happened_at, ()),
            (MeasureRow.happened_at, (MeasureRow.complete, measure_reading.stands())),
        )
    )
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
        MeasureRow.instrument.in_(list(rules)), MeasureRow.complete, measure_reading.stands()
    )
    found: dict[tuple[UUID, str], list[Administration]] = {}
    for client, name, version, at, total in db.execute(query):
        found.setdefault((client, name), []).append(Administration(name, version, at, 1, 1, total))
    return found


def _begun(db: Session, record: Record) -> dict[UUID, tuple[datetime, ...]]:
    query = select(NoteRow.client_id, NoteRow.text).where(NoteRow.field == course.SERIES)
    rows = db.execute(query.where(NoteRow.session_id.is_(None), NoteRow.integration_id.is_(None)))
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
