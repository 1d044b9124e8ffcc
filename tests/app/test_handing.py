"""The screen in the client's hands: answers are kept; only the therapist's keys and secret lead back."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
import shiboken6
from app_stage import WAIT, Stage
from conftest import PASSPHRASE
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QCloseEvent, QContextMenuEvent, QKeyEvent, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from kapdesk.app.handing import NO_SESSION, Handing
from kapdesk.app.house import House
from kapdesk.desk import Chart
from kapdesk.domain.clients import Client
from kapdesk.domain.sessions import SessionState
from kapdesk.services import clients, hand_over, measure_drafts, notes, pin, sessions
from kapdesk.services.hand_over import HandOver as Standing
from kapdesk.services.record import Record
from kapdesk.store.rows import SessionRow
from kapdesk.ui import theme
from kapdesk.ui.hand_over import HandOver
from kapdesk.ui.jobs import Jobs
from kapdesk.ui.shortcuts import SHORTCUTS
from kapdesk.ui.window import Window

CONTROL, SHIFT, ALT = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.AltModifier,
)
PIN = "4172"


@dataclass
class Room:
    """A window with one open chart, and the screen that goes to the client and back."""

    qtbot: QtBot
    record: Record
    window: Window
    house: House
    jobs: Jobs
    handing: Handing
    chart: Chart

    @property
    def page(self) -> HandOver:
        shown = self.handing.page
        assert shown is not None
        return shown

    @property
    def standing(self) -> Standing:
        assert self.chart.session is not None
        return hand_over.look(self.record, self.chart.session)

    @property
    def has_chart(self) -> bool:
        return self.window.desk.isVisible()

    def hand(self, tab: str = "embodiment") -> None:
        self.house.show_tab(tab)
        QTest.keyClick(self.window, Qt.Key.Key_G, CONTROL)
        assert self.page.isVisible()

    def call(self) -> None:
        QTest.keyClick(self.page, Qt.Key.Key_G, CONTROL | ALT | SHIFT)
        assert self.page.is_asking

    def enter(self, secret: str) -> None:
        entry = self.page.entry
        assert entry is not None
        entry.field.setText(secret)
        entry.entered.emit(secret)  # as after the pause that follows wrong tries
        self.qtbot.waitUntil(self.is_compared, timeout=WAIT)

    def is_compared(self) -> bool:
        return not self.jobs.is_busy()

    def said(self) -> list[str]:
        return [one.words for one in self.standing.said]


@pytest.fixture
def room(qtbot: QtBot, qapp: QApplication, record: Record, vault_folder: Path) -> Iterator[Room]:
    blank = clients.blank(record)
    clients.add(record, Client(blank.id, blank.code, "Mor", "Aster"))
    session = sessions.plan(record, blank.id).item
    assert session is not None
    sessions.move(record, session, SessionState.ARRIVED)
    window = Window(record.clock, record.zone)
    jobs = Jobs(parent=window)
    house = House(window, record, window)
    handing = Handing(window, house, vault_folder, jobs)
    window.resize(1024, 720)
    with qtbot.waitExposed(window):
        window.show()
    window.activateWindow()
    chart = Chart(blank.id, session)
    assert house.open_chart(chart)
    yield Room(qtbot, record, window, house, jobs, handing, chart)
    jobs.close()
    house.close()
    window.allow_quit()
    shiboken6.delete(window)  # at once: a window that waits is dressed again with each new one


def press_everything(room: Room) -> None:
    """Press every key of the program and what people press by chance; cover and lock are tried elsewhere."""
    window, shown = room.window, room.page
    targets = (window, shown, shown.line, shown.on)
    for shortcut in SHORTCUTS:
        for keys in shortcut.keys if shortcut.act not in {"cover", "lock"} else ():
            for target in targets:
                QTest.keyClick(target, *_combination(keys))
    others = [Qt.Key(key) for key in range(Qt.Key.Key_F1.value, Qt.Key.Key_F35.value + 1)]
    for key in [one for one in others if one != Qt.Key.Key_F12]:
        for held in (Qt.KeyboardModifier.NoModifier, ALT, SHIFT, ALT | SHIFT):
            QTest.keyClick(shown, key, held)
    for key in (Qt.Key.Key_Alt, Qt.Key.Key_Menu, Qt.Key.Key_Meta, Qt.Key.Key_Escape, Qt.Key.Key_Escape):
        QTest.keyClick(shown, key)
        QTest.keyClick(window, key)
    for letter in "SRHVG":
        QTest.keyClick(window, getattr(Qt.Key, f"Key_{letter}"), ALT)


def _combination(keys: str) -> tuple[Qt.Key, Qt.KeyboardModifier]:
    combination = QKeySequence(keys)[0]
    return combination.key(), combination.keyboardModifiers()


def test_an_answer_is_kept_at_once_as_the_clients_with_its_time(room: Room) -> None:
    room.hand()
    first = room.page.question.text()
    room.qtbot.mouseClick(room.page.buttons["not-sure"], Qt.MouseButton.LeftButton)
    (said,) = room.standing.said
    assert (said.question, said.words, said.at) == (first, "Not quite yet", room.record.now())
    assert room.page.question.text() != first
    QTest.keyClick(room.page, Qt.Key.Key_2)
    assert room.said() == ["Afternoon", "Not quite yet"]


def test_an_answer_with_a_line_stays_until_the_client_goes_on(room: Room) -> None:
    room.hand()
    room.page.on.click()
    room.page.on.click()
    room.page.buttons["a-little"].click()
    assert room.page.question.text() == "Is anything uncomfortable?"
    assert room.page.buttons["a-little"].text() == "✓  A little"
    QTest.keyClicks(room.page.line, "my neck")
    assert room.page.on.text() == "Go on"
    room.page.on.click()
    assert room.said() == ["my neck", "A little"]


def test_every_question_can_be_left_out_and_then_nothing_is_recorded(room: Room) -> None:
    room.hand()
    for _ in room.standing.chosen:
        assert room.page.on.text() == "Skip"
        room.page.on.click()
    assert room.page.question.text() == "Thank you."
    assert room.standing.said == ()
    room.page.back.click()
    assert room.page.question.text() == "Who is collecting you?"


def test_only_the_chosen_questions_are_asked_in_the_order_of_the_form(room: Room) -> None:
    assert room.chart.session is not None
    hand_over.choose(room.record, room.chart.session, ("collecting", "sit-up"))
    room.hand()
    assert room.page.question.text() == "Ready to sit up?"
    room.page.on.click()
    assert room.page.question.text() == "Who is collecting you?"


def test_nothing_of_the_chart_is_on_the_clients_page_and_no_key_press_or_closing_leads_there(
    room: Room,
) -> None:
    room.hand()
    assert room.window.windowTitle() == "kapdesk"
    seen = [one for one in room.window.findChildren(QPushButton) if one.isVisible()]
    assert seen
    assert all(room.page.isAncestorOf(one) for one in seen)
    look = theme.look().theme.name, theme.look().scale
    press_everything(room)
    assert not room.has_chart
    assert not room.window.menuBar().isVisible()
    assert (theme.look().theme.name, theme.look().scale) == look
    for target in (room.window, room.page, room.page.line):
        at = target.rect().center()
        menu = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, at, target.mapToGlobal(at))
        QApplication.sendEvent(target, menu)
        room.qtbot.mouseClick(target, Qt.MouseButton.RightButton)
        room.qtbot.mouseClick(target, Qt.MouseButton.MiddleButton)
    assert QApplication.activePopupWidget() is None
    asked: list[bool] = []
    room.window.quit_asked.connect(lambda: asked.append(True))
    closing = QCloseEvent()
    QApplication.sendEvent(room.window, closing)
    assert not closing.isAccepted()
    assert asked == []
    assert room.page.is_asking
    QTest.keyClick(room.page, Qt.Key.Key_Escape)
    assert not room.page.is_asking
    assert not room.has_chart


def test_tab_goes_round_on_the_clients_page_alone(room: Room) -> None:
    room.hand()
    for key in [Qt.Key.Key_Tab] * 12 + [Qt.Key.Key_Backtab] * 12:
        at = QApplication.focusWidget()
        assert at is not None
        assert at is room.page or room.page.isAncestorOf(at)
        QTest.keyClick(at, key)


def test_what_stands_in_the_clipboard_does_not_come_into_the_line(room: Room) -> None:
    QApplication.clipboard().setText("words of another chart")
    room.hand()
    for _ in range(7):
        room.page.on.click()
    QTest.keyClick(room.page.line, Qt.Key.Key_V, CONTROL)
    QTest.keyClick(room.page.line, Qt.Key.Key_Insert, SHIFT)
    assert room.page.line.text() == ""
    QApplication.clipboard().clear()


def test_the_passphrase_brings_the_therapist_back_where_no_pin_was_set(room: Room) -> None:
    room.hand("debrief")
    room.call()
    room.enter("not the passphrase at all")
    assert not room.has_chart
    assert room.page.entry is not None
    assert "4 more tries" in room.page.entry.error.text()
    room.enter(PASSPHRASE)
    assert room.has_chart
    assert room.house.tabs["debrief"].isVisible()
    assert room.handing.page is None
    QTest.keyClick(room.window, Qt.Key.Key_4, CONTROL)
    assert room.house.tabs["embodiment"].isVisible()


def test_five_wrong_tries_lock_even_with_going_away_in_between(room: Room) -> None:
    pin.set_pin(room.record, PIN)
    asked: list[bool] = []
    room.window.lock_asked.connect(lambda: asked.append(True))
    room.hand()
    for tries in range(5):
        assert asked == []
        room.call()
        room.enter("9999")
        if tries < 4:
            QTest.keyClick(room.page, Qt.Key.Key_Escape)
    assert asked == [True]
    assert not room.has_chart


def test_a_pin_brings_back_and_the_tries_begin_anew(room: Room) -> None:
    pin.set_pin(room.record, PIN)
    room.hand()
    room.call()
    room.enter("9999")
    room.enter(PIN)
    assert room.has_chart
    room.hand()
    room.call()
    room.enter("9999")
    assert room.page.entry is not None
    assert "4 more tries" in room.page.entry.error.text()


def test_the_cover_over_the_clients_page_lifts_to_the_clients_page(room: Room) -> None:
    room.window.return_asked.connect(room.window.uncover)
    room.hand()
    QTest.keyClick(room.page, Qt.Key.Key_F12)
    assert room.window.covers.are_laid
    room.window.return_asked.emit()
    assert not room.window.covers.are_laid
    assert room.page.isVisible()
    press_everything(room)
    assert not room.has_chart


def test_closing_the_window_under_the_cover_locks(room: Room) -> None:
    asked: list[bool] = []
    room.window.lock_asked.connect(lambda: asked.append(True))
    room.hand()
    room.window.cover()
    closing = QCloseEvent()
    QApplication.sendEvent(room.window, closing)
    assert (asked, closing.isAccepted()) == ([True], False)
    room.window.uncover()


def test_a_dialog_that_opens_by_itself_waits_until_the_therapist_is_back(room: Room) -> None:
    pin.set_pin(room.record, PIN)
    room.hand()
    dialog = QDialog(room.window)
    dialog.open()
    QApplication.processEvents()
    assert not dialog.isVisible()
    room.call()
    room.enter(PIN)
    assert room.has_chart
    assert dialog.isVisible()
    dialog.close()


def test_without_a_session_in_front_the_screen_is_not_handed(room: Room) -> None:
    room.house.show_place("today")
    QTest.keyClick(room.window, Qt.Key.Key_G, CONTROL)
    assert room.handing.page is None
    assert NO_SESSION in [label.text() for label in room.window.desk.notices.findChildren(QLabel)]


def test_a_signed_session_is_not_handed(room: Room) -> None:
    with room.record.write() as db:
        row = db.get_one(SessionRow, room.chart.session)
        row.ended_at = row.signed_at = room.record.now()
    room.house.show_tab("embodiment")
    QTest.keyClick(room.window, Qt.Key.Key_G, CONTROL)
    assert room.handing.page is None
    assert room.has_chart


def test_one_press_held_down_answers_one_question(room: Room) -> None:
    room.hand()
    button = room.page.buttons["yes"]
    button.setFocus()
    for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
        held = QKeyEvent(kind, Qt.Key.Key_Space, Qt.KeyboardModifier.NoModifier, " ", True)
        QApplication.sendEvent(button, held)
    assert room.standing.said == ()
    QTest.keyClick(button, Qt.Key.Key_Space)
    assert len(room.standing.said) == 1


@pytest.mark.parametrize("scale", [100, 150])
def test_answers_are_at_least_88_px_high_and_everything_is_in_sight(room: Room, scale: int) -> None:
    theme.change("night", scale)
    room.window.resize(*((1024, 720) if scale == 100 else (1280, 800)))
    room.hand()
    for _ in room.standing.chosen:
        QApplication.processEvents()
        shown = room.page
        assert all(button.height() >= 88 * scale / 100 for button in shown.buttons.values())
        for part in (shown.question, *shown.buttons.values(), shown.on):
            corner = part.mapTo(shown, part.rect().bottomRight())
            assert shown.rect().contains(corner), (shown.question.text(), part)
        shown.on.click()


def test_a_lock_in_the_middle_of_a_line_keeps_it_and_ends_in_the_ordinary_window(stage: Stage) -> None:
    chart = stage.client_here()
    stage.go(chart, "embodiment")
    assert chart.session is not None
    watching = stage.program.door.open
    assert watching is not None
    QTest.keyClick(stage.program.window, Qt.Key.Key_G, CONTROL)
    page = watching.handing.page
    assert page is not None
    page.buttons["yes"].click()
    for _ in range(6):
        page.on.click()
    assert page.question.text() == "Who is collecting you?"
    QTest.keyClicks(page.line, "My sist")
    QTest.keyClick(page.line, Qt.Key.Key_L, CONTROL)
    stage.qtbot.waitUntil(lambda: not stage.is_open(), timeout=WAIT)
    stage.unlock()
    record, window = stage.house.desk.record, stage.program.window
    assert window.desk.isVisible()
    assert window.menus.action("tab:dosing").isEnabled()
    it = hand_over.look(record, chart.session)
    assert [one.words for one in it.said] == ["Yes"]
    assert [(one.question, one.words) for one in it.unsent] == [("Who is collecting you?", "My sist")]
    QTest.keyClick(window, Qt.Key.Key_G, CONTROL)
    again = stage.program.door.open
    assert again is not None
    page = again.handing.page
    assert page is not None
    for _ in range(7):
        page.on.click()
    assert page.line.text() == "My sist"
    QTest.keyClicks(page.line, "er")
    QTest.keyClick(page.line, Qt.Key.Key_Return)
    it = hand_over.look(record, chart.session)
    assert ([one.words for one in it.said], it.unsent) == (["My sister", "Yes"], ())
    assert notes.text(record, chart.owner, hand_over.draft_of("collecting")) == ""
    again._idle.slept.emit()
    stage.qtbot.waitUntil(lambda: not stage.is_open(), timeout=WAIT)
    stage.unlock()
    assert window.desk.isVisible()


def test_a_questionnaire_is_asked_one_item_at_a_time_and_shows_no_score(room: Room) -> None:
    room.house.show_tab("measures")
    tab = room.house.front()
    assert tab is not None
    tab.set_caret("phq9", 0)
    QTest.keyClick(room.window, Qt.Key.Key_G, CONTROL)
    assert room.page.question.text() == "Little interest or pleasure in doing things"
    assert "Over the last 2 weeks" in room.page.hint.text()
    for _ in range(8):
        QTest.mouseClick(room.page.buttons["0"], Qt.MouseButton.LeftButton)
    assert "better off dead" in room.page.question.text()
    QTest.mouseClick(room.page.buttons["2"], Qt.MouseButton.LeftButton)
    seen = " ".join(label.text() for label in room.page.findChildren(QLabel) if label.isVisible())
    assert not any(word in seen for word in ("PHQ", "points", "minimal", "item 9"))
    draft = measure_drafts.draft(room.record, room.chart.client, "phq9")
    assert [draft.answers[f"phq{number}"] for number in range(1, 10)] == [*[0] * 8, 2]
    room.call()
    room.enter(PASSPHRASE)
    room.qtbot.waitUntil(lambda: room.handing.page is None, timeout=WAIT)
    assert room.has_chart


def test_a_client_goes_on_where_the_questionnaire_was_left(room: Room) -> None:
    given = measure_drafts.Draft("gad7", 1, {"gad1": 3, "gad2": 0})
    measure_drafts.keep(room.record, room.chart.client, given)
    room.house.show_tab("measures")
    QTest.keyClick(room.window, Qt.Key.Key_G, CONTROL)
    assert room.page.question.text() == "Worrying too much about different things"
    assert not any(button.isChecked() for button in room.page.buttons.values())
