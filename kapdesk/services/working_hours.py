"""Hours of each weekday, rooms and habits of meeting again, as the clinic has set them."""

from kapdesk.domain import visit_cadence
from kapdesk.domain.change import Change
from kapdesk.domain.errors import Refused
from kapdesk.domain.working_hours import WorkingWeek, every_day, read_hours, show_hours
from kapdesk.services import settings
from kapdesk.services.record import Record

HOURS, ROOMS = "week.hours.", "week.rooms"
OPENS, CLOSES = "week.opens", "week.closes"  # of every day, where no weekday has its own


def week(record: Record) -> WorkingWeek:
    """Return the working hours of each weekday; 09:00 to 18:00 where nobody set any."""
    said = settings.several(record, "week.")
    opens, closes = (said.get(key, "") for key in (OPENS, CLOSES))
    shipped = every_day(int(opens) if opens.isdecimal() else 9, int(closes) if closes.isdecimal() else 18)
    return WorkingWeek(
        tuple(
            read_hours(said[key]) if said.get(key := f"{HOURS}{number}") else shipped.days[number]
            for number in range(7)
        )
    )


def set_day(record: Record, weekday: int, text: str) -> Change:
    """Set the hours of a weekday, 0 for Monday; raises Refused for what cannot be hours."""
    return settings.put(record, f"{HOURS}{weekday}", _canonical(text))


def set_days(record: Record, texts: dict[int, str]) -> Change:
    """Set the hours of several weekdays, all or none."""
    return settings.put_several(record, {f"{HOURS}{day}": _canonical(text) for day, text in texts.items()})


def set_rooms(record: Record, text: str) -> Change:
    """Set the rooms that are offered, in the clinic's own order; commas stand between them."""
    names = [name for part in text.split(",") if (name := part.strip())]
    return settings.put(record, ROOMS, "\n".join(dict.fromkeys(names)))


def set_cadence(record: Record, typed: dict[str, str]) -> Change:
    """Set the clinic's habits of meeting again, all or none; raises Refused for what cannot be."""
    return settings.put_several(record, visit_cadence.checked(typed))


def _canonical(text: str) -> str:
    if not text.strip():
        raise Refused("No hours are written. The old ones stand. Write “closed” for a day without any.")
    return show_hours(read_hours(text))
