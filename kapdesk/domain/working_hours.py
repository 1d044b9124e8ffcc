"""When the clinic works: from when to when on each weekday, with or without a break."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from itertools import pairwise

from kapdesk.domain.clock import WEEKDAYS
from kapdesk.domain.errors import Refused

DAY = 24 * 60
CLOSED = "closed"
_SPAN = re.compile(r"(\d{1,2})(?:[:.](\d{2}))?\s*(?:-|–|to)\s*(\d{1,2})(?:[:.](\d{2}))?")
_HELP = "Write it as 09:00 to 12:00, 13:00 to 18:00, or “closed”."


@dataclass(frozen=True, slots=True)
class Span:
    """From one minute of the day to another; 1440 is midnight at its end."""

    begins: int
    ends: int

    @property
    def words(self) -> str:
        """Return it as 09:00 to 18:00."""
        begins, ends = (f"{each // 60:02d}:{each % 60:02d}" for each in (self.begins, self.ends))
        return f"{begins} to {ends}"


@dataclass(frozen=True, slots=True)
class WorkingWeek:
    """The hours of each weekday from Monday on; a day without any is closed."""

    days: tuple[tuple[Span, ...], ...]

    def of(self, day: date) -> tuple[Span, ...]:
        """Return the hours of a day."""
        return self.days[day.weekday()]

    def covers(self, begins: datetime, ends: datetime) -> bool:
        """Return whether wall times from one to the other lie within the hours of one day."""
        start = begins.hour * 60 + begins.minute
        whole = (ends.date() - begins.date()).days * DAY
        end = whole + ends.hour * 60 + ends.minute
        return any(span.begins <= start and end <= span.ends for span in self.of(begins.date()))

    def said_on(self, day: date) -> str:
        """Return the hours of a day as a sentence."""
        name = WEEKDAYS[day.weekday()]
        if not self.of(day):
            return f"The clinic does not work on a {name}."
        return f"Outside the working hours of {name}, {show_hours(self.of(day))}."

    @property
    def bounds(self) -> tuple[int, int]:
        """Return the earliest and the latest minute worked on any day; 0 and 0 where there is none."""
        every = [span for day in self.days for span in day]
        return min((each.begins for each in every), default=0), max((each.ends for each in every), default=0)


def every_day(opens: time | int, closes: time | int) -> WorkingWeek:
    """Return a week with the same hours on each day, given as times or as whole hours."""
    begins, ends = (
        each * 60 if isinstance(each, int) else each.hour * 60 + each.minute for each in (opens, closes)
    )
    return WorkingWeek(((Span(begins, ends),),) * 7)


def show_hours(spans: Sequence[Span]) -> str:
    """Write the hours of a day as 09:00 to 12:00, 13:00 to 18:00, or as “closed”."""
    return ", ".join(span.words for span in spans) or CLOSED


def read_hours(text: str) -> tuple[Span, ...]:
    """Read the hours of a day as they are typed; raises Refused for what cannot be hours."""
    plain = text.strip().lower()
    if plain == CLOSED:
        return ()
    found: list[Span] = []
    for part in re.split(r"[,;]| and ", plain):
        typed = _SPAN.fullmatch(part.strip())
        if typed is None:
            raise Refused(f"“{text.strip()}” are no hours. The old ones stand. {_HELP}")
        found.append(_span(typed, text))
    for one, other in pairwise(found):
        if other.begins < one.ends:
            raise Refused(f"“{text.strip()}” runs into itself. The old hours stand. {_HELP}")
    return tuple(found)


def _span(typed: re.Match[str], text: str) -> Span:
    begins = int(typed[1]) * 60 + int(typed[2] or 0)
    ends = int(typed[3]) * 60 + int(typed[4] or 0)
    minutes_right = int(typed[2] or 0) < 60 and int(typed[4] or 0) < 60  # noqa: PLR2004 - minutes of an hour
    if not (minutes_right and 0 <= begins < ends <= DAY):
        raise Refused(f"“{text.strip()}” does not end after it begins. The old hours stand. {_HELP}")
    return Span(begins, ends)
