"""What differs between two workstations is settled by a person, and no version is thrown away."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from kapdesk.domain.errors import NotFound, Refused
from kapdesk.services import conflicts, notes
from kapdesk.services.conflicts import Choice
from kapdesk.services.notes import Owner
from kapdesk.store import rows
from tests.conftest import Template
from tests.services.two_stations import Station, station
from tests.services.whole_day import a_client


@pytest.fixture
def both(template: Template, tmp_path: Path) -> Iterator[tuple[Station, Station, Owner]]:
    """Two workstations that wrote another intention and another phone number for one client."""
    with (
        station(template, tmp_path / "here") as here,
        station(template, tmp_path / "there", name="R. Lind") as there,
    ):
        owner = Owner(a_client(here.record))
        notes.write(here.record, owner, "intention", "first")
        there.take(here.send(owner.client))
        for at, words, phone in ((here, "mine", "1"), (there, "theirs", "2")):
            notes.write(at.record, owner, "intention", words)
            with at.record.write() as db:
                db.get_one(rows.ClientRow, owner.client).phone = phone
        here.take(there.send(owner.client))
        yield here, there, owner


def test_each_is_shown_with_both_versions_and_settled_as_it_is_chosen(
    both: tuple[Station, Station, Owner],
) -> None:
    here, there, owner = both
    assert conflicts.count(here.record) == 2
    found = {one.table: one for one in conflicts.waiting(here.record)}
    note, client = found["note"], found["client"]
    assert (note.ours.values, note.theirs.values) == ({"text": "mine"}, {"text": "theirs"})
    assert (note.ours.by, note.theirs.by) == ("J. Adler", "R. Lind")
    assert client.choices == (Choice.OURS, Choice.THEIRS)
    with pytest.raises(Refused, match="cannot be chosen"):
        conflicts.settle(here.record, client.id, Choice.BOTH)
    conflicts.settle(here.record, client.id, Choice.THEIRS)
    with here.record.store.read() as db:
        assert db.get_one(rows.ClientRow, owner.client).phone == "2"
    conflicts.settle(here.record, note.id, Choice.BOTH)
    now = notes.text(here.record, owner, "intention")
    assert now.startswith("mine\n\n--- written on the other workstation ---\n")
    assert now.endswith("R. Lind:\ntheirs")
    texts = [one.text for one in notes.revisions(here.record, owner, "intention")]
    assert {"first", "mine", "theirs", now} == set(texts)
    assert not conflicts.count(here.record)
    with pytest.raises(NotFound, match="settled already"):
        conflicts.settle(here.record, note.id, Choice.OURS)
    there.take(here.send(owner.client))
    assert notes.text(there.record, owner, "intention") == now
    assert not here.take(there.send(owner.client)).aside
