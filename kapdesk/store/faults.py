"""What went wrong at the disk, told in a sentence, without a word of what was being written."""

from sqlalchemy.exc import DBAPIError, StatementError

from kapdesk.domain.errors import KapdeskError, NotWritten, RecordDamaged, Refused

BUSY, LOCKED, NO_MEMORY, READ_ONLY, INTERRUPTED, IO = 5, 6, 7, 8, 9, 10
CORRUPT, FULL, CANNOT_OPEN, CONSTRAINT, NOT_A_DATABASE = 11, 13, 14, 19, 26
SPOILS = frozenset({READ_ONLY, CORRUPT, NOT_A_DATABASE})
"""After these a connection of the encryption library says no to everything: a new one is needed."""
_KEPT = "What you typed is still here and will be tried again."
_HELD = (
    "something else has held the record's file for 5 seconds (a virus scanner, a backup or clean-up program, "
    "or a long check of kapdesk itself)."
)
_FULL = "the disk is full"
_NOT_WRITTEN = {
    BUSY: f"Not written yet: {_HELD} {_KEPT}",
    LOCKED: f"Not written yet: {_HELD} {_KEPT}",
    NO_MEMORY: f"Not written: the computer is out of memory. {_KEPT} Close other programs.",
    READ_ONLY: f"Not written: the record's folder is read-only. {_KEPT} Allow writing to that folder.",
    INTERRUPTED: f"Not written: the record is being closed. {_KEPT}",
    IO: f"Not written: the disk reported an error. {_KEPT} Make a backup to another disk soon.",
    FULL: f"Not written: {_FULL}. {_KEPT} Make room on the disk.",
    CANNOT_OPEN: f"Not written: the record's file cannot be reached. {_KEPT} Check its disk.",
}
_NOT_READ = (
    "The record cannot be read just now. Nothing was changed. Check that its disk is connected and try again."
)
DAMAGED = (
    "The record is damaged; the passphrase is right. Nothing was changed or deleted. Keep this folder as "
    "it is and restore the newest good backup into place."
)


def told(error: Exception, *, writing: bool) -> KapdeskError | None:
    """Return the sentence for an error of the disk or of the file; None for a fault in the program."""
    if isinstance(error, UnicodeEncodeError):
        return Refused(
            "The text holds a character that cannot be stored. Nothing was written and the text is still "
            "here. Remove what was pasted last and type it instead."
        )
    if isinstance(error, StatementError) and isinstance(error.orig, UnicodeEncodeError):
        return told(error.orig, writing=writing)
    if not isinstance(error, DBAPIError):
        return None
    if primary_code(error.orig) == CONSTRAINT and "constraint failed" not in str(error.orig):
        rule = str(error.orig)  # the words of a trigger: they stand in the migration and hold no value
        return Refused(f"Nothing was changed: {rule}.")
    return _by_code(primary_code(error.orig), writing=writing)


def is_full(error: KapdeskError) -> bool:
    """Say whether this is the sentence for a full disk."""
    return isinstance(error, NotWritten) and _FULL in error.sentence


def primary_code(error: object) -> int:
    """Return SQLite's primary result code of a driver error, 0 where it has none."""
    code = getattr(error, "sqlite_errorcode", None)
    return code & 0xFF if isinstance(code, int) else 0


def is_of_index(error: Exception) -> bool:
    """Say whether it is the index of words that says so: its pages do not fit, the connection is as good."""
    return "fts5" in str(getattr(error, "orig", error)).casefold()


def scrub(error: Exception) -> None:
    """Take statement, values and message out of an error that is kept as the context of another."""
    if isinstance(error, UnicodeEncodeError):
        error.object = ""
    if isinstance(error, StatementError):
        error.params = None
        error.statement = None
        if isinstance(error.orig, Exception):
            scrub(error.orig)
    error.args = (type(error).__name__,) if not isinstance(error, UnicodeEncodeError) else ()


def _by_code(code: int, *, writing: bool) -> KapdeskError | None:
    """Return the sentence for a result code."""
    if code in (CORRUPT, NOT_A_DATABASE):
        return RecordDamaged(DAMAGED)
    if code == CONSTRAINT:
        return Refused("A rule of the record forbids this. Nothing was changed.")
    if code in _NOT_WRITTEN:
        return NotWritten(_NOT_WRITTEN[code]) if writing else NotWritten(_NOT_READ)
    return None
