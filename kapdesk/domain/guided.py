"""Five, four, three, two, one: asked first, one sense at a time, and stopped at any moment without a word."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

WELCOME, ENDED = "welcome", "ended"


class Welcome(StrEnum):
    """How the question was answered whether it would be welcome."""

    YES = "yes"
    NOT_NOW = "not-now"
    NO = "no"


class End(StrEnum):
    """How it ended; stopping is as good as going on."""

    WHOLE = "whole"
    STOPPED = "stopped"


class Gone(StrEnum):
    """What became of one sense."""

    DONE = "done"
    LEFT_OUT = "left-out"


@dataclass(frozen=True, slots=True)
class Said:
    """One thing that was written: the question, the welcome, a sense or the end."""

    item: str
    value: str
    at: datetime
    words: str = ""


@dataclass(frozen=True, slots=True)
class Run:
    """One time through: whether it was welcome, each sense that was gone through, and how it ended."""

    welcome: Welcome
    begun_at: datetime
    senses: tuple[Said, ...] = ()
    end: End | None = None
    ended_at: datetime | None = None
    order: Sequence[str] = field(default=(), repr=False)

    @property
    def under_way(self) -> bool:
        """Return whether it goes on: welcome, not stopped, and a sense is left."""
        return self.welcome is Welcome.YES and self.end is None and self.sense is not None

    @property
    def sense(self) -> str | None:
        """Return the sense that is next; None where all were gone through."""
        gone = {one.item for one in self.senses}
        return next((item for item in self.order if item not in gone), None)

    @property
    def seconds(self) -> int:
        """Return how long it took so far: to the last sense or the end, in seconds."""
        last = self.ended_at or (self.senses[-1].at if self.senses else self.begun_at)
        return int((last - self.begun_at).total_seconds())


def runs(said: Iterable[Said], order: Sequence[str]) -> tuple[Run, ...]:
    """Return every time through, in the order of writing; a new question begins a new one."""
    found: list[Run] = []
    for one in said:
        if one.item == WELCOME:
            found.append(Run(Welcome(one.value), one.at, order=tuple(order)))
        elif found:
            found[-1] = _gone_on(found[-1], one)
    return tuple(found)


def _gone_on(run: Run, one: Said) -> Run:
    if not run.under_way:
        return run
    if one.item == ENDED:
        return Run(run.welcome, run.begun_at, run.senses, End(one.value), one.at, run.order)
    if one.item in run.order and one.item not in {each.item for each in run.senses}:
        run = Run(run.welcome, run.begun_at, (*run.senses, one), order=run.order)
        if run.sense is None:
            return Run(run.welcome, run.begun_at, run.senses, End.WHOLE, one.at, run.order)
    return run
