"""Which backups are kept: the last of each of 7 days, 4 weeks and 12 months."""

import re
from datetime import date, datetime
from pathlib import Path

from kapdesk.store.archive import SUFFIX

DAYS, WEEKS, MONTHS = 7, 4, 12
_NAME = re.compile(
    r"(?P<at>\d{4}-\d\d-\d\d_\d{6})_(?P<vault>[0-9a-f]{8})(?:-(?P<number>\d+))?" + re.escape(SUFFIX)
)


def ordinary(target: Path, vault_id: str) -> list[tuple[datetime, Path]]:
    """Return this record's ordinary backups in a folder, newest first; special and foreign ones not."""
    found: list[tuple[datetime, int, Path]] = []
    for path in target.glob(f"*{SUFFIX}") if target.is_dir() else ():
        name = _NAME.fullmatch(path.name)
        if name and name["vault"] == vault_id[:8]:
            at = datetime.strptime(name["at"] + "+0000", "%Y-%m-%d_%H%M%S%z")
            found.append((at, int(name["number"] or 1), path))  # the second of one second is the newer one
    return [(at, path) for at, _, path in sorted(found, reverse=True)]


def superfluous(backups: list[tuple[datetime, Path]]) -> list[Path]:
    """Return the backups that no day, week or month needs; `backups` come newest first."""
    kept: set[Path] = set()
    for spans, most in ((_day, DAYS), (_week, WEEKS), (_month, MONTHS)):
        seen: set[object] = set()
        for at, path in backups:
            span = spans(at.date())
            if span not in seen and len(seen) < most:
                kept.add(path)
                seen.add(span)
    return [path for _, path in backups if path not in kept]


def thin(target: Path, vault_id: str, *, spared: Path | None = None) -> list[Path]:
    """Remove superfluous backups of one record; return what was removed.

    The one that was made just now is `spared` whatever its name says: a clock that went back would let it
    seem older than all the others.
    """
    removed: list[Path] = []
    for path in superfluous(ordinary(target, vault_id)):
        if path == spared:
            continue
        path.unlink(missing_ok=True)
        removed.append(path)
    return removed


def _day(day: date) -> object:
    """Return the day itself."""
    return day


def _week(day: date) -> object:
    """Return year and week."""
    return day.isocalendar()[:2]


def _month(day: date) -> object:
    """Return year and month."""
    return day.year, day.month
