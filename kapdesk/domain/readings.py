"""One look at the vital signs: what is possible, what is worth a flag, what changed since baseline."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from decimal import Decimal
from enum import StrEnum

from kapdesk.domain.errors import Refused

LevelWords = Mapping[str, Mapping[int, str]]
"""What each level of a sign means, by the sign's field; the words come from the checklists."""
NO_WORDS: LevelWords = {}


def level_word(words: LevelWords, field: str, level: int, *, short: bool = False) -> str:
    """Return what a level means, "" where nothing says so; `short` is the part before the colon."""
    said = words.get(field, {}).get(level, "")
    return said.split(":")[0] if short else said


@dataclass(frozen=True, slots=True)
class Reading:
    """Vital signs as far as they were taken; None is not taken, never normal.

    Blood pressure in mmHg, heart rate and breaths per minute, saturation in percent with the air it was taken
    in, temperature in degrees Celsius; MOAA/S 0 to 5, dissociation 0 to 4, nausea 0 to 3, pain and anxiety
    0 to 10.
    """

    sbp: int | None = None
    dbp: int | None = None
    hr: int | None = None
    spo2: int | None = None
    on_oxygen: bool | None = None
    rr: int | None = None
    temp: Decimal | None = None
    moaas: int | None = None
    dissociation: int | None = None
    nausea: int | None = None
    pain: int | None = None
    anxiety: int | None = None

    @property
    def empty(self) -> bool:
        """Return whether nothing at all was taken."""
        return all(getattr(self, field.name) is None for field in fields(self))

    @property
    def has_pressure(self) -> bool:
        """Return whether both numbers of the blood pressure are there."""
        return self.sbp is not None and self.dbp is not None


@dataclass(frozen=True, slots=True)
class Sign:
    """A vital sign's name, unit, and the lowest and highest number that can be a reading at all."""

    field: str
    name: str
    unit: str
    lowest: int
    highest: int

    def show(self, value: int | Decimal) -> str:
        """Write a value with its unit beside it."""
        return f"{value}{self.unit}" if self.unit in {"", "%"} else f"{value} {self.unit}"


SIGNS: tuple[Sign, ...] = (
    Sign("sbp", "systolic blood pressure", "mmHg", 50, 260),
    Sign("dbp", "diastolic blood pressure", "mmHg", 30, 160),
    Sign("hr", "heart rate", "/min", 25, 220),
    Sign("spo2", "oxygen saturation", "%", 50, 100),
    Sign("rr", "breathing rate", "/min", 4, 60),
    Sign("temp", "temperature", "°C", 30, 43),
    Sign("moaas", "MOAA/S", "", 0, 5),
    Sign("dissociation", "dissociation", "", 0, 4),
    Sign("nausea", "nausea", "", 0, 3),
    Sign("pain", "pain", "", 0, 10),
    Sign("anxiety", "anxiety", "", 0, 10),
)
_SIGN = {sign.field: sign for sign in SIGNS}


def _value(reading: Reading, field: str) -> int | Decimal | None:
    value: int | Decimal | None = getattr(reading, field)
    return value


def problems(reading: Reading) -> tuple[str, ...]:
    """Return what makes this impossible as a reading, one sentence each; empty where it can be one."""
    if reading.empty:
        return ("Nothing was read: write at least one value.",)
    found = [
        f"{sign.name.capitalize()} {sign.show(value)} cannot be: it is {sign.lowest} to {sign.highest}."
        for sign in SIGNS
        if (value := _value(reading, sign.field)) is not None and not sign.lowest <= value <= sign.highest
    ]
    if (reading.sbp is None) != (reading.dbp is None):
        found.append("Blood pressure needs both numbers: write it as 128/82, or leave it out.")
    elif reading.sbp is not None and reading.dbp is not None and reading.sbp <= reading.dbp:
        found.append(
            f"Blood pressure {reading.sbp}/{reading.dbp} mmHg cannot be: the first number is the higher one."
        )
    return tuple(found)


def check_possible(reading: Reading) -> None:
    """Raise Refused with every reason why this cannot be a reading; nothing is put right by guessing."""
    found = problems(reading)
    if found:
        raise Refused(" ".join((*found, "Nothing was recorded; correct it and enter it again.")))


class Level(StrEnum):
    """How loud a flag is."""

    CAUTION = "caution"
    URGENT = "urgent"


@dataclass(frozen=True, slots=True)
class Flag:
    """A possible value that is worth a second look; it never stops the reading from being recorded."""

    field: str
    level: Level
    words: str


@dataclass(frozen=True, slots=True)
class Limits:
    """The clinic's limits; units as in Reading, and a clinic may change every one.

    Pre-dose 140/90 mmHg: Spravato US label. Saturation above 92% on room air: Aldrete 1995. The ceiling for
    leaving, 160/100 mmHg, is where grade 2 hypertension starts (ESH 2023). The others are common practice.
    """

    predose_sbp: int = 140
    predose_dbp: int = 90
    urgent_sbp: int = 180
    urgent_dbp: int = 110
    ceiling_sbp: int = 160
    ceiling_dbp: int = 100
    baseline_percent: int = 20
    hr_low: int = 50
    hr_high: int = 110
    spo2_low: int = 92
    rr_low: int = 10
    rr_high: int = 24
    moaas_ready: int = 5
    moaas_call: int = 3
    dissociation_high: int = 1
    nausea_high: int = 2
    anxiety_high: int = 7


def _pressure_flags(reading: Reading, limits: Limits, *, before_dose: bool) -> list[Flag]:
    if reading.sbp is None or reading.dbp is None:
        return []
    shown = f"Blood pressure {reading.sbp}/{reading.dbp} mmHg"
    if reading.sbp >= limits.urgent_sbp or reading.dbp >= limits.urgent_dbp:
        limit = f"{limits.urgent_sbp}/{limits.urgent_dbp}"
        return [
            Flag("sbp", Level.URGENT, f"{shown} is at or above {limit}: call the medical professional now.")
        ]
    if before_dose and (reading.sbp > limits.predose_sbp or reading.dbp > limits.predose_dbp):
        limit = f"{limits.predose_sbp}/{limits.predose_dbp}"
        words = (
            f"{shown} before the dose is above {limit}: weigh the risk, consider waiting (Spravato label)."
        )
        return [Flag("sbp", Level.CAUTION, words)]
    return []


def _outside(reading: Reading, field: str, low: int, high: int) -> list[Flag]:
    value = _value(reading, field)
    if value is None or low <= value <= high:
        return []
    sign = _SIGN[field]
    words = f"{sign.name.capitalize()} {sign.show(value)} is outside {low} to {sign.show(high)}."
    return [Flag(field, Level.CAUTION, words)]


def _saturation_flags(reading: Reading, limits: Limits) -> list[Flag]:
    if reading.spo2 is None or reading.spo2 > limits.spo2_low:
        return []
    air = {True: "on oxygen", False: "on room air", None: "(air not recorded)"}[reading.on_oxygen]
    shown = f"Oxygen saturation {reading.spo2}% {air}"
    words = f"{shown} is {limits.spo2_low}% or below: call the medical professional."
    return [Flag("spo2", Level.URGENT, words)]


def _state_flags(reading: Reading, limits: Limits, words: LevelWords) -> list[Flag]:
    found: list[Flag] = []
    if reading.moaas is not None and reading.moaas < limits.moaas_ready:
        call = reading.moaas <= limits.moaas_call
        do = "Call the medical professional." if call else "Not ready to leave."
        said = _level(words, "moaas", "MOAA/S", reading.moaas, short=False)
        found.append(Flag("moaas", Level.URGENT if call else Level.CAUTION, f"{said}. {do}"))
    if reading.dissociation is not None and reading.dissociation >= limits.dissociation_high:
        said = _level(words, "dissociation", "Dissociation", reading.dissociation)
        found.append(Flag("dissociation", Level.CAUTION, f"{said}. Not ready to leave."))
    if reading.nausea is not None and reading.nausea >= limits.nausea_high:
        said = _level(words, "nausea", "Nausea", reading.nausea)
        found.append(Flag("nausea", Level.CAUTION, f"{said}. Not ready to leave."))
    if reading.anxiety is not None and reading.anxiety >= limits.anxiety_high:
        found.append(Flag("anxiety", Level.CAUTION, f"Anxiety {reading.anxiety} of 10."))
    return found


def _level(words: LevelWords, field: str, name: str, level: int, *, short: bool = True) -> str:
    said = level_word(words, field, level, short=short)
    return f"{name} {level}: {said}" if said else f"{name} {level}"


def flags(
    reading: Reading, limits: Limits | None = None, *, before_dose: bool, words: LevelWords = NO_WORDS
) -> tuple[Flag, ...]:
    """Return what of a possible reading is worth a second look, each in words; the clinic's limits decide."""
    limits = limits or Limits()
    return tuple(
        _pressure_flags(reading, limits, before_dose=before_dose)
        + _outside(reading, "hr", limits.hr_low, limits.hr_high)
        + _saturation_flags(reading, limits)
        + _outside(reading, "rr", limits.rr_low, limits.rr_high)
        + _state_flags(reading, limits, words)
    )


@dataclass(frozen=True, slots=True)
class Shift:
    """How far one sign is from baseline, in its own unit; `percent` is None where there is none of it."""

    sign: Sign
    baseline: int | Decimal
    now: int | Decimal
    percent: int | None

    @property
    def difference(self) -> int | Decimal:
        """Return now less baseline."""
        return self.now - self.baseline

    @property
    def words(self) -> str:
        """Return the shift as it is read: `+12 mmHg (+10%)`."""
        unit = f" {self.sign.unit}" if self.sign.unit not in {"", "%"} else self.sign.unit
        percent = "" if self.percent is None else f" ({self.percent:+d}%)"
        return f"{self.difference:+}{unit}{percent}"


_IN_PERCENT = frozenset({"sbp", "dbp", "hr", "rr"})


def shifts(reading: Reading, baseline: Reading) -> tuple[Shift, ...]:
    """Return the change from baseline of each sign taken both times; percent for pressures and rates."""
    found: list[Shift] = []
    for sign in SIGNS:
        now, before = _value(reading, sign.field), _value(baseline, sign.field)
        if now is None or before is None:
            continue
        percent = round(100 * (now - before) / before) if sign.field in _IN_PERCENT else None
        found.append(Shift(sign, before, now, percent))
    return tuple(found)
