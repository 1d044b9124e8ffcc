"""Which words of a text are looked up in a dictionary, and as what."""

import re
from collections.abc import Iterator

_WORD = re.compile(r"[^\W_]+(?:[’'\-][^\W_]+)*")
_LATIN = re.compile(r"[A-Za-zÀ-ÖØ-öø-ÿĀ-ſ’'\-]+")
SHORTEST, LONGEST = 2, 40


def words_of(text: str) -> Iterator[tuple[int, str]]:
    """Yield each word to look up with where it begins, in characters.

    Left out: numbers and units, abbreviations in capitals, short words behind “;”, other scripts.
    """
    for found in _WORD.finditer(text):
        word = found[0]
        before = text[found.start() - 1] if found.start() else ""
        if before not in {";", "@"} and is_looked_up(word):
            yield found.start(), word


def is_looked_up(word: str) -> bool:
    """Return whether a dictionary can say anything about a word."""
    if not SHORTEST <= len(word) <= LONGEST or not _LATIN.fullmatch(word):
        return False
    return not word.isupper()


def plain(word: str) -> str:
    """Return a word as a dictionary has it: straight apostrophe, no possessive ending."""
    straight = word.replace("’", "'").strip("'")
    return straight.removesuffix("'s")
