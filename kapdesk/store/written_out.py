"""Questions put so that an index answers them: fixed words written out, beginnings as a span."""

from collections.abc import Iterable

from sqlalchemy import BindParameter, ColumnElement, and_, bindparam
from sqlalchemy.orm import InstrumentedAttribute


def among(column: InstrumentedAttribute[str], values: Iterable[str]) -> ColumnElement[bool]:
    """Ask for one of these fixed words, written out; never for what somebody typed."""
    return column.in_(bindparam(None, list(values), expanding=True, literal_execute=True))


def is_(column: InstrumentedAttribute[str], value: str) -> ColumnElement[bool]:
    """Ask for one fixed word, written out; never for what somebody typed."""
    one: BindParameter[str] = bindparam(None, value, literal_execute=True)
    return column == one


def begins_with(column: InstrumentedAttribute[str], beginning: str) -> ColumnElement[bool]:
    """Ask for what begins with some letters, case told apart; a span of an index, where LIKE reads it all."""
    after = beginning[:-1] + chr(ord(beginning[-1]) + 1)
    return and_(column >= beginning, column < after)
