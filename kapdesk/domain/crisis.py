"""Numbers to call in a crisis: none is relied on before somebody of the clinic has tried it."""

from dataclasses import dataclass
from datetime import date

from kapdesk.domain.errors import Refused

TRY_AGAIN_AFTER = 180
"""Days after which a number is tried again; a clinic may ask for it sooner."""


@dataclass(frozen=True, slots=True)
class CrisisLine:
    """A number that somebody of the clinic has tried: whose it is, when it answers, tried when, by whom."""

    label: str
    number: str
    when: str
    verified_on: date
    by: str

    def is_stale(self, today: date, after: int = TRY_AGAIN_AFTER) -> bool:
        """Return whether it was tried so many days ago that it is to be tried again."""
        return (today - self.verified_on).days > after


@dataclass(frozen=True, slots=True)
class ListedLine:
    """A number on the clinic's list, tried or not; `tried` is the number as it was when it was tried."""

    id: str
    label: str
    number: str = ""
    when: str = ""
    note: str = ""
    place: str = ""
    tried: str = ""
    verified_on: date | None = None
    by: str = ""

    @property
    def confirmed(self) -> CrisisLine | None:
        """Return the line that may print, or None where this very number was never tried."""
        if self.verified_on is None or not self.number.strip() or self.tried != self.number:
            return None
        return CrisisLine(self.label, self.number, self.when, self.verified_on, self.by)


def check_tried(line: ListedLine, on: date, today: date) -> None:
    """Raise Refused for a line without a number, or one said to be tried on a day to come."""
    if not line.number.strip():
        raise Refused("There is no number to confirm. Nothing was changed. Write the number first.")
    if on > today:
        raise Refused("A number cannot be tried on a day to come. Nothing was changed. Correct the day.")


def check_line(label: str, number: str) -> None:
    """Raise Refused for a line that does not say whose number it is."""
    if not label.strip():
        raise Refused("A number needs to say whose it is. Nothing was changed. Write the name.")
    if number and not any(sign.isdigit() for sign in number):
        raise Refused(f"“{number.strip()}” holds no number. Nothing was changed. Write the number to call.")
