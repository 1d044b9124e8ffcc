"""The trail of a real record: every write leaves its line in the same commit, and tampering is found."""

from dataclasses import replace

import pytest
from sqlalchemy import text

from kapdesk.domain.audit import Action, Anchor
from kapdesk.domain.clock import SetClock
from kapdesk.domain.errors import KapdeskError
from kapdesk.services import audit, clients, notes, settings
from kapdesk.services.notes import Owner
from kapdesk.services.record import Record


def client(record: Record) -> Owner:
    new = replace(clients.blank(record), family_name="Moreau", given_name="Aster")
    clients.add(record, new)
    return Owner(new.id)


def said(record: Record) -> list[tuple[str, str]]:
    return [(line.action, line.of_kind) for line in audit.lines(record)][::-1]


def test_an_edit_leaves_a_line_that_names_ids_and_nothing_else(record: Record) -> None:
    owner = client(record)
    line = next(audit.lines(record, client_id=owner.client))
    assert (line.actor, line.client, line.action) == (record.author.id, owner.client, Action.MADE)
    with record.read() as db:
        rows = db.execute(text("SELECT * FROM audit")).all()
    assert "Moreau" not in str(rows)
    assert "Adler" not in str(rows)


def test_typing_one_text_for_ten_minutes_is_one_line(record: Record, clock: SetClock) -> None:
    owner = client(record)
    before = len(said(record))
    for words in ("a", "ab", "abc"):
        notes.write(record, owner, "client.note", words)
        clock.move(minutes=0.5)
    assert said(record)[before:] == [("written", "note")]
    clock.move(minutes=10)
    notes.write(record, owner, "client.note", "abcd")
    assert said(record)[before:] == [("written", "note"), ("changed", "note")]


def test_the_desks_own_memory_leaves_no_line_and_a_choice_of_the_clinic_does(record: Record) -> None:
    settings.put(record, "desk.somewhere", "here")
    assert said(record) == []
    settings.put(record, "paper", "letter")
    assert said(record) == [("setting changed", "setting")]


def test_a_write_that_is_refused_leaves_no_line_and_the_next_one_does(record: Record) -> None:
    owner = client(record)
    before = said(record)

    def fail() -> None:
        with record.write() as db:
            notes.put(db, record, owner, "client.note", "words")
            db.flush()
            raise KapdeskError("not this time")

    with pytest.raises(KapdeskError):
        fail()
    assert said(record) == before
    notes.write(record, owner, "client.note", "words")
    assert said(record) == [*before, ("written", "note")]


def test_a_look_at_a_chart_is_one_line_for_ten_minutes(record: Record, clock: SetClock) -> None:
    owner = client(record)
    assert audit.viewed(record, owner.client) is not None
    assert audit.viewed(record, owner.client) is None
    clock.move(minutes=11)
    assert audit.viewed(record, owner.client) is not None
    assert said(record).count(("viewed", "client")) == 2


def test_the_database_itself_refuses_to_change_or_remove_a_line(record: Record) -> None:
    client(record)
    for statement in (
        "UPDATE audit SET action = 'viewed'", "DELETE FROM audit",
        "INSERT OR REPLACE INTO audit SELECT * FROM audit WHERE seq = 1",
    ):  # fmt: skip
        with pytest.raises(KapdeskError), record.store.write() as db:
            db.execute(text(statement))
    assert audit.verify(record.store).whole


def tamper(record: Record, *statements: str) -> None:
    """Change the trail as somebody with the key and the will to do it could: past the triggers."""
    with record.store.bare() as raw:
        found = raw.execute(
            "SELECT name FROM sqlite_schema WHERE type='trigger' AND tbl_name='audit'"
        ).fetchall()
        for (name,) in found:
            raw.execute(f"DROP TRIGGER {name}")
        for statement in statements:
            raw.execute(statement)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE audit SET actor_id = NULL WHERE seq = 2",
        "DELETE FROM audit WHERE seq = 2",
        "UPDATE audit SET at = '2020-01-01 00:00:00.000000' WHERE seq = 1",
    ],
)
def test_what_was_changed_past_the_triggers_is_found(record: Record, statement: str) -> None:
    for number in range(4):
        settings.put(record, "paper", str(number))
    assert audit.verify(record.store).checked == 4
    tamper(record, statement)
    assert not audit.verify(record.store).whole


def test_a_cut_end_is_found_by_the_anchor_outside(record: Record) -> None:
    for number in range(4):
        settings.put(record, "paper", str(number))
    outside = audit.anchor(record.store)
    assert outside is not None
    tamper(record, "DELETE FROM audit WHERE seq > 2")
    assert audit.verify(record.store).whole
    assert audit.verify(record.store, [outside]).broken_at == 4
    settings.put(record, "clinic", "again")
    settings.put(record, "clinic", "and again")
    assert audit.verify(record.store, [outside]).broken_at == 4


def test_the_trail_is_checked_from_a_known_line_on(record: Record) -> None:
    for number in range(4):
        settings.put(record, "paper", str(number))
    known = audit.anchor(record.store)
    for number in range(2):
        settings.put(record, "clinic", str(number))
    assert audit.verify(record.store, after=known).checked == 2
    assert audit.verify(record.store, after=Anchor(3, "f" * 64)).broken_at == 3


def test_what_an_earlier_key_sealed_stays_whole_when_the_file_gets_another(record: Record) -> None:
    settings.put(record, "paper", "a4")
    old = bytes(48)
    with record.store.write() as db:
        audit.retire(db, old, record.now())
    assert audit.verify(record.store).broken_at == 1
    with record.store.bare() as raw:
        raw.execute("DELETE FROM setting WHERE key LIKE 'audit.key.%'")
    with record.store.write() as db:
        audit.retire(db, record.store.raw_key, record.now())
    settings.put(record, "paper", "letter")
    assert audit.verify(record.store).checked == 2
