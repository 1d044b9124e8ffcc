"""A course is drawn as points, never less said than drawn, in every look."""

import pytest
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from kapdesk.ui import theme
from kapdesk.ui.course_chart import CourseChart, Dot, Drawing, Tick, TickKind, key_words


@pytest.fixture
def chart(qtbot: QtBot, dressed: QApplication) -> CourseChart:
    made = CourseChart("PHQ-9 (0 to 27 points)")
    qtbot.addWidget(made)
    made.resize(520, 260)
    return made


def drawing(count: int, *, gap: int = 0) -> Drawing:
    dots = tuple(
        Dot(7 * n + (gap if n >= count / 2 else 0), f"{n + 1:02d}-Jan-2026", max(20 - n, 0))
        for n in range(count)
    )
    ticks = tuple(
        Tick(14 * n + 2, f"{n + 3:02d}-Jan-2026", TickKind.DOSE, f"dose {n + 1}")
        for n in range(min(count, 6))
    )
    spread = (5.0, 12.0, 20.0) if count >= 4 else None
    pieces = (tuple((dot.day, dot.value) for dot in dots[1:-1]),) if count >= 4 else ()
    good = (0.0, 4.0, "remission")
    return Drawing(dots, ticks, 0, 27, "lower is better", good, spread, pieces)


def colours(chart: CourseChart) -> set[str]:
    image = QImage(chart.size(), QImage.Format.Format_RGB32)
    image.fill(theme.color("surface"))
    chart.render(image)
    return {QColor(pixel).name() for pixel in set(memoryview(image.constBits()).cast("I"))}


@pytest.mark.parametrize(("look", "scale"), [("paper", 100), ("ember", 150), ("night", 100)])
@pytest.mark.parametrize("count", [1, 3, 12, 60])
def test_every_number_of_points_is_drawn_in_every_look(
    chart: CourseChart, look: str, scale: int, count: int
) -> None:
    theme.change(look, scale)
    chart.show_course(drawing(count, gap=120))
    seen = colours(chart)
    assert theme.color("text").name() in seen
    assert (theme.color("observer").name() in seen) is (count >= 4)


def test_below_four_there_are_points_and_neither_line_nor_band(chart: CourseChart) -> None:
    chart.show_course(drawing(3))
    assert "No line and no spread yet" in chart.accessibleDescription()
    assert theme.color("observer").name() not in colours(chart)
    chart.show_course(drawing(4))
    assert theme.color("observer").name() in colours(chart)


def test_the_sentence_says_what_is_drawn(chart: CourseChart) -> None:
    chart.show_course(drawing(4))
    assert chart.accessibleDescription() == (
        "4 questionnaires from 20 on 01-Jan-2026, latest 17 on 04-Jan-2026  ·  lower is better. "
        "Marked: 4 doses. Earlier scores between 5 and 20, median 12."
    )
    chart.show_course(Drawing())
    assert chart.accessibleDescription() == "No whole questionnaire yet."


def test_another_measure_takes_another_name(chart: CourseChart) -> None:
    chart.show_course(drawing(1), "WHO-5 (0 to 100 %)")
    assert chart.accessibleName() == "WHO-5 (0 to 100 %)"
    assert chart.accessibleDescription().startswith("1 questionnaire, latest 20")


def test_the_key_names_only_the_signs_that_are_there() -> None:
    assert key_words((), has_line=False) == "diamond: questionnaire, ringed the latest"
    assert "cross: event" in key_words((TickKind.EVENT,), has_line=True)
    assert "square" not in key_words((TickKind.EVENT,), has_line=True)


def _luminance(ink: QColor) -> float:
    parts = [
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in ink.getRgbF()[:3]
    ]
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]


def _contrast(one: QColor, other: QColor) -> float:
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("name", theme.NAMES)
def test_every_mark_stands_out_from_what_may_lie_behind_it(name: str) -> None:
    """WCAG 1.4.11: 3:1 for marks, on the card and on the shaded better end."""
    worn = theme.Theme.load(name)
    for mark in ("text", "observer", "accent", "muted"):
        for behind in ("surface", "done_weak"):
            assert _contrast(worn.color(mark), worn.color(behind)) >= 3, (name, mark, behind)
    assert _contrast(worn.color("done"), worn.color("done_weak")) >= 4.5
