"""The window as a whole: keys, places, the caret, the cover, and text that fits at every size."""

import gc
import time
import weakref
from collections.abc import Iterator
from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)
from pytestqt.qtbot import QtBot
from shiboken6 import delete

from kapdesk.domain.clock import SetClock
from kapdesk.ui import theme
from kapdesk.ui.band import BandFacts
from kapdesk.ui.icons import Mark, MarkShape
from kapdesk.ui.identity import Flag, Severity
from kapdesk.ui.shortcuts import OVER_DIALOGS, SHORTCUTS, ShortcutSheet
from kapdesk.ui.tabbar import TABS, TabButton
from kapdesk.ui.unlock import Locked
from kapdesk.ui.window import Window

ZONE = "America/New_York"
FACTS = BandFacts(
    name="MOR, Aster",
    born="Born 14-Mar-1986 (40y)",
    code="K-0142",
    mark=Mark(MarkShape.DIAMOND, 0),
    flags=(Flag(Severity.ALERT, "Allergy: latex"), Flag(Severity.NOTE, "Earlier attempt")),
    session="Dosing session 3",
    dose="IM 50 mg",
    touch="hand only",
    more=(("escort", "Ivo Mor, brother, arrived 12:05"),),
)
PLAIN = Qt.KeyboardModifier.NoModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
CTRL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier


def page(name: str) -> QWidget:
    """Return a page with one field to write in."""
    made = QWidget()
    theme.give_role(made, "page")
    field = QPlainTextEdit(made)
    field.setObjectName(name)
    QVBoxLayout(made).addWidget(field)
    return made


@pytest.fixture
def window(qtbot: QtBot, dressed: QApplication, clock: SetClock) -> Iterator[Window]:
    made = Window(clock, ZONE)
    for key in ("today", "clients", "week", "search", "practice"):
        made.desk.add_place(key, page(key))
    for key, _ in TABS:
        made.desk.add_tab(key, page(key))
    made.set_band(replace(FACTS, dose_at=clock.now()))
    made.desk.show_tab("debrief")
    made.resize(1280, 800)
    with qtbot.waitExposed(made):
        made.show()
    made.activateWindow()
    yield made
    made.allow_quit()
    made.deleteLater()


def field(window: Window, name: str) -> QPlainTextEdit:
    found = window.findChild(QPlainTextEdit, name)
    assert isinstance(found, QPlainTextEdit)
    return found


@pytest.mark.parametrize(("number", "key"), list(enumerate((key for key, _ in TABS), 1)))
def test_control_and_a_number_ask_for_a_tab(qtbot: QtBot, window: Window, number: int, key: str) -> None:
    with qtbot.waitSignal(window.tab_chosen) as asked:
        qtbot.keyClick(window, getattr(Qt.Key, f"Key_{number}"), CTRL)
    assert asked.args == [key]
    assert window.tabs.current == "debrief"


def test_control_tab_and_page_keys_ask_for_the_neighbours(qtbot: QtBot, window: Window) -> None:
    asked: list[str] = []
    window.tab_chosen.connect(asked.append)
    field(window, "debrief").setFocus()
    for key in (Qt.Key.Key_Tab, Qt.Key.Key_PageDown, Qt.Key.Key_PageUp):
        qtbot.keyClick(QApplication.focusWidget(), key, CTRL)
    assert asked == ["embodiment", "embodiment", "dosing"]


def test_alt_and_a_number_ask_for_a_place(qtbot: QtBot, window: Window) -> None:
    asked: list[str] = []
    window.place_chosen.connect(asked.append)
    for number in range(1, 7):
        qtbot.keyClick(window, getattr(Qt.Key, f"Key_{number}"), ALT)
    assert asked == ["today", "session", "clients", "week", "search", "practice"]


def test_without_a_chart_no_tab_can_be_asked_for(qtbot: QtBot, window: Window) -> None:
    window.set_band(None)
    with qtbot.assertNotEmitted(window.tab_chosen):
        qtbot.keyClick(window, Qt.Key.Key_3, CTRL)
        window.act("next tab")
    with qtbot.assertNotEmitted(window.place_chosen):
        qtbot.keyClick(window, Qt.Key.Key_2, ALT)


@pytest.mark.parametrize(
    ("key", "held", "signal"),
    [
        (Qt.Key.Key_L, CTRL, "lock_asked"),
        (Qt.Key.Key_K, CTRL, "find_asked"),
        (Qt.Key.Key_F, CTRL, "find_asked"),
        (Qt.Key.Key_F, CTRL | SHIFT, "search_asked"),
        (Qt.Key.Key_F3, CTRL, "match_asked"),
        (Qt.Key.Key_F3, CTRL | SHIFT, "match_asked"),
        (Qt.Key.Key_T, CTRL, "stamp_asked"),
        (Qt.Key.Key_P, CTRL, "print_asked"),
        (Qt.Key.Key_Q, CTRL, "quit_asked"),
        (Qt.Key.Key_F9, PLAIN, "crisis_asked"),
        (Qt.Key.Key_F12, PLAIN, "covered"),
    ],
)
def test_a_key_asks_from_the_middle_of_a_sentence(
    qtbot: QtBot, window: Window, key: Qt.Key, held: Qt.KeyboardModifier, signal: str
) -> None:
    note = field(window, "debrief")
    note.setFocus()
    qtbot.keyClicks(note, "I can put it ")
    with qtbot.waitSignal(getattr(window, signal)):
        qtbot.keyClick(note, key, held)
    assert note.toPlainText() == "I can put it "


def test_shift_f2_goes_round_the_three_themes(qtbot: QtBot, window: Window) -> None:
    seen: list[str] = []
    window.theme_chosen.connect(seen.append)
    for _ in range(3):
        qtbot.keyClick(window, Qt.Key.Key_F2, SHIFT)
    assert seen == ["ember", "night", "paper"]
    window.act("theme:contrast")
    assert theme.look().theme.name == "contrast"


def test_f2_goes_straight_to_the_night_and_back_to_the_look_before(qtbot: QtBot, window: Window) -> None:
    seen: list[str] = []
    window.theme_chosen.connect(seen.append)
    for _ in range(2):
        qtbot.keyClick(window, Qt.Key.Key_F2)
    qtbot.keyClick(window, Qt.Key.Key_F2, SHIFT)
    for _ in range(2):
        qtbot.keyClick(window, Qt.Key.Key_F2)
    assert seen == ["night", "paper", "ember", "night", "ember"]


def test_a_window_that_began_in_the_night_goes_back_to_the_session_look(qtbot: QtBot, window: Window) -> None:
    theme.change("night", 100)
    qtbot.keyClick(window, Qt.Key.Key_F2)
    assert theme.look().theme.name == "ember"


def test_text_grows_shrinks_and_returns(qtbot: QtBot, window: Window) -> None:
    seen: list[int] = []
    window.scale_chosen.connect(seen.append)
    for key in (Qt.Key.Key_Plus, Qt.Key.Key_Equal, Qt.Key.Key_Minus, Qt.Key.Key_0, Qt.Key.Key_Minus):
        qtbot.keyClick(window, key, CTRL)
    assert seen == [110, 120, 110, 100, 100]


def test_the_title_holds_the_code_and_never_the_name(window: Window) -> None:
    assert window.windowTitle() == "kapdesk K-0142"
    window.cover()
    assert window.windowTitle() == "kapdesk"
    window.uncover()
    assert window.windowTitle() == "kapdesk K-0142"
    window.set_band(None)
    assert window.windowTitle() == "kapdesk"


def test_closing_asks_and_does_not_close(qtbot: QtBot, window: Window) -> None:
    with qtbot.waitSignal(window.quit_asked):
        window.close()
    assert window.isVisible()


def test_the_caret_is_where_it_was_after_the_lock(qtbot: QtBot, window: Window, clock: SetClock) -> None:
    note = field(window, "debrief")
    note.setFocus()
    qtbot.keyClicks(note, "then the sea comes in")
    note.moveCursor(note.textCursor().MoveOperation.WordLeft)
    place = note.textCursor().position()
    locked = Locked(clock, ZONE)
    window.show_whole(locked)
    assert not note.isVisible()
    assert window.windowTitle() == "kapdesk"
    with qtbot.assertNotEmitted(window.tab_chosen):
        qtbot.keyClick(window, Qt.Key.Key_3, CTRL)
    window.show_desk()
    assert QApplication.focusWidget() is note
    assert note.textCursor().position() == place
    qtbot.keyClicks(QApplication.focusWidget(), "x")
    assert note.toPlainText() == "then the sea comes xin"


def test_a_tab_gives_the_caret_back_when_one_returns(window: Window) -> None:
    note = field(window, "debrief")
    note.setFocus()
    window.desk.show_tab("dosing")
    assert not note.hasFocus()
    window.desk.show_tab("debrief")
    assert note.hasFocus()


def test_the_cover_is_there_in_a_tenth_of_a_second_over_dialogs_too(qtbot: QtBot, window: Window) -> None:
    window.act("keys")
    sheet = window.findChild(ShortcutSheet)
    assert isinstance(sheet, ShortcutSheet)
    with qtbot.waitActive(sheet):
        sheet.activateWindow()
    begin = time.perf_counter()
    window.cover()
    assert time.perf_counter() - begin < 0.1
    for top in [top for top in QApplication.topLevelWidgets() if top.isVisible()]:
        middle = top.childAt(QPoint(top.width() // 2, top.height() // 2))
        assert type(middle).__name__ == "Cover"
    with qtbot.waitSignal(window.return_asked):
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Escape)
    window.uncover()
    assert not window.covers.are_laid
    sheet.close()


def test_nothing_typed_reaches_what_is_covered(qtbot: QtBot, window: Window) -> None:
    note = field(window, "debrief")
    note.setFocus()
    window.cover()
    with qtbot.assertNotEmitted(window.tab_chosen), qtbot.assertNotEmitted(window.stamp_asked):
        qtbot.keyClicks(QApplication.focusWidget(), "secret")
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_3, CTRL)
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_T, CTRL)
    assert note.toPlainText() == ""
    window.uncover()
    assert QApplication.focusWidget() is note


def test_rehearsal_is_said_everywhere_and_in_nobodys_way(qtbot: QtBot, window: Window) -> None:
    window.rehearse()
    window.rehearse()
    strips = [label for label in window.findChildren(QLabel) if "PRACTICE ROOM" in label.text()]
    assert len(strips) == 1
    assert strips[0].isVisible()
    QApplication.processEvents()
    note = field(window, "debrief")
    before = note.viewport().mapTo(window, QPoint(5, 5))
    assert window.childAt(before) is note.viewport()
    with qtbot.waitSignal(window.lock_asked):
        qtbot.mouseClick(window.band.lock, Qt.MouseButton.LeftButton)
    locked = QWidget()
    window.show_whole(locked)
    assert strips[0].isVisible()


def test_the_alarm_asks_to_retry_and_to_rescue(qtbot: QtBot, window: Window) -> None:
    window.alarm.show_failure("Not on disk yet.")
    with qtbot.waitSignal(window.retry_asked):
        window.alarm.retry.click()
    with qtbot.waitSignal(window.rescue_asked):
        window.alarm.rescue.click()
    assert window.alarm.isVisible()


def test_alt_alone_shows_the_menus(qtbot: QtBot, window: Window) -> None:
    assert window.menuBar().isHidden()
    note = field(window, "debrief")
    note.setFocus()
    qtbot.keyPress(note, Qt.Key.Key_Alt)
    qtbot.keyRelease(note, Qt.Key.Key_Alt)
    assert not window.menuBar().isHidden()
    window.act("menu")
    assert window.menuBar().isHidden()


def test_a_key_with_alt_is_not_alt_alone(qtbot: QtBot, window: Window) -> None:
    note = field(window, "debrief")
    note.setFocus()
    qtbot.keyPress(note, Qt.Key.Key_Alt)
    qtbot.keyClick(note, Qt.Key.Key_Left, ALT)
    qtbot.keyRelease(note, Qt.Key.Key_Alt)
    assert window.menuBar().isHidden()


def clipped(root: QWidget) -> list[str]:
    """Return the words that do not fit into their widget."""
    bad: list[str] = []
    for label in root.findChildren(QLabel):
        if not label.isVisible() or not label.text() or label.textFormat() == Qt.TextFormat.RichText:
            continue
        room = label.contentsRect()
        words = label.fontMetrics().horizontalAdvance(label.text())
        high = label.heightForWidth(label.width()) if label.wordWrap() else label.fontMetrics().height()
        if (words > room.width() and not label.wordWrap()) or high > label.height() + 1:
            bad.append(label.text())
    for button in [button for button in root.findChildren(QPushButton) if button.isVisible()]:
        words = button.fontMetrics().horizontalAdvance(button.text())
        if words > button.width() - 4 or button.fontMetrics().height() > button.height() - 4:
            bad += [button.text()]
    bad += [
        tab.text()
        for tab in root.findChildren(TabButton)
        if tab.isVisible() and tab.width() < tab.width_with(0)
    ]
    edge = [part for part in root.findChildren(QWidget) if part.isVisible() and part.window() is root]
    bad += [
        type(part).__name__
        for part in edge
        if part.mapTo(root, QPoint(part.width(), 0)).x() > root.width() and not isinstance(part, QLineEdit)
    ]
    return bad


@pytest.mark.parametrize("chosen", ["paper", "ember"])
@pytest.mark.parametrize(
    ("width", "height", "scale"), [(1280, 800, 100), (1280, 800, 150), (1024, 768, 100), (1366, 768, 100)]
)
def test_nothing_is_clipped(window: Window, chosen: str, width: int, height: int, scale: int) -> None:
    theme.change(chosen, scale)
    window.tabs.set_count("dosing", "1 due")
    window.tabs.set_count("stabilization", "14")
    window.band.written(window.band._clock.now())
    window.alarm.show_failure(
        "The last words are not on disk: the disk is full. They are kept here and tried again."
    )
    window.rehearse()
    window.resize(width, height)
    QApplication.processEvents()
    assert (window.width(), window.height()) == (width, height)
    assert clipped(window) == []
    window.set_band(None)
    window.band.set_header("Hollow Oak Clinic · J. Adler, LMFT", "Backup checked 21-Nov-2026 18:40")
    window.desk.show_place("today")
    QApplication.processEvents()
    assert clipped(window) == []


def bright_share(image: QImage) -> float:
    """Return the share of pixels above half luminance, looked at on a grid."""
    spots = [image.pixelColor(x, y) for x in range(0, image.width(), 4) for y in range(0, image.height(), 4)]
    return sum(_luminance(spot) > 0.5 for spot in spots) / len(spots)


def _luminance(colour: QColor) -> float:
    parts = [((c + 0.055) / 1.055) ** 2.4 if c > 0.03928 else c / 12.92 for c in colour.getRgbF()[:3]]
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]


@pytest.mark.parametrize("chosen", ["ember", "night"])
def test_the_room_stays_dark(window: Window, clock: SetClock, chosen: str) -> None:
    theme.change(chosen, 100)
    window.alarm.show_failure("Not on disk yet.")
    assert bright_share(window.grab().toImage()) < 0.01
    window.show_whole(Locked(clock, ZONE))
    assert bright_share(window.grab().toImage()) < 0.01


def test_the_lock_page_is_dark_by_day_too(window: Window, clock: SetClock) -> None:
    window.show_whole(Locked(clock, ZONE))
    assert bright_share(window.grab().toImage()) < 0.01


def test_the_first_frame_is_already_dressed(qtbot: QtBot, dressed: QApplication, clock: SetClock) -> None:
    theme.change("ember", 100)
    made = Window(clock, ZONE)
    assert made.palette().window().color() == theme.color("window")
    assert bright_share(made.grab().toImage()) < 0.01
    theme.change("paper", 100)
    made.allow_quit()
    made.deleteLater()


def test_a_dialog_is_put_away_by_the_lock_and_comes_back_as_it_was(
    qtbot: QtBot, window: Window, clock: SetClock
) -> None:
    dialog = QDialog(window)
    words = QLineEdit(dialog)
    QVBoxLayout(dialog).addWidget(words)
    finished: list[int] = []
    dialog.finished.connect(finished.append)
    dialog.open()
    words.setText("because the escort is late")
    locked = Locked(clock, ZONE)
    window.show_whole(locked)
    assert not dialog.isVisible()
    window.show_whole(locked)
    window.show_desk()
    assert dialog.isVisible()
    assert dialog.isModal()
    assert words.text() == "because the escort is late"
    assert finished == []
    dialog.close()


def test_a_caret_in_a_field_that_is_gone_does_no_harm(window: Window, clock: SetClock) -> None:
    note = field(window, "debrief")
    note.setFocus()
    window.show_whole(Locked(clock, ZONE))
    delete(note)
    window.show_desk()
    assert window.desk.isVisible()


def test_a_closed_window_is_gone(qtbot: QtBot, dressed: QApplication, clock: SetClock) -> None:
    made = Window(clock, ZONE)
    made.show()
    made.rehearse()
    left = weakref.ref(made)
    made.allow_quit()
    delete(made)
    del made
    gc.collect()
    assert left() is None
    theme.change("paper", 100)  # nobody left behind listens


def test_the_keys_no_dialog_may_swallow_are_acts_of_the_window() -> None:
    assert set(OVER_DIALOGS.values()) <= {shortcut.act for shortcut in SHORTCUTS}
