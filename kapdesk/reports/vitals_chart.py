"""The vital signs of a session as one drawing: blood pressure as bars, pulse, oxygen, doses and events."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial

from kapdesk.domain import clock
from kapdesk.reports.day_facts import Plotted
from kapdesk.reports.fonts import Style
from kapdesk.reports.layout import Sheet
from kapdesk.reports.pen import Pen
from kapdesk.reports.session_facts import SessionFacts
from kapdesk.reports.tags import Node
from kapdesk.reports.text import Span, lines
from kapdesk.reports.words import width as width_of

FEWEST = 2
"""A single set is a row of the table, not a course."""
TALL, LOW, MARKS, FOOT = (
    132.0,
    42.0,
    30.0,
    16.0,
)  # pressure and pulse; oxygen; the marks above; the times below
SIDE = 34.0
APART = 18.0
TICK, RADIUS, HALF = 3.0, 2.6, 3.0
PALE = 0.8
STEP, LEAST, MOST = 20, 60, 140
OXYGEN_STEP, OXYGEN_LEAST, OXYGEN_MOST = 5, 90, 100
EDGE = timedelta(minutes=5)
TIME_STEPS = (15, 30, 60, 120, 240)
MOST_TIMES = 9


@dataclass(frozen=True, slots=True)
class _Mark:
    """A line down through the chart with a word on top."""

    at: datetime
    word: str


@dataclass(frozen=True, slots=True)
class _Plot:
    """What is drawn, and where an instant or a value lies (points from the left edge and from the top)."""

    sets: tuple[Plotted, ...]
    marks: tuple[_Mark, ...]
    zone: str
    dosed_at: datetime | None
    width: float
    size: float

    @property
    def first(self) -> datetime:
        """Return the instant at the left edge."""
        return min(one.at for one in (*self.sets, *self.marks)) - EDGE

    @property
    def last(self) -> datetime:
        """Return the instant at the right edge."""
        return max(one.at for one in (*self.sets, *self.marks)) + EDGE

    @property
    def scale(self) -> tuple[int, int]:
        """Return the lowest and highest value of the tall part, on whole steps."""
        values = [v for one in self.sets for v in (one.sbp, one.dbp, one.hr) if v is not None]
        return _whole(values, STEP, LEAST, MOST)

    @property
    def oxygen(self) -> tuple[int, int]:
        """Return the lowest and highest value of the oxygen part."""
        values = [one.spo2 for one in self.sets if one.spo2 is not None]
        return _whole(values, OXYGEN_STEP, OXYGEN_LEAST, OXYGEN_MOST)[0], OXYGEN_MOST

    @property
    def has_oxygen(self) -> bool:
        """Return whether oxygen was taken at all."""
        return any(one.spo2 is not None for one in self.sets)

    @property
    def bottom(self) -> float:
        """Return how far below the top the drawing ends, without the times."""
        return MARKS + TALL + (LOW + APART if self.has_oxygen else 0)

    def x(self, at: datetime) -> float:
        """Return where an instant lies from the left edge."""
        part = (at - self.first) / (self.last - self.first)
        return SIDE + part * (self.width - SIDE)

    def y(self, value: float) -> float:
        """Return how far below the top a pressure or pulse lies."""
        low, high = self.scale
        return MARKS + TALL * (high - value) / (high - low)

    def y_oxygen(self, value: float) -> float:
        """Return how far below the top an oxygen value lies."""
        low, high = self.oxygen
        return MARKS + TALL + APART + LOW * (high - value) / (high - low)


def chart(sheet: Sheet, facts: SessionFacts) -> None:
    """Set the drawing above the table of vital signs, where there are at least two sets to see."""
    if len(facts.plotted) < FEWEST:
        return
    plot = _Plot(facts.plotted, _marks(facts), facts.zone, facts.dosed_at, sheet.width, sheet.scale.small)
    sheet.text(_key(plot), holds=True)
    sheet.figure(plot.bottom + FOOT, described(facts), partial(_draw, plot))
    sheet.gap(sheet.scale.lead / 2)


def described(facts: SessionFacts) -> str:
    """Return the chart in a sentence, for who does not see it; the table says the same in full."""
    pressures = [one for one in facts.plotted if one.sbp is not None]
    parts = [f"Chart of {len(facts.plotted)} sets of vital signs"]
    if pressures:
        highest = max(pressures, key=_systolic)
        last = max(pressures, key=_when)
        parts.append(f"blood pressure highest {highest.sbp}/{highest.dbp}, last {last.sbp}/{last.dbp} mmHg")
    if facts.doses:
        parts.append(f"{len(facts.doses)} dose{'' if len(facts.doses) == 1 else 's'} marked")
    if facts.adverse_events:
        parts.append("adverse events marked")
    return "; ".join(parts) + ". The table below holds every value."


def _systolic(one: Plotted) -> int:
    return one.sbp or 0


def _when(one: Plotted) -> datetime:
    return one.at


def _marks(facts: SessionFacts) -> tuple[_Mark, ...]:
    """Return the doses and adverse events that stand."""
    doses = [
        _Mark(one.at, "booster" if one.is_booster else "dose")
        for one in facts.doses
        if one.at is not None and one.struck is None
    ]
    events = [
        _Mark(one.onset, one.name.casefold())
        for one in facts.adverse_events
        if one.onset is not None and one.struck is None
    ]
    return (*doses, *events)


def _key(plot: _Plot) -> str:
    """Return what each sign of the chart means."""
    oxygen = "; diamond below: SpO2, %" if plot.has_oxygen else ""
    return f"Bar: blood pressure, mmHg; ring: pulse, /min{oxygen}; line down: dose or adverse event"


def _whole(values: Sequence[int], step: int, least: int, most: int) -> tuple[int, int]:
    """Return a range on whole steps that holds every value, and never a narrower one than usual."""
    low, high = min([*values, least]), max([*values, most])
    return low // step * step, -(-high // step) * step


def _draw(plot: _Plot, pen: Pen, left: float, top: float, node: Node) -> None:
    """Draw the grid, the marks, then every set."""
    _grid(plot, pen, left, top, node)
    _draw_marks(plot, pen, left, top, node)
    for one in plot.sets:
        _draw_set(plot, one, pen, left, top)


def _grid(plot: _Plot, pen: Pen, left: float, top: float, node: Node) -> None:
    """Draw pale lines with their values at the left, and the times at the foot."""
    pen.begin(node)
    low, high = plot.scale
    for value in range(low, high + 1, STEP):
        _level(plot, pen, left, top - plot.y(value), str(value))
    if plot.has_oxygen:
        bottom, highest = plot.oxygen
        for value in (bottom, highest):
            _level(plot, pen, left, top - plot.y_oxygen(value), f"{value}%")
    for at, word in _times(plot):
        x = left + plot.x(at)
        pen.stroke(((x, top - plot.bottom), (x, top - plot.bottom - TICK)), grey=0.5, width=0.6)
        _write(pen, word, x, top - plot.bottom - FOOT + TICK, plot.size, centred=True)


def _level(plot: _Plot, pen: Pen, left: float, height: float, word: str) -> None:
    """Draw one pale line across with its value before it."""
    pen.stroke(((left + SIDE, height), (left + plot.width, height)), grey=PALE, width=0.4)
    _write(pen, word, left, height - 0.35 * plot.size, plot.size)


def _times(plot: _Plot) -> Iterable[tuple[datetime, str]]:
    """Return round times: since the dose where there is one, else on the wall."""
    start = plot.dosed_at or plot.first
    span = (plot.last - plot.first) / timedelta(minutes=1)
    step = next((one for one in TIME_STEPS if span / one <= MOST_TIMES), TIME_STEPS[-1])
    number = int((plot.first - start) / timedelta(minutes=step)) - 1
    while (at := start + number * timedelta(minutes=step)) <= plot.last:
        if at >= plot.first:
            yield at, clock.since_dose(at, start) if plot.dosed_at else clock.show_time(at, plot.zone)
        number += 1


def _draw_marks(plot: _Plot, pen: Pen, left: float, top: float, node: Node) -> None:
    """Draw a line down for each dose and event, its word on top; words that would meet go to another line."""
    pen.begin(node)
    ends = [0.0, 0.0]
    for one in sorted(plot.marks, key=_mark_at):
        x = plot.x(one.at)
        wide = width_of(one.word, Style.REGULAR) * plot.size / 1000
        start = min(max(SIDE, x - wide / 2), plot.width - wide)
        row = 0 if start >= ends[0] else 1
        pen.stroke(((left + x, top - MARKS), (left + x, top - plot.bottom)), grey=0.45, width=0.8)
        if start >= ends[row]:
            _write(pen, one.word, left + start, top - (row + 1) * plot.size * 1.2, plot.size)
            ends[row] = start + wide + HALF


def _mark_at(one: _Mark) -> datetime:
    return one.at


def _draw_set(plot: _Plot, one: Plotted, pen: Pen, left: float, top: float) -> None:
    """Draw one set: a bar with end ticks, a ring, a diamond; what was not taken is not drawn."""
    x = left + plot.x(one.at)
    if one.sbp is not None and one.dbp is not None:
        high, low = top - plot.y(one.sbp), top - plot.y(one.dbp)
        pen.stroke(((x, high), (x, low)), width=1.4)
        for end in (high, low):
            pen.stroke(((x - TICK, end), (x + TICK, end)), width=1.4)
    if one.hr is not None:
        pen.ring(x, top - plot.y(one.hr), RADIUS)
    if one.spo2 is not None:
        y = top - plot.y_oxygen(one.spo2)
        pen.shape(((x, y + HALF), (x + HALF, y), (x, y - HALF), (x - HALF, y)), filled=True)


def _write(pen: Pen, word: str, x: float, baseline: float, size: float, *, centred: bool = False) -> None:
    """Write a word into the drawing."""
    (line,) = lines((Span(word),), 10_000, size)
    start = x - line.width * size / 2000 if centred else x
    pen.write(line, start, baseline, size, 0)
