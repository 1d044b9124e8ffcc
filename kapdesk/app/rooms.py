"""Which places and tabs there are: one line each."""

from importlib import import_module
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from kapdesk.desk import Chart, Desk, Place, Screen, Tab
from kapdesk.domain.people import Role
from kapdesk.domain.roles import Power, may
from kapdesk.ui.note_edit import NoteEdit

if TYPE_CHECKING:
    from kapdesk.places.practice.place import PracticePlace

PLACES = ("today", "clients", "week", "search", "practice")
TABS = (
    "prepare",
    "dosing",
    "debrief",
    "embodiment",
    "stabilization",
    "integration",
    "measures",
    "documents",
)
APART = ("process",)
"""Pages of one chart that stand apart from its tabs: reached by a key, never counted, never built ahead."""


_PLACE_NEEDS = {
    "today": (Power.READ,),
    "clients": (Power.READ,),
    "week": (Power.READ, Power.SCHEDULE),
    "search": (Power.READ,),
    "practice": (Power.DESK,),
}
_TAB_NEEDS = {"documents": (Power.PRINT,)}
NOT_YOURS = "Your role has no use for this page. The owner of the record can change your role in Practice."


def places_for(role: Role) -> tuple[str, ...]:
    """Return the places a role has a use for."""
    return tuple(name for name in PLACES if may(role, *_PLACE_NEEDS[name]))


def tabs_for(role: Role) -> tuple[str, ...]:
    """Return the tabs of a chart a role has a use for; none where it may not read one."""
    return tuple(
        name for name in TABS if may(role, Power.READ) and may(role, *_TAB_NEEDS.get(name, (Power.READ,)))
    )


def pages_for(role: Role) -> tuple[str, ...]:
    """Return every page of a chart a role has a use for: its tabs, and those that stand apart."""
    return (*tabs_for(role), *(name for name in APART if may(role, Power.PROCESS)))


def hold(screen: Screen, role: Role) -> None:
    """Let texts that this role may not write be read only, before anybody types into one for nothing."""
    if may(role, Power.WRITE):
        return
    for note in screen.findChildren(NoteEdit):
        note.setReadOnly(True)
        note.setToolTip(f"The role “{role.value}” reads here and does not write.")


def make_place(name: str, desk: Desk, parent: QWidget) -> Place:
    """Build a place when it is first gone to: class `TodayPlace` of `places/today/place.py`."""
    module = import_module(f"kapdesk.places.{name}.place")
    place = getattr(module, f"{name.capitalize()}Place")(desk, parent)
    if not isinstance(place, Place):
        raise TypeError(name)
    return place


def practice(name: str, place: Place) -> "PracticePlace | None":
    """Return the Practice place where it is the one that was furnished; its cards are not loaded before."""
    if name != "practice":
        return None
    from kapdesk.places.practice.place import PracticePlace

    return place if isinstance(place, PracticePlace) else None


def make_tab(name: str, desk: Desk, chart: Chart, parent: QWidget) -> Tab:
    """Build a tab of one chart: class `DebriefTab` of `tabs/debrief/tab.py`."""
    module = import_module(f"kapdesk.tabs.{name}.tab")
    tab = getattr(module, f"{name.capitalize()}Tab")(desk, chart, parent)
    if not isinstance(tab, Tab):
        raise TypeError(name)
    return tab
