"""Before leaving: what was looked at and asked, how each criterion stands, and what was set aside by name."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from uuid import UUID, uuid4

from sqlalchemy import select

from kapdesk.domain.change import Change, Topic
from kapdesk.domain.definitions import AnswerType, Item
from kapdesk.domain.errors import NotFound, Refused
from kapdesk.domain.gate_facts import Criterion, Facts, GateLimits, Override
from kapdesk.domain.outcomes import Outcome
from kapdesk.domain.readiness import (
    GATE_RULE,
    assess,
    check_override,
    may_be_recorded,
    may_release,
    summary,
)
from kapdesk.domain.readings import Reading
from kapdesk.services import checklists, vitals
from kapdesk.services.observers import seen_by
from kapdesk.services.readiness_facts import FORM, gather, limits
from kapdesk.services.record import Record, next_in, open_session
from kapdesk.services.vitals_asked import Wording
from kapdesk.store.rows import OverrideRow

__all__ = ["FORM", "Observation", "Readiness", "gather", "limits"]

EVERY_LEVEL = Reading(moaas=0, dissociation=0, nausea=0)
"""A reading with a level for each criterion that says one, to ask for its words."""


@dataclass(frozen=True, slots=True)
class Readiness:
    """How a session stands before leaving: every criterion, the facts behind them, what may be recorded."""

    criteria: tuple[Criterion, ...]
    facts: Facts
    outcomes: frozenset[Outcome]
    limits: GateLimits

    @property
    def summary(self) -> str:
        """Return how many criteria are not met, or that all recorded ones are met."""
        return summary(self.criteria)

    @property
    def still_open(self) -> int:
        """Return how many criteria are not met or not recorded, and not overridden."""
        return sum(one.stands_open for one in self.criteria)

    @property
    def may_release(self) -> bool:
        """Return whether every hard criterion is met or overridden."""
        return may_release(self.criteria)

    def criterion(self, criterion_id: str) -> Criterion:
        """Return one criterion; raises NotFound."""
        for one in self.criteria:
            if one.id == criterion_id:
                return one
        raise NotFound(f"There is no criterion {criterion_id}. Nothing was changed.")


@dataclass(frozen=True, slots=True)
class Observation:
    """One look: answers by checklist and item, vital signs taken with them, who observed, and when.

    An observer left empty is the person writing; without a time it was now.
    """

    answers: Mapping[str, Mapping[str, str | None]] = field(
        default_factory=dict[str, Mapping[str, str | None]]
    )
    reading: Reading | None = None
    observer: str = ""
    observer_role: str = ""
    at: datetime | None = None


def of_session(record: Record, session_id: UUID) -> Readiness:
    """Return how a session stands now, or as it stood when it ended; raises NotFound."""
    facts, clinic = asked(record, session_id)
    criteria = assess(facts, clinic)
    return Readiness(criteria, facts, may_be_recorded(facts, criteria), clinic)


def asked(record: Record, session_id: UUID) -> tuple[Facts, GateLimits]:
    """Return the facts of a session and the limits it is held against; raises NotFound."""
    facts = gather(record, session_id)
    return facts, _as_asked(record, session_id, limits(record, facts.route))


def _as_asked(record: Record, session_id: UUID, clinic: GateLimits) -> GateLimits:
    """Return the limits with the words of the levels as this session was asked them."""
    with record.read() as db:
        return replace(clinic, words=Wording(db, record, session_id).of(EVERY_LEVEL, record.now()))


def observe(record: Record, session_id: UUID, seen: Observation) -> Change:
    """Record one look in one write; earlier looks are kept.

    Raises Refused for an answer that is none of those offered, a time to come, or a look with nothing in it.
    """
    answers = {
        form: {item: value for item, value in given.items() if value is None or value.strip()}
        for form, given in seen.answers.items()
    }
    if not any(answers.values()) and seen.reading is None:
        raise Refused("Nothing was answered yet. Nothing was recorded. Answer at least one line.")
    at = seen.at or record.now()
    if at > record.now():
        raise Refused("This time is still to come. Nothing was recorded. Correct the time.")
    with record.write() as db:
        open_session(db, session_id)
        for form, given in answers.items():
            checklist = record.content.checklist(form)
            for item, value in given.items():
                _check_answer(checklist.item(item), value)
                row = checklists.put(db, record, session_id, form, checklist.version, item, value, at=at)
                row.observer, row.observer_role = seen_by(record, seen.observer, seen.observer_role)
                db.flush()
        if seen.reading is not None:
            vitals.put(
                db, record, session_id, seen.reading, at=at, observer=seen.observer,
                observer_role=seen.observer_role,
            )  # fmt: skip
    topic = Topic.VITAL if seen.reading is not None else Topic.READINESS
    return Change(topic, session_id, session_id)


def override(
    record: Record, session_id: UUID, criterion: str, by_name: str, by_role: str, reason: str,
    at: datetime | None = None,
) -> Change:  # fmt: skip
    """Set a criterion aside in the name of a medical professional; the reason prints.

    Raises Refused for a criterion that is met or cannot be overridden, another role, or a short reason.
    """
    now = of_session(record, session_id)
    set_aside = Override(criterion, by_name.strip(), by_role.strip(), reason.strip(), at or record.now())
    if set_aside.at > record.now():
        raise Refused("This time is still to come. Nothing was changed. Correct the time.")
    check_override(set_aside, now.facts, limits(record, now.facts.route))
    if not now.criterion(criterion).stands_open:
        raise Refused(f"{criterion} does not stand open. Nothing was changed; there is nothing to override.")
    with record.write() as db:
        open_session(db, session_id)
        row = OverrideRow(id=uuid4(), session_id=session_id, criterion=criterion, rule_version=GATE_RULE)
        row.by_name, row.by_role, row.reason = set_aside.by_name, set_aside.by_role, set_aside.reason
        row.happened_at, row.zone = set_aside.at, record.zone
        row.seq = next_in(db, OverrideRow, session_id)
        row.written_at, row.author_id = record.now(), record.author.id
        db.add(row)
        return Change(Topic.READINESS, session_id, row.id)


def withdraw_override(record: Record, session_id: UUID, criterion: str, reason: str) -> Change:
    """Strike the overrides of a criterion through with a reason; they stay in the record."""
    if not reason.strip():
        raise Refused("An override is withdrawn with a reason. Nothing was changed. Write why.")
    with record.write() as db:
        open_session(db, session_id)
        query = select(OverrideRow).where(
            OverrideRow.session_id == session_id,
            OverrideRow.criterion == criterion,
            OverrideRow.struck_at.is_(None),
        )
        rows = list(db.scalars(query))
        if not rows:
            raise Refused(f"{criterion} is not overridden. Nothing was changed.")
        for row in rows:
            row.struck_at, row.struck_reason = record.now(), reason.strip()
        return Change(Topic.READINESS, session_id, rows[-1].id)


def _check_answer(item: Item, value: str | None) -> None:
    if value is None:
        return
    choices = {choice.value for choice in item.choices}
    if item.answer is AnswerType.CHOICE and value not in choices:
        raise Refused(f"“{value}” is no answer to “{item.label}”. Nothing was recorded.")
    if item.answer is AnswerType.SCALE and not _on_scale(item, value):
        raise Refused(f"“{value}” is not on the scale of “{item.label}”. Nothing was recorded.")


def _on_scale(item: Item, value: str) -> bool:
    try:
        number = int(value)
    except ValueError:
        return False
    return (item.minimum or 0) <= number <= (item.maximum or 10)
