"""A record of each shape that ever was still opens, is brought up to date, and prints what it holds."""

import shutil
from pathlib import Path

import pytest
from conftest import PASSPHRASE, ZONE, shipped

from kapdesk.domain.clock import SetClock
from kapdesk.reports.paper import Paper
from kapdesk.reports.pdf import inspect
from kapdesk.services import clients, documents, people, search, search_index, sessions, vault
from kapdesk.services.record import Record
from kapdesk.store import migrate

RECORDS = Path(__file__).parents[1] / "records"


@pytest.mark.parametrize("shape", sorted(path.name for path in RECORDS.iterdir()))
def test_a_record_of_an_older_shape_opens_and_is_whole(shape: str, tmp_path: Path, clock: SetClock) -> None:
    folder = tmp_path / "record"
    shutil.copytree(RECORDS / shape, folder)
    folder.chmod(0o700)
    clock.move(days=365)
    opened = vault.unlock(folder, PASSPHRASE, clock=clock)
    try:
        assert opened.store.verify().whole
        with opened.store.read() as db:
            author = people.author(db, opened.person_id)
        record = Record(opened.store, shipped(), clock, author, ZONE)
        (card,) = clients.find(record, "mor")
        (head,) = sessions.of_client(record, card.id)
        printed = documents.session_summary(record, head.id, paper=Paper.A4)
        words = " ".join(" ".join(inspect(printed.pdf).texts).split())
        assert "MOR, Aster" in words
        assert "ketamine" in words
        before = search.find(record, search.Sieve("the ")).hits
        assert before
        assert search_index.catch_up(record, gentle=False) == 0
        assert [hit.id for hit in search.find(record, search.Sieve("the ")).hits] == [
            hit.id for hit in before
        ]
    finally:
        opened.close()


def test_the_first_shape_is_kept_for_ever() -> None:
    assert (RECORDS / "0001" / "vault.db").is_file()


def test_the_shape_of_this_version_is_kept_before_it_leaves_the_house() -> None:
    assert max(path.name for path in RECORDS.iterdir()) == migrate.HEAD
