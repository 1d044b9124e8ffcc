"""In a room with a glass door: one key blanks the screen at once, one key takes the names off it."""

import time
from datetime import timedelta
from uuid import uuid4

import pytest
from app_practice import CTRL
from app_stage import Stage
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QLabel,
    QLineEdit,
    QMenu,
    QPlainTextEdit,
    QTableView,
    QWidget,
)

from kapdesk.app.rooms import PLACES, TABS
from kapdesk.desk import Chart
from kapdesk.domain.clients import Client
from kapdesk.domain.sessions import SessionState
from kapdesk.places.clients.place import ClientsPlace
from kapdesk.services import clients, privacy, sessions
from kapdesk.services.privacy import Names
from kapdesk.services.record import Record
from kapdesk.store.rows import DoseRow
from kapdesk.ui.cover import Cover
from kapdesk.ui.dialog import Sheet
from kapdesk.ui.shoulder import shoulder

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")

SOON = 0.1  # seconds from the key to the painted cover
NAMES = ("MOR", "Mor,", "Aster", "Asti")


class FirstPaint(QObject):
    """Notes when a cover was first painted."""

    def __init__(self) -> None:
        super().__init__()
        self.at: float | None = None

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's own name
        if event.type() == QEvent.Type.Paint and isinstance(watched, Cover) and self.at is None:
            watched.paintEvent(event)  # pyright: ignore[reportArgumentType] - a paint event by its type
            self.at = time.monotonic()
            return True
        return False


def press(stage: Stage, key: Qt.Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    to = QApplication.activePopupWidget() or QApplication.focusWidget() or stage.program.window
    QTest.keyClick(to, key, held)


def covered_after(stage: Stage) -> float:
    """Press F12 and return the seconds until the cover was painted."""
    watch, app = FirstPaint(), QApplication.instance()
    assert app is not None
    app.installEventFilter(watch)
    began = time.monotonic()
    press(stage, Qt.Key.Key_F12)
    app.removeEventFilter(watch)
    assert watch.at is not None, "nothing was covered"
    return watch.at - began


def furnish(stage: Stage) -> None:
    """Build every tab of an open session, as after a day."""
    stage.go(stage.client_here(), TABS[0])
    for name in TABS:
        stage.house.show_tab(name)
        QApplication.processEvents()
    stage.house.show_tab("dosing")


def test_f12_blanks_a_full_window_at_once_also_over_dialogs_and_menus(stage: Stage) -> None:
    furnish(stage)
    window = stage.program.window
    taken = {"window": covered_after(stage)}
    assert window.windowTitle() == "kapdesk"
    assert window.childAt(window.rect().center()).__class__ is Cover
    press(stage, Qt.Key.Key_Escape)
    assert not window.covers.are_laid
    sheet = Sheet("Release", act="Record", parent=window)
    sheet.ask()
    taken["dialog"] = covered_after(stage)
    assert isinstance(sheet.childAt(sheet.rect().center()), Cover)
    press(stage, Qt.Key.Key_Escape)
    assert sheet.isVisible()
    sheet.reject()
    menu = QMenu(window)
    menu.addAction("Strike through")
    menu.popup(window.mapToGlobal(window.rect().center()))
    taken["menu"] = covered_after(stage)
    assert not menu.isVisible()
    press(stage, Qt.Key.Key_Escape)
    assert {where: seconds for where, seconds in taken.items() if seconds > SOON} == {}
    menu.deleteLater()
    sheet.deleteLater()


def test_the_cover_counts_on_from_the_dose_and_names_nobody(stage: Stage) -> None:
    chart = stage.client_here()
    dosed(stage.house.desk.record, chart)
    stage.go(chart, "dosing")
    press(stage, Qt.Key.Key_F12)
    cover = next(each for each in stage.program.window.findChildren(Cover) if each.isVisible())
    counting = cover.grab().toImage()
    stage.program.window.covers.set_doses(())
    assert cover.grab().toImage() != counting
    assert named(stage.program.window, only=cover) == []
    press(stage, Qt.Key.Key_F12)
    assert not stage.program.window.covers.are_laid


def dosed(record: Record, chart: Chart) -> None:
    """Give the client in the room a dose, half an hour ago."""
    at = record.now() - timedelta(minutes=30)
    with record.write() as db:
        dose = DoseRow(
            id=uuid4(), session_id=chart.session, drug="ketamine", route="im", amount="50", unit="mg"
        )
        dose.given_by, dose.seq, dose.zone, dose.happened_at, dose.written_at = (
            "N. Rowe",
            1,
            record.zone,
            at,
            at,
        )
        db.add(dose)


def test_f11_takes_every_name_off_the_screen_and_says_so(stage: Stage) -> None:
    chart = stage.client_here()
    window, record = stage.program.window, stage.house.desk.record
    code = clients.one(record, chart.client).code
    stage.go(chart, "dosing")
    assert "MOR" in window.band.names.name.text()
    press(stage, Qt.Key.Key_F11)
    assert window.band.names.name.text() == f"{code} · A. M."
    assert window.band.names.code.text() == "names hidden (F11)"
    assert window.windowTitle() == f"kapdesk {code}"
    for name in TABS:
        stage.house.show_tab(name)
        assert named(window) == [], name
    for name in PLACES:
        stage.house.show_place(name)
        assert named(window) == [], name
        assert "names hidden" in window.band.names.born.text(), name
    press(stage, Qt.Key.Key_F11)
    stage.house.show_place("today")
    assert named(window) != []


def test_a_client_is_still_found_by_name_while_names_are_hidden(stage: Stage) -> None:
    stage.client_here()
    press(stage, Qt.Key.Key_F11)
    press(stage, Qt.Key.Key_K, CTRL)
    place = stage.house.places["clients"]
    assert isinstance(place, ClientsPlace)
    QTest.keyClicks(place.browse.box, "aster")
    assert place.browse.table.model().rowCount() == 1
    QTest.keyClicks(place.browse.box, "zzz")
    assert place.browse.table.isHidden()


def test_hidden_names_are_remembered_and_a_closed_record_hides_nothing(stage: Stage) -> None:
    record = stage.house.desk.record
    press(stage, Qt.Key.Key_F11)
    assert privacy.names(record) is Names.CODES
    stage.program.window.lock_asked.emit()
    stage.qtbot.waitUntil(lambda: not stage.is_open(), timeout=30_000)
    assert not shoulder().hides
    stage.unlock()
    assert shoulder().hides


def test_codes_in_session_come_with_the_client_and_go_with_them(stage: Stage) -> None:
    record = stage.house.desk.record
    stage.house.desk.do(stage.house, privacy.choose_names, Names.IN_SESSION_CODES)
    assert not shoulder().hides
    blank = clients.blank(record)
    clients.add(record, Client(blank.id, blank.code, "Mor", "Aster"))
    session = sessions.plan(record, blank.id).item
    assert session is not None
    stage.house.desk.do(stage.house, sessions.move, session, SessionState.ARRIVED)
    assert shoulder().hides


def named(window: QWidget, only: QWidget | None = None) -> list[str]:
    """Return every text in sight, or heard, that has a part of the client's name in it."""
    texts: list[str] = []
    for widget in [only] if only is not None else window.findChildren(QWidget):
        if not widget.isVisible():
            continue
        texts += [widget.accessibleName(), widget.accessibleDescription(), widget.toolTip()]
        if isinstance(widget, QLabel | QAbstractButton | QLineEdit):
            texts.append(widget.text())
        if isinstance(widget, QPlainTextEdit):
            texts.append(widget.toPlainText())
        if isinstance(widget, QTableView):
            model = widget.model()
            for row in range(model.rowCount()):
                texts += [str(model.index(row, column).data()) for column in range(model.columnCount())]
    return [text for text in texts if any(name in text for name in NAMES)]
