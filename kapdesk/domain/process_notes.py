"""Process notes: private notes of one author, apart from the record, never counted, found or printed with it.

Source: 45 CFR 164.501 (psychotherapy notes) and 164.508(a)(2) (an authorisation of their own).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from kapdesk.domain.errors import Refused


@dataclass(frozen=True, slots=True, repr=False)
class ProcessNote:
    """One private note as it stands; `version` counts its saves, `shared_with` are co-therapists."""

    id: UUID
    client: UUID
    session: UUID | None
    owner: UUID
    happened_at: datetime
    written_at: datetime
    version: int
    text: str
    shared_with: tuple[UUID, ...] = ()

    @property
    def first_line(self) -> str:
        """Return the first words, for the list on the author's own page."""
        return next((line.strip() for line in self.text.splitlines() if line.strip()), "")


@dataclass(frozen=True, slots=True)
class Release:
    """On what ground one note leaves: an authorisation of its own, or a stated exception."""

    authorised_by: str
    authorised_on: date
    recipient: str
    purpose: str
    expires_on: date | None = None
    exception: str = ""


def check_release(release: Release, today: date) -> None:
    """Raise Refused where the authorisation does not say who, to whom and why, or is over."""
    if not (release.authorised_by.strip() and release.recipient.strip() and release.purpose.strip()):
        raise Refused(
            "An authorisation says who gave it, to whom the note goes, and why. Nothing was released. "
            "Write all three."
        )
    if release.authorised_on > today:
        raise Refused("This authorisation is of a day to come. Nothing was released. Correct the day.")
    if release.expires_on is not None and release.expires_on < today:
        raise Refused("This authorisation is over. Nothing was released. Ask for a new one.")


def search(notes: Iterable[ProcessNote], words: str) -> tuple[ProcessNote, ...]:
    """Return the notes that hold all of these words, capitals aside; of open notes only, in memory."""
    wanted = words.casefold().split()
    return tuple(note for note in notes if all(word in note.text.casefold() for word in wanted))
