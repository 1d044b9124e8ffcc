"""Fact by fact: what stands in the rows of a session stands on its summary, or on a list that says why."""

import re
from collections.abc import Iterator
from datetime import date, datetime
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import inspect as shape_of
from sqlalchemy import select

from kapdesk.domain.clock import SetClock, local, show_date, show_time
from kapdesk.reports.pdf import inspect
from kapdesk.services import documents, notes, sessions
from kapdesk.services.documents import Paper
from kapdesk.services.notes import Owner
from kapdesk.services.printed_words import asked, said
from kapdesk.services.record import Record
from kapdesk.store import rows
from tests.services.full_day import a_full_day
from tests.services.leaving_day import LeavingDay
from tests.services.whole_day import a_client

SPACE = re.compile(r"\s+")

OF_EVERY_ROW = {
    "id": "finds the row, says nothing", "row_version": "counts writes, says nothing",
    "seq": "the order, which is the order on the page", "zone": "said once, at the end of the summary",
    "written_at": "printed where it is another minute than when it happened",
    "client_id": "the name on top of every page", "session_id": "the number of the session",
    "author_id": "printed as the name, looked for by itself",
}  # fmt: skip
PRIVATE = "a private note of one author, sealed to the author; it prints nowhere"
NOT_PRINTED = {
    "session.seal": "a proof for the machine, made at signing",
    "session.state": "printed as the list of states",
    "session.planned_route": "printed in words", "session.medical_presence": "printed in words",
    "session.therapist_id": "printed as the name", "session.signed_by": "printed as the signature",
    "note.field": "printed as the question it was asked in", "note.indexed": "says nothing",
    "note.integration_id": "finds the note", "revision.text": "earlier wordings: named as not printed",
    "revision.of_id": "finds the text", "answer.form": "printed as the title of the form",
    "answer.form_version": "printed with the title", "answer.item": "printed as the question",
    "answer.value": "printed in the words it was chosen in, looked for by themselves",
    "answer.observer_role": "who observed is printed by name",
    "dose.route": "printed in words", "dose.is_booster": "printed as the word booster",
    "vital.is_baseline": "printed as the word baseline", "vital.on_oxygen": "printed as air or O2",
    "vital.due_at": "printed where it is another minute than when it was taken",
    "vital.status": "a set with values was done; missed and declined are printed",
    "vital.observer_role": "printed where the name does not say it",
    "timeline.kind": "printed in the words that were on the key",
    "timeline.voice": "printed as Client or Observer",
    "adverse_event.kind": "printed in words", "adverse_event.serious": "printed as yes or no",
    "insight.kind": "printed where it is no insight", "insight.levels": "printed under their level",
    "insight.taken_from": "printed as the place it names", "insight.taken_from_id": "finds the place",
    "work_item.subtype": "printed without hyphen", "work_item.levels": "printed under their level",
    "work_item.insight_id": "printed as where it grew from",
    "work_look.work_item_id": "stands beside its piece",
    "work_look.integration_id": "printed as the word integration",
    "consent_event.kind": "printed without hyphen", "somatic_plan.practice": "printed as its name",
    "somatic_plan.rules_version": "its words are those of the version",
    "somatic_plan.from_day": "printed in words", "withheld.category": "decides what is printed",
    "withheld.rule": "decides what is printed", "withheld.of_id": "finds the moment",
    "withheld.pages": "decides what is printed", "withheld.asked_by": "the clinic's own; not for the page",
    "withheld.reason": "why somebody wants something left out is left out too",
    "withheld.lifted_at": "decides what is printed", "withheld.lifted_reason": "the clinic's own",
    "clock_jump.kind": "printed in words", "transcription.sheet": "printed without hyphen",
    "transcribed.of_id": "finds the entry", "transcribed.transcription_id": "finds the sheet",
    "embodiment_step.checklist": "printed as the words of the step",
    "embodiment_step.checklist_version": "its words are those of the version",
    "embodiment_step.item": "printed as the words of the step",
    "screen.instrument": "printed as its title", "screen.answers": "printed in the words of its version",
    "screen.context": "printed in words", "screen.result": "printed in words",
    "screen.disposition": "printed in words", "screen.observer_role": "who asked is printed by name",
    "safety_plan.form_version": "the plan has its own page", "safety_plan.copy_given": "printed as yes or no",
    "safety_plan.elements": "the client's own plan has its own page",
    "means_action.method": "printed in words", "means_action.action": "printed in words",
    "override.rule_version": "the version of the rule stands with the score",
    "clearance.criteria": "the criteria are printed as they stood when the client left",
    "clearance.kind": "printed with a capital", "clearance.presence": "printed in words",
    "discharge.outcome": "printed with a capital", "discharge.facts": "printed in words",
    "discharge.criteria": "printed as the table of criteria",
    "appointment.kind": "printed in words", "appointment.therapist_id": "printed as the name",
    "appointment.starts_at": "printed with its day",
    "appointment.minutes": "how long a visit takes is the diary's",
    "appointment.reason_code": "printed in the words of the list",
    "appointment.sequence": "counts changes", "appointment.note": "a note for the diary",
    "contact.channel": "printed in words", "contact.outcome": "printed in words",
    "task.kind": "printed in words where a task has none of its own",
    "integration_note.kind": "the diary's", "integration_note.ended_at": "the diary's",
    "integration_note.signed_at": "the diary's", "integration_note.appointment_id": "finds the visit",
    "measure.instrument": "printed as its title", "measure.instrument_version": "printed with the title",
    "measure.answers": "printed in the words of its version", "measure.complete": "printed as the total",
    "measure.entered": "printed as “filled in elsewhere”", "measure.integration_id": "finds the note",
    "life_item.register": "printed as its title", "life_item.facts": "printed in words, looked for by itself",
    "life_item.register_version": "its words are those of the version",
    "life_item.insight_id": "printed as where it grew from", "life_item.integration_id": "printed as the day",
    "life_look.item_id": "stands beside what is carried", "life_look.integration_id": "printed as the day",
    "life_look.status": "printed in words", "life_look.facts": "printed in words",
    "meaning.insight_id": "printed as what it is of", "meaning.integration_id": "printed as the day",
    "process_note.owner_id": PRIVATE, "process_note.body": PRIVATE, "process_note.discarded_at": PRIVATE,
    "process_note.integration_id": PRIVATE, "process_note.happened_at": PRIVATE,
    "escort.adult": "printed as yes or no", "escort.sheet_consent": "printed in words",
    "escort.arrived_at": "printed with its day", "session_state.state": "printed in words",
}  # fmt: skip
"""Every column that does not stand on the page as it is stored, and why."""

DRAFTS = ("draft.", "said.", "summary.")


@pytest.fixture
def day(record: Record, clock: SetClock) -> LeavingDay:
    return a_full_day(record, clock)


def words(record: Record, session: UUID, paper: Paper = Paper.A4) -> str:
    printed = documents.session_summary(record, session, paper=paper)
    return SPACE.sub(" ", " ".join(inspect(printed.pdf).texts))


def tables() -> list[Any]:
    """Return every table whose rows belong to a session."""
    return [
        mapper.class_
        for mapper in rows.Base.registry.mappers
        if "session_id" in mapper.columns or mapper.class_ is rows.SessionRow
    ]


def of_session(record: Record, table: Any, session: UUID) -> list[Any]:
    key = table.id if table is rows.SessionRow else table.session_id
    with record.read() as db:
        return list(db.scalars(select(table).where(key == session)))


def forms_of(value: Any, zone: str) -> Iterator[str]:
    """Yield what must be on the page for a value: each line of a text, a number, a time of day, a date."""
    if isinstance(value, str):
        yield from (SPACE.sub(" ", line).strip() for line in value.split("\n") if line.strip())
    elif isinstance(value, bool):
        yield "yes" if value else "no"
    elif isinstance(value, int):
        yield str(value)
    elif isinstance(value, datetime):
        yield show_time(value, zone)
    elif isinstance(value, date):
        yield show_date(value)
    elif isinstance(value, list):
        for part in value:  # pyright: ignore[reportUnknownVariableType]  (JSON)
            yield from forms_of(part, zone)


def stands(form: str, text: str) -> bool:
    """Return whether something is on the page; a number is not part of a longer one."""
    return bool(re.search(rf"(?<!\d){form}(?!\d)", text)) if form.isdigit() else form in text


def test_every_table_of_a_session_holds_something(day: LeavingDay) -> None:
    empty = [table.__tablename__ for table in tables() if not of_session(day.record, table, day.session)]
    assert [name for name in empty if name not in {"override", "appointment"}] == []


@pytest.mark.parametrize("paper", list(Paper))
def test_every_value_of_every_row_is_on_the_page_or_on_the_list(day: LeavingDay, paper: Paper) -> None:
    text = words(day.record, day.session, paper)
    missing: list[str] = []
    for table in tables():
        for row in of_session(day.record, table, day.session):
            if table is rows.NoteRow and row.field.startswith(DRAFTS):
                continue
            for column in shape_of(table).columns:
                name = f"{table.__tablename__}.{column.key}"
                if column.key in OF_EVERY_ROW or name in NOT_PRINTED:
                    continue
                value = getattr(row, column.key)
                forms = forms_of(value, "America/New_York")
                missing += [f"{name}: {form}" for form in forms if not stands(form, text)]
    assert missing == []


def test_the_list_names_no_column_that_is_gone() -> None:
    known = {
        f"{table.__tablename__}.{column.key}" for table in tables() for column in shape_of(table).columns
    }
    assert sorted(set(NOT_PRINTED) - known) == []


LEFT_TO_OTHERS = ("timeline-keys", "timeline-changes", "body-map", "body-map-levels")
"""Forms whose answers stand in the words of their own section."""


def test_every_answer_is_on_the_page_as_it_was_asked(day: LeavingDay) -> None:
    record, text = day.record, words(day.record, day.session)
    missing: list[str] = []
    for row in of_session(record, rows.AnswerRow, day.session):
        if row.form in LEFT_TO_OTHERS or row.item.startswith("carried:") or row.form == "prepare":
            continue
        is_score = row.form in {"aldrete", "modified-padss"}
        answer = said(record, row.form, row.form_version, row.item, row.value)
        facts = () if is_score else (asked(record, row.form, row.form_version, row.item), answer, row.note)
        missing += [f"{row.form}.{row.item}: {fact}" for fact in facts if SPACE.sub(" ", fact) not in text]
    assert missing == []


def test_every_question_of_a_screen_and_every_criterion_is_on_the_page(day: LeavingDay) -> None:
    record, text = day.record, words(day.record, day.session)
    asq = record.content.instrument("asq")
    screens = of_session(record, rows.ScreenRow, day.session)
    assert len(screens) == 2
    for item in asq.items:
        assert text.count(item.text) == len(screens)
    (left,) = of_session(record, rows.DischargeRow, day.session)
    assert len(left.criteria) == 19
    for one in left.criteria.values():
        assert one["title"] in text
        assert SPACE.sub(" ", one["value"]) in text.replace("\u00a0", " ")
    for fact in ("Ivo Mor", "rain on the skylight", "a week of rain and bread", "Recorded by J. Adler, LMFT"):
        assert fact in text


def test_what_is_read_back_in_a_later_session_is_on_its_page_and_beside_the_original(day: LeavingDay) -> None:
    record = day.record
    later = sessions.plan(record, day.client).item
    assert later is not None
    phrase = next(one for one in of_session(record, rows.InsightRow, day.session) if "hands" in one.text)
    owner = Owner(day.client, session=later)
    notes.write(record, owner, f"said.{phrase.id.hex}", "withdrawn")
    notes.write(record, owner, f"words.{phrase.id.hex}", "it was the music")
    text = words(record, later)
    for fact in ("My hands know when I am done", "dosing 1", "withdrawn", "it was the music"):
        assert fact in text
    assert "withdrawn" in words(record, day.session)


def test_what_is_chosen_is_on_the_page_in_the_words_it_was_chosen_in(day: LeavingDay) -> None:
    text = words(day.record, day.session)
    for fact in (
        "Answered by the client on the screen, version 1",
        "Do you know where you are? Not quite yet", "eye mask Would you like the mask on",
        "reclaim: old self",
        "transpersonal: symbolic", "Exercise", "day 2 after the dosing day", "withdrawn",
        "Chest, front", "taken back", "clock moved", "vitals sheet, version 4", "1 entry",
        "MEQ-30, mean in percent (0 to 100, filled in elsewhere)", "67.25", "green box, shelf 4",
        "09-Dec-2026",
        "taken from the debrief: body",
        "the man with the ladder", "Other family", "held every rung", "4 of 10", "Being worked on",
        "Look at it again on 06-Jan-2027",
        "he laughed at last",
        "23-Nov-2026: corrected", "my hands ask when I am done", "the read-back phrase", "Hand only",
    ):  # fmt: skip
        assert fact in text, fact


def test_both_times_are_on_the_page_where_they_differ(day: LeavingDay) -> None:
    text = words(day.record, day.session)
    zone = "America/New_York"
    checked = 0
    for table in tables():
        if not {"happened_at", "written_at"} <= set(shape_of(table).columns.keys()):
            continue
        if table.__tablename__ in {
            "integration_note",
            "measure",
            "withheld",
            "transcription",
            "process_note",
        }:
            continue
        for row in of_session(day.record, table, day.session):
            if abs((row.written_at - row.happened_at).total_seconds()) >= 60:
                checked += 1
                assert f"written {show_time(row.written_at, zone)}" in text or (
                    f"written {show_date(local(row.written_at, zone).date())}" in text
                ), table.__tablename__
    assert checked >= 5


def test_an_empty_session_prints_no_tick_no_number_and_no_phone(record: Record) -> None:
    session = sessions.plan(record, a_client(record)).item
    assert session is not None
    text = words(record, session)
    furniture = r"Born 14-Mar-1986|K-\d+|Page \d+ of \d+|22-Nov-2026 \d\d:\d\d|Version \d[\d.]*|Session 1\b"
    body = re.sub(furniture, "", text)
    assert not re.search("[\u2713\u2714\u2611\u2612\u2610\u2717]", body)
    assert re.findall(r"\d", body) == []
    assert "not recorded" in body
