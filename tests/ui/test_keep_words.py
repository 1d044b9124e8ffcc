"""The menu of a text ends with the three ways to keep the client's words."""

from PySide6.QtCore import QPoint
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from kapdesk.domain.insights import Kind
from kapdesk.ui.keep_words import KeepMenu, add_keeps
from kapdesk.ui.note import NoteEdit


def test_each_act_says_its_key_and_keeps_its_kind(qtbot: QtBot) -> None:
    menu, kept = QMenu(), list[Kind]()
    qtbot.addWidget(menu)
    add_keeps(menu, kept.append)
    for action in menu.actions():
        action.trigger()
    assert [action.text().split("\t")[1] for action in menu.actions()] == ["F6", "F7", "F8"]
    assert kept == [Kind.INSIGHT, Kind.HELD_QUESTION, Kind.READ_BACK]


def test_a_watched_text_offers_them_by_pointer_and_by_key(qtbot: QtBot, dressed: QApplication) -> None:
    note = NoteEdit("Their words")
    keeper = KeepMenu(note)
    qtbot.addWidget(note)
    keeper.watch(note)
    note.load("I can put it down")
    for target, reason in (
        (note.viewport(), QContextMenuEvent.Reason.Mouse),
        (note, QContextMenuEvent.Reason.Keyboard),
    ):
        QApplication.sendEvent(target, QContextMenuEvent(reason, QPoint(3, 3), QPoint(3, 3)))
        menu = QApplication.activePopupWidget()
        assert isinstance(menu, QMenu)
        with qtbot.waitSignal(keeper.asked) as asked:
            menu.actions()[-2].trigger()
        assert asked.args == [note, Kind.HELD_QUESTION]
        menu.close()


def test_a_text_that_is_only_read_keeps_nothing(qtbot: QtBot, dressed: QApplication) -> None:
    note = NoteEdit()
    keeper = KeepMenu(note)
    qtbot.addWidget(note)
    note.setReadOnly(True)
    menu = keeper.menu(note)
    assert not any(action.isEnabled() for action in menu.actions()[-3:])
