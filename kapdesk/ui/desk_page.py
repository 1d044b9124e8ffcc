"""What is seen while the record is open: who it is on top, places at the left, tabs, and one page of work."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget
from shiboken6 import isValid

from kapdesk.domain.clock import Clock
from kapdesk.ui import theme
from kapdesk.ui.band import Band
from kapdesk.ui.errors import AlarmBar
from kapdesk.ui.notices import NoticeBar
from kapdesk.ui.rail import Rail
from kapdesk.ui.reading_order import go_on
from kapdesk.ui.tabbar import TabBar


class DeskPage(QWidget):
    """What is seen while the record is open: band, alarm, rail, tabs and the page of work."""

    def __init__(self, clock: Clock, zone_name: str, parent: QWidget | None = None) -> None:
        """Put the parts where they always are."""
        super().__init__(parent)
        theme.give_role(self, "page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.band = Band(clock, zone_name, self)
        self.alarm = AlarmBar(self)
        self.notices = NoticeBar(self)
        self.rail = Rail(self)
        self.tabs = TabBar(self)
        self.places, self.pages = QStackedWidget(self), QStackedWidget(self)
        session = QWidget(self)
        inner = QVBoxLayout(session)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(0)
        inner.addWidget(self.tabs)
        inner.addWidget(self.pages, 1)
        self.places.addWidget(session)
        self._place_pages: dict[str, QWidget] = {"session": session}
        self._tab_pages: dict[str, QWidget] = {}
        below = QHBoxLayout()
        below.setSpacing(0)
        below.addWidget(self.rail)
        below.addWidget(self.places, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for part in (self.band, self.alarm, self.notices):
            column.addWidget(part)
        column.addLayout(below, 1)
        self._carets: dict[QWidget, QWidget] = {}
        self.setFocus()

    def focusNextPrevChild(self, next: bool) -> bool:  # noqa: A002, FBT001 - Qt's own signature
        """Go on by Tab as one reads: band, places, tabs and the page, also what came onto it later."""
        return go_on(self, forward=next) or super().focusNextPrevChild(next)

    def add_place(self, key: str, page: QWidget) -> None:
        """Give a place of the rail its page."""
        self._place_pages[key] = page
        self.places.addWidget(page)

    def add_tab(self, key: str, page: QWidget) -> None:
        """Give a tab its page."""
        self._tab_pages[key] = page
        self.pages.addWidget(page)

    def drop_place(self, key: str) -> None:
        """Take the page of a place away."""
        self.places.removeWidget(self._place_pages.pop(key))

    def drop_tab(self, key: str) -> None:
        """Take the page of a tab away."""
        self.pages.removeWidget(self._tab_pages.pop(key))

    def show_place(self, key: str) -> None:
        """Go to a place; raises KeyError for one without a page."""
        self._turn(self.places, self._place_pages[key])
        self.rail.set_current(key)

    def show_tab(self, key: str) -> None:
        """Go to a tab of the open session; raises KeyError for one without a page."""
        self._turn(self.pages, self._tab_pages[key])
        self.tabs.set_current(key)
        self.show_place("session")

    def _turn(self, stack: QStackedWidget, page: QWidget) -> None:
        """Turn to a page with the caret where it was when the page was left."""
        held, before = QApplication.focusWidget(), stack.currentWidget()
        if before is page:
            return
        if held is not None and before is not None and before.isAncestorOf(held):
            self._carets[before] = held
        stack.setCurrentWidget(page)
        caret = self._carets.pop(page, None)
        (caret if caret is not None and isValid(caret) else page).setFocus()
