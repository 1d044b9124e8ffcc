"""Forms: built from a description, empty until answered, and clear about what is still needed."""

from datetime import date
from decimal import Decimal

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from kapdesk.ui.controls import ChoiceBar, DateField, NumberField, Option, ScaleBar
from kapdesk.ui.form import Field, Form, Kind
from kapdesk.ui.note import Voice

MUSIC = (Option("quiet", "quiet"), Option("none", "none"))
FIELDS = (
    Field("intention", "Intention", Kind.LARGE, voice=Voice.CLIENT, prompt="in the client’s words"),
    Field("object", "Grounding object"),
    Field("music", "Music", Kind.CHOICE, options=MUSIC, own_words=True),
    Field("fasted", "Hours since food", Kind.NUMBER, unit="h", required=True),
    Field("day", "Day of consent", Kind.DATE),
    Field("fear", "Fear", Kind.SCALE, low_word="none", high_word="most"),
    Field("escort", "Escort confirmed", Kind.TICK),
)  # fmt: skip


def read_day(_text: str) -> date | str:
    return date(2026, 11, 22)


@pytest.fixture
def form(qtbot: QtBot) -> Form:
    made = Form(FIELDS, parse_date=read_day)
    qtbot.addWidget(made)
    with qtbot.waitExposed(made):
        made.show()
    made.activateWindow()
    return made


def listen(form: Form) -> list[tuple[str, object]]:
    told: list[tuple[str, object]] = []

    def keep(field_id: str, value: object) -> None:
        told.append((field_id, value))

    form.answered.connect(keep)
    return told


def test_a_new_form_answers_nothing(form: Form) -> None:
    assert all(control.value() is None for control in form.controls.values())
    assert all(note.text() == "" for note in form.notes.values())


def test_values_are_announced_under_their_field(qtbot: QtBot, form: Form) -> None:
    told = listen(form)
    music, escort, fear = form.controls["music"], form.controls["escort"], form.controls["fear"]
    assert isinstance(music, ChoiceBar)
    assert isinstance(escort, ChoiceBar)
    assert isinstance(fear, ScaleBar)
    music.segments.buttons["quiet"].click()
    escort.segments.buttons["no"].click()
    escort.segments.buttons["no"].click()
    fear.bar.segments.buttons["7"].click()
    fasted = form.controls["fasted"]
    assert isinstance(fasted, NumberField)
    qtbot.keyClicks(fasted.line, "6")
    qtbot.keyClick(fasted.line, Qt.Key.Key_Return)
    assert told == [
        ("music", "quiet"), ("escort", False), ("escort", None), ("fear", 7), ("fasted", Decimal(6)),
    ]  # fmt: skip


def test_texts_are_announced_as_edited_and_read_by_their_id(qtbot: QtBot, form: Form) -> None:
    with qtbot.waitSignal(form.edited) as told:
        qtbot.keyClicks(form.notes["intention"], "t")
    assert told.args == ["intention"]
    read = form.reader("intention")
    form.show_values({"intention": "another client’s words"})
    assert read() == "t"
    assert form.text("intention") == "another client’s words"
    with qtbot.waitSignal(form.edited) as told:
        qtbot.keyClicks(form.notes["music.words"], "s")
    assert told.args == ["music.words"]


def test_showing_what_is_recorded_announces_nothing(qtbot: QtBot, form: Form) -> None:
    told = listen(form)
    with qtbot.assertNotEmitted(form.edited):
        form.show_values(
            {
                "intention": "to stop bracing",
                "music": "none",
                "fasted": 6,
                "day": date(2026, 11, 22),
                "escort": True,
            }
        )
        form.show_value("fasted", None)
    assert told == []
    assert form.controls["escort"].value() == "yes"
    assert form.controls["fasted"].value() is None
    form.show_values({})
    assert all(control.value() is None for control in form.controls.values())


def test_what_is_needed_is_listed_and_leads_to_its_field(qtbot: QtBot, form: Form) -> None:
    form.show_missing({"fasted": "not recorded", "intention": "not recorded"})
    lines = form.summary.findChildren(QPushButton)
    assert [line.text() for line in lines] == [
        "Hours since food: not recorded", "Intention: not recorded",
    ]  # fmt: skip
    fasted = form.controls["fasted"]
    assert isinstance(fasted, NumberField)
    lines[0].click()
    qtbot.waitUntil(fasted.line.hasFocus)
    form.show_missing({})
    assert form.summary.isHidden()


def test_a_form_without_a_rule_for_dates_cannot_ask_for_one(qtbot: QtBot) -> None:
    with pytest.raises(ValueError, match="no rule to read a date"):
        Form(FIELDS)


def test_a_sealed_form_is_read_and_not_written(qtbot: QtBot, form: Form) -> None:
    form.set_read_only(read_only=True)
    qtbot.keyClicks(form.notes["intention"], "x")
    assert form.text("intention") == ""
    assert not form.controls["fear"].isEnabled()


def test_what_cannot_be_recorded_is_given_back_as_it_was_typed(qtbot: QtBot, form: Form) -> None:
    told = listen(form)
    fasted, day = form.controls["fasted"], form.controls["day"]
    assert isinstance(fasted, NumberField)
    assert isinstance(day, DateField)
    qtbot.keyClicks(fasted.line, "six")
    qtbot.keyClicks(day.line, "22 nov")
    assert form.settle() == {"fasted": "six"}
    assert told == [("day", date(2026, 11, 22))]


def test_a_question_put_away_is_not_seen_and_keeps_its_answer(form: Form) -> None:
    form.show_values({"music": "none"})
    form.put_away("music", away=True)
    assert form.is_put_away("music")
    assert form.controls["music"].isHidden() or not form.controls["music"].isVisible()
    assert form.controls["music"].value() == "none"
    form.put_away("music", away=False)
    assert form.controls["music"].isVisible()
    assert form.order == tuple(field.id for field in FIELDS)
