"""Tables of the clinic's practice: routes, limits, keys, alerts, consents, crisis resources."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from kapdesk.domain.definitions import Definition, find

Value = str | int | float | bool | date | tuple[str, ...] | tuple[int, ...]


class Holds(StrEnum):
    """What stands in a column."""

    TEXT = "text"
    NUMBER = "number"
    FLAG = "flag"
    DATE = "date"
    TEXTS = "texts"
    NUMBERS = "numbers"


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One column of a table; where `required` is off, a row may leave it empty."""

    id: str
    holds: Holds
    label: str = ""
    unit: str = ""
    required: bool = True


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a table; an empty place answers None, "" or ()."""

    id: str
    values: Mapping[str, Value]

    def text(self, column: str) -> str:
        """Return the text of a column, "" where it is empty."""
        value = self.values.get(column, "")
        return value if isinstance(value, str) else str(value)

    def number(self, column: str) -> float | None:
        """Return the number of a column, None where it is empty."""
        value = self.values.get(column)
        return value if isinstance(value, int | float) and not isinstance(value, bool) else None

    def whole(self, column: str) -> int | None:
        """Return the whole number of a column, None where it is empty."""
        value = self.number(column)
        return None if value is None else int(value)

    def flag(self, column: str) -> bool | None:
        """Return yes or no of a column, None where it is empty."""
        value = self.values.get(column)
        return value if isinstance(value, bool) else None

    def day(self, column: str) -> date | None:
        """Return the date of a column, None where it is empty."""
        value = self.values.get(column)
        return value if isinstance(value, date) else None

    def texts(self, column: str) -> tuple[str, ...]:
        """Return the texts of a column, none where it is empty."""
        value = self.values.get(column, ())
        return tuple(str(part) for part in value) if isinstance(value, tuple) else ()

    def numbers(self, column: str) -> tuple[int, ...]:
        """Return the whole numbers of a column, none where it is empty."""
        value = self.values.get(column, ())
        return tuple(part for part in value if isinstance(part, int)) if isinstance(value, tuple) else ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Table(Definition):
    """Rows that are found by their id; clinics may have their own."""

    columns: tuple[Column, ...]
    rows: tuple[Row, ...]

    def row(self, row_id: str) -> Row:
        """Return the row of that id; raises NotFound."""
        return find(self.rows, row_id, self.id)
