"""A questionnaire is filled by number keys; half of one waits where it was left and has no total."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from kapdesk.desk import Chart, Desk
from kapdesk.domain.clock import SetClock
from kapdesk.services import measures, measures_due, tasks
from kapdesk.services.record import Record
from kapdesk.tabs.measures.tab import MeasuresTab
from tests.services.leaving_day import LeavingDay, plan_leaving_day
from tests.services.measured import dosed, scored
from tests.services.whole_day import a_client

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support propagateSizeHints")


@pytest.fixture
def day(record: Record, clock: SetClock) -> LeavingDay:
    return plan_leaving_day(record, clock)


@pytest.fixture
def desk(record: Record, qapp: object) -> Iterator[Desk]:
    made = Desk(record)
    yield made
    made.deleteLater()


def a_tab(desk: Desk, chart: Chart, qtbot: QtBot) -> MeasuresTab:
    tab = MeasuresTab(desk, chart)
    qtbot.addWidget(tab)
    tab.resize(1148, 690)
    tab.load()
    tab.show()
    with qtbot.waitActive(tab):
        tab.activateWindow()
    return tab


@pytest.fixture
def tab(desk: Desk, day: LeavingDay, qtbot: QtBot) -> Iterator[MeasuresTab]:
    made = a_tab(desk, Chart(day.client, day.session), qtbot)
    yield made
    made.close_down()


def type_answers(qtbot: QtBot, numbers: str) -> None:
    """Press number keys wherever the keyboard stands."""
    for number in numbers:
        focus = QApplication.focusWidget()
        assert focus is not None
        qtbot.keyClick(focus, number)


def seen_words(widget: QWidget) -> str:
    """Return every word that is seen in a widget."""
    labels = widget.findChildren(QLabel)
    return "\n".join(label.text() for label in labels if label.isVisibleTo(widget))


def test_nine_keys_fill_the_form_and_record_it_whole(tab: MeasuresTab, day: LeavingDay, qtbot: QtBot) -> None:
    qtbot.mouseClick(tab.fill.names.segments.buttons["phq9"], Qt.MouseButton.LeftButton)
    type_answers(qtbot, "222220000")
    assert "10 points, moderate" in seen_words(tab.fill)
    qtbot.mouseClick(tab.fill.record_button, Qt.MouseButton.LeftButton)
    (filled,) = measures.of_client(day.record, day.client)
    assert (filled.total, filled.band) == (10, "moderate")
    assert tab.draft is None
    assert tab.history.table.rows.rowCount() == 1


def test_seven_of_nine_is_never_a_total(tab: MeasuresTab, qtbot: QtBot) -> None:
    tab.open_form("phq9")
    type_answers(qtbot, "3333333")
    text = seen_words(tab.fill)
    assert "7 of 9 answered" in text
    assert "21" not in text.replace("2001", "")
    assert "without a total" in tab.fill.record_button.text()


def test_a_half_filled_form_survives_leaving_and_comes_back_where_it_was(
    tab: MeasuresTab, desk: Desk, day: LeavingDay, qtbot: QtBot
) -> None:
    tab.open_form("gad7")
    type_answers(qtbot, "123")
    assert tab.open_count() == "1"
    tab.hide()
    again = a_tab(desk, Chart(day.client, day.session), qtbot)
    assert again.draft is not None
    assert again.draft.answers == {"gad1": 1, "gad2": 2, "gad3": 3}
    assert again.fill.form is not None
    assert again.fill.form.rows["gad2"].bar.value() == "2"
    type_answers(qtbot, "0")
    assert again.fill.form.rows["gad4"].bar.value() == "0"
    again.close_down()


def test_a_key_that_is_no_answer_answers_nothing(tab: MeasuresTab, qtbot: QtBot) -> None:
    tab.open_form("phq9")
    type_answers(qtbot, "479")
    assert tab.draft is not None
    assert tab.draft.answers == {}


def test_the_words_are_those_of_the_instrument_with_what_its_licence_asks(tab: MeasuresTab) -> None:
    for id_, instrument in tab.instruments.items():
        tab.open_form(id_)
        assert tab.fill.form is not None
        text = seen_words(tab.fill.form)
        for line in (
            instrument.instruction,
            instrument.attribution,
            *(item.text for item in instrument.items),
        ):
            assert line in text
        labels = [option.label for option in instrument.options]
        bar = tab.fill.form.rows[instrument.items[0].id].bar
        assert [button.accessibleName() for button in bar.segments.buttons.values()] == [
            f"{option.value} {label}" for option, label in zip(instrument.options, labels, strict=True)
        ]


def test_item_nine_says_its_own_sentence_and_puts_the_screen_on_the_list(
    tab: MeasuresTab, day: LeavingDay, qtbot: QtBot
) -> None:
    tab.open_form("phq9")
    type_answers(qtbot, "000000001")
    assert "item 9 was answered 1" in seen_words(tab.fill)
    qtbot.mouseClick(tab.fill.record_button, Qt.MouseButton.LeftButton)
    assert "due today" in seen_words(tab.fill)
    (task,) = tasks.of_client(day.record, day.client)
    assert task.open


def test_an_answer_is_taken_back_with_delete(tab: MeasuresTab, qtbot: QtBot) -> None:
    tab.open_form("phq9")
    type_answers(qtbot, "1")
    assert tab.fill.form is not None
    row = tab.fill.form.rows["phq1"]
    row.setFocus()
    focus = QApplication.focusWidget()
    assert focus is not None
    qtbot.keyClick(focus, Qt.Key.Key_Delete)
    assert tab.draft is not None
    assert tab.draft.answers == {}


def test_a_form_filled_on_another_day_is_kept_for_that_day(
    tab: MeasuresTab, day: LeavingDay, clock: SetClock, qtbot: QtBot
) -> None:
    clock.move(days=2)
    tab.open_form("gad7")
    type_answers(qtbot, "1111111")
    tab.fill.day.set_text("22-Nov-2026")
    assert tab.fill.day.settle()
    qtbot.mouseClick(tab.fill.record_button, Qt.MouseButton.LeftButton)
    (filled,) = measures.of_client(day.record, day.client)
    assert filled.written_at - filled.happened_at > timedelta(days=1)


def test_a_total_alone_is_recorded_and_a_wrong_one_says_so(
    tab: MeasuresTab, day: LeavingDay, qtbot: QtBot
) -> None:
    tab.total.name.setCurrentIndex(tab.total.name.findData("total:audit-c"))
    tab.total.total.setText("40")
    qtbot.keyClick(tab.total.total, Qt.Key.Key_Return)
    assert "runs from 0 to 12" in seen_words(tab.total)
    assert measures.of_client(day.record, day.client) == ()
    tab.total.total.setText("4")
    qtbot.keyClick(tab.total.total, Qt.Key.Key_Return)
    (filled,) = measures.of_client(day.record, day.client)
    assert (filled.name, filled.total) == ("AUDIT-C", 4)


def test_points_stand_alone_below_four_and_the_rule_stands_beneath(
    tab: MeasuresTab, day: LeavingDay, clock: SetClock
) -> None:
    instrument = day.record.content.instrument("phq9")
    ids = [item.id for item in measures.scored(instrument)]
    for week in range(4):
        answers = dict.fromkeys(ids, 1 if week else 0)
        measures.administer(day.record, day.client, "phq9", 1, answers)
        clock.move(days=8)
        tab.load()
        drawing = tab.courses.card.view.chart.drawing
        assert len(drawing.dots) == week + 1
        assert (drawing.spread is not None, bool(drawing.pieces)) == (week == 3, week == 3)
    text = seen_words(tab.courses.card)
    assert "5 points or more" in text
    assert "One session is not the course" in text
    assert "measure-bands, version 1" in text


def test_deterioration_is_said_first(tab: MeasuresTab, day: LeavingDay, clock: SetClock) -> None:
    instrument = day.record.content.instrument("phq9")
    ids = [item.id for item in measures.scored(instrument)]
    measures.administer(day.record, day.client, "phq9", 1, dict.fromkeys(ids, 1) | {"phq9": 0})
    clock.move(days=1)
    day.dose()
    clock.move(days=10)
    measures.administer(day.record, day.client, "phq9", 1, dict.fromkeys(ids, 2) | {"phq9": 0})
    tab.load()
    view = tab.courses.card.view
    assert "PHQ-9 8 to 16: deterioration (8 points worse)" in seen_words(view)
    assert seen_words(view).index("deterioration") < seen_words(view).index("Baseline")


def test_a_struck_line_stays_with_its_reason(tab: MeasuresTab, day: LeavingDay, qtbot: QtBot) -> None:
    measures.enter_total(day.record, day.client, "total:ebi", "55")
    tab.load()
    tab.history.table.selectRow(0)
    qtbot.mouseClick(tab.history.strike_button, Qt.MouseButton.LeftButton)
    assert tab.sheet is not None
    qtbot.keyClicks(tab.sheet.note, "wrong client")
    qtbot.mouseClick(tab.sheet.act, Qt.MouseButton.LeftButton)
    assert measures.of_client(day.record, day.client)[0].struck_reason == "wrong client"
    line = tab.history.table.rows.line(0)
    assert line is not None
    assert line.cells[2].text == "struck: wrong client"


def test_a_chart_without_a_session_can_be_measured(record: Record, desk: Desk, qtbot: QtBot) -> None:
    client = a_client(record)
    tab = a_tab(desk, Chart(client), qtbot)
    tab.set_caret("phq9", 0)
    type_answers(qtbot, "111111110")
    qtbot.mouseClick(tab.fill.record_button, Qt.MouseButton.LeftButton)
    assert measures.of_client(record, client)[0].total == 8
    tab.close_down()


def test_backspace_goes_back_and_a_letter_does_nothing(tab: MeasuresTab, qtbot: QtBot) -> None:
    tab.open_form("gad7")
    type_answers(qtbot, "12")
    focus = QApplication.focusWidget()
    assert focus is not None
    for key in (Qt.Key.Key_A, Qt.Key.Key_Z, Qt.Key.Key_Y):
        qtbot.keyClick(focus, key)
    qtbot.keyClick(focus, Qt.Key.Key_Backspace)
    assert tab.draft is not None
    assert tab.draft.answers == {"gad1": 1, "gad2": 2}
    type_answers(qtbot, "3")
    assert tab.draft.answers == {"gad1": 1, "gad2": 3}
    for _ in range(4):
        focus = QApplication.focusWidget()
        assert focus is not None
        qtbot.keyClick(focus, Qt.Key.Key_Backspace)
    type_answers(qtbot, "0")
    assert tab.draft.answers == {"gad1": 0, "gad2": 3}


def test_the_pcl5_keeps_a_short_label_and_both_rules_and_prompts_on_risk(
    tab: MeasuresTab, day: LeavingDay, qtbot: QtBot
) -> None:
    tab.open_form("pcl5")
    tab.fill.index_event.setText("x" * 60)
    qtbot.keyClicks(tab.fill.index_event, "y")
    assert tab.fill.form is not None
    tab.fill.form.begin({})
    type_answers(qtbot, "1" * 15 + "3" + "1" * 4)
    text = seen_words(tab.fill)
    assert "item 16 (taking risks) was answered 3" in text
    assert "total rule (33 points or more): not met" in text
    assert "symptom rule" in text
    qtbot.mouseClick(tab.fill.record_button, Qt.MouseButton.LeftButton)
    assert "no story" in seen_words(tab.fill)
    assert tab.fill.index_event.text() == "x" * 60 + "y"
    assert measures.of_client(day.record, day.client) == ()
    tab.fill.index_event.clear()
    qtbot.keyClicks(tab.fill.index_event, "the crossing, 2019")
    qtbot.mouseClick(tab.fill.record_button, Qt.MouseButton.LeftButton)
    (filled,) = measures.of_client(day.record, day.client)
    assert (filled.total, filled.band, filled.index_event) == (22, "", "the crossing, 2019")
    assert tasks.of_client(day.record, day.client) == ()


def test_what_is_due_is_filled_with_one_press_or_left_out_with_a_reason(
    tab: MeasuresTab, day: LeavingDay, clock: SetClock, qtbot: QtBot
) -> None:
    day.dose()
    clock.move(days=8)
    tab.load()
    buttons = {one.accessibleName(): one for one in tab.due.findChildren(QPushButton)}
    assert "Weekly in the series" in seen_words(tab.due)
    qtbot.mouseClick(buttons["Fill: PHQ-9"], Qt.MouseButton.LeftButton)
    assert tab.draft is not None
    assert tab.draft.instrument == "phq9"
    qtbot.mouseClick(buttons["Leave out: GAD-7"], Qt.MouseButton.LeftButton)
    assert tab.sheet is not None
    qtbot.keyClicks(tab.sheet.note, "asked by the GP yesterday")
    qtbot.mouseClick(tab.sheet.act, Qt.MouseButton.LeftButton)
    names = {one.accessibleName() for one in tab.due.findChildren(QPushButton) if one.isVisibleTo(tab.due)}
    assert "Leave out: GAD-7" not in names
    (left,) = measures_due.left_out(day.record, day.client)
    assert left.reason == "asked by the GP yesterday"
    assert line_text(tab) == "left out: asked by the GP yesterday"
    tab.history.table.selectRow(0)
    qtbot.keyClick(tab.history.table, Qt.Key.Key_Return)


def test_two_courses_stand_side_by_side_a_series_is_begun_there_and_escape_goes_back(
    tab: MeasuresTab, day: LeavingDay, qtbot: QtBot
) -> None:
    for name in ("phq9", "who5"):
        scored(day.record, day.client, name, 12, day.record.now() - timedelta(days=2))
    for number, days in ((7, 20), (8, 10)):
        dosed(day.record, day.client, day.record.now() - timedelta(days=days), number)
    tab.load()
    qtbot.mouseClick(tab.courses.card.wide_button, Qt.MouseButton.LeftButton)
    left, right = tab.courses.page.views
    assert left.chart.accessibleName() == "PHQ-9 (0 to 27 points)"
    assert right.chart.isHidden()
    right.choose("who5")
    right.chosen.emit()
    assert right.chart.accessibleName() == "WHO-5 (0 to 100 %)"
    assert "higher is better" in right.chart.latest()
    line = right.table.rows.line(0)
    assert line is not None
    assert line.cells[1].text == "12, low well-being"
    page = tab.courses.page
    page.day.set_text("08-Nov-2026")
    assert page.day.settle()
    assert left.series.isHidden()
    qtbot.mouseClick(page.begin_button, Qt.MouseButton.LeftButton)
    assert left.series.count() == 3
    qtbot.mouseClick(page.undo_button, Qt.MouseButton.LeftButton)
    assert left.series.count() == 2
    qtbot.keyClick(left.measure, Qt.Key.Key_Escape)
    assert tab.pages.currentWidget() is tab.columns


def test_the_drawing_and_the_table_hold_the_same(tab: MeasuresTab, day: LeavingDay) -> None:
    record, now = day.record, day.record.now()
    for number in range(5):
        scored(record, day.client, "phq9", 15 - number, now - timedelta(days=60 - 7 * number))
    dosed(record, day.client, now - timedelta(days=50), 7)
    tab.load()
    view = tab.courses.card.view
    lines = [view.table.rows.line(row) for row in range(view.table.rows.rowCount())]
    texts = [line.cells[1].text for line in lines if line is not None]
    means = [line.cells[2].text for line in lines if line is not None and line.cells[2].text]
    assert len(texts) == len(view.chart.drawing.dots) + len(view.chart.drawing.ticks) == 6
    assert "Dose, session 7" in texts
    assert len(means) == sum(len(piece) for piece in view.chart.drawing.pieces) == 3


def test_a_total_keeps_its_figures_its_day_and_where_its_sheet_lies(
    tab: MeasuresTab, day: LeavingDay, qtbot: QtBot
) -> None:
    tab.total.name.setCurrentIndex(tab.total.name.findData("total:meq-30"))
    tab.total.total.setText("61,25")
    tab.total.place.setText("red folder")
    tab.total.day.set_text("20-Nov-2026")
    assert tab.total.day.settle()
    qtbot.keyClick(tab.total.place, Qt.Key.Key_Return)
    (filled,) = measures.of_client(day.record, day.client)
    assert (filled.words, filled.place, filled.band) == ("61.25", "red folder", "")
    assert filled.written_at - filled.happened_at > timedelta(days=1)
    assert "sheet: red folder" in str(line_text(tab))


def line_text(tab: MeasuresTab) -> str:
    line = tab.history.table.rows.line(0)
    assert line is not None
    return line.cells[2].text
