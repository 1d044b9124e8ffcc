"""The clinic's habits of meeting again after a dose, as they are typed, kept and read."""

from collections.abc import Mapping
from dataclasses import replace

from kapdesk.domain.appointments import Cadence
from kapdesk.domain.errors import Refused

DAYS, WEEKLY, WARN, WINDOW = "cadence.days", "cadence.weekly", "cadence.warn-after", "cadence.window"
MOST_DAYS, MOST_WEEKS, MOST_HOURS, MOST_WARN = 90, 52, 336, 60


def of_settings(said: Mapping[str, str], shipped: Cadence) -> Cadence:
    """Return the habits that were set, and what ships where nothing was."""
    days, window = _numbers(said.get(DAYS, "")), _numbers(said.get(WINDOW, ""))
    weekly, warn = said.get(WEEKLY, ""), said.get(WARN, "")
    begins, ends = window if len(window) == 2 else (shipped.window_from_hours, shipped.window_to_hours)  # noqa: PLR2004 - from and to
    return replace(
        shipped,
        first_days=days or shipped.first_days,
        weekly=int(weekly) if weekly.isdecimal() else shipped.weekly,
        warn_after_days=int(warn) if warn.isdecimal() else shipped.warn_after_days,
        window_from_hours=begins,
        window_to_hours=ends,
    )


def show(habit: Cadence) -> dict[str, str]:
    """Write the habits as they are typed."""
    return {
        DAYS: ", ".join(str(day) for day in habit.first_days),
        WEEKLY: str(habit.weekly),
        WINDOW: f"{habit.window_from_hours} to {habit.window_to_hours}",
        WARN: str(habit.warn_after_days),
    }


def checked(typed: Mapping[str, str]) -> dict[str, str]:
    """Return what was typed in its one form; raises Refused for what cannot be, and nothing is kept then."""
    rules = {DAYS: _days, WEEKLY: _weekly, WINDOW: _window, WARN: _warn}
    return {key: rules[key](text) for key, text in typed.items()}


def _days(text: str) -> str:
    found = _numbers(text)
    if not found or list(found) != sorted(set(found)) or not all(1 <= day <= MOST_DAYS for day in found):
        raise Refused(
            f"“{text.strip()}” are no days after the dose. The old ones stand. Write rising numbers from 1 "
            f"to {MOST_DAYS}, as 1, 3, 7."
        )
    return ", ".join(str(day) for day in found)


def _weekly(text: str) -> str:
    return str(_whole(text, 0, MOST_WEEKS, "weeks"))


def _warn(text: str) -> str:
    return str(_whole(text, 1, MOST_WARN, "days"))


def _window(text: str) -> str:
    found = _numbers(text)
    if len(found) != 2 or not 0 <= found[0] < found[1] <= MOST_HOURS:  # noqa: PLR2004 - from and to
        raise Refused(
            f"“{text.strip()}” is no window in hours. The old one stands. Write it as 24 to 72, up to "
            f"{MOST_HOURS} hours."
        )
    return f"{found[0]} to {found[1]}"


def _whole(text: str, least: int, most: int, unit: str) -> int:
    plain = text.strip()
    if not plain.isascii() or not plain.isdecimal() or not least <= int(plain) <= most:
        raise Refused(f"“{plain}” cannot be taken. The old number stands. Write {least} to {most} {unit}.")
    return int(plain)


def _numbers(text: str) -> tuple[int, ...]:
    """Return the whole numbers of a list; none where anything else stands in it."""
    parts = text.replace(",", " ").replace(" to ", " ").replace("-", " ").split()
    return tuple(int(part) for part in parts) if all(p.isascii() and p.isdecimal() for p in parts) else ()
