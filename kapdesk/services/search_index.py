"""The index of words follows what is written: in small steps, so that nobody who types waits for it."""

import time
from collections.abc import Callable
from dataclasses import dataclass

from kapdesk.services import search_sources
from kapdesk.services.record import Record
from kapdesk.store import search_keep
from kapdesk.store.search import Entry, IndexBroken, Key

Step = Callable[[int, int], None]
_FIRST, _MOST = 8, 10_000  # rows of the first step, and at most
_BREATH = 0.004  # seconds between two gentle steps, in which somebody else may write


@dataclass(frozen=True, slots=True)
class _Pace:
    """How long one step should take, and how many letters it takes at most (or one row of more)."""

    seconds: float
    letters: int

    def next(self, rows: int, taken: int, took: float) -> int:
        """Return how many rows to take next, so that it takes as long as it should."""
        if took > self.seconds:
            return max(1, taken // 2)
        return min(taken * 2, _MOST) if took < self.seconds / 2 else min(rows, taken)

    def some(self, keys: list[Key], entries: dict[Key, Entry]) -> list[Key]:
        """Return as many rows as have no more letters together than one step takes, and one at least."""
        letters, found = 0, list[Key]()
        for key in keys:
            letters += len(entries[key].words) if key in entries else 0
            if found and letters > self.letters:
                break
            found.append(key)
        return found


_GENTLE, _QUICK = _Pace(0.010, 200_000), _Pace(1.0, 8_000_000)


def no_step(_number: int, _of: int) -> None:
    """Go on: nobody wants to know how far it is."""


def is_behind(record: Record) -> bool:
    """Return whether there is anything the index does not know as it is now."""
    with record.store.read() as db:
        return bool(search_keep.waiting(db, 1))


def catch_up(
    record: Record, *, at_most: int | None = None, seconds: float | None = None, gentle: bool = True,
    step: Step = no_step,
) -> int:  # fmt: skip
    """Take what was written, changed or deleted into the index; return how many rows still wait.

    Each step is a transaction of its own. A gentle one takes some 10 ms, with a breath after it, for work
    beside somebody who types. Stops after `at_most` rows or so many `seconds`; `step` hears how far it is and
    may raise to stop. Raises NotWritten where the disk takes nothing or the record is let go.
    """
    with record.store.read() as db:
        of = search_keep.count_waiting(db)
    pace = _GENTLE if gentle else _QUICK
    begun, rows, done = time.monotonic(), _FIRST, 0
    while done < of or is_behind(record):
        step(done, max(of, done + 1))
        taken, took = _take(record, pace, rows if at_most is None else min(rows, at_most - done))
        done += taken
        rows = pace.next(rows, taken, took)
        is_over = seconds is not None and time.monotonic() - begun >= seconds
        if is_over or not taken or done == at_most:
            break
        if gentle:
            time.sleep(_BREATH)
    with record.store.read() as db:
        return search_keep.count_waiting(db)


def make_anew(record: Record) -> None:
    """Empty the index and mark everything that has words; `catch_up` builds it."""
    with record.store.write() as db:
        search_keep.start_over(db)


def _take(record: Record, pace: _Pace, rows: int) -> tuple[int, float]:
    """Take some rows in; return how many, and the seconds it took. A damaged index is made anew first."""
    begun = time.monotonic()
    try:
        taken = _keep(record, pace, rows)
    except IndexBroken:
        make_anew(record)
        taken = _keep(record, pace, rows)
    return taken, time.monotonic() - begun


def _keep(record: Record, pace: _Pace, rows: int) -> int:
    with record.store.write() as db:
        keys = search_keep.waiting(db, rows)
        entries = search_sources.read(db, record.content, keys)
        keys = pace.some(keys, entries)
        search_keep.keep(db, keys, {key: entries[key] for key in keys if key in entries})
    return len(keys)
