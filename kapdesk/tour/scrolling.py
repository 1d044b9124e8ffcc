"""Looking at all of a long page: its columns are scrolled on together, one sight after the other."""

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QScrollArea, QWidget

MOST = 7
"""At most so many sights of one page."""
_OVERLAP = 0.9


def positions(window: QWidget) -> list[Callable[[], None]]:
    """Return the moves that bring every part of the page in front into sight, one after the other."""
    areas = [area for area in window.findChildren(QScrollArea) if _scrolls(area)]
    sights = max((_sights(area) for area in areas), default=1)
    further = [partial(_to, areas, number) for number in range(1, min(sights, MOST))]
    return [_stay, *further]


def _stay() -> None:
    """Look at the page as one comes to it."""


def _scrolls(area: QScrollArea) -> bool:
    bar = area.verticalScrollBar()
    return area.isVisible() and bar.maximum() > bar.minimum()


def _sights(area: QScrollArea) -> int:
    bar = area.verticalScrollBar()
    step = max(int(area.viewport().height() * _OVERLAP), 1)
    return 1 + -(-bar.maximum() // step)


def _to(areas: list[QScrollArea], number: int) -> None:
    for area in areas:
        step = max(int(area.viewport().height() * _OVERLAP), 1)
        area.verticalScrollBar().setValue(number * step)
