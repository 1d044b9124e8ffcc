"""The course of a dosing day: readings of vital signs and what happened beside them, on one count of time."""

from dataclasses import dataclass
from enum import StrEnum

from kapdesk.ui.chart import since

NOT_RECORDED = "not recorded"


@dataclass(frozen=True, slots=True)
class Point:
    """One reading: minutes since the dose (before it negative), mmHg, beats per minute, percent."""

    minutes: int
    systolic: int | None = None
    diastolic: int | None = None
    pulse: int | None = None
    saturation: int | None = None
    air: str = ""  # the air the saturation was taken in, where somebody said
    baseline: bool = False

    @property
    def pressure(self) -> str:
        """Return the blood pressure as it is read, empty where it was not taken."""
        if self.systolic is None or self.diastolic is None:
            return ""
        return f"{self.systolic}/{self.diastolic}"

    @property
    def oxygen(self) -> str:
        """Return the saturation with its air, empty where it was not taken."""
        return "" if self.saturation is None else f"{self.saturation}% {self.air}".strip()

    @property
    def words(self) -> str:
        """Return the reading as it is printed: `134/84 mmHg · pulse 80 · SpO₂ 97% · T+00:30`."""
        taken = [
            f"{self.pressure} mmHg" if self.pressure else "BP not recorded",
            "pulse not recorded" if self.pulse is None else f"pulse {self.pulse}",
            f"SpO₂ {self.oxygen}" if self.oxygen else "SpO₂ not recorded",
        ]
        return " · ".join([*taken, since(self.minutes), *(["baseline"] if self.baseline else [])])


class MarkKind(StrEnum):
    """What stands beside the readings."""

    DOSE = "dose"
    BOOSTER = "booster"
    ADVERSE = "adverse event"
    MOMENT = "moment"
    MISSED = "missed"
    DECLINED = "declined"
    NOT_RECORDED = "not recorded"


@dataclass(frozen=True, slots=True)
class Mark:
    """One thing that happened, or one look that brought no reading: minutes since the dose, and its words."""

    minutes: int
    kind: MarkKind
    words: str

    @property
    def said(self) -> str:
        """Return the mark as it is read: `Booster: IM 25 mg ketamine · T+00:40`."""
        return f"{self.kind.capitalize()}: {self.words} · {since(self.minutes)}"


@dataclass(frozen=True, slots=True)
class Course:
    """Everything the drawing and the table beside it show; both show all of it and nothing else."""

    points: tuple[Point, ...] = ()
    marks: tuple[Mark, ...] = ()

    @property
    def facts(self) -> tuple[Point | Mark, ...]:
        """Return readings and marks in the order of time; a dose stands before a reading of its minute."""
        return tuple(sorted((*self.marks, *self.points), key=_minutes))

    def of(self, *kinds: MarkKind) -> tuple[Mark, ...]:
        """Return the marks of these kinds, in the order of time."""
        return tuple(sorted((mark for mark in self.marks if mark.kind in kinds), key=_minutes))

    def latest(self) -> str:
        """Return the latest reading as it is printed, or that there is none."""
        return max(self.points, key=_minutes).words if self.points else NOT_RECORDED

    def sentence(self) -> str:
        """Return number, range and latest of the readings, and how much stands beside them."""
        systolic = [point.systolic for point in self.points if point.systolic is not None]
        if not systolic:
            return f"No blood pressure is recorded.{self._beside()}"
        ends = f"systolic {min(systolic)} to {max(systolic)} mmHg"
        count = _counted(len(systolic), "reading")
        return f"{count} of blood pressure, {ends}; latest {self.latest()}.{self._beside()}"

    def _beside(self) -> str:
        counts = [(kind, len(self.of(kind))) for kind in MarkKind]
        said = [_counted(number, _NOUNS[kind]) for kind, number in counts if number]
        return f" Beside them: {', '.join(said)}." if said else ""


_NOUNS = {
    MarkKind.DOSE: "dose",
    MarkKind.BOOSTER: "booster",
    MarkKind.ADVERSE: "adverse event",
    MarkKind.MOMENT: "moment",
    MarkKind.MISSED: "missed look",
    MarkKind.DECLINED: "declined look",
    MarkKind.NOT_RECORDED: "look not recorded",
}


def _counted(number: int, noun: str) -> str:
    one, _, rest = noun.partition(" not ")
    many = f"{one}s" if number != 1 else one
    return f"{number} {many} not {rest}" if rest else f"{number} {many}"


def _minutes(fact: Point | Mark) -> int:
    return fact.minutes
