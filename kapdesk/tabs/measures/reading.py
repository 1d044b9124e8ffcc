"""How a filled questionnaire is read: its short name, its line in the history, the person's own spread."""

from kapdesk.domain.clock import local, show_date
from kapdesk.domain.instruments import Instrument
from kapdesk.domain.measures import Trend
from kapdesk.services import measures
from kapdesk.services.measures import Filled
from kapdesk.tabs.measures.panels import line_of
from kapdesk.ui.table import Line

PERCENT = {"who5": 4}
"""By how much the sum of the answers is multiplied for a scale in percent."""


def short(instrument: Instrument) -> str:
    """Return the short name of a questionnaire."""
    return instrument.title.split(",")[0].split()[0]


def highest(instrument: Instrument) -> int:
    """Return the highest total a questionnaire can come to."""
    most = sum(
        max(option.value for option in instrument.options_of(item)) for item in measures.scored(instrument)
    )
    return most * PERCENT.get(instrument.id, 1)


def spread(course: Trend) -> str:
    """Return between which totals this person's own scores lie; empty while that is not known."""
    if course.spread is None:
        return ""
    return f"This person's own scores lie between {course.spread[0]} and {course.spread[1]}."


def filled_line(one: Filled, zone_name: str) -> Line:
    """Return one filled questionnaire as a line of the history."""
    item = measures.RISK_ITEM.get(one.instrument, "")
    value = one.answers.get(item) if item else None
    return line_of(
        one.id, show_date(local(one.happened_at, zone_name).date()), one.name, one.words,
        "" if value is None else str(value), alarm=bool(value), struck=one.struck_reason or "",
    )  # fmt: skip
