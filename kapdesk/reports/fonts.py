"""Letters for every name: which of the fonts that ship with kapdesk draws a sign, and how wide it is."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from threading import Lock
from typing import Any

from kapdesk.domain.resources import resource_folder

LAST_PLAIN_CODE = 0xFFFF  # the end of the Basic Multilingual Plane


class Style(StrEnum):
    """How a run of words is set."""

    REGULAR = "regular"
    BOLD = "bold"
    ITALIC = "italic"


@dataclass(frozen=True, slots=True)
class Face:
    """One font file, ready to print: its registered name, and the width of each sign (1000 = its size)."""

    name: str
    widths: Mapping[int, float]


@dataclass(frozen=True, slots=True)
class Family:
    """The files of one font for each style; a style without a file of its own borrows the nearest."""

    regular: str
    bold: str = ""
    italic: str = ""

    def file(self, style: Style) -> str:
        """Return the file that sets this style."""
        own = {Style.REGULAR: self.regular, Style.BOLD: self.bold, Style.ITALIC: self.italic}[style]
        return own or self.regular


# Asked in this order. WenQuanYi Micro Hei is large and comes last, so that it is read only where needed.
FAMILIES = (
    Family("NotoSans-Regular.ttf", "NotoSans-Bold.ttf", "NotoSans-Italic.ttf"),
    Family("NotoSansArabic-Regular.ttf", "NotoSansArabic-Bold.ttf"),
    Family("NotoSansHebrew-Regular.ttf", "NotoSansHebrew-Bold.ttf"),
    Family("NotoSansDevanagari-Regular.ttf", "NotoSansDevanagari-Bold.ttf"),
    Family("NotoSansThai-Regular.ttf", "NotoSansThai-Bold.ttf"),
    Family("DejaVuSans.ttf", "DejaVuSans-Bold.ttf"),
    Family("NotoSansBengali-Regular.ttf"),
    Family("NotoSansGurmukhi-Regular.ttf"),
    Family("NotoSansGujarati-Regular.ttf"),
    Family("NotoSansTamil-Regular.ttf"),
    Family("NotoSansTelugu-Regular.ttf"),
    Family("NotoSansKannada-Regular.ttf"),
    Family("NotoSansMalayalam-Regular.ttf"),
    Family("NotoSansEthiopic-Regular.ttf"),
    Family("wqy-microhei.ttc"),
)


_loaded: dict[str, Face] = {}
_loading = Lock()  # two documents may be set at once; a font known twice under one name would mix them up


def load(file: str) -> Face:
    """Return one font, read from its file the first time and known to the PDF writer under its own name."""
    if file not in _loaded:
        with _loading:
            if file not in _loaded:
                _loaded[file] = _read(file)
    return _loaded[file]


def _read(file: str) -> Face:
    """Read one font file and register it."""
    from reportlab.pdfbase import pdfmetrics, ttfonts

    known: Any = pdfmetrics
    name = file.rpartition(".")[0]
    font: Any = ttfonts.TTFont(name, str(resource_folder() / "fonts" / file), asciiReadable=0)
    known.registerFont(font)
    return Face(name, font.face.charWidths)


def body_face() -> Face:
    """Return the font that most words are set in."""
    return load(FAMILIES[0].regular)


@cache
def plain_face(style: Style) -> Face:
    """Return the font that sets every sign of ASCII in this style."""
    return load(FAMILIES[0].file(style))


@cache
def face_for(code: int, style: Style) -> Face | None:
    """Return the first font that can draw this code point in this style, or None where no font can.

    Code points beyond the Basic Multilingual Plane are never drawn: the PDF writer cannot make them
    searchable, so they are shown by a readable stand-in like any sign that no font has.
    """
    if code > LAST_PLAIN_CODE:
        return None
    for family in FAMILIES:
        face = load(family.file(style))
        if code in face.widths:
            return face
    return None
