"""The pages of the weeks after and of the whole course: which there are, how they stand, how to make them."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from uuid import UUID

from kapdesk.domain.clock import show_moment
from kapdesk.domain.errors import NotFound, Refused
from kapdesk.domain.signing import Of
from kapdesk.domain.steps import Step, no_step, within
from kapdesk.reports.paper import Paper, Stamp
from kapdesk.services import (
    integration,
    printed_integration,
    printed_integration_plan,
    printed_progress,
    printed_whole_record,
    printed_worksheet,
    progress_notes,
    retractions,
    sealed_pages,
    sessions,
)
from kapdesk.services.record import Record
from kapdesk.services.sessions import SessionHead

WEEKS, MET, MET_PROGRESS, WHOLE = "weeks", "met", "met-progress", "whole"
PROGRESS, WORKSHEET = "progress", "worksheet"
KEYS = (WEEKS, MET, MET_PROGRESS, PROGRESS, WORKSHEET, WHOLE)
"""The pages by their key; `met` and `met-progress` may name an integration note: `met.<hex>`."""
NO_NOTE = "no integration session is recorded"
NO_SESSION = "belongs to a dosing session, and none is open"


@dataclass(frozen=True, slots=True)
class Made:
    """A page as it was made: its bytes, its title, its part of a file name, and the session it is of."""

    pdf: bytes
    title: str
    kind: str
    head: SessionHead | None = None


@dataclass(frozen=True, slots=True)
class Standing:
    """One page on the shelf: its key, title, what it is for, how it stands, whether it can be made."""

    key: str
    title: str
    about: str
    state: str
    ready: bool


def takes(key: str) -> bool:
    """Return whether a key is one of these pages, or one of them for a named integration note."""
    return key.partition(".")[0] in KEYS


def key_of(page: str, note_id: UUID) -> str:
    """Return the key of a page for one integration note."""
    return f"{page}.{note_id.hex}"


def standing_of(head: SessionHead) -> str:
    """Return whether the pages of a session are drafts."""
    return "draft: the session is not signed" if head.signed_at is None else "signed"


def make(
    record: Record, key: str, client_id: UUID, session_id: UUID | None, paper: Paper, *, step: Step = no_step
) -> Made:
    """Make one page; raises Refused where nothing is recorded for it, and NotFound for another key.

    `step` hears how far the one is that may take many pages, and may raise to stop it.
    """
    page, _, name = key.partition(".")
    if page in (MET, MET_PROGRESS):
        return _of_note(record, page, _note(record, client_id, name), paper)
    if page == WEEKS:
        return _weeks(record, client_id, paper)
    if page == WHOLE:
        return _whole(record, client_id, paper, step)
    if page not in KEYS:
        raise NotFound(f"There is no document “{key}”. Nothing was made.")
    if session_id is None:
        raise Refused("This page belongs to a session, and none is open. Nothing was made.")
    head = sessions.head(record, session_id)
    return _progress(record, head, paper) if page == PROGRESS else _worksheet(record, head, paper)


def standings(record: Record, client_id: UUID, session_id: UUID | None) -> dict[str, Standing]:
    """Return how each page stands, by its key."""
    note_id = printed_integration.latest(record, client_id)
    found = (
        _weeks_standing(record, client_id), *_note_standings(record, note_id),
        *_session_standings(record, session_id),
        Standing(
            WHOLE, "Whole record", "Everything of the client in one document, without private notes",
            "every session, note, measure, visit and signature", ready=True,
        ),
    )  # fmt: skip
    return {one.key: one for one in found}


def _weeks_standing(record: Record, client_id: UUID) -> Standing:
    title, about = "Plan for the weeks ahead", "For the client, in large type: own words, steps, practices"
    if printed_integration_plan.facts(record, client_id).holds:
        return Standing(WEEKS, title, about, "what stands in the record now", ready=True)
    return Standing(WEEKS, title, about, "nothing of the client's own stands on it yet", ready=False)


def _note_standings(record: Record, note_id: UUID | None) -> tuple[Standing, ...]:
    progress = f"Progress note, integration ({progress_notes.chosen(record).value})"
    pages = (
        (MET, "Integration record", "One integration session whole: read back, changes, what is carried on"),
        (MET_PROGRESS, progress, "The integration session in the clinic's format"),
    )
    if note_id is None:
        return tuple(Standing(key, title, about, NO_NOTE, ready=False) for key, title, about in pages)
    note = integration.one(record, note_id)
    signed = "signed" if note.signed_at else "draft: it is not signed"
    state = f"latest: {show_moment(note.at, record.zone)}; {signed}"
    return tuple(Standing(key, title, about, state, ready=True) for key, title, about in pages)


def _session_standings(record: Record, session_id: UUID | None) -> tuple[Standing, ...]:
    format_ = progress_notes.chosen(record).value
    pages = (
        (PROGRESS, f"Progress note ({format_})", "The dosing day in the clinic's format"),
        (WORKSHEET, "Looking back", "For the client's own hand, with the day of the session"),
    )
    if session_id is None:
        return tuple(Standing(key, title, about, NO_SESSION, ready=False) for key, title, about in pages)
    head = sessions.head(record, session_id)
    states = {PROGRESS: standing_of(head), WORKSHEET: "blank; becomes a record only when transcribed"}
    return tuple(Standing(key, title, about, states[key], ready=True) for key, title, about in pages)


def _note(record: Record, client_id: UUID, name: str) -> integration.IntegrationNote:
    """Return the note that a key names, or the client's latest one."""
    note_id = _named(name) if name else printed_integration.latest(record, client_id)
    if note_id is None:
        raise Refused(f"This page is of an integration session, and {NO_NOTE}. Nothing was made.")
    note = integration.one(record, note_id)
    if note.client != client_id:
        raise NotFound("This integration note is not this client's. Nothing was made. Open the client again.")
    return note


def _named(name: str) -> UUID:
    try:
        return UUID(hex=name)
    except ValueError:
        raise NotFound(f"There is no integration note “{name}”. Nothing was made.") from None


def _of_note(record: Record, page: str, note: integration.IntegrationNote, paper: Paper) -> Made:
    from kapdesk.reports import integration_record, progress_note

    if page == MET:
        told = printed_integration.facts(record, note.id)
        render = partial(_on, integration_record.render, told, paper)
        title = integration_record.TITLE
    else:
        progress = printed_progress.of_note(record, note.id)
        render = partial(_on, progress_note.render, progress, paper)
        title = progress_note.TITLE
    return Made(sealed_pages.made(record, Of.INTEGRATION, note.id, page, render), title, page)


def _progress(record: Record, head: SessionHead, paper: Paper) -> Made:
    from kapdesk.reports import progress_note

    told = printed_progress.of_session(record, head)
    render = partial(_on, progress_note.render, told, paper)
    pdf = sealed_pages.made(record, Of.SESSION, head.id, PROGRESS, render)
    return Made(pdf, progress_note.TITLE, PROGRESS, head)


def _worksheet(record: Record, head: SessionHead, paper: Paper) -> Made:
    from kapdesk.reports import blank_form

    retractions.refuse_pages(record, head.id)
    blank = printed_worksheet.of_session(record, head)
    pdf = blank_form.render(blank, paper=paper, stamp=sealed_pages.plain(record))
    return Made(pdf, blank.title, WORKSHEET, head)


def _weeks(record: Record, client_id: UUID, paper: Paper) -> Made:
    from kapdesk.reports import integration_plan

    told = printed_integration_plan.wanted(record, client_id)
    pdf = integration_plan.render(told, paper=paper, stamp=sealed_pages.plain(record, client_id))
    return Made(pdf, integration_plan.TITLE, WEEKS)


def _whole(record: Record, client_id: UUID, paper: Paper, step: Step) -> Made:
    from kapdesk.reports import whole_record

    told = printed_whole_record.facts(record, client_id, step=within(step, 0, 2))
    stamp = sealed_pages.plain(record, client_id)
    pdf = whole_record.render(told, paper=paper, stamp=stamp, step=within(step, 1, 2))
    return Made(pdf, whole_record.TITLE, "record")


def _on(render: Callable[..., bytes], facts: object, paper: Paper, stamp: Stamp) -> bytes:
    return render(facts, paper=paper, stamp=stamp)
