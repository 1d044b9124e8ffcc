"""The words of a line of vital signs: each value, and which sign it says it is."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

NAMES = {
    "bp": "blood pressure", "hr": "pulse", "spo2": "saturation", "rr": "breaths", "temp": "temperature",
    "moaas": "alertness", "dissociation": "dissociation", "nausea": "nausea", "pain": "pain",
    "anxiety": "anxiety",
}  # fmt: skip
SHORT = {"moaas": "a", "dissociation": "d", "nausea": "n", "pain": "pain", "anxiety": "f", "temp": "t"}
"""What is written before a value that has no place in the usual order."""
_LABELS = {
    "bp": "bp", "hr": "hr", "p": "hr", "pulse": "hr", "spo2": "spo2", "sat": "spo2", "sats": "spo2",
    "rr": "rr", "resp": "rr", "breaths": "rr", "t": "temp", "temp": "temp", "a": "moaas", "alert": "moaas",
    "moaas": "moaas", "d": "dissociation", "diss": "dissociation", "dissociation": "dissociation",
    "n": "nausea", "nausea": "nausea", "pain": "pain", "f": "anxiety", "anx": "anxiety",
    "anxiety": "anxiety",
}  # fmt: skip
_UNITS = {"%": "spo2", "bpm": "hr", "c": "temp"}
_AIR = {"o2": True, "ra": False}
_NOT_TAKEN = frozenset({"x", "x/x", "-"})
_SAME = (
    ("₂", "2"),
    ("room air", "ra"),
    ("on oxygen", "o2"),
    ("oxygen", "o2"),
    ("°", ""),
    ("moaa/s", "moaas"),
)
_SPACED = (
    (re.compile(r"(?<=\d)\s*mm\s?hg(?![a-z\d])"), " "),
    (re.compile(r"(?<=\d)\s*/\s?min(?![a-z\d])"), " "),
    (re.compile(r"(?<=\d)\s*(%|bpm|c)(?![a-z\d])"), r"\1 "),
    (re.compile(r"(?<=\d)\s+/\s+(?=\d)"), "/"),
    # a comma between the figures of a temperature; between two values it is a gap
    (re.compile(r"(?<![\d/.,])(t\s?|temp\s?)?(3\d|4[0-3]),(\d)(?![\d,/])", re.ASCII), r"\1\2.\3"),
    (re.compile(r"[,;:=]+"), " "),
)
_GLUED = re.compile(r"(spo2|[a-z]+)?(\d[\d./]*|x/x|x|-)(%|bpm|c)?", re.ASCII)
PRESSURE = re.compile(r"(\d{1,3})/(\d{1,3})", re.ASCII)
DECIMAL = re.compile(r"\d{1,3}\.\d{1,2}", re.ASCII)
_MOST_PAIN = 10


class Unclear(Exception):
    """The line cannot be read; the sentence says why, `final` that no other way of reading is tried."""

    def __init__(self, sentence: str, *, final: bool = False) -> None:
        """Say why."""
        super().__init__(sentence)
        self.sentence, self.final = sentence, final


@dataclass(frozen=True, slots=True)
class Value:
    """One value as it was written, and which sign it says it is; none where only its place can tell."""

    word: str
    sign: str = ""

    @property
    def taken(self) -> bool:
        """Return whether there is a value and not the mark for not taken."""
        return self.word not in _NOT_TAKEN


def read_words(line: str) -> tuple[tuple[Value, ...], bool | None]:
    """Return the values of a line in their order, and on oxygen (True), room air (False) or neither.

    Raises Unclear for a name without its number and for two kinds of air.
    """
    values: list[Value] = []
    label, air = "", None
    for word in _split(line):
        if word in _AIR:
            if air not in {None, _AIR[word]}:
                raise Unclear("Both o2 and ra are written.", final=True)
            air = _AIR[word]
        elif word in _LABELS:
            _no_number_yet(label)
            label = word
        else:
            values.append(_value(word, label))
            label = ""
    _no_number_yet(label)
    return tuple(values), air


def without(line: str, field: str) -> str:
    """Return the line without what it says of one sign that has its own word."""
    words = [name for name, sign in _LABELS.items() if sign == field]
    named = "|".join(sorted(words, key=len, reverse=True))
    return " ".join(re.sub(rf"(?<![\w/.])(?:{named})\s*[:=]?\s*(?:\d+|x)(?![\w/.])", " ", line).split())


def without_air(line: str) -> str:
    """Return the line without what it says of room air or oxygen."""
    return " ".join(re.sub(r"(?<!\w)(?:ra|room air|o2|on oxygen|oxygen)(?!\w)", " ", line).split())


def _split(line: str) -> Iterator[str]:
    plain = line.strip().lower()
    for written, same in _SAME:
        plain = plain.replace(written, same)
    for pattern, instead in _SPACED:
        plain = pattern.sub(instead, plain)
    yield from plain.split()


def _no_number_yet(label: str) -> None:
    if label:
        raise Unclear(f"After {NAMES[_LABELS[label]]} there is no number.", final=True)


def _value(word: str, label: str) -> Value:
    glued = _GLUED.fullmatch(word)
    if glued is None or (glued[1] and glued[1] not in _LABELS):
        return Value(word, _LABELS.get(label, ""))
    number, own = glued[2], glued[1] or label
    if own:
        sign = _sign(own, number.removesuffix("/10"))
        return Value(_of_ten(number, sign), sign)
    if glued[3]:
        return Value(number, _UNITS[glued[3]])
    return Value(number, _by_shape(number))


def _sign(label: str, number: str) -> str:
    """Return the sign of a name; `p` is pain up to ten and the pulse from there on, which no pulse is."""
    small = number.isdecimal() and int(number) <= _MOST_PAIN
    return "pain" if label == "p" and small else _LABELS[label]


def _of_ten(number: str, sign: str) -> str:
    """Return a level of 10 that was written as such: `3/10` is 3."""
    return number.removesuffix("/10") if sign in {"pain", "anxiety"} else number


def _by_shape(number: str) -> str:
    """Return the sign that a number can only be by its shape: two numbers, or one with a decimal."""
    if PRESSURE.fullmatch(number) or number == "x/x":
        return "bp"
    warm = DECIMAL.fullmatch(number) and 30 <= float(number) <= 43  # noqa: PLR2004 - what a body can have
    return "temp" if warm else ""
