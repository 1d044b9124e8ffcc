"""The encrypted file without kapdesk: the driver alone, with the raw key, as the floors use it."""

import importlib
from pathlib import Path
from typing import Any

driver: Any = importlib.import_module("sqlcipher3.dbapi2")

AS_IN_THE_RECORD = (
    "PRAGMA journal_mode = WAL",
    "PRAGMA synchronous = FULL",
    "PRAGMA fullfsync = ON",
    "PRAGMA foreign_keys = ON",
    "PRAGMA secure_delete = ON",
    "PRAGMA temp_store = MEMORY",
)
"""What makes a bare commit as durable, and as forgetting, as one of the record."""


def connect(path: Path, key: bytes, *settings: str) -> Any:
    """Open an encrypted file with its raw key, and nothing more than these settings."""
    connection = driver.connect(str(path), isolation_level=None, check_same_thread=False)
    connection.set_key(f"x'{key.hex()}'")
    for setting in settings:
        connection.execute(setting).fetchall()
    connection.execute("SELECT count(*) FROM sqlite_schema").fetchall()
    return connection


def rows(connection: Any, query: str, *values: object) -> list[Any]:
    """Fetch every row of a question."""
    return connection.execute(query, values).fetchall()
