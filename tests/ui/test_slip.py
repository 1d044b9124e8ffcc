"""A slip is kept as one draft, comes back as it was left, and presets nothing."""

from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from kapdesk.domain.dates import parse_date
from kapdesk.domain.errors import KapdeskError
from kapdesk.ui.controls import ChoiceBar, DateField, Option
from kapdesk.ui.slip import Picker, Slip, read_draft

TODAY = date(2026, 11, 22)


def read(text: str) -> date | str:
    try:
        return parse_date(text, TODAY)
    except KapdeskError as error:
        return error.sentence


def a_slip(qtbot: QtBot) -> Slip:
    slip = Slip()
    qtbot.addWidget(slip)
    slip.row()
    slip.line("name", "Name", required=True)
    slip.pick("kind", "Kind", ["Asthma", "Migraine"])
    slip.choice("how", "How", [Option("a", "A"), Option("b", "B")])
    slip.day("on", "On", read)
    return slip


@pytest.fixture
def slip(qtbot: QtBot, dressed: QApplication) -> Slip:
    return a_slip(qtbot)


def test_nothing_is_filled_in_before_somebody_does(slip: Slip) -> None:
    assert slip.draft() == ""
    assert [slip.text(part) for part in slip.parts] == ["", "", "", ""]
    assert slip.value("on") is None


def test_what_is_typed_is_one_draft_and_comes_back(qtbot: QtBot, slip: Slip) -> None:
    with qtbot.waitSignal(slip.edited):
        qtbot.keyClicks(slip.parts["name"], "Aster")
    day = slip.parts["on"]
    assert isinstance(day, DateField)
    qtbot.keyClicks(day.line, "3 ma")
    bar = slip.parts["how"]
    assert isinstance(bar, ChoiceBar)
    qtbot.mouseClick(bar.segments.buttons["b"], Qt.MouseButton.LeftButton)
    again = a_slip(qtbot)
    with qtbot.assertNotEmitted(again.edited):
        again.restore(slip.draft())
    assert {part: again.text(part) for part in again.parts} == {
        "name": "Aster", "kind": "", "how": "b", "on": "3 ma",
    }  # fmt: skip
    assert again.stopped() == ("on",)


def test_own_words_are_welcome_in_a_list_and_the_wheel_chooses_nothing(slip: Slip) -> None:
    picker = slip.parts["kind"]
    assert isinstance(picker, Picker)
    here = QPointF(picker.rect().center())
    turned = QWheelEvent(
        here, here, QPoint(0, 0), QPoint(0, -120), Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    picker.wheelEvent(turned)
    assert slip.text("kind") == ""
    picker.setEditText("a rare thing")
    assert slip.text("kind") == "a rare thing"


def test_what_is_still_needed_is_said_at_its_place(slip: Slip) -> None:
    slip.flag({"how": "choose how", "name": "write the name"})
    assert slip.flagged() == {"name": "write the name", "how": "choose how"}
    slip.clear()
    assert slip.flagged() == {}


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    name=st.text(st.characters(exclude_categories=("C", "Z")), max_size=20),
    kind=st.text(st.characters(exclude_categories=("C", "Z")), max_size=12),
    how=st.sampled_from(["", "a", "b"]),
)
def test_any_draft_comes_back_as_it_was(slip: Slip, name: str, kind: str, how: str) -> None:
    slip.show_texts({"name": name, "kind": kind, "how": how})
    draft = slip.draft()
    slip.clear()
    slip.restore(draft)
    assert (slip.text("name"), slip.text("kind"), slip.text("how")) == (name, kind, how)


@pytest.mark.parametrize("damaged", ["", "{", "[1]", '"text"', "null"])
def test_a_damaged_draft_is_an_empty_one(damaged: str) -> None:
    assert read_draft(damaged) == {}
