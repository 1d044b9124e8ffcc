"""Keeping: a proved backup, and the check of the whole record."""

from typing import Any

from kapdesk.bench import bare
from kapdesk.bench.figures import About, CannotMeasure, Taken, Unit, alternate, timed
from kapdesk.bench.ground import Ground
from kapdesk.services import backups

BACKUP = About(
    "backup", "a backup: copied, opened with its key, every page and row checked, packed",
    "bare sqlcipher3: VACUUM INTO, then integrity_check and cipher_integrity_check of the copy", 1.2,
    Unit.SECONDS,
)  # fmt: skip
VERIFY = About(
    "verify", "the check of the whole record: structure, page seals, references, rows counted",
    "bare sqlcipher3: integrity_check and cipher_integrity_check", 1.2, Unit.SECONDS,
)  # fmt: skip


def backup(ground: Ground) -> Taken:
    """Make a backup, in turn with a bare copy and its checks."""
    target, copy = ground.work / "backups", ground.work / "copy.db"

    def ours() -> None:
        made = backups.make(ground.opened, target, clock=ground.record.clock)
        made.path.unlink()

    def floor() -> None:
        copy.unlink(missing_ok=True)
        ground.raw.execute("VACUUM INTO ?", (str(copy),))
        other = bare.connect(copy, ground.opened.store.raw_key)
        _check(other)
        other.close()
        copy.unlink()

    return alternate(timed(ours), timed(floor), most=7, least=2, seconds=20, warm=False)


def verify(ground: Ground) -> Taken:
    """Check the record, in turn with the two bare checks."""

    def ours() -> None:
        if not ground.opened.store.verify().whole:
            raise CannotMeasure("the record is damaged")

    def floor() -> None:
        connection = bare.connect(ground.opened.store.path, ground.opened.store.raw_key)
        _check(connection)
        connection.close()

    return alternate(timed(ours), timed(floor), most=7, least=2, seconds=15, warm=False)


def _check(connection: Any) -> None:
    bare.rows(connection, "PRAGMA integrity_check")
    bare.rows(connection, "PRAGMA cipher_integrity_check")
