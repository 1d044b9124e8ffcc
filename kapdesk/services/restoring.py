"""What bringing a backup back would lose, said per client and session; and what was brought back, once."""

import contextlib
import json
from pathlib import Path

from kapdesk.domain.clock import show_moment
from kapdesk.store import durable, keyfile, last_seen
from kapdesk.store.newer import Newer
from kapdesk.store.restore import Comparison

RESTORED, SALVAGED, KEPT = "restored", "salvaged", "kept"
NEWS = "vault.news"
_TOLD = {
    RESTORED: "A backup was brought back into this place. What it replaced is kept beside it.",
    SALVAGED: "This record was put together from a damaged one, which is kept beside it.",
    KEPT: "The backup was not brought back. The record is as it was; try again in Practice or at the door.",
}
_SHORT, _LONG, _MOST_BYTES = 3, 12, 200


def in_short(comparison: Comparison) -> str:
    """Return in one line what the present record holds beyond a backup."""
    lines = [_one(each, "UTC") for each in comparison.newer[:_SHORT]]
    more = len(comparison.newer) - _SHORT
    if more > 0:
        lines.append(f"and {more} more")
    if not lines:
        lines = [f"{name} {count}" for name, count in sorted(comparison.lost.items())]
    return "; ".join(lines)


def told(comparison: Comparison, zone: str) -> tuple[str, ...]:
    """Return in lines what bringing a backup back would lose: client codes, counts and times, no text."""
    made = show_moment(comparison.backup.made_at, zone)
    if comparison.now is None:
        unknown = (
            f"The backup of {made} is good. The present record cannot be counted with its keys, so what it "
            "holds beyond the backup is unknown."
        )
        return (unknown,)
    if not comparison.loses:
        return (f"The backup of {made} is good and holds everything that the present record holds.",)
    lines = [f"The backup of {made} is good. The present record holds what was written after it:"]
    lines += [_one(each, zone) for each in comparison.newer[:_LONG]]
    if len(comparison.newer) > _LONG:
        lines.append(f"and {len(comparison.newer) - _LONG} more sessions or clients.")
    return tuple(lines)


def replaced(folder: Path, what: str) -> None:
    """Note that another record stands in a folder now, to be said and kept at the next opening."""
    leave_word(folder, what)
    last_seen.forget(folder, keyfile.read(folder)[0].header.vault_id)


def leave_word(folder: Path, what: str) -> None:
    """Note what came of a wish, to be said at the next opening; a disk that is full says nothing."""
    with contextlib.suppress(OSError):
        durable.write_whole(folder / NEWS, json.dumps({"what": what}).encode())


def take_word(folder: Path) -> str:
    """Return what was noted for this opening and forget it; empty where nothing was."""
    path = folder / NEWS
    try:
        raw = path.read_bytes()[:_MOST_BYTES]
        path.unlink()
        what = json.loads(raw)["what"]
    except (OSError, ValueError, KeyError, TypeError):
        return ""
    return what if what in _TOLD else ""


def sentence(what: str) -> str:
    """Return what is said of it."""
    return _TOLD[what]


def _one(each: Newer, zone: str) -> str:
    whose = each.code or "the clinic"
    where = f" session {each.number}" if each.number is not None else ""
    last = f", last {show_moment(each.last_at, zone)}" if each.last_at else ""
    rows = "1 entry" if each.rows == 1 else f"{each.rows} entries"
    return f"{whose}{where}: {rows}{last}"
