"""What the present record holds beyond a backup: of which client, which session, how much and until when."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from kapdesk.store.check import own_tables

_OWNERS = ("client_id", "session_id", "integration_id")
_VERSION = ("row_version", "written_at", "changed_at")
_NOT_WORDS = ("audit", "setting", "alembic_version", "sqlite_sequence")
Keys = dict[str, tuple[Any, ...]]


@dataclass(frozen=True, slots=True)
class Newer:
    """Rows of one session (or of a client, or of the clinic) that a backup has not, or has in an older form.

    `code` is the client's code, empty for what belongs to no client; `number` the session's. No text.
    """

    code: str
    number: int | None
    rows: int
    last_at: datetime | None


def newer(present: Any, backup: Any) -> tuple[Newer, ...]:
    """Compare two open records row by row, by id and version; the newest first."""
    found: dict[tuple[str, int | None], tuple[int, str]] = {}
    whose = _Whose(present)
    for name, columns in _tables(present).items():
        if name in _NOT_WORDS or "id" not in columns:
            continue
        there = _versions(backup, name, _versioned(columns))
        for row_id, version in _versions(present, name, _versioned(columns)).items():
            if there.get(row_id) != version:
                key = whose.of(name, columns, row_id)
                rows, last = found.get(key, (0, ""))
                found[key] = (rows + 1, max(last, _when(columns, version)))
    told = [Newer(code, number, rows, _instant(last)) for (code, number), (rows, last) in found.items()]
    return tuple(sorted(told, key=_age, reverse=True))


class _Whose:
    """Says of which client and session a row is."""

    def __init__(self, connection: Any) -> None:
        self._connection = connection
        self._codes: dict[str, str] = dict(connection.execute("SELECT id, code FROM client").fetchall())
        self._sessions: dict[str, tuple[str, int]] = {
            row[0]: (self._codes.get(row[1], ""), row[2])
            for row in connection.execute("SELECT id, client_id, number FROM session")
        }

    def of(self, table: str, columns: list[str], row_id: str) -> tuple[str, int | None]:
        """Return the client's code and the session's number, as far as the row names them."""
        if table == "client":
            return self._codes.get(row_id, ""), None
        if table == "session":
            return self._sessions.get(row_id, ("", None))
        owners = [column for column in _OWNERS if column in columns]
        if not owners:
            return "", None
        query = f'SELECT {", ".join(owners)} FROM "{table}" WHERE id = ?'  # noqa: S608 - names of our own tables
        told = dict(zip(owners, self._connection.execute(query, (row_id,)).fetchone(), strict=True))
        if told.get("session_id") in self._sessions:
            return self._sessions[told["session_id"]]
        return self._codes.get(told.get("client_id", ""), ""), None


def _tables(connection: Any) -> dict[str, list[str]]:
    return {
        name: [row[1] for row in connection.execute(f'PRAGMA table_info("{name}")').fetchall()]
        for name in own_tables(connection)
    }


def _versioned(columns: list[str]) -> list[str]:
    return [column for column in _VERSION if column in columns]


def _versions(connection: Any, table: str, versioned: list[str]) -> Keys:
    """Return id and version of each row; nothing where a backup has no such table yet."""
    if not connection.execute("SELECT 1 FROM sqlite_schema WHERE name = ?", (table,)).fetchone():
        return {}
    query = f'SELECT {", ".join(["id", *versioned])} FROM "{table}"'  # noqa: S608 - names of our own tables
    return {row[0]: tuple(row[1:]) for row in connection.execute(query)}


def _when(columns: list[str], version: tuple[Any, ...]) -> str:
    """Return when a row was written, as the file writes instants."""
    told = dict(zip(_versioned(columns), version, strict=True))
    return str(told.get("written_at") or told.get("changed_at") or "")


def _instant(said: str) -> datetime | None:
    return datetime.fromisoformat(said).replace(tzinfo=UTC) if said else None


def _age(one: Newer) -> tuple[str, str]:
    return (one.last_at.isoformat() if one.last_at else "", one.code)
