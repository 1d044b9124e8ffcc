"""Which of the doses in a drawing have room for their word."""

from collections.abc import Sequence


def dose_words(places: Sequence[float], wide: float, edge: float, beside: float, gap: float) -> list[float]:
    """Return where the word of a dose begins, for each line it may stand beside.

    All in px: the lines in order, how wide the word is, where the drawing ends, how far the word stands from
    its line, and what is free between words. A word that would run into another, over another line or beyond
    the edge is left out; where none had room the first stands.
    """
    found: list[float] = []
    for number, x in enumerate(places):
        free = found[-1] + wide + gap if found else 0.0
        left = x + beside
        if left + wide > edge:
            left, free = x - beside - wide, max(free, places[number - 1] if number else 0.0)
        ahead = places[number + 1] if number + 1 < len(places) else edge
        if left >= free and (left < x or left + wide <= ahead):
            found.append(left)
    return found or [x + beside for x in places[:1]]
