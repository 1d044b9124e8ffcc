"""Held questions ("was it real?"): neither confirmed nor dismissed, with a second pair of eyes in time."""

from kapdesk.domain.registers import Facts

CONSULT_FROM = 7
"""Conviction, 0 to 10, from which a belief that could lead to harm asks for a second pair of eyes.

The step is kapdesk's own proposal. That psychedelic states raise the felt truth of an idea: McGovern,
Grimmer, Doss and others 2024 (false insights and beliefs under psychedelics).
"""
FLAGS = ("flag-told", "flag-watched", "flag-mission", "flag-thinking", "flag-sleep")
"""Observed answers that ask for a medical professional on the same day; any one is enough."""


def consult(facts: Facts, conviction: int | None) -> bool:
    """Return whether a second pair of eyes is asked for: a strong belief that could harm or not be undone."""
    strong = conviction is not None and conviction >= CONSULT_FROM
    return strong and ("yes" in (facts.get("harm"), facts.get("undone")))


def red_flags(facts: Facts) -> tuple[str, ...]:
    """Return the flags that were observed; unasked and unanswered are none."""
    return tuple(flag for flag in FLAGS if facts.get(flag) == "yes")


def is_memory(facts: Facts) -> bool:
    """Return whether it came up as a memory, which is written down as an experience that was reported."""
    return facts.get("came-as") == "memory"
