"""Charts: every drawing is also a sentence, and nothing is drawn from too little."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pytestqt.qtbot import QtBot

from kapdesk.ui.chart import Score, ScoreChart
from kapdesk.ui.dose_words import dose_words

SCORES = (Score(0, "01-Oct-2026", 18), Score(14, "15-Oct-2026", 12), Score(30, "31-Oct-2026", 9))


@pytest.fixture
def course(qtbot: QtBot) -> ScoreChart:
    chart = ScoreChart("PHQ-9 (0 to 27)")
    qtbot.addWidget(chart)
    chart.resize(420, 260)
    return chart


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
