"""The course since the dose: the drawing, its sentence and its table say the same, and nothing else."""

import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from kapdesk.ui import theme
from kapdesk.ui.controls import Option
from kapdesk.ui.course import Course, Mark, MarkKind, Point
from kapdesk.ui.vitals_chart import VitalsChart
from kapdesk.ui.vitals_trend import VitalsTrend

POINTS = (
    Point(-10, 122, 78, 72, 98, "air", baseline=True),
    Point(15, 138, 86, 84, 97),
    Point(30, 134, 84, 80, 96, "O₂"),
)
MARKS = (
    Mark(0, MarkKind.DOSE, "IM 50 mg ketamine"),
    Mark(20, MarkKind.BOOSTER, "IM 25 mg ketamine"),
    Mark(22, MarkKind.ADVERSE, "Nausea, mild"),
    Mark(24, MarkKind.MOMENT, "Tears"),
    Mark(60, MarkKind.MISSED, "not to disturb the journey"),
    Mark(90, MarkKind.DECLINED, "by the client"),
    Mark(120, MarkKind.NOT_RECORDED, ""),
)
COURSE = Course(POINTS, MARKS)


@pytest.fixture
def chart(qtbot: QtBot) -> VitalsChart:
    made = VitalsChart()
    qtbot.addWidget(made)
    made.resize(420, 300)
    return made


@pytest.fixture
def trend(qtbot: QtBot) -> VitalsTrend:
    made = VitalsTrend()
    qtbot.addWidget(made)
    made.resize(420, 460)
    with qtbot.waitExposed(made):
        made.show()
    return made


def drawn(chart: VitalsChart) -> QImage:
    return chart.grab().toImage()


def test_the_latest_reading_is_printed_with_its_units(chart: VitalsChart) -> None:
    chart.show_course(COURSE)
    assert chart.latest() == "134/84 mmHg · pulse 80 · SpO₂ 96% O₂ · T+00:30"


def test_the_drawing_is_also_a_sentence_with_a_name(chart: VitalsChart) -> None:
    chart.show_course(COURSE)
    assert chart.accessibleDescription() == (
        "3 readings of blood pressure, systolic 122 to 138 mmHg; latest 134/84 mmHg · pulse 80 · "
        "SpO₂ 96% O₂ · T+00:30. Beside them: 1 dose, 1 booster, 1 adverse event, 1 moment, "
        "1 missed look, 1 declined look, 1 look not recorded."
    )
    for unit in ("mmHg", "per min", "%"):
        assert unit in chart.accessibleName()


def test_what_was_not_measured_is_not_recorded(chart: VitalsChart) -> None:
    assert chart.latest() == "not recorded"
    chart.show_course(Course((Point(5, pulse=70),)))
    assert chart.latest() == "BP not recorded · pulse 70 · SpO₂ not recorded · T+00:05"
    assert chart.sentence() == "No blood pressure is recorded."
    assert not drawn(chart).isNull()


@pytest.mark.parametrize("kind", list(MarkKind))
def test_every_kind_of_mark_is_seen_in_the_drawing(chart: VitalsChart, kind: MarkKind) -> None:
    chart.show_course(Course(POINTS))
    without = drawn(chart)
    chart.show_course(Course(POINTS, (Mark(22, kind, "words"),)))
    assert drawn(chart) != without


def test_each_series_has_a_shape_of_its_own_without_its_colour(chart: VitalsChart) -> None:
    """The same value as bar, diamond and ring: three drawings that differ in black and white."""
    pictures: list[bytes] = []
    for point in (Point(0, 98, 60), Point(0, pulse=98), Point(0, saturation=98)):
        chart.show_course(Course((point,)))
        grey = drawn(chart).convertToFormat(QImage.Format.Format_Mono)
        pictures.append(bytes(grey.constBits()))
    assert all(one != other for one, other in itertools.combinations(pictures, 2))


def test_the_arrow_keys_go_from_fact_to_fact_and_the_bold_line_says_it(
    chart: VitalsChart, qtbot: QtBot
) -> None:
    chart.show_course(COURSE)
    qtbot.keyClick(chart, Qt.Key.Key_Right)
    assert chart.latest() == POINTS[0].words
    assert "baseline" in chart.latest()
    qtbot.keyClick(chart, Qt.Key.Key_Right)
    assert chart.latest() == "Dose: IM 50 mg ketamine · T+00:00"
    qtbot.keyClick(chart, Qt.Key.Key_End)
    assert "T+02:00" in chart.accessibleDescription()
    for _ in range(20):
        qtbot.keyClick(chart, Qt.Key.Key_Left)
    assert chart.latest() == POINTS[0].words
    chart.show_course(COURSE)
    assert chart.latest() == POINTS[0].words
    chart.show_course(Course(POINTS))
    assert chart.latest() == POINTS[-1].words


def test_the_table_is_one_key_away_and_the_keyboard_goes_with_it(trend: VitalsTrend, qtbot: QtBot) -> None:
    trend.show_course(COURSE)
    trend.activateWindow()
    trend.chart.setFocus()
    assert trend.chart.focusPolicy() & Qt.FocusPolicy.TabFocus
    qtbot.keyClick(trend.chart, Qt.Key.Key_Return)
    assert trend.table.isVisible()
    assert not trend.chart.isVisible()
    trend.turn.click()
    assert trend.chart.isVisible()


def said(trend: VitalsTrend) -> list[tuple[str, ...]]:
    rows = range(trend.table.rows.rowCount())
    lines = [trend.table.rows.line(row) for row in rows]
    return [tuple(cell.text for cell in line.cells) for line in lines if line is not None]


def test_the_table_holds_exactly_the_facts_of_the_drawing(trend: VitalsTrend) -> None:
    trend.show_course(COURSE)
    assert said(trend) == [
        ("T−00:10", "122/78", "72", "98% air", "baseline"),
        ("00:00", "", "", "", "Dose: IM 50 mg ketamine"),
        ("00:15", "138/86", "84", "97%", ""),
        ("00:20", "", "", "", "Booster: IM 25 mg ketamine"),
        ("00:22", "", "", "", "Adverse event: Nausea, mild"),
        ("00:24", "", "", "", "Moment: Tears"),
        ("00:30", "134/84", "80", "96% O₂", ""),
        ("01:00", "", "", "", "Missed: not to disturb the journey"),
        ("01:30", "", "", "", "Declined: by the client"),
        ("02:00", "", "", "", "Not recorded"),
    ]


VALUES = st.none() | st.integers(40, 220)
POINT = st.builds(
    Point, st.integers(-60, 300), VALUES, VALUES, VALUES, st.none() | st.integers(50, 100),
    st.sampled_from(["", "air", "O₂"]),
)  # fmt: skip
MARK = st.builds(Mark, st.integers(0, 300), st.sampled_from(list(MarkKind)), st.sampled_from(["a", "b"]))


@settings(max_examples=25, deadline=None)
@given(st.lists(POINT, max_size=6), st.lists(MARK, max_size=6))
def test_drawing_and_table_never_differ_by_a_fact(points: list[Point], marks: list[Mark]) -> None:
    course = Course(tuple(points), tuple(marks))
    assert len(course.facts) == len(points) + len(marks)
    assert set(course.facts) == {*points, *marks}
    minutes = [fact.minutes for fact in course.facts]
    assert minutes == sorted(minutes)


@pytest.mark.parametrize(
    ("name", "scale"), [("paper", 100), ("ember", 150), ("night", 150), ("contrast", 200)]
)
def test_nothing_of_it_is_cut_off_in_any_look(
    trend: VitalsTrend, qapp: QApplication, name: str, scale: int
) -> None:
    theme.apply(qapp, theme.Theme.load(name), scale)
    trend.resize(theme.px(310), theme.px(520))
    long = (*POINTS, *(Point(minute, 120, 80, 70, 95) for minute in range(60, 1500, 45)))
    trend.show_course(Course(long, MARKS))
    trend.show_kinds([Option("tears", "Tears"), Option("music", "Music")], ("tears",))
    assert trend.chart.width() >= trend.chart.minimumSizeHint().width()
    assert len({drawn(trend.chart).pixel(x, 120) for x in range(trend.chart.width())}) > 2


def test_a_chosen_kind_of_moment_is_announced_once(trend: VitalsTrend, qtbot: QtBot) -> None:
    trend.show_kinds([Option("tears", "Tears"), Option("music", "Music")], ())
    assert trend.kinds is not None
    with qtbot.waitSignal(trend.kinds_chosen) as chosen:
        trend.kinds.segments.buttons["music"].click()
    assert chosen.args == [("music",)]
    trend.show_kinds([], ())
    assert trend.kinds is None
