"""The lock on a record's folder, held for just as long as it is needed."""

import contextlib
from collections.abc import Generator
from pathlib import Path

from kapdesk.store import lock


@contextlib.contextmanager
def freed_on_failure(held: lock.VaultLock) -> Generator[None]:
    """Let the lock go when the record does not open."""
    try:
        yield
    except BaseException:
        held.release()
        raise


@contextlib.contextmanager
def locked(folder: Path) -> Generator[None]:
    """Hold the lock, unless this very process holds it already."""
    if lock.held_here(folder):
        yield
        return
    held = lock.take(folder)
    try:
        yield
    finally:
        held.release()
