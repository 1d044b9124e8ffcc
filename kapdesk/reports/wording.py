"""How facts are said on paper: what was recorded, by whom and when, and `not recorded` for what was not."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from kapdesk.domain import clock
from kapdesk.reports.fonts import Style
from kapdesk.reports.text import Span

NOT_RECORDED = "not recorded"
_UNIT = re.compile(r"(?<=\d) (?=[^\W\d]|%|/)")


@dataclass(frozen=True, slots=True)
class Struck:
    """Who took an entry back, when, and why; the entry itself stays readable."""

    at: datetime | None
    by: str
    reason: str


def said(text: str) -> str:
    """Return what was written, or that nothing was."""
    return text if text.strip() else NOT_RECORDED


def with_units(text: str) -> str:
    """Return text in which a number and its unit stay on one line."""
    return _UNIT.sub("\u00a0", text)


def listed(items: Sequence[str]) -> str:
    """Return several things in a line, or that nothing was recorded."""
    return said("; ".join(item for item in items if item.strip()))


def number(value: int | None) -> str:
    """Return a number as recorded; a zero is a number, nothing is not."""
    return NOT_RECORDED if value is None else str(value)


@dataclass(frozen=True, slots=True)
class Wall:
    """The clock on the wall: its zone, the day that goes without saying, and the instant T+ counts from.

    T+ is shown on the day of the dose alone, and from the arrival on where that was recorded. After a booster
    a second count from the last one stands below it.
    """

    zone: str
    day: date | None = None
    dosed_at: datetime | None = None
    arrived_at: datetime | None = None
    boosted_at: tuple[datetime, ...] = ()

    def moment(self, at: datetime | None) -> str:
        """Return an instant as 22-Nov-2026 14:05, or that none was recorded."""
        return clock.show_moment(at, self.zone) if at else NOT_RECORDED

    def hour(self, at: datetime) -> str:
        """Return an instant as 14:05 on the day itself, else with its date."""
        is_today = clock.local(at, self.zone).date() == self.day
        return clock.show_time(at, self.zone) if is_today else clock.show_moment(at, self.zone)

    def second(self, at: datetime) -> str:
        """Return an instant to the second, for what is about the clock itself."""
        day = "" if clock.local(at, self.zone).date() == self.day else f"{self.moment(at)[:11]} "
        return day + clock.show_seconds(at, self.zone)

    def noted(self, by: str, at: datetime | None, written_at: datetime | None) -> str:
        """Return who and when, and when it was written where that is another minute."""
        who = self.attributed(by, at)
        if at is None or written_at is None or same_minute(at, written_at):
            return who
        return f"{who}\nwritten {self.hour(written_at)}"

    def noted_in_line(self, by: str, at: datetime | None, written_at: datetime | None) -> str:
        """Return who and when, and in brackets when it was written where that is another minute."""
        first, *rest = self.noted(by, at, written_at).split("\n")
        return first + "".join(f" ({line})" for line in rest)

    def attributed(self, by: str, at: datetime | None) -> str:
        """Return who and when: J. Adler, LMFT, 14:05."""
        parts = [part for part in (by.strip(), self.hour(at) if at else "") if part]
        return ", ".join(parts) if parts else NOT_RECORDED

    def happened(self, at: datetime | None, written_at: datetime | None = None) -> str:
        """Return when it happened, with T+, and when it was written where that is another minute."""
        if at is None:
            shown = "time not recorded"
        else:
            shown = self.hour(at)
            if self.dosed_at is not None and self._is_that_day(at, self.dosed_at):
                shown += f"\n{clock.since_dose(at, self.dosed_at)}{self._since_booster(at)}"
        if written_at is None or (at is not None and same_minute(at, written_at)):
            return shown
        return f"{shown}\nwritten {self.hour(written_at)}"

    def count(self, at: datetime) -> str:
        """Return an instant as T+ where that is known, else as it stands on the wall."""
        if self.dosed_at is not None and self._is_that_day(at, self.dosed_at):
            return clock.since_dose(at, self.dosed_at)
        return self.hour(at)

    def _since_booster(self, at: datetime) -> str:
        """Return the second count, since the last booster before an instant, in a line of its own."""
        given = [one for one in self.boosted_at if one <= at or same_minute(one, at)]
        if not given:
            return ""
        return f"\nbooster {clock.since_dose(at, max(given))[1:]}"

    def _is_that_day(self, at: datetime, dosed_at: datetime) -> bool:
        """Say whether an instant is of the day of the dose, and not before the arrival."""
        if self.arrived_at is not None and at < self.arrived_at and not same_minute(at, self.arrived_at):
            return False
        return clock.local(at, self.zone).date() == clock.local(dosed_at, self.zone).date()


def same_minute(one: datetime, other: datetime) -> bool:
    """Say whether two instants print alike."""
    return one.replace(second=0, microsecond=0) == other.replace(second=0, microsecond=0)


def entry(text: str, struck: Struck | None, wall: Wall, *, style: Style = Style.REGULAR) -> tuple[Span, ...]:
    """Return an entry's words; a struck one with a line through it, and who struck it, when and why."""
    if struck is None:
        return (Span(said(text), style),)
    return (Span(said(text), style, struck=True), Span("\n" + struck_out(struck, wall)))


def struck_out(struck: Struck, wall: Wall) -> str:
    """Return why an entry was struck, by whom and when."""
    return f"Struck out: {said(struck.reason)} ({wall.attributed(struck.by, struck.at)})"
