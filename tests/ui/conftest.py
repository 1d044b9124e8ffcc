"""The offscreen window system says at each sized window that it has no size hints; that is not a fault of ours."""

import pytest


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Let that one sentence pass, and no other warning."""
    for item in items:
        item.add_marker(pytest.mark.qt_log_ignore("This plugin does not support propagateSizeHints"))
