"""What may be added to something signed: of which kind, why, and in whose words."""

from datetime import datetime
from enum import StrEnum

from kapdesk.domain.errors import Refused


class AddendumKind(StrEnum):
    """Why something stands beside what was signed (CMS Program Integrity Manual 3.3.2.5)."""

    ADDENDUM = "addendum"
    CORRECTION = "correction"
    LATE_ENTRY = "late entry"

    @property
    def label(self) -> str:
        """Return the word as it is shown."""
        return self.value.capitalize()


def check(kind: str, reason: str, text: str) -> AddendumKind:
    """Return the kind; raises Refused without a kind, a reason or words."""
    if kind not in set(AddendumKind):
        raise Refused(
            "It is not said whether this is an addendum, a correction or a late entry. Nothing was added."
        )
    if not reason.strip() or not text.strip():
        raise Refused("An addendum needs its words and a reason. Nothing was added; write both.")
    return AddendumKind(kind)


def check_time(about: datetime, now: datetime) -> None:
    """Raise Refused for something that is said to happen later than it is written."""
    if about > now:
        raise Refused("The time it is about is still to come. Nothing was added; correct the time.")
