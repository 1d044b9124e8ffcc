"""What was copied in kapdesk does not stay on the clipboard."""

import pytest
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from kapdesk.app.clipboard import HINTS, STAYS_SECONDS, ClipboardWatch


@pytest.fixture(autouse=True)
def in_front(qtbot: QtBot) -> QLineEdit:
    field = QLineEdit()
    qtbot.addWidget(field)
    field.show()
    field.activateWindow()
    qtbot.waitUntil(field.isActiveWindow)
    return field


def test_what_was_copied_is_taken_back_after_its_time(qtbot: QtBot) -> None:
    watch = ClipboardWatch(QApplication.instance(), stays=0.05)
    QApplication.clipboard().setText("the hallway")
    qtbot.waitUntil(lambda: QApplication.clipboard().text() == "", timeout=5_000)
    watch.deleteLater()


def test_what_was_copied_stays_while_its_time_runs(qtbot: QtBot) -> None:
    watch = ClipboardWatch(QApplication.instance(), stays=3600)
    QApplication.clipboard().setText("the hallway")
    QApplication.processEvents()
    assert QApplication.clipboard().text() == "the hallway"
    watch.clear()
    assert QApplication.clipboard().text() == ""
    watch.deleteLater()


def test_what_somebody_else_put_there_since_then_stays(qtbot: QtBot) -> None:
    watch = ClipboardWatch(QApplication.instance(), stays=3600)
    QApplication.clipboard().setText("the hallway")
    QApplication.clipboard().blockSignals(True)
    QApplication.clipboard().setText("from another program")
    QApplication.clipboard().blockSignals(False)
    watch.clear()
    assert QApplication.clipboard().text() == "from another program"
    watch.deleteLater()


def test_what_was_copied_asks_every_history_of_the_clipboard_to_leave_it_alone(
    qtbot: QtBot, in_front: QLineEdit
) -> None:
    watch = ClipboardWatch(QApplication.instance(), stays=3600)
    in_front.setText("the hallway")
    in_front.selectAll()
    in_front.copy()
    data = QApplication.clipboard().mimeData()
    assert data.text() == "the hallway"
    assert [kind for kind in HINTS if not data.hasFormat(kind)] == []
    assert bytes(data.data("x-kde-passwordManagerHint").data()) == b"secret"
    assert not data.hasHtml()
    watch.clear()
    watch.deleteLater()


def test_half_a_minute_is_the_longest_it_stays() -> None:
    assert STAYS_SECONDS <= 30
