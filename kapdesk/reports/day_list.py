"""The day list: who comes when, by number alone, for the desk or the door; no name and no clinical word."""

from dataclasses import dataclass
from datetime import date, datetime

from kapdesk.domain import clock
from kapdesk.reports.layout import CLINIC, Sheet
from kapdesk.reports.page import finish
from kapdesk.reports.paper import MARGIN, Frame, Identity, Paper, Stamp
from kapdesk.reports.wording import NOT_RECORDED

TITLE = "Day list"
HEAD = ("Time", "Number", "For", "Room", "With", "Stands")
SHARES = (0.2, 0.16, 0.14, 0.18, 0.18, 0.14)
NOTHING = "Nothing is booked on this day."


class OfDay(Identity):
    """Whose page it is: nobody's; the day stands where a name would."""

    __slots__ = ()

    @property
    def name(self) -> str:
        """Return the clinic, or what the page is."""
        return self.family or TITLE

    @property
    def birth(self) -> str:
        """Return the day."""
        return self.given


@dataclass(frozen=True, slots=True)
class Entry:
    """One appointment as it stands on the list: instants, and words that say nothing of care."""

    begins: datetime
    ends: datetime
    number: str
    what: str
    room: str = ""
    with_whom: str = ""
    stands: str = ""


@dataclass(frozen=True, slots=True)
class DayFacts:
    """A day of the clinic, or of one room or one person of it; times are shown in `zone`."""

    day: date
    zone: str
    clinic: str = ""
    of: str = ""
    entries: tuple[Entry, ...] = ()
    closed: tuple[str, ...] = ()


def render(data: DayFacts, *, paper: Paper, stamp: Stamp) -> bytes:
    """Return the day list as a tagged PDF."""
    frame = Frame(paper.size, MARGIN)
    sheet = Sheet(TITLE, frame.width, CLINIC)
    day = clock.show_long_date(data.day)
    sheet.heading(f"{TITLE}, {day}", 1)
    about = ", ".join(part for part in (data.clinic, data.of) if part)
    sheet.text(f"{about}\nTimes in {data.zone}" if about else f"Times in {data.zone}")
    for words in data.closed:
        sheet.text(words)
    sheet.gap(sheet.scale.lead / 2)
    if data.entries:
        sheet.table(HEAD, [_row(each, data.zone) for each in data.entries], SHARES)
    else:
        sheet.text(NOTHING)
    return finish(sheet, OfDay(data.clinic, clock.show_weekday_date(data.day), None, ""), stamp, frame)


def _row(entry: Entry, zone: str) -> tuple[str, ...]:
    times = f"{clock.show_time(entry.begins, zone)} to {clock.show_time(entry.ends, zone)}"
    room, with_whom = entry.room or NOT_RECORDED, entry.with_whom or NOT_RECORDED
    return (times, entry.number, entry.what, room, with_whom, entry.stands or "planned")
