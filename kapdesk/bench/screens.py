"""Screens: from going there to the painted page, beside the same rows in a bare widget."""

from collections.abc import Sequence
from datetime import timedelta
from functools import partial
from typing import Any

from kapdesk.bench.bare_widgets import census
from kapdesk.bench.eyes import painted
from kapdesk.bench.figures import About, Taken, Timed, alternate
from kapdesk.bench.ground import Ground
from kapdesk.desk import Go

LIST = About(
    "list-to-paint", "going to the list of all clients, to the painted page",
    "a bare QTableView over a model of 256 rows, made and painted", 1.3,
)  # fmt: skip
TODAY = About(
    "today", "going to Today, read anew, to the painted page",
    "its rows by bare sqlcipher3, and as many bare widgets of each kind, made and painted", 2.0,
)  # fmt: skip
WEEK = About(
    "week", "going to a week with appointments, read anew, to the painted page",
    "its rows by bare sqlcipher3, in two bare QTableViews (7 days, the list), made and painted", 3.0,
)  # fmt: skip
COURSE = About(
    "course-chart", "opening a chart with 50 sessions in its measures, to the painted page and its course",
    "its rows by bare sqlcipher3, and as many bare widgets of each kind, made and painted", 2.0,
)  # fmt: skip
CHART = About(
    "chart-to-paint", "opening the chart of a client with 50 sessions in its debrief, to the painted page",
    "headers and one session by bare sqlcipher3, and as many bare widgets of each kind, painted", 2.0,
)  # fmt: skip
"""No peer was measured for the last four. A page of cards may cost twice its bare widgets, for their theme,
names for who hears them and the rules behind them; the week, whose floor draws no appointment, thrice."""
_ROWS = 256
_TODAY = (
    """SELECT s.id, s.number, s.ended_at, c.family_name, c.given_name FROM session s
    JOIN client c ON c.id = s.client_id
    WHERE s.signed_at IS NULL AND s.ended_at IS NOT NULL ORDER BY s.ended_at""",
    """SELECT n.id, 0, n.ended_at, c.family_name, c.given_name FROM integration_note n
    JOIN client c ON c.id = n.client_id WHERE n.signed_at IS NULL ORDER BY n.ended_at""",
)
_WEEK = (
    "SELECT a.id, a.kind, a.starts_at, a.minutes, a.status, c.family_name, c.given_name FROM appointment a "
    "JOIN client c ON c.id = a.client_id WHERE a.starts_at >= ? AND a.starts_at < ? ORDER BY a.starts_at"
)
_HEADS = "SELECT * FROM session WHERE client_id = ? ORDER BY number DESC"
_TEXTS = "SELECT text FROM note WHERE session_id = ?"
_WEEKS_BACK = 3  # where the invented days lie
_COURSE = (
    "SELECT happened_at, total, instrument FROM measure WHERE client_id = ? ORDER BY happened_at",
    """SELECT d.happened_at, d.amount, d.drug FROM dose d JOIN session s ON s.id = d.session_id
    WHERE s.client_id = ? ORDER BY d.happened_at""",
)


def clients(ground: Ground) -> Taken:
    """Go to the list of clients, in turn with a bare table."""
    return _place(ground, "clients", partial(ground.floors.take, "table", number=_ROWS))


def today(ground: Ground) -> Taken:
    """Go to Today, in turn with its rows in a bare table."""
    ground.house.show_place("today")
    ground.settle()
    seen = census(ground.house.places["today"])
    queries: list[tuple[str, list[Any]]] = [(query, []) for query in _TODAY]
    return _place(ground, "today", partial(ground.floors.take, "page", *queries, census=seen))


def week(ground: Ground) -> Taken:
    """Go to a week with appointments, in turn with its rows in a bare table."""
    ground.house.show_place("week")
    place: Any = ground.house.places["week"]
    for _ in range(_WEEKS_BACK):
        place.last.click()
    between = [f"{place.monday} 00:00:00", f"{place.monday + timedelta(days=7)} 00:00:00"]
    return _place(ground, "week", partial(ground.floors.take, "week", (_WEEK, between)))


def course(ground: Ground) -> Taken:
    """Open the chart with most measures where they are, in turn with its rows in bare widgets."""
    client = ground.longest.client.hex
    return _chart(ground, "measures", [(query, [client]) for query in _COURSE])


def chart(ground: Ground) -> Taken:
    """Open the chart with most sessions in its debrief, in turn with its rows in bare widgets."""
    client, here = ground.longest.client.hex, ground.session.hex
    return _chart(ground, "debrief", [(_TEXTS, [here]), (_HEADS, [client])])


def _chart(ground: Ground, tab: str, queries: Sequence[tuple[str, list[Any]]]) -> Taken:
    """Open a chart anew in one of its tabs, in turn with as many bare widgets as are seen there."""
    house = ground.house

    def ours() -> float:
        house.close_chart()
        house.show_place("clients")
        ground.settle()
        return painted(ground.window, partial(house.go, Go(chart=ground.longest, tab=tab)))

    ours()
    floor = partial(ground.floors.take, "page", *queries, census=census(house.tabs[tab]))
    return alternate(ours, floor, most=20, least=4, seconds=6)


def _place(ground: Ground, name: str, floor: Timed) -> Taken:
    """Go to a place from another one, in turn with its floor."""
    house, other = ground.house, "week" if name == "today" else "today"
    house.show_place(name)
    ground.settle()

    def ours() -> float:
        house.show_place(other)
        ground.settle()
        return painted(ground.window, partial(house.show_place, name))

    return alternate(ours, floor, most=20, least=5, seconds=5)
