"""Whether the record is whole: its structure, the seal of every page, its references, its rows counted."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from kapdesk.domain.errors import NotWritten, RecordDamaged
from kapdesk.store import cipher
from kapdesk.store.faults import CORRUPT, DAMAGED, NOT_A_DATABASE, primary_code

_MOST_SHOWN = 20
_INDEX = "fts5"  # what the full text calls itself where it says that its pages do not fit its texts
DERIVED = ("search_entry", "search_waiting")
"""Tables that follow from the others and can be made anew at any time: never counted, merged or salvaged."""


@dataclass(frozen=True, slots=True)
class Report:
    """What a check found: problems in plain words (none means whole) and the rows of each table.

    `index_whole` is apart from it: the index of words holds nothing that is not elsewhere, and is made anew.
    """

    problems: tuple[str, ...]
    counts: dict[str, int] = field(default_factory=dict[str, int])
    index_whole: bool = True

    @property
    def whole(self) -> bool:
        """Say whether nothing was found."""
        return not self.problems


def check_file(path: Path, key: bytes, *, quick: bool = False, copy: bool = False) -> Report:
    """Check a file in the order that is right after a crash: structure, journal taken in, page seals, rows.

    Raises RecordMissing, RecordDamaged (not even the first page opens), NotEncrypted.
    """
    connection = cipher.connect(path, key, copy=copy)
    try:
        return check_open(connection, quick=quick)
    finally:
        connection.close()


def check_open(connection: Any, *, quick: bool = False) -> Report:
    """Check over an open connection; raises NotWritten when interrupted or the disk failed."""
    try:
        return _check(connection, quick=quick)
    except cipher.driver.Error as error:
        if primary_code(error) in (CORRUPT, NOT_A_DATABASE):
            return Report(("a page of the record cannot be read",))
        raise NotWritten(
            "The check could not be finished: the record was closed or its disk reported an error. Nothing "
            "was changed. Start it again."
        ) from None


@dataclass(frozen=True, slots=True)
class FirstLook:
    """What a file says of itself before anything may write to it."""

    vault_id: str
    kind: str
    revision: str


def first_look(path: Path, key: bytes, *, structure: bool) -> FirstLook:
    """Read which record this is, and check its structure if wanted, without changing a byte of it.

    Raises RecordMissing, RecordDamaged or NotEncrypted.
    """
    beside = path.with_name(f"{path.name}-shm")
    was_there = beside.exists()
    connection = cipher.connect_only_reading(path, key)
    try:
        said = _what_it_says(connection)
        if structure and _structure(connection, f"PRAGMA quick_check({_MOST_SHOWN})")[0]:
            raise RecordDamaged(DAMAGED)
    except cipher.driver.Error:
        raise RecordDamaged(DAMAGED) from None
    finally:
        connection.close()
        if not was_there:
            beside.unlink(missing_ok=True)
    return said


def _what_it_says(connection: Any) -> FirstLook:
    """Read identity and revision; raises a driver error where their tables are not there."""
    identity = connection.execute("SELECT vault_id, kind FROM vault_identity").fetchall()
    revision = connection.execute("SELECT version_num FROM alembic_version").fetchall()
    if len(identity) != 1 or len(revision) != 1:
        raise RecordDamaged(DAMAGED)
    return FirstLook(str(identity[0][0]), str(identity[0][1]), str(revision[0][0]))


def own_tables(connection: Any) -> list[str]:
    """Return the names of the tables that hold what was written, without those that follow from others."""
    listed = connection.execute("PRAGMA main.table_list").fetchall()
    return sorted(
        row[1]
        for row in listed
        if row[2] == "table" and not row[1].startswith("sqlite_") and row[1] not in DERIVED
    )


def count_rows(connection: Any) -> dict[str, int]:
    """Return the number of rows of every table that holds what was written, by name."""
    names = own_tables(connection)
    return {name: connection.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0] for name in names}  # noqa: S608 - names come from the file's own schema


def _check(connection: Any, *, quick: bool) -> Report:
    """Run the checks on one connection."""
    found, index_whole = _structure(connection, "PRAGMA quick_check" if quick else "PRAGMA integrity_check")
    problems = [f"structure: {line}" for line in found[:_MOST_SHOWN]]
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    if not quick:
        sealed = connection.execute("PRAGMA cipher_integrity_check").fetchall()
        problems += [f"page seal: {row[0]}" for row in sealed[:_MOST_SHOWN]]
    torn = connection.execute("PRAGMA foreign_key_check").fetchall()
    problems += [f"a row of {row[0]} names a row of {row[2]} that is not there" for row in torn[:_MOST_SHOWN]]
    return Report(tuple(problems), count_rows(connection), index_whole)


def _structure(connection: Any, pragma: str) -> tuple[list[str], bool]:
    """Return what is wrong with the structure, and whether the index of words is whole: it is asked too."""
    said = [str(row[0]) for row in connection.execute(pragma) if row[0] != "ok"]
    wrong = [line for line in said if _INDEX not in line.casefold()]
    return wrong, len(wrong) == len(said)
