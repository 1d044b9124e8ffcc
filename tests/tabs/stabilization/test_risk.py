"""A positive screen stays in sight with what it waits for; a wrong answer is put right beside the old one."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot
from services.leaving_day import ORIENTED, LeavingDay

from kapdesk.domain.screens import AsqAnswers, AsqResult, Context, Disposition
from kapdesk.services import assessments, means, open_results, paper_results, safety_plans, screens
from kapdesk.services.assessments import Talk
from kapdesk.tabs.stabilization.editor import Editor
from kapdesk.tabs.stabilization.page import StabilizationPage
from kapdesk.tabs.stabilization.plan import MeansEditor, PlanEditor
from kapdesk.tabs.stabilization.screening import AssessmentEditor, PaperEditor, ScreenEditor
from kapdesk.tabs.stabilization.tab import StabilizationTab
from kapdesk.ui.controls import ChoiceBar

Open = Callable[[], StabilizationTab]
ATTEMPT = AsqAnswers(
    wished_dead=False, better_off_dead=False, thoughts_of_killing=False, ever_tried=True, thoughts_now=False
)


def page_of(tab: StabilizationTab) -> StabilizationPage:
    assert tab.page is not None
    return tab.page


def press(qtbot: QtBot, button: QWidget) -> None:
    button.setFocus()
    qtbot.keyClick(button, Qt.Key.Key_Space)


def choose(qtbot: QtBot, editor: Editor, field: str, value: str) -> None:
    bar = editor.form.controls[field]
    assert isinstance(bar, ChoiceBar)
    press(qtbot, bar.segments.buttons[value])


def write(qtbot: QtBot, editor: Editor, field: str, text: str) -> None:
    editor.form.notes[field].setFocus()
    qtbot.keyClicks(editor.form.notes[field], text)


def said(widget: QWidget) -> str:
    return "\n".join(label.text() for label in widget.findChildren(QLabel) if not label.isHidden())


def test_a_past_attempt_explains_itself_and_shows_the_assessment_before(
    qtbot: QtBot, open_tab: Open, leaving: LeavingDay
) -> None:
    record, client = leaving.record, leaving.client
    assessments.assess(
        record, client, Talk(Disposition.NON_URGENT, {"frequency": "not since 2019", "plan": "none"})
    )
    leaving.clock.move(hours=24 * 7)
    leaving.screen(Context.ARRIVAL, ATTEMPT)
    tab = open_tab()
    words = page_of(tab).positive.words()
    assert "whole lifetime" in words
    assert "comes first" in words
    press(qtbot, page_of(tab).positive.assess)
    talk = page_of(tab).open_editor
    assert isinstance(talk, AssessmentEditor)
    assert not talk.form.is_put_away("changed-since")
    assert "Thoughts of suicide: how often: not since 2019" in said(talk)
    assert "non-urgent" in said(talk)
    assert leaving.state("D10") == "not recorded"
    press(qtbot, talk.act)
    assert "exactly one disposition" in talk.sentence.text()


def test_without_an_assessment_before_nothing_is_asked_about_change(open_tab: Open) -> None:
    tab = open_tab()
    tab.set_caret("bssa", 0)
    talk = page_of(tab).open_editor
    assert isinstance(talk, AssessmentEditor)
    assert talk.form.is_put_away("changed-since")


def test_closing_says_what_comes_first_and_the_reason_stays(
    qtbot: QtBot, open_tab: Open, leaving: LeavingDay
) -> None:
    leaving.screen(Context.ARRIVAL, ATTEMPT)
    card = page_of(open_tab()).positive
    card.reason.setFocus()
    qtbot.keyClicks(card.reason, "Talked it through today")
    press(qtbot, card.button)
    assert "no brief suicide safety assessment after it" in card.sentence.text()
    assert card.reason.text() == "Talked it through today"
    assert screens.open_positive(leaving.record, leaving.client) is AsqResult.NON_ACUTE_POSITIVE


def test_a_wrong_answer_is_put_right_and_the_old_screen_stands_struck(
    qtbot: QtBot, open_tab: Open, leaving: LeavingDay
) -> None:
    tab = open_tab()
    (asked,) = screens.of_session(leaving.record, leaving.session)
    press(qtbot, page_of(tab).past.buttons[asked.id])
    editor = page_of(tab).open_editor
    assert isinstance(editor, ScreenEditor)
    assert editor.answers() == asked.answers
    choose(qtbot, editor, "asq4", "yes")
    choose(qtbot, editor, "asq5", "no")
    choose(qtbot, editor, "attempt-recent", "no")
    press(qtbot, editor.act)
    assert "10 characters" in editor.sentence.text()
    write(qtbot, editor, "reason", "Item 4 was pressed wrong")
    press(qtbot, editor.act)
    (new,) = screens.of_session(leaving.record, leaving.session)
    assert (new.result, new.attempt_recent) == (AsqResult.NON_ACUTE_POSITIVE, False)
    assert (new.context, new.happened_at) == (Context.ARRIVAL, asked.happened_at)
    assert "struck: Item 4 was pressed wrong" in said(page_of(tab).past)


def test_a_screen_between_sessions_and_one_on_paper_go_on_after_signing(
    qtbot: QtBot, open_tab: Open, leaving: LeavingDay
) -> None:
    leaving.seal()
    tab = open_tab()
    press(qtbot, page_of(tab).past.again)
    editor = page_of(tab).open_editor
    assert isinstance(editor, ScreenEditor)
    for item in ("asq1", "asq2", "asq3", "asq4"):
        choose(qtbot, editor, item, "no")
    press(qtbot, editor.act)
    asked = screens.of_client(leaving.record, leaving.client)[-1]
    assert (asked.context, asked.session, asked.result) == (Context.CONTACT, None, AsqResult.NEGATIVE)
    press(qtbot, page_of(tab).past.paper)
    paper = page_of(tab).open_editor
    assert isinstance(paper, PaperEditor)
    assert paper.form.is_put_away("other-name")
    choose(qtbot, paper, "instrument", "c-ssrs")
    press(qtbot, paper.act)
    assert "Still needed" in paper.sentence.text()
    for field, text in {"edition": "screener", "rater": "R. Sole, RN", "location": "shelf 3"}.items():
        write(qtbot, paper, field, text)
    choose(qtbot, paper, "category", "high")
    press(qtbot, paper.act)
    (kept,) = paper_results.of_client(leaving.record, leaving.client)
    assert (kept.instrument, kept.rater, kept.session) == ("C-SSRS (paper)", "R. Sole, RN", None)
    assert page_of(tab).positive.isVisible()


def test_a_closed_result_stands_in_the_next_session_as_history(open_tab: Open, leaving: LeavingDay) -> None:
    record, client = leaving.record, leaving.client
    leaving.screen(Context.ARRIVAL, ATTEMPT)
    leaving.observe(**ORIENTED)
    assessments.assess(record, client, Talk(Disposition.NO_FURTHER), leaving.session)
    screens.close(record, client, "Nothing new since the last time")
    leaving.clock.move(hours=24 * 7)
    words = said(page_of(open_tab()).past)
    assert "ASQ: non-acute positive" in words
    assert "Nothing new since the last time" in words
    assert len(open_results.history(record, client)) == 3


def test_the_plan_shows_an_earlier_version_where_it_reads_otherwise(
    qtbot: QtBot, open_tab: Open, leaving: LeavingDay
) -> None:
    leaving.plan()
    tab = open_tab()
    tab.set_caret("plan", 0)
    plan = page_of(tab).open_editor
    assert isinstance(plan, PlanEditor)
    write(qtbot, plan, "matters", "my sister, not the ketamine")
    plan.form.notes["tell"].setFocus()
    press(qtbot, plan.versions.segments.buttons["1"])
    assert "then: nothing – now: “my sister, not the ketamine”" in said(plan)
    assert tab.autosave.flush()
    plan.form.notes["matters"].setFocus()
    plan.form.notes["tell"].setFocus()
    assert "“ketamine” (medicine)" in said(plan)
    choose(qtbot, plan, "copy", "yes")
    press(qtbot, plan.act)
    found = safety_plans.versions(leaving.record, leaving.client)
    assert [one.number for one in found] == [1, 2]
    assert found[1].elements["matters"] == "my sister, not the ketamine"


def test_lozenges_at_home_are_counted_and_a_planned_step_is_done_by_one_press(
    qtbot: QtBot, open_tab: Open, leaving: LeavingDay
) -> None:
    tab = open_tab()
    tab.set_caret("D12", 0)
    editor = page_of(tab).open_editor
    assert isinstance(editor, MeansEditor)
    assert editor.form.is_put_away("quantity")
    choose(qtbot, editor, "method", "take-home lozenges")
    choose(qtbot, editor, "agreed", "transferred to trusted party")
    choose(qtbot, editor, "status", "planned")
    write(qtbot, editor, "responsible", "Ivo Mor")
    press(qtbot, editor.act)
    assert "quantity at home" in editor.sentence.text()
    write(qtbot, editor, "quantity", "6 lozenges")
    write(qtbot, editor, "kept", "kitchen drawer")
    press(qtbot, editor.act)
    (planned,) = means.of_client(leaving.record, leaving.client)
    assert planned.note == "At home: 6 lozenges; Kept: kitchen drawer"
    tab.set_caret("D12", 0)
    press(qtbot, editor.buttons[planned.id])
    assert [step.status.value for step in means.of_client(leaving.record, leaving.client)] == [
        "planned",
        "done",
    ]
    assert editor.buttons == {}
    choose(qtbot, editor, "agreed", "declined / not yet")
    assert editor.form.is_put_away("status")
