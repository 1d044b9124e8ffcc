"""What is done around an invented dosing day: screens, leaving, bookings, calls, integration, measures."""

from datetime import time, timedelta
from functools import lru_cache
from uuid import UUID

from kapdesk.domain.appointments import Appointment, AppointmentKind, AppointmentStatus
from kapdesk.domain.clock import local
from kapdesk.domain.contacts import Channel, Concern
from kapdesk.domain.contacts import Outcome as Reached
from kapdesk.domain.gate_facts import Presence
from kapdesk.domain.insights import Kind
from kapdesk.domain.integration import ChangeKind, Verdict
from kapdesk.domain.outcomes import Outcome
from kapdesk.domain.readiness import Signature
from kapdesk.domain.screens import AsqAnswers, Context, Disposition
from kapdesk.domain.signing import Of
from kapdesk.services import (
    appointments,
    assessments,
    clearances,
    contacts,
    diary,
    escorts,
    hands,
    insights,
    integration,
    leaving,
    measures,
    notes,
    outcomes,
    screens,
    signing,
    tasks,
)
from kapdesk.services.hands import Hand
from kapdesk.services.notes import Owner
from kapdesk.services.rehearsal_acts import MEDICAL, MEDICAL_ROLE
from kapdesk.services.rehearsal_stage import PASSPHRASE, Act, Stage
from kapdesk.store.engine import Store

ASKED = ("wished_dead", "better_off_dead", "thoughts_of_killing", "ever_tried")

SETTLED_AFTER = timedelta(days=2)
"""What is older than this was settled; what is younger still waits on Today."""


def screen(stage: Stage, act: Act) -> None:
    """Ask the suicide screen; the fifth question is asked after a yes only."""
    yes = stage.day.get("screen-yes", [])
    first = [name in yes for name in ASKED]
    answers = AsqAnswers(*first, thoughts_now=False if any(first) else None)
    asked = screens.Asked(Context(act["context"]), answers, stage.day.get("screen-words", {}))
    screens.ask(stage.record, stage.client, asked, stage.session)


def assess(stage: Stage, _act: Act) -> None:
    """Make the brief safety assessment, with its one disposition."""
    said = dict(stage.day["assessment"])
    disposition = Disposition(said.pop("disposition"))
    assessments.assess(stage.record, stage.client, assessments.Talk(disposition, said), stage.session)


def close_screens(stage: Stage, act: Act) -> None:
    """Close what a positive result asked for, with what was done."""
    screens.close(stage.record, stage.client, act["reason"])


def fetch(stage: Stage, _act: Act) -> None:
    """See the escort at the door."""
    known = escorts.of_session(stage.record, stage.here)
    if known is None:
        raise ValueError
    known_here = stage.day["escort"]
    seen = type(known)(
        known.name, known.relation, known.phone, adult=True, recognised="greeted by the client by name",
        arrived_at=stage.clock.now(), drives=known_here.get("way", "by car, the escort drives"),
        tonight=known_here.get("tonight", known.name), sheet_consent=True,
    )  # fmt: skip
    leaving.see_escort(stage.record, stage.here, seen, client_drives=False)


def clear_medical(stage: Stage, _act: Act) -> None:
    """Sign the medical clearance."""
    clearances.sign(
        stage.by("sole"), stage.here, Signature.MEDICAL, name=MEDICAL, role=MEDICAL_ROLE,
        presence=Presence.ON_SITE,
    )  # fmt: skip


def clear_therapist(stage: Stage, _act: Act) -> None:
    """Sign the therapist's clearance."""
    author = stage.record.author
    clearances.sign(stage.record, stage.here, Signature.THERAPIST, name=author.signature, role="therapist")


def leave(stage: Stage, _act: Act) -> None:
    """Let the client go home with the escort."""
    known = escorts.of_session(stage.record, stage.here)
    told = {"left_with": f"{known.name}, {known.relation}" if known else "", "left_at": stage.clock.now()}
    outcomes.end(stage.record, stage.here, Outcome.RELEASED, told)


@lru_cache(maxsize=1)
def _own_hand(store: Store) -> Hand:
    """Open the key of the clinic's first person once for all the days that are played."""
    return hands.open_with(store.path.parent, PASSPHRASE)


def sign(stage: Stage, _act: Act) -> None:
    """Sign the session; from now on the database refuses every change to it."""
    signing.sign(stage.record, _own_hand(stage.record.store), Of.SESSION, stage.here)


def book(stage: Stage, act: Act) -> None:
    """Book an appointment so many days after the act, or days or minutes from when the room is opened."""
    zone = stage.record.zone
    day, at = stage.today(), time.fromisoformat(act.get("time", "14:00"))
    if "in_minutes" in act:
        soon = local(stage.from_now(act, act["in_minutes"]), zone)
        day, at = soon.date(), soon.time()
    elif "on" in act:
        day += timedelta(days=act["on"])
    else:
        day = local(stage.clock.now(), zone).date() + timedelta(days=act["after"])
    plan = appointments.Plan(
        stage.client, AppointmentKind(act.get("kind", "regular")), day,
        at, int(act.get("minutes", 50)),
        act.get("room", "Hazel room"), stage.record.author.id, stage.session,
    )  # fmt: skip
    appointments.book(stage.record, plan)


def attend(stage: Stage, act: Act) -> None:
    """Say what became of the latest appointment whose time has come."""
    due = [one for one in _standing(stage) if one.starts_at <= stage.clock.now() + timedelta(hours=1)]
    status = AppointmentStatus(act["status"])
    appointments.set_status(stage.record, due[-1].id, status, act.get("reason", ""))


def call(stage: Stage, act: Act) -> None:
    """Log one try to reach the client."""
    next_due = stage.clock.now() + timedelta(days=act["again"]) if "again" in act else None
    concern = Concern(act["concern"]) if "concern" in act else None
    contacts.log(
        stage.record, stage.client, Channel(act.get("channel", "phone")), Reached(act["outcome"]),
        concern=concern, text=act.get("text", ""), next_due=next_due, session_id=stage.session,
    )  # fmt: skip


def _standing(stage: Stage) -> list[Appointment]:
    booked = [one.appointment for one in diary.of_client(stage.record, stage.client)]
    return [one for one in booked if one.status.stands]


def integrate(stage: Stage, act: Act) -> None:
    """Write one integration session: texts, both sides of change, and what was read back."""
    mine = [one for one in _standing(stage) if abs(one.starts_at - stage.clock.now()) < timedelta(hours=3)]
    made = integration.start(stage.record, stage.client, appointment_id=mine[-1].id if mine else None)
    if made.item is None:
        raise ValueError
    stage.clock.move(minutes=8)
    owner = Owner(stage.client, integration=made.item)
    for field, text in act.get("texts", {}).items():
        notes.write(stage.record, owner, f"integration.{field}", text)
        stage.clock.move(minutes=2)
    _sides(stage, act, made.item)
    for goal, value in act.get("ratings", {}).items():
        integration.rate(stage.record, made.item, goal, value)
    stage.clock.move(minutes=10)
    integration.end(stage.record, made.item)


def _sides(stage: Stage, act: Act, note: UUID) -> None:
    for kind in ChangeKind:
        for text in act.get(kind.value, []):
            stage.clock.move(minutes=1)
            integration.add_item(stage.record, note, kind, text)
    if stage.session is None or "phrases" not in act:
        return
    read_back = [
        one for one in insights.of_session(stage.record, stage.session) if one.kind is Kind.READ_BACK
    ]
    for phrase, verdict in zip(read_back, act["phrases"], strict=False):
        integration.say(stage.record, note, phrase.id, Verdict(verdict))


def measure(stage: Stage, act: Act) -> None:
    """Take in one filled questionnaire; -1 stands for a question that was left out."""
    instrument = stage.record.content.instrument(act["form"])
    values = (None if value < 0 else int(value) for value in act["answers"])
    answers = {item.id: value for item, value in zip(measures.scored(instrument), values, strict=True)}
    measures.administer(stage.record, stage.client, instrument.id, instrument.version, answers)


def settle(stage: Stage) -> None:
    """Say what became of the visits and follow-ups of the past, as somebody does at the end of each day."""
    for visit in _standing(stage):
        if visit.ends_at < stage.opened_at - SETTLED_AFTER:
            stage.clock.at = visit.ends_at
            appointments.set_status(stage.record, visit.id, AppointmentStatus.ATTENDED)
            if visit.kind is AppointmentKind.CONTACT and not _called(stage, visit):
                contacts.log(stage.record, stage.client, Channel.PHONE, Reached.REACHED, concern=Concern.NONE)
    for task in tasks.of_client(stage.record, stage.client):
        if task.open and task.due_at < stage.opened_at - SETTLED_AFTER:
            stage.clock.at = max(task.due_at - timedelta(hours=1), task.written_at)
            tasks.done(stage.record, task.id, "Asked on the telephone the day after; noted in the contact.")


def _called(stage: Stage, visit: Appointment) -> bool:
    near = timedelta(hours=12)
    return any(abs(one.at - visit.starts_at) < near for one in contacts.of_client(stage.record, stage.client))
