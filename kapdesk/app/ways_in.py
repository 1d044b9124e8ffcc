"""The ways into a record, each behind the window: a passphrase, a sheet, two custody sheets, a new key."""

from collections.abc import Generator, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING

from kapdesk.domain.clock import SteadyClock
from kapdesk.domain.errors import WrongPassphrase

if TYPE_CHECKING:
    from kapdesk.services.custody import NewOwner
    from kapdesk.ui.jobs import Job


def unlock(folder: Path, passphrase: str, clock: SteadyClock, name: str, slot: str, _job: "Job") -> object:
    """Open a record with somebody's passphrase; `slot` is tried first, `name` spares trying the others."""
    from kapdesk.app.opening import Opening
    from kapdesk.services import vault

    by = vault.SignIn(name, slot)
    with _noting(folder, clock):
        opened = vault.unlock(folder, passphrase, clock=clock, by=by)
    return Opening.of(opened, clock)


def unlock_with_code(folder: Path, code: str, passphrase: str, clock: SteadyClock, _job: "Job") -> object:
    """Open a record with the recovery sheet and set a new passphrase."""
    from kapdesk.app.opening import Opening
    from kapdesk.services import vault

    with _noting(folder, clock):
        opened, new_code = vault.unlock_with_recovery(folder, code, passphrase, clock=clock)
    return Opening.of(opened, clock, new_code=new_code)


def unlock_with_sheets(
    folder: Path, shares: Sequence[str], new: "NewOwner", clock: SteadyClock, _job: "Job"
) -> object:
    """Open a record with two custody sheets, in the opener's own name."""
    from kapdesk.app.opening import Opening
    from kapdesk.services import custody

    with _noting(folder, clock):
        opened = custody.unlock(folder, shares, new, clock=clock)
    opened.notices += (f"Opened with two custody sheets. {new.name} writes from now on, as owner.",)
    return Opening.of(opened, clock)


def rotate(
    folder: Path, passphrase: str, clock: SteadyClock, slot: str, stop: Event | None, job: "Job"
) -> object:
    """Give the record a new key and open it again; the new recovery sheet is shown then.

    With `stop` the backups within reach get it as well, until it is set.
    """
    from kapdesk.app.opening import Opening
    from kapdesk.services import rotation, vault

    also = None if stop is None else partial(_goes_on, stop, job)
    done = rotation.rotate(folder, passphrase, clock=clock, by=vault.SignIn(first=slot), also_backups=also)
    done.opened.notices += done.sentences
    return Opening.of(done.opened, clock, new_code=done.code)


@contextmanager
def _noting(folder: Path, clock: SteadyClock) -> Generator[None]:
    """Note a secret that was not the one: the next unlock enters it in the trail, even after an end."""
    try:
        yield
    except WrongPassphrase:
        from kapdesk.store import wrong_tries

        wrong_tries.note(folder, clock.now())
        raise


def _goes_on(stop: Event, job: "Job", number: int, of: int) -> bool:
    """Say how far the backups are; nothing more is begun once somebody stopped it."""
    if job.tell is not None:
        job.tell(number, of)
    return not (stop.is_set() or job.cancelled())


def practice(folder: Path, zone_name: str, clock: SteadyClock, _job: "Job") -> object:
    """Open the practice room, or make it."""
    from kapdesk.app.opening import Opening
    from kapdesk.services import rehearsal

    return Opening.of(rehearsal.enter(folder, clock=clock, zone_name=zone_name), clock)
