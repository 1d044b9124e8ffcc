"""Which numbers on a finished page were last tried so long ago that they are to be tried again."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from kapdesk.services import crisis
from kapdesk.services.crisis import CrisisLine
from kapdesk.services.record import Record

NEAR = 20
"""Signs at most between a number and whose it is, as they stand on a page."""
_SPACE = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class TryAgain:
    """The numbers of one page that are to be tried again, and after how many days that is."""

    lines: tuple[CrisisLine, ...] = ()
    after: int = 0


NOTHING_OLD = TryAgain()


def on_page(record: Record, texts: Iterable[str]) -> TryAgain:
    """Return the old numbers that stand on a page, read off the page itself; none stops it.

    The texts are asked for only where there are old numbers.
    """
    old = crisis.stale(record)
    if not old:
        return NOTHING_OLD
    words = _SPACE.sub(" ", " ".join(texts)).casefold()
    return TryAgain(tuple(line for line in old if _stands(line, words)), crisis.try_again_after(record))


def _stands(line: CrisisLine, words: str) -> bool:
    """Return whether a number stands near its name: a blood pressure of 112 is no telephone."""
    name = re.escape(_SPACE.sub(" ", line.label.strip()).casefold())
    number = _SPACE.sub(" ", line.number.strip()).casefold()
    exact = r"(?<!\d)" + r"\s?".join(re.escape(part) for part in re.split(r"\s|(?<=-)", number)) + r"(?!\d)"
    between = rf".{{0,{NEAR}}}?"
    return bool(re.search(f"{exact}{between}{name}|{name}{between}{exact}", words))
