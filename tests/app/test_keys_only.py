"""Without a mouse: every place and tab is reached, Tab goes round in each, and every control has a name."""

from collections.abc import Callable
from pathlib import Path

import pytest
from app_practice import enter, walk
from app_stage import Stage
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QWidget

from kapdesk.app.rooms import PLACES, TABS

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")

FEWEST = 10  # controls that Tab passes in each place and tab: lock, rail, tabs and the page's own
MOST = 600  # presses after which Tab is taken to be stuck


def name_of(widget: QWidget) -> str:
    """Return what a screen reader calls it."""
    found = QAccessible.queryAccessibleInterface(widget)
    return found.text(QAccessible.Text.Name).strip() if found is not None else ""


def has_name(widget: QWidget) -> bool:
    """Return whether a screen reader has a name for it; the chosen words of a list are none."""
    if isinstance(widget, QComboBox):
        return bool(widget.accessibleName())
    return bool(name_of(widget))


def described(widget: QWidget) -> str:
    """Return what it is and where it stands, for whoever mends it."""
    above = [widget]
    while (parent := above[-1].parentWidget()) is not None and len(above) < 5:
        above.append(parent)
    return " < ".join(type(one).__name__ for one in above)


def round_by_tab(stage: Stage) -> tuple[list[QWidget], bool]:
    """Press Tab until the focus comes to where it was; return what was passed, and whether it came round.

    Coming round means through the whole window: a circle that leaves out the lock is a trap.
    """
    window = stage.program.window
    QTest.keyClick(QApplication.focusWidget() or window, Qt.Key.Key_Tab)
    passed: list[QWidget] = []
    now = QApplication.focusWidget()
    while now is not None and now not in passed and len(passed) < MOST:
        passed.append(now)
        QTest.keyClick(now, Qt.Key.Key_Tab)
        now = QApplication.focusWidget()
    circle = passed[passed.index(now) :] if now in passed else []
    return passed, any(name_of(one) == "Lock" for one in circle)


def nameless(screen: QWidget) -> set[str]:
    """Return the controls of a screen that the keyboard reaches and nobody can name."""
    reached = [
        one
        for one in screen.findChildren(QWidget)
        if one.isVisible() and one.isEnabled() and one.focusPolicy() & Qt.FocusPolicy.TabFocus
    ]
    return {described(one) for one in reached if not has_name(one)}


def test_every_screen_is_reached_walked_round_and_named_by_keys(
    start: Callable[..., Stage], tmp_path: Path
) -> None:
    stage = enter(start, tmp_path)
    seen: list[str] = []
    stuck: dict[str, str] = {}
    short: dict[str, int] = {}
    unnamed: dict[str, set[str]] = {}
    for name, screen in walk(stage):
        seen.append(name)
        assert screen.isVisible()
        passed, came_round = round_by_tab(stage)
        if not came_round:
            stuck[name] = described(passed[-1])
        if len(set(passed)) < FEWEST or not any(screen.isAncestorOf(one) for one in passed):
            short[name] = len(set(passed))
        if found := nameless(stage.program.window):
            unnamed[name] = found
    assert seen == [*PLACES, *TABS]
    assert stuck == {}
    assert short == {}
    assert unnamed == {}
