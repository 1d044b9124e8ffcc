"""What stands on a blank form: headings, places to write in, boxes for a hand to tick."""

from dataclasses import dataclass
from enum import StrEnum

from kapdesk.reports.paper import Identity

BOX = "\u2610"
"""An empty box; it stands on blank forms alone: on a page of the record no machine ticks anything."""
NO_BREAK = "\u00a0"


def boxes(labels: tuple[str, ...]) -> str:
    """Return answers as boxes to tick, each kept on one line with its first word."""
    return "    ".join(f"{BOX}{NO_BREAK}{label}" for label in labels)


def circles(lowest: int, highest: int) -> str:
    """Return the numbers of a scale, one of which is circled by hand."""
    return "  ".join(str(number) for number in range(lowest, highest + 1))


class Size(StrEnum):
    """For whom a form is set: close for the clinic, large for the client."""

    CLINIC = "clinic"
    CLIENT = "client"


@dataclass(frozen=True, slots=True)
class Place:
    """A short place in a line of several: its label, and its part of the width."""

    label: str
    share: float


@dataclass(frozen=True, slots=True)
class Line:
    """Short places beside each other."""

    places: tuple[Place, ...]


@dataclass(frozen=True, slots=True)
class Write:
    """A label, what to think of, answers to tick or circle, and ruled lines below."""

    label: str
    prompt: str = ""
    answers: str = ""
    lines: int = 1


@dataclass(frozen=True, slots=True)
class Grid:
    """A table to fill in: `rows` hold what stands there already, each as high as `lines` lines."""

    heads: tuple[str, ...]
    shares: tuple[float, ...]
    rows: tuple[tuple[str, ...], ...]
    lines: int = 1


@dataclass(frozen=True, slots=True)
class Words:
    """A sentence that is read, not filled in."""

    text: str
    strong: bool = False


@dataclass(frozen=True, slots=True)
class Points:
    """Several things below each other that are read, not filled in."""

    items: tuple[str, ...]


Piece = Line | Write | Grid | Words | Points


@dataclass(frozen=True, slots=True)
class Section:
    """A heading, a hint below it, and what stands there."""

    title: str
    pieces: tuple[Piece, ...]
    hint: str = ""


@dataclass(frozen=True, slots=True)
class Blank:
    """One form before anybody wrote on it.

    Without an `identity` every page has lines for two identifiers. `origins` says, a line for each, of which
    texts in which version and from which source the form is made.
    """

    title: str
    version: int
    sections: tuple[Section, ...]
    note: str = ""
    origins: tuple[str, ...] = ()
    identity: Identity | None = None
    size: Size = Size.CLINIC
