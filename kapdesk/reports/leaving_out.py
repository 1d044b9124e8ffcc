"""What stands where something is not printed in words: its name, or a count and times, never a paraphrase."""

from collections.abc import Sequence
from datetime import datetime

from kapdesk.reports.room_facts import LeftOut
from kapdesk.reports.session_facts import SessionFacts
from kapdesk.reports.wording import Wall

KEPT = "the words are in the record"


def left_out(facts: SessionFacts, section: str) -> tuple[str, ...]:
    """Return a line for each thing that is not printed in words in one section."""
    return tuple(_sentence(one, facts.wall) for part, one in facts.left_out if part == section)


def sentences(some: Sequence[LeftOut], wall: Wall) -> tuple[str, ...]:
    """Return a line for each thing that is not printed in words."""
    return tuple(_sentence(one, wall) for one in some)


def _sentence(one: LeftOut, wall: Wall) -> str:
    """Return the line of one thing that is not printed in words."""
    wish = "at the client's request" if one.asked else "by the clinic's rule"
    if not one.told:
        return f"Withheld {wish}: {one.what}"
    if one.instead:
        return f"Told in short {wish}: {one.what}. {one.instead}"
    counted = f"{one.count} {one.one if one.count == 1 else one.many}{_between(one.first, one.last, wall)}"
    return f"Told in short {wish}: {one.what}: {counted}; {KEPT}"


def _between(first: datetime | None, last: datetime | None, wall: Wall) -> str:
    """Return from when to when, in T+ on the day of the dose."""
    if first is None or last is None:
        return ""
    one, other = wall.count(first), wall.count(last)
    return f" at {one}" if one == other else f" between {one} and {other}"
