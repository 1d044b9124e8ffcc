"""Recovery scores of anaesthesia against this session's own baseline; they say nothing of dissociation."""

from dataclasses import dataclass
from enum import StrEnum

from kapdesk.domain.errors import Refused

ALDRETE_RULE = "aldrete-1995-percent.1"
PADSS_RULE = "padss-modified-chung-1995.2"
ORIGINAL_PADSS_RULE = "padss-chung-1995.1"
PASSING_TOTAL = 9
"""Points of 10 from which either score passes (Aldrete 1995, Chung 1995)."""

CIRCULATION_LABEL = "blood pressure band in percent of the pre-dose reading"
BLEEDING_LABEL = "surgical bleeding: not applicable, scored 2"
SITE_LABEL = "injection site"

_ROOM_AIR_FULL = 92
_OXYGEN_ENOUGH = 90


class Padss(StrEnum):
    """Which of the two discharge scores counts in this clinic."""

    MODIFIED = "modified"
    ORIGINAL = "original"


@dataclass(frozen=True, slots=True)
class Pressures:
    """Blood pressure in mmHg and pulse per minute, as far as taken."""

    sbp: int | None = None
    dbp: int | None = None
    hr: int | None = None


@dataclass(frozen=True, slots=True)
class AldreteFacts:
    """What was seen for the Aldrete score; the three ratings are 0, 1 or 2, None where not looked at."""

    activity: int | None = None
    respiration: int | None = None
    consciousness: int | None = None
    now: Pressures = Pressures()
    baseline: Pressures = Pressures()
    spo2: int | None = None
    on_oxygen: bool | None = None


@dataclass(frozen=True, slots=True)
class PadssFacts:
    """What was seen for the modified PADSS; the ratings are 0, 1 or 2, None where not looked at.

    `bleeding` is that of the injection site where it was rated, else None.
    """

    ambulation: int | None = None
    nausea: int | None = None
    pain: int | None = None
    now: Pressures = Pressures()
    baseline: Pressures = Pressures()
    bleeding: int | None = None


@dataclass(frozen=True, slots=True)
class OriginalPadssFacts:
    """What was seen for the original PADSS; the ratings are 0, 1 or 2, None where not looked at.

    Activity takes orientation and gait together; `bleeding` and `intake` are as recorded.
    """

    activity: int | None = None
    comfort: int | None = None
    bleeding: int | None = None
    intake: int | None = None
    now: Pressures = Pressures()
    baseline: Pressures = Pressures()
    bleeding_label: str = ""


@dataclass(frozen=True, slots=True)
class Component:
    """One line of a recovery score: 0 to 2 points, or None where it cannot be scored."""

    name: str
    points: int | None
    label: str = ""


@dataclass(frozen=True, slots=True)
class RecoveryScore:
    """A recovery score of 10; `total` and `passes` are None while a component cannot be scored."""

    name: str
    rule_version: str
    components: tuple[Component, ...]

    @property
    def answered(self) -> int:
        """Return how many components could be scored."""
        return sum(component.points is not None for component in self.components)

    @property
    def of(self) -> int:
        """Return how many components there are."""
        return len(self.components)

    @property
    def total(self) -> int | None:
        """Return the points of 10, or None (never 0) while a component is missing."""
        points = [component.points for component in self.components if component.points is not None]
        return sum(points) if len(points) == self.of else None

    @property
    def passes(self) -> bool | None:
        """Return whether the total is 9 or more, or None while there is none."""
        return None if self.total is None else self.total >= PASSING_TOTAL

    @property
    def words(self) -> str:
        """Return the score as it is read: `9 of 10` or `incomplete (1 of 5 missing: circulation)`."""
        if self.total is not None:
            return f"{self.total} of {2 * self.of}"
        missing = [component.name for component in self.components if component.points is None]
        return f"incomplete ({len(missing)} of {self.of} missing: {', '.join(missing)})"


def within_percent(now: int, baseline: int, percent: int) -> bool:
    """Return whether a value lies within so many percent of its baseline, the boundary counting as within."""
    return abs(now - baseline) * 100 <= percent * baseline


def _band(pairs: tuple[tuple[int | None, int | None], ...], *, near: int, far: int) -> int | None:
    known = [(now, base) for now, base in pairs if now is not None and base is not None and base > 0]
    if len(known) != len(pairs):
        return None
    if all(within_percent(now, base, near) for now, base in known):
        return 2
    return 1 if all(within_percent(now, base, far) for now, base in known) else 0


def _rated(name: str, points: int | None) -> Component:
    if points is not None and points not in (0, 1, 2):
        raise Refused(
            f"{name.capitalize()} is {points}, and it is rated 0, 1 or 2. Nothing was scored; rate it again."
        )
    return Component(name, points)


def saturation_points(spo2: int | None, *, on_oxygen: bool | None) -> int | None:
    """Return the Aldrete points for a saturation in percent, or None where it or the air is not recorded.

    Above 92 on room air 2; above 90 on oxygen 1; 90 or below 0. The published table leaves 91 and 92 on
    room air open; they count 1 here, the lower of the two neighbours. Source: Aldrete 1995.
    """
    if spo2 is None or on_oxygen is None:
        return None
    if spo2 > _ROOM_AIR_FULL and not on_oxygen:
        return 2
    return 1 if spo2 > _OXYGEN_ENOUGH else 0


def aldrete(facts: AldreteFacts) -> RecoveryScore:
    """Score the modified Aldrete, 0 to 10, 9 passes; circulation is in percent of the pre-dose pressure.

    The larger deviation of systolic and diastolic counts: up to and with 20% 2, up to and with 50% 1, beyond
    0. Without a baseline the component is not scorable and there is no total. Raises Refused for a rating
    other than 0, 1, 2. Source: Aldrete 1995.
    """
    pairs = ((facts.now.sbp, facts.baseline.sbp), (facts.now.dbp, facts.baseline.dbp))
    return RecoveryScore(
        "Modified Aldrete score",
        ALDRETE_RULE,
        (
            _rated("activity", facts.activity),
            _rated("respiration", facts.respiration),
            Component("circulation", _band(pairs, near=20, far=50), CIRCULATION_LABEL),
            _rated("consciousness", facts.consciousness),
            Component("oxygen saturation", saturation_points(facts.spo2, on_oxygen=facts.on_oxygen)),
        ),
    )


def _vital_signs(now: Pressures, baseline: Pressures) -> Component:
    """Score the vital signs of either PADSS: the largest deviation from pre-dose; a gap is not scored."""
    pairs = ((now.sbp, baseline.sbp), (now.dbp, baseline.dbp), (now.hr, baseline.hr))
    return Component("vital signs", _band(pairs, near=20, far=40))


def modified_padss(facts: PadssFacts) -> RecoveryScore:
    """Score the modified PADSS, 0 to 10, 9 passes; surgical bleeding is fixed at 2 and its label says so.

    Where an injection site was rated, its bleeding counts instead. Vital signs take the largest deviation of
    systolic, diastolic and pulse from pre-dose: up to and with 20% 2, up to and with 40% 1, beyond 0; any of
    them missing means no total. Raises Refused for a rating other than 0, 1, 2. Source: Chung 1995
    (modified: intake and output left out).
    """
    site = _rated("surgical bleeding", facts.bleeding)
    fixed = Component("surgical bleeding", 2, BLEEDING_LABEL)
    return RecoveryScore(
        "Modified PADSS",
        PADSS_RULE,
        (
            _vital_signs(facts.now, facts.baseline),
            _rated("ambulation", facts.ambulation),
            _rated("nausea and vomiting", facts.nausea),
            _rated("pain", facts.pain),
            fixed if site.points is None else Component(site.name, site.points, SITE_LABEL),
        ),
    )


def padss(facts: OriginalPadssFacts) -> RecoveryScore:
    """Score the original PADSS, 0 to 10, 9 passes; nothing is fixed, so bleeding and intake are recorded.

    Vital signs as in the modified score. Any part missing means no total. Raises Refused for a rating other
    than 0, 1, 2. Source: Chung 1995.
    """
    bleeding = _rated("surgical bleeding", facts.bleeding)
    return RecoveryScore(
        "PADSS",
        ORIGINAL_PADSS_RULE,
        (
            _vital_signs(facts.now, facts.baseline),
            _rated("activity and mental status", facts.activity),
            _rated("pain, nausea and vomiting", facts.comfort),
            Component(bleeding.name, bleeding.points, facts.bleeding_label),
            _rated("intake and output", facts.intake),
        ),
    )
