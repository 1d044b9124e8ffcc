"""How long a record is kept: counted from the last service, longer where the client was a minor."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Rule:
    """The years of the clinic's place; the shipped ones are those of the APA guideline (2007, no. 7)."""

    after_service: int
    majority: int
    after_majority: int

    @property
    def words(self) -> str:
        """Return the rule in a sentence."""
        return (
            f"{self.after_service} years after the last service, or {self.after_majority} years after the "
            f"age of {self.majority}, whichever is later."
        )


@dataclass(frozen=True, slots=True)
class Keeping:
    """Until when one client's record is kept, and what that is counted from; days are those of the clinic."""

    until: date
    last_service: date | None
    by_rule: date
    by_hand: date | None
    birth_known: bool
    holds: int = 0

    def due(self, today: date) -> bool:
        """Return whether the time is over and nothing else holds the record."""
        return self.until < today and not self.holds


@dataclass(frozen=True, slots=True)
class Due:
    """One record whose time is over."""

    client: UUID
    code: str
    until: date
    held: bool


def keep_until(rule: Rule, last_service: date, born: date | None) -> date:
    """Return the last day on which a record is kept by a rule.

    Source: APA, Record keeping guidelines, 2007, guideline 7.
    """
    until = years_on(last_service, rule.after_service)
    if born is None:
        return until
    return max(until, years_on(born, rule.majority + rule.after_majority))


def years_on(day: date, years: int) -> date:
    """Return the same day some years on; 29 February becomes 1 March where that year has none."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return date(day.year + years, 3, 1)
