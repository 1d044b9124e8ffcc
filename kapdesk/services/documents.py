"""Everything that can be printed: gathered from the record, set on pages, looked at before it leaves."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from uuid import UUID

from kapdesk.domain.audit import Action
from kapdesk.domain.change import Change
from kapdesk.domain.clock import local
from kapdesk.domain.errors import KapdeskError, Refused
from kapdesk.domain.outcomes import Outcome
from kapdesk.domain.signing import Of
from kapdesk.domain.steps import Step, no_step
from kapdesk.reports.paper import Paper, Stamp
from kapdesk.services import (
    audit,
    blank_sheets,
    printed_course,
    printed_esketamine,
    printed_home,
    printed_measures,
    printed_numbers,
    printed_outcome,
    printed_plan,
    printed_provider,
    printed_session,
    sealed_pages,
    sessions,
    settings,
)
from kapdesk.services.printed_cards import KEYS, OUTCOMES, Card, cards
from kapdesk.services.printed_numbers import NOTHING_OLD, TryAgain
from kapdesk.services.record import Record
from kapdesk.services.sessions import SessionHead

__all__ = ["KEYS", "Card", "Paper", "cards"]

PAPER = "paper"


class EmptyPage(KapdeskError):
    """A document came out without words; it is not handed out."""

    code = 1


@dataclass(frozen=True, slots=True)
class Printed:
    """A finished document: its bytes, what it is called, a file name that names nobody, how many pages.

    `old` names the numbers on it that were last tried long ago; that keeps it from nothing.
    """

    pdf: bytes
    title: str
    file_name: str
    pages: int
    old: TryAgain = NOTHING_OLD


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
    facts = printed_session.facts(record, head)
    pdf = _set(record, head, "summary", partial(_on, report.render, facts, paper))
    return _finished(record, pdf, report.TITLE, "summary", head)


def discharge_summary(record: Record, session_id: UUID, *, paper: Paper) -> Printed:
    """Make the client's page for going home; raises NotFound."""
    from kapdesk.reports import discharge_summary as report

    head = sessions.head(record, session_id)
    facts = printed_home.discharge(record, head)
    pdf = _set(record, head, "going-home", partial(_on, report.render, facts, paper))
    return _finished(record, pdf, report.TITLE, "going-home", head)


def escort_sheet(record: Record, session_id: UUID, *, paper: Paper) -> Printed:
    """Make the escort's half page; raises Refused without the client's recorded consent, and NotFound."""
    from kapdesk.reports import escort_sheet as report

    head = sessions.head(record, session_id)
    facts = printed_home.escort_page(record, head)
    pdf = _set(record, head, "escort", partial(_on, report.render, facts, paper))
    return _finished(record, pdf, report.TITLE, "escort", head)


def stay_safe_plan(record: Record, client_id: UUID, *, paper: Paper) -> Printed:
    """Make the client's stay-safe plan as it was reviewed last; raises Refused where it never was."""
    from kapdesk.reports import stay_safe_plan as report

    pdf = report.render(printed_plan.plan(record, client_id), paper=paper, stamp=sealed_pages.plain(record))
    return _finished(record, pdf, report.TITLE, "plan")


def appointment_card(record: Record, client_id: UUID, *, paper: Paper) -> Printed:
    """Make the card with the next visits; raises Refused where nothing is booked."""
    from kapdesk.reports import appointment_card as report

    pdf = report.render(printed_home.card(record, client_id), paper=paper, stamp=sealed_pages.plain(record))
    return _finished(record, pdf, report.TITLE, "visits")


def measure_summary(record: Record, client_id: UUID, *, paper: Paper) -> Printed:
    """Make the measures of a client with their course; raises Refused where none is recorded."""
    from kapdesk.reports import measure_summary as report

    facts = printed_measures.wanted(record, client_id)
    pdf = report.render(facts, paper=paper, stamp=sealed_pages.plain(record, client_id))
    return _finished(record, pdf, report.TITLE, "measures")


def blank_form(record: Record, sheet: blank_sheets.Wanted, *, paper: Paper) -> Printed:
    """Make a blank paper form, for a client or for the shelf; raises NotFound for one that is not there."""
    pdf = blank_sheets.make(record, sheet, paper=paper)
    return _finished(record, pdf, blank_sheets.title(record, sheet), f"blank-{sheet.sheet}")


def provider_summary(record: Record, session_id: UUID, *, paper: Paper) -> Printed:
    """Make the copy for another clinician; raises Refused without consent or a decision, and NotFound."""
    from kapdesk.reports import provider_summary as report

    head = sessions.head(record, session_id)
    facts = printed_provider.facts(record, head)
    pdf = _set(record, head, "copy", partial(_on, report.render, facts, paper))
    return _finished(record, pdf, report.TITLE, "copy", head)


def outcome_sheet(record: Record, session_id: UUID, outcome: Outcome, *, paper: Paper) -> Printed:
    """Make the page of one outcome; raises Refused where the day did not end so, and NotFound."""
    from kapdesk.reports import outcome_sheet as report

    head = sessions.head(record, session_id)
    facts = printed_outcome.facts(record, head, outcome)
    pdf = _set(record, head, "sheet", partial(_on, report.render, facts, paper))
    return _finished(record, pdf, report.TITLES[outcome], "sheet", head)


def esketamine_fields(record: Record, session_id: UUID, *, paper: Paper) -> Printed:
    """Make the fields of the monitoring form; raises Refused where no esketamine was given, and NotFound."""
    from kapdesk.reports import esketamine_fields as report

    head = sessions.head(record, session_id)
    facts = printed_esketamine.facts(record, head)
    pdf = _set(record, head, "fields", partial(_on, report.render, facts, paper))
    return _finished(record, pdf, report.TITLE, "fields", head)


def takes(key: str) -> bool:
    """Return whether there is a document of that key, also one for a named integration note."""
    return key in KEYS or printed_course.takes(key)


def make(
    record: Record, key: str, client_id: UUID, session_id: UUID | None, *, paper: Paper, step: Step = no_step
) -> Printed:
    """Make a document by its key; raises Refused where it belongs to a session and none is open.

    `step` hears how far a long one is and may raise to stop it.
    """
    step(0, 1)
    if key == "plan":
        return stay_safe_plan(record, client_id, paper=paper)
    if key == "card":
        return appointment_card(record, client_id, paper=paper)
    if key == "measures":
        return measure_summary(record, client_id, paper=paper)
    if key.startswith(blank_sheets.PREFIX):
        return blank_form(record, blank_sheets.wanted(key, client_id), paper=paper)
    if printed_course.takes(key):
        one = printed_course.make(record, key, client_id, session_id, paper, step=step)
        return _finished(record, one.pdf, one.title, one.kind, one.head)
    if session_id is None:
        raise Refused("This page belongs to a session, and none is open. Nothing was made.")
    if key in OUTCOMES:
        return outcome_sheet(record, session_id, OUTCOMES[key], paper=paper)
    made = {
        "summary": session_summary, "discharge": discharge_summary, "escort": escort_sheet,
        "provider": provider_summary, "esketamine": esketamine_fields,
    }  # fmt: skip
    return made[key](record, session_id, paper=paper)


def left(
    record: Record, action: Action, key: str, client_id: UUID, session_id: UUID | None, pages: int
) -> Change:
    """Leave a line in the trail that a document was printed or saved as a file, with its pages counted."""
    return audit.log(record, action, key[:24], session_id or client_id, client_id, pages)


def _set(record: Record, head: SessionHead, kind: str, render: Callable[[Stamp], bytes]) -> bytes:
    """Set the pages of a session: a draft until it is signed, then with a code on each page."""
    return sealed_pages.made(record, Of.SESSION, head.id, kind, render)


def _on(render: Callable[..., bytes], facts: object, paper: Paper, stamp: Stamp) -> bytes:
    return render(facts, paper=paper, stamp=stamp)


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
    old = printed_numbers.on_page(record, seen.each())
    return Printed(pdf, title, f"kapdesk-{day.isoformat()}-{kind}.pdf", seen.pages, old)
