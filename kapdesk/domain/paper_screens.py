"""Suicide instruments that are done elsewhere, on their own paper: only that, and what they came to."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from kapdesk.domain.errors import Refused

OFFICIAL_ADDRESS = {
    "C-SSRS (paper)": "cssrs.columbia.edu",
    "SAFE-T (paper)": "samhsa.gov",
    "PSS-3 (paper)": "sprc.org",
}
"""The instruments that are offered by name, and where their owners give the paper out."""


class Category(StrEnum):
    """The category a clinician chose on the paper; nothing is calculated from it."""

    LOW = "low"
    MODERATE = "moderate"
    HIGH = "high"

    @property
    def stays_open(self) -> bool:
        """Return whether the result is held open until a reason closes it, as a positive screen is."""
        return self is not Category.LOW


@dataclass(frozen=True, slots=True)
class PaperResult:
    """That an instrument was done on paper: which edition, by whom, what it came to, where the paper is."""

    instrument: str
    version: str
    rater: str
    category: Category | None
    location: str
    note: str = ""
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class KeptResult:
    """A result from paper as it stands in the record."""

    id: UUID
    instrument: str
    version: str
    rater: str
    category: Category
    location: str
    note: str
    happened_at: datetime
    written_at: datetime
    session: UUID | None


def check_result(result: PaperResult) -> Category:
    """Return the category; raises Refused where instrument, edition, rater, category or place is missing.

    Instruments whose words may not be shipped (C-SSRS: Research Foundation for Mental Hygiene) are recorded
    by their result alone.
    """
    needed = {
        "which instrument": result.instrument,
        "which version": result.version,
        "who rated it": result.rater,
        "where the paper form is": result.location,
    }
    missing = [name for name, text in needed.items() if not text.strip()]
    if result.category is None:
        missing.append("the category")
    if missing or result.category is None:
        raise Refused(f"Still needed: {', '.join(missing)}. Nothing was recorded.")
    return result.category
