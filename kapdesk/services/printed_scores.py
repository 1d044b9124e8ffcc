"""A questionnaire of a session as it stands in the session summary, every answer in its own words."""

from typing import TYPE_CHECKING

from kapdesk.domain.errors import NotFound, Refused
from kapdesk.domain.totals import named
from kapdesk.services.measure_reading import SHEET
from kapdesk.services.printed_words import struck
from kapdesk.services.record import Record
from kapdesk.store.rows import MeasureRow

if TYPE_CHECKING:
    from kapdesk.reports.day_facts import Score


def score_of(record: Record, row: MeasureRow) -> "Score":
    """Return a questionnaire in the version it was filled in; one on paper with its total alone."""
    from kapdesk.reports.day_facts import Score

    taken_back = struck(row.struck_at, row.struck_reason)
    try:
        instrument = record.content.instrument(row.instrument, row.instrument_version)
    except NotFound:
        return Score(
            _named(row.instrument), "", _beside(row), row.total_text or row.total, by=row.observer,
            at=row.happened_at, written_at=row.written_at, struck=taken_back,
        )  # fmt: skip
    parts: list[tuple[str, str]] = []
    for item in instrument.items:
        value = row.answers.get(item.id)
        label = next((o.label for o in instrument.options_of(item) if o.value == value), "")
        parts.append((item.text, "" if value is None else f"{value} {label}".strip()))
    missing = sum(row.answers.get(item.id) is None for item in instrument.items if item.scored)
    return Score(
        instrument.title, f"version {row.instrument_version}", (*parts, *_beside(row)), row.total,
        meaning=row.band, missing=missing, by=row.observer, at=row.happened_at, written_at=row.written_at,
        alarms=tuple(str(one) for one in row.alarms), struck=taken_back,
    )  # fmt: skip


def _beside(row: MeasureRow) -> tuple[tuple[str, str], ...]:
    """Return the event that was kept in mind and where a paper sheet is kept, where they are recorded."""
    said = (("Index event", row.index_event or ""), ("Sheet kept", str(row.answers.get(SHEET) or "")))
    return tuple((label, words) for label, words in said if words)


def _named(instrument: str) -> str:
    """Return the name of a questionnaire whose words are not here, with the range of its totals."""
    try:
        one = named(instrument)
    except Refused:
        return instrument
    return f"{one.name} ({one.lowest} to {one.highest}, filled in elsewhere)"
