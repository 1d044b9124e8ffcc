"""A document leaves the record on purpose: closed with a password, or open with its risk said first."""

import secrets
from pathlib import Path

from kapdesk.domain.errors import NotWritten, Refused
from kapdesk.store import durable, location

_CONSONANTS, _VOWELS = "bdfgklmnprstvz", "aeiou"
_WORDS, _SYLLABLES = 4, 3
SHORTEST = 8
IN_CLEAR = (
    "Without a password anyone who opens this file can read it, on this computer, on a copy of its disk and "
    "wherever the file is sent. kapdesk cannot take it back."
)


def new_password() -> str:
    """Return four random words of three syllables each, about 73 bits, easy to read out and to type."""
    return "-".join(_word() for _ in range(_WORDS))


def _word() -> str:
    return "".join(secrets.choice(_CONSONANTS) + secrets.choice(_VOWELS) for _ in range(_SYLLABLES))


def warning(folder: Path) -> str:
    """Return why a folder is a risk for a document; empty where nothing speaks against it."""
    where = folder.absolute()
    if _is_temporary(where):
        return "This folder is for passing files: others may read it, and the system empties it."
    reason = location.unsuitable(where)
    return f"Think twice about this folder: {reason}." if reason else ""


def _is_temporary(folder: Path) -> bool:
    names = {part.casefold() for part in folder.parts}
    return bool(names & {"tmp", "temp", "downloads"})


def save(
    pdf: bytes, target: Path, *, password: str = "", in_clear: bool = False, replace: bool = False
) -> Path:
    """Write a finished document to a file that only this user can read, wholly or not at all.

    With a password it is closed with AES-256. Raises Refused for an open file that was not asked for by name,
    a password that is too short, a folder that is not there, and a name that is taken; NotWritten where the
    disk did not take it.
    """
    if not password and not in_clear:
        raise Refused(
            "A document is saved without a password only where that is asked for. Nothing was saved. Choose "
            "a password, or confirm that the file may be open."
        )
    if password and len(password) < SHORTEST:
        raise Refused(
            f"A password has {SHORTEST} signs or more. Nothing was saved. Take the words that are offered."
        )
    if not target.parent.is_dir():
        raise Refused("This folder is not there. Nothing was saved. Choose another folder.")
    if not replace and _stands(target):
        raise Refused(
            "A file of this name is there already. Nothing was saved. Choose another folder, or remove it."
        )
    _write(_closed(pdf, password), target)
    return target


def _stands(target: Path) -> bool:
    """Return whether there is a file of that name; a name no disk takes is told when it is written."""
    try:
        return target.exists()
    except OSError:
        return False


def _closed(pdf: bytes, password: str) -> bytes:
    if not password:
        return pdf
    from kapdesk.reports.pdf import encrypt

    return encrypt(pdf, password)


def _write(content: bytes, target: Path) -> None:
    try:
        durable.write_whole(target, content)
    except OSError:
        raise NotWritten(
            "The disk did not take the document, so there is no file. The record was not touched. Choose "
            "another folder, or make room."
        ) from None
