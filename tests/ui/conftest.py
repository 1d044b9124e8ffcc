"""What the tests of the window share: a theme, and the one harmless sentence of the offscreen system."""

import pytest
from PySide6.QtWidgets import QApplication


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Let that one sentence pass, and no other warning."""
    for item in items:
        item.add_marker(pytest.mark.qt_log_ignore("This plugin does not support propagateSizeHints"))


@pytest.fixture
def dressed(qapp: QApplication) -> QApplication:
    """Return the program, dressed in the light theme as every test begins."""
    return qapp
