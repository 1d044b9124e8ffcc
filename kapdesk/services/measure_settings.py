"""What the clinic sets about measures: how often, when a series is new, from where on a line stands."""

from dataclasses import replace

from kapdesk.domain.cadence import Counted, Rule
from kapdesk.domain.change import Change
from kapdesk.domain.errors import NotFound, Refused
from kapdesk.domain.instruments import Instrument
from kapdesk.domain.score_change import ChangeRules
from kapdesk.domain.tables import Row
from kapdesk.services import settings
from kapdesk.services.record import Record

CADENCE, BANDS, WORDS = "cadence-measures", "measure-bands", "measure-words"
PREFIX = "measures."
CUT_OFF = "pcl5-cutoff"
SERIES_GAP, DRAWN_FROM, BASELINE = "series-gap", "drawn-from", "baseline"


def labels(record: Record) -> dict[str, str]:
    """Return every number the clinic may set, with its name and unit."""
    units = {DRAWN_FROM: "", CUT_OFF: " (points)"}
    rows = (*record.content.table(CADENCE).rows, _row(record, CUT_OFF))
    return {row.id: f"{row.text('label')}{units.get(row.id, ' (days)')}" for row in rows}


def numbers(record: Record) -> dict[str, int]:
    """Return every number as it is in force: the clinic's own, or as it ships."""
    own = settings.several(record, PREFIX)
    rows = (*record.content.table(CADENCE).rows, _row(record, CUT_OFF))
    return {row.id: _number(row, own.get(PREFIX + row.id, "")) for row in rows}


def number(record: Record, name: str) -> int:
    """Return one number as it is in force; raises NotFound for one that is not there."""
    return _number(_row(record, name), settings.get(record, PREFIX + name))


def set_number(record: Record, name: str, value: int) -> Change:
    """Set one number; raises Refused outside its range, and NotFound for one that is not there."""
    row = _row(record, name)
    low, high = row.whole("minimum") or 0, row.whole("maximum") or 0
    if not low <= value <= high:
        raise Refused(
            f"This number runs from {low} to {high}, and {value} was entered. The old one stands. Correct it."
        )
    return settings.put(record, PREFIX + name, str(value))


def rules(record: Record) -> tuple[Rule, ...]:
    """Return the cadence as it is in force, in days."""
    own = settings.several(record, PREFIX)
    counted = {one.value for one in Counted}
    return tuple(
        replace(_rule(row), days=_number(row, own.get(PREFIX + row.id, "")))
        for row in record.content.table(CADENCE).rows
        if row.text("kind") in counted
    )


def change_rules(record: Record, instrument_id: str) -> ChangeRules | None:
    """Return by what a change of a measure is judged, or None where no rule was published."""
    table = record.content.table(BANDS)
    row = next((one for one in table.rows if one.id == instrument_id), None)
    if row is None:
        return None
    return ChangeRules(
        measure=row.text("label"),
        reliable=row.whole("reliable") or 1,
        response_percent=row.whole("response_percent"),
        response_from=row.whole("response_from") or 1,
        remission_to=row.whole("remission_to"),
        remission_name=row.text("remission_name"),
        remission_needs_reliable=row.flag("remission_needs_reliable") is True,
        higher_is_better=row.flag("higher_is_better") is True,
        version=f"{BANDS}, version {table.version}",
        basis=row.text("basis"),
    )


def recall_days(record: Record, instrument_id: str) -> int | None:
    """Return over how many days a measure looks back, or None where that is not known."""
    rows = record.content.table(BANDS).rows
    return next((row.whole("recall_days") for row in rows if row.id == instrument_id), None)


def sentence(record: Record, name: str) -> str:
    """Return one of the sentences that stand beneath a course; empty where a clinic left it out."""
    try:
        return record.content.table(WORDS).row(name).text("text")
    except NotFound:
        return ""


def has_index_event(instrument: Instrument) -> bool:
    """Return whether one event is kept in mind while this questionnaire is answered."""
    return instrument.scoring == "pcl5"


def _row(record: Record, name: str) -> Row:
    return record.content.table("settings-defaults" if name == CUT_OFF else CADENCE).row(name)


def _number(row: Row, own: str) -> int:
    """Return the clinic's number where it lies in the range, else the one that ships."""
    low, high = row.whole("minimum") or 0, row.whole("maximum") or 0
    shipped = row.whole("number") or 0
    return int(own) if own.isdecimal() and low <= int(own) <= high else shipped


def _rule(row: Row) -> Rule:
    return Rule(
        row.id, row.text("label"), Counted(row.text("kind")), row.whole("number") or 0,
        row.texts("measures"), row.texts("if_begun"), row.whole("early") or 0, row.whole("until"),
    )  # fmt: skip
