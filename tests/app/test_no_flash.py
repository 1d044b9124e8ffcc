"""Nothing flashes in the room: no window that nobody asked for, no bright frame in the dim looks."""

from collections.abc import Callable
from pathlib import Path

import pytest
from app_practice import CTRL, enter, key, practice_folder, walk
from app_stage import WAIT, Stage
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication, QWidget

from kapdesk.app.rooms import PLACES, TABS
from kapdesk.desk import Go
from kapdesk.services import rehearsal
from kapdesk.tabs.documents.tab import DocumentsTab

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")

BRIGHT, MOST = 127, 0.2  # grey over which a point is bright, and the share of a frame that may be


class Watch(QObject):
    """Writes down every window that is shown."""

    def __init__(self) -> None:
        super().__init__()
        self.shown: list[str] = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's own name
        if event.type() == QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow():
            self.shown.append(f"{type(watched).__name__} {watched.objectName()} {watched.windowTitle()}")
        return False


def bright(window: QWidget) -> float:
    """Return which share of a frame is bright."""
    frame = window.grab().toImage().scaled(200, 125).convertToFormat(QImage.Format.Format_Grayscale8)
    points = [bytes(frame.constScanLine(line))[: frame.width()] for line in range(frame.height())]
    return sum(point > BRIGHT for line in points for point in line) / (frame.width() * frame.height())


def test_no_window_opens_by_itself_on_the_way_through_every_screen(
    start: Callable[..., Stage], tmp_path: Path, qapp: QApplication
) -> None:
    stage = enter(start, tmp_path)
    watch = Watch()
    qapp.installEventFilter(watch)
    try:
        seen = [name for name, _screen in walk(stage)]
        for _name, _screen in walk(stage):  # and once more, with everything built
            pass
    finally:
        qapp.removeEventFilter(watch)
    assert seen == [*PLACES, *TABS]
    assert watch.shown == []
    assert QApplication.activeModalWidget() is None


@pytest.mark.parametrize("theme", ["ember", "night"])
def test_no_frame_is_bright_in_the_dim_looks(start: Callable[..., Stage], tmp_path: Path, theme: str) -> None:
    stage = start(practice_folder(tmp_path), theme=theme)
    window = stage.program.window
    frames = {"unlock": bright(window)}
    stage.unlock(rehearsal.PASSPHRASE)
    frames |= {name: bright(screen.window()) for name, screen in walk(stage)}
    stage.house.desk.go(stage_page(stage))
    tab = stage.house.tabs["documents"]
    assert isinstance(tab, DocumentsTab)
    stage.qtbot.waitUntil(tab.shown.preview.print_button.isEnabled, timeout=WAIT)
    frames["preview"] = bright(window)
    key(stage, Qt.Key.Key_F12, Qt.KeyboardModifier.NoModifier)
    frames["cover"] = bright(window)
    key(stage, Qt.Key.Key_L, CTRL)
    stage.program.window.lock_asked.emit()
    stage.qtbot.waitUntil(lambda: not stage.is_open(), timeout=WAIT)
    frames["locked"] = bright(window)
    assert {name: share for name, share in frames.items() if share > MOST} == {}


def test_the_measure_sees_a_bright_frame(start: Callable[..., Stage]) -> None:
    assert bright(start(theme="paper").program.window) > MOST


def stage_page(stage: Stage) -> Go:
    """Return the wish to look at the session summary of the open chart."""
    return Go(chart=stage.house.chart, tab="documents", field="summary")
