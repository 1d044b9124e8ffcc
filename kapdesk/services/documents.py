"""Everything that can be printed: gathered from the record, set on pages, looked at before it leaves."""

from dataclasses import dataclass
from uuid import UUID

from kapdesk import __version__
from kapdesk.domain.change import Change
from kapdesk.domain.clock import local, show_moment
from kapdesk.domain.errors import KapdeskError, Refused
from kapdesk.reports.paper import Paper, Stamp, Status
from kapdesk.services import (
    blank_sheets,
    people,
    printed_home,
    printed_leaving,
    printed_plan,
    printed_session,
    safety_plans,
    sessions,
    settings,
)
from kapdesk.services.printed_words import Names
from kapdesk.services.record import Record
from kapdesk.services.sessions import SessionHead
from kapdesk.store.rows import SessionRow

__all__ = ["Paper"]

PAPER = "paper"


class EmptyPage(KapdeskError):
    """A document came out without words; it is not handed out."""

    code = 1


@dataclass(frozen=True, slots=True)
class Printed:
    """A finished document: its bytes, what it is called, a file name that names nobody, how many pages."""

    pdf: bytes
    title: str
    file_name: str
    pages: int


@dataclass(frozen=True, slots=True)
class Card:
    """One document that can be made: what it is, how it stands, and whether it can be made now."""

    key: str
    title: str
    about: str
    state: str
    ready: bool


def paper(record: Record) -> Paper:
    """Return the paper the clinic prints on: A4 until another is chosen."""
    chosen = settings.get(record, PAPER, Paper.A4.value)
    return Paper(chosen) if chosen in set(Paper) else Paper.A4


def choose_paper(record: Record, paper: Paper) -> Change:
    """Keep the paper the clinic prints on."""
    return settings.put(record, PAPER, paper.value)


def session_summary(record: Record, session_id: UUID, *, paper: Paper) -> Printed:
    """Make the session summary from everything recorded of one dosing day; raises NotFound."""
    from kapdesk.reports import session_summary as report

    head = sessions.head(record, session_id)
    pdf = report.render(printed_session.facts(record, head), paper=paper, stamp=_stamp(record, head))
    return _finished(record, pdf, report.TITLE, "summary", head)


def discharge_summary(record: Record, session_id: UUID, *, paper: Paper) -> Printed:
    """Make the client's page for going home; raises NotFound."""
    from kapdesk.reports import discharge_summary as report

    head = sessions.head(record, session_id)
    pdf = report.render(printed_home.discharge(record, head), paper=paper, stamp=_stamp(record, head))
    return _finished(record, pdf, report.TITLE, "going-home", head)


def escort_sheet(record: Record, session_id: UUID, *, paper: Paper) -> Printed:
    """Make the escort's half page; raises Refused without the client's recorded consent, and NotFound."""
    from kapdesk.reports import escort_sheet as report

    head = sessions.head(record, session_id)
    pdf = report.render(printed_home.escort_page(record, head), paper=paper, stamp=_stamp(record, head))
    return _finished(record, pdf, report.TITLE, "escort", head)


def stay_safe_plan(record: Record, client_id: UUID, *, paper: Paper) -> Printed:
    """Make the client's stay-safe plan as it was reviewed last; raises Refused where it never was."""
    from kapdesk.reports import stay_safe_plan as report

    pdf = report.render(printed_plan.plan(record, client_id), paper=paper, stamp=_stamp(record))
    return _finished(record, pdf, report.TITLE, "plan")


def appointment_card(record: Record, client_id: UUID, *, paper: Paper) -> Printed:
    """Make the card with the next visits; raises Refused where nothing is booked."""
    from kapdesk.reports import appointment_card as report

    pdf = report.render(printed_home.card(record, client_id), paper=paper, stamp=_stamp(record))
    return _finished(record, pdf, report.TITLE, "visits")


def blank_form(record: Record, sheet: blank_sheets.Wanted, *, paper: Paper) -> Printed:
    """Make a blank paper form, for a client or for the shelf; raises NotFound for one that is not there."""
    pdf = blank_sheets.make(record, sheet, paper=paper)
    return _finished(record, pdf, blank_sheets.title(record, sheet), f"blank-{sheet.sheet}")


def make(record: Record, key: str, client_id: UUID, session_id: UUID | None, *, paper: Paper) -> Printed:
    """Make a document by its key; raises Refused where it belongs to a session and none is open."""
    if key == "plan":
        return stay_safe_plan(record, client_id, paper=paper)
    if key == "card":
        return appointment_card(record, client_id, paper=paper)
    if key.startswith(blank_sheets.PREFIX):
        return blank_form(record, blank_sheets.wanted(key, client_id), paper=paper)
    if session_id is None:
        raise Refused("This page belongs to a session, and none is open. Nothing was made.")
    made = {"summary": session_summary, "discharge": discharge_summary, "escort": escort_sheet}
    return made[key](record, session_id, paper=paper)


def cards(record: Record, client_id: UUID, session_id: UUID | None) -> tuple[Card, ...]:
    """Return every document of a chart with how it stands, in the order in which people need them."""
    head = sessions.head(record, session_id) if session_id else None
    return (
        *((_discharge_card(record, head), _escort_card(record, head)) if head else ()),
        _plan_card(record, client_id),
        _visits_card(record, client_id),
        *((_summary_card(head),) if head else ()),
    )


def _standing(head: SessionHead) -> str:
    return "draft: the session is not signed" if head.signed_at is None else "signed"


def _discharge_card(record: Record, head: SessionHead) -> Card:
    has_outcome = head.ended_at is not None or bool(printed_leaving.outcomes(record, head, Names({})))
    outcome = "" if has_outcome else "; no outcome recorded yet"
    about = "One page for the client: tonight, what to leave out, whom to call, the next visit"
    return Card("discharge", "Discharge safety summary", about, _standing(head) + outcome, ready=True)


def _escort_card(record: Record, head: SessionHead) -> Card:
    known = printed_leaving.escort(record, head)
    about = "Half a page of practical care; nothing of the session"
    consent = printed_home.consent_of(record, head)
    if consent is True:
        return Card("escort", "For the escort", about, _standing(head), ready=True)
    refused = "the client does not want it handed over"
    wanted = refused if consent is False else "the client’s consent to hand it over is not recorded"
    return Card(
        "escort", "For the escort", about, wanted if known else f"no escort named; {wanted}", ready=False
    )


def _plan_card(record: Record, client_id: UUID) -> Card:
    about = "One page in large type, in the client’s words; no diagnosis, no medicines"
    last = safety_plans.latest(record, client_id)
    if last is None:
        return Card("plan", "Stay-safe plan", about, "not reviewed with the client yet", ready=False)
    newer = "; changed since, not reviewed" if safety_plans.changed_since_review(record, client_id) else ""
    state = f"version {last.number}, reviewed {show_moment(last.happened_at, record.zone)}{newer}"
    return Card("plan", "Stay-safe plan", about, state, ready=True)


def _visits_card(record: Record, client_id: UUID) -> Card:
    booked = printed_home.visits(record, client_id, Names({}))
    about = "To cut out and keep: when and where, without a clinical word"
    if not booked:
        return Card("card", "Appointment card", about, "nothing is booked", ready=False)
    return Card("card", "Appointment card", about, f"next: {booked[0].when}", ready=True)


def _summary_card(head: SessionHead) -> Card:
    about = "The whole day for the clinic’s own record, from arrival to what was booked"
    return Card("summary", "Session summary", about, _standing(head), ready=True)


def _stamp(record: Record, head: SessionHead | None = None) -> Stamp:
    """Return when and by whom this is printed; a page of a session is a draft until it is signed."""
    status, signature = Status.PLAIN, ""
    if head is not None:
        status = Status.DRAFT if head.signed_at is None else Status.SIGNED
        signature = _signature(record, head)
    return Stamp(
        record.now(), record.author.signature, record.zone, status, signature, record.rehearsal, __version__
    )


def _signature(record: Record, head: SessionHead) -> str:
    if head.signed_at is None:
        return ""
    with record.read() as db:
        signed_by = db.get_one(SessionRow, head.id).signed_by
    who = people.one(record, signed_by).signature if signed_by else ""
    return f"Signed by {who or 'a name that is not recorded'}, {show_moment(head.signed_at, head.zone)}"


def _finished(record: Record, pdf: bytes, title: str, kind: str, head: SessionHead | None = None) -> Printed:
    """Look at a document before it is handed out; raises EmptyPage where a page says nothing."""
    from kapdesk.reports.pdf import inspect

    seen = inspect(pdf)
    if not seen.good:
        raise EmptyPage(
            "The document came out with an empty page, so it was not handed out. Nothing in the record was "
            "changed. Please tell the people who make kapdesk."
        )
    at = (head.opened_at or head.planned_for if head else None) or record.now()
    day = local(at, head.zone if head else record.zone).date()
    return Printed(pdf, title, f"kapdesk-{day.isoformat()}-{kind}.pdf", seen.pages)
