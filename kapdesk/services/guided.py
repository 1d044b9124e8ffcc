"""Five, four, three, two, one as it goes: every answer written at once, so that it goes on after a lock."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy.orm import Session

from kapdesk.domain.change import Change, Topic
from kapdesk.domain.definitions import Field
from kapdesk.domain.embodiment import Step, StepAnswer
from kapdesk.domain.errors import Refused
from kapdesk.domain.guided import ENDED, WELCOME, End, Gone, Run, Said, Welcome, runs
from kapdesk.domain.ladder import check_note
from kapdesk.services import alerts, checklists, embodiment, given_steps, notes, offers, sessions
from kapdesk.services.embodiment import Embodiment
from kapdesk.services.notes import Owner
from kapdesk.services.record import Record, open_session

FORM = "embodiment-guide"
SENSES = "senses"
INWARD_ALERTS = ("trauma-body", "dissociation-tendency", "panic")
"""Kinds of client alert with which attention inside the body can make it worse."""


@dataclass(frozen=True, slots=True)
class Guide:
    """How it stands: the run that goes on or was last, its sense, and what to think of with this client."""

    run: Run | None
    sense: Field | None
    caution: str
    asks_note: bool
    number: int
    of: int
    past: tuple[Run, ...]
    inward: str


def look(record: Record, session_id: UUID, it: Embodiment) -> Guide:
    """Return how it stands in a session; `it` is how its steps stand."""
    senses = _senses(record)
    order = [sense.id for sense in senses]
    past = _runs(record, session_id, order)
    run = past[-1] if past else None
    now = next((sense for sense in senses if run and run.under_way and sense.id == run.sense), None)
    offer = None if now is None else it.offer(offers.key_of(offers.ORIENTING, now.id))
    caution = " ".join(offer.cautions) if offer else ""
    number = order.index(now.id) + 1 if now else 0
    asks = bool(offer and offer.asks_note)
    return Guide(run, now, caution, asks, number, len(order), past, _inward(record, session_id))


def begin(record: Record, session_id: UUID, welcome: Welcome) -> Change:
    """Write whether it was welcome; yes begins. Raises Refused where one goes on already."""
    if _last(record, session_id) is not None:
        raise Refused("One goes on already. Nothing was changed. Go on with it, or stop it first.")
    with record.write() as db:
        open_session(db, session_id)
        return _put(db, record, session_id, WELCOME, welcome.value)


def go_on(
    record: Record, session_id: UUID, sense: str, words: str = "", *, left_out: bool = False, draft: str = ""
) -> Change:
    """Write a sense as gone through, with what was named, or as left out; the last one ends it.

    It counts as a step that was accepted. `draft` names the note of the unfinished line, emptied in the same
    write. Raises Refused where this sense is not the one that is asked, or asks for a note first.
    """
    run = _last(record, session_id)
    if run is None or run.sense != sense:
        raise Refused("This sense is not being asked now. Nothing was written.")
    offer = embodiment.look(record, session_id).offer(offers.key_of(offers.ORIENTING, sense))
    if not left_out:
        check_note(offer.asks_note, StepAnswer.ACCEPTED, words)
    with record.write() as db:
        session = open_session(db, session_id)
        gone = Gone.LEFT_OUT if left_out else Gone.DONE
        change = _put(db, record, session_id, sense, gone.value, words)
        if not left_out:
            said = words.strip() if offer.asks_note else ""
            step = Step(offer.item, StepAnswer.ACCEPTED, record.now(), None, " ".join(offer.cautions), said)
            given_steps.add(db, record, session_id, offer, step)
        if sense == run.order[-1]:
            _put(db, record, session_id, ENDED, End.WHOLE.value)
        _empty(db, record, Owner(session.client_id, session=session_id), draft)
        return change


def stop(record: Record, session_id: UUID, words: str = "", *, draft: str = "") -> Change:
    """Write that it was stopped here; words typed so far are kept with it."""
    if _last(record, session_id) is None:
        raise Refused("Nothing goes on that could be stopped. Nothing was written.")
    with record.write() as db:
        session = open_session(db, session_id)
        change = _put(db, record, session_id, ENDED, End.STOPPED.value, words)
        _empty(db, record, Owner(session.client_id, session=session_id), draft)
        return change


def _inward(record: Record, session_id: UUID) -> str:
    """Return which alerts of the client speak against attention inside the body, in the clinic's words."""
    names = {row.id: row.text("label") for row in record.content.table("client-alerts").rows}
    standing = {one.kind for one in alerts.standing_of(record, sessions.head(record, session_id).client)}
    return ", ".join(names.get(kind, kind) for kind in INWARD_ALERTS if kind in standing)


def _senses(record: Record) -> tuple[Field, ...]:
    form = record.content.form(FORM)
    return next((section.fields for section in form.sections if section.id == SENSES), ())


def _runs(record: Record, session_id: UUID, order: list[str]) -> tuple[Run, ...]:
    told = checklists.history(record, session_id, FORM)
    return runs(
        [Said(one.item, one.value, one.happened_at, one.note) for one in told if one.value is not None], order
    )


def _last(record: Record, session_id: UUID) -> Run | None:
    """Return the run that goes on, or None."""
    past = _runs(record, session_id, [sense.id for sense in _senses(record)])
    return past[-1] if past and past[-1].under_way else None


def _put(db: Session, record: Record, session_id: UUID, item: str, value: str, words: str = "") -> Change:
    version = record.content.form(FORM).version
    row = checklists.put(db, record, session_id, FORM, version, item, value, note=words.strip())
    db.flush()
    return Change(Topic.EMBODIMENT, session_id, row.id)


def _empty(db: Session, record: Record, owner: Owner, draft: str) -> None:
    if draft:
        notes.put(db, record, owner, draft, "")
