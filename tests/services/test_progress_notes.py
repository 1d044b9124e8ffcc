"""A progress note tells what was recorded, names where each line comes from, and keeps what was edited."""

import re
from uuid import UUID

import pytest

from kapdesk.domain.clock import SetClock
from kapdesk.domain.errors import NotFound, Refused
from kapdesk.domain.integration import ChangeKind, Setting
from kapdesk.domain.progress_notes import Fact, Format, Line, Part, changes, lines_of
from kapdesk.services import integration, integration_settings, notes, progress_notes, sessions
from kapdesk.services.notes import Owner
from kapdesk.services.record import Record
from kapdesk.store.rows import IntegrationNoteRow
from tests.services.full_day import a_full_day
from tests.services.whole_day import a_client


@pytest.fixture
def note(record: Record) -> Owner:
    client = a_client(record)
    made = integration.start(record, client).item
    assert made is not None
    return Owner(client, integration=made)


def note_of(owner: Owner) -> UUID:
    assert owner.integration is not None
    return owner.integration


def text_of(record: Record, owner: Owner, format_: Format, section: str) -> str:
    return next(one.text for one in progress_notes.sections(record, owner, format_) if one.id == section)


@pytest.mark.parametrize("format_", list(Format))
def test_every_format_has_its_sections_in_its_own_order(record: Record, note: Owner, format_: Format) -> None:
    found = progress_notes.sections(record, note, format_)
    assert "".join(one.title[0] for one in found) == format_.value
    assert all(one.text == one.rendered and not one.edited for one in found)


@pytest.mark.parametrize("format_", list(Format))
def test_every_fact_the_content_names_is_one_that_is_gathered(
    record: Record, note: Owner, format_: Format
) -> None:
    session = sessions.plan(record, note.client).item
    assert session is not None
    for owner in (note, Owner(note.client, session=session)):
        gathered = progress_notes.facts(record, owner)
        for part in progress_notes.parts(record, format_, owner):
            assert part.facts
            assert {name.removesuffix("?") for name in part.facts} <= set(gathered)


@pytest.mark.parametrize("format_", list(Format))
def test_an_empty_note_says_not_recorded_and_nothing_else(
    record: Record, note: Owner, format_: Format
) -> None:
    for one in progress_notes.sections(record, note, format_):
        for line in one.lines:
            assert re.search(r"[:?] not recorded$", line.text), line


def test_what_was_captured_stands_in_its_section_with_its_source(record: Record, note: Owner) -> None:
    notes.write(record, note, "integration.week", "Slept through, called my sister.")
    notes.write(record, note, "integration.plan", "Meet on Friday.")
    integration.add_item(
        record, note_of(note), ChangeKind.CHANGED, "I cook again", domain="way of life", wanted=True
    )
    integration.rate(record, note_of(note), "goal.G3", 2)
    notes.write(record, note, "goal-note.G3", "the walk each morning")
    data = next(one for one in progress_notes.sections(record, note, Format.DAP) if one.id == "data")
    assert "What happened in your week? Slept through, called my sister." in data.text
    assert "Changed: I cook again (way of life, wanted)" in data.text
    assert {line.source for line in data.lines if "cook" in line.text} == {"Integration: Changed"}
    assert "Insights applied: 2 working: the walk each morning" in text_of(
        record, note, Format.DAP, "assessment"
    )
    assert "Plan: Meet on Friday." in text_of(record, note, Format.SOAP, "plan")


def test_an_edited_section_stays_and_the_others_follow_the_record(record: Record, note: Owner) -> None:
    notes.write(record, note, "integration.plan", "Meet on Friday.")
    field = progress_notes.field_of(Format.DAP, "plan")
    notes.write(record, note, field, "Weekly visits; walk daily.")
    notes.write(record, note, "integration.plan", "Meet on Monday.")
    plan = next(one for one in progress_notes.sections(record, note, Format.DAP) if one.id == "plan")
    assert (plan.text, plan.edited, plan.differs) == ("Weekly visits; walk daily.", True, True)
    assert "Meet on Monday." in text_of(record, note, Format.SOAP, "plan")
    told = progress_notes.would_change(record, note, Format.DAP, "plan")
    assert ("-", "Weekly visits; walk daily.") in told
    assert ("+", "Plan: Meet on Monday.") in told
    progress_notes.render_again(record, note, Format.DAP, "plan")
    assert "Meet on Monday." in text_of(record, note, Format.DAP, "plan")
    assert notes.revisions(record, note, field)[0].text == "Weekly visits; walk daily."
    with pytest.raises(Refused, match="says what the record says"):
        progress_notes.render_again(record, note, Format.DAP, "plan")


def test_kept_sections_no_longer_follow_the_record_and_nothing_is_signed(record: Record, note: Owner) -> None:
    notes.write(record, note, "integration.plan", "Meet on Friday.")
    progress_notes.keep(record, note, Format.DAP)
    notes.write(record, note, "integration.plan", "Meet on Monday.")
    assert "Meet on Friday." in text_of(record, note, Format.DAP, "plan")
    assert integration.one(record, note_of(note)).signed_at is None


def test_a_signed_note_takes_no_new_text(record: Record, note: Owner) -> None:
    notes.write(record, note, progress_notes.field_of(Format.DAP, "plan"), "By hand.")
    with record.write() as db:
        db.get_one(IntegrationNoteRow, note_of(note)).signed_at = record.now()
    with pytest.raises(Refused, match="signed"):
        progress_notes.render_again(record, note, Format.DAP, "plan")
    assert text_of(record, note, Format.DAP, "plan") == "By hand."


def test_the_clinic_chooses_its_format_and_begins_with_dap(record: Record) -> None:
    assert progress_notes.chosen(record) is Format.DAP
    progress_notes.choose(record, Format.BIRP)
    assert progress_notes.chosen(record) is Format.BIRP


def test_a_note_of_another_client_and_a_client_alone_make_no_progress_note(
    record: Record, note: Owner
) -> None:
    with pytest.raises(NotFound, match="not this client"):
        progress_notes.sections(record, Owner(a_client(record), integration=note.integration), Format.DAP)
    with pytest.raises(Refused, match="of a session"):
        progress_notes.sections(record, Owner(note.client), Format.DAP)


def test_a_dosing_day_is_told_with_what_was_given_seen_and_planned(record: Record, clock: SetClock) -> None:
    day = a_full_day(record, clock)
    owner = Owner(day.client, session=day.session)
    whole = "\n".join(one.text for one in progress_notes.sections(record, owner, Format.SOAP))
    for words in (
        "Given: ketamine", "Suicide screens", "(baseline) BP 122/78 mmHg · Pulse 72 /min · SpO2 98 % air",
        "Nausea 0 (0 to 3)", "Appointments", "Tone of the journey, by the client: Mixed",
    ):  # fmt: skip
        assert words in whole
    assert "Ivo Mor" not in whole  # the escort by name: other people stand in no progress note
    girp = "\n".join(one.text for one in progress_notes.sections(record, owner, Format.GIRP))
    assert "Coming back into the body" in girp


def test_a_setting_stands_in_the_note_as_it_was_typed(record: Record, note: Owner) -> None:
    integration_settings.hold(record, note_of(note), Setting.COUPLE, "husband")
    assert "Setting: couple, husband" in text_of(record, note, Format.DAP, "data")


def test_only_optional_facts_are_left_away_where_nothing_is_recorded() -> None:
    part = Part("data", "Data", ("week", "people?", "unknown"))
    facts = {"week": Fact("Week"), "people": Fact("People")}
    assert [line.text for line in lines_of(part, facts)] == ["Week: not recorded"]
    told = lines_of(part, facts | {"people": Fact("People", (Line("one", "a"), Line("two", "b")))})
    assert [line.text for line in told][1:] == ["People:", "– one", "– two"]


def test_changes_name_every_line_that_goes_and_comes() -> None:
    assert changes("a\nb", "a\nc") == (("-", "b"), ("+", "c"))
    assert changes("a", "a") == ()
