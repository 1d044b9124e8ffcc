"""Which wording of each text was in use when: so that an old answer prints in the words it was asked in."""

from datetime import datetime

from kapdesk.content import KINDS
from kapdesk.domain.definitions import Definition, Form
from kapdesk.domain.errors import NotFound
from kapdesk.services import settings
from kapdesk.services.record import Begun, Record
from kapdesk.services.roles import check_reading

PREFIX = "wording."
"""Under `wording.<kind's first letter>.<id>.<version>` stands since when that version has been in use."""


def remember(record: Record) -> int:
    """Keep since when the newest version of every text has been in use, and return how many were new.

    To be called whenever a record was opened, before anything is written in it: a typed text names no version
    of its own, so the version that was in use when it was written is the one it was asked in.
    """
    known = settings.several(record, PREFIX)
    now = record.now().isoformat()
    new = {key: now for kind in KINDS for one in record.content.all(kind) if (key := _key(one)) not in known}
    if new:
        settings.put_several(record, new)
    return len(new)


def version_at(record: Record, kind: type[Definition], definition_id: str, at: datetime) -> int:
    """Return which version was in use at an instant; the newest where nothing of that time is known."""
    there = record.content.versions(kind, definition_id)
    if not there:
        raise NotFound(f"There is no “{definition_id}” among the content files. Nothing was changed.")
    begun = _begun(record, kind, definition_id)
    if not begun:
        return there[-1]
    seen = [version for version, since in begun.items() if since <= at and version in there]
    if seen:
        return max(seen, key=begun.__getitem__)
    first = min(begun, key=begun.__getitem__)
    before = [version for version in there if version < first]
    return before[-1] if before else there[0]


def form_at(record: Record, form_id: str, at: datetime) -> Form:
    """Return a form in the version that was in use at an instant; raises NotFound."""
    return record.content.form(form_id, version_at(record, Form, form_id, at))


def _begun(record: Record, kind: type[Definition], definition_id: str) -> dict[int, datetime]:
    there = _in_use(record).get(f"{_letter(kind)}.{definition_id}", {})
    return {version: datetime.fromisoformat(since) for version, since in there.items()}


def _in_use(record: Record) -> Begun:
    """Return since when each version of each text has been in use; read once between two writes."""
    check_reading(record.author)
    writes = record.store.writes  # asked first: what is read meanwhile may be of before the next write
    found = record.in_use.get(writes)
    if found is None or record.store.closed:
        found = _read(record)
        record.in_use.clear()
        record.in_use[writes] = found
    return found


def _read(record: Record) -> Begun:
    found: Begun = {}
    for key, since in settings.several(record, PREFIX).items():
        name, _, version = key.removeprefix(PREFIX).rpartition(".")
        if version.isdigit():
            found.setdefault(name, {})[int(version)] = since
    return found


def _key(one: Definition) -> str:
    return f"{PREFIX}{_letter(type(one))}.{one.id}.{one.version}"


def _letter(kind: type[Definition]) -> str:
    return kind.__name__[0].casefold()
