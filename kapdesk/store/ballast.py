"""Sixteen megabytes kept beside the record, given back to a full disk so that the last words still fit."""

import contextlib
import os
import shutil
from pathlib import Path

from kapdesk.store import durable

NAME = "vault.ballast"
SIZE = 16 * 1024 * 1024
ROOM = 4 * SIZE  # how much must be free before the ballast is made (again)
TIGHT = 1024 * 1024  # below this even opening the record may fail
_BLOCK = 1024 * 1024


def keep(folder: Path) -> bool:
    """Make the ballast where it is not there and room allows; say whether it stands. Never raises."""
    path = folder / NAME
    with contextlib.suppress(OSError):
        if stands(folder):
            return True
        if shutil.disk_usage(folder).free < ROOM:
            return False
        path.unlink(missing_ok=True)
        _fill(path)
    return stands(folder)


def stands(folder: Path) -> bool:
    """Say whether the ballast is there in its full size."""
    try:
        return (folder / NAME).stat().st_size == SIZE
    except OSError:
        return False


def free(folder: Path) -> bool:
    """Give the ballast back to the disk; say whether there was any. Never raises."""
    path = folder / NAME
    try:
        path.unlink()
    except OSError:
        return False
    durable.sync_folder(folder)
    return True


def make_room(folder: Path) -> bool:
    """Give the ballast back where the disk has nothing left at all; say whether it was given."""
    try:
        tight = shutil.disk_usage(folder).free < TIGHT
    except OSError:
        return False
    return tight and free(folder)


def _fill(path: Path) -> None:
    """Take the space for good: a file of holes would give nothing back."""
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, durable.PRIVATE_FILE)
    try:
        try:
            if not hasattr(os, "posix_fallocate"):
                _write(handle)
            else:
                os.posix_fallocate(handle, 0, SIZE)
        finally:
            os.close(handle)
    except OSError:
        path.unlink(missing_ok=True)
        raise


def _write(handle: int) -> None:
    """Write what no file system can leave out or make smaller."""
    for _ in range(SIZE // _BLOCK):
        os.write(handle, os.urandom(_BLOCK))
