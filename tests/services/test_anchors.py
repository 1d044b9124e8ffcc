"""The end of the trail stands outside of it too: in the key file, in a backup, on paper."""

from pathlib import Path

import pypdfium2 as pdfium

from kapdesk.domain.audit import Anchor
from kapdesk.domain.clock import SetClock
from kapdesk.services import anchors, audit, settings, trail_pages, vault
from kapdesk.services.record import Record
from kapdesk.services.trail import Sieve
from kapdesk.store import keyfile
from kapdesk.store.engine import FILE, Store
from tests.conftest import PASSPHRASE


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
