"""Nothing pops up in the room: no window opens that nobody asked for."""

from collections.abc import Callable
from pathlib import Path

import pytest
from app_practice import enter, walk
from app_stage import Stage
from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication, QWidget

from kapdesk.app.rooms import PLACES, TABS

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


class Watch(QObject):
    """Writes down every window that is shown."""

    def __init__(self) -> None:
        super().__init__()
        self.shown: list[str] = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's own name
        if event.type() == QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow():
            self.shown.append(f"{type(watched).__name__} {watched.objectName()} {watched.windowTitle()}")
        return False


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
