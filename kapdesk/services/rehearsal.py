"""The practice room: an invented clinic with invented people, always in the middle of a day."""

import contextlib
import secrets
import shutil
from collections.abc import Generator
from datetime import datetime, timedelta
from pathlib import Path

from sqlalchemy import func, select

from kapdesk.domain.clock import Clock, SetClock
from kapdesk.domain.errors import UnsuitablePlace
from kapdesk.services import rehearsal_people, settings, vault
from kapdesk.services.rehearsal_clinic import PASSPHRASE, PRACTICE, found_clinic, try_telephones
from kapdesk.services.rehearsal_scale import UNTIL, Written, write
from kapdesk.services.rehearsal_stage import Stage
from kapdesk.services.vault import Opened, VaultState
from kapdesk.store import keyfile
from kapdesk.store.rows import Base, Kept, RevisionRow, VaultIdentityRow

__all__ = ["FRESH_FOR", "PASSPHRASE", "PRACTICE", "UNTIL", "Written", "enter", "write"]

FRESH_FOR = timedelta(days=1)
"""How long “in a session right now” is believed, and how long what a trainee typed is kept."""

TRIED_AGO = timedelta(days=12)


def enter(folder: Path, *, clock: Clock, zone_name: str = "") -> Opened:
    """Open the practice room, or make it on the first visit; nothing is asked.

    One whose day has passed, and in which nobody wrote anything for a day, is made anew. Raises
    UnsuitablePlace where a record of care stands in the folder, and what `vault.unlock` raises.
    """
    if vault.inspect(folder) is VaultState.NOTHING:
        _build(folder, clock, zone_name).close()
        return vault.unlock(folder, PASSPHRASE, clock=clock)
    _refuse_care(folder)
    opened = vault.unlock(folder, PASSPHRASE, clock=clock)
    if not _is_stale(opened, clock.now()):
        return opened
    opened.close()
    _renew(folder, clock, zone_name)
    return vault.unlock(folder, PASSPHRASE, clock=clock)


def _build(folder: Path, clock: Clock, zone_name: str) -> Opened:
    """Make the whole practice room as of now; half of one is never left."""
    now = clock.now().replace(microsecond=0)
    moved = SetClock(now - timedelta(days=400))
    opened, invented = found_clinic(folder, moved, zone_name)
    try:
        for said in rehearsal_people.everyone():
            id_ = rehearsal_people.client_id(said["code"])
            stage = Stage(invented.record, moved, now, invented.people, said["code"], id_)
            rehearsal_people.play(stage, said)
        moved.at = now - TRIED_AGO
        try_telephones(invented.record)
        moved.at = now
        settings.put(invented.record, "rehearsal.day", now.isoformat())
    except BaseException:
        opened.close()
        shutil.rmtree(folder, ignore_errors=True)
        raise
    return opened


def _refuse_care(folder: Path) -> None:
    """Raise UnsuitablePlace where the record in the folder is not a rehearsal."""
    if any(copy.header.kind != PRACTICE for copy in keyfile.read(folder)):
        raise UnsuitablePlace(
            f"The record in {folder} is a record of care, so it was not opened as a practice room. Nothing "
            "was changed. Open it in the ordinary way, or choose another folder for practice."
        )


def _is_stale(opened: Opened, now: datetime) -> bool:
    """Say whether the day of the room has passed and nobody wrote in it for a day."""
    with opened.store.read() as db:
        made = settings.value(db, "rehearsal.day") or db.scalar(select(VaultIdentityRow.created_at))
        if now - (datetime.fromisoformat(made) if isinstance(made, str) else made or now) < FRESH_FOR:
            return False
        tables = [row.class_ for row in Base.registry.mappers if issubclass(row.class_, (Kept, RevisionRow))]
        last = [db.scalar(select(func.max(table.written_at))) for table in tables]
    return all(at is None or now - at >= FRESH_FOR for at in last)


def _renew(folder: Path, clock: Clock, zone_name: str) -> None:
    """Make the room anew beside the old one, then let it take its place."""
    mark = secrets.token_hex(4)
    fresh, old = (folder.with_name(f".{folder.name}.{word}-{mark}") for word in ("anew", "old"))
    with _gone_afterwards(fresh, old):
        _build(fresh, clock, zone_name).close()
        folder.rename(old)
        try:
            fresh.rename(folder)
        except OSError:
            old.rename(folder)
            raise


@contextlib.contextmanager
def _gone_afterwards(*folders: Path) -> Generator[None]:
    try:
        yield
    finally:
        for folder in folders:
            shutil.rmtree(folder, ignore_errors=True)
