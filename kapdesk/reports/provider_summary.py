"""The provider summary: what another clinician needs of one dosing day, nothing of what was told in it."""

from dataclasses import dataclass

from kapdesk.reports import handing_sections as hand
from kapdesk.reports import leaving_sections as leaving
from kapdesk.reports.client_facts import Number
from kapdesk.reports.day_sections import opened
from kapdesk.reports.handing_sections import Noted
from kapdesk.reports.layout import CLINIC, Sheet
from kapdesk.reports.page import finish
from kapdesk.reports.paper import MARGIN, Frame, Paper, Stamp
from kapdesk.reports.session_facts import SessionFacts
from kapdesk.reports.wording import NOT_RECORDED, Wall, said

TITLE = "Provider summary"
NEVER = (
    "Not part of this copy: psychotherapy notes, preparation, the timeline, the debrief, images and "
    "insights, the work, the body map, the integration notes, answers to single questions, and entries that "
    "were struck out."
)


@dataclass(frozen=True, slots=True)
class ProviderFacts:
    """One dosing day for another clinician.

    `release` says by whose consent or decision the copy leaves the clinic. `helps` is what the client said
    helps, `left_out` a line for each kind of thing that the client or the clinic wants left out.
    """

    day: SessionFacts
    release: tuple[Noted, ...] = ()
    clinic: str = ""
    prescriber: str = ""
    allergies: str = ""
    helps: tuple[str, ...] = ()
    numbers: tuple[Number, ...] = ()
    left_out: tuple[str, ...] = ()
    no_visits: str = ""
    escort: str = ""


def render(data: ProviderFacts, *, paper: Paper, stamp: Stamp) -> bytes:
    """Return the provider summary as a tagged PDF; what was not recorded is said to be so."""
    frame = Frame(paper.size, MARGIN)
    sheet = Sheet(TITLE, frame.width, CLINIC)
    sheet.heading(TITLE, 1)
    day = data.day
    hand.noted(sheet, "Released", data.release, day.wall)
    _session(sheet, data, day.wall)
    hand.alerts(sheet, day, data.allergies)
    hand.risk(sheet, day)
    for section in (
        hand.plan, hand.means, hand.standing_doses, hand.all_vitals, hand.standing_events, hand.scores,
        hand.open_criteria, hand.cleared,
    ):  # fmt: skip
        section(sheet, day)
    _leaving(sheet, data)
    _follow_up(sheet, data)
    _limits(sheet, data)
    return finish(sheet, day.identity, stamp, frame)


def _session(sheet: Sheet, data: ProviderFacts, wall: Wall) -> None:
    """Set which session this is and who had it in hand."""
    it = data.day.visit
    sheet.heading("Session")
    sheet.facts(
        (
            ("Clinic", said(data.clinic)),
            ("Dosing session", str(it.number) if it.number is not None else NOT_RECORDED),
            ("Setting", said(it.setting)),
            ("Therapist", said(it.therapist)),
            ("Medical professional", said(it.medical)),
            ("Prescriber", said(data.prescriber)),
            ("Began", wall.moment(it.began_at)),
            ("Ended", wall.moment(it.ended_at)),
        )
    )


def _leaving(sheet: Sheet, data: ProviderFacts) -> None:
    """Set how the day ended, with whom the client left, and what was given in writing."""
    leaving.outcome(sheet, data.day)
    sheet.facts((("Escort", said(data.escort)),))
    leaving.instructions(sheet, data.day)


def _follow_up(sheet: Sheet, data: ProviderFacts) -> None:
    """Set what is booked, what is still to be done, whom the client calls, and what helps."""
    if data.no_visits:
        sheet.heading("Appointments booked")
        sheet.text(data.no_visits)
    else:
        leaving.bookings(sheet, data.day)
    hand.reached(sheet, data.day)
    hand.pending(sheet, data.day)
    hand.numbers(sheet, "Numbers the client was given", data.numbers)
    if opened(sheet, "What the client says helps", empty=not data.helps):
        sheet.text("; ".join(data.helps))


def _limits(sheet: Sheet, data: ProviderFacts) -> None:
    """Set what was left out, and by whose wish, and who wrote what is here."""
    sheet.heading("What is not here")
    for line in data.left_out:
        sheet.text(line)
    sheet.text(NEVER)
    sheet.gap(sheet.scale.lead / 2)
    sheet.facts((("Recorded by", said("; ".join(data.day.recorded_by))), ("Times", said(data.day.zone))))
