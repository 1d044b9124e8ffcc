"""A typed line of vital signs together with what stands in the small fields beside it."""

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal, InvalidOperation

from kapdesk.domain.errors import Refused
from kapdesk.domain.readings import SIGNS, Reading, check_possible
from kapdesk.domain.vital_line import parse_line

BESIDE = ("moaas", "dissociation", "nausea", "pain", "anxiety", "temp")
"""The signs that are not in the line, by field."""
_SIGN = {sign.field: sign for sign in SIGNS}


def parse_typed(line: str, beside: Mapping[str, str]) -> Reading:
    """Read the line and each field that has something in it; what is empty was not taken.

    Raises Refused with a sentence for anything that cannot be read without guessing, or cannot be.
    """
    taken = {field: _number(field, text) for field, text in beside.items() if text.strip()}
    reading = replace(parse_line(line) if line.strip() else Reading(), **taken)
    check_possible(reading)
    return reading


def _number(field: str, text: str) -> int | Decimal:
    sign = _SIGN[field]
    try:
        number = Decimal(text.strip().replace(",", "."))
    except InvalidOperation:
        number = Decimal("NaN")
    whole = number.is_finite() and number == number.to_integral_value()
    if not number.is_finite() or (field != "temp" and not whole):
        kind = "a number" if field == "temp" else f"a whole number, {sign.lowest} to {sign.highest}"
        raise Refused(f"“{text.strip()}” is not {sign.name}: it is {kind}. Nothing was recorded.")
    return number if field == "temp" else int(number)
