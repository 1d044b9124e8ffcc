"""Wrong tries at a locked door outlive the program that saw them, and come into the trail at the next."""

from datetime import timedelta
from pathlib import Path

import pytest
from conftest import PASSPHRASE

from kapdesk.app import ways_in
from kapdesk.app.opening import Opening
from kapdesk.domain.audit import Action
from kapdesk.domain.clock import SetClock, SteadyClock
from kapdesk.domain.errors import WrongPassphrase
from kapdesk.services import audit, vault
from kapdesk.store import last_seen, wrong_tries
from kapdesk.ui.jobs import Job


@pytest.fixture(autouse=True)
def own_memory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    return tmp_path / "state"


def kept(memory: Path) -> Path:
    (path,) = (memory / "kapdesk" / "seen").glob("*.tries")
    return path


def entered(folder: Path, clock: SetClock) -> list[tuple[str, int | None]]:
    opening = Opening.of(vault.unlock(folder, PASSPHRASE, clock=clock), clock)
    lines = audit.lines(opening.record, action=Action.UNLOCK_FAILED.value)
    found = [(line.of_kind, line.count) for line in lines]
    opening.opened.close()
    return found


def test_tries_of_a_program_that_quit_come_into_the_trail_once_with_their_times(
    vault_folder: Path, own_memory: Path, clock: SetClock
) -> None:
    for _ in range(2):
        wrong_tries.note(vault_folder, clock.now())
        clock.move(minutes=2)
    clock.move(days=1)
    wrong_tries.note(vault_folder, clock.now())
    clock.move(hours=1)
    assert entered(vault_folder, clock) == [("last 23-Nov-2026 09:04", 1), ("last 22-Nov-2026 09:02", 2)]
    assert not list((own_memory / "kapdesk" / "seen").glob("*.tries"))
    assert len(entered(vault_folder, clock)) == 2


def test_a_try_is_noted_behind_the_window_before_it_is_refused(
    vault_folder: Path, own_memory: Path, clock: SetClock
) -> None:
    steady = SteadyClock(clock)
    with pytest.raises(WrongPassphrase):
        ways_in.unlock(vault_folder, "not this one at all", steady, "", "", Job())
    assert len(kept(own_memory).read_bytes().splitlines()) == 1


def test_only_a_sealed_time_is_kept_and_what_others_wrote_is_counted_apart(
    vault_folder: Path, own_memory: Path, clock: SetClock
) -> None:
    wrong_tries.note(vault_folder, clock.now())
    path = kept(own_memory)
    assert b"2026" not in path.read_bytes()
    assert path.stat().st_mode & 0o777 == 0o600
    path.write_bytes(path.read_bytes() + b"bm90IG91cnM=\n\xff\xfe\n")
    assert entered(vault_folder, clock) == [("not readable", 2), ("last 22-Nov-2026 09:00", 1)]


def test_a_computer_that_takes_no_note_keeps_the_tries_as_long_as_the_program_runs(
    vault_folder: Path, own_memory: Path, clock: SetClock
) -> None:
    own_memory.write_bytes(b"a file where the folder would be")
    wrong_tries.note(vault_folder, clock.now())
    assert entered(vault_folder, clock) == [("last 22-Nov-2026 09:00", 1)]
    assert len(entered(vault_folder, clock)) == 1


def test_somebody_who_tries_for_hours_fills_no_disk(
    vault_folder: Path, own_memory: Path, clock: SetClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(wrong_tries, "_MOST_BYTES", 600)
    for _ in range(12):
        wrong_tries.note(vault_folder, clock.now() + timedelta(minutes=1))
    assert len(kept(own_memory).read_bytes()) < 900
    assert last_seen.place(vault_folder, "x").parent == kept(own_memory).parent
