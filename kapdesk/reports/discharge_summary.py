"""The discharge safety summary: the page the client takes home, in plain words, nothing of the session."""

from dataclasses import dataclass, field
from datetime import date, datetime

from kapdesk.domain import clock
from kapdesk.reports.client_facts import Advice, NextVisit, Number, set_advice, set_numbers, set_visits
from kapdesk.reports.layout import CLIENT, Sheet
from kapdesk.reports.page import finish
from kapdesk.reports.paper import MARGIN, Frame, Identity, Paper, Stamp
from kapdesk.reports.wording import NOT_RECORDED

TITLE = "Going home"


@dataclass(frozen=True, slots=True)
class DischargeFacts:
    """What may stand on the client's page, and nothing else: there is no place here for the session itself.

    `numbers` are only those that the clinic has confirmed. `plan` is one line about the client's own
    stay-safe plan, `helps` what the client said helps, `withheld` the kinds of things left out because the
    client asked.
    Instants are aware and shown in `zone` (an IANA name).
    """

    identity: Identity
    zone: str
    clinic: str = ""
    day: date | None = None
    arrived_at: datetime | None = None
    left_at: datetime | None = None
    tonight: Advice = field(default_factory=Advice)
    call_if: Advice = field(default_factory=Advice)
    numbers: tuple[Number, ...] = ()
    plan: str = ""
    helps: tuple[str, ...] = ()
    visits: tuple[NextVisit, ...] = ()
    escort: str = ""
    escort_relation: str = ""
    tonight_with: str = ""
    withheld: tuple[str, ...] = ()


def render(data: DischargeFacts, *, paper: Paper, stamp: Stamp) -> bytes:
    """Return the client's discharge safety summary as a tagged PDF."""
    frame = Frame(paper.size, MARGIN)
    sheet = Sheet(TITLE, frame.width, CLIENT)
    sheet.heading(TITLE, 1)
    sheet.text(_today(data))
    set_advice(sheet, "Tonight", data.tonight)
    set_advice(sheet, "Call us if", data.call_if)
    set_numbers(sheet, "Who to call", data.numbers)
    _plan(sheet, data)
    set_visits(sheet, "Your next visit", data.visits)
    _company(sheet, data)
    _origins(sheet, data)
    return finish(sheet, data.identity, stamp, frame)


def _today(data: DischargeFacts) -> str:
    """Say which day this was and when the client came and left, as far as recorded."""
    day = clock.show_long_date(data.day) if data.day else f"Day {NOT_RECORDED}"
    where = f"{day}, {data.clinic}" if data.clinic else day
    came = clock.show_time(data.arrived_at, data.zone) if data.arrived_at else NOT_RECORDED
    left = clock.show_time(data.left_at, data.zone) if data.left_at else NOT_RECORDED
    return f"{where}. You came: {came}. You left: {left}."


def _plan(sheet: Sheet, data: DischargeFacts) -> None:
    """Set what is said about the client's own plan and what helps."""
    sheet.heading("Your plan")
    sheet.text(data.plan if data.plan.strip() else NOT_RECORDED)
    if data.helps:
        sheet.text(f"You told us what helps: {'; '.join(data.helps)}.")


def _company(sheet: Sheet, data: DischargeFacts) -> None:
    """Set who goes home with the client and who is there tonight."""
    sheet.heading("Who is with you")
    name = ", ".join(part for part in (data.escort, data.escort_relation) if part)
    sheet.facts((("Takes you home", name or NOT_RECORDED), ("Tonight", data.tonight_with or NOT_RECORDED)))


def _origins(sheet: Sheet, data: DischargeFacts) -> None:
    """Set what was left out because the client asked, and where the texts come from."""
    notes: list[str] = []
    if data.withheld:
        notes.append(f"Left out because you asked: {'; '.join(data.withheld)}.")
    origins = list(dict.fromkeys(one.origin for one in (data.tonight, data.call_if) if one.origin))
    if origins:
        notes.append(f"Advice on this page: {'; '.join(origins)}.")
    if notes:
        sheet.gap(sheet.scale.lead / 2)
        sheet.text(" ".join(notes))
