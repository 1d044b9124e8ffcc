"""Cards and columns: what is worked on is seen, in a wide room and in a narrow one."""

from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from kapdesk.ui.card import Card, Columns, EmptyState, Row, Rows, ScrollPage
from kapdesk.ui.note import NoteEdit


def test_a_card_says_what_it_is_about(qtbot: QtBot) -> None:
    card = Card("Vitals", "BP due 2 min ago")
    qtbot.addWidget(card)
    card.set_title("Vital signs")
    card.set_subtitle("")
    assert card.accessibleName() == "Vital signs"
    assert card._subtitle.isHidden()


def test_columns_stand_side_by_side_when_there_is_room(qtbot: QtBot) -> None:
    columns = Columns()
    qtbot.addWidget(columns)
    columns.add_work(Card("Work"), 1)
    columns.add_context(Card("Context"), 1)
    columns.resize(1148, 690)
    with qtbot.waitExposed(columns):
        columns.show()
    assert not columns.is_narrow()
    work, context = columns._work.width(), columns._context.width()
    assert abs(work / context - 1.5) < 0.02


def test_columns_stand_under_each_other_when_it_is_narrow(qtbot: QtBot) -> None:
    columns = Columns()
    qtbot.addWidget(columns)
    columns.add_work(Card("Work"))
    columns.add_context(Card("Context"))
    columns.resize(600, 690)
    with qtbot.waitExposed(columns):
        columns.show()
    assert columns.is_narrow()
    assert columns._work.width() == columns._context.width()
    assert columns._context.y() > columns._work.y()


def test_the_focused_field_is_scrolled_into_view(qtbot: QtBot) -> None:
    content = QWidget()
    column = QVBoxLayout(content)
    fields = [QLineEdit() for _ in range(40)]
    for field in fields:
        column.addWidget(field)
    page = ScrollPage(content)
    qtbot.addWidget(page)
    page.resize(300, 200)
    with qtbot.waitExposed(page):
        page.show()
    page.activateWindow()
    fields[-1].setFocus()
    qtbot.waitUntil(fields[-1].hasFocus)
    assert page.verticalScrollBar().value() > 0
    assert not fields[-1].visibleRegion().isEmpty()


def test_the_caret_of_a_long_note_stays_in_view(qtbot: QtBot) -> None:
    content = QWidget()
    column = QVBoxLayout(content)
    note = NoteEdit(grows=True)
    column.addWidget(note)
    page = ScrollPage(content)
    qtbot.addWidget(page)
    page.resize(300, 200)
    note.load("line\n" * 60)
    with qtbot.waitExposed(page):
        page.show()
    page.activateWindow()
    note.setFocus()
    qtbot.waitUntil(note.hasFocus)
    note.set_caret(len(note.text()))
    at = note.viewport().mapTo(page.viewport(), note.cursorRect().center())
    assert page.viewport().rect().contains(at)
    page.hide()
    assert QApplication.focusWidget() is not note


def test_an_empty_card_offers_the_one_next_act(qtbot: QtBot) -> None:
    empty = EmptyState("Appointments stand here.", "Book")
    qtbot.addWidget(empty)
    with qtbot.waitSignal(empty.chosen):
        empty.button.click()


def test_rows_are_shown_in_place_of_the_old_ones(qtbot: QtBot) -> None:
    rows = Rows()
    qtbot.addWidget(rows)
    first = Row("HALL, Sam", "dose 4", strong=True)
    first.add(QLabel("in 2 days"))
    rows.show_rows([first, Row("ADU, Esi")])
    assert rows._column.count() == 3
    with qtbot.waitSignal(first.destroyed):
        rows.show_rows([Row("TAM, Jo")])
    assert rows._column.count() == 1


def test_a_page_may_lose_the_note_that_is_being_written(qtbot: QtBot) -> None:
    content = QWidget()
    column = QVBoxLayout(content)
    note = NoteEdit()
    column.addWidget(note)
    column.addWidget(QLineEdit())
    page = ScrollPage(content)
    qtbot.addWidget(page)
    with qtbot.waitExposed(page):
        page.show()
    page.activateWindow()
    note.setFocus()
    qtbot.waitUntil(note.hasFocus)
    note.deleteLater()
    qtbot.waitUntil(lambda: page._editor is None)
    page.hide()
    page.show()
    page.hide()


def test_a_page_hidden_twice_follows_nothing_twice(qtbot: QtBot) -> None:
    page = ScrollPage(QWidget())
    qtbot.addWidget(page)
    page.show()
    page.showMinimized()
    page.hide()
    page.show()
    assert page._following
    page.hide()
    assert not page._following


def test_what_stands_at_the_foot_of_the_work_stays_in_sight(qtbot: QtBot) -> None:
    columns = Columns()
    qtbot.addWidget(columns)
    work, context, foot = Card("Work"), Card("Context"), QLineEdit()
    work.fill()
    work.add(foot)
    for _ in range(40):
        context.add(QLineEdit())
    columns.add_work(work, 1)
    columns.add_context(context)
    columns.resize(1148, 500)
    with qtbot.waitExposed(columns):
        columns.show()
    assert not columns.is_narrow()
    assert not foot.visibleRegion().isEmpty()
    assert columns._context.verticalScrollBar().maximum() > 0


def test_a_narrow_page_scrolls_as_one(qtbot: QtBot) -> None:
    columns = Columns()
    qtbot.addWidget(columns)
    work, context = Card("Work"), Card("Context")
    fields = [QLineEdit() for _ in range(60)]
    for field in fields[:30]:
        work.add(field)
    columns.add_work(work)
    columns.add_context(context)
    columns.resize(500, 400)
    with qtbot.waitExposed(columns):
        columns.show()
    for field in fields[30:]:
        context.add(field)
    columns.activateWindow()
    qtbot.waitUntil(lambda: columns._context.height() > 30 * 20)
    assert columns._work.verticalScrollBar().maximum() == 0
    fields[-1].setFocus()
    qtbot.waitUntil(fields[-1].hasFocus)
    qtbot.waitUntil(lambda: not fields[-1].visibleRegion().isEmpty())


def test_a_row_that_is_shown_anew_can_take_the_focus_at_once(qtbot: QtBot, dressed: QApplication) -> None:
    rows = Rows()
    qtbot.addWidget(rows)
    rows.show_rows([Row("MOR, Aster")])
    with qtbot.waitExposed(rows):
        rows.show()
    row, button = Row("VEGA, Lin"), QPushButton("Open")
    row.add(button)
    rows.show_rows([row])
    button.setFocus()
    assert rows.focusWidget() is button
    assert button.isVisible()
