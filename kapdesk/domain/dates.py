"""Dates and times as people type them: read where there is one reading, refused where there are two."""

import re
from datetime import UTC, date, datetime, time, timedelta

from kapdesk.domain.clock import MONTHS, MONTHS_IN_FULL, show_date, zone
from kapdesk.domain.errors import Refused

_YEARS_AHEAD = 19
_EARLIEST, _LATEST = 1850, 2150
_NAMED_DAYS = {"today": 0, "tomorrow": 1, "yesterday": -1}
_STEP = re.compile(r"([+-])\s*(\d{1,4})\s*([dw])")
_NUMBERS = re.compile(r"(\d{1,4})[./\- ](\d{1,2})[./\- ](\d{1,4})")
_DAY_NAME_YEAR = re.compile(r"(\d{1,2})[.\- ]*([a-z]{3,9})\.?[\- ,]*(\d{2}|\d{4})")
_NAME_DAY_YEAR = re.compile(r"([a-z]{3,9})\.?[\- ]*(\d{1,2})(?:st|nd|rd|th)?[\- ,]+(\d{2}|\d{4})")
_CLOCK = re.compile(r"(\d{1,2})(?:[:.h]\s?(\d{2}))?\s*([ap])?\.?(m)?\.?")
_DIGITS = re.compile(r"(\d{1,2})(\d{2})")
_NAMED_TIMES = {"noon": time(12), "midnight": time(0)}
_NOON = 12
_YEAR_DIGITS = 4
_ISO_DIGITS = 8


def _refuse(what: str, do: str) -> Refused:
    return Refused(f"{what} Nothing was taken over. {do}")


def parse_date(text: str, today: date) -> date:
    """Read a typed date; show it again with `show_date` so that the person sees what was understood.

    Takes 22-Nov-2026, 2026-11-22, 14 mar 1986, March 14, 1986, 14.3.1986, 14/03/86, today, tomorrow, +3d and
    +2w. A year of two digits lies between 80 years ago and 19 years ahead. Raises Refused for what has two
    readings (03/04/26), naming both, and for what is no date.
    """
    plain = " ".join(text.strip().lower().split())
    if not plain:
        raise _refuse("No date is written.", "Write it as 22-Nov-2026.")
    if plain in _NAMED_DAYS:
        return today + timedelta(days=_NAMED_DAYS[plain])
    if step := _STEP.fullmatch(plain):
        days = int(step[2]) * (7 if step[3] == "w" else 1)
        return today + timedelta(days=days if step[1] == "+" else -days)
    readings = _readings(plain, today)
    if not readings:
        raise _refuse(f"“{text.strip()}” is not a date.", "Write it as 22-Nov-2026.")
    if len(readings) > 1:
        offered = " or ".join(show_date(day) for day in readings)
        raise _refuse(f"“{text.strip()}” can be {offered}.", "Write the one that is meant.")
    return readings[0]


def _readings(plain: str, today: date) -> list[date]:
    """Return every date that a text can be, earliest first."""
    found: set[date | None] = set()
    if words := _DAY_NAME_YEAR.fullmatch(plain):
        found.add(_day(_year(words[3], today), _month(words[2]), int(words[1])))
    elif words := _NAME_DAY_YEAR.fullmatch(plain):
        found.add(_day(_year(words[3], today), _month(words[1]), int(words[2])))
    elif plain.isdecimal() and len(plain) == _ISO_DIGITS:
        found |= _numeric(plain[:4], plain[4:6], plain[6:], today)
        found |= _numeric(plain[:2], plain[2:4], plain[4:], today)
    elif numbers := _NUMBERS.fullmatch(plain):
        found |= _numeric(numbers[1], numbers[2], numbers[3], today)
    return sorted(day for day in found if day is not None)


def _numeric(first: str, second: str, third: str, today: date) -> set[date | None]:
    if len(first) == _YEAR_DIGITS:
        return {_day(int(first), int(second), int(third))} if len(third) <= 2 else set()  # noqa: PLR2004 - digits of a day
    if len(first) > 2 or len(third) not in {2, _YEAR_DIGITS}:  # noqa: PLR2004 - digits of a day
        return set()
    year = _year(third, today)
    return {_day(year, int(second), int(first)), _day(year, int(first), int(second))}


def _month(name: str) -> int:
    for number, (short, full) in enumerate(zip(MONTHS, MONTHS_IN_FULL, strict=True), start=1):
        if name.startswith(short.lower()) and full.lower().startswith(
            name.removesuffix("t") if name == "sept" else name
        ):
            return number
    return 0


def _year(digits: str, today: date) -> int:
    if len(digits) == _YEAR_DIGITS:
        return int(digits)
    latest = today.year + _YEARS_AHEAD
    year = latest - latest % 100 + int(digits)
    return year if year <= latest else year - 100


def _day(year: int, month: int, day: int) -> date | None:
    if not _EARLIEST <= year <= _LATEST:
        return None
    try:
        return date(year, month, day)
    except ValueError:
        return None


def parse_time(text: str) -> time:
    """Read a typed time of day, 24 hours: 14:05, 1405, 14.05, 14h05, 2pm, 2:30 pm, 14, noon, midnight.

    Raises Refused for a bare hour from 1 to 12, naming both readings, and for what is no time.
    """
    plain = " ".join(text.strip().lower().split())
    if plain in _NAMED_TIMES:
        return _NAMED_TIMES[plain]
    if len(plain) in {3, 4} and (digits := _DIGITS.fullmatch(plain)):
        return _time(int(digits[1]), int(digits[2]), text)
    clock = _CLOCK.fullmatch(plain)
    if not clock or bool(clock[3]) != bool(clock[4]):
        raise _no_time(text)
    hour, minute = int(clock[1]), int(clock[2] or 0)
    if clock[3]:
        return _half_day(hour, minute, text, afternoon=clock[3] == "p")
    if clock[2] is None and 1 <= hour <= _NOON:
        afternoon = (hour % 12) + 12
        raise _refuse(
            f"“{text.strip()}” can be {hour % 12:02d}:00 or {afternoon:02d}:00.",
            "Write the one that is meant.",
        )
    return _time(hour, minute, text)


def _half_day(hour: int, minute: int, text: str, *, afternoon: bool) -> time:
    if not 1 <= hour <= _NOON:
        raise _no_time(text)
    return _time(hour % 12 + (12 if afternoon else 0), minute, text)


def _time(hour: int, minute: int, text: str) -> time:
    try:
        return time(hour, minute)
    except ValueError:
        raise _no_time(text) from None


def _no_time(text: str) -> Refused:
    return _refuse(f"“{text.strip()}” is not a time of day.", "Write it as 14:05.")


def instant(day: date, at: time, zone_name: str) -> datetime:
    """Return the instant, in UTC, at which the clocks of a zone show a day and time.

    Raises Refused for a time that a change of the clocks leaves out, or brings twice.
    """
    wall = datetime.combine(day, at, zone(zone_name))
    first, second = wall.astimezone(UTC), wall.replace(fold=1).astimezone(UTC)
    words = f"{at:%H:%M} on {show_date(day)}"
    if first.astimezone(wall.tzinfo).replace(tzinfo=None) != wall.replace(tzinfo=None):
        raise _refuse(f"There is no {words}: the clocks go forward.", "Choose another time.")
    if first != second:
        raise _refuse(
            f"There are two {words}: the clocks go back.", "Choose a time before or after that hour."
        )
    return first
