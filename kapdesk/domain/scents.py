"""A scent before it is opened: held against what the client avoids, in any language, and the alerts."""

import re
import unicodedata
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from kapdesk.domain.finding import fold

SCENT_ALERTS: Mapping[str, str] = {
    "asthma": "asthma",
    "migraine": "migraine",
    "pregnancy": "pregnancy",
    "nausea-easily": "easily nauseous",
    "scent-trauma": "a scent tied to bad memories",
    "fragrance-free": "no fragrances",
    "fragrance": "no fragrances",
}
"""Kinds of client alert that ask for a second thought before any scent, and how they are named."""

_PREFIX = 4  # letters from which a word may begin another one: rose, roses
_TAIL = 3  # letters more that such a short word may have: rosemary is not a rose
_COMPOUND = 5  # letters from which a word may stand in a longer one: Waldlavendel
_ENDING = 2  # letters in which two forms of one word may differ: vanilla, vanille
_EMPTY = frozenset(
    {
        "a", "and", "at", "but", "for", "from", "i", "in", "is", "it", "my", "of", "oil", "oils", "on", "or",
        "please", "really", "smelling", "the", "very", "with",
    }
)  # fmt: skip
_NOUNS = frozenset(
    {
        "aroma", "aromas", "fragrance", "fragrances", "odor", "odors", "odour", "odours", "scent", "scents",
        "smell", "smells",
    }
)  # fmt: skip
_NONE = frozenset(["no", "none", "not", "nothing", "without", "free"])
_ENTRY = re.compile(r"[,;\n/、，；]+")
_BETWEEN = re.compile(r"[\W_]+")


@dataclass(frozen=True, slots=True)
class Names:
    """How scents are called: each family holds the names of one; `everything` the words that mean all."""

    families: tuple[frozenset[str], ...] = ()
    everything: frozenset[str] = frozenset({"all", "any", "every", "everything", "anything"})


def scent_caution(
    scent: str,
    avoid: str,
    alerts: Collection[str],
    *,
    concerns: Mapping[str, str] = SCENT_ALERTS,
    names: Names | None = None,
) -> str | None:
    """Return what to know before a scent is opened, or None where nothing speaks against asking.

    `avoid` is the client's own list of scents to avoid, in any words and language; `alerts` the kinds of the
    alerts that stand. A scent on the list is to be left out; an alert asks for care.
    """
    entry = listed(scent, avoid, names)
    if entry is not None:
        other = "" if fold(entry).strip(" .") == fold(scent).strip(" .") else f" (“{entry.strip()}”)"
        said = scent.strip()
        return (
            f"{said[:1].upper()}{said[1:]} is on the client's list of scents to avoid{other}. Leave it out."
        )
    named = list(dict.fromkeys(words for kind, words in concerns.items() if kind in alerts))
    if not named:
        return None
    return f"Client alert: {', '.join(named)}. Ask first; faint, far and short, or leave it out."


def listed(scent: str, avoid: str, names: Names | None = None) -> str | None:
    """Return the entry of a list that names this scent in any form or language, or None."""
    known = names or Names()
    for entry in _ENTRY.split(unicodedata.normalize("NFC", avoid)):
        if _means_everything(entry, known) or _same_scent(scent, entry, known):
            return entry.strip()
    return None


def _means_everything(entry: str, names: Names) -> bool:
    said = set(_raw(entry))
    rest = said - names.everything - _EMPTY - _NOUNS
    if said & names.everything and not rest:
        return True
    return bool(said & _NONE and said & _NOUNS) and not rest - _NONE


def _same_scent(scent: str, entry: str, names: Names) -> bool:
    mine, theirs = _words(scent), _words(entry)
    if any(_alike(one, other) for one in mine for other in theirs):
        return True
    return any(_belongs(mine, family) and _belongs(theirs, family) for family in map(_folded, names.families))


def _belongs(words: Sequence[str], family: frozenset[str]) -> bool:
    return any(word in family or any(_alike(word, name) for name in family) for word in words)


@lru_cache(maxsize=128)
def _folded(family: frozenset[str]) -> frozenset[str]:
    """Fold the names of a family once; they are words of the content, never of a client."""
    return frozenset(fold(name) for name in family)


def _alike(one: str, other: str) -> bool:
    """Return whether two folded words name the same scent: equal, another form, or one within the other."""
    if one == other:
        return True
    shorter, longer = (one, other) if len(one) <= len(other) else (other, one)
    if shorter in longer:
        if _without_spaces(shorter) or len(shorter) >= _COMPOUND:
            return True
        return len(shorter) >= _PREFIX and longer.startswith(shorter) and len(longer) - len(shorter) <= _TAIL
    if one[0] != other[0] or len(shorter) < _PREFIX:
        return False
    same = _same_start(one, other)
    return (same >= _COMPOUND and len(longer) - same <= _ENDING) or _singular(one) == _singular(other)


def _singular(word: str) -> str:
    return f"{word[:-3]}y" if word.endswith("ies") and len(word) > _PREFIX else word


def _same_start(one: str, other: str) -> int:
    for place, (mine, theirs) in enumerate(zip(one, other, strict=False)):
        if mine != theirs:
            return place
    return min(len(one), len(other))


def _without_spaces(word: str) -> bool:
    """Return whether a word is written in a script that puts no space between words."""
    return not word.isascii() and all(
        unicodedata.name(letter, "").startswith(("CJK", "HIRAGANA", "KATAKANA")) for letter in word
    )


def _raw(text: str) -> list[str]:
    whole = unicodedata.normalize("NFC", text).casefold()
    plain = "".join(letter for letter in whole if unicodedata.category(letter) != "Mn")
    return [word for word in _BETWEEN.split(plain) if word]


def _words(text: str) -> list[str]:
    """Return the words of a text that can name a scent, folded; `oil` or `of` do not make two the same."""
    return [fold(word) for word in _raw(text) if word not in _EMPTY | _NOUNS | _NONE]
