"""Questionnaires whose words may not stand in this program: only their name and their total are kept."""

from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from kapdesk.domain.errors import Refused
from kapdesk.domain.spread import plain

LONGEST_PLACE = 120  # signs


@dataclass(frozen=True, slots=True)
class TotalOnly:
    """A questionnaire filled on its own paper: its name, and the lowest and highest total there is.

    `experience` is one about the journey itself, asked after it; `places` says how many figures may stand
    after the point, which only a mean has. No band is kept: none is read into a total.
    """

    id: str
    name: str
    lowest: int
    highest: int
    experience: bool = False
    places: int = 0


TOTALS: tuple[TotalOnly, ...] = (
    TotalOnly("total:audit-c", "AUDIT-C", 0, 12),
    TotalOnly("total:whodas-12", "WHODAS 2.0, 12 items", 12, 60),
    TotalOnly("total:meq-30", "MEQ-30, mean in percent", 0, 100, experience=True, places=2),
    TotalOnly("total:ebi", "EBI, mean", 0, 100, experience=True, places=2),
    TotalOnly("total:ceq", "CEQ, sum of 26 items", 0, 130, experience=True),
    TotalOnly("total:piq", "PIQ, sum of 23 items", 0, 115, experience=True),
    TotalOnly("total:dass-21", "DASS-21", 0, 63),
    TotalOnly("total:bdi-ii", "BDI-II", 0, 63),
    TotalOnly("total:madrs", "MADRS", 0, 60),
    TotalOnly("total:hama", "HAM-A", 0, 56),
    TotalOnly("total:qids", "QIDS-SR16", 0, 27),
    TotalOnly("total:cadss", "CADSS", 0, 92),
)
"""Names and ranges only. Sources: the publishers' manuals; WHODAS by simple scoring; MEQ-30: MacLean and
others 2012; EBI: Roseman and others 2019; CEQ: Barrett and others 2016 and PIQ: Davis and others 2021, both
with items from 0 to 5."""

_BY_ID = {one.id: one for one in TOTALS}


def named(total_id: str) -> TotalOnly:
    """Return one of the list; raises Refused for any other."""
    found = _BY_ID.get(total_id)
    if found is None:
        raise Refused("This questionnaire is not on the list. Nothing was recorded. Choose one of the list.")
    return found


def check_total(total_id: str, typed: str) -> Decimal:
    """Return a total as it was typed; raises Refused where it is no number of the range.

    A comma may stand for the point. Figures after the point are kept as far as the form has them.
    """
    one = named(total_id)
    try:
        value = Decimal(typed.strip().replace(",", "."))
    except InvalidOperation:
        raise Refused(f"“{typed.strip()}” is no number. Nothing was recorded. Write the total.") from None
    if not value.is_finite() or not one.lowest <= value <= one.highest or not _fits(value, one.places):
        how = f"with up to {one.places} figures after the point" if one.places else "in whole numbers"
        raise Refused(
            f"{one.name} runs from {one.lowest} to {one.highest} {how}. Nothing was recorded. "
            "Correct the total."
        )
    return value


def total_words(value: Decimal) -> str:
    """Return a total as it is kept and read: `12`, `61.25`."""
    return plain(value)


def check_place(typed: str) -> str:
    """Return where the paper form is kept, in one line; raises Refused for more than a short line."""
    words = " ".join(typed.split())
    if len(words) > LONGEST_PLACE:
        raise Refused(
            f"Where the sheet is kept fits into {LONGEST_PLACE} signs. Nothing was recorded. Make it shorter."
        )
    return words


def _fits(value: Decimal, places: int) -> bool:
    return value == value.quantize(Decimal(1).scaleb(-places))
