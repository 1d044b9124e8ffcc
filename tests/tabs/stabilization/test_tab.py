"""The gate is walked by keys: what is open has one act, what is recorded says by whom and when."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot
from services.full_day import put
from services.leaving_day import CALM, LeavingDay

from kapdesk.desk import Chart, Desk, Go
from kapdesk.domain.doses import Escort
from kapdesk.domain.outcomes import Outcome
from kapdesk.domain.readiness import Signature
from kapdesk.domain.readings import Reading
from kapdesk.domain.screens import AsqAnswers, AsqResult, Disposition
from kapdesk.domain.sessions import SessionState
from kapdesk.services import assessments, escorts, means, outcomes, readiness, safety_plans, screens
from kapdesk.store.rows_trust import RetractionRow
from kapdesk.tabs.stabilization.editor import Editor
from kapdesk.tabs.stabilization.looking import TonightEditor
from kapdesk.tabs.stabilization.page import StabilizationPage
from kapdesk.tabs.stabilization.screening import ScreenEditor
from kapdesk.tabs.stabilization.tab import StabilizationTab
from kapdesk.ui.controls import ChoiceBar, ScaleBar

Open = Callable[[], StabilizationTab]
KEY = Qt.Key
PARTS = ("person", "place", "time", "situation")
ATTEMPT = AsqAnswers(
    wished_dead=False, better_off_dead=False, thoughts_of_killing=False, ever_tried=True, thoughts_now=False
)


def page_of(tab: StabilizationTab) -> StabilizationPage:
    assert tab.page is not None
    return tab.page


def act_on(qtbot: QtBot, tab: StabilizationTab, name: str) -> Editor | None:
    """Press the act of a criterion with the space bar; return the editor that opened."""
    buttons = page_of(tab).list.findChildren(QPushButton)
    button = next(one for one in buttons if one.accessibleName().endswith(f": {name}"))
    assert button.isVisible()
    press(qtbot, button)
    return page_of(tab).open_editor


def press(qtbot: QtBot, button: QWidget) -> None:
    button.setFocus()
    qtbot.keyClick(button, KEY.Key_Space)


def choose(qtbot: QtBot, editor: Editor, field: str, value: str) -> None:
    control = editor.form.controls[field]
    bar = control.bar if isinstance(control, ScaleBar) else control
    assert isinstance(bar, ChoiceBar)
    press(qtbot, bar.segments.buttons[value])


def write(qtbot: QtBot, editor: Editor, field: str, text: str) -> None:
    note = editor.form.notes[field]
    note.setFocus()
    qtbot.keyClicks(note, text)


def record(qtbot: QtBot, editor: Editor) -> None:
    press(qtbot, editor.act)
    assert editor.sentence.text() == ""


def rows(tab: StabilizationTab) -> dict[str, str]:
    """Return what is said of each criterion: its sign, by its name."""
    names = [
        one.accessibleName() for one in page_of(tab).list.findChildren(QWidget) if one.accessibleDescription()
    ]
    pairs = [name.rsplit(": ", 1) for name in names if ": " in name]
    return {pair[0]: pair[1] for pair in pairs}


def ask_screen(qtbot: QtBot, editor: Editor | None, *yes: str) -> None:
    assert isinstance(editor, ScreenEditor)
    for item in ("asq1", "asq2", "asq3", "asq4"):
        choose(qtbot, editor, item, "yes" if item in yes else "no")
    if yes:
        choose(qtbot, editor, "asq5", "yes" if "asq5" in yes else "no")


def test_a_chart_without_a_session_offers_the_one_next_act(
    qtbot: QtBot, desk: Desk, leaving: LeavingDay
) -> None:
    tab = StabilizationTab(desk, Chart(leaving.client))
    qtbot.addWidget(tab)
    tab.load()
    asked: list[Go] = []
    desk.asked.connect(asked.append)
    button = next(one for one in tab.findChildren(QPushButton) if one.text() == "Go to Dosing")
    press(qtbot, button)
    assert asked[0].tab == "dosing"
    assert tab.open_count() == ""


def test_the_count_is_what_is_not_met_once_a_dose_was_given(open_tab: Open, leaving: LeavingDay) -> None:
    tab = open_tab()
    assert tab.open_count() == str(leaving.look().still_open)
    leaving.observe(walks="yes")
    assert "criteria not met" in page_of(tab).state.text()
    assert "Hard and open: Observed long enough; Alert, two looks" in page_of(tab).state.text()


WALK = (
    ("Alert, two looks", {"vitals.line": "126/80 76 98 ra", "moaas/moaas": "alert"}),
    ("Oriented ×4", {f"readiness-facts/oriented-{part}": "yes" for part in PARTS}),
    (
        "Dissociation settled",
        {
            "dissociation-observer/dissociation": "none", "readiness-facts/back-to-usual": "yes",
            "readiness-facts/back-to-usual-words": "It is me again",
        },
    ),
    ("Gait steady", {"readiness-facts/walks": "yes", "readiness-facts/turns": "yes"}),
    ("Nausea settled", {"nausea/nausea": "none", "readiness-facts/keeps-fluid": "yes"}),
    (
        "Recovery scores",
        {
            "aldrete/activity": "four-limbs", "aldrete/respiration": "deep-and-cough",
            "aldrete/consciousness": "awake", "modified-padss/ambulation": "steady",
            "modified-padss/nausea-vomiting": "minimal", "modified-padss/pain": "minimal",
        },
    ),
    ("Suicide screen, second", dict.fromkeys(("asq1", "asq2", "asq3", "asq4"), "no")),
    ("Stay-safe plan reviewed", {"noticing": "I stop answering", "copy": "yes"}),
    (
        "Debrief offered",
        {"readiness-facts/debrief-offered": "yes", "readiness-facts/distress-now": "2"},
    ),
    (
        "Escort here",
        {"here": "yes", "recognised": "known to the client", "tonight": "Ivo Mor", "client-drives": "no"},
    ),
    (
        "Instructions, read back",
        {
            "readiness-facts/instructions-in-writing": "yes",
            "readiness-facts/instructions-said-back": "yes",
            "teach-back/driving": "not before tomorrow",
        },
    ),
)  # fmt: skip


def walk(qtbot: QtBot, tab: StabilizationTab) -> None:
    """Record every criterion that people look at or ask for, by keys alone."""
    for name, answers in WALK:
        editor = act_on(qtbot, tab, name)
        assert editor is not None
        for field, value in answers.items():
            if field in editor.form.notes:
                write(qtbot, editor, field, value)
            else:
                choose(qtbot, editor, field, value)
        record(qtbot, editor)
        assert rows(tab)[name] == "recorded"


def test_a_plain_client_is_walked_by_keys_to_all_criteria_met_and_out(
    qtbot: QtBot, open_tab: Open, leaving: LeavingDay
) -> None:
    leaving.recover()
    leaving.books()
    leaving.clock.move(minutes=95)
    leaving.observe(reading=CALM)
    leaving.clock.move(minutes=20)
    tab = open_tab()
    walk(qtbot, tab)
    assert {one.id for one in leaving.look().criteria if one.stands_open} == {"D18", "D19"}
    sign_both(qtbot, tab)
    assert leaving.look().summary == "all recorded criteria met"
    assert tab.open_count() == ""
    leaving.clock.move(minutes=2)
    card = page_of(tab).outcome
    choose(qtbot, card, "outcome", Outcome.RELEASED.value)
    assert card.act.text() == "Record release"
    write(qtbot, card, "left_with", "Ivo Mor, brother")
    press(qtbot, card.now)
    record(qtbot, card)
    assert leaving.head().state is SessionState.DISCHARGED
    (ending,) = outcomes.of_session(leaving.record, leaving.session)
    assert ending.facts["left_with"] == "Ivo Mor, brother"
    assert "Released with escort" in card.recorded_line.text()
    assert not card.act.isVisible()
    asked: list[Go] = []
    tab.desk.asked.connect(asked.append)
    assert card.sign.isVisible()
    press(qtbot, card.sign)
    assert asked == [Go(chart=tab.chart, tab="documents", field="signing")]
    assert leaving.head().signed_at is None


def sign_both(qtbot: QtBot, tab: StabilizationTab) -> None:
    clearances = page_of(tab).clearances
    press(qtbot, clearances.buttons[Signature.THERAPIST])
    assert list(clearances.jumps.buttons) == ["D18"]
    press(qtbot, clearances.buttons[Signature.MEDICAL])
    editor = page_of(tab).open_editor
    assert editor is not None
    write(qtbot, editor, "name", "R. Sole, RN")
    choose(qtbot, editor, "role", "medical professional, nurse")
    choose(qtbot, editor, "presence", "on site")
    record(qtbot, editor)
    press(qtbot, clearances.buttons[Signature.THERAPIST])
    editor = page_of(tab).open_editor
    assert editor is not None
    assert editor.form.text("name") == "J. Adler, LMFT"
    record(qtbot, editor)


def test_a_clearance_before_its_conditions_lists_them_and_leads_to_each(
    qtbot: QtBot, open_tab: Open, leaving: LeavingDay
) -> None:
    tab = open_tab()
    card = page_of(tab).clearances
    button = card.buttons[Signature.MEDICAL]
    assert button.text() == "8 still open"
    press(qtbot, button)
    assert list(card.jumps.buttons) == [f"D{number:02d}" for number in range(1, 9)]
    assert card.jumps.buttons["D01"].hasFocus()
    assert page_of(tab).open_editor is None
    for id_, key in (("D05", "D02"), ("D07", "D07")):
        press(qtbot, card.jumps.buttons[id_])
        editor = page_of(tab).open_editor
        assert editor is not None
        assert editor.key == key
    leaving.clock.move(minutes=5)
    choose(qtbot, editor, "readiness-facts/walks", "yes")
    choose(qtbot, editor, "readiness-facts/turns", "yes")
    record(qtbot, editor)
    assert "D07" not in card.jumps.buttons


def test_a_clearance_that_fell_says_why_and_is_signed_again(
    qtbot: QtBot, open_tab: Open, leaving: LeavingDay
) -> None:
    leaving.be_ready()
    leaving.sign()
    leaving.clock.move(minutes=5)
    leaving.observe(reading=Reading(sbp=182, dbp=112))
    leaving.clock.move(minutes=5)
    leaving.observe(reading=Reading(sbp=126, dbp=80))
    tab = open_tab()
    card = page_of(tab).clearances
    assert card.buttons[Signature.MEDICAL].text() == "Sign again"
    said = " ".join(one.text() for one in card.findChildren(QLabel))
    assert "D05 Blood pressure near baseline stood open" in said
    press(qtbot, card.buttons[Signature.MEDICAL])
    editor = page_of(tab).open_editor
    assert editor is not None
    write(qtbot, editor, "name", "R. Sole, RN")
    choose(qtbot, editor, "role", "medical professional, nurse")
    choose(qtbot, editor, "presence", "remote")
    record(qtbot, editor)
    assert leaving.state("D18") == "met"
    assert leaving.state("D19") == "not met"


def test_one_person_who_signs_both_is_asked_for_both_qualifications(
    qtbot: QtBot, open_tab: Open, leaving: LeavingDay
) -> None:
    leaving.be_ready()
    leaving.sign_medical()
    tab = open_tab()
    press(qtbot, page_of(tab).clearances.buttons[Signature.THERAPIST])
    editor = page_of(tab).open_editor
    assert editor is not None
    assert editor.form.is_put_away("as-medical")
    editor.form.notes["name"].setFocus()
    editor.form.notes["name"].selectAll()
    qtbot.keyClicks(editor.form.notes["name"], "R. Sole")
    assert not editor.form.is_put_away("as-medical")
    press(qtbot, editor.act)
    assert "both qualifications" in editor.sentence.text()
    write(qtbot, editor, "as-medical", "RN")
    write(qtbot, editor, "as-therapist", "LMFT")
    record(qtbot, editor)
    assert leaving.state("D19") == "met"


def test_every_look_at_a_criterion_is_one_key_away(qtbot: QtBot, open_tab: Open, leaving: LeavingDay) -> None:
    for found in ("no", "yes"):
        leaving.clock.move(minutes=10)
        leaving.observe(walks=found, turns="yes")
    tab = open_tab()
    row = page_of(tab).list.go_to("D07")
    assert row is not None
    assert row.hasFocus()
    qtbot.keyClick(row, KEY.Key_F3)
    card = page_of(tab).looks
    said = [one.text() for one in card.findChildren(QLabel) if one.isVisible()]
    assert any("walks and turns steadily" in one for one in said)
    assert any("not steady" in one for one in said)
    assert any("J. Adler, LMFT, owner" in one for one in said)
    assert card.back.hasFocus()
    qtbot.keyClick(card, KEY.Key_Escape)
    assert not card.isVisible()
    assert row.hasFocus()


def test_a_second_look_is_asked_by_name_and_what_it_finds_counts(
    qtbot: QtBot, open_tab: Open, leaving: LeavingDay
) -> None:
    leaving.be_ready()
    leaving.clock.move(minutes=15)
    tab = open_tab()
    card = page_of(tab).clearances
    press(qtbot, card.second)
    editor = page_of(tab).open_editor
    assert editor is not None
    parts = ("alert", "oriented", "steady", "nothing-against")
    for part in parts:
        choose(qtbot, editor, f"second-look/{part}", "no" if part == "steady" else "yes")
    editor.observer.setFocus()
    qtbot.keyClicks(editor.observer, "R. Sole")
    editor.role.setFocus()
    qtbot.keyClicks(editor.role, "nurse")
    record(qtbot, editor)
    alert = leaving.look().criterion("D02")
    assert (alert.state.value, alert.verdict.by, alert.verdict.role) == ("not met", "R. Sole", "nurse")
    leaving.clock.move(minutes=5)
    press(qtbot, card.second)
    for part in parts:
        choose(qtbot, editor, f"second-look/{part}", "yes")
    record(qtbot, editor)
    alert = leaving.look().criterion("D02")
    assert alert.state.value == "met"
    assert "second look by J. Adler, LMFT, who looked first too" in alert.verdict.value


def test_a_name_from_before_is_offered_and_counts_when_it_is_confirmed(
    qtbot: QtBot, open_tab: Open, leaving: LeavingDay
) -> None:
    escorts.write(
        leaving.record, leaving.session, Escort("Tove Lind", "sister", "555 0101", adult=True, tonight="Tove")
    )
    tab = open_tab()
    editor = act_on(qtbot, tab, "Someone there tonight")
    assert isinstance(editor, TonightEditor)
    assert leaving.state("D15") == "not recorded"
    press(qtbot, editor.take)
    assert leaving.state("D15") == "met"


def test_an_outcome_is_put_right_and_both_stand_on_the_card(
    qtbot: QtBot, open_tab: Open, leaving: LeavingDay
) -> None:
    other = Outcome.OTHER
    leaving.clock.move(minutes=5)
    facts: dict[str, outcomes.Value] = {
        "description": "went to the pharmacy", "decided_by": "J. Adler", "left_at": leaving.record.now()
    }  # fmt: skip
    outcomes.end(leaving.record, leaving.session, other, facts)
    tab = open_tab()
    card = page_of(tab).outcome
    press(qtbot, card.right)
    write(qtbot, card, "right-reason", "It was not the pharmacy")
    choose(qtbot, card, "outcome", other.value)
    assert "extended observation" not in card.form.controls["outcome"].segments.buttons  # type: ignore[union-attr]
    write(qtbot, card, "description", "went home with her sister")
    write(qtbot, card, "decided_by", "J. Adler")
    press(qtbot, card.now)
    record(qtbot, card)
    said = card.recorded_line.text()
    assert "Struck, put right: It was not the pharmacy" in said
    assert "went home with her sister" in said
    assert card.right.isVisible()
    assert not card.act.isVisible()


def oriented(leaving: LeavingDay) -> None:
    leaving.clock.move(minutes=95)
    leaving.acts()["D03"]()
    leaving.clock.move(minutes=1)


def test_item_five_is_asked_only_after_a_yes_and_is_absent_otherwise(
    qtbot: QtBot, open_tab: Open, leaving: LeavingDay
) -> None:
    oriented(leaving)
    editor = act_on(qtbot, open_tab(), "Suicide screen, second")
    assert isinstance(editor, ScreenEditor)
    assert not editor.is_asked("asq5")
    choose(qtbot, editor, "asq1", "yes")
    assert editor.is_asked("asq5")
    choose(qtbot, editor, "asq5", "yes")
    choose(qtbot, editor, "asq1", "no")
    assert not editor.is_asked("asq5")
    assert editor.answers().thoughts_now is None


def test_a_positive_screen_leads_to_the_assessment_and_its_disposition(
    qtbot: QtBot, open_tab: Open, leaving: LeavingDay
) -> None:
    oriented(leaving)
    tab = open_tab()
    editor = act_on(qtbot, tab, "Suicide screen, second")
    ask_screen(qtbot, editor, "asq4")
    assert editor is not None
    write(qtbot, editor, "asq4.words", "pills, 2019")
    record(qtbot, editor)
    assert screens.open_positive(leaving.record, leaving.client) is AsqResult.NON_ACUTE_POSITIVE
    assert page_of(tab).positive.isVisible()
    talk = page_of(tab).open_editor
    assert talk is not None
    assert talk.key == "bssa"
    press(qtbot, talk.act)
    assert talk.sentence.isVisible()
    assert "exactly one disposition" in talk.sentence.text()
    write(qtbot, talk, "frequency", "not since 2019")
    choose(qtbot, talk, "disposition", "no-further")
    record(qtbot, talk)
    (kept,) = assessments.of_session(leaving.record, leaving.session)
    assert kept.disposition is Disposition.NO_FURTHER
    assert kept.answers["frequency"] == "not since 2019"
    assert leaving.state("D10") == "met"
    reason = page_of(tab).positive.reason
    press(qtbot, page_of(tab).positive.button)
    assert "stays open" in page_of(tab).positive.sentence.text()
    reason.setFocus()
    qtbot.keyClicks(reason, "Assessed today, nothing new since 2019")
    press(qtbot, page_of(tab).positive.button)
    assert not page_of(tab).positive.isVisible()


def test_an_emergency_disposition_leaves_only_that_outcome(
    qtbot: QtBot, open_tab: Open, leaving: LeavingDay
) -> None:
    oriented(leaving)
    tab = open_tab()
    editor = act_on(qtbot, tab, "Suicide screen, second")
    ask_screen(qtbot, editor, "asq1", "asq5")
    assert editor is not None
    record(qtbot, editor)
    talk = page_of(tab).open_editor
    assert talk is not None
    choose(qtbot, talk, "disposition", "emergency")
    record(qtbot, talk)
    bar = page_of(tab).outcome.form.controls["outcome"]
    assert isinstance(bar, ChoiceBar)
    assert list(bar.segments.buttons) == [Outcome.EMERGENCY_EVALUATION.value]


def test_a_declined_screen_asks_for_the_judgement(qtbot: QtBot, open_tab: Open, leaving: LeavingDay) -> None:
    oriented(leaving)
    editor = act_on(qtbot, open_tab(), "Suicide screen, second")
    assert isinstance(editor, ScreenEditor)
    choose(qtbot, editor, "declined", "declined")
    assert not editor.is_asked("asq1")
    write(qtbot, editor, "judgement", "Calm, plans for the week, sister stays")
    record(qtbot, editor)
    assert leaving.state("D10") == "met"
    assert screens.of_session(leaving.record, leaving.session)[-1].result is AsqResult.REFUSED


def test_before_orientation_the_answers_are_kept_without_a_result(
    qtbot: QtBot, open_tab: Open, leaving: LeavingDay
) -> None:
    leaving.clock.move(minutes=60)
    tab = open_tab()
    editor = act_on(qtbot, tab, "Suicide screen, second")
    ask_screen(qtbot, editor)
    assert editor is not None
    record(qtbot, editor)
    assert "cannot be scored" in page_of(tab).said.text()
    assert leaving.state("D10") == "not recorded"


def test_an_override_prints_its_name_and_reason_and_can_be_withdrawn(
    qtbot: QtBot, open_tab: Open, leaving: LeavingDay
) -> None:
    leaving.clock.move(minutes=95)
    tab = open_tab()
    press(qtbot, page_of(tab).clearances.override)
    editor = page_of(tab).open_editor
    assert editor is not None
    choose(qtbot, editor, "criterion", "D07")
    write(qtbot, editor, "name", "R. Sole")
    choose(qtbot, editor, "role", "medical professional, nurse")
    write(qtbot, editor, "reason", "limps")
    press(qtbot, editor.act)
    assert "10 characters" in editor.sentence.text()
    write(qtbot, editor, "reason", " since childhood")
    record(qtbot, editor)
    assert rows(tab)["Gait steady"] == "overridden"
    stands = leaving.look().criterion("D07").override
    assert stands is not None
    assert stands.reason == "limps since childhood"
    press(qtbot, page_of(tab).clearances.override)
    choose(qtbot, editor, "criterion", "D07")
    write(qtbot, editor, "reason", "walks well now")
    assert tab.editors is not None
    press(qtbot, editor.withdraw)  # type: ignore[attr-defined]
    assert leaving.state("D07") == "not recorded"


def test_what_stands_in_an_editor_survives_the_tab(qtbot: QtBot, open_tab: Open, leaving: LeavingDay) -> None:
    tab = open_tab()
    editor = act_on(qtbot, tab, "Dissociation settled")
    assert editor is not None
    choose(qtbot, editor, "readiness-facts/back-to-usual", "no")
    write(qtbot, editor, "readiness-facts/back-to-usual-words", "everything is far aw")
    assert tab.caret()[0] == "D04"
    assert tab.leave()
    again = open_tab()
    again.set_caret("D04", 0)
    back = page_of(again).open_editor
    assert back is not None
    assert back.values() == editor.values()
    assert leaving.state("D04") == "not recorded"


@pytest.mark.parametrize("size", [(892, 632), (700, 500)])
def test_an_editor_opened_by_a_row_is_in_sight_with_the_keyboard_in_it(
    qtbot: QtBot, open_tab: Open, size: tuple[int, int]
) -> None:
    tab = open_tab()
    tab.resize(*size)
    QApplication.processEvents()
    editor = act_on(qtbot, tab, "Recovery scores")
    assert editor is not None

    def in_sight() -> None:
        focus = QApplication.focusWidget()
        assert focus is not None
        assert editor.isAncestorOf(focus)
        assert focus.visibleRegion().boundingRect().height() >= focus.height() - 1

    qtbot.waitUntil(in_sight)


def test_escape_closes_an_editor_and_keeps_what_was_typed(qtbot: QtBot, open_tab: Open) -> None:
    tab = open_tab()
    editor = act_on(qtbot, tab, "Gait steady")
    assert editor is not None
    choose(qtbot, editor, "readiness-facts/walks", "yes")
    qtbot.keyClick(editor, KEY.Key_Escape)
    assert not editor.isVisible()
    assert act_on(qtbot, tab, "Gait steady") is editor
    assert editor.values() == {"readiness-facts/walks": "yes"}


@pytest.mark.parametrize(
    ("field", "key"),
    [
        ("screen:arrival", "screen:arrival"), ("screen:leaving", "D10"), ("plan", "plan"), ("D10", "D10"),
        ("D05", "D02"), ("D15", "D15"), ("second-look", "second-look"), ("plan.noticing", "plan"),
    ],
)  # fmt: skip
def test_a_link_from_elsewhere_opens_the_right_editor(open_tab: Open, field: str, key: str) -> None:
    tab = open_tab()
    tab.set_caret(field, 0)
    editor = page_of(tab).open_editor
    assert editor is not None
    assert editor.key == key


def test_a_link_to_nowhere_opens_nothing(open_tab: Open) -> None:
    tab = open_tab()
    tab.set_caret("nonsense", 0)
    assert page_of(tab).open_editor is None


def test_the_plan_keeps_itself_for_the_client_and_reviewing_freezes_it(
    qtbot: QtBot, open_tab: Open, leaving: LeavingDay
) -> None:
    tab = open_tab()
    tab.set_caret("plan", 0)
    editor = page_of(tab).open_editor
    assert editor is not None
    write(qtbot, editor, "noticing", "I stop answering")
    assert tab.leave()
    assert safety_plans.texts(leaving.record, leaving.client)["noticing"] == "I stop answering"
    press(qtbot, editor.act)
    assert "copy is in the client's hands" in editor.sentence.text()
    choose(qtbot, editor, "likelihood", "7")
    choose(qtbot, editor, "copy", "yes")
    record(qtbot, editor)
    version = safety_plans.latest(leaving.record, leaving.client)
    assert version is not None
    assert (version.number, version.likelihood, version.copy_given) == (1, 7, True)
    assert editor.form.text("noticing") == "I stop answering"


def test_a_means_step_is_recorded_with_who_does_it(qtbot: QtBot, open_tab: Open, leaving: LeavingDay) -> None:
    tab = open_tab()
    leaving.clock.move(minutes=1)
    tab.set_caret("D12", 0)
    editor = page_of(tab).open_editor
    assert editor is not None
    choose(qtbot, editor, "method", "take-home lozenges")
    choose(qtbot, editor, "agreed", "locked and secured")
    choose(qtbot, editor, "status", "planned")
    press(qtbot, editor.act)
    assert "Write who" in editor.sentence.text()
    write(qtbot, editor, "responsible", "Ivo Mor")
    write(qtbot, editor, "quantity", "6 lozenges")
    write(qtbot, editor, "kept", "kitchen drawer")
    record(qtbot, editor)
    (step,) = means.of_client(leaving.record, leaving.client)
    assert step.responsible == "Ivo Mor"
    assert leaving.state("D12") == "met"


def test_what_another_screen_writes_is_heard(open_tab: Open, leaving: LeavingDay, desk: Desk) -> None:
    tab = open_tab()
    leaving.clock.move(minutes=95)
    seen = readiness.Observation({"readiness-facts": {"walks": "yes", "turns": "yes"}})
    desk.do(desk, readiness.observe, leaving.session, seen)
    assert rows(tab)["Gait steady"] == "recorded"


def test_what_is_written_while_the_tab_stands_behind_is_there_when_it_comes_forward(
    qtbot: QtBot, open_tab: Open, leaving: LeavingDay, desk: Desk
) -> None:
    tab = open_tab()
    leaving.clock.move(minutes=95)
    tab.hide()
    seen = readiness.Observation({"readiness-facts": {"walks": "yes", "turns": "yes"}})
    with qtbot.waitSignal(tab.counted) as counted:
        desk.do(desk, readiness.observe, leaving.session, seen)
    assert counted.args == [str(leaving.look().still_open)]
    with qtbot.waitExposed(tab):
        tab.show()
    assert rows(tab)["Gait steady"] == "recorded"


def test_the_clock_criterion_counts_without_a_write(open_tab: Open, leaving: LeavingDay) -> None:
    tab = open_tab()
    assert rows(tab)["Observed long enough"] == "due"
    leaving.clock.move(minutes=90)
    tab.load()
    assert rows(tab)["Observed long enough"] == "recorded"


def test_pages_and_booking_are_asked_for_by_name(qtbot: QtBot, open_tab: Open, desk: Desk) -> None:
    tab = open_tab()
    asked: list[Go] = []
    desk.asked.connect(asked.append)
    for name in ("discharge", "escort", "plan", "card"):
        press(qtbot, page_of(tab).take_home.buttons[name])
    act_on(qtbot, tab, "Next contact booked")
    assert [(one.tab, one.field) for one in asked] == [
        ("documents", "discharge"), ("documents", "escort"), ("documents", "plan"), ("documents", "card"),
        ("integration", "book"),
    ]  # fmt: skip


def test_a_line_of_vital_signs_that_cannot_be_read_stays_with_its_sentence(
    qtbot: QtBot, open_tab: Open
) -> None:
    editor = act_on(qtbot, open_tab(), "Blood pressure near baseline")
    assert editor is not None
    write(qtbot, editor, "vitals.line", "80/126")
    press(qtbot, editor.act)
    assert "cannot be" in editor.sentence.text()
    assert editor.form.text("vitals.line") == "80/126"


def test_an_escort_recorded_elsewhere_is_offered_and_not_lost(
    qtbot: QtBot, open_tab: Open, leaving: LeavingDay
) -> None:
    escorts.write(
        leaving.record, leaving.session, Escort("Tove Lind", "sister", "555 0101", adult=True, drives="Tove")
    )
    tab = open_tab()
    editor = act_on(qtbot, tab, "Escort here")
    assert editor is not None
    choose(qtbot, editor, "here", "yes")
    record(qtbot, editor)
    kept = escorts.of_session(leaving.record, leaving.session)
    assert kept is not None
    assert (kept.name, kept.drives, kept.arrived_at) == ("Tove Lind", "Tove", leaving.record.now())


def test_a_signed_session_is_read_and_not_changed(qtbot: QtBot, open_tab: Open, leaving: LeavingDay) -> None:
    leaving.clock.move(minutes=95)
    leaving.observe(reading=Reading(moaas=5))
    leaving.seal()
    gone = {"of_kind": "session", "of_id": leaving.session, "reason": "the sister's day"}
    put(leaving.record, RetractionRow, client_id=leaving.client, **gone)
    tab = open_tab()
    lines = {label.text() for label in page_of(tab).take_home.findChildren(QLabel)}
    assert [line for line in lines if line.startswith("retracted 22-Nov-2026 ") and "sister" in line]
    assert not page_of(tab).outcome.sign.isVisible()
    assert not [one for one in page_of(tab).list.findChildren(QPushButton) if one.isVisible()]
    assert not page_of(tab).outcome.act.isVisible()
    tab.set_caret("D07", 0)
    editor = page_of(tab).open_editor
    assert editor is not None
    assert not editor.act.isEnabled()


def test_the_word_safe_is_never_a_verdict(open_tab: Open, leaving: LeavingDay) -> None:
    leaving.be_ready()
    leaving.sign()
    tab = open_tab()
    said = " ".join(
        str(one.property("text") or "") for one in tab.findChildren(QWidget) if one.property("text")
    ).lower()
    for harmless in (
        "brief safety assessment",
        "stay-safe plan",
        "discharge safety summary",
        "means-safety talk",
    ):
        said = said.replace(harmless, "")
    assert "safe" not in said
    assert "all recorded criteria met" in said


def test_a_referral_gets_its_day_later(qtbot: QtBot, open_tab: Open, leaving: LeavingDay) -> None:
    oriented(leaving)
    tab = open_tab()
    editor = act_on(qtbot, tab, "Suicide screen, second")
    ask_screen(qtbot, editor, "asq4")
    assert editor is not None
    record(qtbot, editor)
    talk = page_of(tab).open_editor
    assert talk is not None
    choose(qtbot, talk, "disposition", "further-evaluation")
    record(qtbot, talk)
    assert leaving.state("D10") == "not met"
    press(qtbot, page_of(tab).positive.assess)
    write(qtbot, talk, "referral-day", "tomorrow")
    write(qtbot, talk, "referral-time", "10:30")
    record(qtbot, talk)
    assert leaving.state("D10") == "met"
    assert len(assessments.of_session(leaving.record, leaving.session)) == 1


def test_a_positive_result_is_closed_after_signing(qtbot: QtBot, open_tab: Open, leaving: LeavingDay) -> None:
    oriented(leaving)
    leaving.screen(answers=ATTEMPT)
    leaving.seal()
    tab = open_tab()
    card = page_of(tab).positive
    assert card.assess.isVisible()
    press(qtbot, card.assess)
    talk = page_of(tab).open_editor
    assert talk is not None
    choose(qtbot, talk, "disposition", "no-further")
    record(qtbot, talk)
    assert assessments.of_session(leaving.record, leaving.session) == ()
    card.reason.setFocus()
    qtbot.keyClicks(card.reason, "Seen by her psychiatrist today")
    press(qtbot, card.button)
    assert screens.open_positive(leaving.record, leaving.client) is None


def test_no_part_flashes_up_as_a_window_of_its_own(
    qtbot: QtBot, desk: Desk, leaving: LeavingDay, qapp: QApplication
) -> None:
    before = [one for one in qapp.topLevelWidgets() if one.isVisible()]
    tab = StabilizationTab(desk, Chart(leaving.client, leaving.session))
    qtbot.addWidget(tab, before_close_func=StabilizationTab.close_down)
    tab.load()
    for key in ("D02", "D04", "D09", "D10", "bssa", "plan", "D12", "D14", "D16", "override", "D18"):
        tab.set_caret(key, 0)
    assert [one for one in qapp.topLevelWidgets() if one.isVisible()] == before
