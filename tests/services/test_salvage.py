"""A damaged record is saved with its passphrase alone, takes its place again, and the damaged one is kept."""

import argparse
import io
from pathlib import Path

import pytest
from conftest import PASSPHRASE, ZONE, Template, shipped

from kapdesk import cli
from kapdesk.content import Content
from kapdesk.domain.audit import Action
from kapdesk.domain.clock import SetClock
from kapdesk.domain.errors import RecordDamaged, WrongPassphrase
from kapdesk.domain.people import Person, Role
from kapdesk.services import anchors, audit, notes, salvage, search, search_index, vault
from kapdesk.services.notes import Owner
from kapdesk.services.record import Record
from kapdesk.store.engine import FILE, Store
from kapdesk.store.pages import PAGE
from kapdesk.store.restore import BACKUPS
from kapdesk.store.salvage import SavedTable
from tests.services.whole_day import a_client


def without_first_page(folder: Path) -> None:
    with (folder / FILE).open("r+b") as file:
        file.write(bytes(PAGE))


def test_a_record_without_its_first_page_is_saved_put_in_place_and_opens_as_before(
    vault_folder: Path, clock: SetClock
) -> None:
    (vault_folder / BACKUPS).mkdir()
    without_first_page(vault_folder)
    with pytest.raises(RecordDamaged):
        vault.unlock(vault_folder, PASSPHRASE, clock=clock)
    with pytest.raises(WrongPassphrase):
        salvage.save(vault_folder, "not the right one at all", clock=clock)
    report = salvage.save(vault_folder, PASSPHRASE, clock=clock)
    assert report.whole
    assert salvage.told(report)[-1] == "Every row that is known of is there."
    assert report.folder.parent == vault_folder.parent
    kept = salvage.into_place(vault_folder, report.folder, clock=clock)
    assert (kept / FILE).read_bytes()[:PAGE] == bytes(PAGE)
    assert (vault_folder / BACKUPS).is_dir()
    opened = vault.unlock(vault_folder, PASSPHRASE, clock=clock)
    assert opened.notices == ()
    opened.close()


def test_what_a_salvaged_record_holds_is_found_by_its_words(
    vault_folder: Path, template: Template, clock: SetClock
) -> None:
    for folder, indexes in ((vault_folder, True), (vault_folder.with_name("saved"), False)):
        opened = vault.unlock(folder, PASSPHRASE, clock=clock)
        record = Record(opened.store, shipped(), clock, template.person, ZONE)
        if indexes:
            notes.write(record, Owner(a_client(record)), "plan.noticing", "rain on the roof")
            search_index.catch_up(record, gentle=False)
        assert len(search.find(record, search.Sieve("roof")).hits) == 1
        assert search_index.catch_up(record, gentle=False) == 0
        assert len(search.find(record, search.Sieve("roof")).hits) == 1
        assert opened.store.verify().index_whole
        opened.close()
        if indexes:
            without_first_page(folder)
            report = salvage.save(folder, PASSPHRASE, folder.with_name("saved"), clock=clock)
            assert report.whole


def with_a_trail(folder: Path, clock: SetClock, number: int) -> bytes:
    """Let a record have a trail of some lines, the last of them named in the key file; return its key."""
    opened = vault.unlock(folder, PASSPHRASE, clock=clock)
    bare = Record(opened.store, Content(), clock, Person(opened.person_id, "", "", Role.OWNER), ZONE)
    for _ in range(number):
        audit.log(bare, Action.PRINTED)
    raw = opened.store.raw_key
    opened.close()
    return raw


def kept_in_the_trail(folder: Path, raw: bytes) -> list[tuple[str, int | None]]:
    store = Store(folder / FILE, raw)
    last = [one for one, _ in audit.sealed_lines(store) if one.action == Action.VERIFIED.value]
    store.close()
    return [(one.of_kind, one.count) for one in last]


def test_a_trail_that_came_through_whole_is_said_and_kept(vault_folder: Path, clock: SetClock) -> None:
    raw = with_a_trail(vault_folder, clock, 6)
    without_first_page(vault_folder)
    report = salvage.save(vault_folder, PASSPHRASE, clock=clock)
    assert report.whole
    assert "The audit trail is whole: 6 lines" in " ".join(salvage.told(report))
    assert kept_in_the_trail(report.folder, raw) == [("whole after salvage", 6)]
    assert sorted(path.name for path in report.folder.iterdir()) == [FILE, "vault.keys", "vault.keys.alt"]
    opened = vault.unlock(report.folder, PASSPHRASE, clock=clock)
    assert anchors.at_opening(opened.store, opened.keys.header) == ()
    opened.close()


def changed(folder: Path, raw: bytes, harm: str) -> None:
    store = Store(folder / FILE, raw)
    statements = ("DROP TRIGGER kept_audit_delete", "DROP TRIGGER kept_audit_update", *harm.split(";"))
    with store.bare() as bare:
        for statement in statements:
            bare.execute(statement)
    store.close()


def test_what_the_trail_lacks_after_a_salvage_is_said_and_kept_in_it(
    vault_folder: Path, clock: SetClock
) -> None:
    raw = with_a_trail(vault_folder, clock, 8)
    changed(
        vault_folder, raw, "UPDATE audit SET count = 3 WHERE seq = 7; DELETE FROM audit WHERE seq IN (3, 4)"
    )
    report = salvage.save(vault_folder, PASSPHRASE, clock=clock)
    assert not report.whole
    said = salvage.told(report)[-1]
    for words in ("from line 3 on", "2 lines are missing", "1 are not as they were", "6 are there"):
        assert words in said
    kept = [("broken from line", 3), ("lines missing", 2), ("lines not as written", 1)]
    assert kept_in_the_trail(report.folder, raw) == kept


def test_what_is_missing_is_said_in_words_without_a_name() -> None:
    report = salvage.Salvaged(
        Path("x"), (SavedTable("note", 40, 2, certain=True), SavedTable("vital", 7, 1, certain=False)),
        pages=100, damaged_pages=3, journal_lost=1, aside=4, stand_ins={"client": 1}, let_go=2,
        missing_of={"K-0142": 2, "?": 1},
    )  # fmt: skip
    said = " ".join(salvage.told(report))
    for words in (
        "new record: 47.", "3 of 100", "Missing texts: 2; found: 40", "vitals: at least 1", "of K-0142: 2",
        "cannot be named any more: 1", "the last things written, that are lost: 1", "Lost clients",
        "sealed beside the new record: 4", "to what they belong: 2",
    ):  # fmt: skip
        assert words in said


def test_the_terminal_saves_a_damaged_record_and_says_where(
    vault_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    without_first_page(vault_folder)
    monkeypatch.setattr("sys.stdin", io.StringIO(PASSPHRASE + "\n"))
    target = tmp_path / "saved"
    line = ["salvage", "--data-dir", str(vault_folder), "--passphrase-stdin", "--to", str(target)]

    def no_window(_options: argparse.Namespace) -> int:
        raise AssertionError

    assert cli.run(line, no_window) == cli.OK
    said = capsys.readouterr().out
    assert f"The new record stands in {target}" in said
    assert (target / FILE).exists()
