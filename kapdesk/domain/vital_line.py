"""Vital signs typed in one line without looking: numbers in their usual order, or each with its own word."""

from decimal import Decimal
from typing import NoReturn

from kapdesk.domain.errors import Refused
from kapdesk.domain.readings import SIGNS, Reading, check_possible, problems
from kapdesk.domain.vital_words import (
    DECIMAL,
    NAMES,
    PRESSURE,
    SHORT,
    Unclear,
    Value,
    read_words,
    without,
    without_air,
)

EXAMPLE = "128/82 76 97 16"

_ORDER = ("bp", "hr", "spo2", "rr")
_AIR = {True: "o2", False: "ra"}
_Taken = dict[str, Value]


def parse_line(line: str) -> Reading:
    """Read a line: `128/82 76 97 16` in this order, or each value with its word or unit in any order.

    `hr 76`, `76 bpm`, `97%`, `rr16`, `T 36.8`; `o2` and `ra` for on oxygen and room air; `a5 d1 n0 pain3 f4`
    for alertness (MOAA/S), dissociation, nausea, pain and anxiety; `x` for not taken. What is not written
    stays not taken; room air is not assumed. Raises Refused with a sentence for what cannot be read without
    guessing, which includes a number that could be two signs.
    """
    try:
        values, on_oxygen = read_words(line)
        ways = _ways(values)
    except Unclear as unclear:
        _refuse(unclear.sentence)
    if on_oxygen is not None and not any("spo2" in way for way in ways):
        _refuse("o2 and ra say in which air the saturation was taken, and no saturation is written.")
    readings = [_reading(way, on_oxygen=on_oxygen) for way in ways]
    possible = [reading for reading in readings if not problems(reading)]
    if any(reading != possible[0] for reading in possible[1:]):
        _refuse("A number without its word could be two signs here. Write hr, spo2 or rr before it.")
    check_possible(*possible[:1] or readings[:1])
    return possible[0]


def write_line(reading: Reading) -> str:
    """Write a reading as a line that is read back as the same reading."""
    parts = [f"{reading.sbp}/{reading.dbp}"] if reading.has_pressure else []
    for field, mark in (("hr", "hr"), ("spo2", "spo2 "), ("rr", "rr"), *SHORT.items()):
        value = getattr(reading, field)
        parts += [] if value is None else [f"{mark}{value}"]
    if reading.on_oxygen is not None and reading.spo2 is not None:
        parts.append(_AIR[reading.on_oxygen])
    return " ".join(parts)


def with_value(line: str, field: str, value: int | None) -> str:
    """Return the line with one level said anew, such as `a4` for alertness 4, or not said any more."""
    rest = without(line, field)
    return rest if value is None else f"{rest} {SHORT[field]}{value}".strip()


def with_air(line: str, *, on_oxygen: bool | None) -> str:
    """Return the line with room air or oxygen said anew, or not said any more."""
    rest = without_air(line)
    return rest if on_oxygen is None else f"{rest} {_AIR[on_oxygen]}".strip()


def so_far(line: str) -> Reading | None:
    """Return what can be read of a line still being typed, or None; its last word may be half there."""
    for text in (line, " ".join(line.split()[:-1])):
        try:
            return parse_line(text)
        except Refused:
            continue
    return None


def _refuse(what: str) -> NoReturn:
    raise Refused(f"{what} Nothing was recorded. Write it as {EXAMPLE}, with x for what was not taken.")


def _ways(values: tuple[Value, ...]) -> list[_Taken]:
    """Return what the values can be: going on from the last named one, and filling the places left over."""
    found: list[_Taken] = []
    first: Unclear | None = None
    for way in (_going_on, _filling):
        try:
            found.append(way(values))
        except Unclear as unclear:
            first = first or unclear
            if unclear.final:
                break
    if not found and first is not None:
        raise first
    return found


def _going_on(values: tuple[Value, ...]) -> _Taken:
    place, taken = 0, _Taken()
    for value in values:
        if not value.sign and place >= len(_ORDER):
            raise Unclear(f"“{value.word}” is one value too many.")
        sign = value.sign or _ORDER[place]
        _take(taken, sign, value)
        place = _ORDER.index(sign) + 1 if sign in _ORDER else place
    return taken


def _filling(values: tuple[Value, ...]) -> _Taken:
    named = {value.sign for value in values if value.sign}
    left = iter([sign for sign in _ORDER if sign not in named])
    taken = _Taken()
    for value in values:
        sign = value.sign or next(left, "")
        if not sign:
            raise Unclear(f"“{value.word}” is one value too many.")
        _take(taken, sign, value)
    return taken


def _take(taken: _Taken, sign: str, value: Value) -> None:
    if sign in taken:
        raise Unclear(f"{NAMES[sign].capitalize()} is written twice.", final=True)
    word = value.word
    if value.taken and sign == "bp" and not PRESSURE.fullmatch(word):
        raise Unclear(f"“{word}” stands where blood pressure is read, which has two numbers.")
    whole = word.isascii() and word.isdigit()
    if value.taken and sign == "temp" and not (whole or DECIMAL.fullmatch(word)):
        raise Unclear(f"“{word}” stands where temperature is read, which is one number.")
    if value.taken and sign not in {"bp", "temp"} and not whole:
        raise Unclear(f"“{word}” stands where {NAMES[sign]} is read, which is one whole number.")
    taken[sign] = value


def _reading(taken: _Taken, *, on_oxygen: bool | None) -> Reading:
    there = {sign: value.word for sign, value in taken.items() if value.taken}
    pressure = PRESSURE.fullmatch(there.pop("bp", ""))
    temp = there.pop("temp", None)
    numbers = {sign.field: int(there[sign.field]) for sign in SIGNS if sign.field in there}
    return Reading(
        sbp=int(pressure[1]) if pressure else None,
        dbp=int(pressure[2]) if pressure else None,
        temp=None if temp is None else Decimal(temp),
        on_oxygen=on_oxygen if "spo2" in there else None,
        **numbers,
    )
