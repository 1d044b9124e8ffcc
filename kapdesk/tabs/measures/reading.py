"""How a filled questionnaire is read: its line in the history, and the published rules beside its total."""

from collections.abc import Sequence
from datetime import datetime

from kapdesk.domain.clock import local, show_date
from kapdesk.domain.instruments import Instrument
from kapdesk.domain.scoring import Check, Score
from kapdesk.services import measures
from kapdesk.services.measures import Filled
from kapdesk.services.measures_due import LeftOut
from kapdesk.tabs.measures.panels import line_of
from kapdesk.ui.table import Line

_RULES = frozenset({"total rule", "symptom rule"})
"""Rules that stand in place of a band: the PCL-5 has two, and neither dilutes the other."""


def watched(instrument: Instrument) -> str:
    """Return the item with a line of its own, or nothing."""
    return instrument.alarms[0].item if instrument.alarms else ""


def result_words(result: Score) -> str:
    """Return a result with the rules that stand in place of a band; nothing of them while it is not whole."""
    return result.words + (checks_words(result.checks) if result.complete else "")


def checks_words(checks: Sequence[Check]) -> str:
    """Return `; total rule (33 points or more): met; ...` for the rules that stand in place of a band."""
    said = [
        f"; {one.name} ({one.words}): {'met' if one.met else 'not met'}"
        for one in checks
        if one.name in _RULES and one.met is not None
    ]
    return "".join(said)


def filled_line(one: Filled, zone_name: str) -> Line:
    """Return one filled questionnaire as a line of the history."""
    item = measures.RISK_ITEM.get(one.instrument, "")
    value = one.answers.get(item) if item else None
    beside = [one.words + checks_words(one.checks)]
    beside += [f"event: {one.index_event}"] if one.index_event else []
    beside += [f"sheet: {one.place}"] if one.place else []
    return line_of(
        one.id, show_date(local(one.happened_at, zone_name).date()), one.name, "; ".join(beside),
        "" if value is None else str(value), alarm=bool(value), struck=one.struck_reason,
    )  # fmt: skip


def left_line(one: LeftOut, zone_name: str) -> Line:
    """Return a measure that was left out as a line of the history, with its reason."""
    when = show_date(local(one.at, zone_name).date())
    return line_of(None, when, one.name, f"left out: {one.reason}", "", alarm=False, struck=None)


def history_lines(filled: Sequence[Filled], left: Sequence[LeftOut], zone_name: str) -> list[Line]:
    """Return what was filled and what was left out, the newest first."""
    rows = [(one.happened_at, filled_line(one, zone_name)) for one in filled]
    rows += [(one.at, left_line(one, zone_name)) for one in left]
    return [line for _, line in sorted(rows, key=_when, reverse=True)]


def _when(row: tuple[datetime, Line]) -> datetime:
    return row[0]
