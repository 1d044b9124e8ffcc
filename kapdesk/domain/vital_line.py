"""Vital signs typed in one line without looking: blood pressure, pulse, saturation, breaths."""

import re
from dataclasses import dataclass, field

from kapdesk.domain.errors import Refused
from kapdesk.domain.readings import Reading, check_possible

EXAMPLE = "128/82 76 97 16"

_ORDER = ("bp", "hr", "spo2", "rr")
_NAMES = {"bp": "blood pressure", "hr": "pulse", "spo2": "saturation", "rr": "breaths"}
_LABELS = {
    "bp": "bp", "hr": "hr", "p": "hr", "pulse": "hr", "spo2": "spo2", "sat": "spo2", "sats": "spo2",
    "rr": "rr", "resp": "rr",
}  # fmt: skip
_NOT_TAKEN = frozenset({"x", "x/x", "-"})
_AIR = {"o2": True, "ra": False}
_UNITS = re.compile(r"(?<=\d)\s*(mm\s?hg|bpm|/\s?min|%)(?![a-z\d])", re.IGNORECASE)
_PRESSURE = re.compile(r"(\d{1,3})/(\d{1,3})", re.ASCII)


def parse_line(line: str) -> Reading:
    """Read `128/82 76 97 16`: blood pressure, pulse, saturation, breaths, in this order.

    `x` stands for not taken, `o2` and `ra` for on oxygen and room air, commas and units may be there, and a
    word such as `pulse` or `rr` before a number says which it is. What is not written stays not taken; room
    air is not assumed. Raises Refused with a sentence for anything that cannot be read without guessing.
    """
    words = _words(line)
    found = _Found()
    for word in words:
        found.take(word)
    if found.labelled:
        _refuse(f"After {_NAMES[found.labelled]} there is no number.")
    reading = found.reading()
    check_possible(reading)
    return reading


def _words(line: str) -> list[str]:
    plain = re.sub(r"(?<=\d)\s+/\s+(?=\d)", "/", line.strip().lower().replace("room air", "ra"))
    plain = _UNITS.sub(" ", plain)
    return re.sub(r"[,;:]+", " ", plain).split()


def _refuse(what: str) -> None:
    raise Refused(f"{what} Nothing was recorded. Write it as {EXAMPLE}, with x for what was not taken.")


@dataclass(slots=True)
class _Found:
    """What a line has said so far; `place` is the sign that an unlabelled number would be."""

    place: int = 0
    labelled: str = ""
    taken: dict[str, str] = field(default_factory=dict[str, str])
    on_oxygen: bool | None = None

    def take(self, word: str) -> None:
        """Take the next word of the line."""
        if word in _AIR:
            self._breathe(on_oxygen=_AIR[word])
        elif word in _LABELS:
            self._name(_LABELS[word])
        else:
            self._number(word)

    def _breathe(self, *, on_oxygen: bool) -> None:
        if self.on_oxygen is not None and self.on_oxygen is not on_oxygen:
            _refuse("Both o2 and ra are written.")
        self.on_oxygen = on_oxygen

    def _name(self, sign: str) -> None:
        if self.labelled:
            _refuse(f"After {_NAMES[self.labelled]} there is no number.")
        self.labelled, self.place = sign, _ORDER.index(sign)

    def _number(self, word: str) -> None:
        if self.place >= len(_ORDER):
            _refuse(f"“{word}” is one value too many.")
        sign = _ORDER[self.place]
        if sign in self.taken:
            _refuse(f"{_NAMES[sign].capitalize()} is written twice.")
        self._check(sign, word)
        self.taken[sign] = word
        self.place, self.labelled = self.place + 1, ""

    @staticmethod
    def _check(sign: str, word: str) -> None:
        if word in _NOT_TAKEN:
            return
        if sign == "bp" and not _PRESSURE.fullmatch(word):
            _refuse(f"“{word}” stands where blood pressure is read, which has two numbers.")
        if sign != "bp" and not (word.isascii() and word.isdigit()):
            _refuse(f"“{word}” stands where {_NAMES[sign]} is read, which is one whole number.")

    def reading(self) -> Reading:
        """Return the line as a reading, what was not taken being None."""
        pressure = _PRESSURE.fullmatch(self.taken.get("bp", ""))
        return Reading(
            sbp=int(pressure[1]) if pressure else None,
            dbp=int(pressure[2]) if pressure else None,
            hr=self._whole("hr"),
            spo2=self._whole("spo2"),
            on_oxygen=self.on_oxygen if self._whole("spo2") is not None else None,
            rr=self._whole("rr"),
        )

    def _whole(self, sign: str) -> int | None:
        word = self.taken.get(sign, "x")
        return None if word in _NOT_TAKEN else int(word)
