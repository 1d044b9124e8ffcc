"""By which way the medicine goes in, how long it usually shows, and when vital signs are due."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from kapdesk.domain.errors import Refused


class Route(StrEnum):
    """The way a medicine is given."""

    IV = "iv"
    IM = "im"
    SUBLINGUAL = "sublingual"
    ORAL = "oral"
    INTRANASAL = "intranasal"
    ESKETAMINE = "esketamine"

    @property
    def label(self) -> str:
        """Return the route as it is shown: `IM injection`."""
        return _LABELS[self]

    @property
    def short(self) -> str:
        """Return the route as it stands in a narrow line: `IM`."""
        return _SHORT[self]


_LABELS = {
    Route.IV: "IV infusion",
    Route.IM: "IM injection",
    Route.SUBLINGUAL: "sublingual, ODT or lozenge",
    Route.ORAL: "oral, swallowed",
    Route.INTRANASAL: "intranasal, compounded",
    Route.ESKETAMINE: "intranasal esketamine",
}
_SHORT = {
    Route.IV: "IV",
    Route.IM: "IM",
    Route.SUBLINGUAL: "SL",
    Route.ORAL: "PO",
    Route.INTRANASAL: "IN",
    Route.ESKETAMINE: "esketamine",
}


@dataclass(frozen=True, slots=True)
class RouteProfile:
    """Times in minutes from the dose, for display and reminders; never advice on dosing.

    Spravato US label for esketamine; the others are usual times from published route summaries, which a
    clinic may change. The observation minimum goes upward only. After each booster further looks are due,
    counted from the booster; a second device of esketamine asks for none, for its times count from the first.
    """

    route: Route
    onset_min: int
    peak_min: int
    typical_end_min: int
    min_observation_min: int
    vitals_schedule_min: tuple[int, ...]
    after_booster_min: tuple[int, ...] = ()


def _profile(
    route: Route, times: tuple[int, int, int, int], vitals: tuple[int, ...], booster: tuple[int, ...]
) -> RouteProfile:
    return RouteProfile(route, *times, vitals, booster)


PROFILES: dict[Route, RouteProfile] = {
    profile.route: profile
    for profile in (
        _profile(Route.IV, (2, 40, 60, 90), (0, 15, 30, 40, 60, 90, 120), (15, 30)),
        _profile(Route.IM, (5, 15, 60, 90), (0, 15, 30, 60, 90, 120), (15, 30)),
        _profile(Route.SUBLINGUAL, (20, 60, 120, 120), (0, 30, 60, 90, 120, 150), (30, 60)),
        _profile(Route.ORAL, (60, 120, 240, 120), (0, 30, 60, 90, 120, 150), (60, 120)),
        _profile(Route.INTRANASAL, (15, 30, 120, 120), (0, 15, 30, 60, 90, 120), (15, 30)),
        _profile(Route.ESKETAMINE, (10, 40, 120, 120), (0, 40, 120), ()),
    )
}
LONGEST = 600
"""Minutes after which no look can be planned and no observation lasts."""
MOST_LOOKS = 24


def check_profile(profile: RouteProfile) -> None:
    """Raise Refused for an observation minimum below the shipped one, or a schedule that does not go forward.

    For esketamine 120 minutes and a look at 40 minutes are the floor (Spravato US label).
    """
    floor = PROFILES[profile.route]
    if profile.min_observation_min < floor.min_observation_min:
        raise Refused(
            f"Observation after {profile.route.label} lasts {floor.min_observation_min} minutes or more, "
            f"and {profile.min_observation_min} was entered. The old one stands; enter a longer one."
        )
    times = profile.vitals_schedule_min
    if not times or times[0] != 0 or list(times) != sorted(set(times)):
        raise Refused(
            "A schedule of vital signs begins with 0 and each time is later than the one before. "
            "The old one stands; enter the minutes in order."
        )
    if profile.route is Route.ESKETAMINE and not set(floor.vitals_schedule_min) <= set(times):
        raise Refused(
            "The schedule for esketamine keeps 0, 40 and 120 minutes. The old one stands; only add to it."
        )
    _check_booster(profile)


def _check_booster(profile: RouteProfile) -> None:
    times = profile.after_booster_min
    if list(times) != sorted(set(times)) or (times and times[0] < 1):
        raise Refused(
            "After a booster each time is 1 minute or more, and later than the one before. "
            "The old ones stand; enter the minutes in order."
        )
    every = (*profile.vitals_schedule_min, *times, profile.min_observation_min)
    if max(every) > LONGEST or max(len(profile.vitals_schedule_min), len(times)) > MOST_LOOKS:
        raise Refused(
            f"A schedule has {MOST_LOOKS} looks at most and ends within {LONGEST} minutes. "
            "The old one stands; enter fewer or earlier times."
        )


def parse_minutes(text: str) -> tuple[int, ...]:
    """Read the minutes of a schedule as they are typed: `0, 15, 30` or `0 15 30 min`; raises Refused."""
    words = text.lower().replace(",", " ").replace(";", " ").replace("min", " ").split()
    if not all(word.isascii() and word.isdigit() and len(word) <= len(str(LONGEST)) for word in words):
        raise Refused("A schedule is whole minutes, such as 0, 15, 30. The old one stands; correct it.")
    return tuple(int(word) for word in words)


def minutes_words(minutes: Sequence[int]) -> str:
    """Write the minutes of a schedule: `0, 15, 30`."""
    return ", ".join(str(minute) for minute in minutes)


class Anchor(StrEnum):
    """From which dose the observation time counts."""

    FIRST = "first dose"
    LAST = "last dose"


def observed_from(route: Route, doses: Sequence[datetime], anchor: Anchor | None = None) -> datetime | None:
    """Return when observation starts to count, or None while no dose was given.

    By default the first device for esketamine, as on the SPRAVATO REMS monitoring form, and the last dose
    (a booster) for everything else.
    """
    if not doses:
        return None
    chosen = anchor or (Anchor.FIRST if route is Route.ESKETAMINE else Anchor.LAST)
    return min(doses) if chosen is Anchor.FIRST else max(doses)
