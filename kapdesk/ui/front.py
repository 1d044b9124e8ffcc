"""The front of the window: the door stands at once, and what lies behind it is built when it is asked for."""

import sys
from collections.abc import Callable
from functools import cached_property, partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QFrame, QMainWindow, QStackedWidget, QVBoxLayout

if TYPE_CHECKING:
    from kapdesk.domain.clock import Clock
    from kapdesk.ui.band import Band
    from kapdesk.ui.capture import CaptureGuard
    from kapdesk.ui.cover import Covers
    from kapdesk.ui.desk_page import DeskPage
    from kapdesk.ui.errors import AlarmBar
    from kapdesk.ui.menus import Menus
    from kapdesk.ui.rail import Rail
    from kapdesk.ui.tabbar import TabBar

_PARTS = ("menus", "covers", "capture", "desk")
_CAPTURED = ("win32", "darwin")  # systems where a window can be kept out of pictures of the screen


class Front(QMainWindow):
    """A window whose parts come when they are first asked for; it asks by signals and goes nowhere itself.

    The door needs none of them. `steps` asks for one after the other, each short enough for somebody who
    types a passphrase meanwhile.
    """

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

    def __init__(self, clock: "Clock", zone: str | Callable[[], str]) -> None:
        """Stand empty, with times in a zone, or in the one that is named when it is first needed."""
        super().__init__()
        self._clock, self._zone = clock, zone
        self._stage = QStackedWidget(self)
        self._frame = QFrame(self)
        self._column = QVBoxLayout(self._frame)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._column.addWidget(self._stage, 1)
        self.setCentralWidget(self._frame)
        if sys.platform in _CAPTURED:
            _ = self.capture  # from the first window on

    def steps(self) -> tuple[Callable[[], object], ...]:
        """Return what builds the rest, part by part; a part that stands already is left as it is."""
        return tuple(partial(getattr, self, part) for part in _PARTS)

    def stands(self, part: str) -> bool:
        """Say whether a part was built already."""
        return part in self.__dict__

    @cached_property
    def desk(self) -> "DeskPage":
        """Build what is seen while the record is open."""
        from kapdesk.ui.desk_page import DeskPage

        desk = DeskPage(self._clock, self.zone_name)  # no parent yet: it takes no caret from the door
        shown = self._stage.currentWidget()
        self._stage.insertWidget(0, desk)
        self._stage.setCurrentWidget(shown or desk)
        # Connect Signals
        desk.rail.place_chosen.connect(self.place_chosen)
        desk.rail.switch_asked.connect(self.switch_asked)
        desk.tabs.tab_chosen.connect(self.tab_chosen)
        desk.band.lock_asked.connect(self.lock_asked)
        desk.alarm.retry_asked.connect(self.retry_asked)
        desk.alarm.rescue_asked.connect(self.rescue_asked)
        desk.band.show_facts(None)
        desk.rail.show_session(shown=False)
        return desk

    @cached_property
    def covers(self) -> "Covers":
        """Stand ready to hide everything behind a clock."""
        from kapdesk.ui.cover import Covers

        covers = Covers(self._clock, self.zone_name, self)
        covers.return_asked.connect(self.return_asked)
        return covers

    @cached_property
    def menus(self) -> "Menus":
        """Build the menus, and with them the keys of the window."""
        from kapdesk.ui.menus import Menus

        menus = Menus(self)
        menus.act_asked.connect(self.act)
        menus.enable_desk(enabled=self.at_desk or self._stage.count() == 0)
        return menus

    @cached_property
    def capture(self) -> "CaptureGuard":
        """Keep the windows out of pictures of the screen, where the system offers that."""
        from kapdesk.ui.capture import CaptureGuard, shield_of

        return CaptureGuard(shield_of(), self)

    @property
    def band(self) -> "Band":
        """Return the band on top."""
        return self.desk.band

    @property
    def rail(self) -> "Rail":
        """Return the places at the left."""
        return self.desk.rail

    @property
    def tabs(self) -> "TabBar":
        """Return the tabs of the session."""
        return self.desk.tabs

    @property
    def alarm(self) -> "AlarmBar":
        """Return the bar that stays while something is not written."""
        return self.desk.alarm

    @property
    def zone_name(self) -> str:
        """Return the zone in which times are shown."""
        if self.stands("desk"):
            return self.desk.band.zone_name
        if not isinstance(self._zone, str):
            self._zone = self._zone()
        return self._zone

    @property
    def at_desk(self) -> bool:
        """Say whether the desk is what is seen."""
        return self.stands("desk") and self._stage.currentWidget() is self.desk

    def act(self, name: str) -> None:
        """Do or ask for what a menu or a key names."""
        raise NotImplementedError

    def showEvent(self, event: QShowEvent) -> None:
        """Stand whole where nothing is to be seen before the desk."""
        if self._stage.count() == 0 or self.at_desk:
            for step in self.steps():
                step()
        super().showEvent(event)
