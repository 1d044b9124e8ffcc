"""Texts of a session: which ones there are, when they may still be written, and how a correction is made."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from kapdesk.domain.errors import Refused

LATE_AFTER = timedelta(hours=24)
"""How long after the session a note is signed before it is labelled late entry; a clinic may change it."""


@dataclass(frozen=True, slots=True)
class Revision:
    """One version of a text as it once stood."""

    note_id: UUID
    text: str
    written_at: datetime
    author: str = ""


def check_may_edit(*, signed_at: datetime | None) -> None:
    """Raise Refused for a note of a signed session; corrections are addenda."""
    if signed_at is not None:
        raise Refused(
            "This session is signed, so its notes cannot be changed. The signed text stands as it was; "
            "write an addendum with the reason."
        )


def check_field(name: str, known: Collection[str]) -> None:
    """Raise Refused for a text that is not one of those the form has."""
    if name not in known:
        raise Refused(
            f"There is no text called “{name}” here. Nothing was written; choose one of the form's texts."
        )
