"""The course of one measure: its points, what happened beside them, what changed, and by which rule."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from kapdesk.domain.change import Change
from kapdesk.domain.course import Series, of_series, series_of, series_words
from kapdesk.domain.errors import NotFound, Refused
from kapdesk.domain.measures import Administration, Trend, baseline_words, recall_overlap, trend
from kapdesk.domain.score_change import ChangeRules
from kapdesk.domain.spread import Dated, Spread, drawn_words, moving_line, own_spread
from kapdesk.domain.totals import TOTALS, TotalOnly
from kapdesk.services import course_marks, diary, measure_reading, measure_settings, measures, notes
from kapdesk.services.course_marks import Mark
from kapdesk.services.measure_reading import Filled
from kapdesk.services.notes import Owner
from kapdesk.services.record import Record

SERIES = "measures.series-begun"
"""The client's own text in which the days stand from which a new series was begun, one a line."""
_PERCENT = {"who5": 4}


@dataclass(frozen=True, slots=True)
class Scale:
    """The whole scale of a measure; `good` is the range at its better end, where one was published."""

    name: str
    lowest: int
    highest: int
    unit: str = "points"
    higher_is_better: bool = False
    good: tuple[int, int] | None = None
    good_name: str = ""
    judged: bool = True  # whether any change of it is judged


@dataclass(frozen=True, slots=True)
class Statement:
    """What is said of a course: the finding, whether it is a worsening, and the rules it stands on.

    `rules` are those a change is judged by, `basis` where their numbers come from, `drawn` say what is drawn
    and what is not.
    """

    finding: str
    worse: bool
    baseline: str
    rules: tuple[str, ...]
    drawn: tuple[str, ...] = ()
    basis: str = ""


@dataclass(frozen=True, slots=True)
class MeasureCourse:
    """Everything that is drawn, said and listed of one measure in all series or in one of them."""

    instrument: str
    scale: Scale
    series: int | None
    points: tuple[Filled, ...]
    marks: tuple[Mark, ...]
    spread: Spread | None
    line: tuple[tuple[Dated, ...], ...]
    statement: Statement
    attribution: str = ""


def series(record: Record, client_id: UUID) -> tuple[Series, ...]:
    """Return the doses of a client in series, by the clinic's own gap and the days somebody named."""
    gap = measure_settings.number(record, measure_settings.SERIES_GAP)
    return series_of(measure_reading.dosed(record, client_id), _begun(record, client_id), gap)


def begin_series(record: Record, client_id: UUID, on: date) -> Change:
    """Say that a new series begins on a day; raises Refused for a day that is named already."""
    text = notes.text(record, Owner(client_id), SERIES)
    days = text.split()
    if on.isoformat() in days:
        raise Refused("A series begins on this day already. Nothing was changed.")
    return notes.write(record, Owner(client_id), SERIES, "\n".join(sorted([*days, on.isoformat()])))


def take_back_series(record: Record, client_id: UUID, on: date) -> Change:
    """Take back that a series begins on a day; raises NotFound where none was named so."""
    days = notes.text(record, Owner(client_id), SERIES).split()
    if on.isoformat() not in days:
        raise NotFound("No series was said to begin on this day. Nothing was changed.")
    return notes.write(
        record, Owner(client_id), SERIES, "\n".join(one for one in days if one != on.isoformat())
    )


def named_days(record: Record, client_id: UUID) -> tuple[date, ...]:
    """Return the days from which somebody said that a new series begins, the earliest first."""
    words = notes.text(record, Owner(client_id), SERIES).split()
    return tuple(sorted(date.fromisoformat(word) for word in words))


def begun_days(text: str, zone_name: str) -> tuple[datetime, ...]:
    """Return the beginnings of the days that are named in the text of a client."""
    return tuple(diary.day_start(date.fromisoformat(word), zone_name) for word in text.split())


def filled_measures(record: Record, client_id: UUID) -> tuple[str, ...]:
    """Return which measures have a whole questionnaire that stands, the offered ones first."""
    whole = measure_reading.whole(record, client_id)
    order = [*measures.OFFERED, *(one.id for one in TOTALS)]
    return tuple(sorted(whole, key=lambda name: (order.index(name) if name in order else len(order), name)))


def of_measure(record: Record, client_id: UUID, instrument: str, number: int | None = None) -> MeasureCourse:
    """Return the course of one measure, in all series or in the one of a number; raises NotFound for none."""
    every = series(record, client_id)
    if number is not None and number not in {one.number for one in every}:
        raise NotFound("There is no such series. Nothing was changed. Choose another.")
    mine = measure_reading.of_instrument(record, client_id, instrument)
    points = tuple(one for one in mine if _counts(one))
    marks = course_marks.of_client(record, client_id)
    if number is not None:
        points = tuple(each.filled for each in of_series([_At(one) for one in points], every, number))
        marks = of_series(marks, every, number)
    fewest = measure_settings.number(record, measure_settings.DRAWN_FROM)
    dated = [(one.happened_at, one.value) for one in points if one.value is not None]
    rules = measure_settings.change_rules(record, instrument)
    scale = scale_of(record, instrument, rules)
    chosen = next((one for one in every if one.number == number), every[-1] if every else None)
    statement = _statement(record, points, scale, (rules, chosen, every))
    return MeasureCourse(
        instrument, scale, number, points, marks, own_spread(dated, fewest), moving_line(dated, fewest),
        statement, _attribution(record, instrument),
    )  # fmt: skip


def trend_of(record: Record, client_id: UUID, instrument: str) -> Trend | None:
    """Return baseline, points and latest change in the present series; None without a published rule."""
    rules = measure_settings.change_rules(record, instrument)
    every = series(record, client_id)
    whole = [one for one in measure_reading.of_instrument(record, client_id, instrument) if _counts(one)]
    return None if rules is None else _trend(whole, rules, every[-1] if every else None, every)


def overlap(record: Record, client_id: UUID, instrument: str) -> str:
    """Return a sentence where the time asked about overlaps the last answers; it never blocks."""
    days = measure_settings.recall_days(record, instrument)
    mine = measure_reading.of_instrument(record, client_id, instrument)
    last = max((one.happened_at for one in mine if one.struck_reason is None), default=None)
    return "" if days is None else recall_overlap(last, record.now(), record.zone, days) or ""


def scale_of(record: Record, instrument: str, rules: ChangeRules | None) -> Scale:
    """Return the whole scale of a measure: what its answers can come to, or what its publisher says."""
    total: TotalOnly | None = next((one for one in TOTALS if one.id == instrument), None)
    if total is not None:
        return Scale(total.name, total.lowest, total.highest, judged=False)
    try:
        form = record.content.instrument(instrument)
    except NotFound:
        return Scale(instrument, 0, 100, judged=False)
    most = sum(max(option.value for option in form.options_of(item)) for item in measures.scored(form))
    highest = most * _PERCENT.get(instrument, 1)
    unit = "%" if instrument in _PERCENT else "points"
    if rules is None:
        return Scale(measures.short(form), 0, highest, unit, judged=False)
    up, edge = rules.higher_is_better, rules.remission_to
    good = None if edge is None else ((edge, highest) if up else (0, edge))
    return Scale(measures.short(form), 0, highest, unit, up, good, rules.remission_name)


@dataclass(frozen=True, slots=True)
class _At:
    """A questionnaire by when it was filled."""

    filled: Filled

    @property
    def at(self) -> datetime:
        """Return when, in UTC."""
        return self.filled.happened_at


def _counts(one: Filled) -> bool:
    return one.struck_reason is None and one.complete


def _begun(record: Record, client_id: UUID) -> tuple[datetime, ...]:
    return begun_days(notes.text(record, Owner(client_id), SERIES), record.zone)


def _statement(
    record: Record,
    points: tuple[Filled, ...],
    scale: Scale,
    by: tuple[ChangeRules | None, Series | None, tuple[Series, ...]],
) -> Statement:
    rules, chosen, every = by
    fewest = measure_settings.number(record, measure_settings.DRAWN_FROM)
    gap = measure_settings.number(record, measure_settings.SERIES_GAP)
    said = [drawn_words(len(points), fewest)]
    if len(points) >= fewest:
        said.append(measure_settings.sentence(record, "one-session"))
    drawn = (*said, measure_settings.sentence(record, "no-forecast"))
    if rules is None:
        alone = measure_settings.sentence(record, "only-totals")
        return Statement("", worse=False, baseline="", rules=(alone,), drawn=drawn)
    better = measure_settings.sentence(record, "higher" if scale.higher_is_better else "lower")
    course = _trend(points, rules, chosen, every)
    first = None if chosen is None else chosen.first
    fresh = measure_settings.number(record, measure_settings.BASELINE)
    start = baseline_words(course.baseline, first, record.zone, fresh) if points else ""
    about = (f"{better} {rules.words}", *([series_words(chosen, gap)] if chosen is not None else []))
    worse = course.change is not None and course.change.deterioration
    words = course.words[:1].upper() + course.words[1:]
    return Statement(words, worse, start, about, drawn, rules.basis)


def _trend(
    points: tuple[Filled, ...] | list[Filled],
    rules: ChangeRules,
    chosen: Series | None,
    every: tuple[Series, ...],
) -> Trend:
    """Compare within one series: its own baseline, and its own latest questionnaire."""
    mine = list(points)
    if chosen is not None:
        mine = [each.filled for each in of_series([_At(one) for one in mine], every, chosen.number)]
    filled = [_administration(one) for one in mine]
    name = filled[0].instrument if filled else ""
    return trend(filled, name, None if chosen is None else chosen.first, rules)


def _administration(one: Filled) -> Administration:
    return Administration(
        one.instrument, one.version, one.happened_at, one.answered, one.of, one.total, one.band
    )


def _attribution(record: Record, instrument: str) -> str:
    """Return what the licence of a measure asks to be printed beside its scores."""
    try:
        form = record.content.instrument(instrument)
    except NotFound:
        return ""
    return " ".join(dict.fromkeys(part for part in (form.attribution, form.footer) if part))
