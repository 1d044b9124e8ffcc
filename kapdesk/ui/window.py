"""The window: who it is on top, places at the left, the tabs of a session, and one page of work."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QMainWindow,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)
from shiboken6 import isValid

from kapdesk.domain.clock import Clock
from kapdesk.ui import theme
from kapdesk.ui.band import BandFacts
from kapdesk.ui.capture import CaptureGuard, shield_of
from kapdesk.ui.cover import Covers, Dialogs, RehearsalStrip, Watermark
from kapdesk.ui.desk_page import DeskPage
from kapdesk.ui.menus import Menus
from kapdesk.ui.shortcuts import PadKey, ShortcutSheet

_THEME_ROUND = ("paper", "ember", "night")
_STEPS = {"next tab": 1, "last tab": -1}
_MATCHES = {"next match": 1, "last match": -1}
_SCALE_STEPS = {"larger": theme.SCALE_STEP, "smaller": -theme.SCALE_STEP}
_LOOKS = frozenset({"next theme", "night", "plain size", *_SCALE_STEPS})
_NIGHT, _BEFORE_NIGHT = "night", "ember"


class Window(QMainWindow):
    """The one window. It asks by signals and goes nowhere by itself: a tab may refuse to be left."""

    place_chosen = Signal(str)
    tab_chosen = Signal(str)
    lock_asked = Signal()
    switch_asked = Signal()  # somebody else signs in
    quit_asked = Signal()
    find_asked = Signal()
    search_asked = Signal()
    match_asked = Signal(int)  # the next (1) or the last (-1) text that was found
    stamp_asked = Signal()
    crisis_asked = Signal()
    hand_asked = Signal()  # the screen goes to the client
    print_asked = Signal()
    retry_asked = Signal()
    write_asked = Signal()
    names_asked = Signal()
    rescue_asked = Signal()
    covered = Signal()
    return_asked = Signal()
    theme_chosen = Signal(str)
    scale_chosen = Signal(int)

    def __init__(self, clock: Clock, zone_name: str) -> None:
        """Stand ready, without a client, with times in a zone."""
        super().__init__()
        self.setWindowTitle("kapdesk")
        self._title = "kapdesk"
        self._may_quit = False
        self.pad: tuple[PadKey, ...] = ()  # what the numeric pad means here, for the sheet of keys
        self._by_day = _BEFORE_NIGHT  # the look that the key for the night goes back to
        self._caret: QWidget | None = None
        self.desk = DeskPage(clock, zone_name, self)
        self.band, self.rail, self.tabs, self.alarm = (
            self.desk.band, self.desk.rail, self.desk.tabs, self.desk.alarm,
        )  # fmt: skip
        self._strip: RehearsalStrip | None = None
        self._stage = QStackedWidget(self)
        self._stage.addWidget(self.desk)
        self._frame = QFrame(self)
        self._column = QVBoxLayout(self._frame)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._column.addWidget(self._stage, 1)
        self.setCentralWidget(self._frame)
        self.covers = Covers(clock, zone_name, self)
        self._dialogs = Dialogs()
        self.capture = CaptureGuard(shield_of(), self)
        self.menus = Menus(self)
        self._asks = {
            "find": self.find_asked,
            "search": self.search_asked,
            "stamp": self.stamp_asked,
            "crisis": self.crisis_asked,
            "hand": self.hand_asked,
            "print": self.print_asked,
            "write": self.write_asked,
            "names": self.names_asked,
            "lock": self.lock_asked,
            "switch": self.switch_asked,
            "quit": self.quit_asked,
        }
        self._own = {"cover": self.cover, "keys": self._show_keys, "menu": self.menus.toggle_bar}
        self._connect()
        self.set_band(None)

    def _connect(self) -> None:
        # Connect signals
        self.rail.place_chosen.connect(self.place_chosen)
        self.rail.switch_asked.connect(self.switch_asked)
        self.tabs.tab_chosen.connect(self.tab_chosen)
        self.band.lock_asked.connect(self.lock_asked)
        self.alarm.retry_asked.connect(self.retry_asked)
        self.alarm.rescue_asked.connect(self.rescue_asked)
        self.covers.return_asked.connect(self.return_asked)
        self.menus.act_asked.connect(self.act)

    def set_band(self, facts: BandFacts | None, *, in_session: bool = False) -> None:
        """Show whose chart this page is about; without one, the day. The title has the code, never the name.

        `in_session` keeps the way back to an open chart in the rail while a page of all clients is shown.
        """
        self.band.show_facts(facts)
        self.rail.show_session(shown=facts is not None or in_session)
        self._title = f"kapdesk {facts.code}" if facts else "kapdesk"
        if not self.covers.are_laid and self._stage.currentWidget() is self.desk:
            self.setWindowTitle(self._title)

    def show_whole(self, page: QWidget) -> None:
        """Show a page instead of the desk: unlock, locked, first start. The caret is kept."""
        if self._stage.currentWidget() is self.desk:
            self._caret = QApplication.focusWidget()
            self._dialogs.put_away()
        if self._stage.indexOf(page) < 0:
            self._stage.addWidget(page)
        self._stage.setCurrentWidget(page)
        self.menus.enable_desk(enabled=False)
        self.setWindowTitle("kapdesk")
        page.setFocus()

    def drop_whole(self, page: QWidget) -> None:
        """Take a page away for good that was shown instead of the desk."""
        self._stage.removeWidget(page)
        page.hide()
        page.deleteLater()

    def notice(self, sentence: str) -> None:
        """Say one sentence below the band, quietly; it stays until it is put away."""
        self.desk.notices.say(sentence)

    def show_desk(self) -> None:
        """Show the desk again, with the caret where it was."""
        self._stage.setCurrentWidget(self.desk)
        self.menus.enable_desk(enabled=True)
        self.setWindowTitle(self._title)
        (self._caret if self._caret is not None and isValid(self._caret) else self.desk).setFocus()
        self._caret = None
        self._dialogs.bring_back()

    def cover(self) -> None:
        """Hide everything behind a quiet clock, at once."""
        self.covers.lay()
        self.menus.enable_desk(enabled=False)
        self.setWindowTitle("kapdesk")
        self.covered.emit()

    def uncover(self) -> None:
        """Take the cover away; who asked may come back."""
        self.covers.lift()
        on_desk = self._stage.currentWidget() is self.desk
        self.menus.enable_desk(enabled=on_desk)
        self.setWindowTitle(self._title if on_desk else "kapdesk")

    def rehearse(self) -> None:
        """Say on every screen, until the program ends, that this is the practice room."""
        if self._strip is None:
            self._strip = RehearsalStrip(self._frame)
            self._column.insertWidget(0, self._strip)
            self._strip.show()
            Watermark(self._frame).show()

    def act(self, name: str) -> None:
        """Do or ask for what a menu or a key names."""
        kind, _, key = name.partition(":")
        has_chart = not self.rail.button("session").isHidden()
        if kind == "place" and not self.rail.button(key).isHidden():
            self.place_chosen.emit(key)
        elif kind == "tab" and has_chart:
            self.tab_chosen.emit(key)
        elif name in _STEPS and has_chart:
            self.tab_chosen.emit(self.tabs.neighbour(_STEPS[name]))
        elif name in _MATCHES:
            self.match_asked.emit(_MATCHES[name])
        elif name in self._asks:
            self._asks[name].emit()
        elif name in self._own:
            self._own[name]()
        elif kind == "theme" or name in _LOOKS:
            self._change_look(name, key)

    def _change_look(self, name: str, key: str) -> None:
        now = theme.look()
        chosen, scale = key or now.theme.name, now.scale
        if name == "next theme":
            at = _THEME_ROUND.index(chosen) + 1 if chosen in _THEME_ROUND else 0
            chosen = _THEME_ROUND[at % len(_THEME_ROUND)]
        elif name == "night":
            chosen = self._by_day if chosen == _NIGHT else _NIGHT
        elif name in _SCALE_STEPS:
            scale = theme.fit_scale(scale + _SCALE_STEPS[name])
        elif name == "plain size":
            scale = theme.SMALLEST_SCALE
        if now.theme.name != _NIGHT:
            self._by_day = now.theme.name
        theme.change(chosen, scale)
        self.theme_chosen.emit(chosen)
        self.scale_chosen.emit(scale)

    def _show_keys(self) -> None:
        sheet = ShortcutSheet(self, self.pad)
        sheet.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        sheet.open()

    def allow_quit(self) -> None:
        """Close for good: everything is written."""
        self._may_quit = True
        self.close()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Ask instead of closing; only `allow_quit` closes."""
        if self._may_quit:
            self.covers.end()
            event.accept()
            return
        event.ignore()
        self.quit_asked.emit()
