"""Coming back into the body: steps offered one at a time, each with its answer, its time and its effect."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from uuid import UUID

from kapdesk.domain.change import Change, Topic
from kapdesk.domain.consent_events import ConsentKind, Standing
from kapdesk.domain.definitions import Prompt
from kapdesk.domain.embodiment import Step, StepAnswer, TouchAgreement, check_step
from kapdesk.domain.errors import NotFound, Refused
from kapdesk.domain.ladder import Proposal, Rung, check_note, proposal
from kapdesk.services import checklists, given_steps, notes, offers, sessions
from kapdesk.services.checklists import Answer
from kapdesk.services.given_steps import TAKEN_BACK
from kapdesk.services.notes import Owner
from kapdesk.services.offers import OWN, Given, Offer, Section
from kapdesk.services.record import Record, open_session

FORM = "embodiment"
LADDER = "embodiment-ladder"
SAME_MEASURE = timedelta(minutes=1)
"""Within this time another number puts the one before right; after it, it is another measure."""
_TAKEN = frozenset({StepAnswer.ACCEPTED, StepAnswer.HELPED})


@dataclass(frozen=True, slots=True)
class RungState:
    """One rung of the way back: what it is, what was taken on it first, and which of its steps to go to."""

    grade: int
    label: str
    about: str
    taken: Given | None
    tried: bool
    step: str


@dataclass(frozen=True, slots=True)
class Embodiment:
    """How the way back into the body stands in one session."""

    sections: tuple[Section, ...]
    history: tuple[Given, ...]
    ratings: Mapping[str, Answer]
    measured: Mapping[str, tuple[Answer, ...]]
    touch: TouchAgreement
    touch_words: str
    touch_earlier: str
    proposal: Proposal | None
    rungs: tuple[RungState, ...]
    consents: Mapping[ConsentKind, Standing]
    fragrance_free: bool
    signed: bool

    @property
    def suggested(self) -> str | None:
        """Return the key of the step that could come next."""
        return self.proposal.key if self.proposal else None

    def offer(self, key: str) -> Offer:
        """Return the step of that key; raises NotFound."""
        for section in self.sections:
            for offer in section.offers:
                if offer.key == key:
                    return offer
        raise NotFound("This step is not in the checklists. Nothing was changed.")


def answer(
    record: Record,
    session_id: UUID,
    key: str,
    given: StepAnswer,
    *,
    effect: int | None = None,
    note: str = "",
    at: datetime | None = None,
    draft: str = "",
) -> Change:
    """Add one answer to a step: offered, accepted, helped or declined; earlier ones are kept.

    `draft` names the note of the unfinished line, emptied in the same write. Raises Refused for an effect
    without a step taken, for a step that asks for a note taken without one, and for a signed session.
    """
    offer = look(record, session_id).offer(key)
    now, caution = record.now(), " ".join(offer.cautions)
    check_note(offer.asks_note, given, note.strip() or _note_for(offer, caution))
    step = Step(offer.item, given, at or now, effect, caution, note.strip())
    check_step(step)
    _check_time(step.at, now)
    with record.write() as db:
        session = open_session(db, session_id)
        if draft:
            notes.put(db, record, Owner(session.client_id, session=session_id), draft, "")
        return Change(Topic.EMBODIMENT, session_id, given_steps.add(db, record, session_id, offer, step).id)


def asks_note(offer: Offer) -> bool:
    """Return whether a step is not taken before somebody writes why it is offered all the same."""
    return bool(offer.asks_note) and not _note_for(offer, " ".join(offer.cautions))


def rate_effect(record: Record, session_id: UUID, key: str, effect: int | None) -> Change:
    """Write what a step did, from -2 to +2, with the answer that stands; None takes the effect back."""
    offer = look(record, session_id).offer(key)
    last = offer.last
    if last is None:
        raise Refused("This step was not offered yet. Nothing was recorded. Say first what came of it.")
    step = Step(offer.item, last.step.answer, last.step.at, effect, last.step.caution)
    check_step(step)
    with record.write() as db:
        open_session(db, session_id)
        if effect == last.step.effect:
            return Change(Topic.EMBODIMENT, session_id, last.id)
        return Change(Topic.EMBODIMENT, session_id, given_steps.add(db, record, session_id, offer, step).id)


def set_time(record: Record, session_id: UUID, given_id: UUID, at: datetime) -> Change:
    """Say when an answer was given; when it was written stays beside it."""
    _check_time(at, record.now())
    with record.write() as db:
        open_session(db, session_id)
        for row in given_steps.rows_of(db, record, session_id, given_id):
            row.happened_at, row.zone = at, record.zone
        return Change(Topic.EMBODIMENT, session_id, given_id)


def take_back(record: Record, session_id: UUID, key: str, reason: str = TAKEN_BACK) -> Change:
    """Strike the answer of a step that stands, with its effect; the one before stands again."""
    last = look(record, session_id).offer(key).last
    if last is None:
        raise Refused("There is nothing to take back. Nothing was changed.")
    with record.write() as db:
        open_session(db, session_id)
        for row in given_steps.rows_of(db, record, session_id, last.id):
            row.struck_at, row.struck_reason = record.now(), reason
        return Change(Topic.EMBODIMENT, session_id, last.id)


def rate(
    record: Record, session_id: UUID, item: str, value: int | None, at: datetime | None = None
) -> Change:
    """Write arousal or presence in the body, 0 to 10, before or after; None takes the last one back.

    Every number is kept with its time, so that it can be asked several times.
    """
    form = record.content.form(FORM)
    field = form.field(item)
    if value is not None and not (field.minimum or 0) <= value <= (field.maximum or 0):
        raise Refused("This scale runs from 0 to 10. Nothing was changed. Choose a number on it.")
    _check_time(at or record.now(), record.now())
    said = None if value is None else str(value)
    return checklists.answer(record, session_id, FORM, form.version, item, said, at=at)


def look(record: Record, session_id: UUID) -> Embodiment:
    """Return every step with its cautions and answers, and what was rated; raises NotFound."""
    head = sessions.head(record, session_id)
    it = offers.known(record, head)
    past = given_steps.history(record, session_id)
    answered = tuple(_answered(section, past) for section in offers.sections(record, it))
    names = record.content.prompts(LADDER).prompts
    rated = checklists.history(record, session_id, FORM)
    return Embodiment(
        sections=answered,
        history=past,
        ratings=checklists.standing(record, session_id, FORM),
        measured={item: _measured(rated, item) for item in dict.fromkeys(one.item for one in rated)},
        touch=it.touch,
        touch_words=it.ready.text("touch-level"),
        touch_earlier=it.touch_earlier,
        proposal=proposal(_rungs(answered), [name.hint or name.label.lower() for name in names]),
        rungs=tuple(_state(answered, grade, name) for grade, name in enumerate(names, start=1)),
        consents=it.consents,
        fragrance_free=offers.is_fragrance_free(record),
        signed=head.signed_at is not None,
    )


def _check_time(at: datetime, now: datetime) -> None:
    if at > now:
        raise Refused("This time is still to come. Nothing was changed. Correct the time.")


def _note_for(offer: Offer, caution: str) -> str:
    """Return the note that was written for this very caution before; a new caution asks anew."""
    kept = (one.step.note for one in reversed(offer.given) if one.step.caution == caution)
    return next((note for note in kept if note), "")


def _measured(rated: tuple[Answer, ...], item: str) -> tuple[Answer, ...]:
    """Return every measure of one scale: a number put right at once, or taken back, is not another one."""
    found: list[Answer] = []
    for one in rated:
        if one.item != item:
            continue
        if found and (one.value is None or one.written_at - found[-1].written_at < SAME_MEASURE):
            found.pop()
        if one.value is not None:
            found.append(one)
    return tuple(found)


def _answered(section: Section, past: tuple[Given, ...]) -> Section:
    standing = [given for given in past if not given.struck_reason]
    answered = [
        replace(offer, given=tuple(one for one in standing if one.key == offer.key))
        for offer in section.offers
    ]
    return replace(section, offers=tuple(answered))


def _rungs(sections: tuple[Section, ...]) -> list[Rung]:
    return [
        Rung(
            offer.key, offer.gentle, section.id == OWN, bool(offer.given), bool(offer.cautions), offer.refused
        )
        for section in sections
        for offer in section.offers
    ]


def _state(sections: tuple[Section, ...], grade: int, name: Prompt) -> RungState:
    steps = [offer for section in sections for offer in section.offers if offer.gentle == grade]
    given = [one for offer in steps for one in offer.given]
    taken = sorted((one for one in given if one.step.answer in _TAKEN), key=_when)
    open_ones = [offer.key for offer in steps if not offer.given and not offer.cautions]
    first = next(iter([*open_ones, *(offer.key for offer in steps)]), "")
    return RungState(grade, name.label, name.text, taken[0] if taken else None, bool(given), first)


def _when(given: Given) -> datetime:
    return given.step.at
