"""A text is kept from its first letter, in the right place, and never half."""

import resource
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kapdesk.domain.change import Change, Topic
from kapdesk.domain.clock import SetClock
from kapdesk.domain.errors import NotFound, NotWritten, Refused
from kapdesk.services import notes, sessions
from kapdesk.services.notes import Owner
from kapdesk.services.record import Record
from kapdesk.store.rows import ClientRow, SessionRow
from tests.services.reads import listening

FIELD = "debrief.words"


def a_client(record: Record, code: str = "K-0142") -> UUID:
    with record.write() as db:
        row = ClientRow(id=uuid4(), code=code, family_name="Mor", given_name="Aster")
        row.written_at, row.author_id = record.now(), record.author.id
        db.add(row)
        return row.id


def a_session(record: Record, client: UUID) -> UUID:
    made = sessions.plan(record, client).item
    assert made is not None
    return made


def signed(record: Record, session: UUID) -> None:
    with record.write() as db:
        row = db.get_one(SessionRow, session)
        row.opened_at, row.ended_at, row.signed_at = record.now(), record.now(), record.now()


@contextmanager
def a_full_disk(record: Record) -> Iterator[None]:
    """Let no file of this program grow beyond the journal as it is, as on a volume without room."""
    journal = record.store.path.with_name(f"{record.store.path.name}-wal")
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (journal.stat().st_size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


@pytest.fixture
def owner(record: Record) -> Owner:
    client = a_client(record)
    return Owner(client, session=a_session(record, client))


def test_what_was_written_is_read_again_with_when_and_by_whom(record: Record, owner: Owner) -> None:
    change = notes.write(record, owner, FIELD, "It was the hallway.")
    assert (change.topic, change.subject) == (Topic.NOTE, owner.session)
    note = notes.texts(record, owner)[FIELD]
    assert (note.text, note.written_at, note.author_id) == (
        "It was the hallway.", record.now(), record.author.id,
    )  # fmt: skip


def test_a_field_never_written_is_absent_and_reads_as_nothing(record: Record, owner: Owner) -> None:
    assert notes.texts(record, owner) == {}
    assert notes.text(record, owner, FIELD) == ""
    assert notes.revisions(record, owner, FIELD) == ()


def test_every_version_is_visitable_from_the_first_letter(
    record: Record, owner: Owner, clock: SetClock
) -> None:
    start = record.now()
    for text in ("I", "It was", "It was the hallway.", "It was"):
        notes.write(record, owner, FIELD, text)
        clock.move(minutes=1)
    kept = notes.revisions(record, owner, FIELD)
    assert [each.text for each in kept] == ["I", "It was", "It was the hallway.", "It was"]
    assert [each.written_at - start for each in kept] == [timedelta(minutes=n) for n in range(4)]


def test_a_text_that_did_not_change_makes_no_new_version(record: Record, owner: Owner) -> None:
    for _ in range(3):
        notes.write(record, owner, FIELD, "the red door")
    assert len(notes.revisions(record, owner, FIELD)) == 1


def test_the_same_revision_id_twice_is_one_write(record: Record, owner: Owner) -> None:
    revision = uuid4()
    first = notes.write(record, owner, FIELD, "the red door", revision)
    second = notes.write(record, owner, FIELD, "the red door", revision)
    assert first == second
    assert len(notes.revisions(record, owner, FIELD)) == 1


def test_a_version_that_was_kept_is_not_kept_again_though_the_text_went_on(
    record: Record, owner: Owner
) -> None:
    revision = uuid4()
    for text, of in (("the red door", revision), ("a blue one", None), ("the red door", revision)):
        notes.write(record, owner, FIELD, text, of)
    assert [each.text for each in notes.revisions(record, owner, FIELD)] == ["the red door", "a blue one"]
    assert notes.text(record, owner, FIELD) == "the red door"


def test_one_more_save_asks_six_questions_and_no_more(record: Record, owner: Owner) -> None:
    notes.write(record, owner, FIELD, "the red", uuid4(), ())
    with listening(record) as asked:
        notes.write(record, owner, FIELD, "the red door", uuid4(), ())
    words = [sql.split()[0] for sql, _ in asked.statements]
    assert sorted(words) == ["INSERT", "SELECT", "SELECT", "SELECT", "SELECT", "UPDATE"]


def test_a_text_that_was_emptied_can_still_be_read_as_it_was(record: Record, owner: Owner) -> None:
    notes.write(record, owner, FIELD, "the red door")
    notes.write(record, owner, FIELD, "")
    assert notes.text(record, owner, FIELD) == ""
    assert [each.text for each in notes.revisions(record, owner, FIELD)] == ["the red door", ""]


def test_fields_sessions_and_the_client_as_such_are_never_mixed(record: Record, owner: Owner) -> None:
    second = Owner(owner.client, session=a_session(record, owner.client))
    as_such = Owner(owner.client)
    for place, text in ((owner, "first day"), (second, "second day"), (as_such, "always")):
        notes.write(record, place, FIELD, text)
    notes.write(record, owner, "debrief.observed", "smiles")
    assert notes.text(record, owner, FIELD) == "first day"
    assert notes.text(record, second, FIELD) == "second day"
    assert notes.text(record, as_such, FIELD) == "always"
    assert set(notes.texts(record, owner)) == {FIELD, "debrief.observed"}


def test_a_signed_session_takes_no_text(record: Record, owner: Owner) -> None:
    notes.write(record, owner, FIELD, "as it was signed")
    assert owner.session is not None
    signed(record, owner.session)
    with pytest.raises(Refused, match="signed"):
        notes.write(record, owner, FIELD, "later")
    assert notes.text(record, owner, FIELD) == "as it was signed"
    assert len(notes.revisions(record, owner, FIELD)) == 1


def test_a_text_for_another_client_is_refused(record: Record, owner: Owner) -> None:
    other = a_client(record, "K-0143")
    with pytest.raises(Refused, match="another client"):
        notes.write(record, Owner(other, session=owner.session), FIELD, "whose?")
    assert notes.texts(record, owner) == {}


def test_a_session_that_is_not_in_the_record_is_refused(record: Record, owner: Owner) -> None:
    with pytest.raises(NotFound):
        notes.write(record, Owner(owner.client, session=uuid4()), FIELD, "where?")


def test_a_full_disk_is_told_and_leaves_the_last_version(record: Record, owner: Owner) -> None:
    notes.write(record, owner, FIELD, "before")
    with a_full_disk(record), pytest.raises(NotWritten):
        notes.write(record, owner, FIELD, "after " * 5000)
    assert notes.text(record, owner, FIELD) == "before"
    notes.write(record, owner, FIELD, "after")
    assert [each.text for each in notes.revisions(record, owner, FIELD)] == ["before", "after"]


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    text=st.text(alphabet=st.characters(exclude_categories=("Cs",), exclude_characters="\x00"), max_size=400)
)
def test_any_words_in_any_script_come_back_letter_for_letter(record: Record, text: str) -> None:
    field = f"any.{uuid4().hex[:12]}"
    owner = Owner(_one_client(record))
    notes.write(record, owner, field, text)
    assert notes.text(record, owner, field) == text


def _one_client(record: Record) -> UUID:
    with record.read() as db:
        found = db.query(ClientRow.id).first()
    return found[0] if found else a_client(record)


def test_a_change_names_the_owner_whose_text_it_is(record: Record, owner: Owner) -> None:
    assert owner.session is not None
    of_session: Change = notes.write(record, owner, FIELD, "a")
    of_client: Change = notes.write(record, Owner(owner.client), FIELD, "a")
    assert (of_session.subject, of_client.subject) == (owner.session, owner.client)
