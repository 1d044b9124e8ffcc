"""A course as it is drawn and as it is listed: the same numbers twice."""

from datetime import datetime
from decimal import Decimal

from kapdesk.domain.clock import local, show_date
from kapdesk.services.course import MeasureCourse, Scale
from kapdesk.services.course_marks import Mark, MarkKind
from kapdesk.services.measures import Filled
from kapdesk.ui.course_chart import Dot, Drawing, Tick, TickKind
from kapdesk.ui.table import Cell, Line

_DAY = 86400


def label_of(scale: Scale) -> str:
    """Return what stands over a drawing: `PHQ-9 (0 to 27 points)`."""
    return f"{scale.name} ({scale.lowest} to {scale.highest} {scale.unit})"


def drawing_of(course: MeasureCourse, zone_name: str) -> Drawing:
    """Return a course in days from its first day on, as it is drawn."""
    times = [*(one.happened_at for one in course.points), *(one.at for one in course.marks)]
    first = min(times, default=None)
    if first is None:
        return Drawing(low=course.scale.lowest, high=course.scale.highest)
    scale, spread = course.scale, course.spread
    better = "higher is better" if scale.higher_is_better else "lower is better"
    return Drawing(
        dots=tuple(_dot(one, first, zone_name) for one in course.points if one.value is not None),
        ticks=tuple(_tick(one, first, zone_name) for one in course.marks),
        low=scale.lowest,
        high=scale.highest,
        better=better if scale.judged else "",
        good=None if scale.good is None else (*scale.good, scale.good_name),
        spread=None
        if spread is None
        else (float(spread.lowest), float(spread.median), float(spread.highest)),
        pieces=tuple(tuple((_days(at, first), float(v)) for at, v in piece) for piece in course.line),
    )


def kinds_of(course: MeasureCourse) -> tuple[TickKind, ...]:
    """Return what is marked beside the points."""
    return tuple({TickKind(one.kind.value) for one in course.marks})


def lines_of(course: MeasureCourse, zone_name: str) -> list[Line]:
    """Return everything that is drawn as lines of a table, the newest first."""
    means = {at: value for piece in course.line for at, value in piece}
    rows = [
        *(
            (one.happened_at, _point_line(one, zone_name, means.get(one.happened_at)))
            for one in course.points
        ),
        *((one.at, _mark_line(one, zone_name)) for one in course.marks),
    ]
    return [line for _, line in sorted(rows, key=_when, reverse=True)]


def _when(row: tuple[datetime, Line]) -> datetime:
    return row[0]


def _day(at: datetime, zone_name: str) -> str:
    return show_date(local(at, zone_name).date())


def _days(at: datetime, first: datetime) -> float:
    return (at - first).total_seconds() / _DAY


def _dot(one: Filled, first: datetime, zone_name: str) -> Dot:
    return Dot(_days(one.happened_at, first), _day(one.happened_at, zone_name), float(one.value or 0))


def _tick(one: Mark, first: datetime, zone_name: str) -> Tick:
    word = "" if one.number is None else f"dose {one.number}"
    return Tick(_days(one.at, first), _day(one.at, zone_name), TickKind(one.kind.value), word)


def _point_line(one: Filled, zone_name: str, mean: Decimal | None) -> Line:
    beside = "" if mean is None else f"{mean:g}"
    value = Cell(one.words, strong=True)
    return Line(
        one.id, (Cell(_day(one.happened_at, zone_name)), value, Cell(beside, spoken=beside or "none"))
    )


def _mark_line(one: Mark, zone_name: str) -> Line:
    tone = "accent" if one.kind is MarkKind.DOSE else "muted"
    return Line(None, (Cell(_day(one.at, zone_name)), Cell(one.said, tone), Cell("")))
