"""What rewrites more than a row is killed at each of its file operations: the old or the new one stands."""

import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import MORNING, PASSPHRASE

from kapdesk.domain.clock import SetClock
from kapdesk.domain.errors import KapdeskError, RecordMissing, WrongPassphrase
from kapdesk.services import backups, vault
from kapdesk.store import key, sealed
from kapdesk.store.engine import FILE
from kapdesk.store.pages import PAGE

SCRIPT = Path(__file__).parents[1] / "scripts" / "stricken.py"
OTHER = "seven green kettles sleeping"
Check = Callable[[Path, Path], None]


def struck(folder: Path, what: str, at: int, extra: Path) -> bool:
    """Do a thing and kill it at one operation; say whether it came to its end before."""
    command = [sys.executable, str(SCRIPT), str(folder), what, str(at)]
    done = subprocess.run(
        command, input=f"{PASSPHRASE}\n{OTHER}\n{extra}\n", capture_output=True, text=True, check=False
    )
    assert done.returncode in (0, -9), done.stderr
    return done.stdout == "DONE\n"


def strike_everywhere(fresh: Path, tmp_path: Path, what: str, extra: str, check: Check) -> int:
    """Begin anew and kill one operation later each time, until nothing is left to be killed."""
    for at in range(1, 1000):
        place = tmp_path / f"{what}-{at}"
        shutil.copytree(fresh, place)
        ended = struck(place / "record", what, at, place / extra)
        check(place / "record", place / extra)
        shutil.rmtree(place)
        if ended:
            return at - 1
    raise AssertionError("it never ended")


def opens(folder: Path, passphrase: str) -> bool:
    try:
        opened = vault.unlock(folder, passphrase, clock=SetClock(MORNING))
    except WrongPassphrase:
        return False
    assert opened.store.verify().whole
    opened.close()
    return True


def one_of_both_opens(folder: Path, _extra: Path) -> None:
    assert opens(folder, PASSPHRASE) or opens(folder, OTHER)


def record_and_every_named_backup_are_good(folder: Path, extra: Path) -> None:
    assert opens(folder, PASSPHRASE)
    for path in extra.glob("*.kapbackup") if extra.is_dir() else ():
        backups.check(path, PASSPHRASE)


def one_record_stands_and_the_old_one_is_kept(folder: Path, _extra: Path) -> None:
    kept = list(folder.parent.glob("record-before-restore-*"))
    if folder.exists():
        assert opens(folder, PASSPHRASE)
        assert len(kept) <= 1
        return
    assert len(kept) == 1  # between the two renamings: told at the door, and everything is there
    with pytest.raises(RecordMissing, match="an earlier one is kept"):
        vault.unlock(folder, PASSPHRASE, clock=SetClock(MORNING))
    kept[0].rename(folder)
    assert opens(folder, PASSPHRASE)


def damaged_one_is_untouched_and_the_saved_one_is_whole_or_not_there(folder: Path, extra: Path) -> None:
    with pytest.raises(KapdeskError, match="damaged"):
        vault.unlock(folder, PASSPHRASE, clock=SetClock(MORNING))
    assert (folder / FILE).read_bytes()[:PAGE] == bytes(PAGE)
    assert not extra.exists() or opens(extra, PASSPHRASE)


def record_is_good_and_no_draft_is_half(folder: Path, _extra: Path) -> None:
    assert opens(folder, PASSPHRASE)
    keys = key.open_with_passphrase(folder, PASSPHRASE)
    _drafts, damaged = sealed.found(folder, keys)
    keys.wipe()
    assert damaged == []


@pytest.fixture
def fresh(vault_folder: Path, tmp_path: Path) -> Path:
    """A folder with a record and a backup of it."""
    place = tmp_path / "fresh"
    place.mkdir()
    opened = vault.unlock(vault_folder, PASSPHRASE, clock=SetClock(MORNING))
    made = backups.make(opened, tmp_path / "made", clock=SetClock(MORNING))
    opened.close()
    vault_folder.rename(place / "record")
    made.path.rename(place / "one.kapbackup")
    return place


@pytest.mark.slow
@pytest.mark.timeout(3600)
@pytest.mark.parametrize(
    ("what", "extra", "check"),
    [
        ("passphrase", "x", one_of_both_opens),
        ("backup", "stick", record_and_every_named_backup_are_good),
        ("restore", "one.kapbackup", one_record_stands_and_the_old_one_is_kept),
        ("salvage", "saved", damaged_one_is_untouched_and_the_saved_one_is_whole_or_not_there),
        ("draft", "x", record_is_good_and_no_draft_is_half),
    ],
)
def test_killed_at_each_file_operation_the_old_or_the_new_stands(
    what: str, extra: str, check: Check, fresh: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    if what == "salvage":
        with (fresh / "record" / FILE).open("r+b") as file:
            file.write(bytes(PAGE))
    kills = strike_everywhere(fresh, tmp_path, what, extra, check)
    with capsys.disabled():
        print(f"\n{what}: {kills} kills, one at each file operation; neither old nor new: 0")
    assert kills > 5
