"""The open record on screen: places, one chart at a time, its tabs, and the way from one to the other."""

from functools import partial

from PySide6.QtCore import QObject, Qt, Signal

from kapdesk.app import rooms, sealed_tabs
from kapdesk.app.bandfacts import header, of_chart
from kapdesk.app.privacy import Privacy
from kapdesk.app.rooms import APART, PLACES, TABS, make_place, make_tab
from kapdesk.desk import Chart, Desk, Go, Place, Screen, Tab
from kapdesk.domain.change import Change, Topic
from kapdesk.domain.errors import KapdeskError, NotWritten
from kapdesk.domain.stamps import Stamp, stamp
from kapdesk.services import audit, whereabouts
from kapdesk.services.record import Record
from kapdesk.services.whereabouts import Whereabouts
from kapdesk.ui.ahead import Ahead
from kapdesk.ui.aids import aids
from kapdesk.ui.autosave import Autosave
from kapdesk.ui.window import Window

_IN_BAND = {Topic.CLIENT, Topic.ALERT, Topic.SESSION, Topic.DOSE, Topic.ANSWER, Topic.SCREEN, Topic.DISCHARGE}
_IN_HEADER = {Topic.BACKUP, Topic.SETTING, Topic.PERSON}
_COUNT_AFTER = 400  # milliseconds after a chart was painted, when the caret stands already


class House(QObject):
    """Which screen stands where. A screen that cannot write what it holds is not left."""

    entered = Signal()  # the first screen stands
    chart_changed = Signal(object)  # Chart or None
    furnished = Signal(str, object)  # name and Place, when a place was built
    settings_changed = Signal()
    touched = Signal()  # something in the record is different: a backup is worth making

    def __init__(self, window: Window, record: Record, parent: QObject | None = None) -> None:
        """Furnish the window for a record; nothing is read before `enter`."""
        super().__init__(parent)
        self._window = window
        self.desk = Desk(record, self)
        aids().clock = self._moment
        self.privacy = Privacy(window, self.desk, self)
        self.chart: Chart | None = None
        self.places: dict[str, Place] = {}
        self.tabs: dict[str, Tab] = {}
        self._place, self._tab = "", ""
        self._role = record.author.role
        self._failing: Autosave | None = None
        self._counting = Ahead(window, _COUNT_AFTER, self)
        # Connect Signals
        self._counting.due.connect(self._count_next)
        self.desk.changed.connect(self._changed)
        self.desk.written.connect(window.band.written)
        self.desk.refused.connect(self._refused)
        self.desk.failed.connect(self._failed)
        self.desk.asked.connect(self.go)
        self.privacy.turned.connect(self._names_turned)
        window.place_chosen.connect(self.show_place)
        window.tab_chosen.connect(self.show_tab)
        window.find_asked.connect(partial(self.show_place, "clients"))
        window.print_asked.connect(partial(self.show_tab, "documents"))
        window.retry_asked.connect(self._retry)
        window.write_asked.connect(self._write_now)
        window.stamp_asked.connect(self._stamp)

    def enter(self) -> None:
        """Come in: where the desk stood last, or Today."""
        self.privacy.read()
        self._window.rail.show_places(rooms.places_for(self._role))
        self._window.tabs.offer(rooms.tabs_for(self._role), rooms.NOT_YOURS)
        self._refresh_header()
        self._go_where_it_stood(whereabouts.last(self.desk.record))
        self.entered.emit()

    def go(self, wish: Go) -> None:
        """Take the person where they asked to go."""
        if wish.chart is not None and wish.chart != self.chart and not self.open_chart(wish.chart):
            return
        if wish.tab:
            self.show_tab(wish.tab)
            if wish.field:
                self.tabs[self._tab].set_caret(wish.field, wish.caret)
        elif wish.place:
            self.show_place(wish.place)

    def show_place(self, name: str) -> None:
        """Go to a place of the rail; `session` goes back to the open chart."""
        if name == "session":
            self.show_tab(self._tab or TABS[0])
            return
        allowed = rooms.places_for(self._role)
        name = name if name in allowed else allowed[0]
        if not self._leave():
            return
        if name not in self.places:
            self.places[name] = make_place(name, self.desk, self._window)
            self._window.desk.add_place(name, self.places[name])
            self.furnished.emit(name, self.places[name])
        self._load(self.places[name])
        self._place = name
        self._window.set_band(None, in_session=self.chart is not None)
        self._window.desk.show_place(name)
        self.places[name].arrive()

    def show_tab(self, name: str) -> None:
        """Go to a tab of the open chart; without one, to the clients."""
        if self.chart is None:
            self.show_place("clients")
            return
        if name not in rooms.pages_for(self._role):
            self._refused(rooms.NOT_YOURS, self)
            return
        if not self._leave():
            return
        tab = self._tab_of(name)
        self._load(tab)
        sealed_tabs.over(tab)
        self._place, self._tab = "", name
        self._refresh_band()
        self._window.desk.show_tab(name)
        tab.arrive()

    def open_chart(self, chart: Chart) -> bool:
        """Open one chart and close the one before; say whether it stands open."""
        if not self._leave():
            return False
        try:
            facts = of_chart(self.desk.record, chart)
        except KapdeskError as error:
            self._refused(error.sentence, self)
            return False
        self.close_chart()
        self._window.desk.notices.put_away()  # what was said belonged to the chart before
        self._note_view(chart)
        self.chart = chart
        self._window.set_band(facts)
        self.chart_changed.emit(chart)
        self._counting.begin()
        return True

    def _note_view(self, chart: Chart) -> None:
        """Write that this chart was opened; a full disk keeps nobody from reading."""
        try:
            audit.viewed(self.desk.record, chart.client, chart.session)
        except NotWritten as error:
            self._refused(error.sentence, self)

    def close_chart(self) -> None:
        """Close the open chart; everything in it is written already."""
        self._counting.end()
        for name, tab in self.tabs.items():
            self._window.desk.drop_tab(name)
            if name not in APART:
                self._window.tabs.set_count(name, "")
            tab.close_down()
        self.tabs, self._tab, self.chart = {}, "", None
        self._window.set_band(None)
        self.chart_changed.emit(None)

    def front(self) -> Tab | None:
        """Return the tab that stands in front, or None where a place does."""
        return None if self._place else self.tabs.get(self._tab)

    def screens(self) -> tuple[Screen, ...]:
        """Return every screen that stands."""
        return (*self.places.values(), *self.tabs.values())

    def flush(self) -> bool:
        """Write everything that is waiting anywhere; say whether nothing is left."""
        left = [screen.leave() for screen in self.screens()]
        return all(left)

    def whereabouts(self) -> Whereabouts:
        """Return where the person stands now, to the caret."""
        if self._place or self.chart is None:
            return Whereabouts(place=self._place or "today")
        field, caret = self.tabs[self._tab].caret() if self._tab in self.tabs else ("", 0)
        return Whereabouts("", self.chart.client, self.chart.session, self._tab, field, caret)

    def close(self) -> None:
        """Take everything down: no screen and no text of the record is left in the window."""
        self.privacy.close()
        self.close_chart()
        for name, place in self.places.items():
            self._window.desk.drop_place(name)
            place.close_down()
        self.places = {}
        self._window.alarm.solve()
        self._window.desk.notices.put_away()
        self.desk.rest()
        self.deleteLater()

    def _go_where_it_stood(self, last: Whereabouts) -> None:
        if last.client is None:
            self.show_place(last.place if last.place in PLACES else "today")
            return
        chart = Chart(last.client, last.session)
        self.go(Go(chart=chart, tab=last.tab or TABS[0], field=last.field, caret=last.caret))
        if self.chart is None:
            self.show_place("today")

    def _leave(self) -> bool:
        """Write what the screen in front holds; a screen that cannot is not left."""
        current: Screen | None = self.places.get(self._place) or self.tabs.get(self._tab)
        return current is None or current.leave()

    def _tab_of(self, name: str) -> Tab:
        if name not in self.tabs:
            if self.chart is None:
                raise KeyError(name)
            tab = make_tab(name, self.desk, self.chart, self._window)
            if name not in APART:
                tab.counted.connect(partial(self._window.tabs.set_count, name))
            self.tabs[name] = tab
            self._window.desk.add_tab(name, tab)
        return self.tabs[name]

    def _load(self, screen: Screen) -> None:
        try:
            screen.load()
        except KapdeskError as error:
            self._refused(error.sentence, screen)
        rooms.hold(screen, self._role)
        if isinstance(screen, Tab):
            screen.counted.emit(screen.open_count())

    def _count_next(self) -> None:
        """Build the tabs that were not gone to yet, one at a time, so that each shows what is open in it."""
        for name in rooms.tabs_for(self._role):
            if self.chart is not None and name not in self.tabs:
                self._load(self._tab_of(name))
                self._counting.go_on()
                return
        self._counting.end()

    def _changed(self, change: Change, _source: QObject) -> None:
        self.touched.emit()
        if change.topic is Topic.ERASED and self.chart is not None and self.chart.client == change.subject:
            self.close_chart()
        if change.topic is Topic.SETTING:
            self.settings_changed.emit()
        if change.topic in _IN_BAND and not self._place:
            self._refresh_band()
        if change.topic in _IN_HEADER:
            self._refresh_header()
        front = self.front()
        if change.topic is Topic.SESSION and front is not None:
            sealed_tabs.over(front)

    def _refresh_band(self) -> None:
        if self.chart is not None:
            self._window.set_band(of_chart(self.desk.record, self.chart))

    def _names_turned(self) -> None:
        """Show names anew where one is seen; every other screen reads them when it is gone to."""
        self._refresh_header()
        if self._place:
            self._load(self.places[self._place])
        else:
            self._refresh_band()

    def _refresh_header(self) -> None:
        self._window.band.set_header(*header(self.desk.record))

    def _refused(self, sentence: str, _source: QObject) -> None:
        self._window.notice(sentence)

    def _failed(self, autosave: Autosave) -> None:
        if self._failing is not autosave:
            self._failing = autosave
            autosave.pending_changed.connect(self._written_after_all, Qt.ConnectionType.UniqueConnection)
        self._window.band.not_written("it is tried again")
        self._window.alarm.show_failure(
            "What you typed is not on the disk yet. It stays on this screen and is tried again. "
            "Keep kapdesk open; free some space on the disk if it is full."
        )

    def _written_after_all(self, pending: bool) -> None:  # noqa: FBT001 - a signal's slot
        if not pending:
            self._failing = None
            self._window.alarm.solve()

    def _retry(self) -> None:
        self.flush()

    def _write_now(self) -> None:
        """Nothing has to be saved; whoever asks is told that it is written."""
        if self.flush():
            self._window.band.written(self.desk.now())

    def _stamp(self) -> None:
        front: Screen | None = self.places.get(self._place) or self.tabs.get(self._tab)
        if front is not None:
            front.stamp()

    def _moment(self) -> Stamp:
        """Tell a sheet over the page the time, as the screen below it would."""
        front: Screen | None = self.places.get(self._place) or self.tabs.get(self._tab)
        return front.moment() if front is not None else stamp(self.desk.now(), self.desk.record.zone)
