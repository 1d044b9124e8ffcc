"""A table as a file for a spreadsheet: commas, quotes, lines as RFC 4180 has them, and no cell that acts."""

import csv
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from io import StringIO

Value = str | int | Decimal | date | None
_ACTS = ("=", "+", "-", "@", "\t", "\r", "\n")
MARK = "\ufeff"
"""What some spreadsheets need at the start of a file to read its letters as UTF-8."""


def render(rows: Sequence[Sequence[Value]], *, mark: bool = False) -> bytes:
    """Return rows as a CSV file in UTF-8, lines ended by CR LF; `mark` puts the byte order mark first.

    Numbers and dates are written plainly (1234.5, 2026-11-22). A text that a spreadsheet would take for a
    formula gets an apostrophe first, so that it stays a text. Sources: RFC 4180; OWASP, CSV injection.
    """
    out = StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n", quoting=csv.QUOTE_MINIMAL)
    for row in rows:
        writer.writerow([written(value) for value in row])
    return ((MARK if mark else "") + out.getvalue()).encode("utf-8")


def written(value: Value) -> str:
    """Return one cell as it is written."""
    if value is None:
        return ""
    if isinstance(value, str):
        return f"'{value}" if _acts(value) else value
    return value.isoformat() if isinstance(value, date) else f"{value}"


def _acts(text: str) -> bool:
    """Return whether a spreadsheet might work this out instead of showing it, blanks before it or none."""
    return text.startswith(_ACTS) or text.lstrip().startswith(_ACTS[:4])
