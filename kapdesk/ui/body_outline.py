"""The outline of a person, standing with the arms a little away: nobody in particular."""

from functools import cache

from PySide6.QtCore import QPointF
from PySide6.QtGui import QPainterPath

WIDTH, HEIGHT = 100, 200
"""The measure in which the figure and the regions on it are drawn."""
_MIDDLE = 50.0
_HEAD = (9.6, 12.6, 14.6)  # half the width, half the height, and how far down its middle is
_HALF = (
    (4.6, 25.5), (5.2, 30.0), (12.0, 33.0), (20.5, 34.6), (27.0, 39.5), (30.0, 52.0), (33.6, 66.0),
    (37.2, 80.0), (39.4, 90.0), (42.6, 98.0), (40.4, 106.0), (36.2, 103.5), (34.2, 91.5), (29.6, 78.5),
    (26.0, 67.0), (22.4, 55.0), (19.6, 47.5), (18.2, 57.0), (15.4, 70.0), (17.2, 86.0), (19.4, 98.0),
    (19.4, 115.0), (16.6, 140.0), (17.2, 157.0), (14.0, 179.0), (17.6, 190.0), (14.6, 196.0), (8.6, 195.0),
    (9.0, 180.0), (6.8, 160.0), (6.4, 142.0), (3.2, 120.0), (0.0, 107.0),
)  # fmt: skip
"""One half of the body from the neck to between the legs: how far from the middle, how far down."""


@cache
def outline() -> QPainterPath:
    """Return head and body as one path."""
    half_wide, half_high, down = _HEAD
    path = QPainterPath()
    path.addEllipse(QPointF(_MIDDLE, down), half_wide, half_high)
    left = [QPointF(_MIDDLE - away, y) for away, y in _HALF]
    right = [QPointF(_MIDDLE + away, y) for away, y in reversed(_HALF[:-1])]
    body = _smooth([*left, *right])
    return path.united(body)


def _smooth(points: list[QPointF]) -> QPainterPath:
    """Draw a soft line through points and close it (Catmull and Rom 1974)."""
    path = QPainterPath(points[0])
    for number in range(len(points) - 1):
        before = points[max(number - 1, 0)]
        here, there = points[number], points[number + 1]
        after = points[min(number + 2, len(points) - 1)]
        path.cubicTo(here + (there - before) / 6, there - (after - here) / 6, there)
    path.closeSubpath()
    return path
