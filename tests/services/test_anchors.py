"""The end of the trail stands outside of it too: in the key file, in a backup, on paper."""

import shutil
from dataclasses import replace
from pathlib import Path

import pypdfium2 as pdfium
import pytest

from kapdesk.domain.audit import Anchor
from kapdesk.domain.clock import SetClock
from kapdesk.services import anchors, audit, backups, hands, settings, trail_pages, vault
from kapdesk.services.record import Record
from kapdesk.services.trail import Sieve
from kapdesk.store import keyfile
from kapdesk.store.engine import FILE, Store
from tests.conftest import PASSPHRASE, Template


def write(record: Record, times: int) -> None:
    for number in range(times):
        settings.put(record, "paper", str(number))


def words(pdf: bytes) -> str:
    document = pdfium.PdfDocument(pdf)
    return " ".join(" ".join(page.get_textpage().get_text_range().split()) for page in document)


def test_closing_writes_the_end_of_the_trail_into_the_key_file_and_a_cut_end_is_told(
    vault_folder: Path, clock: SetClock
) -> None:
    opened = vault.unlock(vault_folder, PASSPHRASE, clock=clock)
    with opened.store.write() as db:
        record = record_of(opened.store, clock)
        audit.put(db, record, [audit.Entry(audit.Action.UNLOCKED)] * 3)
    opened.close()
    header = keyfile.read(vault_folder)[0].header
    assert anchors.in_header(header) == Anchor(3, str((header.anchor or {})["mac"]), clock.now())
    store = Store(vault_folder / FILE, opened_key(vault_folder, clock))
    assert anchors.at_opening(store, header) == ()
    with store.bare() as raw:
        raw.execute("DROP TRIGGER kept_audit_delete")
        raw.execute("DELETE FROM audit WHERE seq = 3")
    (said,) = anchors.at_opening(store, header)
    assert "line 3" in said
    assert "stays open" in said
    store.close()


def test_a_record_set_back_to_before_a_signature_is_told_although_the_program_never_ended(
    vault_folder: Path, tmp_path: Path, clock: SetClock
) -> None:
    shutil.copy(vault_folder / FILE, tmp_path / "before")
    opened = vault.unlock(vault_folder, PASSPHRASE, clock=clock)
    record = record_of(opened.store, clock)
    hand = hands.take(record, PASSPHRASE)
    with opened.store.write() as db:
        audit.put(db, record, [audit.Entry(audit.Action.SIGNED)])
    hand.let_go()
    header = keyfile.read(vault_folder)[0].header
    assert anchors.in_header(header) == audit.anchor(opened.store)
    assert header.open_since  # the program is still at work, and may die now
    assert [copy.header for copy in keyfile.read(vault_folder)] == [header, header]
    key = opened.store.raw_key
    opened.close()
    shutil.copy(tmp_path / "before", vault_folder / FILE)
    store = Store(vault_folder / FILE, key)
    (said,) = anchors.at_opening(store, header)
    store.close()
    assert "end of the trail is missing" in said


def test_a_backup_leaves_the_end_of_the_trail_in_the_key_file(
    vault_folder: Path, tmp_path: Path, clock: SetClock
) -> None:
    opened = vault.unlock(vault_folder, PASSPHRASE, clock=clock)
    with opened.store.write() as db:
        audit.put(db, record_of(opened.store, clock), [audit.Entry(audit.Action.CHANGED)])
    backups.make(opened, tmp_path / "stick", clock=clock)
    assert anchors.in_header(keyfile.read(vault_folder)[0].header) == audit.anchor(opened.store)
    opened.close()


def test_a_key_file_that_takes_no_anchor_undoes_nothing_of_a_signature(
    vault_folder: Path, clock: SetClock
) -> None:
    opened = vault.unlock(vault_folder, PASSPHRASE, clock=clock)
    record = record_of(opened.store, clock)
    hand = hands.take(record, PASSPHRASE)
    with opened.store.write() as db:
        audit.put(db, record, [audit.Entry(audit.Action.SIGNED)])
    end = audit.anchor(opened.store)
    for name in (keyfile.FIRST, keyfile.SECOND):
        (vault_folder / name).rename(vault_folder / f"{name}-away")
    hand.let_go()
    assert audit.anchor(opened.store) == end
    for name in (keyfile.FIRST, keyfile.SECOND):
        (vault_folder / f"{name}-away").rename(vault_folder / name)
    opened.close()


@pytest.mark.parametrize(
    ("harm", "found"),
    [
        ("DELETE FROM audit WHERE seq = 99", (8, None, 0, 0)),
        ("DELETE FROM audit WHERE seq IN (3, 4)", (6, 3, 2, 0)),
        ("DELETE FROM audit WHERE seq = 1", (7, 1, 1, 0)),
        ("DELETE FROM audit WHERE seq > 4", (4, 5, 4, 0)),
        ("DELETE FROM audit", (0, 1, 8, 0)),
        ("UPDATE audit SET action = 'viewed' WHERE seq = 6", (8, 6, 0, 1)),
        ("UPDATE audit SET mac = 'x' WHERE seq = 8", (8, 8, 0, 1)),
        ("UPDATE audit SET mac = 'x' WHERE seq = 5", (8, 5, 0, 2)),  # and the line after it does not follow
    ],
)
def test_every_hole_of_a_trail_is_counted_and_the_first_is_named(
    record: Record, harm: str, found: tuple[int, int | None, int, int], template: Template
) -> None:
    with record.store.write() as db:
        audit.put(db, record, [audit.Entry(audit.Action.PRINTED)] * 8)
    header = replace(keyfile.read(template.folder)[0].header, anchor=anchors.for_header(record.store))
    with record.store.bare() as raw:
        for statement in ("DROP TRIGGER kept_audit_delete", "DROP TRIGGER kept_audit_update", harm):
            raw.execute(statement)
    left = anchors.survivors(record.store, header)
    assert (left.lines, left.broken_at, left.missing, left.unfit) == found
    assert all(len(entry.of_kind) <= 24 for entry in left.entries())


def opened_key(folder: Path, clock: SetClock) -> bytes:
    opened = vault.unlock(folder, PASSPHRASE, clock=clock)
    key = opened.store.raw_key
    opened.close()
    return key


def record_of(store: Store, clock: SetClock) -> Record:
    from uuid import UUID

    from kapdesk.domain.people import Person, Role
    from tests.conftest import ZONE, shipped

    return Record(store, shipped(), clock, Person(UUID(int=5), "", "", Role.OWNER), ZONE)


def test_a_printed_anchor_says_whether_its_line_still_stands(record: Record) -> None:
    write(record, 4)
    end = audit.anchor(record.store)
    assert end is not None
    page = words(trail_pages.attestation(record))
    assert anchors.short(end) in page
    assert "4 lines checked" in page
    assert anchors.printed(record, f" {anchors.short(end).upper()} ").stands
    assert not anchors.printed(record, "4-000000000000").stands
    assert "end is missing" in anchors.printed(record, "9-000000000000").words
    for typed in ("", "4", "four-000000000000", "4-00"):
        assert "Type it again" in anchors.printed(record, typed).words


def test_the_list_is_printed_as_it_was_sifted(record: Record) -> None:
    write(record, 2)
    audit.log(record, audit.Action.PRINTED, "session", count=3)
    page = words(trail_pages.listed(record, Sieve(action="printed"), 50))
    assert "1 lines, the newest first, only “printed”." in page
    assert "setting changed" not in page
