"""Numbers to call: taken from suggestions or written by the clinic, tried by a person, then printed."""

import json
from dataclasses import asdict, replace
from datetime import date
from uuid import uuid4

from kapdesk.domain.change import Change, Topic
from kapdesk.domain.clock import local
from kapdesk.domain.crisis import TRY_AGAIN_AFTER, CrisisLine, ListedLine, check_line, check_tried
from kapdesk.domain.errors import KapdeskError, NotFound
from kapdesk.domain.tables import Row
from kapdesk.services import settings
from kapdesk.services.record import Record

__all__ = ["CrisisLine", "ListedLine"]

PREFIX = "crisis.line."
CLINIC_DAY, CLINIC_AFTER = "clinic-day", "clinic-after"
_CLINIC = {CLINIC_DAY: "The clinic", CLINIC_AFTER: "The clinic, out of hours"}


def confirmed(record: Record) -> tuple[CrisisLine, ...]:
    """Return the numbers that may print, the clinic's own first: each was tried by a person on a day."""
    return tuple(line.confirmed for line in on_list(record) if line.confirmed is not None)


def clinic_phone(record: Record) -> CrisisLine | None:
    """Return the clinic's number in hours, or None where nobody has confirmed it."""
    return _line(record, CLINIC_DAY).confirmed


def stale(record: Record) -> tuple[CrisisLine, ...]:
    """Return the confirmed numbers that are to be tried again."""
    today, after = _today(record), try_again_after(record)
    return tuple(line for line in confirmed(record) if line.is_stale(today, after))


def try_again_after(record: Record) -> int:
    """Return after how many days a number is to be tried again."""
    try:
        row = record.content.table("settings-defaults").row("crisis-check-after")
    except KapdeskError:
        return TRY_AGAIN_AFTER
    return min(row.whole("number") or TRY_AGAIN_AFTER, TRY_AGAIN_AFTER)


def on_list(record: Record) -> tuple[ListedLine, ...]:
    """Return every number on the clinic's list, tried or not; the clinic's own two stand first."""
    kept = settings.several(record, PREFIX)
    lines = {line.id: line for value in kept.values() if (line := _read(value)) is not None}
    own = tuple(lines.pop(id_, ListedLine(id_, label)) for id_, label in _CLINIC.items())
    return own + tuple(sorted(lines.values(), key=_by_place))


def places(record: Record) -> tuple[str, ...]:
    """Return the countries and regions that numbers are suggested for."""
    rows = record.content.table("crisis-resources").rows
    return tuple(dict.fromkeys(row.text("place") for row in rows))


def take(record: Record, place: str) -> Change:
    """Put the suggestions for a place on the list, none of them confirmed; what is there already stays."""
    here = {line.id for line in on_list(record)}
    rows = [row for row in record.content.table("crisis-resources").rows if row.text("place") == place]
    if not rows:
        raise NotFound(f"There are no suggestions for “{place}”. Nothing was changed. Choose another place.")
    new = {PREFIX + row.id: _written(_suggested(row)) for row in rows if row.id not in here}
    return settings.put_several(record, new)


def add(record: Record, label: str, number: str, *, when: str = "", note: str = "") -> Change:
    """Put a number of the clinic's own choice on the list; it is not confirmed yet."""
    check_line(label, number)
    line = ListedLine(f"own-{uuid4().hex[:12]}", label.strip(), number.strip(), when.strip(), note.strip())
    return _keep(record, line)


def edit(record: Record, line_id: str, *, label: str, number: str, when: str = "") -> Change:
    """Correct a line; a number that was changed has to be tried anew before it prints."""
    check_line(label, number)
    line = _line(record, line_id)
    return _keep(record, replace(line, label=label.strip(), number=number.strip(), when=when.strip()))


def confirm(record: Record, line_id: str, number: str, on: date | None = None) -> Change:
    """Say that the one writing has tried this very number, today or on a day before.

    Raises Refused where the list holds another number by now.
    """
    line = _line(record, line_id)
    day = on or _today(record)
    check_tried(line, day, _today(record))
    if line.number != number.strip():
        raise NotFound("The list holds another number by now. Nothing was confirmed. Look at it again.")
    return _keep(record, replace(line, tried=line.number, verified_on=day, by=record.author.signature))


def remove(record: Record, line_id: str) -> Change:
    """Take a number off the list; it prints no more."""
    _line(record, line_id)
    return settings.put(record, PREFIX + line_id, "")


def _suggested(row: Row) -> ListedLine:
    call, text = row.text("call"), row.text("text")
    if call and call == text:
        number, when = call, "call or text"
    elif text and not call:
        number, when = text, "by text message"
    else:
        number, when = call, ""
    return ListedLine(row.id, row.text("label"), number, when, row.text("note"), row.text("place"))


def _line(record: Record, line_id: str) -> ListedLine:
    for line in on_list(record):
        if line.id == line_id:
            return line
    raise NotFound("This number is not on the list any more. Nothing was changed.")


def _keep(record: Record, line: ListedLine) -> Change:
    settings.put(record, PREFIX + line.id, _written(line))
    return Change(Topic.SETTING)


def _written(line: ListedLine) -> str:
    parts = asdict(line)
    parts["verified_on"] = line.verified_on.isoformat() if line.verified_on else ""
    return json.dumps(parts, ensure_ascii=False)


def _read(value: str) -> ListedLine | None:
    """Return a line as it was kept; None for one taken off the list, or one that cannot be read."""
    if not value:
        return None
    try:
        parts = json.loads(value)
        on = parts.pop("verified_on")
        return ListedLine(**parts, verified_on=date.fromisoformat(on) if on else None)
    except (KeyError, TypeError, ValueError):
        return None


def _by_place(line: ListedLine) -> tuple[str, str, str]:
    return (line.place, line.label, line.id)


def _today(record: Record) -> date:
    return local(record.now(), record.zone).date()
