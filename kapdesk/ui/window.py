"""The window: who it is on top, places at the left, the tabs of a session, and one page of work."""

from collections.abc import Callable
from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid

from kapdesk.ui import theme
from kapdesk.ui.front import Front

if TYPE_CHECKING:
    from kapdesk.domain.clock import Clock
    from kapdesk.ui.band import BandFacts
    from kapdesk.ui.cover import Dialogs, RehearsalStrip
    from kapdesk.ui.shortcuts import PadKey

_THEME_ROUND = ("paper", "ember", "night")
_STEPS = {"next tab": 1, "last tab": -1}
_MATCHES = {"next match": 1, "last match": -1}
_SCALE_STEPS = {"larger": theme.SCALE_STEP, "smaller": -theme.SCALE_STEP}
_LOOKS = frozenset({"next theme", "night", "plain size", *_SCALE_STEPS})
_NIGHT, _BEFORE_NIGHT = "night", "ember"


class Window(Front):
    """The one window. It asks by signals and goes nowhere by itself: a tab may refuse to be left."""

    theme_chosen = Signal(str)
    scale_chosen = Signal(int)

    def __init__(self, clock: "Clock", zone: str | Callable[[], str]) -> None:
        """Stand ready, without a client, with times in a zone."""
        super().__init__(clock, zone)
        self.setWindowTitle("kapdesk")
        self._title = "kapdesk"
        self._may_quit = False
        self.pad: tuple[PadKey, ...] = ()  # what the numeric pad means here, for the sheet of keys
        self._by_day = _BEFORE_NIGHT  # the look that the key for the night goes back to
        self._caret: QWidget | None = None
        self._strip: RehearsalStrip | None = None
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
        self._own = {"cover": self.cover, "keys": self._show_keys, "menu": self._show_menus}

    @cached_property
    def _dialogs(self) -> "Dialogs":
        from kapdesk.ui.cover import Dialogs

        return Dialogs()

    def set_band(self, facts: "BandFacts | None", *, in_session: bool = False) -> None:
        """Show whose chart this page is about; without one, the day. The title has the code, never the name.

        `in_session` keeps the way back to an open chart in the rail while a page of all clients is shown.
        """
        self.band.show_facts(facts)
        self.rail.show_session(shown=facts is not None or in_session)
        self._title = f"kapdesk {facts.code}" if facts else "kapdesk"
        if not self.covers.are_laid and self.at_desk:
            self.setWindowTitle(self._title)

    def show_whole(self, page: QWidget) -> None:
        """Show a page instead of the desk: unlock, locked, first start. The caret is kept."""
        if self.at_desk:
            self._caret = QApplication.focusWidget()
            self._dialogs.put_away()
        if self._stage.indexOf(page) < 0:
            self._stage.addWidget(page)
        self._stage.setCurrentWidget(page)
        if self.stands("menus"):
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
        self.menus.enable_desk(enabled=self.at_desk)
        self.setWindowTitle(self._title if self.at_desk else "kapdesk")

    def rehearse(self) -> None:
        """Say on every screen, until the program ends, that this is the practice room."""
        from kapdesk.ui.cover import RehearsalStrip, Watermark

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
        from kapdesk.ui.shortcuts import ShortcutSheet

        sheet = ShortcutSheet(self, self.pad)
        sheet.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        sheet.open()

    def _show_menus(self) -> None:
        self.menus.toggle_bar()

    def allow_quit(self) -> None:
        """Close for good: everything is written."""
        self._may_quit = True
        self.close()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Ask instead of closing; only `allow_quit` closes."""
        if self._may_quit:
            if self.stands("covers"):
                self.covers.end()
            event.accept()
            return
        event.ignore()
        self.quit_asked.emit()
