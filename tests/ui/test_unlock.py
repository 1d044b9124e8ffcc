"""The door: a passphrase, an honest refusal, a growing pause, and a clock with no name on it."""

from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from kapdesk.domain.clock import SetClock
from kapdesk.ui.unlock import Locked, Unlock

ZONE = "America/New_York"


@pytest.fixture
def door(qtbot: QtBot, dressed: QApplication) -> Unlock:
    made = Unlock("Record 1")
    qtbot.addWidget(made)
    made.resize(1024, 768)
    with qtbot.waitExposed(made):
        made.show()
    made.activateWindow()
    made.setFocus()
    return made


def test_a_passphrase_is_typed_and_entered_by_keyboard_alone(qtbot: QtBot, door: Unlock) -> None:
    assert QApplication.focusWidget() is door.passphrase.field
    qtbot.keyClicks(QApplication.focusWidget(), "quiet harbour")
    with qtbot.waitSignal(door.passphrase_entered) as entered:
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    assert entered.args == ["quiet harbour"]


def test_a_paste_is_welcome(qtbot: QtBot, door: Unlock) -> None:
    QApplication.clipboard().setText("from a password manager")
    qtbot.keyClick(door.passphrase.field, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert door.passphrase.field.text() == "from a password manager"
    QApplication.clipboard().clear()


def test_what_is_typed_is_hidden_until_asked(door: Unlock) -> None:
    assert door.passphrase.field.echoMode() == QLineEdit.EchoMode.Password
    door.passphrase.show_words.click()
    assert door.passphrase.field.echoMode() == QLineEdit.EchoMode.Normal
    door.passphrase.clear()
    assert door.passphrase.field.echoMode() == QLineEdit.EchoMode.Password


def test_caps_lock_is_noticed(qtbot: QtBot, door: Unlock) -> None:
    field = door.passphrase.field
    qtbot.keyClick(field, "a")
    assert door.passphrase.caps.isHidden()
    qtbot.keyClicks(field, "A")  # a capital without Shift
    assert not door.passphrase.caps.isHidden()
    qtbot.keyClick(field, Qt.Key.Key_CapsLock)
    assert door.passphrase.caps.isHidden()


def test_nothing_is_entered_while_nothing_is_typed(qtbot: QtBot, door: Unlock) -> None:
    with qtbot.assertNotEmitted(door.passphrase_entered):
        door.passphrase.go.click()


def test_a_refusal_stays_beside_the_field_and_keeps_what_was_typed(door: Unlock) -> None:
    door.passphrase.field.setText("wrong")
    door.passphrase.refuse("This passphrase does not open the record.")
    assert door.passphrase.error.text() == "This passphrase does not open the record."
    assert door.passphrase.field.text() == "wrong"
    assert door.passphrase.go.isEnabled()


def test_the_pause_grows_with_wrong_tries(qtbot: QtBot, door: Unlock) -> None:
    entry = door.passphrase
    pauses: list[int] = []
    for _ in range(8):
        entry.field.setText("wrong")
        entry.refuse("No.")
        pauses.append(entry._left)
        while entry._left:
            assert not entry.go.isEnabled()
            with qtbot.assertNotEmitted(entry.entered):
                qtbot.keyClick(entry.field, Qt.Key.Key_Return)
            entry._count_down()
        assert entry.go.isEnabled()
    assert pauses == sorted(pauses)
    assert pauses[:2] == [0, 0]
    assert pauses[-1] == 30


def test_a_missing_file_makes_no_pause(door: Unlock) -> None:
    for _ in range(5):
        door.passphrase.refuse("There is no record here.", counts=False)
    assert door.passphrase.go.isEnabled()


def test_opening_is_shown_and_can_be_cancelled(qtbot: QtBot, door: Unlock) -> None:
    door.passphrase.field.setText("quiet harbour")
    door.passphrase.set_busy(busy=True)
    assert not door.passphrase.go.isEnabled()
    with qtbot.waitSignal(door.cancel_asked):
        door.passphrase.cancel.click()
    door.passphrase.set_busy(busy=False)
    assert door.passphrase.go.isEnabled()
    assert door.passphrase.cancel.isHidden()


def test_the_recovery_sheet_opens_too(qtbot: QtBot, door: Unlock) -> None:
    door.switch.click()
    assert door.entry is door.recovery
    assert QApplication.focusWidget() is door.recovery.field
    qtbot.keyClicks(door.recovery.field, "7QK4-M2XD")
    with qtbot.waitSignal(door.recovery_entered) as entered:
        qtbot.keyClick(door.recovery.field, Qt.Key.Key_Return)
    assert entered.args == ["7QK4-M2XD"]
    door.switch.click()
    assert door.entry is door.passphrase


def test_every_field_has_a_name_for_a_screen_reader(door: Unlock) -> None:
    assert door.passphrase.field.accessibleName() == "Passphrase"
    assert door.passphrase.label.buddy() is door.passphrase.field
    assert door.passphrase.error.accessibleName() == ""


def test_the_lock_page_shows_time_since_each_dose_and_no_name(
    qtbot: QtBot, dressed: QApplication, clock: SetClock
) -> None:
    locked = Locked(clock, ZONE)
    qtbot.addWidget(locked)
    locked.set_doses([clock.now() - timedelta(minutes=42)])
    locked.show()
    clock.move(minutes=1)
    locked.tick()
    assert locked.time.text() == "09:01"
    assert locked.since.text() == "T+00:43"
    words = {label.text() for label in locked.findChildren(QLabel) if label.isVisibleTo(locked)}
    assert words == {"09:01", "T+00:43", "Locked. Passphrase"}


def test_the_lock_page_counts_only_while_it_is_seen(
    qtbot: QtBot, dressed: QApplication, clock: SetClock
) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    locked = Locked(clock, ZONE, parent)
    parent.show()
    assert locked._timer.isActive()
    locked.hide()
    assert not locked._timer.isActive()
    assert locked.since.isHidden()
