"""The search page and the rest of the desk: whose chart is open, and what was found brought into sight."""

from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QObject

from kapdesk.app.house import House
from kapdesk.desk import Go, Place, Screen, Tab
from kapdesk.ui.window import Window

if TYPE_CHECKING:  # the pages are built when they are gone to, and not before
    from kapdesk.domain.sighting import Sighting
    from kapdesk.places.clients.place import ClientsPlace
    from kapdesk.places.search.place import SearchPlace

NAME, CLIENTS = "search", "clients"
NOT_SHOWN = (
    "This text is in this chart, but not shown on this page. It prints in the whole record (Documents)."
)


class Searching(QObject):
    """Stands between the search page and what opens from it; made after the house, it hears after it."""

    def __init__(self, window: Window, house: House) -> None:
        """Stand ready; the page is built when it is first gone to."""
        super().__init__(house)
        self._window, self._house = window, house
        # Connect Signals
        house.furnished.connect(self._furnished)
        house.chart_changed.connect(self._chart_changed)
        house.desk.asked.connect(self._arrived)
        window.search_asked.connect(self._begin)
        window.match_asked.connect(self._step)

    @property
    def place(self) -> "SearchPlace | None":
        """Return the page, where it was gone to."""
        return cast("SearchPlace | None", self._house.places.get(NAME))

    def _furnished(self, _name: str, _place: Place) -> None:
        self._tell_chart()

    def _chart_changed(self, _chart: object) -> None:
        self._tell_chart()

    def _tell_chart(self) -> None:
        if self.place is not None:
            self.place.set_chart(self._house.chart)

    def _begin(self) -> None:
        """Go to the page with the caret in its field; a role without it stays where it is."""
        if self._window.rail.button(NAME).isHidden():
            return
        self._house.show_place(NAME)
        if self.place is not None and self.place.isVisible():
            self.place.begin()

    def _step(self, by: int) -> None:
        """Open the next or the last text that was found, from wherever one is."""
        if self.place is not None:
            self.place.step(by)

    def _arrived(self, wish: Go) -> None:
        """Do what is left of a wish, now that the house has opened the place or the tab."""
        if wish.words and wish.place == NAME and self.place is not None:
            self.place.look_for(wish.words)
            self.place.begin()
        screen = self._front(wish)
        if wish.sighting is not None and screen is not None:
            self._bring(screen, wish, wish.sighting)

    def _bring(self, screen: Screen, wish: Go, sighting: "Sighting") -> None:
        """Bring what was found into sight on the screen in front."""
        from kapdesk.ui.sighting import bring_into_sight  # with every kind of list: not before it is needed

        if wish.place == CLIENTS and sighting.client is not None:
            cast("ClientsPlace", screen).show_client(sighting.client)
        if isinstance(screen, Tab):
            screen.turn_to(sighting)
            if sighting.field:
                screen.set_caret(sighting.field, sighting.start)
        if bring_into_sight(screen, screen.notes, sighting):
            return
        if isinstance(screen, Tab):
            screen.open_more(sighting)
            if bring_into_sight(screen, screen.notes, sighting):
                return
        self._window.notice(NOT_SHOWN)

    def _front(self, wish: Go) -> Screen | None:
        """Return the screen that was asked for, if it is the one that stands in front."""
        if wish.place:
            place = self._house.places.get(wish.place)
            return place if place is not None and place.isVisible() else None
        front = self._house.front()
        here = front is not None and front.name == wish.tab and self._house.chart == wish.chart
        return front if here else None
