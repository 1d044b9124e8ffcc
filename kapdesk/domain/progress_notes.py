"""Progress notes: one capture told as DAP, SOAP, BIRP or GIRP, every line with where it comes from."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from difflib import ndiff
from enum import StrEnum

NOT_RECORDED = "not recorded"
PREFIX = "progress."
"""Begins the name of a text in which an edited section is kept."""
OPTIONAL = "?"
"""Ends the name of a fact that is left away where nothing of it is recorded."""


class Format(StrEnum):
    """How a progress note is divided."""

    DAP = "DAP"
    SOAP = "SOAP"
    BIRP = "BIRP"
    GIRP = "GIRP"


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a progress note and the place in the record it was taken from."""

    text: str
    source: str


@dataclass(frozen=True, slots=True)
class Fact:
    """Something that may stand in a section: its name on the page and the recorded lines of it."""

    label: str
    lines: tuple[Line, ...] = ()


@dataclass(frozen=True, slots=True)
class Part:
    """One section as the content declares it: which facts stand in it, in which order."""

    id: str
    title: str
    facts: tuple[str, ...]
    hint: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """One section as it stands: its text, the lines it is made from, and whether somebody edited it.

    `rendered` is what the record says now; where `edited`, `text` may differ from it.
    """

    id: str
    title: str
    text: str
    lines: tuple[Line, ...]
    rendered: str
    hint: str = ""
    edited: bool = False

    @property
    def differs(self) -> bool:
        """Return whether rendering it again would change the text."""
        return self.edited and self.text.strip() != self.rendered.strip()


def lines_of(part: Part, facts: Mapping[str, Fact]) -> tuple[Line, ...]:
    """Return the lines of a section; a fact of which nothing is recorded says so, unless it is optional."""
    found: list[Line] = []
    for name in part.facts:
        fact = facts.get(name.removesuffix(OPTIONAL))
        if fact is None:
            continue
        if len(fact.lines) == 1 and "\n" not in fact.lines[0].text:
            (only,) = fact.lines
            found.append(Line(_named(fact.label, only.text), only.source))
        elif fact.lines:
            found.append(Line(_named(fact.label, ""), fact.lines[0].source))
            found += [Line(f"– {line.text}", line.source) for line in fact.lines]
        elif not name.endswith(OPTIONAL):
            found.append(Line(_named(fact.label, NOT_RECORDED), "nothing is recorded"))
    return tuple(found)


def _named(label: str, text: str) -> str:
    return f"{label} {text}".strip() if label.endswith("?") else f"{label}: {text}".strip()


def rendered(lines: Iterable[Line]) -> str:
    """Return the text of a section, one line under the other."""
    return "\n".join(line.text for line in lines)


def changes(before: str, after: str) -> tuple[tuple[str, str], ...]:
    """Return what would be taken away ("-") and put in ("+") where one text takes the place of another."""
    told = ndiff(_lines(before), _lines(after))
    return tuple((line[0], line[2:]) for line in told if line[0] in "+-")


def _lines(text: str) -> Sequence[str]:
    return [line.rstrip() for line in text.strip().splitlines()]
