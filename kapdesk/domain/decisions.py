"""Big decisions in the weeks after: what can be undone, what can wait, and what must never be delayed."""

from datetime import date, timedelta

from kapdesk.domain.registers import Facts

MANIA = ("mania-sleep", "mania-energy", "mania-racing", "mania-spending", "mania-worried")
"""Observed answers about a lift that may be more than relief: less sleep, energy, racing, spending."""
MANIA_FROM = 2
"""From so many observed answers on, contact with a medical professional the same day is offered."""
PAUSES = (14, 28)
"""Days that are offered for what cannot be undone, two and four weeks; offered, never set by itself."""


def leaves_harm(facts: Facts) -> bool:
    """Return whether this is about leaving somebody who does harm, or an unsafe place: never delayed."""
    return facts.get("leaving-harm") == "yes"


def cannot_be_undone(facts: Facts) -> bool:
    """Return whether the client's answer is that it cannot be undone, or only in part."""
    return facts.get("reversible") in {"no", "partly"}


def mania_signs(facts: Facts) -> tuple[str, ...]:
    """Return what was observed of a lift; unasked and unanswered are none."""
    return tuple(sign for sign in MANIA if facts.get(sign) == "yes")


def mania(facts: Facts) -> bool:
    """Return whether two or more signs of a lift were observed."""
    return len(mania_signs(facts)) >= MANIA_FROM


def pauses(facts: Facts, today: date, offered: tuple[int, ...] = PAUSES) -> tuple[date, ...]:
    """Return the days that may be offered to wait until; none for what is reversible, or must not wait."""
    if leaves_harm(facts) or not cannot_be_undone(facts):
        return ()
    return tuple(today + timedelta(days=days) for days in offered)
