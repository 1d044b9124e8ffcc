"""How bright a colour or a picture is: relative luminance as the eye weighs it, black 0, white 1."""

from collections import Counter
from functools import cache

from PySide6.QtGui import QColor, QImage

BRIGHT = 0.5  # luminance over which a point is bright


def luminance(colour: QColor) -> float:
    """Return the relative luminance of a colour (WCAG 2.2, sRGB)."""
    return _luminance(colour.rgb())


@cache
def _luminance(rgb: int) -> float:
    parts = [_linear((rgb >> shift & 0xFF) / 255) for shift in (16, 8, 0)]
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4


def measure(picture: QImage, *, every: int = 3) -> tuple[float, float]:
    """Return the mean luminance of a picture and the share of it that is bright.

    Every so many points in both directions are looked at as they are: a picture made smaller first would
    mix light and dark before they are weighed.
    """
    frame = picture.convertToFormat(QImage.Format.Format_RGB32)
    seen: Counter[int] = Counter()
    for line in range(0, frame.height(), every):
        row = memoryview(frame.constScanLine(line)).cast("B").cast("I")
        seen.update(row[: frame.width() : every].tolist())
    points = sum(seen.values())
    if not points:
        return 0.0, 0.0
    light = {rgb: _luminance(rgb & 0xFFFFFF) for rgb in seen}
    mean = sum(light[rgb] * times for rgb, times in seen.items()) / points
    bright = sum(times for rgb, times in seen.items() if light[rgb] > BRIGHT) / points
    return mean, bright
