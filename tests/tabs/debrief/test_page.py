"""The page holds in a small window and in large type, with everything brought out."""

from typing import Any

import pytest
from PySide6.QtWidgets import QApplication, QScrollArea
from pytestqt.qtbot import QtBot

from kapdesk.domain.insights import Kind, Movement
from kapdesk.services import body_map, insights, work
from kapdesk.ui import theme

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support propagateSizeHints")


@pytest.fixture
def dressed_at(qapp: QApplication) -> Any:
    """Dress the program in the dim look, and give what changes its type size."""
    theme.apply(qapp, theme.Theme.load("ember"))
    return theme.change


@pytest.mark.parametrize(("width", "height", "scale"), [(892, 658, 100), (1148, 690, 100), (1148, 690, 150)])
def test_nothing_has_to_be_scrolled_sideways(
    room: Any, qtbot: QtBot, dressed_at: Any, width: int, height: int, scale: int
) -> None:
    dressed_at("ember", scale)
    insights.add(room.record, room.session, "I can put it down")
    insights.add(room.record, room.session, "she never locked the door", kind=Kind.READ_BACK)
    room.two_weeks_later()
    insights.add(room.record, room.session, "I can put it down")
    insights.add(room.record, room.session, "was she there?", kind=Kind.HELD_QUESTION)
    work.add(room.record, room.session, Movement.RECLAIM, "singing with the choir")
    body_map.mark(room.record, room.session, "back.upper-back", "warm")
    tab = room.open()
    page = room.page(tab)
    tab.resize(width, height)
    for card in (page.more, page.body, page.experience):
        card.button.setChecked(True)
    for listed in (page.kept, page.held):
        next(iter(listed.rows.values())).button.setChecked(True)
    next(iter(page.work_card.rows.values())).button.setChecked(True)
    for area in page.findChildren(QScrollArea):
        qtbot.waitUntil(lambda area=area: area.horizontalScrollBar().maximum() == 0)
