"""The practice room, built once and copied for each walk through it; and the walk by keys."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

from app_stage import WAIT, Stage
from conftest import MORNING
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from kapdesk.app.rooms import TABS
from kapdesk.domain.clock import SetClock
from kapdesk.services import rehearsal

ALT, CTRL = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ControlModifier
PLACE_KEYS = {"today": 1, "clients": 3, "week": 4, "search": 5, "practice": 6}
CLIENT = "K-0142"
_built: list[Path] = []


def practice_folder(tmp_path: Path) -> Path:
    """Return a copy of the practice room; it is built when first asked for."""
    if not _built:
        folder = tmp_path / "practice-template"
        rehearsal.enter(folder, clock=SetClock(MORNING)).close()
        kept = tmp_path.parent / "practice-template"
        shutil.copytree(folder, kept)
        _built.append(kept)
    folder = tmp_path / "practice"
    shutil.copytree(_built[0], folder)
    return folder


def enter(start: Callable[..., Stage], tmp_path: Path, theme: str = "ember") -> Stage:
    """Start on the practice room and unlock it."""
    stage = start(practice_folder(tmp_path), theme=theme)
    stage.unlock(rehearsal.PASSPHRASE)
    return stage


def key(stage: Stage, pressed: Qt.Key, held: Qt.KeyboardModifier) -> None:
    """Press a key of the window and let everything settle."""
    QTest.keyClick(QApplication.focusWidget() or stage.program.window, pressed, held)
    QApplication.processEvents()


def walk(stage: Stage) -> Iterator[tuple[str, QWidget]]:
    """Go to every place and every tab of one chart by keys alone."""
    for name, number in PLACE_KEYS.items():
        key(stage, Qt.Key(Qt.Key.Key_0 + number), ALT)
        yield name, stage.house.places[name]
    open_chart(stage)
    for number, name in enumerate(TABS, 1):
        key(stage, Qt.Key(Qt.Key.Key_0 + number), CTRL)
        yield name, stage.house.tabs[name]


def open_chart(stage: Stage) -> None:
    """Find one client by number and open the chart with Enter."""
    key(stage, Qt.Key.Key_K, CTRL)
    box = QApplication.focusWidget()
    assert box is not None
    QTest.keyClicks(box, CLIENT)
    QTest.keyClick(box, Qt.Key.Key_Return)
    stage.qtbot.waitUntil(lambda: stage.house.chart is not None, timeout=WAIT)
