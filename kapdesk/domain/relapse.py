"""How this client notices a slide, written while well, and what of it the record can see by itself."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from uuid import UUID

from kapdesk.domain.clock import local, show_date
from kapdesk.domain.errors import Refused

LOOKS_BACK = timedelta(days=14)
"""How far back a missed visit or a night counts; kapdesk's own proposal."""
TRIES = 2
WELL_UP_TO = 9
"""PHQ-9 totals up to this are below the band “moderate” (Kroenke, Spitzer and Williams 2001)."""


class Pattern(StrEnum):
    """What the record can see by itself; without one a sign is the client's words alone."""

    MISSED = "missed"
    NO_ANSWER = "no-answer"
    PHQ9_UP = "phq9-up"
    SLEEP_UNDER = "sleep-under"


@dataclass(frozen=True, slots=True)
class RelapseSign:
    """One sign in the client's words, with what the record may watch for; `limit` is its number."""

    id: UUID
    client: UUID
    words: str
    pattern: Pattern | None
    limit: int | None
    happened_at: datetime
    written_at: datetime
    zone: str
    author: UUID | None
    struck_reason: str | None = None
    struck_at: datetime | None = None

    @property
    def stands(self) -> bool:
        """Return whether it was not struck through."""
        return self.struck_reason is None


@dataclass(frozen=True, slots=True)
class Seen:
    """What the record holds of a client, each list the earliest first.

    `tries` are attempts to reach the client and whether they answered; `phq9` are complete totals; `sleep`
    are hours in a usual night as the client said them.
    """

    missed: tuple[datetime, ...] = ()
    attended: tuple[datetime, ...] = ()
    tries: tuple[tuple[datetime, bool], ...] = ()
    phq9: tuple[tuple[datetime, int], ...] = ()
    sleep: tuple[tuple[datetime, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Match:
    """A sign of which the record shows something now: what, and since when."""

    sign: RelapseSign
    seen: str
    since: datetime


def check_sign(
    words: str, pattern: Pattern | None, limit: int | None, standing: Sequence[RelapseSign]
) -> str:
    """Return the words without white space around; raises Refused for none, the same twice, or an odd limit.

    PHQ-9 may be watched for a rise of 1 to 27 points, sleep for fewer than 2 to 12 hours.
    """
    said = words.strip()
    if not said:
        raise Refused(
            "There are no words for this sign. Nothing was added. Write how it begins, as they say it."
        )
    if any(one.stands and one.words.casefold() == said.casefold() for one in standing):
        raise Refused("This sign stands there already. Nothing was added.")
    lowest, highest = LIMITS.get(pattern, (0, 0)) if pattern else (0, 0)
    if limit is not None and not lowest <= limit <= highest:
        raise Refused(f"This number goes from {lowest} to {highest}. Nothing was added. Correct it.")
    return said


LIMITS = {Pattern.PHQ9_UP: (1, 27), Pattern.SLEEP_UNDER: (2, 12)}
USUAL = {Pattern.PHQ9_UP: 5, Pattern.SLEEP_UNDER: 5}
"""Where no number was named: a rise of 5 points (the conventional reliable difference), 5 hours of sleep."""


def matches(signs: Sequence[RelapseSign], seen: Seen, now: datetime) -> tuple[Match, ...]:
    """Return the signs of which the record shows something now, in the order they were written."""
    found = (_match(sign, seen, now) for sign in signs if sign.stands and sign.pattern is not None)
    return tuple(match for match in found if match is not None)


def _match(sign: RelapseSign, seen: Seen, now: datetime) -> Match | None:
    match sign.pattern:
        case Pattern.MISSED:
            return _missed(sign, seen, now)
        case Pattern.NO_ANSWER:
            return _no_answer(sign, seen)
        case Pattern.PHQ9_UP:
            return _phq9(sign, seen)
        case Pattern.SLEEP_UNDER:
            return _sleep(sign, seen, now)
        case None:
            return None


def _missed(sign: RelapseSign, seen: Seen, now: datetime) -> Match | None:
    after = max(seen.attended, default=sign.written_at)
    recent = [at for at in seen.missed if max(now - LOOKS_BACK, after, sign.written_at) < at <= now]
    if not recent:
        return None
    return Match(sign, f"did not attend on {_day(recent[0], sign)}", recent[0])


def _no_answer(sign: RelapseSign, seen: Seen) -> Match | None:
    last: list[datetime] = []
    for at, reached in seen.tries:
        last = [] if reached or at <= sign.written_at else [*last, at]
    if len(last) < TRIES:
        return None
    return Match(sign, f"not reached {len(last)} times since {_day(last[0], sign)}", last[TRIES - 1])


def _phq9(sign: RelapseSign, seen: Seen) -> Match | None:
    before = [total for at, total in seen.phq9 if at <= sign.written_at]
    since = [(at, total) for at, total in seen.phq9 if at > sign.written_at]
    if not since:
        return None
    reference = before[-1] if before else since[0][1]
    at, latest = since[-1]
    if latest - reference < (sign.limit or USUAL[Pattern.PHQ9_UP]):
        return None
    return Match(sign, f"PHQ-9 {reference} when this was written, {latest} on {_day(at, sign)}", at)


def _sleep(sign: RelapseSign, seen: Seen, now: datetime) -> Match | None:
    recent = [(at, hours) for at, hours in seen.sleep if max(now - LOOKS_BACK, sign.written_at) < at <= now]
    if not recent or recent[-1][1] >= (sign.limit or USUAL[Pattern.SLEEP_UNDER]):
        return None
    at, hours = recent[-1]
    return Match(sign, f"{hours} h of sleep said on {_day(at, sign)}", at)


def _day(at: datetime, sign: RelapseSign) -> str:
    return show_date(local(at, sign.zone).date())
