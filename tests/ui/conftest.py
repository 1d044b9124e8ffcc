"""What the tests of the window share: a theme, and the one harmless sentence of the offscreen system."""

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication

from kapdesk.ui import theme


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Let that one sentence pass, and no other warning."""
    for item in items:
        item.add_marker(pytest.mark.qt_log_ignore("This plugin does not support propagateSizeHints"))


@pytest.fixture
def dressed(qapp: QApplication) -> Iterator[QApplication]:
    """Give a window the light theme, and take the stylesheet off again."""
    theme.apply(qapp, theme.Theme.load("paper"))
    yield qapp
    qapp.setStyleSheet("")
