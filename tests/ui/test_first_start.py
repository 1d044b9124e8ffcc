"""The first start: by keyboard from nothing to a record, left and resumed, the passphrase kept by nobody."""

from collections.abc import Sequence
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QSettings, Qt
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from kapdesk.domain.clock import SetClock
from kapdesk.ui import theme
from kapdesk.ui.first_start import Answers, FirstStart
from kapdesk.ui.first_steps import chooser

CODE = "7QK4-M2XD-9HPT-RW6C-3VBN-8JFY"
PHRASE = "quiet harbour lantern field"
ZONES = ["America/New_York", "America/Vancouver", "Europe/London"]


def strength(passphrase: str, words: Sequence[str]) -> tuple[int, str]:
    """Count words; one of the clinic's own makes it weak."""
    own = any(word.lower() in passphrase.lower() for word in words)
    return (0 if own else min(4, len(passphrase.split()))), "own" if own else "counted"


@pytest.fixture
def start(qtbot: QtBot, dressed: QApplication, clock: SetClock) -> FirstStart:
    made = FirstStart(strength, ZONES, "America/New_York", clock)
    qtbot.addWidget(made)
    made.resize(1280, 800)
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    return made


def type_in(qtbot: QtBot, words: str) -> None:
    qtbot.keyClicks(QApplication.focusWidget(), words)


def press(qtbot: QtBot, key: Qt.Key) -> None:
    qtbot.keyClick(QApplication.focusWidget(), key)


def to_passphrase(qtbot: QtBot, start: FirstStart) -> None:
    start.welcome.ways["record"].click()
    type_in(qtbot, "Hollow Oak Clinic")
    press(qtbot, Qt.Key.Key_Return)
    type_in(qtbot, "J. Adler")
    press(qtbot, Qt.Key.Key_Tab)
    type_in(qtbot, "LMFT")
    press(qtbot, Qt.Key.Key_Return)


def make(qtbot: QtBot, start: FirstStart) -> None:
    to_passphrase(qtbot, start)
    type_in(qtbot, PHRASE)
    press(qtbot, Qt.Key.Key_Tab)
    type_in(qtbot, PHRASE)
    with qtbot.waitSignal(start.create_asked):
        press(qtbot, Qt.Key.Key_Return)
    start.show_recovery(CODE)


def answer_back(start: FirstStart) -> None:
    start.recovery.kept.click()
    for number, field in start.recovery.asked.items():
        field.setText(CODE.split("-")[number].lower())


def test_a_record_is_made_by_keyboard_alone(qtbot: QtBot, start: FirstStart) -> None:
    press(qtbot, Qt.Key.Key_Space)  # Make a record
    type_in(qtbot, "Hollow Oak Clinic")
    press(qtbot, Qt.Key.Key_Return)
    type_in(qtbot, "J. Adler")
    press(qtbot, Qt.Key.Key_Return)
    type_in(qtbot, PHRASE)
    press(qtbot, Qt.Key.Key_Tab)
    type_in(qtbot, PHRASE)
    with qtbot.waitSignal(start.create_asked) as asked:
        press(qtbot, Qt.Key.Key_Return)
    assert asked.args is not None
    assert asked.args[0].passphrase == PHRASE
    start.show_recovery(CODE)
    answer_back(start)
    press(qtbot, Qt.Key.Key_Return)
    type_in(qtbot, "/media/backup")
    press(qtbot, Qt.Key.Key_Return)
    press(qtbot, Qt.Key.Key_Tab)  # from the zone to its confirmation
    press(qtbot, Qt.Key.Key_Space)
    start.forward.setFocus()
    press(qtbot, Qt.Key.Key_Space)
    start.forward.setFocus()
    press(qtbot, Qt.Key.Key_Space)
    with qtbot.waitSignal(start.finished) as done:
        press(qtbot, Qt.Key.Key_Space)
    assert done.args == [
        Answers(
            "Hollow Oak Clinic", "J. Adler", "", PHRASE, "/media/backup", "America/New_York", "paper", 100
        )
    ]


def test_practice_and_restore_are_other_ways(qtbot: QtBot, start: FirstStart) -> None:
    with qtbot.waitSignal(start.practice_asked):
        start.welcome.ways["practice"].click()
    with qtbot.waitSignal(start.restore_asked):
        start.welcome.ways["restore"].click()
    assert start.at == 0


def test_a_clinic_without_a_name_does_not_go_on(qtbot: QtBot, start: FirstStart) -> None:
    start.welcome.ways["record"].click()
    type_in(qtbot, "   ")
    press(qtbot, Qt.Key.Key_Return)
    assert start.at == 1
    assert not start.forward.isEnabled()


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (PHRASE, PHRASE[:-1]),
        ("short", "short"),
        ("hollow oak clinic forever", "hollow oak clinic forever"),
        ("", ""),
    ],
)
def test_a_weak_or_mistyped_passphrase_does_not_go_on(
    qtbot: QtBot, start: FirstStart, first: str, second: str
) -> None:
    to_passphrase(qtbot, start)
    start.passphrase.know_words(["hollow oak clinic"])
    start.passphrase.first.setText(first)
    start.passphrase.second.setText(second)
    assert not start.forward.isEnabled()
    with qtbot.assertNotEmitted(start.create_asked):
        press(qtbot, Qt.Key.Key_Return)


def test_two_groups_are_asked_back_and_a_wrong_one_holds(qtbot: QtBot, start: FirstStart) -> None:
    make(qtbot, start)
    with qtbot.waitSignal(start.print_asked):
        start.recovery.print_button.click()
    start.recovery.kept.click()
    assert start.recovery.code.isHidden()
    assert len(start.recovery.asked) == 2
    for field in start.recovery.asked.values():
        field.setText("XXXX")
    assert not start.forward.isEnabled()
    assert not start.recovery.wrong.isHidden()
    start.recovery.back.click()
    assert not start.recovery.code.isHidden()
    answer_back(start)
    assert start.forward.isEnabled()


def test_after_its_step_the_code_is_gone(qtbot: QtBot, start: FirstStart) -> None:
    make(qtbot, start)
    answer_back(start)
    start.forward.click()
    assert start.at == 5
    assert not start.recovery.has_code
    words = " ".join(label.text() for label in start.findChildren(QLabel))
    assert not any(group in words for group in CODE.split("-"))


def test_a_record_that_could_not_be_made_says_so(qtbot: QtBot, start: FirstStart) -> None:
    to_passphrase(qtbot, start)
    start.refuse("The disk is full. Nothing was made. Free some space and continue.")
    assert start.error.isVisible()
    assert start.at == 3


def test_the_time_has_to_be_confirmed_again_after_another_zone(qtbot: QtBot, start: FirstStart) -> None:
    start.go(6)
    assert start.zone.now.text() == "22-Nov-2026 09:00"
    assert not start.forward.isEnabled()
    start.zone.right.click()
    assert start.forward.isEnabled()
    start.zone.zone.setCurrentText("Europe/London")
    assert start.zone.now.text() == "22-Nov-2026 14:00"
    assert not start.forward.isEnabled()


def test_a_backup_folder_can_wait(start: FirstStart) -> None:
    start.go(5)
    assert not start.forward.isEnabled()
    start.backup.later.click()
    assert start.forward.isEnabled()


def test_the_chooser_is_kapdesks_own_and_remembers_nothing(
    qtbot: QtBot, start: FirstStart, tmp_path: Path
) -> None:
    QSettings.setPath(QSettings.Format.NativeFormat, QSettings.Scope.UserScope, str(tmp_path))
    dialog = chooser(start)
    assert dialog.testOption(QFileDialog.Option.DontUseNativeDialog)
    assert dialog.sidebarUrls() == []
    dialog.setDirectory(str(tmp_path))
    dialog.show()
    gone: list[bool] = []
    dialog.destroyed.connect(lambda: gone.append(True))
    dialog.close()
    qtbot.waitUntil(lambda: bool(gone))
    left = QSettings(QSettings.Scope.UserScope, "QtProject")
    assert [key for key in left.allKeys() if key.startswith("FileDialog")] == []


def test_it_is_left_and_resumed_without_the_passphrase(
    qtbot: QtBot, start: FirstStart, clock: SetClock, dressed: QApplication
) -> None:
    to_passphrase(qtbot, start)
    type_in(qtbot, PHRASE)
    with qtbot.waitSignal(start.left):
        start.leave.click()
    kept = start.state()
    assert PHRASE not in str(kept)
    again = FirstStart(strength, ZONES, "America/New_York", clock)
    qtbot.addWidget(again)
    again.restore_state(kept)
    assert again.at == 3
    assert again.answers().clinic == "Hollow Oak Clinic"
    assert again.answers().passphrase == ""


def test_resumed_after_the_record_was_made_it_does_not_make_another(
    qtbot: QtBot, start: FirstStart, clock: SetClock
) -> None:
    make(qtbot, start)
    answer_back(start)
    start.forward.click()
    again = FirstStart(strength, ZONES, "Europe/London", clock)
    qtbot.addWidget(again)
    again.restore_state(start.state())
    assert again.at == 5
    assert again.back.isHidden()


@pytest.mark.parametrize(
    "state", [{}, {"at": "99"}, {"at": "-1", "zone": "Mars/Base"}, {"at": "x", "created": "True"}]
)
def test_a_damaged_state_begins_where_it_makes_sense(start: FirstStart, state: dict[str, str]) -> None:
    start.restore_state(state)
    assert 0 <= start.at <= 3
    assert start.answers().zone in ZONES


def test_the_passphrase_is_not_in_a_printout_of_the_answers(qtbot: QtBot, start: FirstStart) -> None:
    to_passphrase(qtbot, start)
    start.passphrase.first.setText(PHRASE)
    assert start.answers().passphrase == PHRASE
    assert PHRASE not in repr(start.answers())


def test_the_look_is_seen_at_once(qtbot: QtBot, start: FirstStart, dressed: QApplication) -> None:
    start.go(7)
    with qtbot.waitSignal(start.looked) as looked:
        start.room.themes["ember"].click()
    assert looked.args == ["ember", 100]
    assert theme.look().theme.name == "ember"


@pytest.mark.parametrize(("width", "height", "scale"), [(1280, 800, 100), (1280, 800, 150), (1024, 768, 100)])
def test_no_step_is_clipped(
    start: FirstStart, dressed: QApplication, qtbot: QtBot, width: int, height: int, scale: int
) -> None:
    theme.apply(dressed, theme.Theme.load("ember"), scale)
    start.resize(width, height)
    for place in range(len(start.steps)):
        start.go(place)
        QApplication.processEvents()
        assert start.width() == width
        for label in start.findChildren(QLabel):
            if label.isVisible() and label.text().strip():
                assert label.heightForWidth(label.width()) <= label.height() + 1, label.text()
        for button in start.findChildren(QPushButton):
            if button.isVisible():
                assert button.fontMetrics().horizontalAdvance(button.text()) < button.width(), button.text()
                assert button.mapTo(start, QPoint(button.width(), 0)).x() <= width
