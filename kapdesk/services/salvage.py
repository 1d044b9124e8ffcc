"""A damaged record: what can be read of it goes into a new one, and what is missing is said."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from uuid import UUID

from kapdesk.content import Content
from kapdesk.domain.clock import Clock
from kapdesk.domain.errors import KapdeskError
from kapdesk.domain.people import Person, Role
from kapdesk.services import anchors, audit, restoring, settings
from kapdesk.services.record import Record
from kapdesk.store import key, location, lock
from kapdesk.store import salvage as saving
from kapdesk.store.engine import Store
from kapdesk.store.key import VaultKeys
from kapdesk.store.salvage import Salvaged

__all__ = ["Salvaged", "free_target", "into_place", "save", "told"]

_TABLES = {
    "note": "texts",
    "revision": "earlier versions of texts",
    "client": "clients",
    "session": "sessions",
    "timeline": "moments of journeys",
    "vital": "readings of vitals",
    "dose": "doses",
    "answer": "answers",
    "screen": "screens",
    "integration_note": "integration notes",
    "appointment": "appointments",
    "measure": "measures",
    "person": "people of the clinic",
    "setting": "settings",
    "session_state": "steps of sessions",
    "embodiment_step": "steps of embodiment",
    "insight": "insights",
    "safety_plan": "stay-safe plans",
    "discharge": "discharges",
    "clearance": "clearances",
    "audit": "steps of the audit trail",
}

_NOT_CHECKED = (
    "The audit trail of the new record could not be checked. Check it in Practice after opening, and compare "
    "it with a backup."
)


def _no_step(_number: int, _of: int) -> None:
    """Go on: nobody wants to know how far it is."""


def save(
    folder: Path,
    passphrase: str,
    target: Path | None = None,
    *,
    clock: Clock,
    step: Callable[[int, int], None] = _no_step,
) -> Salvaged:
    """Read what can be read of the record in `folder` into a new record in `target`, under the same keys.

    Without a target, a new folder beside the damaged one is used. Nothing in the damaged folder is changed.
    Takes about a minute for 100 MB: run it as a job; `step` may raise to stop it. Raises WrongPassphrase,
    KeyFileDamaged, RecordMissing, RecordDamaged (nothing can be read), InUse, UnsuitablePlace, NotWritten.
    """
    goal = target or free_target(folder, clock)
    location.refuse_unsuitable(goal)
    keys = key.open_with_passphrase(folder, passphrase)
    held = lock.take(folder)
    try:
        return _with_trail(saving.save(folder, goal, keys, clock.now(), step=step), keys, clock)
    finally:
        keys.wipe()
        held.release()


def free_target(folder: Path, clock: Clock) -> Path:
    """Return a folder beside a record that nothing has yet."""
    path = folder.with_name(f"{folder.name}-saved-{clock.now():%Y-%m-%d_%H%M%S}")
    candidate, number = path, 2
    while candidate.exists():
        candidate, number = path.with_name(f"{path.name}-{number}"), number + 1
    return candidate


def into_place(folder: Path, saved: Path, *, clock: Clock) -> Path:
    """Put a saved record where the damaged one stands; return the folder in which the damaged one is kept.

    Raises InUse while the record is open, BackupNotGood where the folders could not be exchanged.
    """
    held = lock.take(folder)
    try:
        kept = saving.put_in_place(folder, saved, clock.now(), let_go=held.release)
    finally:
        held.release()
    restoring.replaced(folder, restoring.SALVAGED)
    return kept


def told(report: Salvaged) -> tuple[str, ...]:
    """Return in sentences what is in the new record and what is not; no word of a text, no name."""
    found = sum(table.found for table in report.tables)
    lines = [
        f"Rows that were read and stand in the new record: {found}.",
        f"Pages of the damaged record that cannot be read: {report.damaged_pages} of {report.pages}.",
    ]
    trail = (report.trail,) if report.trail else ()
    if report.whole:
        return (*lines, *trail, "Every row that is known of is there.")
    lines += [
        f"Missing {_TABLES.get(table.name, table.name)}: {'' if table.certain else 'at least '}"
        f"{table.missing}; found: {table.found}."
        for table in report.tables
        if table.missing or not table.certain
    ]
    lines += [_of_whom(code, rows) for code, rows in sorted(report.missing_of.items())]
    lines += [_stands_in(name, rows) for name, rows in report.stand_ins.items()]
    if report.journal_lost:
        lines.append(f"Pages of the journal, the last things written, that are lost: {report.journal_lost}.")
    if report.let_go:
        lines.append(f"Rows that no longer say by whom or to what they belong: {report.let_go}.")
    if report.aside:
        lines.append(f"Rows that fit nowhere, kept sealed beside the new record: {report.aside}.")
    return (*lines, *trail)


def _with_trail(report: Salvaged, keys: VaultKeys, clock: Clock) -> Salvaged:
    """Check the audit trail of the new record as it came through, and keep in it what was found."""
    store = Store(report.folder / saving.RECORD, keys.db_key)
    try:
        found = anchors.survivors(store, keys.header)
        who = Person(UUID(key.slot_of(keys.header, keys.user).user), "", "", Role.OWNER)
        record = Record(store, Content(), clock, who, "UTC")
        record = replace(record, zone=settings.get(record, "zone", "UTC"))
        with record.write() as db:
            audit.put(db, record, found.entries())
    except KapdeskError:
        return replace(report, trail=_NOT_CHECKED, trail_whole=False)
    finally:
        store.close()
    return replace(report, trail=found.told(), trail_whole=found.broken_at is None)


def _of_whom(code: str, rows: int) -> str:
    return f"Rows missing of {'clients who cannot be named any more' if code == '?' else code}: {rows}."


def _stands_in(name: str, rows: int) -> str:
    return (
        f"Lost {_TABLES.get(name, name)} to which other rows belong: {rows}. Each stands as “not recovered”, "
        "so that what belongs to it stays together."
    )
