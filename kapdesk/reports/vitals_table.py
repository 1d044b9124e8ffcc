"""The vital signs as a table: a row for each time, a column for each sign, the change below the value."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from kapdesk.reports import words
from kapdesk.reports.day_facts import Reading, Taken, Vitals
from kapdesk.reports.day_sections import opened
from kapdesk.reports.fonts import Style
from kapdesk.reports.layout import Cell, Sheet
from kapdesk.reports.session_facts import SessionFacts
from kapdesk.reports.strips import GUTTER
from kapdesk.reports.text import Span
from kapdesk.reports.vitals_chart import chart
from kapdesk.reports.wording import NOT_RECORDED, Wall, said, same_minute, struck_out

NOT_TAKEN = "\u2013"
CHANGES = "change from baseline in the same unit; for BP in percent too"
AT, FLAG, BY = "At", "Flag", "By"
UNNAMED = "Reading"
NO_BREAK = "\u00a0"
ROUNDING = 0.5  # points, so that a word which just fits is not broken
LEGEND_SHARE = 0.22


@dataclass(frozen=True, slots=True)
class _Columns:
    """Which columns there are: the signs in order, each with its unit, and what stands beside them."""

    signs: tuple[tuple[str, str], ...]
    beside: tuple[str, ...]

    @property
    def heads(self) -> tuple[str, ...]:
        """Return the headings, a unit below its sign."""
        names = ("\n".join(part for part in sign if part).replace(" ", NO_BREAK) for sign in self.signs)
        return (AT, *names, *self.beside)

    @property
    def middle(self) -> int:
        """Return how many columns stand between the time and who wrote it."""
        return len(self.heads) - (2 if BY in self.beside else 1)


def vitals(sheet: Sheet, facts: SessionFacts) -> None:
    """Set every set of vital signs that was taken or due, and below them what the levels mean."""
    if not opened(sheet, "Vital signs", empty=not facts.vitals):
        return
    chart(sheet, facts)
    columns, shares = _fitting(facts, sheet.width, sheet.scale.body)
    rows: list[tuple[Cell, ...]] = []
    joined: set[int] = set()
    for row in facts.vitals:
        rows.append(_first(row, columns, facts.wall))
        below = _below(row, columns, facts.wall)
        if below:
            joined.add(len(rows) - 1)
            rows.append((Cell(""), Cell(below, across=len(columns.heads) - 1)))
    sheet.table(columns.heads, rows, shares, joined=joined)
    legend = _legend(facts.vitals)
    if legend:
        sheet.gap(sheet.scale.lead / 4)
        sheet.facts(legend, share=LEGEND_SHARE)


def _fitting(facts: SessionFacts, width: float, size: float) -> tuple[_Columns, list[float]]:
    """Return the columns that fit beside each other, and their parts of the width.

    Where there are many signs, flags and then names go to a line of their own below.
    """
    signs = tuple({one.name: one.unit for row in facts.vitals for one in row.readings}.items())
    for beside in ((FLAG, BY), (BY,), ()):
        columns = _Columns(signs or ((UNNAMED, ""),), beside)
        needed = _needed(columns, facts, size)
        if sum(needed) <= width or not beside:
            break
    if BY in columns.beside:
        whole = max(_longest(said(row.by).replace(" ", NO_BREAK), Style.REGULAR) for row in facts.vitals)
        needed[-1] += max(0.0, min(width - sum(needed), whole * size / 1000 + GUTTER - needed[-1]))
    spare = max(0.0, width - sum(needed)) / len(needed)
    wide = [need + spare for need in needed]
    return columns, [one / sum(wide) for one in wide]


def _needed(columns: _Columns, facts: SessionFacts, size: float) -> list[float]:
    """Return how wide each column has to be for its longest word, in points."""
    longest = [_longest(head, Style.BOLD) for head in columns.heads]
    for row in facts.vitals:
        for at, cell in enumerate(_first(row, columns, facts.wall)):
            if cell.across == 1:
                longest[at] = max(longest[at], _longest(_plain(cell), Style.REGULAR))
            elif at == 1 and BY in columns.beside:
                longest[-1] = max(longest[-1], _longest(said(row.by), Style.REGULAR))
                break
    return [one * size / 1000 + GUTTER + ROUNDING for one in longest]


def _plain(cell: Cell) -> str:
    """Return the words of a cell without their style."""
    if isinstance(cell.words, str):
        return cell.words
    return cell.words.text if isinstance(cell.words, Span) else "".join(span.text for span in cell.words)


def _longest(text: str, style: Style) -> float:
    """Return the width of the longest word in thousandths of its size."""
    return max((words.width(word, style) for word in text.replace("\n", " ").split(" ")), default=0.0)


def _first(row: Vitals, columns: _Columns, wall: Wall) -> tuple[Cell, ...]:
    """Return the cells of one set of vital signs; one that was not taken says why across the columns."""
    is_struck = row.struck is not None
    by = (Cell(said(row.by)),) if BY in columns.beside else ()
    when = Cell(_when(row, wall))
    if not row.readings:
        parts = ("" if row.taken is Taken.DONE else row.taken.value, row.note)
        told = Span(said("\n".join(part for part in parts if part)), struck=is_struck)
        return (when, Cell(told, across=columns.middle), *by)
    taken = {one.name: one for one in row.readings}
    values = tuple(Cell(Span(_value(taken.get(name)), struck=is_struck)) for name, _ in columns.signs)
    flags = (Cell("\n".join(_flags(row)).replace(" ", NO_BREAK)),) if FLAG in columns.beside else ()
    return (when, *values, *flags, *by)


def _when(row: Vitals, wall: Wall) -> str:
    """Return when it was taken, whether it is the baseline, and when it was due where that differs."""
    has_time = row.at is not None or row.taken is Taken.DONE
    lines = [wall.happened(row.at, row.written_at)] if has_time else []
    if row.baseline:
        lines.append("baseline")
    if row.due_at and not (row.at and same_minute(row.at, row.due_at)):
        lines.append(f"due {wall.hour(row.due_at)}")
    return "\n".join(lines)


def _value(one: Reading | None) -> str:
    """Return a value and below it its change, each line whole; a dash where it was not taken."""
    if one is None or not one.value.strip():
        return NOT_TAKEN
    change = one.change.replace(" ", NO_BREAK)
    return f"{one.value}\n{change}" if change else one.value


def _flags(row: Vitals) -> Iterable[str]:
    """Return each flag after the sign that it is about."""
    return (f"{one.name}: {one.flag}" for one in row.readings if one.flag)


def _below(row: Vitals, columns: _Columns, wall: Wall) -> str:
    """Return what stands in a line of its own below the values."""
    lines: list[str] = []
    if row.readings:
        flags = "; ".join(_flags(row)) if FLAG not in columns.beside else ""
        taken = "" if row.taken is Taken.DONE else row.taken.value
        lines = [part for part in (taken, f"Flag {flags}" if flags else "", row.note) if part]
    if BY not in columns.beside:
        lines.append(f"By {said(row.by)}")
    if row.struck:
        lines.append(struck_out(row.struck, wall))
    return "\n".join(lines)


def _legend(rows: Sequence[Vitals]) -> list[tuple[str, str]]:
    """Return what the values in the table mean, each once; only of those that occur."""
    told: dict[str, dict[str, None]] = {}
    readings = [one for row in rows for one in row.readings]
    for one in readings:
        if one.meaning:
            told.setdefault(one.legend or one.name, {})[one.meaning] = None
    found = [("Below a value", CHANGES)] if any(one.change for one in readings) else []
    found += [(legend, "\n".join(sorted(meanings))) for legend, meanings in told.items()]
    names = dict.fromkeys(one.name for one in readings)
    taken = [row for row in rows if row.readings]
    has_gap = any({one.name for one in row.readings if one.value.strip()} != set(names) for row in taken)
    return [*found, (NOT_TAKEN, NOT_RECORDED)] if has_gap else found
