"""One invented client's whole dosing day, every fact of it recorded through the services."""

from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID, uuid4

from kapdesk.domain.adverse_events import AdverseEvent, AdverseEventKind, Severity
from kapdesk.domain.alerts import Severity as AlertSeverity
from kapdesk.domain.clients import Client
from kapdesk.domain.clock import SetClock
from kapdesk.domain.embodiment import StepAnswer
from kapdesk.domain.insights import Kind, Level, Movement, Tone
from kapdesk.domain.means import Agreed, MeansStatus, Method
from kapdesk.domain.outcomes import Outcome
from kapdesk.domain.timeline import Voice
from kapdesk.services import (
    adverse_events,
    alerts,
    arrivals,
    clients,
    crisis,
    debrief,
    embodiment,
    escorts,
    insights,
    means,
    notes,
    outcomes,
    preparation,
    safety_plans,
    sessions,
    timeline,
)
from kapdesk.services.notes import Owner
from kapdesk.services.record import Record
from tests.services.leaving_day import LeavingDay

PREPARED = {
    "intention": "To be gentle with the boy I was",
    "expectations": "some quiet inside",
    "fears": "that the door stays shut",
    "touch-limits": "never the neck",
    "scents-liked": "orange peel\ncoffee",
    "scents-to-avoid": "lavender",
    "grounding-object": "grandfather's walnut",
    "music": "slow strings",
}
TOLD = {
    "words": "There was a staircase that went down into the sea.",
    "observed": "soft face, slow breath",
    "images": "seaweed on every step",
    "hardest": "the door that would not open",
    "message-to-self": "You may put it down.",
}


def a_client(record: Record, family: str = "Mor", given: str = "Aster") -> UUID:
    """Add an invented client."""
    one = Client(uuid4(), clients.next_code(record), family, given, born=date(1986, 3, 14))
    clients.add(record, one)
    return one.id


def confirm_numbers(record: Record) -> None:
    """Put three numbers on the list and try them."""
    crisis.edit(record, crisis.CLINIC_DAY, label="The clinic", number="555 0100", when="09:00 to 18:00")
    crisis.confirm(record, crisis.CLINIC_DAY, "555 0100")
    for label, number in (("Night line", "555 0199"), ("Emergency", "911")):
        crisis.add(record, label, number)
        line = next(one for one in crisis.on_list(record) if one.number == number)
        crisis.confirm(record, line.id, number)
    crisis.add(record, "A line nobody tried", "555 0666")


def a_day(record: Record, clock: SetClock, family: str = "Mor", given: str = "Aster") -> LeavingDay:
    """Lead a new client from preparation to the last word of the debrief."""
    client = a_client(record, family, given)
    session = sessions.plan(record, client, setting="in person", room="Quiet room").item
    assert session is not None
    day = LeavingDay(record, clock, client, session)
    confirm_numbers(record)
    alerts.add(record, client, "earlier-attempt", AlertSeverity.CAUTION, text="2009")
    owner = Owner(client, session=session)
    for field, text in PREPARED.items():
        notes.write(record, owner, f"prepare.{field}", text)
    preparation.choose(record, session, "touch-level", "hand")
    clock.move(minutes=5)
    day.dose()
    arrivals.answer(record, session, "hours-since-food", "9", note="tea at six")
    _journey(day)
    _telling(day, owner)
    return day


def _journey(day: LeavingDay) -> None:
    record, clock, session = day.record, day.clock, day.session
    clock.move(minutes=18)
    timeline.write(record, session, Voice.CLIENT, "I am a very large blue room")
    clock.move(minutes=30)
    late = record.now() - timedelta(minutes=9)
    timeline.write(record, session, Voice.OBSERVER, "quiet tears", at=late)
    timeline.write(record, session, Voice.OBSERVER, "vomited")
    timeline.strike_last(record, session)
    event = AdverseEvent(AdverseEventKind.DIZZINESS_VERTIGO, Severity.MILD, record.now())
    event = replace(event, action="stayed seated", outcome="gone", reported_to="Dr N. Okafor", serious=False)
    adverse_events.write(record, session, replace(event, reported_at=record.now(), note="room turned once"))


def _telling(day: LeavingDay, owner: Owner) -> None:
    record, session = day.record, day.session
    day.clock.move(minutes=10)
    for field, text in TOLD.items():
        notes.write(record, owner, f"debrief.{field}", text)
    debrief.name_tone(record, session, Tone.MIXED)
    debrief.rate_distress(record, session, 2)
    made = insights.add(
        record, session, "I was guarding an empty house", levels=[Level.PERSONAL, Level.SYMBOLIC],
        movement=Movement.RELEASE, confidence=7,
    )  # fmt: skip
    assert made.item
    insights.add(record, session, "Who was behind the door?", kind=Kind.HELD_QUESTION)
    wrong = insights.add(record, session, "A slip of the pen", kind=Kind.THEME).item
    assert wrong
    insights.strike(record, wrong, "marked the wrong line")
    own = next(
        offer for part in embodiment.look(record, session).sections for offer in part.offers
        if offer.label == "grandfather's walnut"
    )  # fmt: skip
    embodiment.answer(record, session, own.key, StepAnswer.ACCEPTED, effect=2, note="both hands")
    embodiment.rate(record, session, "arousal-before", 6)
    embodiment.rate(record, session, "arousal-after", 3)


def lead_home(day: LeavingDay, *, consent: bool = True) -> None:
    """Bring the day from the debrief to the door, everything recorded, the client gone home."""
    record, client, session = day.record, day.client, day.session
    notes.write(
        record, safety_plans.owner(client), "plan.urgent", "the night line, 555 0199\nold number 555 0777"
    )
    notes.write(record, safety_plans.owner(client), "plan.matters", "the garden in spring")
    means.agree(
        record, client, Method.MEDICATION, Agreed.LOCKED, status=MeansStatus.PLANNED, responsible="Ivo Mor",
        note="by Friday", session_id=session,
    )  # fmt: skip
    day.be_ready()
    if consent:
        known = escorts.of_session(record, session)
        assert known is not None
        escorts.write(record, session, replace(known, sheet_consent=True))
    day.sign()
    told = {"left_with": "Ivo Mor", "left_at": record.now()}
    outcomes.end(record, session, Outcome.RELEASED, told)
