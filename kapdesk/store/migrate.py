"""Bring an older record to the shape of this version: forward only, all or nothing, always encrypted."""

import threading
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, MetaData, text

from kapdesk.domain.errors import NewerVersion, RecordDamaged
from kapdesk.store import cipher, faults
from kapdesk.store.check import DERIVED
from kapdesk.store.engine import for_changes_of_shape

if TYPE_CHECKING:
    from alembic.config import Config

HEAD = "0004"
SCRIPTS = "kapdesk:store/migrations"
_one_at_a_time = threading.Lock()  # alembic keeps its context in module globals


def refuse_newer(revision: str) -> None:
    """Raise NewerVersion for a revision that this version does not know."""
    from alembic.script import ScriptDirectory

    known = {script.revision for script in ScriptDirectory.from_config(_config()).walk_revisions()}
    if revision not in known:
        raise NewerVersion(
            "This record was written by a newer kapdesk. Nothing was changed. Install the newer version "
            "on this computer and open the record with that."
        )


def upgrade(path: Path, key: bytes, *, to: str = "head") -> None:
    """Apply what is missing in one transaction; on any failure the record stays as it was."""
    from alembic import command

    engine = for_changes_of_shape(path, key)
    try:
        with _one_at_a_time, engine.begin() as connection:
            command.upgrade(_config(connection), to)
            torn = connection.execute(text("PRAGMA foreign_key_check")).all()
            if torn:
                raise RecordDamaged(faults.DAMAGED)
    finally:
        engine.dispose()


def models_equal_head(path: Path, key: bytes, metadata: MetaData) -> list[Any]:
    """Return the differences between the tables in a file and the classes in `rows`; empty when equal."""
    from alembic.autogenerate import compare_metadata
    from alembic.migration import MigrationContext

    engine = for_changes_of_shape(path, key)
    try:
        with engine.connect() as connection:
            virtual = _search_tables(connection)

            def wanted(
                _thing: object, name: str | None, kind: str, _reflected: object, _other: object
            ) -> bool:
                return not (kind == "table" and name in virtual)

            options = {"compare_type": True, "compare_server_default": True, "include_object": wanted}
            context = MigrationContext.configure(connection, opts=options)
            return list(compare_metadata(context, metadata))
    finally:
        engine.dispose()


def head_of_scripts() -> str | None:
    """Return the newest revision among the scripts, for the test that HEAD names it."""
    from alembic.script import ScriptDirectory

    return ScriptDirectory.from_config(_config()).get_current_head()


def _search_tables(connection: Connection) -> set[str]:
    """Return the full-text tables and what stands behind them; they are not classes."""
    rows = connection.execute(text("PRAGMA main.table_list")).all()
    return {str(row[1]) for row in rows if row[2] in ("virtual", "shadow") or row[1] in DERIVED}


def _config(connection: Connection | None = None) -> "Config":
    """Return the settings that an ini file would hold, with the open connection inside."""
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", SCRIPTS)
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    return config


def make_file(path: Path, key: bytes) -> None:
    """Make a new encrypted file with the tables of this version; raises FileExistsError."""
    cipher.create(path, key)
    upgrade(path, key)
