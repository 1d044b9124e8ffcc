"""Finding a client by any part of a name, number or birth date, and telling similar clients apart."""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date

from kapdesk.domain.clock import MONTHS, MONTHS_IN_FULL

_LETTERS = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "æ": "ae", "œ": "oe", "þ": "th", "ı": "i", "ħ": "h"}
)
_NO_LETTER = re.compile(r"[\W_]+")
_LONG_NAME = 8


def fold(text: str) -> str:
    """Return a text without case and accents, in whatever script; punctuation and spaces stay."""
    apart = unicodedata.normalize("NFKD", text).casefold().translate(_LETTERS)
    plain = "".join(one for one in unicodedata.normalize("NFKD", apart) if unicodedata.category(one) != "Mn")
    return unicodedata.normalize("NFKC", plain)


def _joined(text: str) -> str:
    return _NO_LETTER.sub("", fold(text))


def find_keys(family: str, given: str, preferred: str = "", code: str = "", born: date | None = None) -> str:
    """Return everything a client can be found by, folded, in one line: each word, and each name joined."""
    keys: list[str] = []
    for part in (family, given, preferred, code):
        words = _NO_LETTER.sub(" ", fold(part)).split()
        keys += [*words, _joined(part)]
    if born is not None:
        keys += _date_keys(born)
    return " ".join(dict.fromkeys(key for key in keys if key))


def _date_keys(day: date) -> list[str]:
    years = (f"{day.year:04d}", f"{day.year % 100:02d}")
    days, months = (f"{day.day:02d}", str(day.day)), (f"{day.month:02d}", str(day.month))
    names = (MONTHS_IN_FULL[day.month - 1].lower(), MONTHS[day.month - 1].lower())
    keys = [f"{years[0]}{months[0]}{days[0]}", f"{years[0]}{months[1]}{days[1]}"]
    for year in years:
        keys += [f"{one}{month}{year}" for one in days for month in months]
        keys += [f"{month}{one}{year}" for one in days for month in months]
        keys += [f"{one}{name}{year}" for one in days for name in names]
    return keys


def matches(query: str, keys: str) -> bool:
    """Return whether every word of a query is part of the keys, in any order; an empty query matches all.

    Accents, case and hyphens are of no matter, nor are the dots or strokes of a date.
    """
    return all(word in keys for word in map(_joined, query.split()) if word)


@dataclass(frozen=True, slots=True)
class Known:
    """What two clients are compared by."""

    family: str
    given: str
    born: date | None = None
    code: str = ""


def similar(one: Known, other: Known) -> tuple[str, ...]:
    """Return why two clients may be taken for each other, in words; empty where they are not alike."""
    reasons: list[str] = []
    if one.born is not None and one.born == other.born:
        reasons.append("same birth date")
    mine, theirs = _name(one), _name(other)
    if mine and mine == theirs:
        reasons.append("same name")
    elif mine and theirs and _near(mine, theirs):
        reasons.append("similar name")
    return tuple(reasons)


def _name(known: Known) -> str:
    """Return all words of a name in one order, so that family and given name may be swapped."""
    return "".join(sorted(_NO_LETTER.sub(" ", fold(f"{known.family} {known.given}")).split()))


def _near(one: str, other: str) -> bool:
    allowed = 2 if min(len(one), len(other)) >= _LONG_NAME else 1
    return abs(len(one) - len(other)) <= allowed and _distance(one, other) <= allowed


def _distance(one: str, other: str) -> int:
    """Return how many letters have to be changed, put in or taken out to make one word the other."""
    above = list(range(len(other) + 1))
    for row, letter in enumerate(one, start=1):
        here = [row]
        for column, against in enumerate(other, start=1):
            here.append(min(above[column] + 1, here[column - 1] + 1, above[column - 1] + (letter != against)))
        above = here
    return above[-1]
