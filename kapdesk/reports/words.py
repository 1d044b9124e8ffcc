"""Words as they were typed, made ready for paper: nothing is lost; what no font has is named in brackets."""

import re
import unicodedata
from functools import cache, lru_cache
from typing import Any

from kapdesk.reports.fonts import Style, face_for

ARABIC = re.compile("[\u0600-\u06ff\u0750-\u077f\u08a0-\u08ff]")
RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")
DEVANAGARI = re.compile("[\u0900-\u097f]")

# Marks that steer a text engine and have no shape of their own. Direction overrides are among them, so that
# nobody's name can turn the rest of a line around.
UNSEEN = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufe00-\ufe0f\ufeff]")

# A consonant, its joined followers, and the short i that is written after them and drawn before them.
_SHORT_I = re.compile(
    "((?:[\u0915-\u0939\u0958-\u095f]\u093c?\u094d)*[\u0915-\u0939\u0958-\u095f]\u093c?)\u093f"
)


class _StandIns(dict[int, str | None]):
    """What is written in place of each sign; filled as signs are met."""

    def __missing__(self, code: int) -> str:
        """Decide once for a sign, and remember."""
        self[code] = shown = stand_in(code)
        return shown


def stand_in(code: int) -> str:
    """Return a sign itself where some font has it, else its name or number in brackets: [grinning face]."""
    sign = chr(code)
    if sign == "\n" or UNSEEN.match(sign):
        return sign
    is_control = unicodedata.category(sign) == "Cc"
    return _named(sign) if is_control or face_for(code, Style.REGULAR) is None else sign


def _named(sign: str) -> str:
    """Name a sign that cannot be drawn: pictures by their name, everything else by number."""
    name = unicodedata.name(sign, "")
    is_picture = unicodedata.category(sign) in {"So", "Sk"} and bool(name)
    return f"[{name.lower()}]" if is_picture else f"[U+{ord(sign):04X}]"


_STAND_INS = _StandIns()
_SPACES = str.maketrans({"\t": "    ", "\v": "\n", "\f": "\n", "\x85": "\n", "\u2028": "\n", "\u2029": "\n"})


def tidy(text: str) -> str:
    """Return text that the fonts can draw whole: composed, one kind of line end, stand-ins for the rest."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").translate(_SPACES)
    if text.isascii() and text.replace("\n", "").isprintable():
        return text
    return unicodedata.normalize("NFC", text).translate(_STAND_INS)


@cache
def _reshaper() -> Any:
    """Return the Arabic letter joiner; words keep their letters, so that they can still be found."""
    from arabic_reshaper import ArabicReshaper

    return ArabicReshaper({"delete_harakat": False, "ARABIC LIGATURE ALLAH": False})


@lru_cache(maxsize=20_000)
def shape(text: str) -> str:
    """Return letters in the form they take beside each other, still in the order they were written."""
    if text.isascii():
        return text
    if ARABIC.search(text):
        text = str(_reshaper().reshape(text))
    if DEVANAGARI.search(text):
        text = _SHORT_I.sub("\u093f\\1", text)
    return UNSEEN.sub("", text)


@lru_cache(maxsize=20_000)
def width(text: str, style: Style) -> float:
    """Return the width of tidy text in thousandths of its size."""
    total = 0.0
    for sign in shape(text):
        face = face_for(ord(sign), style)
        total += face.widths[ord(sign)] if face else 0.0
    return total


def runs_right_to_left(text: str) -> bool:
    """Say whether the first letter with a direction reads from right to left."""
    for sign in text:
        direction = unicodedata.bidirectional(sign)
        if direction in {"R", "AL"}:
            return True
        if direction == "L":
            return False
    return False


def differs_on_paper(text: str) -> bool:
    """Say whether the signs of a text are drawn in another order or form than they were typed."""
    return not text.isascii() and bool(RIGHT_TO_LEFT.search(text) or DEVANAGARI.search(text))


def in_sight_order(text: str, *, right_to_left: bool) -> str:
    """Return tidy text as it is drawn from left to right."""
    shaped = shape(text)
    if not right_to_left and not RIGHT_TO_LEFT.search(text):
        return shaped
    from bidi.algorithm import get_display

    return str(get_display(shaped, base_dir="R" if right_to_left else "L"))
