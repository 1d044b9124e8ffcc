"""Finding a client by any part of a name, number or birth date, and telling similar clients apart."""

import re
import unicodedata
from collections.abc import Collection, Hashable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from kapdesk.domain.clock import MONTHS, MONTHS_IN_FULL

_LETTERS = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "æ": "ae", "œ": "oe", "þ": "th", "ı": "i", "ħ": "h"}
)
_NO_LETTER = re.compile(r"[\W_]+")
_LONG_NAME = 8
Key = TypeVar("Key", bound=Hashable)


def fold(text: str) -> str:
    """Return a text without case and accents, in whatever script; punctuation and spaces stay."""
    if text.isascii():
        return text.lower()  # nothing of it comes apart, and nothing is put on top of a letter
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


def alike_in(names: Mapping[Key, str]) -> frozenset[Key]:
    """Return the keys of those whose whole name is the same or nearly the same as another one's."""
    bearers: dict[str, list[Key]] = {}
    for key, name in names.items():
        bearers.setdefault(_name(Known(name, "")), []).append(key)
    bearers.pop("", None)
    alike = {name for name, keys in bearers.items() if len(keys) > 1} | _near_another(bearers)
    return frozenset(key for name in alike for key in bearers[name])


def _near_another(words: Collection[str]) -> set[str]:
    """Return which of many different words are near another one of them.

    Not each is held against each: a word 1 letter away from another holds one of its 2 halves, and a word 2
    letters away one of its 3 parts, at most so many letters from where the other one has it.
    """
    shelves: dict[tuple[int, int, str], list[str]] = {}
    for word in words:
        for start, end in _parts(len(word)):
            shelves.setdefault((len(word), start, word[start:end]), []).append(word)
    lengths = {len(word) for word in words}
    near: set[str] = set()
    for word in words:
        for length in range(max(1, len(word) - _allowed(len(word))), len(word) + 1):
            if length in lengths:
                near.update(
                    *((word, other) for other in _on_shelves(shelves, word, length) if _near(word, other))
                )
    return near


def _on_shelves(shelves: Mapping[tuple[int, int, str], list[str]], word: str, length: int) -> set[str]:
    """Return the other words of a length, no longer than this one, that share a part with it in its place."""
    far = _allowed(length)
    return {
        other
        for start, end in _parts(length)
        for at in range(max(0, start - far), start + far + 1)
        for other in shelves.get((length, start, word[at : at + end - start]), ())
        if other != word
    }


def _parts(length: int) -> tuple[tuple[int, int], ...]:
    """Return where the parts of a word begin and end: one more than letters may differ."""
    cuts = _allowed(length) + 1
    starts = [length // cuts * each for each in range(cuts)]
    return tuple(zip(starts, (*starts[1:], length), strict=True))


def _allowed(length: int) -> int:
    """Return how many letters may differ in a pair whose shorter word has this length."""
    return 2 if length >= _LONG_NAME else 1


def _near(one: str, other: str) -> bool:
    """Return whether two names differ by 1 letter, or by 2 where both are long.

    Cheap looks come first: cut one word in 3: a word 2 letters away holds one of the parts.
    """
    allowed = _allowed(min(len(one), len(other)))
    if abs(len(one) - len(other)) > allowed:
        return False
    cut = len(one) // (allowed + 1)
    if cut and not any(one[start : start + cut] in other for start in range(0, len(one), cut)):
        return False
    return _is_within(allowed, *_without_ends(one, other))


def _without_ends(one: str, other: str) -> tuple[str, str]:
    """Return two words without the letters they begin and end with alike."""
    start = 0
    for mine, theirs in zip(one, other, strict=False):
        if mine != theirs:
            break
        start += 1
    one, other = one[start:], other[start:]
    end = 0
    for mine, theirs in zip(reversed(one), reversed(other), strict=False):
        if mine != theirs:
            break
        end += 1
    return one[: len(one) - end], other[: len(other) - end]


def _is_within(most: int, one: str, other: str) -> bool:
    """Return whether at most so many letters are changed, put in or taken out between two words."""
    above = list(range(len(other) + 1))
    for row, letter in enumerate(one, start=1):
        here = [row]
        for column, against in enumerate(other, start=1):
            here.append(min(above[column] + 1, here[column - 1] + 1, above[column - 1] + (letter != against)))
        if min(here) > most:
            return False
        above = here
    return above[-1] <= most
