"""Signing: once, by the author's own key, over everything; and looked at again whenever it is shown."""

# ruff: noqa: S608 - raw SQL against what is signed is what half of these tests are about

import shutil
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path
from uuid import UUID

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import String, Text, select
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from kapdesk.domain.clock import SetClock
from kapdesk.domain.errors import NotFound, Refused, WrongPassphrase
from kapdesk.domain.people import Role
from kapdesk.domain.signing import Of, Verdict
from kapdesk.domain.snippets import Passage
from kapdesk.services import hands, integration, notes, people, sealing, signatures, signing
from kapdesk.services.hands import Hand
from kapdesk.services.notes import Owner
from kapdesk.services.record import Record
from kapdesk.store.engine import Store
from kapdesk.store.rows import ClientRow, IntegrationNoteRow, SessionRow
from kapdesk.store.rows_trust import SignatureRow
from kapdesk.store.tables import SEALED_WITH_INTEGRATION, SEALED_WITH_SESSION, metadata
from tests.conftest import PASSPHRASE, Template
from tests.services.conftest import DosingDay
from tests.services.leaving_day import LeavingDay
from tests.services.signed_day import a_signed_day, a_signed_note, colleague, own_hand, supervise


@pytest.fixture
def hand(record: Record, template: Template) -> Hand:
    return own_hand(record, template)


@pytest.fixture(scope="module")
def signed_file(template: Template, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, LeavingDay]:
    """A signed day in a file of its own, made once and copied."""
    from kapdesk.store.engine import FILE
    from tests.conftest import MORNING, ZONE, shipped

    folder = tmp_path_factory.mktemp("signed")
    shutil.copy(template.folder / FILE, folder / FILE)
    clock = SetClock(MORNING)
    store = Store(folder / FILE, template.key)
    record = Record(store, shipped(), clock, template.person, ZONE)
    hand = own_hand(record, template)
    day = a_signed_day(record, clock, hand)
    a_signed_note(record, day.client, hand)
    store.close()
    return folder / FILE, day


@pytest.fixture
def signed(record: Record, clock: SetClock, hand: Hand, signed_file: tuple[Path, LeavingDay]) -> LeavingDay:
    file, day = signed_file
    record.store.checkpoint()
    shutil.copy(file, record.store.path)
    clock.at = day.record.now()
    return replace(day, record=record, clock=clock)


def verdict(record: Record, of: Of, of_id: object) -> Verdict:
    stands = signatures.standing(record, of, of_id)  # type: ignore[arg-type]
    assert stands is not None
    return stands.verdict


def test_every_table_the_database_seals_is_in_the_hash_and_no_other() -> None:
    assert {table.name for table in sealing.tables_of(Of.SESSION)} == set(SEALED_WITH_SESSION)
    assert {table.name for table in sealing.tables_of(Of.INTEGRATION)} == set(SEALED_WITH_INTEGRATION)


def test_a_full_day_holds_something_in_every_sealed_table(signed: LeavingDay) -> None:
    with signed.record.read() as db:
        found = sealing.gather(db, Of.SESSION, signed.session)
        note = db.scalars(
            select(IntegrationNoteRow.id).where(IntegrationNoteRow.signed_at.is_not(None))
        ).one()
        found_there = sealing.gather(db, Of.INTEGRATION, note)
    assert set(SEALED_WITH_SESSION) <= set(found)
    assert set(SEALED_WITH_INTEGRATION) <= set(found_there)


def test_a_signed_session_stands_signed_with_a_valid_signature(signed: LeavingDay) -> None:
    stands = signatures.standing(signed.record, Of.SESSION, signed.session)
    assert stands is not None
    assert stands.verdict is Verdict.VALID
    assert stands.by == "J. Adler, LMFT"
    assert not stands.late
    assert len(stands.prefix) == 12


def test_what_is_signed_refuses_every_later_word(signed: LeavingDay) -> None:
    with pytest.raises(Refused):
        notes.write(signed.record, Owner(signed.client, session=signed.session), "debrief.free", "later")
    assert verdict(signed.record, Of.SESSION, signed.session) is Verdict.VALID


def test_an_open_session_is_not_signed(day: DosingDay, hand: Hand) -> None:
    day.dose()
    with pytest.raises(Refused, match="has not ended"):
        signing.sign(day.record, hand, Of.SESSION, day.session)
    assert signatures.standing(day.record, Of.SESSION, day.session) is None


def test_words_of_a_template_that_nobody_confirmed_stop_the_signature(
    record: Record, clock: SetClock, hand: Hand, day: DosingDay
) -> None:
    made = integration.start(record, day.client).item
    assert made is not None
    owner = Owner(day.client, integration=made)
    notes.write(record, owner, "integration.free", "as before", unconfirmed=[Passage(0, "as before")])
    integration.end(record, made)
    with pytest.raises(Refused, match="not confirmed"):
        signing.sign(record, hand, Of.INTEGRATION, made)
    notes.write(record, owner, "integration.free", "as before", unconfirmed=[])
    signing.sign(record, hand, Of.INTEGRATION, made)
    assert verdict(record, Of.INTEGRATION, made) is Verdict.VALID


def test_a_draft_that_was_not_taken_over_is_named_before_signing(record: Record, day: DosingDay) -> None:
    made = integration.start(record, day.client).item
    assert made is not None
    notes.write(record, Owner(day.client, integration=made), "draft.item.changed", "sleeps better")
    assert any(
        "item, changed" in one.text and not one.stops for one in signing.points(record, Of.INTEGRATION, made)
    )


def test_a_second_signature_of_the_author_is_refused(signed: LeavingDay, hand: Hand) -> None:
    with pytest.raises(Refused, match="signed already"):
        signing.sign(signed.record, hand, Of.SESSION, signed.session)


def test_nobody_signs_with_the_key_of_another(record: Record, day: DosingDay, hand: Hand) -> None:
    _, other = colleague(record, "Dr N. Rowe", Role.MEDICAL)
    made = integration.start(record, day.client).item
    assert made is not None
    integration.end(record, made)
    with pytest.raises(Refused, match="somebody else"):
        signing.sign(record, other, Of.INTEGRATION, made)


@pytest.mark.parametrize("role", [Role.ASSISTANT, Role.AUDITOR, Role.SUPERVISOR])
def test_who_signs_nothing_is_told_so(record: Record, day: DosingDay, hand: Hand, role: Role) -> None:
    made = integration.start(record, day.client).item
    assert made is not None
    integration.end(record, made)
    other = replace(record, author=replace(record.author, role=role))
    with pytest.raises(Refused, match="Nothing was changed"):
        signing.sign(other, hand, Of.INTEGRATION, made)


def test_signing_a_day_later_is_a_late_entry_and_says_so(
    record: Record, clock: SetClock, day: DosingDay, hand: Hand
) -> None:
    made = integration.start(record, day.client).item
    assert made is not None
    integration.end(record, made)
    clock.at += timedelta(hours=24, seconds=1)
    signing.sign(record, hand, Of.INTEGRATION, made)
    stands = signatures.standing(record, Of.INTEGRATION, made)
    assert stands is not None
    assert stands.late


def test_a_key_that_the_record_does_not_know_is_said_to_be_unknown(
    record: Record, day: DosingDay, hand: Hand
) -> None:
    person, unknown = colleague(record, "A. Stranger", Role.CLINICIAN, known=False)
    other = replace(record, author=people.one(record, person))
    note = a_signed_note(other, day.client, unknown)
    assert verdict(record, Of.INTEGRATION, note) is Verdict.UNKNOWN_KEY


def test_a_mark_without_a_signature_is_said_to_be_one(day: DosingDay) -> None:
    day.dose()
    day.sign()
    assert verdict(day.record, Of.SESSION, day.session) is Verdict.NO_SIGNATURE


def test_a_client_who_marries_later_does_not_upset_what_was_signed(signed: LeavingDay) -> None:
    with signed.record.write() as db:
        db.get_one(ClientRow, signed.client).family_name = "Lind"
    assert verdict(signed.record, Of.SESSION, signed.session) is Verdict.VALID


@pytest.mark.parametrize("column", ["seal", "signed_by", "signed_at"])
def test_a_changed_mark_on_the_session_is_found(signed: LeavingDay, column: str) -> None:
    with signed.record.store.bare() as raw:
        raw.execute("DROP TRIGGER sealed_session_update")
        value = {"seal": "'{}'", "signed_by": "NULL", "signed_at": "NULL"}[column]
        raw.execute(f"UPDATE session SET {column} = {value} WHERE signed_at IS NOT NULL")
    assert verdict(signed.record, Of.SESSION, signed.session) is Verdict.CHANGED


def test_a_signature_that_was_taken_away_whole_is_found_by_the_trail(signed: LeavingDay) -> None:
    with signed.record.store.bare() as raw:
        for name in ("sealed_session_update", "kept_signature_delete"):
            raw.execute(f"DROP TRIGGER {name}")
        raw.execute("UPDATE session SET seal = NULL, signed_by = NULL, signed_at = NULL")
        raw.execute("DELETE FROM signature")
    assert verdict(signed.record, Of.SESSION, signed.session) is Verdict.CHANGED


def test_a_supervisee_awaits_the_supervisor_who_signs_the_same_text(signed: LeavingDay, hand: Hand) -> None:
    record = signed.record
    person, other = colleague(record, "Dr N. Rowe", Role.SUPERVISOR)
    supervise(record, record.author.id, person)
    stands = signatures.standing(record, Of.SESSION, signed.session)
    assert stands is not None
    assert stands.awaits == "Dr N. Rowe, MD"
    with pytest.raises(Refused, match=r"awaits Dr N\. Rowe"):
        signing.cosign(record, hand, Of.SESSION, signed.session)
    signing.cosign(replace(record, author=people.one(record, person)), other, Of.SESSION, signed.session)
    stands = signatures.standing(record, Of.SESSION, signed.session)
    assert stands is not None
    assert stands.awaits == ""
    assert [one.who for one in stands.co_signers] == ["Dr N. Rowe, MD"]
    assert stands.co_signers[0].content_hash == stands.content_hash
    assert stands.verdict is Verdict.VALID


def test_a_co_signature_that_was_removed_is_found_once_something_follows_it(
    signed: LeavingDay, hand: Hand
) -> None:
    record = signed.record
    person, other = colleague(record, "Dr N. Rowe", Role.SUPERVISOR)
    supervise(record, record.author.id, person)
    signing.cosign(replace(record, author=people.one(record, person)), other, Of.SESSION, signed.session)
    from kapdesk.services import addenda

    addenda.add(
        record, hand, Of.SESSION, signed.session, kind="addendum", reason="left out", text="more", about=None
    )
    with record.store.bare() as raw:
        raw.execute("DROP TRIGGER kept_signature_delete")
        raw.execute("DELETE FROM signature WHERE kind = 'co-signer'")
    assert verdict(record, Of.SESSION, signed.session) is Verdict.CHANGED


def test_the_passphrase_opens_the_own_hand_and_a_wrong_one_opens_none(
    record: Record, template: Template, hand: Hand
) -> None:
    taken = hands.take(record, PASSPHRASE)
    assert (taken.person, taken.public) == (record.author.id, hand.public)
    with pytest.raises(WrongPassphrase, match="Nothing was signed"):
        hands.take(record, "not this one at all")


def test_two_signatures_of_one_author_cannot_stand_under_one_thing(signed: LeavingDay) -> None:
    with signed.record.read() as db:
        assert db.query(SignatureRow).filter_by(of_id=signed.session, kind="author").count() == 1
        assert db.get_one(SessionRow, signed.session).signed_by == signed.record.author.id


class Undo(Exception):
    """Lets a transaction go as if it had never been."""


KEEP, DROP, DROP_AND_PUT_BACK = "kept", "dropped", "dropped and put back"
VERBS = ("UPDATE", "DELETE", "INSERT", "REPLACE", "UPSERT", "ROW AWAY", "OTHER OWNER")
EXTRA = {Of.SESSION: ("session",), Of.INTEGRATION: ("integration_note", "revision")}
PLACES = [
    *((Of.SESSION, table) for table in (*SEALED_WITH_SESSION, *EXTRA[Of.SESSION])),
    *((Of.INTEGRATION, table) for table in (*SEALED_WITH_INTEGRATION, *EXTRA[Of.INTEGRATION])),
]


@dataclass(frozen=True)
class Try:
    """One way of changing what is signed behind the program's back."""

    of: Of
    table: str
    verb: str
    column: str
    triggers: str = DROP
    deep: bool = False

    @property
    def owner(self) -> str:
        """Return the column that ties a row to what is signed."""
        if self.table in {"session", "integration_note"}:
            return "id"
        through_text = self.of is Of.INTEGRATION and self.table == "revision"
        return "of_id" if through_text else sealing.OWNERS[self.of][1]

    def statement(self, owner: UUID) -> str:
        """Return the raw SQL."""
        table, column = self.table, self.column
        where = f"{self.owner} = '{owner.hex}'"
        if self.owner == "of_id":
            where = f"of_id IN (SELECT id FROM note WHERE integration_id = '{owner.hex}')"
        names = [one.name for one in metadata.tables[table].columns]
        new = "lower(hex(randomblob(16)))"
        copied = ", ".join({column: f"{column} || 'x'"}.get(name, name) for name in names)
        fresh = ", ".join(
            {"id": new, "number": "number + 7", "field": "field || 'x'"}.get(name, name) for name in names
        )
        into = f"{table} ({', '.join(names)})"
        tie = "client_id" if self.owner == "id" else self.owner
        return {
            "UPDATE": f"UPDATE {table} SET {column} = {column} || 'x' WHERE {where}",
            "DELETE": f"DELETE FROM {table} WHERE {where}",
            "INSERT": f"INSERT INTO {into} SELECT {fresh} FROM {table} WHERE {where} LIMIT 1",
            "REPLACE": f"REPLACE INTO {into} SELECT {copied} FROM {table} WHERE {where} LIMIT 1",
            "UPSERT": f"INSERT INTO {into} SELECT {copied} FROM {table} WHERE {where} "
            f"ON CONFLICT (id) DO UPDATE SET {column} = excluded.{column}",
            "ROW AWAY": f"UPDATE {table} SET id = {new} WHERE {where}",
            "OTHER OWNER": f"UPDATE {table} SET {tie} = {new} WHERE {where}",
        }[self.verb]


def texts_of(table: str) -> list[str]:
    """Return the columns a change of which is a change of what was recorded."""
    columns = metadata.tables[table].columns
    texts = [
        one.name for one in columns
        if isinstance(one.type, String | Text) and not one.nullable and not one.foreign_keys
    ]  # fmt: skip
    return texts or ["of_id"]


def who_notices(record: Record, owner: UUID, one: Try) -> str:
    """Try it, and let it go again; return who noticed: the database, the signature, or nobody."""
    try:
        with record.store.write() as db:
            raise Undo(_tried(db, record, owner, one))  # noqa: TRY301 - it leaves the transaction undone
    except Undo as undone:
        return str(undone)


def _tried(db: Session, record: Record, owner: UUID, one: Try) -> str:
    raw = db.connection()
    raw.exec_driver_sql("PRAGMA defer_foreign_keys = ON")
    raw.exec_driver_sql(f"PRAGMA recursive_triggers = {'ON' if one.deep else 'OFF'}")
    triggers = raw.exec_driver_sql("SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'").all()
    for name, _ in triggers if one.triggers != KEEP else ():
        raw.exec_driver_sql(f"DROP TRIGGER {name}")
    before = raw.exec_driver_sql("SELECT total_changes()").scalar_one()
    try:
        raw.exec_driver_sql(one.statement(owner))
    except DBAPIError as error:
        return f"the database: {error.orig}"
    if raw.exec_driver_sql("SELECT total_changes()").scalar_one() == before:
        return "nothing was changed"
    for _, text in triggers if one.triggers == DROP_AND_PUT_BACK else ():
        raw.exec_driver_sql(text)
    db.expire_all()
    try:
        stands = signatures.standing_in(db, record, one.of, owner)
    except NotFound:
        return "the signature"
    return "nobody" if stands is None or stands.verdict is Verdict.VALID else "the signature"


@pytest.fixture
def owners(signed: LeavingDay) -> dict[Of, UUID]:
    with signed.record.read() as db:
        note = db.scalars(
            select(IntegrationNoteRow.id).where(IntegrationNoteRow.signed_at.is_not(None))
        ).one()
    return {Of.SESSION: signed.session, Of.INTEGRATION: note}


def test_every_sealed_table_is_guarded_by_the_database_and_without_it_by_the_signature(
    signed: LeavingDay, owners: dict[Of, UUID]
) -> None:
    for of, table in PLACES:
        column = texts_of(table)[0]
        kept = who_notices(signed.record, owners[of], Try(of, table, "UPDATE", column, KEEP))
        assert kept.startswith("the database: this "), (of, table, kept)
        dropped = who_notices(signed.record, owners[of], Try(of, table, "DELETE", column))
        assert dropped == "the signature", (of, table, dropped)


EVERY_TRY = [
    Try(of, table, verb, column, triggers, deep)
    for of, table in PLACES
    for verb in VERBS
    for column in texts_of(table)
    for triggers in (KEEP, DROP, DROP_AND_PUT_BACK)
    for deep in (True, False)
    if verb != "INSERT"
    or table not in {"session", "integration_note"}  # another one is no change of this one
]


@settings(
    max_examples=15,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
    derandomize=True,
)
@given(one=st.sampled_from(EVERY_TRY))
def test_no_statement_changes_what_is_signed_unnoticed(
    signed: LeavingDay, owners: dict[Of, UUID], one: Try
) -> None:
    assert who_notices(signed.record, owners[one.of], one) not in {"nobody", "nothing was changed"}


@pytest.mark.slow
def test_each_statement_on_each_column_is_noticed(signed: LeavingDay, owners: dict[Of, UUID]) -> None:
    unnoticed = [
        one
        for one in EVERY_TRY
        if who_notices(signed.record, owners[one.of], one) in {"nobody", "nothing was changed"}
    ]
    assert unnoticed == []
