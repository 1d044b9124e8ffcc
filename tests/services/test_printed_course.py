"""The pages of the weeks say what belongs on them and no more; the whole record leaves nothing unsaid."""

import re
import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple
from uuid import UUID

import pytest
from sqlalchemy import inspect as shape_of
from sqlalchemy import select

from kapdesk.domain.alerts import Severity
from kapdesk.domain.clock import SetClock
from kapdesk.domain.errors import NotFound, Refused
from kapdesk.domain.signing import Of
from kapdesk.domain.withholding import Category, Rule
from kapdesk.reports.pdf import inspect
from kapdesk.services import (
    addenda,
    alerts,
    consents,
    documents,
    integration,
    life,
    notes,
    printed_course,
    relapse_signs,
    signing,
    withholding,
)
from kapdesk.services.documents import Paper
from kapdesk.services.life import Said
from kapdesk.services.notes import Owner
from kapdesk.services.record import Record
from kapdesk.store import rows, rows_after, rows_trust
from kapdesk.store.engine import Store
from tests.conftest import FILE, MORNING, ZONE, Template, shipped
from tests.services.full_day import a_full_day, put
from tests.services.leaving_day import LeavingDay
from tests.services.signed_day import own_hand
from tests.services.test_printed_whole import NOT_PRINTED, OF_EVERY_ROW, SPACE, forms_of, stands
from tests.services.whole_day import a_client

PRIVATE = "a private note of one author; it prints nowhere"
MACHINE = "made for the machine; what it proves is said with what it stands under"
ELSEWHERE = {
    "audit": "the trail of the whole record, printed by itself",
    "closure": "the clinic's days, about no client", "custody_holder": "who holds a share of the keys",
    "import_run": "about the file, no client", "import_conflict": "settled before it is in the record",
    "moved": "printed, looked for by itself", "page_code": "stands on the page it is the code of",
    "person": "printed as the name", "process_key": PRIVATE, "process_note": PRIVATE,
    "process_revision": PRIVATE, "recovery_rehearsal": "about the keys", "role_change": "about the clinic",
    "setting": "about the clinic", "tombstone": "of a record that is gone",
    "vault_identity": "about the file",
    "revision": "earlier wordings, said to be left out", "transcribed": "printed as the sheet it was on",
    "withheld": "decides what is printed; each wish is listed",
}  # fmt: skip
"""Tables that do not print in a whole record, and why."""
SAID_OTHERWISE = {
    "client.find_keys": "for finding the client", "client.contact_channel": "printed in a sentence",
    "client.contact_message": "printed in a sentence", "client.allergies": "printed in words",
    "client.part2": "printed as yes or no", "client_alert.kind": "printed without hyphen",
    "client_consent.kind": "printed as its title", "appointment.series_id": "finds the series",
    "appointment.session_id": "finds the session", "appointment_change.appointment_id": "finds the visit",
    "appointment_change.before": "printed as a time", "appointment_change.after": "printed as a time",
    "contact.task_id": "finds the task", "board_closed.line": "printed as the challenge",
    "board_closed.of_id": "finds the line", "board_closed.reason_code": "printed in words",
    "board_closed.happened_at": "printed to the minute",
    "integration_note.seal": MACHINE, "integration_note.signed_by": "printed as the signature",
    "integration_note.group_id": "finds the notes of a group", "integration_note.setting": "printed in words",
    "integration_note.session_id": "printed as the number of the session",
    "change_item.integration_id": "finds the note", "change_item.kind": "printed in words",
    "change_item.wanted": "printed in words", "relapse_sign.pattern": "printed in words",
    "relapse_sign.limits": "printed in words, looked for by itself",
    "addendum.of_id": "finds what it was added to", "addendum.of_kind": "stands under it",
    "addendum.kind": "printed with a capital",
    "signature.of_id": "finds what is signed", "signature.signer_id": "printed as the name",
    "signature.public_key": MACHINE, "signature.previous_hash": MACHINE, "signature.signature": MACHINE,
    "signature.content_hash": "its beginning is printed", "signature.late": "printed as LATE ENTRY",
    "retraction.of_id": "finds what was retracted", "retraction.second_id": "printed as the name",
    "retraction.copied_to": "another client's", "process_release.note_id": PRIVATE,
    "disclosure.part2": "printed in words", "disclosure.document": "printed as it is called",
    "disclosure.ground": "printed in words", "disclosure.way": "printed in words",
    "amendment_request.answer": "printed in words", "means_action.method": "printed in words",
    "safety_plan.copy_given": "printed as yes or no", "safety_plan.likelihood": "printed out of ten",
}  # fmt: skip
"""Columns that do not stand in a whole record as they are stored, and why."""


class Built(NamedTuple):
    """Where the file of a day is, and whose day it was."""

    path: Path
    clock: SetClock
    client: UUID
    session: UUID


def words(record: Record, key: str, day: LeavingDay, paper: Paper = Paper.A4) -> str:
    printed = documents.make(record, key, day.client, day.session, paper=paper)
    return SPACE.sub(" ", " ".join(inspect(printed.pdf).texts))


@pytest.fixture(scope="module")
def built(template: Template, tmp_path_factory: pytest.TempPathFactory) -> Built:
    """A day and its weeks, made once; each test gets a copy of the file."""
    folder = tmp_path_factory.mktemp("course")
    shutil.copy(template.folder / FILE, folder / FILE)
    store, clock = Store(folder / FILE, template.key), SetClock(MORNING)
    record = Record(store, shipped(), clock, template.person, ZONE)
    made = a_full_day(record, clock)
    _weeks(record, made)
    store.close()
    return Built(folder / FILE, clock, made.client, made.session)


@pytest.fixture
def day(template: Template, built: Built, tmp_path: Path) -> Iterator[LeavingDay]:
    shutil.copy(built.path, tmp_path / FILE)
    store = Store(tmp_path / FILE, template.key)
    record = Record(store, shipped(), built.clock, template.person, ZONE)
    yield LeavingDay(record, built.clock, built.client, built.session)
    store.close()


def _weeks(record: Record, made: LeavingDay) -> None:
    client = made.client
    alerts.add(record, client, "allergy", Severity.CAUTION, text="bees", source="the sister said so")
    consents.add(record, client, "touch", "1", date(2026, 11, 20), signer="Aster Mor", method="on paper")
    note = _note(record, client)
    integration.add_item(record, note, integration.ChangeKind.CHANGED, "sings on the stairs", since="Tuesday")
    life.add(record, client, "action", "call the piano tuner", integration_id=note, facts={"when": "Friday"})
    relapse_signs.add(record, client, "the curtains stay shut")
    _trust(record, client)


def _note(record: Record, client: UUID) -> UUID:
    with record.read() as db:
        query = select(rows.IntegrationNoteRow.id).where(rows.IntegrationNoteRow.client_id == client)
        return db.scalars(query).one()


def _trust(record: Record, client: UUID) -> None:
    """Record what left, what was asked to be put right, and a hold; a private note that was released."""
    of: dict[str, Any] = {"client_id": client}
    put(
        record, rows_trust.DisclosureRow, **of, document="session summary", recipient="Dr P. Lume",
        purpose="care after the move", ground="consent", part2=False, pages=4, way="by hand",
        authorised_on=date(2026, 11, 19), expires_on=date(2027, 11, 19), note="taken along by the client",
    )  # fmt: skip
    put(
        record, rows_trust.AmendmentRequestRow, **of, words="the year is wrong", due_on=date(2027, 1, 22),
        answer="accepted", answered_at=record.now(), answer_words="put right", disagreement="none given",
    )  # fmt: skip
    put(record, rows_trust.HoldRow, **of, reason="a letter of counsel", asked_by="the county")
    put(
        record, rows_trust.ProcessReleaseRow, **of, authorised_by="Aster Mor", recipient="Court of the lake",
        authorised_on=date(2026, 11, 21), purpose="an order", exception="by order", note_id=_private(record),
    )  # fmt: skip
    put(
        record, rows_after.BoardClosedRow, **of, line="follow-up", of_id=client, reason_code="moved-away",
        reason="to the coast",
    )  # fmt: skip


def _private(record: Record) -> UUID:
    with record.read() as db:
        return db.scalars(select(rows_trust.ProcessNoteRow.id)).one()


def test_the_plan_for_home_holds_the_clients_own_and_nothing_else(day: LeavingDay) -> None:
    text = words(day.record, "weeks", day)
    for fact in (
        "To be gentle with the boy I was", "sings on the stairs", "a ladder is also a bridge",
        "one rung on Sundays", "call the piano tuner", "When: Friday", "a slow lap of the pond",
        "Start low and go slowly", "Who to call", "555 0100", "When we meet again",
    ):  # fmt: skip
        assert fact in text, fact
    for fact in (
        "the man with the ladder", "ketamine", "4 of 10", "mmHg", "67.25", "sealed to its author", "ASQ",
        "the curtains stay shut", "Dr N. Rowe", "alone", "quiet tears",
    ):  # fmt: skip
        assert fact not in text, fact
    assert not re.search(r"\bthe client\b", text.lower())


def test_what_the_client_wants_left_out_is_not_on_the_plan(day: LeavingDay) -> None:
    record = day.record
    for part in (Category.INTEGRATION, Category.PREPARATION):
        withholding.ask(record, day.client, None, part, Rule.WITHHOLD, asked_by="the client", reason="")
    text = words(record, "weeks", day)
    for fact in ("sings on the stairs", "a ladder is also a bridge", "one rung", "the boy I was"):
        assert fact not in text
    assert "Left out because you asked" in text


def test_a_plan_without_anything_of_the_clients_own_is_not_made(record: Record) -> None:
    with pytest.raises(Refused, match="Name a step"):
        documents.make(record, "weeks", a_client(record), None, paper=Paper.A4)


def test_an_integration_session_stands_on_its_page_whole(day: LeavingDay) -> None:
    record = day.record
    text = words(record, "met", day)
    for fact in (
        "a week of rain and bread", "sings on the stairs", "since Tuesday", "My hands know when I am done",
        "corrected", "my hands ask when I am done", "call the piano tuner", "slept four hours and cooked",
        "DRAFT", "J. Adler, LMFT", "dosing session 1",
    ):  # fmt: skip
        assert fact in text, fact
    assert words(record, printed_course.key_of("met", _note(record, day.client)), day) == text


def test_what_is_asked_to_be_left_out_of_an_integration_page_is_named_and_not_told(day: LeavingDay) -> None:
    withholding.ask(
        day.record, day.client, None, Category.INTEGRATION, Rule.WITHHOLD, asked_by="the client", reason=""
    )
    text = words(day.record, "met", day)
    assert "a week of rain" not in text
    assert "the integration notes" in text
    assert "slept four hours and cooked" in text  # a contact is care


def test_a_note_of_another_client_is_not_made(day: LeavingDay) -> None:
    other = a_client(day.record, "Quist", "Bran")
    key = printed_course.key_of("met", _note(day.record, day.client))
    for wrong in (key, "met.nonsense", "nothing"):
        with pytest.raises((NotFound, KeyError, Refused)):
            documents.make(day.record, wrong, other, None, paper=Paper.A4)


@pytest.mark.parametrize("key", ["progress", "met-progress"])
def test_a_progress_note_has_its_sections_its_times_and_a_line_to_sign(day: LeavingDay, key: str) -> None:
    text = words(day.record, key, day, Paper.LETTER)
    for fact in ("Progress note, DAP", "Data", "Assessment", "Plan", "Signed by", "J. Adler, LMFT", "DRAFT"):
        assert fact in text
    assert ("soft face" in text) is (key == "progress")


def test_an_edited_section_prints_as_it_was_edited(day: LeavingDay) -> None:
    notes.write(
        day.record, Owner(day.client, session=day.session), "progress.dap.plan", "Walk to the lake twice."
    )
    assert "Walk to the lake twice." in words(day.record, "progress", day)


def test_the_worksheet_names_the_day_and_nothing_else_of_the_session(day: LeavingDay) -> None:
    text = words(day.record, "worksheet", day)
    for fact in ("Looking back on Sunday 22 November 2026", "Only me", "0 1 2 3 4 5", "In my body"):
        assert fact in text
    assert "boy I was" not in text


def tables_of_a_client() -> list[Any]:
    """Return every table of the record that is not said to stand elsewhere."""
    found = [mapper.class_ for mapper in rows.Base.registry.mappers]
    return [table for table in found if table.__tablename__ not in ELSEWHERE]


def rows_of(record: Record, table: Any) -> list[Any]:
    with record.read() as db:
        return list(db.scalars(select(table)))


def test_every_value_of_every_table_is_in_the_whole_record_or_on_the_list(day: LeavingDay) -> None:
    text = words(day.record, "whole", day)
    missing: list[str] = []
    for table in tables_of_a_client():
        for row in rows_of(day.record, table):
            if table is rows.NoteRow and row.field.startswith(("draft.", "said.", "summary.", "plan.")):
                continue
            for column in shape_of(table).columns:
                name = f"{table.__tablename__}.{column.key}"
                if column.key in OF_EVERY_ROW or name in NOT_PRINTED or name in SAID_OTHERWISE:
                    continue
                forms = forms_of(getattr(row, column.key), ZONE)
                missing += [f"{name}: {form}" for form in forms if not stands(form, text)]
    assert missing == []


def test_the_whole_record_says_in_words_what_is_stored_in_codes(day: LeavingDay) -> None:
    text = words(day.record, "whole", day)
    for fact in (
        "The client moved away; to the coast", "MOR, Aster", "What left the clinic", "Legal holds",
        "answered alone with the therapist", "DRAFT in part: 2 of 2 sessions not signed",
        "private notes of a therapist", "a private note", "Page 1 of",
    ):  # fmt: skip
        assert fact in text, fact
    assert "sealed to its author" not in text


def test_the_lists_name_no_table_and_no_column_that_is_gone() -> None:
    tables = {mapper.class_.__tablename__ for mapper in rows.Base.registry.mappers}
    columns = {
        f"{mapper.class_.__tablename__}.{column.key}"
        for mapper in rows.Base.registry.mappers
        for column in shape_of(mapper.class_).columns
    }
    assert sorted(set(ELSEWHERE) - tables) == []
    assert sorted(set(SAID_OTHERWISE) - columns) == []


def test_a_whole_record_of_a_client_without_a_session_says_so(record: Record) -> None:
    printed = documents.make(record, "whole", a_client(record), None, paper=Paper.A4)
    text = SPACE.sub(" ", " ".join(inspect(printed.pdf).texts))
    assert "No session is recorded for this client." in text
    assert "DRAFT" not in text


def test_what_was_asked_alone_prints_on_the_clinics_own_page_and_on_no_copy(day: LeavingDay) -> None:
    person = life.add(
        day.record, day.client, "relationship", "the neighbour", integration_id=_note(day.record, day.client)
    ).item
    assert person is not None
    told = {"alone": "yes", "concern": "yes", "concern-words": "locks the gate at night"}
    life.look(day.record, person, Said(facts=told), integration_id=_note(day.record, day.client))
    assert "locks the gate at night" in words(day.record, "met", day)
    assert "locks the gate at night" not in words(day.record, "whole", day)


def test_signed_parts_say_by_whom_and_what_was_added_since(day: LeavingDay, template: Template) -> None:
    record = day.record
    hand = own_hand(record, template)
    note = _note(record, day.client)
    signing.sign(record, hand, Of.INTEGRATION, note)
    addenda.add(
        record, hand, Of.INTEGRATION, note, kind="addendum", reason="a word was missing",
        text="the piano is in tune", about=None,
    )  # fmt: skip
    text = words(record, "whole", day)
    for fact in (
        "DRAFT in part: 1 of 2 sessions not signed", "Signed by J. Adler, LMFT", "Signature valid.",
        "the piano is in tune", "a word was missing",
    ):  # fmt: skip
        assert fact in text, fact
    page = words(record, "met", day)
    for fact in ("Signed by J. Adler, LMFT", "Code ", "the piano is in tune"):
        assert fact in page, fact
    assert "DRAFT" not in page
    assert "Signatures" not in words(record, "met-progress", day)
