"""The worksheet for the client's own hand, with the day of the session it looks back on."""

from dataclasses import replace
from typing import TYPE_CHECKING

from kapdesk.domain.clock import local, show_long_date
from kapdesk.services import blank_sheets
from kapdesk.services.blank_sheets import Wanted
from kapdesk.services.record import Record
from kapdesk.services.sessions import SessionHead

if TYPE_CHECKING:
    from kapdesk.reports.blank_facts import Blank

SHEET = "worksheet"


def of_session(record: Record, head: SessionHead) -> "Blank":
    """Return the worksheet for one client with the day of a session; everything else is blank."""
    from kapdesk.reports.blank_facts import Section, Words

    blank = blank_sheets.form(record, Wanted(SHEET, client=head.client))
    at = head.opened_at or head.planned_for
    if at is None:
        return blank
    day = show_long_date(local(at, head.zone).date())
    first = Section("", (Words(f"Looking back on {day}.", strong=True),))
    return replace(blank, sections=(first, *blank.sections))
