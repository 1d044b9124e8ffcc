"""Why an appointment is moved or called off: the clinic's list of words, and how a reason is read."""

from kapdesk.domain.errors import KapdeskError, Refused
from kapdesk.services.record import Record

TABLE = "appointment-reasons"


def choices(record: Record) -> tuple[tuple[str, str], ...]:
    """Return the reasons that can be chosen, by id and words; none where the list cannot be read."""
    try:
        rows = record.content.table(TABLE).rows
    except KapdeskError:
        return ()
    return tuple((row.id, row.text("label")) for row in rows)


def label(record: Record, code: str) -> str:
    """Return the words of a reason by its id; an id that is on no list any more is read as it is."""
    return dict(choices(record)).get(code, code.replace("-", " "))


def words(record: Record, code: str | None, own: str) -> str:
    """Return a reason as it is read: the words of the list, then one's own."""
    if not code:
        return own.strip()
    return ": ".join(part for part in (label(record, code), own.strip()) if part)


def check(record: Record, code: str) -> str:
    """Return a code that is on the list; raises Refused for another."""
    if code and code not in dict(choices(record)):
        raise Refused("This reason is not on the clinic's list. Nothing was changed. Choose another.")
    return code
