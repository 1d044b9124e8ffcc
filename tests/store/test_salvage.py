"""What can be read of a damaged record is saved into a new one, and what is missing is listed."""

import random
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import MORNING

from kapdesk.domain.errors import KapdeskError, NotWritten, RecordDamaged, UnsuitablePlace
from kapdesk.services import rehearsal
from kapdesk.store import check, cipher, key, salvage, sealed
from kapdesk.store.key import VaultKeys
from kapdesk.store.keyfile import FIRST, SECOND
from kapdesk.store.pages import PAGE
from kapdesk.store.salvage import ASIDE, RECORD, SETTING, Salvaged

Rows = dict[str, set[str]]
Harm = Callable[[Path], None]


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("salvage") / "record"
    rehearsal.write(folder, clients=3, sessions=4, seed=5)
    return folder


@pytest.fixture(scope="module")
def keys(whole: Path) -> VaultKeys:
    return key.open_with_passphrase(whole, rehearsal.PASSPHRASE)


@pytest.fixture
def damaged(whole: Path, tmp_path: Path) -> Path:
    shutil.copytree(whole, tmp_path / "damaged")
    return tmp_path / "damaged"


def rows_of(folder: Path, keys: VaultKeys) -> Rows:
    connection = cipher.connect_only_reading(folder / RECORD, keys.db_key)
    try:
        return {
            name: {repr(row) for row in connection.execute(f'SELECT * FROM "{name}"')}  # noqa: S608 - our tables
            for name in check.count_rows(connection)
        }
    finally:
        connection.close()


def root_of(folder: Path, keys: VaultKeys, name: str) -> int:
    connection = cipher.connect_only_reading(folder / RECORD, keys.db_key)
    try:
        query = "SELECT rootpage FROM sqlite_schema WHERE name = ?"
        return connection.execute(query, (name,)).fetchone()[0]
    finally:
        connection.close()


def zeroed(folder: Path, *numbers: int) -> None:
    with (folder / RECORD).open("r+b") as file:
        for number in numbers:
            file.seek((number - 1) * PAGE)
            file.write(bytes(PAGE))


def save(damaged: Path, keys: VaultKeys) -> tuple[Salvaged, Rows]:
    target = damaged.parent / "saved"
    before = {path.name: path.read_bytes() for path in damaged.iterdir()}
    report = salvage.save(damaged, target, keys, MORNING)
    assert {path.name: path.read_bytes() for path in damaged.iterdir()} == before
    assert check.check_file(target / RECORD, keys.db_key).whole
    assert sorted(path.name for path in target.iterdir() if path.is_file()) == [RECORD, FIRST, SECOND]
    return report, rows_of(target, keys)


def test_everything_comes_back_although_the_first_page_and_a_table_of_contents_are_gone(
    whole: Path, damaged: Path, keys: VaultKeys
) -> None:
    zeroed(damaged, 1, root_of(whole, keys, "answer"))
    with pytest.raises(RecordDamaged):
        check.first_look(damaged / RECORD, keys.db_key, structure=False)
    report, saved = save(damaged, keys)
    before = rows_of(whole, keys)
    saved["setting"] = {row for row in saved["setting"] if SETTING not in row}
    assert saved == before
    assert report.whole
    assert report.damaged_pages == 2


def test_a_half_of_the_file_gives_what_stands_in_it_and_says_what_is_missing(
    whole: Path, damaged: Path, keys: VaultKeys
) -> None:
    path = damaged / RECORD
    path.write_bytes(path.read_bytes()[: path.stat().st_size * 2 // 3 + 123])
    report, saved = save(damaged, keys)
    before = rows_of(whole, keys)
    assert not report.whole
    for table in report.tables:
        real = len(before[table.name] - saved[table.name])
        assert table.missing == real if table.certain and table.missing else table.missing <= real
        made_up = len(saved[table.name] - before[table.name])
        settings = 1 if table.name == "setting" else 0
        assert made_up <= report.stand_ins.get(table.name, 0) + report.let_go + settings
    assert 0 < sum(map(len, saved.values())) < sum(map(len, before.values()))


def test_a_lost_client_leaves_a_stand_in_that_says_so_and_the_triggers_stand_again(
    whole: Path, damaged: Path, keys: VaultKeys
) -> None:
    zeroed(damaged, root_of(whole, keys, "client"))
    report, saved = save(damaged, keys)
    assert report.stand_ins["client"] == 3
    assert all("not recovered" in row for row in saved["client"])
    before = rows_of(whole, keys)
    for name in ("note", "session", "timeline", "dose", "vital", "answer"):
        assert saved[name] == before[name]
    connection = cipher.connect(damaged.parent / "saved" / RECORD, keys.db_key)
    with pytest.raises(cipher.driver.IntegrityError):
        connection.execute("DELETE FROM revision")
    connection.close()


def test_rows_that_fit_nowhere_are_sealed_beside_the_new_record(
    whole: Path, damaged: Path, keys: VaultKeys
) -> None:
    connection = cipher.connect(damaged / RECORD, keys.db_key)
    connection.execute("PRAGMA foreign_keys = OFF").fetchall()
    connection.execute("DROP TRIGGER IF EXISTS kept_work_look_delete")
    connection.execute("CREATE TABLE foreign_thing (id INTEGER PRIMARY KEY, words TEXT)")
    connection.execute("INSERT INTO foreign_thing VALUES (1, 'the heron')")
    connection.close()
    target = damaged.parent / "saved"
    report = salvage.save(damaged, target, keys, MORNING)
    assert report.aside == 1
    kept = target / ASIDE / "rows.sealed"
    assert b"heron" not in kept.read_bytes()
    assert b"the heron" in sealed.unseal(kept.read_bytes(), keys)


def test_a_saving_that_is_stopped_or_that_the_disk_refuses_leaves_nothing_behind(
    damaged: Path, keys: VaultKeys
) -> None:
    class Stopped(Exception):
        pass

    def stop(number: int, of: int) -> None:
        raise Stopped

    target = damaged.parent / "saved"
    with pytest.raises(Stopped):
        salvage.save(damaged, target, keys, MORNING, step=stop)
    (damaged.parent / "wall").write_bytes(b"")
    with pytest.raises(NotWritten):
        salvage.save(damaged, damaged.parent / "wall" / "saved", keys, MORNING)
    target.mkdir()
    with pytest.raises(UnsuitablePlace):
        salvage.save(damaged, target, keys, MORNING)
    assert sorted(path.name for path in damaged.parent.iterdir()) == ["damaged", "saved", "wall"]


def test_of_noise_nothing_is_saved_and_nothing_is_made(damaged: Path, keys: VaultKeys) -> None:
    (damaged / RECORD).write_bytes(random.Random(1).randbytes(20 * PAGE))
    with pytest.raises(KapdeskError):
        salvage.save(damaged, damaged.parent / "saved", keys, MORNING)
    assert not (damaged.parent / "saved").exists()
