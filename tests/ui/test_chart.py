"""Charts: every drawing is also a sentence, and nothing is drawn from too little."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot

from kapdesk.ui.chart import Pressure, PressureChart, Score, ScoreChart
from kapdesk.ui.dose_words import dose_words

READINGS = (Pressure(-10, 122, 78, 72), Pressure(15, 138, 86, 84), Pressure(30, 134, 84, 80))
SCORES = (Score(0, "01-Oct-2026", 18), Score(14, "15-Oct-2026", 12), Score(30, "31-Oct-2026", 9))


def ink(chart: PressureChart | ScoreChart) -> int:
    """Return how many different colours are in the lower, drawn part."""
    image: QImage = chart.grab().toImage()
    low = image.copy(0, image.height() // 3, image.width(), image.height() // 3)
    return len({low.pixel(x, y) for x in range(0, low.width(), 2) for y in range(low.height())})


@pytest.fixture
def pressure(qtbot: QtBot) -> PressureChart:
    chart = PressureChart()
    qtbot.addWidget(chart)
    chart.resize(420, 260)
    return chart


@pytest.fixture
def course(qtbot: QtBot) -> ScoreChart:
    chart = ScoreChart("PHQ-9 (0 to 27)")
    qtbot.addWidget(chart)
    chart.resize(420, 260)
    return chart


def test_the_latest_reading_is_printed(pressure: PressureChart) -> None:
    pressure.show_readings(READINGS)
    assert pressure.latest() == "134/84 · pulse 80 · T+00:30"
    assert ink(pressure) > 3


def test_the_drawing_is_also_a_sentence(pressure: PressureChart) -> None:
    pressure.show_readings(READINGS)
    said = "3 readings of blood pressure, systolic 122 to 138 mmHg; latest 134/84 · pulse 80 · T+00:30."
    assert pressure.accessibleDescription() == said
    assert "mmHg" in pressure.accessibleName()


def test_what_was_not_measured_is_not_recorded(pressure: PressureChart) -> None:
    assert pressure.latest() == "not recorded"
    pressure.show_readings([Pressure(5, None, None, 70)])
    assert pressure.latest() == "BP not recorded · pulse 70 · T+00:05"
    pressure.show_readings([Pressure(5, 120, None, None)])
    assert pressure.latest() == "120/not recorded · pulse not recorded · T+00:05"
    assert not pressure.grab().isNull()


def test_readings_of_one_minute_and_of_a_whole_day_can_be_drawn(pressure: PressureChart) -> None:
    pressure.show_readings([Pressure(0, 300, 20, 250)])
    assert not pressure.grab().isNull()
    pressure.show_readings([Pressure(m, 120, 80, 70) for m in range(0, 1500, 15)])
    assert not pressure.grab().isNull()


def test_nothing_is_drawn_from_two_measures(course: ScoreChart) -> None:
    course.show_scores(SCORES[:2], dosed=(7,))
    said = "Drawn from 3 measures on; there are 2. Latest: 12 on 15-Oct-2026."
    assert course.accessibleDescription() == said
    assert not course.grab().isNull()


def test_a_course_is_drawn_with_its_doses(course: ScoreChart) -> None:
    course.show_scores(SCORES, dosed=(7, 21))
    assert course.accessibleDescription() == (
        "3 measures from 18 on 01-Oct-2026 to 9 on 31-Oct-2026. 2 doses are marked."
    )
    with_doses = course.grab().toImage()
    course.show_scores(SCORES)
    assert course.grab().toImage() != with_doses


def test_words_of_doses_never_run_into_each_other() -> None:
    assert dose_words([100, 200], 28, 400, 3, 8) == [103, 203]
    assert dose_words([100, 133, 166, 199], 28, 400, 3, 8) == [103, 169]
    assert dose_words([100, 385], 28, 400, 3, 8) == [103, 354]
    assert dose_words([100, 110, 120], 28, 200, 3, 8) == [123]


@given(st.lists(st.integers(40, 360), unique=True, min_size=1).map(sorted))
def test_of_many_doses_one_is_always_named_and_all_have_room(places: list[int]) -> None:
    found = dose_words(places, 28, 400, 3, 8)
    assert found
    assert all(later - earlier >= 28 + 8 for earlier, later in itertools.pairwise(found))
