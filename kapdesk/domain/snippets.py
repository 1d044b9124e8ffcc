"""Short words that stand for a whole passage: how they are typed, what they may hold, what they become."""

import re
from dataclasses import dataclass

from kapdesk.domain.errors import Refused
from kapdesk.domain.stamps import Stamp

SIGN = ";"
LONGEST_WORD, LONGEST_TEXT = 24, 4000
CARET = "{|}"
PLACES = ("{time}", "{t+}", "{date}", CARET)

_WORD = r"[^\W\d_](?:[^\W_]|-)*"
_TYPED = re.compile(rf"(?:^|(?<=[\s(\[\"“‘'«—–/])){SIGN}(?P<word>{_WORD})?$")
_IN_BRACES = re.compile(r"\{[^{}\n]{0,40}\}")
_SINCE_WITH_ITS_SPACE = re.compile(r" ?\{t\+\}")


@dataclass(frozen=True, slots=True)
class Snippet:
    """One short word and its text; `shipped` is the text it comes with, empty for the clinic's own."""

    word: str
    text: str
    about: str = ""
    shipped: str = ""
    off: bool = False

    @property
    def own(self) -> bool:
        """Return whether the clinic wrote it, or changed what ships."""
        return self.text != self.shipped


@dataclass(frozen=True, slots=True)
class Expansion:
    """What a short word became, and where the caret goes, in characters from its start."""

    text: str
    caret: int


@dataclass(frozen=True, slots=True)
class Passage:
    """Words that came from a short word and were neither confirmed nor changed yet, and where they begin."""

    start: int
    text: str


def word_before(before: str) -> str | None:
    """Return the short word that ends at the caret, "" after the sign alone, None where there is none.

    `before` is the line up to the caret. A sign within or right behind a word starts nothing.
    """
    found = _TYPED.search(before)
    return None if found is None else found["word"] or ""


def tidy_word(word: str) -> str:
    """Return a short word as it is kept: small letters, without the sign."""
    return word.strip().removeprefix(SIGN).strip().casefold()


def check_word(word: str) -> None:
    """Raise Refused for a short word that could not be typed: `word` is as `tidy_word` returns it."""
    if not word:
        raise Refused("The short word is missing. Nothing was kept; write what is to be typed after “;”.")
    if len(word) > LONGEST_WORD:
        raise Refused(
            f"“{word}” is too long to be typed quickly. Nothing was kept; use at most {LONGEST_WORD} letters."
        )
    if not re.fullmatch(_WORD, word):
        raise Refused(
            f"“{word}” cannot be a short word. Nothing was kept; begin with a letter, and use letters, "
            "digits and hyphens only."
        )


def check_text(text: str) -> None:
    """Raise Refused for a text that is empty, too long, or asks for more than times and the caret.

    Names and other facts of a client are never filled in by a template.
    """
    if not text.strip():
        raise Refused("The text is missing. Nothing was kept; write what the short word stands for.")
    if len(text) > LONGEST_TEXT:
        raise Refused(f"The text is longer than {LONGEST_TEXT} characters. Nothing was kept; shorten it.")
    unknown = [found[0] for found in _IN_BRACES.finditer(text) if found[0] not in PLACES]
    if unknown:
        raise Refused(
            f"{unknown[0]} is never filled in: names and facts are written by hand. Nothing was kept; "
            f"use {', '.join(PLACES[:3])} and {CARET} for the caret."
        )
    if text.count(CARET) > 1:
        raise Refused(f"The caret can go to one place only. Nothing was kept; leave one {CARET}.")


def expand(text: str, stamp: Stamp, *, one_line: bool = False) -> Expansion:
    """Return what a text becomes at an instant; `{t+}` and its space are left out where no dose is recent."""
    text = text.replace("{t+}", stamp.since) if stamp.since else _SINCE_WITH_ITS_SPACE.sub("", text).lstrip()
    text = text.replace("{time}", stamp.time).replace("{date}", stamp.day)
    if one_line:
        text = re.sub(r"\s*\n\s*", " ", text)
    head, found, tail = text.partition(CARET)
    return Expansion(head + tail, len(head) if found else len(text))
