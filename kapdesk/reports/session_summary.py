"""The session summary: one dosing day for the clinic's own record, from arrival to what was booked."""

from kapdesk.reports import day_sections as day
from kapdesk.reports import kept_room as room
from kapdesk.reports import kept_sections as kept
from kapdesk.reports import leaving_sections as leaving
from kapdesk.reports import telling_sections as telling
from kapdesk.reports import vitals_table
from kapdesk.reports.layout import CLINIC, Sheet
from kapdesk.reports.page import finish
from kapdesk.reports.paper import MARGIN, Frame, Paper, Stamp
from kapdesk.reports.session_facts import SessionFacts

TITLE = "Session summary"

SECTIONS = (
    day.visit,
    kept.passed,
    day.preparation,
    room.looked_again,
    day.arrival,
    room.choices,
    day.doses,
    vitals_table.vitals,
    day.timeline,
    room.clock,
    day.adverse_events,
    telling.debrief,
    room.body_map,
    room.work,
    telling.embodiment,
    room.practices,
    leaving.screens,
    leaving.scores,
    kept.checks,
    leaving.readiness,
    kept.plans,
    leaving.clearances,
    leaving.escort,
    leaving.instructions,
    leaving.outcome,
    leaving.bookings,
    kept.contacts,
    leaving.integration,
    room.carried,
    kept.texts,
    room.sheets,
    leaving.closing,
)


def render(data: SessionFacts, *, paper: Paper, stamp: Stamp) -> bytes:
    """Return the session summary as a tagged PDF; what was not recorded is said to be so."""
    frame = Frame(paper.size, MARGIN)
    sheet = Sheet(TITLE, frame.width, CLINIC)
    sheet.heading(TITLE, 1)
    for section in SECTIONS:
        section(sheet, data)
    return finish(sheet, data.identity, stamp, frame)
