"""Looking at all of a long page: its columns are scrolled on together, one sight after the other."""

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QAbstractScrollArea, QPlainTextEdit, QScrollArea, QWidget

MOST = 7
"""At most so many sights of one page."""
_OVERLAP = 0.9


def positions(window: QWidget) -> list[Callable[[], None]]:
    """Return the moves that bring every part of the page in front into sight, one after the other."""
    areas = [area for area in window.findChildren(QAbstractScrollArea) if _scrolls(area)]
    sights = max((_sights(area) for area in areas), default=1)
    return [partial(_to, areas, number) for number in range(min(sights, MOST))]


def _scrolls(area: QAbstractScrollArea) -> bool:
    bar = area.verticalScrollBar()
    is_page = isinstance(area, QScrollArea) or not isinstance(area, QPlainTextEdit)
    return is_page and area.isVisible() and bar.maximum() > bar.minimum()


def _sights(area: QAbstractScrollArea) -> int:
    bar = area.verticalScrollBar()
    step = max(int(area.viewport().height() * _OVERLAP), 1)
    return 1 + -(-bar.maximum() // step)


def _to(areas: list[QAbstractScrollArea], number: int) -> None:
    for area in areas:
        step = max(int(area.viewport().height() * _OVERLAP), 1)
        area.verticalScrollBar().setValue(number * step)
