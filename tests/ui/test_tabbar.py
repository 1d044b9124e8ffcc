"""The tabs: in the order of treatment, with a quiet count, in as many rows as they need."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from kapdesk.ui import tabbar, theme
from kapdesk.ui.tabbar import TABS, TabBar


@pytest.fixture
def tabs(qtbot: QtBot, dressed: QApplication) -> TabBar:
    made = TabBar()
    qtbot.addWidget(made)
    made.resize(1148, 47)
    made.show()
    return made


def test_a_tab_is_asked_for_and_not_gone_to(qtbot: QtBot, tabs: TabBar) -> None:
    with qtbot.waitSignal(tabs.tab_chosen) as asked:
        tabs.button("debrief").click()
    assert asked.args == ["debrief"]
    assert tabs.current == "prepare"
    assert not tabs.button("debrief").isChecked()


def test_a_count_is_shown_and_read_aloud(tabs: TabBar) -> None:
    tabs.set_count("stabilization", "3")
    tabs.set_count("dosing", "1 due")
    assert tabs.button("stabilization").accessibleName() == "Stabilization, 3 open"
    tabs.set_count("stabilization", "")
    assert tabs.button("stabilization").accessibleName() == "Stabilization"


def test_the_next_tab_goes_round(tabs: TabBar) -> None:
    tabs.set_current("documents")
    assert tabs.neighbour(1) == "prepare"
    assert tabs.neighbour(-1) == "measures"


def test_a_page_that_stands_apart_marks_no_tab_and_the_round_goes_on(tabs: TabBar) -> None:
    tabs.set_current("process")
    assert not any(tabs.button(key).isChecked() for key, _text in TABS)
    assert tabs.neighbour(1) == "prepare"
    assert tabs.neighbour(-1) == "documents"


def test_arrow_keys_walk_the_tabs(qtbot: QtBot, tabs: TabBar) -> None:
    tabs.activateWindow()
    tabs.button("prepare").setFocus()
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Left)
    assert QApplication.focusWidget() is tabs.button("documents")
    with qtbot.waitSignal(tabs.tab_chosen) as asked:
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Space)
    assert asked.args == ["documents"]


@pytest.mark.parametrize(
    ("width", "scale", "rows"), [(1148, 100, 1), (892, 100, 1), (1095, 150, 1), (1016, 200, 2), (400, 150, 4)]
)
def test_every_tab_is_seen_whole_at_every_width_and_size(
    tabs: TabBar, dressed: QApplication, width: int, scale: int, rows: int
) -> None:
    theme.apply(dressed, theme.Theme.load("paper"), scale)
    for key, count in (("dosing", "1 due"), ("stabilization", "14"), ("integration", "1")):
        tabs.set_count(key, count)
    tabs.resize(width, tabs.heightForWidth(width))
    assert tabs.height() == rows * theme.px(46) + 1
    fields = [tabs.button(key).geometry() for key, _ in TABS]
    assert all(tabs.rect().contains(field) for field in fields)
    assert all(tabs.button(key).width() >= tabs.button(key).width_with(0) for key, _ in TABS)
    assert not any(one.intersects(other) for n, one in enumerate(fields) for other in fields[n + 1 :])


def test_the_words_of_a_tab_are_measured_anew_only_when_they_or_the_look_are_different(
    tabs: TabBar, dressed: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[int] = []
    real = tabbar.theme.font

    def font(size: int = theme.BODY, *, bold: bool = False) -> QFont:
        asked.append(size)
        return real(size, bold=bold)

    tabs.heightForWidth(1148)
    monkeypatch.setattr(tabbar.theme, "font", font)
    tabs.heightForWidth(700)
    assert not asked
    plain = tabs.button("dosing").width_with(0)
    tabs.set_count("dosing", "1 due")
    assert len(asked) == 2  # the name and the count of one tab
    assert tabs.button("dosing").width_with(0) > plain
    before = tabs.button("measures").width_with(0)
    theme.apply(dressed, theme.Theme.load("paper"), 150)
    assert tabs.button("measures").width_with(0) > before
