"""A full copy holds every entry of one client, in words and as pages, and nothing that is not theirs."""

import json
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader

from kapdesk.domain.clock import SetClock
from kapdesk.services import full_copy, notes, saving
from kapdesk.services.documents import Paper
from kapdesk.services.notes import Owner
from kapdesk.services.record import Record
from kapdesk.store import erase
from tests.services.full_day import a_full_day
from tests.services.leaving_day import LeavingDay
from tests.services.whole_day import a_client

PASSWORD = "lemona-tirusa-bevodi-kanuro"


@pytest.fixture
def day(record: Record, clock: SetClock) -> LeavingDay:
    return a_full_day(record, clock)


def test_the_copy_holds_every_entry_and_opens_with_its_password_only(day: LeavingDay, tmp_path: Path) -> None:
    other = a_client(day.record, "Vale", "Robin")
    notes.write(day.record, Owner(other), "prepare.intention", "a quiet room")
    made = full_copy.make(day.record, day.client, paper=Paper.A4)
    saving.save(made.pdf, tmp_path / made.file_name, password=PASSWORD)
    reader = PdfReader(tmp_path / made.file_name)
    assert reader.is_encrypted
    assert reader.decrypt(PASSWORD)
    files = {name: content[0] for name, content in reader.attachments.items()}
    assert {"record.json", "read-me.txt"} < set(files)
    told = json.loads(files["record.json"])
    assert {"client", "session", "note", "vital", "timeline"} <= set(told["tables"])
    assert not set(told["tables"]) & full_copy.OURS
    assert sum(len(each["rows"]) for each in told["tables"].values()) == made.entries
    assert all(each["about"] for each in told["tables"].values())
    whole = files["record.json"].decode()
    assert "a quiet room" not in whole
    assert str(other) not in whole
    pages = [PdfReader(BytesIO(content)) for name, content in files.items() if name.endswith(".pdf")]
    assert len(pages) == made.pages >= 1
    assert b"What lies in this copy" in files["read-me.txt"]


def test_every_table_of_a_client_is_in_the_copy_or_left_out_by_name(day: LeavingDay) -> None:
    made = full_copy.make(day.record, day.client, paper=Paper.A4)
    told = json.loads(PdfReader(BytesIO(made.pdf)).attachments["record.json"][0])
    with day.record.read() as db:
        from sqlalchemy import select

        for table, which in erase.rows_of(day.client).items():
            if (
                db.execute(select(table.c.id).where(which).limit(1)).first()
                and table.name not in full_copy.OURS
            ):
                assert table.name in told["tables"]
