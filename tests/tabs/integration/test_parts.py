"""An integration session by key: parts fold and lose nothing, insights keep their thread, none is preset."""

from datetime import date, time
from uuid import UUID

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from kapdesk.domain.appointments import AppointmentKind
from kapdesk.domain.clock import SetClock
from kapdesk.domain.insights import Kind
from kapdesk.domain.integration import NOTHING_NOTED, ChangeKind, Setting, Verdict
from kapdesk.domain.progress_notes import Format
from kapdesk.services import (
    appointments,
    insight_looks,
    insights,
    integration,
    integration_settings,
    life,
    notes,
    profiles,
    progress_notes,
)
from kapdesk.services.appointments import Plan
from kapdesk.services.notes import Owner
from kapdesk.services.record import Record
from kapdesk.store.rows import IntegrationNoteRow, SessionRow
from kapdesk.ui.controls import ScaleBar
from kapdesk.ui.profile import sentence
from tests.tabs.integration.test_tab import Bench, a_dosed_client, open_tab

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support propagateSizeHints")
TWO_WEEKS = 14 * 24 * 60


@pytest.fixture
def bench(record: Record, clock: SetClock, qtbot: QtBot) -> Bench:
    chart = a_dosed_client(record)
    clock.move(minutes=30)
    return open_tab(record, chart, qtbot)


def owner_of(bench: Bench) -> Owner:
    (note,) = integration.of_client(bench.record, bench.chart.client)
    return Owner(bench.chart.client, integration=note.id)


def an_insight(bench: Bench, words: str = "I may rest.", kind: Kind = Kind.INSIGHT) -> UUID:
    assert bench.chart.session is not None
    made = insights.add(bench.record, bench.chart.session, words, kind=kind).item
    assert made is not None
    return made


def test_the_session_opens_on_what_is_to_be_read_back_then_the_week_then_both_sides(bench: Bench) -> None:
    an_insight(bench, "the sea was warm", Kind.READ_BACK)
    bench.begin()
    page = bench.page
    opened = [part.name for part in page.parts() if part.is_open()]
    assert opened == ["read-back", "week", "changes"]
    assert page.phrases.isAncestorOf(bench.tab.focusWidget())
    assert page.phrases.count == "1 to read back"


def test_without_a_phrase_the_week_comes_first_and_the_medicine_after_it(bench: Bench) -> None:
    bench.begin()
    assert bench.tab.focusWidget() is bench.page.week.notes["week"]
    names = [part.name for part in bench.page.parts()]
    assert names.index("week") < names.index("changes") < names.index("insights") < names.index("life")
    assert "medicine" in bench.page.life.ids
    assert not bench.page.life.is_open()


def test_folding_keeps_every_letter_and_is_remembered(bench: Bench) -> None:
    bench.begin()
    week = bench.page.week
    bench.write(week.notes["week"], "Slept thr")
    bench.press(week.button)
    assert not week.notes["week"].isVisible()
    bench.press(bench.page.hour.button)
    back = bench.again()
    assert not back.page.week.is_open()
    assert back.page.hour.is_open()
    assert back.page.week.count == "1 written"
    bench.press(back.page.week.button)
    assert back.page.week.notes["week"].text() == "Slept thr"
    assert integration_settings.open_parts(bench.record) is not None


def test_keys_and_words_lead_from_part_to_part(bench: Bench) -> None:
    bench.begin()
    page = bench.page
    page.week.notes["week"].setFocus()
    bench.press(page.week.notes["week"], Qt.Key.Key_F8)
    assert page.changes.isAncestorOf(bench.tab.focusWidget())
    bench.press(bench.tab.focusWidget(), Qt.Key.Key_F7)
    assert page.week.isAncestorOf(bench.tab.focusWidget())
    bench.press(page.contents.buttons["hour"])
    assert page.hour.is_open()
    assert page.hour.isAncestorOf(bench.tab.focusWidget())
    for part in page.parts():
        assert part.title in part.button.accessibleName()
    assert all(button.accessibleName() for button in page.contents.buttons.values())


def test_nothing_noted_is_said_by_a_hand_and_gone_with_the_first_line(bench: Bench) -> None:
    note = bench.begin()
    changed = bench.page.changes.sides[ChangeKind.CHANGED]
    assert "Changed" in bench.page.session.missing.text()
    bench.press(changed.nothing.segments.buttons["nothing"])
    field = integration.NOTHING[ChangeKind.CHANGED]
    assert notes.text(bench.record, owner_of(bench), field) == NOTHING_NOTED
    assert bench.page.session.missing.text() == "Not looked at yet: Not changed yet."
    bench.write(changed.composer, "I cook again")
    bench.press(changed.composer, Qt.Key.Key_Return)
    assert notes.text(bench.record, owner_of(bench), field) == ""
    assert not changed.nothing.isVisible()
    assert len(integration.items(bench.record, note)) == 1


def test_a_session_ends_also_where_a_side_was_not_looked_at(bench: Bench) -> None:
    bench.begin()
    bench.press(bench.page.session.end)
    (note,) = integration.of_client(bench.record, bench.chart.client)
    assert not note.open
    bench.press(bench.page.session.other)
    bench.press(bench.page.session.free)  # a second one on the same day
    assert len(integration.of_client(bench.record, bench.chart.client)) == 2


def test_company_is_chosen_by_hand_and_others_are_asked_about_only_then(bench: Bench) -> None:
    note = bench.begin()
    company = bench.page.session.company
    assert company.setting.value() is None
    assert not company.with_whom.isVisible()
    bench.press(company.setting.segments.buttons["couple"])
    bench.write(company.with_whom, "husband")
    assert bench.tab.leave()
    told = integration.one(bench.record, note)
    assert (told.setting, told.with_whom) == (Setting.COUPLE, "husband")
    bench.press(company.others.segments.buttons["they agree"])
    assert notes.text(bench.record, owner_of(bench), integration_settings.AGREED) == "they agree"
    assert bench.again().page.session.company.with_whom.text() == "husband"


def test_a_due_insight_stands_first_and_is_counted_until_it_was_looked_at(
    bench: Bench, clock: SetClock
) -> None:
    old = an_insight(bench)
    clock.move(minutes=TWO_WEEKS)
    an_insight(bench, "The phone can ring.")
    before = int(bench.tab.open_count())
    bench.begin()
    card = bench.page.insights
    assert card.count == "1 to look at again · 2 kept"
    assert card.rows == {}
    bench.press(card.button)
    assert next(iter(card.rows)) == old
    row = card.rows[old]
    assert row.due.text() == "Look 1 of this insight was due Sun 06-Dec-2026."
    assert row.verdict.value() is None
    bench.press(row.verdict.segments.buttons[Verdict.BECAME.value])
    bench.write(row.words, "Rest is how I begin.")
    assert bench.tab.leave()
    assert int(bench.tab.open_count()) == before - 1
    (first, _) = insight_looks.threads(bench.record, bench.chart.client)
    assert first.words == "Rest is how I begin."


def test_an_insight_becomes_a_step_with_its_cue_and_the_step_is_looked_at(bench: Bench) -> None:
    insight = an_insight(bench)
    bench.begin()
    bench.press(bench.page.insights.button)
    row = bench.page.insights.rows[insight]
    bench.press(row.more)
    assert row.slip is not None
    bench.press(row.slip.keep)
    assert row.slip.said.text()
    bench.write(row.slip.lines["what"], "Lie down at two")
    bench.write(row.slip.lines["cue"], "after lunch")
    bench.press(row.slip.keep)
    (step,) = life.of_insight(bench.record, insight)
    assert (step.text, step.facts["cue"], step.status) == ("Lie down at two", "after lunch", "to-do")
    assert row.slip.lines["what"].text() == ""
    bench.press(row.steps[step.id].bar.segments.buttons["done"])
    assert life.one(bench.record, step.id).status == "done"
    (thread,) = insight_looks.threads(bench.record, bench.chart.client)
    assert [entry.words for entry in thread.entries] == ["I may rest.", "Lie down at two", "Lie down at two"]
    bench.write(row.slip.lines["what"], "Sit by the win")
    back = bench.again()
    bench.press(back.page.insights.rows[insight].more)
    again = back.page.insights.rows[insight].slip
    assert again is not None
    assert again.lines["what"].text() == "Sit by the win"


def test_many_insights_come_a_few_at_a_time_and_are_looked_at_also_where_their_session_is_signed(
    bench: Bench,
) -> None:
    for number in range(20):
        an_insight(bench, f"Insight {number}")
    with bench.record.write() as db:
        db.get_one(SessionRow, bench.chart.session).signed_at = bench.record.now()
    bench.begin()
    bench.press(bench.page.insights.button)
    assert len(bench.page.insights.rows) == 6
    bench.press(bench.page.insights.rest)
    bench.press(bench.page.insights.rest)
    assert len(bench.page.insights.rows) == 20
    assert not bench.page.insights.rest.isVisible()
    row = next(iter(bench.page.insights.rows.values()))
    bench.press(row.verdict.segments.buttons[Verdict.HELD.value])
    said = [one.verdict for one in insight_looks.threads(bench.record, bench.chart.client)]
    assert said.count(Verdict.HELD) == 1


def test_goals_and_aims_stand_as_lines_over_time_once_they_were_asked(bench: Bench, clock: SetClock) -> None:
    bench.begin()
    bench.press(bench.page.aims.button)
    card = bench.page.aims
    assert card.profile is not None
    assert not card.profile.isVisible()
    bar = card.bars["aim.A2"]
    assert isinstance(bar, ScaleBar)
    bench.press(bar.bar.segments.buttons["7"])
    assert card.profile.isVisible()
    bench.press(card.rows["aim.A2"].more)
    said = card.rows["aim.A2"].lines["aim-said.A2"]
    bench.write(said, "I forgot to count my hours.")
    assert bench.tab.leave()
    line = next(one for one in profiles.aims(bench.record, bench.chart.client).lines if one.id == "A2")
    assert sentence(line) == "Getting used to relief: 7 on 22-Nov-2026"
    assert line.points[0].words == "I forgot to count my hours."
    bench.press(card.profile.turn)
    assert card.profile.table is not None
    assert card.profile.table.isVisible()
    back = bench.again()
    assert back.page.aims.rows["aim.A2"].lines["aim-said.A2"].text() == "I forgot to count my hours."


def test_a_progress_note_is_edited_rendered_again_and_keeps_both(bench: Bench) -> None:
    bench.begin()
    bench.press(bench.page.progress.button)
    view = bench.page.progress.view
    assert view is not None
    plan = view.sections["plan"]
    assert "Plan: not recorded" in plan.note.text()
    assert notes.texts(bench.record, owner_of(bench)) == {}  # nothing is written by looking at it
    plan.note.setFocus()
    plan.note.replace_all("Weekly visits.")
    assert bench.tab.leave()
    bench.tab.load()
    assert plan.compare.isVisible()
    bench.press(plan.compare)
    bench.press(plan.take)
    assert "Plan: not recorded" in plan.note.text()
    field = progress_notes.field_of(Format.DAP, "plan")
    kept = [one.text for one in notes.revisions(bench.record, owner_of(bench), field)]
    assert kept[0] == "Weekly visits."
    bench.press(view.formats.segments.buttons["BIRP"])
    assert list(view.sections) == ["behaviour", "intervention", "response", "plan"]
    assert progress_notes.chosen(bench.record) is Format.BIRP


def test_a_signed_note_says_why_it_takes_nothing_more(bench: Bench) -> None:
    note = bench.begin()
    with bench.record.write() as db:
        db.get_one(IntegrationNoteRow, note).signed_at = bench.record.now()
    bench.press(bench.page.session.company.setting.segments.buttons["group"])
    assert "signed" in bench.page.session.said.text()
    assert bench.page.session.company.setting.value() is None
    bench.write(bench.page.week.notes["week"], "more")
    assert bench.page.week.notes["week"].text() == ""
    assert bench.tab.leave()


def test_a_group_is_begun_in_one_press_and_each_chart_has_its_own_note(bench: Bench, clock: SetClock) -> None:
    other = a_dosed_client(bench.record)
    for client in (bench.chart.client, other.client):
        plan = Plan(client, AppointmentKind.GROUP, date(2026, 11, 23), time(18), 90, "Hazel room")
        appointments.book(bench.record, plan)
    clock.move(minutes=24 * 60 + 60)
    bench.tab.load()
    together = bench.page.session.together
    assert together.text() == "Begin for the whole group, 2 clients"
    bench.press(together)
    (mine,) = integration.of_client(bench.record, bench.chart.client)
    (theirs,) = integration.of_client(bench.record, other.client)
    assert mine.group == theirs.group is not None
    assert mine.setting is Setting.GROUP
    bench.write(bench.page.week.notes["week"], "only mine")
    assert bench.tab.leave()
    assert notes.texts(bench.record, Owner(other.client, integration=theirs.id)) == {}
