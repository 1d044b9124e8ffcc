"""How far long work is: told at each step, where it may also be stopped."""

from collections.abc import Callable
from functools import partial

Step = Callable[[int, int], None]
"""Hears which step out of how many was reached; it may raise to stop the work, and then nothing was done."""
_FINE = 1000


def no_step(_number: int, _of: int) -> None:
    """Go on: nobody wants to know how far it is."""


def within(step: Step, part: int, of: int) -> Step:
    """Return what tells the steps of one part (counted from 0) of work that has so many parts."""
    return partial(_within, step, part, of)


def _within(step: Step, part: int, of: int, number: int, whole: int) -> None:
    step(part * _FINE + number * _FINE // max(whole, 1), of * _FINE)
