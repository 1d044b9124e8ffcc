"""What somebody in a hurry might try so that a client leaves sooner; each is one write, or a row put in."""

from datetime import datetime, timedelta
from uuid import uuid4

from services.leaving_day import CALM, LeavingDay

from kapdesk.domain.gate_facts import Presence
from kapdesk.domain.outcomes import REQUIRED, Answer, Outcome
from kapdesk.domain.readiness import GATE_RULE, Signature
from kapdesk.services import clearances, outcomes
from kapdesk.services.outcomes import Value
from kapdesk.store.rows import OverrideRow

REASON = "The clinic closes at five today"
DOCTOR = ("R. Sole", "medical professional, physician")


def told(outcome: Outcome, at: datetime) -> dict[str, Value]:
    """Return every fact an outcome asks for, as it would be typed."""
    kinds: dict[Answer, Value] = {Answer.TEXT: "as it was", Answer.TIME: at, Answer.YES_NO: False}
    return {fact.key: kinds[fact.answer] for fact in REQUIRED[outcome]}


def release(day: LeavingDay, left_at: datetime | None = None) -> None:
    """Try to record that the client went home."""
    now = day.record.now()
    facts = told(Outcome.RELEASED, left_at or now)
    outcomes.end(day.record, day.session, Outcome.RELEASED, facts)


def all_but(day: LeavingDay, left_out: str) -> None:
    """Record everything before the signatures except one criterion, and the screen last of all."""
    day.clock.move(minutes=95)
    if left_out != "D02":
        day.observe(reading=CALM)
    day.clock.move(minutes=20)
    day.observe(reading=CALM)
    for criterion, act in day.acts().items():
        if criterion != left_out:
            act()
    day.clock.move(minutes=1)
    if left_out != "D10":
        day.screen()


def sign_back_then(day: LeavingDay, minutes: float) -> None:
    """Sign the medical clearance as if it had been given so many minutes ago."""
    name, role = DOCTOR
    clearances.sign(
        day.record, day.session, Signature.MEDICAL, name=name, role=role, presence=Presence.REMOTE,
        at=day.record.now() - timedelta(minutes=minutes),
    )  # fmt: skip


def put_in_override(day: LeavingDay, criterion: str) -> None:
    """Put the row of an override into the file, past every question."""
    record = day.record
    with record.write() as db:
        row = OverrideRow(
            id=uuid4(), session_id=day.session, criterion=criterion, rule_version=GATE_RULE, seq=1
        )
        row.by_name, row.by_role = DOCTOR
        row.reason, row.happened_at, row.zone = REASON, record.now(), record.zone
        row.written_at, row.author_id = record.now(), record.author.id
        db.add(row)
