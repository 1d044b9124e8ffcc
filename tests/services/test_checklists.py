"""The last answer stands, every answer is kept, and untouched is not an answer."""

from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kapdesk.domain.change import Topic
from kapdesk.domain.errors import Refused
from kapdesk.services import checklists, sessions
from kapdesk.services.record import Record
from kapdesk.store.rows import ClientRow, SessionRow


def a_session(record: Record) -> UUID:
    with record.write() as db:
        row = ClientRow(id=uuid4(), code=uuid4().hex[:8], family_name="Mor", given_name="Aster")
        row.written_at = record.now()
        db.add(row)
    made = sessions.plan(record, row.id).item
    assert made is not None
    return made


@pytest.fixture
def session(record: Record) -> UUID:
    return a_session(record)


def test_an_untouched_item_is_absent_not_no(record: Record, session: UUID) -> None:
    assert checklists.standing(record, session, "debrief") == {}


def test_an_answer_names_its_version_who_observed_and_both_times(record: Record, session: UUID) -> None:
    before = record.now() - timedelta(minutes=20)
    change = checklists.answer(record, session, "debrief", 1, "mood-now", "4", note="said aloud", at=before)
    assert (change.topic, change.subject) == (Topic.ANSWER, session)
    given = checklists.standing(record, session, "debrief")["mood-now"]
    assert (given.form_version, given.value, given.note) == (1, "4", "said aloud")
    assert (given.happened_at, given.written_at) == (before, record.now())
    assert (given.observer, given.observer_role) == ("J. Adler, LMFT", "owner")


def test_another_observer_is_named_as_told(record: Record, session: UUID) -> None:
    checklists.answer(
        record, session, "arrival", 1, "identity", "yes", observer="R. Sato, RN",
        observer_role="medical professional",
    )  # fmt: skip
    given = checklists.standing(record, session, "arrival")["identity"]
    assert (given.observer, given.observer_role) == ("R. Sato, RN", "medical professional")


def test_the_last_answer_stands_and_every_answer_is_kept(record: Record, session: UUID) -> None:
    for value in ("4", "6", None, "5"):
        checklists.answer(record, session, "debrief", 1, "mood-now", value)
    assert checklists.standing(record, session, "debrief")["mood-now"].value == "5"
    kept = [given.value for given in checklists.history(record, session, "debrief")]
    assert kept == ["4", "6", None, "5"]


def test_an_answer_taken_back_is_absent(record: Record, session: UUID) -> None:
    checklists.answer(record, session, "debrief", 1, "mood-now", "4")
    checklists.answer(record, session, "debrief", 1, "mood-now", None)
    assert checklists.standing(record, session, "debrief") == {}


def test_a_signed_session_takes_no_answer(record: Record, session: UUID) -> None:
    with record.write() as db:
        row = db.get_one(SessionRow, session)
        row.opened_at, row.ended_at, row.signed_at = record.now(), record.now(), record.now()
    with pytest.raises(Refused, match="signed"):
        checklists.answer(record, session, "debrief", 1, "mood-now", "4")


def test_sessions_and_forms_are_never_mixed(record: Record, session: UUID) -> None:
    other = a_session(record)
    checklists.answer(record, session, "debrief", 1, "mood-now", "4")
    checklists.answer(record, other, "debrief", 1, "mood-now", "9")
    checklists.answer(record, session, "embodiment", 1, "mood-now", "1")
    assert checklists.standing(record, session, "debrief")["mood-now"].value == "4"
    assert checklists.standing(record, other, "debrief")["mood-now"].value == "9"


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    given=st.lists(
        st.tuples(st.sampled_from("abc"), st.one_of(st.none(), st.sampled_from(["0", "1"]))), max_size=12
    )
)
def test_what_stands_is_the_last_of_each_item_whatever_the_order(
    record: Record, given: list[tuple[str, str | None]]
) -> None:
    session = a_session(record)
    for item, value in given:
        checklists.answer(record, session, "form", 1, item, value)
    expected = {item: value for item, value in dict(given).items() if value is not None}
    stands = checklists.standing(record, session, "form")
    assert {item: answer.value for item, answer in stands.items()} == expected
    assert [(each.item, each.value) for each in checklists.history(record, session, "form")] == given
