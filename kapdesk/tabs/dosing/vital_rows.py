"""How sets of vital signs read on this screen: as rows, as what was understood of a line, in all detail."""

from datetime import datetime

from kapdesk.domain.clock import show_time, since_dose
from kapdesk.domain.readings import SIGNS, Level, LevelWords, Reading, level_word
from kapdesk.domain.vital_schedule import DueLook
from kapdesk.services.vitals import Status, Vital
from kapdesk.tabs.dosing.words import worth_saying
from kapdesk.ui.table import Cell, Line

_NAMES = {
    "hr": "pulse", "spo2": "SpO₂", "rr": "breaths", "temp": "temperature", "moaas": "alert",
    "dissociation": "dissociation", "nausea": "nausea", "pain": "pain", "anxiety": "anxiety",
}  # fmt: skip
_AIR = {True: "on oxygen", False: "on room air", None: ""}
_SHORT_AIR = {True: " O₂", False: "", None: ""}
_COLUMNS = 6


def vital_line(vital: Vital, dosed_at: datetime | None, zone: str) -> Line:
    """Return a set of vital signs as a row, in the order of the table's columns."""
    when = _when(vital, dosed_at, zone)
    if vital.status is not Status.DONE:
        tone = "muted" if vital.struck else ""
        words = Cell(vital.status.value, tone, spoken=f"{vital.status.value}: {vital.reason}")
        return Line(vital.id, (when, words, *(_empty() for _ in range(4))))
    reading = vital.reading
    cells = (
        _value(vital, "sbp", _pressure(reading)),
        _value(vital, "hr", _plain(reading.hr)),
        _value(vital, "spo2", _plain(reading.spo2) + _SHORT_AIR[reading.on_oxygen]),
        _value(vital, "moaas", _plain(reading.moaas)),
        _value(vital, "dissociation", _plain(reading.dissociation)),
    )
    return Line(vital.id, (when, *cells))


def _when(vital: Vital, dosed_at: datetime | None, zone: str) -> Cell:
    clock = show_time(vital.happened_at, zone)
    if vital.struck:
        return Cell("struck", "muted", spoken=f"struck through: {vital.struck_reason}, {clock}")
    if vital.baseline:
        return Cell("base", spoken=f"baseline, {clock}")
    at = vital.due_at if vital.status is not Status.DONE and vital.due_at else vital.happened_at
    if dosed_at is None or at < dosed_at:
        return Cell(show_time(at, zone))
    return Cell(since_dose(at, dosed_at).removeprefix("T+"))


def _empty() -> Cell:
    return Cell("–", "muted", spoken="not taken")


def _plain(value: int | None) -> str:
    return "" if value is None else str(value)


def _pressure(reading: Reading) -> str:
    return "" if reading.sbp is None else f"{reading.sbp}/{reading.dbp}"


def _value(vital: Vital, field: str, text: str) -> Cell:
    if not text:
        return _empty()
    if vital.struck:
        return Cell(text, "muted", spoken=f"{text}, struck through")
    flag = next((one for one in worth_saying(vital) if one.field == field), None)
    if flag is None:
        return Cell(text)
    tone = "danger" if flag.level is Level.URGENT else "caution"
    return Cell(f"{text}!", tone, strong=True, spoken=f"{text}. {flag.words}")


def look_line(look: DueLook, dosed_at: datetime | None, zone: str) -> Line:
    """Return a look that was due and of which nothing is recorded, as a row that can be opened."""
    clock = show_time(look.due_at, zone)
    shown = clock if dosed_at is None else since_dose(look.due_at, dosed_at).removeprefix("T+")
    said = Cell("not rec.", "muted", spoken="not recorded; Enter says why it was not taken")
    return Line(look.due_at, (Cell(shown, "muted"), said, *(_empty() for _ in range(_COLUMNS - 2))))


def understood(reading: Reading | None, words: LevelWords) -> str:
    """Return in words what was read of a line so far; a line that says nothing yet has words of its own."""
    if reading is None:
        return "nothing understood yet"
    return " · ".join(_parts(reading, words))


def row_words(vital: Vital, zone: str) -> str:
    """Return everything of a row that its columns have no room for: rest, change, who, and both times."""
    if vital.status is not Status.DONE:
        parts = [f"{vital.status}: {vital.reason}"]
    else:
        words = {field: {getattr(vital.reading, field): said} for field, said in vital.words.items()}
        changes = [f"{_NAMES.get(shift.sign.field, shift.sign.name)} {shift.words}" for shift in vital.shifts]
        parts = _parts(vital.reading, words)
        parts += [f"from baseline: {', '.join(changes)}"] if changes else []
    seen = show_time(vital.happened_at, zone)
    written = show_time(vital.written_at, zone)
    times = seen if seen == written else f"{seen}, written {written}"
    who = ", ".join(part for part in (vital.observer, vital.observer_role) if part)
    struck = [f"struck through: {vital.struck_reason}"] if vital.struck else []
    return " · ".join([*parts, f"by {who}", times, *struck])


def _parts(reading: Reading, words: LevelWords) -> list[str]:
    found = [f"BP {reading.sbp}/{reading.dbp} mmHg"] if reading.has_pressure else []
    for sign in SIGNS:
        value = getattr(reading, sign.field)
        if value is None or sign.field not in _NAMES:
            continue
        part = f"{_NAMES[sign.field]} {sign.show(value)}"
        if sign.field == "spo2":
            part = f"{part} {_AIR[reading.on_oxygen]}".strip()
        said = level_word(words, sign.field, int(value), short=True)
        found.append(f"{part}, {said}" if said else part)
    return found
