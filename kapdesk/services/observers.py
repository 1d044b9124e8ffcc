"""Who saw it, and in which role: the person writing, or somebody named, whose role is never guessed."""

from kapdesk.domain.two_people import same_person
from kapdesk.services.record import Record


def seen_by(record: Record, observer: str, role: str) -> tuple[str, str]:
    """Return observer and role as they are kept: nobody named is the person writing, in their own role.

    Somebody else without a role stays without one; the role of the person writing is not theirs.
    """
    name, said = observer.strip(), role.strip()
    if not name:
        return record.author.signature, said or record.author.role.value
    return name, said or (record.author.role.value if same_person(name, record.author.name) else "")
