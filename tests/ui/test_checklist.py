"""Checklists: one key a step, nothing announced when shown, and open criteria offer their act."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from kapdesk.ui.checklist import LADDER, Checklist, CriteriaList, Criterion, Step, StepGroup, StepState
from kapdesk.ui.controls import Sign

GROUPS = (
    StepGroup("Smell", (Step("scent", "A scent they like", cautions=("lavender is to be avoided",)),)),
    StepGroup("Ground", (Step("feet", "Feet on the floor"), Step("sip", "A sip of water"))),
)


@pytest.fixture
def steps(qtbot: QtBot) -> Checklist:
    made = Checklist(LADDER, "Coming back", effects=True)
    made.show_groups(GROUPS)
    qtbot.addWidget(made)
    with qtbot.waitExposed(made):
        made.show()
    made.activateWindow()
    return made


def button(steps: Checklist, step: str, answer: str) -> QPushButton:
    return steps._rows[step].bar.segments.buttons[answer]


def test_an_untouched_step_has_no_answer(steps: Checklist) -> None:
    assert all(row.bar.value() is None for row in steps._rows.values())
    assert steps._rows["feet"].accessibleDescription() == "no answer yet"


def test_an_answer_is_announced_with_its_step(qtbot: QtBot, steps: Checklist) -> None:
    with qtbot.waitSignal(steps.answered) as told:
        button(steps, "feet", "accepted").click()
    assert told.args == ["feet", "accepted"]


def test_arrows_go_from_step_to_step_and_figures_answer(qtbot: QtBot, steps: Checklist) -> None:
    steps.go_to("scent")
    first = button(steps, "scent", "offered")
    qtbot.waitUntil(first.hasFocus)
    qtbot.keyClick(first, Qt.Key.Key_Down)
    second = button(steps, "feet", "offered")
    assert second.hasFocus()
    with qtbot.waitSignal(steps.answered) as told:
        qtbot.keyClick(second, Qt.Key.Key_3)
    assert told.args == ["feet", "helped"]
    qtbot.keyClick(second, Qt.Key.Key_Up)
    assert first.hasFocus()


def test_showing_what_is_recorded_announces_nothing(qtbot: QtBot, steps: Checklist) -> None:
    with qtbot.assertNotEmitted(steps.answered), qtbot.assertNotEmitted(steps.effect_chosen):
        steps.show_state("feet", StepState("helped", 2, "11:42", 3))
    row = steps._rows["feet"]
    assert row._last.text() == "helped · 11:42 · 3 times"
    assert row.effect is not None
    assert row.effect.value() == 2


def test_an_effect_belongs_to_an_answer(qtbot: QtBot, steps: Checklist) -> None:
    effect = steps._rows["feet"].effect
    assert effect is not None
    assert not effect.isEnabled()
    steps.show_state("feet", StepState("accepted"))
    with qtbot.waitSignal(steps.effect_chosen) as told:
        effect.bar.segments.buttons["-1"].click()
    assert told.args == ["feet", -1]


def test_a_caution_is_read_and_heard(steps: Checklist) -> None:
    assert "lavender is to be avoided" in steps._rows["scent"].accessibleDescription()


def test_the_same_steps_again_keep_their_rows(steps: Checklist) -> None:
    row = steps._rows["feet"]
    steps.show_groups(GROUPS)
    assert steps._rows["feet"] is row


CRITERIA = (
    Criterion("D01", Sign.RECORDED, "Observed long enough", "128 min (at least 90)", "clock"),
    Criterion("D11", Sign.NOT_YET, "Suicide screen, second", "not asked yet", act="Ask now"),
    Criterion("D18", Sign.MISSING, "Next contact booked", "nothing booked", act="Book"),
)


def test_an_open_criterion_offers_its_act(qtbot: QtBot) -> None:
    gate = CriteriaList("Before leaving")
    qtbot.addWidget(gate)
    gate.show_criteria(CRITERIA)
    gate.show()
    assert [row.property("state") for row in gate._rows] == ["", "due", "missing"]
    assert gate._rows[0]._act.isHidden()
    with qtbot.waitSignal(gate.acted) as told:
        gate._rows[2]._act.click()
    assert told.args == ["D18"]
    assert gate._rows[1].accessibleName() == "Suicide screen, second: not yet"


def test_rows_of_criteria_stay_when_they_are_shown_again(qtbot: QtBot) -> None:
    gate = CriteriaList()
    qtbot.addWidget(gate)
    gate.show_criteria(CRITERIA)
    first = gate._rows[0]
    gate.show_criteria(CRITERIA[:2])
    assert gate._rows[0] is first
    assert len(gate._rows) == 2


def test_a_long_caution_goes_on_in_the_next_line_and_widens_nothing(qtbot: QtBot) -> None:
    def narrowest(caution: str) -> int:
        made = Checklist(LADDER, "Smell", effects=True)
        qtbot.addWidget(made)
        made.show_groups((StepGroup("", (Step("scent", "A scent", cautions=(caution,)),)),))
        return made.minimumSizeHint().width()

    assert narrowest("to be avoided " * 40) == narrowest("to be avoided")
