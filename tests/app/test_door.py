"""Unlock, lock and come back: nothing is asked and nothing is lost."""

from collections.abc import Callable

import pytest
from app_stage import WAIT, Stage
from conftest import PASSPHRASE
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog

from kapdesk.domain.audit import Action
from kapdesk.services import audit, notes
from kapdesk.ui.unlock import Locked

WORDS = "It was the hallway from the old flat"


def locked(stage: Stage) -> Locked:
    """Wait for the locked page and return it."""
    stage.qtbot.waitUntil(lambda: not stage.is_open(), timeout=WAIT)
    page = stage.program.window.findChild(Locked)
    assert page is not None
    return page


def write(stage: Stage) -> None:
    chart = stage.client_here()
    stage.go(chart, "debrief", "debrief.words")
    note = stage.house.tabs["debrief"].notes["debrief.words"]
    note.setFocus()
    QTest.keyClicks(note, WORDS)


def test_a_wrong_passphrase_opens_nothing_and_the_words_stay(start: Callable[..., Stage]) -> None:
    stage = start()
    stage.say("not the passphrase")
    entry = stage.program.door.entry()
    assert entry is not None
    stage.qtbot.waitUntil(lambda: bool(entry.error.text()), timeout=WAIT)
    assert not stage.is_open()
    assert entry.field.text() == "not the passphrase"


def test_wrong_tries_stand_in_the_trail_once_somebody_is_in(start: Callable[..., Stage]) -> None:
    stage = start()
    stage.say("not the passphrase")
    entry = stage.program.door.entry()
    assert entry is not None
    stage.qtbot.waitUntil(lambda: bool(entry.error.text()), timeout=WAIT)
    entry.field.clear()
    stage.unlock()
    (line,) = audit.lines(stage.house.desk.record, action=Action.UNLOCK_FAILED.value)
    assert (line.count, line.of_kind[:5]) == (1, "last ")


def test_the_lock_key_in_the_middle_of_a_word_writes_it_and_asks_nothing(stage: Stage) -> None:
    write(stage)
    record_owner = stage.house.chart
    assert record_owner is not None
    QTest.keyClick(stage.program.window, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    locked(stage)
    assert not [w for w in QApplication.topLevelWidgets() if isinstance(w, QDialog) and w.isVisible()]
    stage.unlock()
    text = notes.text(stage.house.desk.record, record_owner.owner, "debrief.words")
    assert text == WORDS


def test_unlocking_leads_back_to_the_same_tab_text_and_caret(stage: Stage) -> None:
    write(stage)
    note = stage.house.tabs["debrief"].notes["debrief.words"]
    note.set_caret(11)
    QTest.keyClick(stage.program.window, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    locked(stage)
    stage.unlock()
    back = stage.house.tabs["debrief"].notes["debrief.words"]
    stage.qtbot.waitUntil(back.hasFocus, timeout=WAIT)
    assert (back.text(), back.caret()) == (WORDS, 11)


def test_the_locked_page_shows_no_word_of_the_client(stage: Stage) -> None:
    write(stage)
    QTest.keyClick(stage.program.window, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    page = locked(stage)
    shown = [page.time.text(), page.since.text(), page.entry.label.text(), stage.program.window.windowTitle()]
    assert not any("Mor" in text or "Aster" in text or "hallway" in text for text in shown)


@pytest.mark.parametrize("minutes", [6, 600])
def test_nobody_at_the_desk_or_a_machine_that_slept_locks_the_record(stage: Stage, minutes: int) -> None:
    write(stage)
    QTest.keyClick(stage.program.window, Qt.Key.Key_S)
    stage.clock.move(minutes=minutes)
    locked(stage)
    stage.unlock(PASSPHRASE)
    chart = stage.house.chart
    assert chart is not None
    assert notes.text(stage.house.desk.record, chart.owner, "debrief.words").startswith(WORDS)


def test_a_refused_disk_at_the_lock_seals_the_words_and_unlocking_writes_them(stage: Stage) -> None:
    write(stage)
    chart = stage.house.chart
    assert chart is not None
    path = stage.house.desk.record.store.path
    with stage.refused_disk():
        QTest.keyClick(stage.program.window, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
        locked(stage)
    assert list((path.parent / "drafts").glob("*.sealed")) != []
    stage.unlock()
    assert notes.text(stage.house.desk.record, chart.owner, "debrief.words") == WORDS
    assert list((path.parent / "drafts").glob("*.sealed")) == []
