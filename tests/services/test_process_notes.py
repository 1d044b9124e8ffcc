"""Process notes: only their author opens them, whoever else holds the key of the record."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from sqlalchemy import text

from kapdesk.domain.clock import SetClock
from kapdesk.domain.errors import KapdeskError, RecordDamaged, Refused, WrongPassphrase
from kapdesk.domain.people import Role
from kapdesk.domain.process_notes import search
from kapdesk.services import audit, clients, compartments, people, process_notes
from kapdesk.services.compartments import Compartment, Sealer
from kapdesk.services.record import Record
from kapdesk.store import key
from kapdesk.store.engine import FILE, Store
from tests.conftest import PASSPHRASE, ZONE, Template, shipped

SECRET = "a quiet word about countertransference"


@pytest.fixture
def held(template: Template, vault_folder: Path, clock: SetClock) -> Iterator[Record]:
    """A record whose key file lies beside it, as on a workstation."""
    store = Store(vault_folder / FILE, template.key)
    yield Record(store, shipped(), clock, template.person, ZONE)
    store.close()


@pytest.fixture
def room(held: Record) -> Compartment:
    return process_notes.enter(held, PASSPHRASE)


@pytest.fixture
def client(held: Record) -> UUID:
    new = replace(clients.blank(held), family_name="Moreau", given_name="Aster")
    clients.add(held, new)
    return new.id


def another(held: Record, room: Compartment) -> tuple[Record, Compartment]:
    """Return somebody else at the same record, with an own key and the author's sealed rows in reach."""
    from kapdesk.store.slots import new_own_keys

    people.add(held, "R. Okafor", "MD", Role.CLINICIAN)
    person = next(one for one in people.everyone(held) if one.name == "R. Okafor")
    own = new_own_keys()
    seals = Sealer({**room.seals.people, person.id: own.box_public}, room.seals.recovery)
    room.seals = seals
    return replace(held, author=person), Compartment(person.id, seals, bytearray(own.box))


def note(held: Record, room: Compartment, client: UUID, words: str = SECRET) -> UUID:
    made = process_notes.add(held, room, client, text=words)
    assert made.item is not None
    return made.item


def test_what_the_author_writes_the_author_reads(held: Record, room: Compartment, client: UUID) -> None:
    first = note(held, room, client)
    process_notes.write(held, room, first, SECRET + ", and more")
    (found,) = process_notes.of_client(held, room, client)
    assert (found.text, found.version, found.owner) == (SECRET + ", and more", 2, held.author.id)
    assert [words for _at, words in process_notes.versions(held, room, first)] == [SECRET, found.text]


def test_a_wrong_passphrase_opens_nothing_and_leaves_a_line(held: Record) -> None:
    with pytest.raises(WrongPassphrase):
        process_notes.enter(held, "quite another harbour field")
    assert next(audit.lines(held)).action == "confirmation refused"


def test_the_right_passphrase_of_somebody_else_opens_nothing(held: Record, room: Compartment) -> None:
    other, _theirs = another(held, room)
    with pytest.raises(WrongPassphrase):
        process_notes.enter(other, PASSPHRASE)


def test_somebody_else_with_the_key_of_the_record_opens_nothing(
    held: Record, room: Compartment, client: UUID
) -> None:
    first = note(held, room, client)
    other, theirs = another(held, room)
    assert process_notes.of_client(other, theirs, client) == ()
    for act in (
        lambda: process_notes.write(other, theirs, first, "mine now"),
        lambda: process_notes.versions(other, theirs, first),
        lambda: process_notes.discard(other, theirs, first),
        lambda: process_notes.share(other, theirs, first, theirs.person),
    ):
        with pytest.raises(Refused):
            act()
    # Even by hand: the author's key row under another name opens nothing.
    with held.store.bare() as raw:
        raw.execute("UPDATE process_key SET person_id = ? WHERE holder = 'author'", (theirs.person.hex,))
    with pytest.raises(RecordDamaged):
        process_notes.versions(other, theirs, first)


def test_no_table_of_the_record_holds_a_word_of_it(held: Record, room: Compartment, client: UUID) -> None:
    process_notes.write(held, room, note(held, room, client), SECRET + " twice")
    with held.store.bare() as raw:
        for (table,) in raw.execute("SELECT name FROM sqlite_schema WHERE type = 'table'").fetchall():
            for row in raw.execute(f'SELECT * FROM "{table}"').fetchall():  # noqa: S608 - names of tables
                assert b"countertransference" not in b"".join(
                    part if isinstance(part, bytes) else str(part).encode() for part in row
                ), table


def test_a_co_therapist_opens_what_was_shared_until_it_is_taken_back(
    held: Record, room: Compartment, client: UUID
) -> None:
    shared, kept = note(held, room, client), note(held, room, client, "only mine")
    other, theirs = another(held, room)
    process_notes.share(held, room, shared, theirs.person)
    (found,) = process_notes.of_client(other, theirs, client)
    assert (found.text, found.shared_with) == (SECRET, (theirs.person,))
    with pytest.raises(Refused):
        process_notes.write(other, theirs, shared, "not hers to write")
    process_notes.unshare(held, room, shared, theirs.person)
    assert process_notes.of_client(other, theirs, client) == ()
    assert {one.id for one in process_notes.of_client(held, room, client)} == {shared, kept}


@pytest.mark.parametrize(("table", "column"), [("process_note", "body"), ("process_key", "wrapped")])
def test_what_was_changed_from_outside_is_refused(
    held: Record, room: Compartment, client: UUID, table: str, column: str
) -> None:
    note(held, room, client)
    with held.store.bare() as raw:
        for number, found in raw.execute(f"SELECT rowid, {column} FROM {table}").fetchall():  # noqa: S608 - ours
            changed = found[:-1] + bytes([found[-1] ^ 1])
            raw.execute(f"UPDATE {table} SET {column} = ? WHERE rowid = ?", (changed, number))  # noqa: S608 - ours
    with pytest.raises(RecordDamaged):
        process_notes.of_client(held, room, client)


def test_a_note_given_to_another_author_is_refused(held: Record, room: Compartment, client: UUID) -> None:
    note(held, room, client)
    _other, theirs = another(held, room)
    with held.store.bare() as raw:
        raw.execute("UPDATE process_note SET owner_id = ?", (theirs.person.hex,))
    with pytest.raises(KapdeskError):
        process_notes.of_client(held, room, client)


def test_an_older_version_put_in_the_place_of_a_newer_one_is_noticed(
    held: Record, room: Compartment, client: UUID
) -> None:
    first = note(held, room, client)
    with held.store.bare() as raw:
        old = raw.execute("SELECT body FROM process_note").fetchone()[0]
    process_notes.write(held, room, first, "newer")
    with held.store.bare() as raw:
        raw.execute("UPDATE process_note SET body = ?", (old,))
    with pytest.raises(Refused, match="older version"):
        process_notes.of_client(held, room, client)
    assert len(process_notes.versions(held, room, first)) == 2


def test_the_same_revision_twice_is_one_write(held: Record, room: Compartment, client: UUID) -> None:
    first, revision = note(held, room, client), uuid4()
    for _try in range(2):
        process_notes.write(held, room, first, "again", revision)
    assert len(process_notes.versions(held, room, first)) == 2


def test_a_closed_compartment_holds_no_key_and_does_nothing(
    held: Record, room: Compartment, client: UUID
) -> None:
    first = note(held, room, client)
    room.let_go()
    assert not room.open
    for act in (
        lambda: process_notes.add(held, room, client),
        lambda: process_notes.write(held, room, first, "x"),
        lambda: process_notes.of_client(held, room, client),
    ):
        with pytest.raises(Refused):
            act()


def test_words_the_disk_refused_open_for_their_author_alone(
    held: Record, room: Compartment, client: UUID
) -> None:
    first = note(held, room, client)
    part = compartments.put_aside(room, first, "typed while the disk was full")
    assert b"typed" not in part
    _other, theirs = another(held, room)
    assert process_notes.take_in(held, theirs, [part]) == (part,)
    assert process_notes.take_in(held, room, [part]) == ()
    assert process_notes.of_client(held, room, client)[0].text == "typed while the disk was full"


def test_a_new_recovery_sheet_opens_the_notes_written_before_it(
    held: Record, room: Compartment, client: UUID
) -> None:
    note(held, room, client)
    folder = held.store.path.parent
    keys = key.open_with_passphrase(folder, PASSPHRASE)
    code = key.set_recovery(folder, keys)
    keys.wipe()
    again = process_notes.enter(held, PASSPHRASE)
    lost = Compartment(held.author.id, again.seals, bytearray(b"\x07" * 32))  # as after a reset passphrase
    assert process_notes.of_client(held, lost, client) == ()
    assert process_notes.sealed_away(held, lost, client) == 1
    assert process_notes.reclaim(held, lost, code) == 1
    assert process_notes.of_client(held, lost, client)[0].text == SECRET


def test_a_discarded_note_is_gone_from_the_page_and_stays_sealed(
    held: Record, room: Compartment, client: UUID
) -> None:
    process_notes.discard(held, room, note(held, room, client))
    assert process_notes.of_client(held, room, client) == ()
    with held.read() as db:
        assert db.execute(text("SELECT count(*) FROM process_revision")).scalar() == 1


def test_search_finds_all_words_whatever_their_capitals(
    held: Record, room: Compartment, client: UUID
) -> None:
    note(held, room, client)
    note(held, room, client, "Another thing")
    found = process_notes.of_client(held, room, client)
    assert [one.text for one in search(found, "WORD quiet")] == [SECRET]
    assert len(search(found, "")) == 2


def test_the_trail_says_that_notes_were_opened_and_edited_and_no_more(
    held: Record, room: Compartment, client: UUID
) -> None:
    first = note(held, room, client)
    for words in ("a", "b", "c"):
        process_notes.write(held, room, first, words)
    said = [line.action for line in audit.lines(held, of_kind="process_note")]
    assert said == ["written", "process notes opened"]
