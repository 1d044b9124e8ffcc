"""Appointments in a row: the same wall time every week, every two weeks or every month, day by day."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from kapdesk.domain.clock import show_date
from kapdesk.domain.errors import Refused
from kapdesk.domain.wall_time import after_gap, instants

MOST = 104  # in one act; another row can follow
_WEEK = 7


class Rhythm(StrEnum):
    """How often they meet."""

    WEEKLY = "weekly"
    FORTNIGHTLY = "every two weeks"
    MONTHLY = "monthly"


class Scope(StrEnum):
    """How much of a row an act is about."""

    ONE = "only this one"
    FOLLOWING = "this and those that follow"
    ALL = "all to come"


class Answer(StrEnum):
    """What was chosen for one day of a row."""

    EARLIER = "the earlier one"
    LATER = "the later one"
    AFTER = "the time after the gap"
    LEAVE_OUT = "leave this day out"


@dataclass(frozen=True, slots=True)
class Repeat:
    """How an appointment is repeated: how often, and so many times or until a day, both included."""

    rhythm: Rhythm
    times: int | None = None
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Slot:
    """One day of a row: the wall time that was wished, the instant it means, and what can be chosen.

    `sentence` says what the change of the clocks does to it; `starts_at` is None until that is answered.
    """

    day: date
    at: time
    starts_at: datetime | None
    sentence: str = ""
    options: tuple[Answer, ...] = ()


def days(first: date, repeat: Repeat) -> tuple[date, ...]:
    """Return the days of a row, the first one included.

    Monthly keeps the weekday: the second Tuesday stays the second Tuesday, and a fifth one is the last of its
    month. Raises Refused without an end, for an end before the beginning, and for more than can be looked
    through at once.
    """
    _check(first, repeat)
    found: list[date] = []
    while len(found) <= MOST:
        day = _nth(first, repeat.rhythm, len(found))
        past = repeat.until is not None and day > repeat.until
        if past or (repeat.times is not None and len(found) >= repeat.times):
            return tuple(found)
        found.append(day)
    raise Refused(
        f"These are more than {MOST} appointments. Nothing was booked; book fewer now, and go on from there."
    )


def slots(
    all_days: Sequence[date], at: time, zone_name: str, answers: Mapping[date, Answer]
) -> tuple[Slot, ...]:
    """Return each day with the instant its wall time means, kept over every change of the clocks.

    A time that does not exist that day, or comes twice, stands without an instant until it is answered.
    Raises KeyError for a zone that does not exist.
    """
    return tuple(_slot(day, at, zone_name, answers.get(day)) for day in all_days)


def _slot(day: date, at: time, zone_name: str, answer: Answer | None) -> Slot:
    found, shown = instants(day, at, zone_name), f"{show_date(day)} {at:%H:%M}"
    if len(found) == 1:
        return Slot(day, at, found[0])
    if not found:
        after = after_gap(day, at, zone_name)
        starts = instants(after.date(), after.time(), zone_name)[0]
        sentence = f"{shown} does not exist: the clocks go forward over it. {after:%H:%M} does."
        chosen = starts if answer is Answer.AFTER else None
        return Slot(day, at, chosen, sentence, (Answer.AFTER, Answer.LEAVE_OUT))
    chosen = {Answer.EARLIER: found[0], Answer.LATER: found[1]}.get(answer) if answer else None
    sentence = f"{shown} comes twice: the clocks go back over it."
    return Slot(day, at, chosen, sentence, (Answer.EARLIER, Answer.LATER, Answer.LEAVE_OUT))


def _check(first: date, repeat: Repeat) -> None:
    if repeat.times is None and repeat.until is None:
        raise Refused("It is not said how often. Nothing was booked; write how many times, or until when.")
    if repeat.times is not None and repeat.times < 1:
        raise Refused("A row has at least one appointment. Nothing was booked; write how many times.")
    if repeat.until is not None and repeat.until < first:
        raise Refused(
            f"{show_date(repeat.until)} is before the first appointment. Nothing was booked; correct the day."
        )


def _nth(first: date, rhythm: Rhythm, number: int) -> date:
    if rhythm is Rhythm.MONTHLY:
        return _same_weekday(first, number)
    weeks = 1 if rhythm is Rhythm.WEEKLY else 2
    return first + timedelta(days=_WEEK * weeks * number)


def _same_weekday(first: date, months: int) -> date:
    """Return the same weekday of a later month: the second stays the second, a fifth becomes the last."""
    month = first.month - 1 + months
    begin = date(first.year + month // 12, month % 12 + 1, 1)
    on = begin + timedelta(days=(first.weekday() - begin.weekday()) % _WEEK)
    wished = on + timedelta(days=_WEEK * ((first.day - 1) // _WEEK))
    return wished if wished.month == begin.month else wished - timedelta(days=_WEEK)
