"""Which places and tabs there are: one line each."""

from importlib import import_module

from PySide6.QtWidgets import QWidget

from kapdesk.desk import Chart, Desk, Place, Tab

PLACES = ("today", "clients", "week", "practice")
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


def make_place(name: str, desk: Desk, parent: QWidget) -> Place:
    """Build a place when it is first gone to: class `TodayPlace` of `places/today/place.py`."""
    module = import_module(f"kapdesk.places.{name}.place")
    place = getattr(module, f"{name.capitalize()}Place")(desk, parent)
    if not isinstance(place, Place):
        raise TypeError(name)
    return place


def make_tab(name: str, desk: Desk, chart: Chart, parent: QWidget) -> Tab:
    """Build a tab of one chart: class `DebriefTab` of `tabs/debrief/tab.py`."""
    module = import_module(f"kapdesk.tabs.{name}.tab")
    tab = getattr(module, f"{name.capitalize()}Tab")(desk, chart, parent)
    if not isinstance(tab, Tab):
        raise TypeError(name)
    return tab
