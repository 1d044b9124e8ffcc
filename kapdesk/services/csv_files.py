"""The numbers of the practice as a file for a spreadsheet: nobody in it, and saved on purpose."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from kapdesk.domain.clock import local, show_moment
from kapdesk.domain.statistics import SMALL, Rate, small
from kapdesk.exchange import table_file
from kapdesk.exchange.table_file import Value
from kapdesk.services import saving, statistics
from kapdesk.services.record import Record
from kapdesk.services.statistics import Practice

HEAD = ("table", "what", "of what", "count", "of", "unit")
IN_CLEAR = (
    "Anyone who opens this file can read the numbers of this practice. It names nobody; a small number may "
    "still point at somebody. kapdesk cannot take it back."
)
REHEARSED = "rehearsal, not real"


@dataclass(frozen=True, slots=True)
class TableFile:
    """A finished file: its bytes, a name that names nobody, and how many lines are in it."""

    content: bytes
    file_name: str
    lines: int


def of_practice(record: Record, *, hide_small: bool, mark: bool) -> TableFile:
    """Make the numbers of the practice as CSV, one number a line; no percentages.

    `hide_small` writes counts of 1 to 4 as `<5`; `mark` puts the byte order mark first, for spreadsheets that
    need it.
    """
    counted = statistics.practice(record)
    rows = [*_head(record, counted), *_lines(counted, hide=hide_small)]
    day = local(record.now(), record.zone).date()
    name = f"kapdesk-{day.isoformat()}-practice.csv"
    return TableFile(table_file.render(rows, mark=mark), name, len(rows) - 1)


def save(made: TableFile, target: Path, *, read: bool = False, replace: bool = False) -> Path:
    """Write the file to a place that was chosen; `read` says that the risk of an open file was read.

    Raises what `saving.save` raises.
    """
    return saving.save(made.content, target, in_clear=read, replace=replace)


def _head(record: Record, counted: Practice) -> Iterator[tuple[Value, ...]]:
    yield HEAD
    yield ("about", "made at", show_moment(counted.at, record.zone), None, None, record.zone)
    if record.rehearsal:
        yield ("about", REHEARSED, "", None, None, "")


def _lines(counted: Practice, *, hide: bool) -> Iterator[tuple[Value, ...]]:
    for month in counted.months:
        kinds = {
            "dosing sessions": month.dosing, "integration sessions": month.integration,
            "contacts": month.contacts, "whole questionnaires": month.questionnaires,
        }  # fmt: skip
        for name, count in kinds.items():
            yield ("by month", f"{month.first:%Y-%m}", name, small(count, hide=hide), None, "number")
    for kind in counted.attendance:
        for rate in (kind.did_not_attend, kind.late_cancelled):
            yield rate_line("attendance", kind.kind, rate, hide=hide)
    yield rate_line("seen", "dosing sessions", counted.seen_in_time, hide=hide)
    seen = counted.first_seen
    few = hide and small(seen.of, hide=True) != seen.of
    for name, value in (("median", seen.median), ("shortest", seen.shortest), ("longest", seen.longest)):
        shown = None if few else value
        yield ("dose to first integration", name, "", shown, small(seen.of, hide=hide), "hours")
    for change in counted.changes:
        for rate in (change.deterioration, change.improvement, change.response, change.remission):
            yield rate_line(f"change, {change.measure}", change.series, rate, hide=hide)
    for rule in counted.rules:
        yield ("rule", rule, "", None, None, "")


def rate_line(table: str, what: str, rate: Rate, *, hide: bool) -> tuple[Value, ...]:
    """Return a rate with both its numbers; a count is a range too where it would tell a small rest."""
    count, of = small(rate.count, hide=hide), small(rate.of, hide=hide)
    rest = small(rate.of - rate.count, hide=hide)
    if isinstance(rest, str) and isinstance(of, int) and isinstance(count, int) and count:
        count = f">{rate.of - SMALL}"
    return (table, what, rate.name, count, of, "number")
