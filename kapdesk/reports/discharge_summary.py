"""The discharge safety summary: the page the client takes home, in plain words, nothing of the session."""

from dataclasses import dataclass, field
from datetime import date, datetime

from kapdesk.domain import clock
from kapdesk.reports.client_facts import (
    Advice,
    NextVisit,
    Number,
    advice_on,
    origins,
    set_advice,
    set_numbers,
    set_urgent,
    set_visits,
)
from kapdesk.reports.layout import CLIENT, Sheet
from kapdesk.reports.page import finish, pages_of
from kapdesk.reports.paper import MARGIN, MILLIMETRE, Frame, Identity, Paper, Stamp
from kapdesk.reports.wording import NOT_RECORDED

TITLE = "Going home"
TIGHT = (14.0, 13.5, 13.0)  # the distances of lines, in points, where a page would else go over to a second
NO_PLAN = f"A plan of your own is {NOT_RECORDED}. If you would like to make one, ask us."
MOST = 2  # pages with ordinary distances; beyond these the lines stand closer again
NARROW = 14 * MILLIMETRE  # the margin of such a page


@dataclass(frozen=True, slots=True)
class DischargeFacts:
    """What may stand on the client's page, and nothing else: there is no place here for the session itself.

    `call_if` is about calling the clinic, `emergency_if` about help at once; neither ever stands under the
    other's heading. `more` are blocks the clinic added to the text. `numbers` and `emergency` are only those
    that the clinic has confirmed. `plan` is one line about the client's own stay-safe plan, `helps` what the
    client said helps, `withheld` the kinds of things left out because the client asked; `no_visits` stands in
    the place of the next visits where they are among these.
    Instants are aware and shown in `zone` (an IANA name).
    """

    identity: Identity
    zone: str
    clinic: str = ""
    day: date | None = None
    arrived_at: datetime | None = None
    left_at: datetime | None = None
    tonight: Advice = field(default_factory=Advice)
    please_do_not: Advice = field(default_factory=Advice)
    may_notice: Advice = field(default_factory=Advice)
    more: tuple[tuple[str, Advice], ...] = ()
    call_if: Advice = field(default_factory=Advice)
    emergency_if: Advice = field(default_factory=Advice)
    numbers: tuple[Number, ...] = ()
    emergency: tuple[Number, ...] = ()
    plan: str = ""
    helps: tuple[str, ...] = ()
    visits: tuple[NextVisit, ...] = ()
    escort: str = ""
    escort_relation: str = ""
    tonight_with: str = ""
    withheld: tuple[str, ...] = ()
    no_visits: str = ""


def render(data: DischargeFacts, *, paper: Paper, stamp: Stamp) -> bytes:
    """Return the client's discharge safety summary as a tagged PDF, on one page where it fits.

    Where it does not fit even with its lines closer, it has the ordinary distances again on two.
    """
    wide, narrow = Frame(paper.size, MARGIN), Frame(paper.size, NARROW)
    airy = _set(data, Sheet(TITLE, wide.width, CLIENT), close=False)
    needed, tight = pages_of(airy, data.identity, stamp, wide), airy
    for lead in TIGHT if needed > 1 else ():
        tight = _set(data, Sheet(TITLE, narrow.width, CLIENT.closer(lead)), close=True)
        if pages_of(tight, data.identity, stamp, narrow) == 1:
            return finish(tight, data.identity, stamp, narrow)
    if needed <= MOST:
        return finish(airy, data.identity, stamp, wide)
    return finish(tight, data.identity, stamp, narrow)


def _set(data: DischargeFacts, sheet: Sheet, *, close: bool) -> Sheet:
    """Set the page from top to bottom, in the order of need; the end of a full one stands closer."""
    sheet.heading(TITLE, 1)
    sheet.text(_today(data))
    set_advice(sheet, "Tonight", data.tonight)
    if close:
        sheet.gap(sheet.scale.lead / 4)
        sheet.text(" ".join(f"{label}: {words}." for label, words in _company(data)))
    else:
        sheet.facts(_company(data))
    set_advice(sheet, "Please do not", data.please_do_not)
    set_advice(sheet, "What you may notice", data.may_notice)
    for heading, advice in data.more:
        set_advice(sheet, heading, advice)
    set_advice(sheet, "Call us if", data.call_if)
    set_numbers(sheet, "Who to call", data.numbers)
    set_urgent(sheet, "Get emergency help at once if", data.emergency_if, data.emergency)
    if close:
        sheet.gap(sheet.scale.lead / 2)
        sheet.facts(_end(data), share=0.2)
    else:
        _plan(sheet, data)
        if data.no_visits:
            sheet.heading("Your next visit")
            sheet.text(data.no_visits)
        else:
            set_visits(sheet, "Your next visit", data.visits)
    _origins(sheet, data)
    return sheet


def _today(data: DischargeFacts) -> str:
    """Say which day this was and when the client came and left, as far as recorded."""
    day = clock.show_long_date(data.day) if data.day else f"Day {NOT_RECORDED}"
    where = f"{day}, {data.clinic}" if data.clinic else day
    came = clock.show_time(data.arrived_at, data.zone) if data.arrived_at else NOT_RECORDED
    left = clock.show_time(data.left_at, data.zone) if data.left_at else NOT_RECORDED
    return f"{where}. You came: {came}. You left: {left}."


def _company(data: DischargeFacts) -> tuple[tuple[str, str], ...]:
    """Say who goes home with the client and who is there tonight."""
    name = ", ".join(part for part in (data.escort, data.escort_relation) if part)
    return (("Takes you home", name or NOT_RECORDED), ("With you tonight", data.tonight_with or NOT_RECORDED))


def _plan(sheet: Sheet, data: DischargeFacts) -> None:
    """Set what is said about the client's own plan and what helps."""
    sheet.heading("Your plan")
    sheet.text(data.plan if data.plan.strip() else NO_PLAN)
    if data.helps:
        sheet.text(f"You told us what helps: {'; '.join(data.helps)}.")


def _end(data: DischargeFacts) -> tuple[tuple[str, str], ...]:
    """Say plan, what helps and the next visits, each beside its name."""
    visits = "\n".join(", ".join(part for part in (one.when, one.rest) if part) for one in data.visits)
    helps = (("What helps you", "; ".join(data.helps)),) if data.helps else ()
    plan = data.plan if data.plan.strip() else NO_PLAN
    return (("Your plan", plan), *helps, ("Your next visit", visits or data.no_visits or NOT_RECORDED))


def _origins(sheet: Sheet, data: DischargeFacts) -> None:
    """Set what was left out because the client asked, and where the texts come from."""
    notes: list[str] = []
    if data.withheld:
        notes.append(f"Left out because you asked: {'; '.join(data.withheld)}.")
    where = origins(advice_on(data))
    if where:
        notes.append(f"Advice on this page: {where}.")
    if notes:
        sheet.gap(sheet.scale.lead / 2)
        sheet.text(" ".join(notes))
