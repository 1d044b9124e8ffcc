"""Coming back into the body: steps offered one at a time, each with its answer, its time and its effect."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from itertools import takewhile
from uuid import UUID, uuid4

from sqlalchemy import select
from sqlalchemy.orm import Session

from kapdesk.domain.change import Change, Topic
from kapdesk.domain.embodiment import Step, StepAnswer, TouchAgreement, check_step
from kapdesk.domain.errors import NotFound, Refused
from kapdesk.domain.ladder import Rung, check_note, suggestion
from kapdesk.services import checklists, offers, sessions
from kapdesk.services.checklists import Answer
from kapdesk.services.offers import OWN, Given, Offer, Section
from kapdesk.services.record import Record, next_in, open_session
from kapdesk.store.rows import EmbodimentRow

FORM = "embodiment"
TAKEN_BACK = "taken back"


@dataclass(frozen=True, slots=True)
class Embodiment:
    """How the way back into the body stands in one session."""

    sections: tuple[Section, ...]
    history: tuple[Given, ...]
    ratings: Mapping[str, Answer]
    touch: TouchAgreement
    touch_words: str
    touch_earlier: str
    suggested: str | None
    signed: bool

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
) -> Change:
    """Add one answer to a step: offered, accepted, helped or declined; earlier ones are kept.

    Raises Refused for an effect without a step taken, for a scent with a caution taken without a note, and
    for a signed session.
    """
    offer = look(record, session_id).offer(key)
    known = note.strip() or next((one.step.note for one in reversed(offer.given) if one.step.note), "")
    check_note(offer.scent_caution, given, known)
    now = record.now()
    step = Step(offer.item, given, at or now, effect, " ".join(offer.cautions), note.strip())
    check_step(step)
    if step.at > now:
        raise Refused("This time is still to come. Nothing was changed. Correct the time.")
    with record.write() as db:
        open_session(db, session_id)
        return Change(Topic.EMBODIMENT, session_id, _add(db, record, session_id, offer, step).id)


def rate_effect(record: Record, session_id: UUID, key: str, effect: int | None) -> Change:
    """Write what a step did, from -2 to +2, beside the answer that stands; None takes the effect back."""
    last = look(record, session_id).offer(key).last
    if last is None:
        raise Refused("This step was not offered yet. Nothing was recorded. Say first what came of it.")
    return answer(record, session_id, key, last.step.answer, effect=effect)


def take_back(record: Record, session_id: UUID, key: str, reason: str = TAKEN_BACK) -> Change:
    """Strike the answer of a step that stands, with its effect; the one before stands again."""
    given = look(record, session_id).offer(key).given
    if not given:
        raise Refused("There is nothing to take back. Nothing was changed.")
    same = takewhile(partial(_same_answer, given[-1]), reversed(given))
    with record.write() as db:
        open_session(db, session_id)
        for each in same:
            row = db.get_one(EmbodimentRow, each.id)
            row.struck_at, row.struck_reason = record.now(), reason
        return Change(Topic.EMBODIMENT, session_id, given[-1].id)


def rate(record: Record, session_id: UUID, item: str, value: int | None) -> Change:
    """Write arousal or presence in the body, 0 to 10, before or after; None takes it back."""
    field = record.content.form(FORM).field(item)
    if value is not None and not (field.minimum or 0) <= value <= (field.maximum or 0):
        raise Refused("This scale runs from 0 to 10. Nothing was changed. Choose a number on it.")
    version = record.content.form(FORM).version
    return checklists.answer(record, session_id, FORM, version, item, None if value is None else str(value))


def look(record: Record, session_id: UUID) -> Embodiment:
    """Return every step with its cautions and answers, and what was rated; raises NotFound."""
    head = sessions.head(record, session_id)
    it = offers.known(record, head.client, session_id)
    history = _history(record, session_id)
    answered = tuple(_answered(section, history) for section in offers.sections(record, it))
    return Embodiment(
        sections=answered,
        history=history,
        ratings=checklists.standing(record, session_id, FORM),
        touch=it.touch,
        touch_words=it.ready.text("touch-level"),
        touch_earlier=it.touch_earlier,
        suggested=suggestion(_rungs(answered)),
        signed=head.signed_at is not None,
    )


def _same_answer(one: Given, other: Given) -> bool:
    return one.step.answer is other.step.answer


def _answered(section: Section, history: tuple[Given, ...]) -> Section:
    standing = [given for given in history if not given.struck_reason]
    answered = [
        replace(offer, given=tuple(one for one in standing if one.key == offer.key))
        for offer in section.offers
    ]
    return replace(section, offers=tuple(answered))


def _rungs(sections: tuple[Section, ...]) -> list[Rung]:
    return [
        Rung(offer.key, offer.gentle, section.id == OWN, bool(offer.given), bool(offer.cautions))
        for section in sections
        for offer in section.offers
    ]


def _add(db: Session, record: Record, session_id: UUID, offer: Offer, step: Step) -> EmbodimentRow:
    row = EmbodimentRow(id=uuid4(), session_id=session_id, checklist=offer.checklist, item=offer.item)
    row.checklist_version, row.answer, row.effect = offer.version, step.answer.value, step.effect
    row.caution, row.note = step.caution, step.note
    row.seq = next_in(db, EmbodimentRow, session_id)
    row.happened_at, row.zone = step.at, record.zone
    row.written_at, row.author_id = record.now(), record.author.id
    db.add(row)
    return row


def _history(record: Record, session_id: UUID) -> tuple[Given, ...]:
    with record.read() as db:
        query = (
            select(EmbodimentRow).where(EmbodimentRow.session_id == session_id).order_by(EmbodimentRow.seq)
        )
        return tuple(_given(record, row) for row in db.scalars(query))


def _given(record: Record, row: EmbodimentRow) -> Given:
    step = Step(row.item, StepAnswer(row.answer), row.happened_at, row.effect, row.caution, row.note)
    struck = (row.struck_reason or TAKEN_BACK) if row.struck_at else ""
    key, label = offers.key_of(row.checklist, row.item), _label(record, row)
    return Given(row.id, key, label, step, row.written_at, row.author_id, struck)


def _label(record: Record, row: EmbodimentRow) -> str:
    """Return a step in the words of the version it was offered in; its id where that is gone."""
    if row.checklist == OWN:
        return row.item.partition("/")[2]
    try:
        return record.content.checklist(row.checklist, row.checklist_version).item(row.item).label
    except NotFound:
        return row.item
