"""A deleted record leaves no word that the key can read, and a trail that is whole."""

from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import func, select, text

from kapdesk.domain.clock import SetClock
from kapdesk.domain.errors import Refused
from kapdesk.domain.people import Role
from kapdesk.domain.signing import Of
from kapdesk.services import (
    audit,
    clients,
    erasure,
    holds,
    notes,
    retention,
    search,
    search_index,
    sessions,
    signing,
)
from kapdesk.services.erasure import Order
from kapdesk.services.notes import Owner
from kapdesk.services.reauthentication import Confirmation, Purpose
from kapdesk.services.record import Record
from kapdesk.store import tables
from kapdesk.store.pages import PageFile
from kapdesk.store.rows import ClientRow, NoteRow, SessionRow
from kapdesk.store.rows_trust import TombstoneRow
from tests.conftest import Template
from tests.services.full_day import a_full_day
from tests.services.leaving_day import LeavingDay
from tests.services.signed_day import colleague, own_hand
from tests.services.whole_day import a_client

CANARY = "a heron over the flooded field"
WHY = "time over, agreed with counsel"


@pytest.fixture
def day(record: Record, clock: SetClock) -> LeavingDay:
    made = a_full_day(record, clock)
    notes.write(record, Owner(made.client, session=made.session), "debrief.body", CANARY)
    search_index.catch_up(record, gentle=False)
    return made


def said(record: Record) -> Confirmation:
    return Confirmation(record.author.id, Purpose.DELETE, record.now())


def code_of(record: Record, client: object) -> str:
    with record.read() as db:
        return db.get_one(ClientRow, client).code


def words_in_file(record: Record, words: str) -> int:
    file = PageFile(record.store.path, record.store.raw_key)
    try:
        return sum((file.page(number) or b"").count(words.encode()) for number in file.numbers())
    finally:
        file.close()


def order(record: Record, client: object) -> Order:
    return Order(code_of(record, client), WHY, "a court has ordered it")


def test_nothing_of_a_signed_record_is_left_and_everything_of_the_next_one_is(
    record: Record, template: Template, day: LeavingDay
) -> None:
    hand = own_hand(record, template)
    signing.sign(record, hand, Of.SESSION, day.session)
    other = a_client(record, "Vale", "Robin")
    notes.write(record, Owner(other), "prepare.intention", "a quiet room")
    code, before = code_of(record, day.client), audit.verify(record.store).checked
    assert words_in_file(record, CANARY)

    done = erasure.delete(record, day.client, order(record, day.client), said(record))

    assert done.compact
    assert (done.code, done.signed) == (code, 1)
    assert {"session", "note", "revision", "signature", "vital", "timeline"} <= set(done.rows)
    assert words_in_file(record, CANARY) == 0
    assert words_in_file(record, "Mor") == 0
    assert words_in_file(record, "a quiet room")
    found = audit.verify(record.store)
    assert found.whole
    assert found.checked > before
    report = record.store.verify()
    assert report.problems == ()
    with record.read() as db:
        stone = db.scalars(select(TombstoneRow)).one()
        assert (stone.client_code, stone.of_id, len(stone.signed)) == (code, day.client, 1)
        for table in tables.metadata.tables.values():
            if "client_id" in table.c and table.name != "audit":
                count = select(func.count()).select_from(table).where(table.c.client_id == day.client)
                assert db.scalar(count) == 0, table.name
    assert clients.next_code(record) != code


def test_what_refused_changes_before_refuses_them_after(
    record: Record, template: Template, day: LeavingDay
) -> None:
    def guards() -> list[tuple[str, str]]:
        with record.read() as db:
            query = text("SELECT name, sql FROM sqlite_master WHERE type = 'trigger' ORDER BY name")
            return [(name, words) for name, words in db.execute(query)]

    before = guards()
    assert before
    other = a_client(record, "Vale", "Robin")
    erasure.delete(record, other, order(record, other), said(record))
    assert guards() == before
    signing.sign(record, own_hand(record, template), Of.SESSION, day.session)
    with pytest.raises(Refused), record.store.write() as db:
        db.execute(text("DELETE FROM revision"))
    with record.read() as db:
        assert db.scalar(select(func.count()).select_from(NoteRow))


@pytest.mark.parametrize(
    ("spoiled", "word"),
    [
        ({"code": "K-9999"}, "another one"),
        ({"reason": "old"}, "its reason"),
        ({"before_time": ""}, "kept until"),
    ],
)
def test_a_record_is_not_deleted_by_halves(record: Record, spoiled: dict[str, str], word: str) -> None:
    client = a_client(record)
    with pytest.raises(Refused, match=word):
        erasure.delete(record, client, replace(order(record, client), **spoiled), said(record))
    assert clients.one(record, client).id == client


def test_a_hold_outweighs_every_reason_until_it_is_lifted(record: Record) -> None:
    client = a_client(record)
    holds.put(record, client, "suit pending", "county court")
    assert "hold" in erasure.why_not(record, client)
    with pytest.raises(Refused, match="legal hold"):
        erasure.delete(record, client, order(record, client), said(record))
    holds.lift(record, holds.of_client(record, client)[0].id, "released by the court")
    erasure.delete(record, client, order(record, client), said(record))


def test_a_client_who_is_here_is_not_deleted(record: Record) -> None:
    client = a_client(record)
    made = sessions.plan(record, client).item
    with record.write() as db:
        db.get_one(SessionRow, made).opened_at = record.now()
    with pytest.raises(Refused, match="is open"):
        erasure.delete(record, client, order(record, client), said(record))


def test_an_old_confirmation_deletes_nothing(record: Record, clock: SetClock) -> None:
    client = a_client(record)
    old = said(record)
    clock.move(minutes=5)
    with pytest.raises(Refused, match="too long ago"):
        erasure.delete(record, client, order(record, client), old)


def test_the_second_person_is_somebody_else(record: Record, template: Template) -> None:
    own, client = own_hand(record, template), a_client(record)
    with pytest.raises(Refused, match="another person"):
        erasure.delete(record, client, order(record, client), said(record), own)
    person, hand = colleague(record, "R. Lee", Role.MEDICAL)
    erasure.delete(record, client, order(record, client), said(record), hand)
    with record.read() as db:
        assert db.scalars(select(TombstoneRow)).one().second_id == person


def test_a_record_is_kept_by_the_rule_and_longer_by_hand(record: Record, clock: SetClock) -> None:
    client = a_client(record)
    assert retention.of_client(record, client).until == date(2033, 11, 22)
    with pytest.raises(Refused, match="as long already"):
        retention.extend(record, client, date(2030, 1, 1))
    retention.extend(record, client, date(2036, 1, 1))
    assert retention.of_client(record, client).until == date(2036, 1, 1)
    retention.extend(record, client, None)
    clients.end(record, client, date(2026, 11, 22), "moved away")
    assert retention.due(record) == ()
    clock.move(days=8 * 366)
    (one,) = retention.due(record)
    assert (one.client, one.until, one.held) == (client, date(2033, 11, 22), False)
    assert erasure.why_not(record, client) == ""


def test_no_word_of_a_deleted_client_stays_in_the_index_and_no_mark_of_a_row_that_waited(
    record: Record, day: LeavingDay
) -> None:
    other = a_client(record, "Vale", "Robin")
    notes.write(record, Owner(other), "plan.noticing", "a quiet field")
    search_index.catch_up(record, gentle=False)
    notes.write(record, Owner(day.client, session=day.session), "debrief.hardest", "the ferry at night")
    assert len(search.find(record, search.Sieve("field")).hits) == 2

    erasure.delete(record, day.client, order(record, day.client), said(record))

    assert [hit.client for hit in search.find(record, search.Sieve("field")).hits] == [other]
    with record.store.bare() as connection:
        connection.execute("CREATE VIRTUAL TABLE temp.said USING fts5vocab('main', 'search', 'row')")
        known = {term for (term,) in connection.execute("SELECT term FROM temp.said")}
        waiting = connection.execute("SELECT * FROM search_waiting").fetchall()
        entries = connection.execute("SELECT count(*) FROM search_entry").fetchone()[0]
    assert {"a", "quiet", "field"} <= known
    assert not {"heron", "flooded", "ferry", f"c{day.client.hex}"} & known
    assert (waiting, entries) == ([], 1)
    assert words_in_file(record, "flooded") == 0
