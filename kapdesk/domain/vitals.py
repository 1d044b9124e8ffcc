"""Vital signs of a dosing day: readings, their limits, the typed line, and when they are due."""

from kapdesk.domain.readings import (
    NO_WORDS,
    SIGNS,
    Flag,
    Level,
    LevelWords,
    Limits,
    Reading,
    Shift,
    Sign,
    check_possible,
    flags,
    problems,
    shifts,
)
from kapdesk.domain.routes import (
    PROFILES,
    Anchor,
    Route,
    RouteProfile,
    check_profile,
    observed_from,
)
from kapdesk.domain.vital_line import EXAMPLE, parse_line, write_line
from kapdesk.domain.vital_schedule import DueLook, DueState, Look, Tolerance, due_looks

__all__ = [
    "EXAMPLE",
    "NO_WORDS",
    "PROFILES",
    "SIGNS",
    "Anchor",
    "DueLook",
    "DueState",
    "Flag",
    "Level",
    "LevelWords",
    "Limits",
    "Look",
    "Reading",
    "Route",
    "RouteProfile",
    "Shift",
    "Sign",
    "Tolerance",
    "check_possible",
    "check_profile",
    "due_looks",
    "flags",
    "observed_from",
    "parse_line",
    "problems",
    "shifts",
    "write_line",
]
