"""Controls: empty until somebody acts, silent when shown what is recorded, reachable by key."""

from datetime import date
from decimal import Decimal
from typing import TypeVar

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from kapdesk.ui.controls import (
    Check,
    ChoiceBar,
    DateField,
    NumberField,
    Option,
    PlainButton,
    ScaleBar,
    Sign,
    SignLabel,
    Tags,
    TriState,
)

W = TypeVar("W", bound=QWidget)
TONES = [Option(word, word) for word in ("enhanced", "enjoyable", "neutral", "mixed", "challenging")]


def shown(qtbot: QtBot, widget: W) -> W:
    qtbot.addWidget(widget)
    with qtbot.waitExposed(widget):
        widget.show()
    widget.activateWindow()
    return widget


@pytest.fixture
def tone(qtbot: QtBot) -> ChoiceBar:
    return shown(qtbot, ChoiceBar(TONES, "Tone of the journey"))


def test_nothing_is_chosen_before_somebody_chooses(tone: ChoiceBar) -> None:
    assert tone.value() is None
    assert not any(button.isChecked() for button in tone.segments.buttons.values())


def test_a_choice_is_announced_once_and_is_the_only_one(qtbot: QtBot, tone: ChoiceBar) -> None:
    told: list[object] = []
    tone.chosen.connect(told.append)
    tone.segments.buttons["mixed"].click()
    tone.segments.buttons["neutral"].click()
    assert told == ["mixed", "neutral"]
    assert [id_ for id_, button in tone.segments.buttons.items() if button.isChecked()] == ["neutral"]


def test_the_chosen_one_pressed_again_takes_it_back(qtbot: QtBot, tone: ChoiceBar) -> None:
    tone.set_value("mixed")
    with qtbot.waitSignal(tone.chosen) as told:
        tone.segments.buttons["mixed"].click()
    assert told.args == [None]
    assert tone.value() is None


def test_delete_takes_a_choice_back(qtbot: QtBot, tone: ChoiceBar) -> None:
    tone.set_value("mixed")
    with qtbot.waitSignal(tone.chosen) as told:
        qtbot.keyClick(tone.segments.buttons["mixed"], Qt.Key.Key_Delete)
    assert told.args == [None]


def test_showing_what_is_recorded_announces_nothing(qtbot: QtBot, tone: ChoiceBar) -> None:
    with qtbot.assertNotEmitted(tone.chosen):
        tone.set_value("mixed")
        tone.set_value(None)
        tone.set_value("a word that is not offered")
    assert tone.value() is None


def test_arrows_go_along_without_choosing_and_space_chooses(qtbot: QtBot, tone: ChoiceBar) -> None:
    first, second = tone.segments.buttons["enhanced"], tone.segments.buttons["enjoyable"]
    tone.setFocus()
    qtbot.waitUntil(first.hasFocus)
    qtbot.keyClick(first, Qt.Key.Key_Right)
    assert second.hasFocus()
    assert tone.value() is None
    with qtbot.waitSignal(tone.chosen) as told:
        qtbot.keyClick(second, Qt.Key.Key_Space)
    assert told.args == ["enjoyable"]


def test_one_tab_leaves_a_row_of_choices(qtbot: QtBot) -> None:
    page = QWidget()
    column = QVBoxLayout(page)
    first, second = ChoiceBar(TONES, "first"), ChoiceBar(TONES, "second")
    column.addWidget(first)
    column.addWidget(second)
    shown(qtbot, page)
    first.setFocus()
    qtbot.waitUntil(first.segments.buttons["enhanced"].hasFocus)
    qtbot.keyClick(first.segments.buttons["enhanced"], Qt.Key.Key_Tab)
    assert second.segments.buttons["enhanced"].hasFocus()


@pytest.mark.usefixtures("dressed")
def test_every_choice_says_what_it_answers_and_is_large_enough(qtbot: QtBot) -> None:
    tone = shown(qtbot, ChoiceBar(TONES, "Tone of the journey"))
    button = tone.segments.buttons["mixed"]
    assert button.accessibleName() == "mixed"
    assert button.accessibleDescription() == "Tone of the journey"
    assert button.height() >= 44


def test_choices_go_on_in_the_next_line_where_it_is_narrow(qtbot: QtBot, tone: ChoiceBar) -> None:
    tone.resize(220, 400)
    tops = {button.y() for button in tone.segments.buttons.values()}
    assert len(tops) > 1
    assert all(button.geometry().right() <= 220 for button in tone.segments.buttons.values())


def test_a_scale_starts_empty_and_gives_whole_steps(qtbot: QtBot) -> None:
    scale = shown(qtbot, ScaleBar(-2, 2, "Effect", low_word="worse", high_word="better"))
    assert scale.value() is None
    with qtbot.waitSignal(scale.chosen) as told:
        scale.bar.segments.buttons["-2"].click()
    assert told.args == [-2]
    assert scale.bar.segments.buttons["-2"].accessibleName() == "−2 worse"
    with qtbot.waitSignal(scale.chosen) as told:
        scale.bar.segments.buttons["-2"].click()
    assert told.args == [None]


def test_not_applicable_asks_why_and_untouched_is_not_no(qtbot: QtBot) -> None:
    step = shown(qtbot, TriState("Water"))
    assert step.value() == (None, "")
    told: list[tuple[object, str]] = []

    def keep(value: object, reason: str) -> None:
        told.append((value, reason))

    step.answered.connect(keep)
    step.bar.segments.buttons["not applicable"].click()
    qtbot.waitUntil(step.reason.hasFocus)
    qtbot.keyClicks(step.reason, "declined before")
    qtbot.keyClick(step.reason, Qt.Key.Key_Return)
    assert told == [("not applicable", ""), ("not applicable", "declined before")]
    step.set_value("done")
    assert step._field.isHidden()
    assert len(told) == 2


def test_tags_are_several_at_once_in_the_order_offered(qtbot: QtBot) -> None:
    tags = shown(qtbot, Tags([Option("p", "personal"), Option("s", "somatic"), Option("t", "symbolic")]))
    told: list[object] = []
    tags.chosen.connect(told.append)
    tags.segments.buttons["t"].click()
    tags.segments.buttons["p"].click()
    tags.segments.buttons["t"].click()
    assert told == [("t",), ("p", "t"), ("p",)]
    tags.set_values(["s"])
    assert tags.values() == ("s",)
    assert len(told) == 3


def pulse(number: Decimal) -> Check:
    if number > 300:
        return Check(stop="No pulse is higher than 300. Type it again; nothing was recorded.")
    return Check(warning="Higher than usual. Look again." if number > 140 else "")


@pytest.fixture
def number(qtbot: QtBot) -> NumberField:
    return shown(qtbot, NumberField("Pulse", "per min", check=pulse))


def entered(qtbot: QtBot, field: NumberField, text: str) -> list[object]:
    told: list[object] = []
    field.entered.connect(told.append)
    field.line.clear()
    qtbot.keyClicks(field.line, text)
    qtbot.keyClick(field.line, Qt.Key.Key_Return)
    return told


def test_a_number_is_announced_when_the_line_is_left(qtbot: QtBot, number: NumberField) -> None:
    assert number.text() == ""
    assert number.value() is None
    assert entered(qtbot, number, "72") == [Decimal(72)]
    assert number.message() == ""


def test_an_unusual_number_is_taken_with_a_warning(qtbot: QtBot, number: NumberField) -> None:
    assert entered(qtbot, number, "150") == [Decimal(150)]
    assert number.message() == "Higher than usual. Look again."
    assert not number.is_stopped()


@pytest.mark.parametrize("text", ["720", "72.5", "seventy", "nan"])
def test_an_impossible_number_is_not_taken_and_stays_to_be_mended(
    qtbot: QtBot, number: NumberField, text: str
) -> None:
    assert entered(qtbot, number, text) == []
    assert number.text() == text
    assert number.is_stopped()
    assert "nothing was recorded" in number.message()
    assert "nothing was recorded" in number.line.accessibleDescription()


def test_an_emptied_line_takes_the_number_back(qtbot: QtBot, number: NumberField) -> None:
    number.set_value(72)
    assert entered(qtbot, number, "") == [None]


def test_showing_a_number_announces_nothing(qtbot: QtBot, number: NumberField) -> None:
    with qtbot.assertNotEmitted(number.entered):
        number.set_value(Decimal(150))
        number.settle()
    assert number.text() == "150"
    assert number.message() == "Higher than usual. Look again."


def test_a_comma_is_a_decimal_point(qtbot: QtBot) -> None:
    dose = shown(qtbot, NumberField("Dose", "mg", decimals=1))
    assert entered(qtbot, dose, "0,5") == [Decimal("0.5")]
    assert dose.line.accessibleName() == "Dose, mg"


def read_day(text: str) -> date | str:
    return date(2026, 11, 22) if text == "22.11.26" else "Two days are possible: 03-Apr-2026 or 04-Mar-2026."


def test_a_day_is_echoed_in_its_one_form(qtbot: QtBot) -> None:
    day = shown(qtbot, DateField("Day", read_day))
    qtbot.keyClicks(day.line, "22.11.26")
    with qtbot.waitSignal(day.entered) as told:
        qtbot.keyClick(day.line, Qt.Key.Key_Return)
    assert told.args == [date(2026, 11, 22)]
    assert day.text() == "22-Nov-2026"


def test_an_ambiguous_day_is_refused_with_its_readings(qtbot: QtBot) -> None:
    day = shown(qtbot, DateField("Day", read_day))
    qtbot.keyClicks(day.line, "03/04/26")
    assert not day.settle()
    assert day.text() == "03/04/26"
    assert "03-Apr-2026 or 04-Mar-2026" in day.message()


def test_a_sign_is_a_shape_and_a_word(qtbot: QtBot) -> None:
    sign = shown(qtbot, SignLabel(Sign.MISSING))
    assert sign.text() == "missing"
    sign.set_sign(Sign.RECORDED, "arrived 12:05")
    assert sign.text() == "arrived 12:05"
    shapes = []
    for kind in Sign:
        sign._mark.set_sign(kind)
        shapes.append(bytes(sign._mark.grab().toImage().constBits()))
    assert len(set(shapes)) == len(Sign)


def test_a_button_says_its_key(qtbot: QtBot) -> None:
    button = shown(qtbot, PlainButton("Keep as insight", key="F6"))
    assert button.accessibleName() == "Keep as insight"
    assert button.accessibleDescription() == "Key F6"
