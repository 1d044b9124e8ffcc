"""One connection to the encrypted file, opened in the one order that cannot end in clear text."""

import importlib
import threading
from pathlib import Path
from typing import Any
from urllib.parse import quote

from kapdesk.domain.errors import NotEncrypted, NotWritten, RecordDamaged, RecordMissing
from kapdesk.store.faults import CORRUPT, DAMAGED, NOT_A_DATABASE, primary_code

APPLICATION_ID = 0x6B617064  # "kapd"
PAGE = 4096
PLAIN = b"SQLite format 3\0"
OLDEST_SQLITE = (3, 51, 3)

driver: Any = importlib.import_module(
    "sqlcipher3.dbapi2"
)  # no types: everything of it stays inside the store

_ALWAYS: tuple[tuple[str, str, object], ...] = (
    ("synchronous", "FULL", 2),
    ("fullfsync", "ON", 1),
    ("checkpoint_fullfsync", "ON", 1),
    ("foreign_keys", "ON", 1),
    ("secure_delete", "ON", 1),
    ("temp_store", "MEMORY", 2),
    ("trusted_schema", "OFF", 0),
    ("cell_size_check", "ON", 1),
    ("mmap_size", "0", 0),
    ("recursive_triggers", "ON", 1),
    ("busy_timeout", "5000", 5000),
    ("journal_size_limit", "4194304", 4194304),
)
_JOURNAL = ("journal_mode", "WAL", "wal")
_quiet = threading.Event()


def connect(path: Path, key: bytes, *, copy: bool = False) -> Any:
    """Open the file with its 48 bytes of key and salt; a copy keeps its own journal mode.

    Raises RecordMissing, RecordDamaged, NotEncrypted or NotWritten; creates nothing.
    """
    look(path)
    return _open(path, key, "rw", [*([] if copy else [_JOURNAL]), *_ALWAYS])


def connect_only_reading(path: Path, key: bytes) -> Any:
    """Open the file so that neither it nor its journal can change; the caller holds the folder's lock."""
    look(path)
    journal = path.with_name(f"{path.name}-wal")
    waiting = journal.exists() and journal.stat().st_size > 0
    return _open(path, key, "ro" if waiting else "ro&immutable=1", [])


def create(path: Path, key: bytes) -> None:
    """Make a new empty encrypted file; raises FileExistsError where anything stands."""
    if path.exists():
        raise FileExistsError
    try:
        made = _open(path, key, "rwc", [], new=True)
        try:
            made.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        finally:
            made.close()
    except BaseException:
        path.unlink(missing_ok=True)
        raise
    path.chmod(0o600)
    look(path)


def look(path: Path) -> None:
    """Refuse a missing, empty or clear-text file before anything opens it; needs no key."""
    try:
        with path.open("rb") as file:
            start = file.read(PAGE)
    except FileNotFoundError:
        raise RecordMissing(
            f"There is no record at {path}, although one is expected there. Nothing was created. Look "
            "whether the folder was moved, or restore a backup."
        ) from None
    except OSError:
        raise RecordDamaged(
            f"The record at {path} cannot be read from its disk. Nothing was changed."
        ) from None
    if start.startswith(PLAIN):
        raise RecordDamaged(
            f"The file at {path} is not an encrypted record but an open database. Nothing was changed and "
            "it was not used. Keep it aside and restore the newest good backup."
        )
    if len(start) < PAGE:
        raise RecordDamaged(
            f"The record at {path} is {'empty' if not start else 'cut off'}. Nothing was changed or "
            "created. Restore the newest good backup."
        )


def guard(connection: Any) -> None:
    """Refuse a library that would write clear text (another SQLite in its place) or is too old."""
    version = _one(connection, "PRAGMA cipher_version")
    status = _one(connection, "PRAGMA cipher_status")
    if not version or str(status) != "1" or driver.sqlite_version_info < OLDEST_SQLITE:
        raise NotEncrypted(
            "The encryption library of this installation is not at work, so the record was not opened and "
            "nothing was written. Install kapdesk again; if LD_PRELOAD or a similar setting is in use, "
            "remove it."
        )


def _open(
    path: Path, key: bytes, mode: str, settings: list[tuple[str, str, object]], *, new: bool = False
) -> Any:
    """Open, set the key, check that encryption is on, then set and read back everything else."""
    _silence()
    try:
        connection = driver.connect(
            f"file:{quote(str(path))}?mode={mode}", uri=True, isolation_level=None, check_same_thread=False
        )
    except driver.Error:
        raise NotWritten("The record's file cannot be opened. Nothing was changed. Check its disk.") from None
    try:
        _set_key(connection, key)
        guard(connection)
        connection.execute("SELECT count(*) FROM sqlite_schema").fetchall()
        if not new:
            _recognise(connection)
        for name, value, expected in settings:
            _set(connection, name, value, expected)
    except driver.Error as error:
        connection.close()
        if primary_code(error) in (CORRUPT, NOT_A_DATABASE):
            raise RecordDamaged(DAMAGED) from None
        raise NotWritten(
            "The record cannot be opened just now. Nothing was changed. Check its disk."
        ) from None
    except BaseException:
        connection.close()
        raise
    return connection


def _recognise(connection: Any) -> None:
    """Refuse an encrypted file that is not one of ours."""
    if _one(connection, "PRAGMA application_id") != APPLICATION_ID:
        raise RecordDamaged(DAMAGED)


def _set_key(connection: Any, key: bytes) -> None:
    """Give the raw key; a library without encryption raises here."""
    try:
        connection.set_key(f"x'{key.hex()}'")
    except (driver.Error, AttributeError):
        raise NotEncrypted(
            "The encryption library of this installation is not at work, so the record was not opened and "
            "nothing was written. Install kapdesk again."
        ) from None


def _set(connection: Any, name: str, value: str, expected: object) -> None:
    """Set one PRAGMA and read it back."""
    connection.execute(f"PRAGMA {name} = {value}").fetchall()
    if _one(connection, f"PRAGMA {name}") != expected:
        raise NotEncrypted(
            f"The record's library does not keep the setting {name}, on which its safety depends. The "
            "record was not opened and nothing was written. Install kapdesk again."
        )


def _one(connection: Any, query: str) -> Any:
    """Return the single value of a query, None when there is none."""
    row = connection.execute(query).fetchone()
    return row[0] if row else None


def _silence() -> None:
    """Stop the library from writing warnings to the terminal, once per process."""
    if not _quiet.is_set():
        connection = driver.connect(":memory:")
        connection.execute("PRAGMA cipher_log_level = NONE").fetchall()
        connection.close()
        _quiet.set()
