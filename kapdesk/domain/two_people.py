"""Two people, two signatures: when two names are one person, and what that person has to state."""

import re
import unicodedata

from kapdesk.domain.errors import Refused

_TITLES = frozenset({"dr", "prof", "mr", "mrs", "ms", "miss", "mx"})


def plain_name(name: str) -> str:
    """Return a name without credential, title, case, marks and doubled space, to be compared."""
    bare = unicodedata.normalize("NFKC", name).split(",")[0].casefold()
    words = re.findall(r"[^\W_]+", bare)
    return " ".join(word for word in words if word not in _TITLES)


def same_person(name: str, other: str) -> bool:
    """Return whether two names read as one person; an empty name is nobody."""
    return bool(plain_name(name)) and plain_name(name) == plain_name(other)


def both_qualifications(medical: str, therapist: str) -> str:
    """Return the sentence that prints where one person signs both clearances."""
    return (
        f"Signs both clearances. Qualified as medical professional: {medical.strip()}; "
        f"as therapist: {therapist.strip()}."
    )


def check_two_people(name: str, other: str, qualifications: tuple[str, str]) -> None:
    """Raise Refused where one person signs both clearances and does not state both qualifications.

    Source of the two roles: Ryan and Bennett, Ethical Guidelines for Ketamine Clinicians, 2020.
    """
    if same_person(name, other) and not all(one.strip() for one in qualifications):
        raise Refused(
            f"{name.strip()} signed the other clearance too. Nothing was changed. Two people sign; one "
            "person signs both only with both qualifications stated, as medical professional and as "
            "therapist, and they print."
        )
