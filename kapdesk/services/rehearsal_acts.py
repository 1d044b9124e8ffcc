"""What is done on an invented dosing day, each act through the service that does it on a real one."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

from kapdesk.domain.adverse_events import AdverseEvent, AdverseEventKind
from kapdesk.domain.adverse_events import Severity as Strength
from kapdesk.domain.doses import DoseEvent, DoseUnit, Escort
from kapdesk.domain.embodiment import StepAnswer
from kapdesk.domain.insights import Kind, Level, Movement, Tone
from kapdesk.domain.means import Agreed, MeansStatus, Method
from kapdesk.domain.readings import Reading
from kapdesk.domain.routes import Route
from kapdesk.domain.sessions import SessionState
from kapdesk.domain.timeline import Voice
from kapdesk.services import (
    adverse_events,
    arrivals,
    debrief,
    doses,
    embodiment,
    escorts,
    insights,
    means,
    notes,
    preparation,
    readiness,
    safety_plans,
    sessions,
    timeline,
    vitals,
)
from kapdesk.services.notes import Owner
from kapdesk.services.rehearsal_stage import Act, Stage
from kapdesk.services.vitals import Status

MEDICAL, MEDICAL_ROLE = "R. Sole, RN", "medical professional"


def plan(stage: Stage, act: Act) -> None:
    """Plan the day: when, by which route, where, and with whom."""
    day = stage.day
    when = stage.clock.now() + timedelta(minutes=-float(act["m"]))
    made = sessions.plan(
        stage.record, stage.client, planned_for=when, planned_route=day.get("route", "im"), room="Oak room"
    )
    stage.session = made.item
    sessions.arrange(
        stage.record, stage.here, planned_for=when, planned_route=day.get("route", "im"), setting="clinic",
        room="Oak room", therapist=stage.record.author.id, medical_name=MEDICAL, medical_role=MEDICAL_ROLE,
        medical_presence="on site",
    )  # fmt: skip


def prepare(stage: Stage, _act: Act) -> None:
    """Write what was prepared: the client's texts, the touch agreement, and the escort."""
    said = dict(stage.day.get("prepare", {}))
    touch = said.pop("touch-level", None)
    if touch:
        preparation.choose(stage.record, stage.here, "touch-level", touch)
    for field, text in said.items():
        notes.write(stage.record, _owner(stage), f"{preparation.PREFIX}{field}", text)
    escort = stage.day.get("escort")
    if escort:
        escorts.write(stage.record, stage.here, Escort(*escort["who"], adult=True))


def arrive(stage: Stage, _act: Act) -> None:
    """Let the client in."""
    arrivals.arrive(stage.record, stage.here)


def answer(stage: Stage, act: Act) -> None:
    """Answer lines of the arrival check; what the day says itself comes before what is usual."""
    given = act["answers"] | stage.day.get("arrival", {})
    for item, value in given.items():
        stage.clock.move(minutes=0.2)
        arrivals.answer(stage.by(act.get("by", "")), stage.here, item, str(value))


def clear(stage: Stage, _act: Act) -> None:
    """Clear the client to be dosed."""
    arrivals.clear(stage.by("sole"), stage.here)


def dose(stage: Stage, act: Act) -> None:
    """Record what was given."""
    route = Route(stage.day.get("route", "im"))
    amount = Decimal(str(act.get("amount") or stage.day["amount"]))
    event = DoseEvent(
        "esketamine" if route is Route.ESKETAMINE else "ketamine", route, amount, DoseUnit.MG,
        stage.clock.now(), MEDICAL, lot=stage.day.get("lot", "HO-2291"), checked_by="J. Adler, LMFT",
        is_booster=bool(act.get("booster", False)),
    )  # fmt: skip
    doses.give(stage.by("sole"), stage.here, event)


def look(stage: Stage, act: Act) -> None:
    """Take vital signs, each a little different from day to day."""
    vitals.take(stage.by("sole"), stage.here, reading(stage, act))


def reading(stage: Stage, act: Act) -> Reading:
    """Return the vital signs of an act."""
    sbp, dbp = (int(part) for part in str(act["bp"]).split("/"))
    chance = stage.chance(act)
    shift = chance.randint(-3, 3) if stage.day.get("vary", True) else 0
    return Reading(
        sbp=sbp + shift, dbp=dbp + shift, hr=int(act["hr"]) + shift, spo2=act.get("spo2", 98),
        on_oxygen=False, rr=act.get("rr", 14), moaas=act.get("moaas", 5),
        dissociation=act.get("dissociation", 0), nausea=act.get("nausea"), anxiety=act.get("anxiety"),
    )  # fmt: skip


def missed(stage: Stage, act: Act) -> None:
    """Record a look that did not take place, and why."""
    vitals.not_taken(stage.by("sole"), stage.here, Status(act.get("status", "missed")), act["reason"])


def moment(stage: Stage, act: Act) -> None:
    """Stamp a moment of the journey in one of the two voices."""
    voice = Voice.CLIENT if "client" in act else Voice.OBSERVER
    text = str(act.get("client", act.get("seen", "")))
    timeline.stamp(stage.record, stage.here, act.get("kind", ""), voice, text=text)


def state(stage: Stage, act: Act) -> None:
    """Lead the session on."""
    sessions.move(stage.record, stage.here, SessionState(act["to"]))


def adverse(stage: Stage, act: Act) -> None:
    """Record something untoward."""
    lasted = float(act.get("minutes", 0))
    onset = stage.clock.now()
    if lasted:
        stage.clock.move(minutes=lasted)
    event = AdverseEvent(
        kind=AdverseEventKind(act["kind"]), severity=Strength(act.get("severity", "mild")), onset=onset,
        end=stage.clock.now() if lasted else None, action=act.get("action", ""),
        outcome=act.get("outcome", ""), serious=False,
    )  # fmt: skip
    adverse_events.write(stage.by("sole"), stage.here, event)


def telling(stage: Stage, _act: Act) -> None:
    """Write the debrief as it was told: texts, tone, scales, and what was kept."""
    said = dict(stage.day.get("debrief", {}))
    tone, distress, mood = (said.pop(name, None) for name in ("tone", "distress", "mood"))
    for field, text in said.items():
        notes.write(stage.record, _owner(stage), f"debrief.{field}", text)
        stage.clock.move(minutes=0.6)
    if tone:
        debrief.name_tone(stage.record, stage.here, Tone(tone))
    if distress is not None:
        debrief.rate_distress(stage.record, stage.here, distress)
    if mood is not None:
        debrief.rate_mood(stage.record, stage.here, mood)
    for kept in stage.day.get("kept", []):
        stage.clock.move(minutes=0.3)
        _keep(stage, kept)


def _keep(stage: Stage, kept: Act) -> None:
    levels = [Level(level) for level in kept.get("levels", [])]
    movement = Movement(kept["movement"]) if "movement" in kept else None
    insights.add(
        stage.record, stage.here, kept["text"], kind=Kind(kept.get("kind", "insight")), levels=levels,
        movement=movement, confidence=kept.get("confidence"),
    )  # fmt: skip


def rate(stage: Stage, act: Act) -> None:
    """Write arousal and presence in the body."""
    for item, value in act["scales"].items():
        embodiment.rate(stage.record, stage.here, item, value)


def step(stage: Stage, act: Act) -> None:
    """Offer one step towards the body and write what came of it."""
    given = StepAnswer(act["answer"])
    embodiment.answer(
        stage.record, stage.here, act["key"], given, effect=act.get("effect"), note=act.get("note", "")
    )


def observe(stage: Stage, act: Act) -> None:
    """Look before leaving: answers by checklist, with vital signs where they were taken."""
    taken = reading(stage, act) if "bp" in act else None
    seen = readiness.Observation(answers=act.get("answers", {}), reading=taken)
    readiness.observe(stage.by(act.get("by", "")), stage.here, seen)


def write_plan(stage: Stage, _act: Act) -> None:
    """Write the client's stay-safe plan in their words."""
    for field, text in stage.day["plan"].items():
        notes.write(stage.record, safety_plans.owner(stage.client), safety_plans.element(field), text)


def review_plan(stage: Stage, act: Act) -> None:
    """Look through the stay-safe plan together."""
    safety_plans.review(
        stage.record, stage.client, copy_given=act.get("copy"), session_id=stage.session,
        likelihood=act.get("likelihood"),
    )  # fmt: skip


def agree(stage: Stage, act: Act) -> None:
    """Agree on a step that makes the client's space safer."""
    means.agree(
        stage.record, stage.client, Method(act["method"]), Agreed(act["agreed"]),
        status=MeansStatus(act["status"]), responsible=act.get("who", ""), note=act.get("note", ""),
        session_id=stage.session,
    )  # fmt: skip


def fetch(stage: Stage, _act: Act) -> None:
    """See the escort at the door."""
    known = escorts.of_session(stage.record, stage.here) or Escort()
    at = stage.clock.now()
    seen = replace(
        known, recognised="by the client", arrived_at=at, drives="by car, escort drives",
        tonight=stage.day["escort"].get("tonight", known.name), sheet_consent=True,
    )  # fmt: skip
    escorts.write(stage.record, stage.here, seen)


def _owner(stage: Stage) -> Owner:
    return Owner(stage.client, session=stage.here)
