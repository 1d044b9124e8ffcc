"""Nobody at the desk is noticed, typing counts, and sleep of the machine is not missed."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDialog, QLineEdit, QVBoxLayout
from pytestqt.qtbot import QtBot

from kapdesk.domain.clock import SetClock
from kapdesk.domain.clock_jumps import JumpKind
from kapdesk.ui.idle import Idle


@pytest.fixture
def idle(qapp: QApplication, clock: SetClock) -> Iterator[Idle]:
    made = Idle(qapp, clock, minutes=2)
    made.start()
    yield made
    made.stop()
    made.deleteLater()


def pass_time(idle: Idle, clock: SetClock, seconds: int) -> None:
    """Let the clock go on with a look every ten seconds, as the timer would."""
    for _ in range(seconds // 10):
        clock.move(minutes=1 / 6)
        idle.look()


def test_a_warning_comes_twenty_seconds_before(qtbot: QtBot, idle: Idle, clock: SetClock) -> None:
    with qtbot.assertNotEmitted(idle.warned):
        pass_time(idle, clock, 90)
    with qtbot.waitSignal(idle.warned) as told, qtbot.assertNotEmitted(idle.idle):
        pass_time(idle, clock, 10)
    assert told.args == [20]


def test_after_the_minutes_it_is_said_once(qtbot: QtBot, idle: Idle, clock: SetClock) -> None:
    said: list[bool] = []
    idle.idle.connect(lambda: said.append(True))
    pass_time(idle, clock, 130)
    assert said == [True]


def test_typing_counts_as_being_there(qtbot: QtBot, idle: Idle, clock: SetClock) -> None:
    field = QLineEdit()
    qtbot.addWidget(field)
    field.show()
    with qtbot.assertNotEmitted(idle.idle):
        for _ in range(30):
            pass_time(idle, clock, 60)
            qtbot.keyClick(field, Qt.Key.Key_A)
    assert field.text() == "a" * 30


def test_any_key_after_the_warning_takes_it_back(qtbot: QtBot, idle: Idle, clock: SetClock) -> None:
    field = QLineEdit()
    qtbot.addWidget(field)
    field.show()
    pass_time(idle, clock, 100)
    with qtbot.waitSignal(idle.resumed):
        qtbot.keyClick(field, Qt.Key.Key_Shift)
    with qtbot.assertNotEmitted(idle.idle):
        pass_time(idle, clock, 90)


def test_keys_in_a_modal_dialog_count_too(qtbot: QtBot, idle: Idle, clock: SetClock) -> None:
    dialog = QDialog()
    qtbot.addWidget(dialog)
    field = QLineEdit(dialog)
    QVBoxLayout(dialog).addWidget(field)
    dialog.setModal(True)
    dialog.show()
    pass_time(idle, clock, 80)
    qtbot.keyClick(field, Qt.Key.Key_A)
    with qtbot.assertNotEmitted(idle.idle):
        pass_time(idle, clock, 90)


def test_the_cover_key_works_over_a_dialog(qtbot: QtBot, idle: Idle) -> None:
    idle.catch_over_dialogs({int(Qt.Key.Key_F12): "F12"})
    dialog = QDialog()
    qtbot.addWidget(dialog)
    dialog.setModal(True)
    with qtbot.waitExposed(dialog):
        dialog.show()
    with qtbot.waitSignal(idle.pressed_over_dialog) as caught:
        qtbot.keyClick(dialog, Qt.Key.Key_F12)
    assert caught.args == ["F12"]


def test_sleep_of_the_machine_is_noticed(qtbot: QtBot, idle: Idle, clock: SetClock) -> None:
    idle.look()
    clock.at += timedelta(hours=2)  # the wall clock went on, the steady one stood still
    with qtbot.waitSignal(idle.slept):
        idle.look()


def test_the_key_that_wakes_the_machine_finds_the_sleep_before_the_timer_does(
    qtbot: QtBot, idle: Idle, clock: SetClock
) -> None:
    field = QLineEdit()
    qtbot.addWidget(field)
    field.show()
    idle.look()
    clock.at += timedelta(hours=2)
    with qtbot.waitSignal(idle.slept):
        qtbot.keyClick(field, Qt.Key.Key_A)
    assert field.text() == "a"


def test_a_stopped_watch_says_nothing(qtbot: QtBot, idle: Idle) -> None:
    idle.stop()
    assert not idle.is_running


@pytest.mark.parametrize(("asked", "seconds"), [(0, 60), (1, 60), (60, 3600), (500, 3600)])
def test_the_minutes_stay_between_one_and_sixty(idle: Idle, asked: int, seconds: int) -> None:
    idle.set_minutes(asked)
    assert idle._limit == seconds


@pytest.fixture
def knowing(qapp: QApplication, clock: SetClock) -> Iterator[Idle]:
    """A watch on a machine that knows how long it slept."""
    clock.slept = 0
    made = Idle(qapp, clock, minutes=2)
    made.start()
    made.look()
    yield made
    made.stop()
    made.deleteLater()


@pytest.mark.parametrize("hours", [-1, 1])
def test_a_clock_that_was_moved_is_told_and_locks_nothing(
    qtbot: QtBot, knowing: Idle, clock: SetClock, hours: int
) -> None:
    was = clock.now()
    clock.at += timedelta(hours=hours)
    with qtbot.assertNotEmitted(knowing.slept), qtbot.waitSignal(knowing.jumped) as told:
        knowing.look()
    assert told.args is not None
    (jump,) = told.args
    assert (jump.kind, jump.expected_at, jump.by) == (JumpKind.CLOCK, was, timedelta(hours=hours))
    with qtbot.assertNotEmitted(knowing.jumped):
        pass_time(knowing, clock, 30)


def test_sleep_is_told_as_sleep_before_it_locks(qtbot: QtBot, knowing: Idle, clock: SetClock) -> None:
    said: list[str] = []
    knowing.jumped.connect(lambda jump: said.append(jump.kind))
    knowing.slept.connect(lambda: said.append("locks"))
    clock.sleep(minutes=40)
    knowing.look()
    assert said == [JumpKind.SLEEP, "locks"]


def test_what_may_have_been_sleep_locks_and_a_clock_that_went_back_does_not(
    qtbot: QtBot, idle: Idle, clock: SetClock
) -> None:
    idle.look()
    clock.at -= timedelta(hours=2)
    with qtbot.assertNotEmitted(idle.slept), qtbot.waitSignal(idle.jumped):
        idle.look()


def test_a_change_to_winter_time_is_no_jump(qtbot: QtBot, knowing: Idle, clock: SetClock) -> None:
    clock.at = clock.at.replace(month=11, day=1, hour=5, minute=59, second=50)
    knowing.stop()
    knowing.start()
    knowing.look()
    with qtbot.assertNotEmitted(knowing.jumped):
        pass_time(knowing, clock, 60)
