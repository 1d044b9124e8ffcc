"""Writing is whole or not at all, always encrypted, and a failure tells nothing of what was written."""

import ctypes.util
import logging
import os
import subprocess
import sys
import threading
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.orm import Session

from kapdesk.domain.errors import NotEncrypted, NotWritten, RecordDamaged, RecordMissing, Refused
from kapdesk.store import cipher
from kapdesk.store.engine import FILE, Closed, Store
from kapdesk.store.rows import SettingRow

CANARY = "the-heron-crossed-the-lake-of-glass"
AT = datetime(2026, 11, 22, tzinfo=UTC)


@pytest.fixture
def store(template, vault_folder: Path):
    opened = Store(vault_folder / FILE, template.key)
    yield opened
    opened.close()


def _put(db: Session, key: str, value: str) -> None:
    db.add(SettingRow(key=key, value=value, changed_at=AT, changed_by=None))


def _value(store: Store, key: str) -> str | None:
    with store.read() as db:
        row = db.get(SettingRow, key)
        return row.value if row else None


def test_a_written_row_is_there_for_the_next_reader(store: Store) -> None:
    with store.write() as db:
        _put(db, "a", "1")
    assert _value(store, "a") == "1"


def test_a_block_that_fails_leaves_nothing(store: Store) -> None:
    with pytest.raises(ZeroDivisionError), store.write() as db:  # noqa: PT012 - the block is what is tried
        _put(db, "a", "1")
        db.flush()
        raise ZeroDivisionError
    assert _value(store, "a") is None


def test_reading_never_writes(store: Store) -> None:
    with store.read() as db:
        _put(db, "a", "1")
        db.flush()
    assert _value(store, "a") is None


def test_a_reader_sees_one_moment(store: Store) -> None:
    with store.read() as db:
        assert db.get(SettingRow, "a") is None
        with store.write() as other:
            _put(other, "a", "1")
        assert db.execute(text("SELECT count(*) FROM setting WHERE key = 'a'")).scalar() == 0


def test_a_full_disk_is_told_keeps_the_words_out_and_passes(store: Store) -> None:
    with pytest.raises(NotWritten, match="is full") as failed, store.write() as db:  # noqa: PT012 - as above
        db.connection().exec_driver_sql("PRAGMA max_page_count = 1")
        _put(db, "big", CANARY * 100_000)
        db.flush()
    assert CANARY not in _everything_said(failed.value)
    assert "SELECT" not in failed.value.sentence
    with store.write() as db:
        db.connection().exec_driver_sql("PRAGMA max_page_count = 1073741823")
        _put(db, "big", CANARY)
    assert _value(store, "big") == CANARY


def test_a_record_on_a_read_only_disk_says_so(store: Store) -> None:
    with pytest.raises(NotWritten, match="read-only"), store.write() as db:  # noqa: PT012 - as above
        db.connection().exec_driver_sql("PRAGMA query_only = ON")
        _put(db, "a", "1")


def test_a_rule_of_the_record_is_refused_in_a_sentence_without_values(store: Store) -> None:
    with store.write() as db:
        _put(db, CANARY, "1")
    with pytest.raises(Refused) as refused, store.write() as db:
        _put(db, CANARY, "2")
    assert CANARY not in _everything_said(refused.value)


def test_the_words_of_a_trigger_reach_the_reader(store: Store) -> None:
    with store.write() as db:
        db.execute(
            text("CREATE TRIGGER t BEFORE DELETE ON setting BEGIN SELECT RAISE(ABORT, 'settings stay'); END")
        )
        _put(db, "a", "1")
    with pytest.raises(Refused, match="settings stay"), store.write() as db:
        db.execute(text("DELETE FROM setting"))


def test_a_character_that_cannot_be_stored_is_refused_and_not_repeated(store: Store) -> None:
    with pytest.raises(Refused, match="character") as refused, store.write() as db:
        _put(db, "a", CANARY + "\ud800")
    assert CANARY not in _everything_said(refused.value)


def test_a_fault_of_the_program_is_not_dressed_up(store: Store) -> None:
    with pytest.raises(Exception) as fault, store.write() as db:  # noqa: PT011 - any class but ours
        db.execute(text("SELECT nothing FROM nowhere WHERE x = :x"), {"x": CANARY})
    assert not isinstance(fault.value, NotWritten | Refused)
    assert CANARY not in _everything_said(fault.value)


def test_another_writer_who_does_not_finish_is_told_as_busy(store: Store, template) -> None:
    other = cipher.connect(store.path, template.key)
    other.execute("BEGIN IMMEDIATE")
    with store.read() as db:
        db.connection().exec_driver_sql("PRAGMA busy_timeout = 1")
    with pytest.raises(NotWritten, match="has held the record") as failed, store.write() as db:
        _put(db, "a", "1")
    other.close()
    assert "locked" not in failed.value.sentence
    assert "database" not in failed.value.sentence


def test_many_threads_write_at_once_and_nothing_is_lost(store: Store) -> None:
    def write(name: str) -> None:
        for number in range(15):
            with store.write() as db:
                _put(db, f"{name}-{number}", name)

    threads = [threading.Thread(target=write, args=(str(name),)) for name in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with store.read() as db:
        assert db.execute(text("SELECT count(*) FROM setting WHERE key LIKE '%-%'")).scalar() == 90


def test_a_damaged_page_that_was_met_does_not_keep_whole_pages_from_being_written(store: Store) -> None:
    with store.read() as db:
        run = db.connection().exec_driver_sql
        root = run("SELECT rootpage FROM sqlite_schema WHERE name = 'answer'").scalar_one()
    store.checkpoint()
    with store.path.open("r+b") as file:
        file.seek((root - 1) * 4096 + 100)
        file.write(bytes(64))
    for key in ("a", "b", "c"):
        with pytest.raises(RecordDamaged), store.read() as db:
            db.connection().exec_driver_sql("SELECT * FROM answer").all()
        with store.write() as db:
            _put(db, key, "written")
    assert [_value(store, key) for key in ("a", "b", "c")] == ["written"] * 3


def test_a_closed_record_lets_nobody_in_and_leaves_no_journal(store: Store) -> None:
    with store.write() as db:
        _put(db, "a", "1")
    store.close()
    for block in (store.read, store.write):
        with pytest.raises(Closed), block():
            pass
    with pytest.raises(Closed):
        _ = store.raw_key
    assert not store.path.with_name(FILE + "-wal").exists()
    store.close()


def test_closing_stops_a_reader_that_is_still_at_work(store: Store) -> None:
    begun = threading.Event()
    said: list[Exception] = []
    endless = "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT count(*) FROM n"

    def read() -> None:
        try:
            with store.read() as db:
                connection = db.connection()
                begun.set()
                connection.execute(text(endless))
        except Exception as error:  # noqa: BLE001 - looked at below
            said.append(error)

    thread = threading.Thread(target=read, daemon=True)
    thread.start()
    assert begun.wait(10)
    store.close()
    thread.join(10)
    assert not thread.is_alive()
    assert [type(error) for error in said] == [NotWritten]


def test_every_setting_is_as_it_must_be_on_every_connection(store: Store) -> None:
    wanted = {name: expected for name, _, expected in (*cipher._ALWAYS, cipher._JOURNAL)}
    assert wanted["synchronous"] == 2
    assert wanted["journal_mode"] == "wal"
    with store.read() as one, store.read() as two:
        for db in (one, two):
            found = {name: db.connection().exec_driver_sql(f"PRAGMA {name}").scalar() for name in wanted}
            assert found == wanted
            assert db.connection().exec_driver_sql("PRAGMA cipher_status").scalar() == "1"


def test_a_setting_that_does_not_hold_stops_the_opening(
    template, vault_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cipher, "_ALWAYS", (("synchronous", "OFF", 2),))
    with pytest.raises(NotEncrypted, match="synchronous"):
        cipher.connect(vault_folder / FILE, template.key)


def test_a_library_without_encryption_is_refused_before_anything_is_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import sqlite3

    monkeypatch.setattr(cipher, "driver", sqlite3)
    with pytest.raises(NotEncrypted):
        cipher.create(tmp_path / FILE, bytes(48))
    assert not (tmp_path / FILE).exists()


WRITE = """
import pathlib, sys
from kapdesk.domain.errors import NotEncrypted
from kapdesk.store import cipher
path, key = pathlib.Path(sys.argv[1]), bytes(range(48))
try:
    if path.exists():
        cipher.connect(path, key)
    else:
        cipher.create(path, key)
except NotEncrypted:
    print("refused")
else:
    print("encrypted")
"""
GLOBALLY = "import _sqlite3, ctypes\nctypes.CDLL(_sqlite3.__file__, mode=ctypes.RTLD_GLOBAL)\n"


def _written(script: str, path: Path, **environment: str) -> str:
    command = [sys.executable, "-c", script, str(path)]
    given = {**os.environ, **environment}
    return subprocess.run(command, capture_output=True, text=True, check=True, env=given).stdout.strip()


def test_another_sqlite_loaded_before_ours_does_not_end_in_clear_text(tmp_path: Path) -> None:
    path = tmp_path / FILE
    said = _written(GLOBALLY + WRITE, path)
    assert (said, path.exists()) in (("refused", False), ("encrypted", True))
    assert not path.exists() or not path.read_bytes().startswith(cipher.PLAIN)


@pytest.mark.skipif(sys.platform != "linux", reason="the trick is Linux's")
def test_a_preloaded_sqlite_is_refused_and_leaves_old_and_new_files_alone(tmp_path: Path) -> None:
    preloaded = ctypes.util.find_library("sqlite3")
    if preloaded is None:
        pytest.skip("this system has no other SQLite to be preloaded")
    good = tmp_path / "good.db"
    assert _written(WRITE, good) == "encrypted"
    before = good.read_bytes()
    assert _written(WRITE, good, LD_PRELOAD=preloaded) == "refused"
    assert _written(WRITE, tmp_path / "new.db", LD_PRELOAD=preloaded) == "refused"
    assert good.read_bytes() == before
    assert [path.name for path in tmp_path.iterdir()] == ["good.db"]


def test_a_missing_empty_cut_or_clear_file_is_never_opened_nor_made(tmp_path: Path, template) -> None:
    path = tmp_path / FILE
    with pytest.raises(RecordMissing):
        cipher.connect(path, template.key)
    assert not path.exists()
    for raw, word in (
        (b"", "empty"),
        (b"x" * 100, "cut off"),
        (cipher.PLAIN + bytes(8192), "not an encrypted"),
    ):
        path.write_bytes(raw)
        with pytest.raises(RecordDamaged, match=word):
            cipher.connect(path, template.key)
        assert path.read_bytes() == raw


def test_no_key_and_no_path_can_be_read_off_the_store(store: Store, template) -> None:
    said = f"{store!r} {store._engine!r} {store._engine.url!r}"
    assert template.key.hex() not in said
    assert str(store.path) not in said


def test_no_words_stand_in_any_file_even_while_the_record_is_open(
    store: Store, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.DEBUG, "kapdesk"), store.write() as db:
        _put(db, "note", CANARY * 50)
    store.checkpoint()
    with store.write() as db:
        _put(db, "other", CANARY)
    files = [path for path in store.path.parent.rglob("*") if path.is_file()]
    assert {path.name for path in files} >= {FILE, FILE + "-wal", FILE + "-shm"}
    for path in files:
        raw = path.read_bytes()
        assert CANARY.encode() not in raw
        assert CANARY.encode("utf-16-le") not in raw
        assert b"setting" not in raw
    assert CANARY not in caplog.text


def test_keys_lock_and_location_load_without_the_orm() -> None:
    script = (
        "import sys, kapdesk.store.key, kapdesk.store.location, kapdesk.store.lock, kapdesk.store.sealed\n"
        "print([name for name in sys.modules if name.split('.')[0] in "
        "('sqlalchemy', 'alembic', 'zxcvbn', 'platformdirs', 'PySide6')])"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def _everything_said(error: BaseException | None) -> str:
    """Return all that a log could take from an error and the errors behind it."""
    said: list[str] = []
    while error is not None:
        said.append(f"{error} {error!r} {error.args} {vars(error)}")
        said.append(str(getattr(error, "object", "")))
        error = error.__cause__ or error.__context__
    return " ".join(said)
