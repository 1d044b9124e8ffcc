"""The table of figures as a person reads it at a terminal."""

from collections.abc import Sequence
from typing import Any

HEADS = ("bar", "median", "p95", "floor", "unit", "ratio", "target", "")


def lines(bars: Sequence[dict[str, Any]]) -> list[str]:
    """Return the table: one line a bar, and under it why a bar has no figure."""
    cells = [HEADS, *(_cells(bar) for bar in bars)]
    wide = [max(len(row[column]) for row in cells) for column in range(len(HEADS))]
    written = [_line(row, wide) for row in cells]
    return [written[0], "-" * len(written[0]), *written[1:]]


def _cells(bar: dict[str, Any]) -> tuple[str, ...]:
    target = f"<= {bar['target']:g}"
    if bar["value"] is None:
        return bar["name"], "-", "-", "-", bar["unit"], "-", target, f"not measured: {bar['why']}"
    said = "met" if bar["met"] else "missed"
    figures = (_short(bar["value"]), _short(bar["p95"]), _short(bar["floor"]))
    return bar["name"], *figures, bar["unit"], f"{bar['ratio']:.2f}", target, said


def _short(number: float) -> str:
    """Write a number with three figures, large ones whole."""
    return f"{number:.0f}" if number >= 100 else f"{number:.3g}"  # noqa: PLR2004 - three figures


def _line(row: Sequence[str], wide: Sequence[int]) -> str:
    first, last = row[0].ljust(wide[0]), row[-1]
    middle = "  ".join(cell.rjust(width) for cell, width in zip(row[1:-1], wide[1:-1], strict=True))
    return f"{first}  {middle}  {last}".rstrip()
