"""Save what can be read of a damaged record into a new encrypted one, and list what is missing."""

import json
import secrets
import shutil
from collections.abc import Callable
from dataclasses import asdict, dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import Any

from kapdesk.domain.errors import NotWritten, RecordDamaged, UnsuitablePlace
from kapdesk.store import cipher, durable, keyfile, migrate, sealed, search_keep
from kapdesk.store.check import check_file
from kapdesk.store.key import VaultKeys
from kapdesk.store.pages import PageFile
from kapdesk.store.pages_tree import Value
from kapdesk.store.salvage_read import Gathered, Step, Survey, gather, revision, survey
from kapdesk.store.salvage_tables import tables_of
from kapdesk.store.salvage_write import Written, write

RECORD = "vault.db"
ASIDE = "not-placed"
SETTING = "salvage.report"


@dataclass(frozen=True, slots=True)
class SavedTable:
    """One table: rows that were found, and rows that are known to be missing."""

    name: str
    found: int
    missing: int
    certain: bool  # whether the number of missing rows is known and not only a lower bound


@dataclass(frozen=True, slots=True)
class Salvaged:
    """A new record made of what could be read, and everything that is not in it."""

    folder: Path
    tables: tuple[SavedTable, ...]
    pages: int
    damaged_pages: int
    journal_lost: int
    aside: int
    stand_ins: dict[str, int]
    let_go: int
    missing_of: dict[str, int] = field(default_factory=dict[str, int])  # client code, rows
    trail: str = ""  # what became of the audit trail, in a sentence
    trail_whole: bool = True

    @property
    def whole(self) -> bool:
        """Say whether every row that is known of is in the new record as it was."""
        lost = self.aside + self.let_go + self.journal_lost + sum(self.stand_ins.values())
        return (
            self.trail_whole
            and not lost
            and all(table.certain and not table.missing for table in self.tables)
        )


def _no_step(_number: int, _of: int) -> None:
    """Go on: nobody wants to know how far it is."""


def save(source: Path, target: Path, keys: VaultKeys, now: datetime, *, step: Step = _no_step) -> Salvaged:
    """Read what can be read in the folder `source` and make a new record in `target`, under the same keys.

    The old folder is not written to. `step(number, of)` may raise to stop; what was made is then removed.
    Raises UnsuitablePlace where anything stands in `target`, RecordDamaged where nothing can be read,
    NotWritten where the disk does not take the new record.
    """
    if target.exists():
        raise UnsuitablePlace(
            f"Something stands in {target} already. Nothing was changed. Choose another folder."
        )
    building = target.with_name(f".{target.name}.being-saved-{secrets.token_hex(4)}")
    try:
        durable.make_private_folder(building)
        report = _build(source, building, target, keys, now, step)
        building.rename(target)
        durable.sync_folder(target.parent)
    except (OSError, cipher.driver.Error):
        raise NotWritten(
            "The new record could not be written; the disk may be full. The damaged record was not touched. "
            "Make room, or choose a folder on another disk, and try again."
        ) from None
    finally:
        shutil.rmtree(building, ignore_errors=True)
    return report


def _build(
    source: Path, building: Path, target: Path, keys: VaultKeys, now: datetime, step: Step
) -> Salvaged:
    """Read, write, bring to this version, check, and put the key file beside it."""
    path, raw = building / RECORD, keys.db_key
    file = _pages(source / RECORD, raw)
    try:
        seen = survey(file, step)
        if not seen.leaves:
            raise RecordDamaged(
                "Nothing in the damaged record can be read with its key. It was not touched. Restore the "
                "newest good backup, and keep the damaged folder."
            )
        cipher.create(path, raw)
        migrate.upgrade(path, raw, to=_known(revision(file, seen)))
        report = _fill(source, building, target, keys, now, file, seen, step)
    finally:
        file.close()
    migrate.upgrade(path, raw)
    if not check_file(path, raw).whole:
        raise RecordDamaged(
            "The new record did not pass its checks, so it was not kept. The damaged record was not touched. "
            "Restore the newest good backup."
        )
    _put_keys(building, keys)
    return report


def _fill(
    source: Path, building: Path, target: Path, keys: VaultKeys, now: datetime,
    file: PageFile, seen: Survey, step: Step,
) -> Salvaged:  # fmt: skip
    """Carry the rows over on one connection and return what is missing."""
    connection = cipher.connect(building / RECORD, keys.db_key)
    try:
        tables = tables_of(connection)
        read = gather(source / RECORD, keys.db_key, file, seen, tables, step)
        written = write(connection, tables, read, now)
        search_keep.mark_everything(connection)
        _name_record(connection, keys)
        report = _report(target, file, seen, read, written, _codes(connection))
        _note(connection, report, now)
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    finally:
        connection.close()
    _keep_aside(building, written, keys.header.draft_public)
    return report


def _pages(path: Path, raw: bytes) -> PageFile:
    try:
        return PageFile(path, raw)
    except OSError:
        raise RecordDamaged(
            f"The file {path} cannot be read from its disk. Nothing was changed. Copy it to another "
            "disk with a rescue program first, or restore the newest good backup."
        ) from None


def _known(said: str) -> str:
    """Return the version to begin with: the one that was read, or this one's where it is lost."""
    if said:
        migrate.refuse_newer(said)
    return said or migrate.HEAD


def _name_record(connection: Any, keys: VaultKeys) -> None:
    """Put the record's own id back where the row with it was lost."""
    if connection.execute("SELECT count(*) FROM vault_identity").fetchone()[0] == 0:
        header = keys.header
        made_at = f"{datetime.fromisoformat(header.made_at):%Y-%m-%d %H:%M:%S.%f}"
        connection.execute(
            "INSERT INTO vault_identity (id, vault_id, kind, created_at, made_by) VALUES (1, ?, ?, ?, ?)",
            (header.vault_id, header.kind, made_at, header.made_by),
        )


def _report(
    target: Path, file: PageFile, seen: Survey, read: Gathered, written: Written, codes: dict[Value, str]
) -> Salvaged:
    """Put together what is known of what is missing."""
    tables = tuple(
        SavedTable(name, len(found.rows), found.missing, found.complete or not found.known)
        for name, found in read.tables.items()
    )
    missing: dict[str, int] = {}
    for found in read.tables.values():
        for told in found.missing_of:
            code = codes.get(told.get("client_id")) or codes.get(told.get("session_id")) or "?"
            missing[code] = missing.get(code, 0) + 1
    return Salvaged(
        target, tables, file.count, len(seen.damaged), file.journal.lost, len(written.aside),
        written.stand_ins, written.let_go, missing,
    )  # fmt: skip


def _codes(connection: Any) -> dict[Value, str]:
    """Return the code of each client, by the client's id and by the ids of the sessions."""
    found: dict[Value, str] = dict(connection.execute("SELECT id, code FROM client").fetchall())
    found |= dict(
        connection.execute(
            "SELECT session.id, client.code FROM session JOIN client ON client.id = session.client_id"
        ).fetchall()
    )
    return found


def _note(connection: Any, report: Salvaged, now: datetime) -> None:
    """Leave the list of what is missing in the new record, so that it can always be read again."""
    said = {**asdict(report), "folder": "", "at": now.isoformat()}
    connection.execute(
        "INSERT OR REPLACE INTO setting (key, value, changed_at) VALUES (?, ?, ?)",
        (SETTING, json.dumps(said), f"{now:%Y-%m-%d %H:%M:%S.%f}"),
    )


def _keep_aside(building: Path, written: Written, public: bytes) -> None:
    """Seal the rows that no table took into a file beside the new record."""
    if not written.aside:
        return
    folder = building / ASIDE
    durable.make_private_folder(folder)
    rows = [{"table": name, "values": [_plain(value) for value in row]} for name, row in written.aside]
    durable.write_whole(folder / "rows.sealed", sealed.seal(json.dumps(rows).encode(), public))


def _plain(value: Value) -> int | float | str | None:
    return value.hex() if isinstance(value, bytes) else value


def _put_keys(building: Path, keys: VaultKeys) -> None:
    """Write the key file of the same record, marked as closed."""
    header = replace(keys.header, open_since=None, generation=keys.header.generation + 1)
    keyfile.write(building, header, keys.derive("header-mac"))


def put_in_place(folder: Path, saved: Path, now: datetime, *, let_go: Callable[[], None]) -> Path:
    """Put the saved record in the place of the damaged one; return where the damaged one is kept."""
    from kapdesk.store.restore import carry_over, swap

    let_go()
    kept = swap(saved, folder, now, "before-salvage")
    if kept is None:
        return saved
    carry_over(kept, folder)
    return kept
