"""Everything that is recorded of a session and that the readiness gate looks at, gathered in few reads."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TypeVar
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from kapdesk.content import Content
from kapdesk.domain.doses import Escort
from kapdesk.domain.errors import NotFound
from kapdesk.domain.gate_facts import (
    Debriefed,
    Facts,
    Gait,
    GateLimits,
    Instructed,
    Orientation,
    Seen,
)
from kapdesk.domain.readings import Reading
from kapdesk.domain.recovery_scores import (
    AldreteFacts,
    PadssFacts,
    Pressures,
    RecoveryScore,
    aldrete,
    modified_padss,
)
from kapdesk.domain.routes import PROFILES, Route, observed_from
from kapdesk.services import leaving_facts, vitals
from kapdesk.services.given import Given, Look, latest
from kapdesk.services.practice_limits import profile, vital_limits
from kapdesk.services.record import Record
from kapdesk.services.vitals import Status, Vital
from kapdesk.services.vitals_asked import level_words
from kapdesk.store.rows import AlertRow, DoseRow, NoteRow, PersonRow, SessionRow

FORM, ALDRETE, PADSS, DEBRIEF, BSSA = "readiness-facts", "aldrete", "modified-padss", "debrief", "bssa"
ALDRETE_RATED = ("activity", "respiration", "consciousness")
PADSS_RATED = ("ambulation", "nausea-vomiting", "pain")
_ORIENTED = ("oriented-person", "oriented-place", "oriented-time", "oriented-situation")
_GAIT = ("walks", "turns", "stands-steady")
_IDEATION_ALERTS = frozenset({"earlier-attempt", "suicidal-thoughts"})

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class _Day:
    """What of one session was read, before it becomes facts."""

    session: SessionRow
    given: Given
    signs: tuple[Seen[Reading], ...]
    baseline: Seen[Reading] | None
    route: Route | None
    observed_from: datetime | None
    content: Content


def gather(record: Record, session_id: UUID) -> Facts:
    """Return the facts of a session as of now, or of the moment it ended; raises NotFound."""
    taken = vitals.of_session(record, session_id)
    with record.read() as db:
        session = db.get(SessionRow, session_id)
        if session is None:
            raise NotFound("This session is not in the record.")
        now = _asked_at(session, record.now())
        day = _day(db, record, session, taken)
        names = {row.id: _signature(row) for row in db.scalars(select(PersonRow))}
        home = leaving_facts.read(db, session, day.given, names, now)
        route, start = day.route, day.observed_from
        return Facts(
            now=now,
            zone=record.zone,
            route=route,
            observed_from=start,
            baseline=day.baseline,
            looks=day.signs,
            orientation=_orientation(day.given),
            back_to_usual=_back_to_usual(day.given),
            gait=_gait(day.given),
            keeps_fluid=day.given.every(FORM, "keeps-fluid"),
            aldrete=_aldrete(day),
            padss=_padss(day),
            screens=home.screens,
            dispositions=home.dispositions,
            judgement_on_refusal=home.judgement,
            referral_at=home.referral_at,
            ideation_in_history=_ideation(db, session, day.given),
            plan_in_hand=home.plan_in_hand,
            means_talk=home.means_talk,
            debrief=_debrief(db, day),
            escort=home.escort,
            client_drives=day.given.yes(FORM, "client-drives"),
            tonight=_tonight(day.given, home.escort),
            instructions=_instructions(day.given),
            booked=home.booked,
            medical_clearance=home.medical,
            therapist_clearance=home.therapist,
            overrides=home.overrides,
        )


def limits(record: Record, route: Route | None) -> GateLimits:
    """Return the clinic's limits for leaving after a dose by this route."""
    own = {} if route is None else {route: profile(record, route)}
    return GateLimits(vitals=vital_limits(record), words=level_words(record), profiles=PROFILES | own)


def _asked_at(session: SessionRow, now: datetime) -> datetime:
    """Return now, or the end of the minute in which the session ended, for leaving is timed to the minute."""
    if session.ended_at is None:
        return now
    return min(now, session.ended_at + timedelta(minutes=1))


def _day(db: Session, record: Record, session: SessionRow, taken: Sequence[Vital]) -> _Day:
    query = select(DoseRow).where(DoseRow.session_id == session.id, DoseRow.struck_at.is_(None))
    doses = list(db.scalars(query.order_by(DoseRow.is_booster, DoseRow.happened_at)))
    route = Route(doses[0].route) if doses else None
    standing = [one for one in taken if one.status is Status.DONE and not one.struck]
    base = next((one for one in standing if one.baseline), None)
    return _Day(
        session=session,
        given=Given(db, session.id, (FORM, ALDRETE, PADSS, DEBRIEF, BSSA)),
        signs=tuple(_seen(one) for one in standing),
        baseline=None if base is None else _seen(base),
        route=route,
        observed_from=observed_from(route, [dose.happened_at for dose in doses]) if route else None,
        content=record.content,
    )


def _seen(one: Vital) -> Seen[Reading]:
    return Seen(one.reading, one.happened_at, one.observer)


def _signature(row: PersonRow) -> str:
    return f"{row.name}, {row.credential}" if row.credential else row.name


def _orientation(given: Given) -> tuple[Seen[Orientation], ...]:
    return tuple(
        Seen(Orientation(*(look.yes(item) for item in _ORIENTED)), look.at, look.by)
        for look in given.looks(FORM, _ORIENTED)
    )


def _gait(given: Given) -> tuple[Seen[Gait], ...]:
    return tuple(
        Seen(Gait(*(look.yes(item) for item in _GAIT)), look.at, look.by) for look in given.looks(FORM, _GAIT)
    )


def _back_to_usual(given: Given) -> tuple[Seen[bool], ...]:
    words = {
        look.at: (look.values.get("back-to-usual-words") or "").strip()
        for look in given.looks(FORM, ("back-to-usual", "back-to-usual-words"))
    }
    return tuple(
        Seen(one.value, one.at, one.by, f"client: “{said}”" if (said := words.get(one.at, "")) else "")
        for one in given.every(FORM, "back-to-usual")
    )


def _ideation(db: Session, session: SessionRow, given: Given) -> bool | None:
    query = select(AlertRow.id).where(
        AlertRow.client_id == session.client_id,
        AlertRow.kind.in_(_IDEATION_ALERTS),
        AlertRow.ended_at.is_(None),
    )
    return True if db.scalar(query.limit(1)) else given.yes(FORM, "ideation-in-history")


def _rated(day: _Day, form: str, items: Sequence[str]) -> tuple[Look, list[int | None]] | None:
    looks = day.given.looks(form, items)
    return (looks[-1], [_points(day, form, looks[-1], item) for item in items]) if looks else None


def _points(day: _Day, form: str, look: Look, item: str) -> int | None:
    value = look.values.get(item)
    if value is None:
        return None
    choices = day.content.checklist(form, look.versions[item]).item(item).choices
    return next((choice.score for choice in choices if choice.value == value), None)


def _last_with(day: _Day, field: str) -> Reading:
    """Return the latest reading since the dose in which a sign was taken, or an empty one."""
    start = day.observed_from
    looks = [one for one in day.signs if start and one.at > start and getattr(one.value, field) is not None]
    return looks[-1].value if looks else Reading()


def _pressures(day: _Day) -> tuple[Pressures, Pressures]:
    bp, hr = _last_with(day, "sbp"), _last_with(day, "hr")
    before = day.baseline.value if day.baseline else Reading()
    return Pressures(bp.sbp, bp.dbp, hr.hr), Pressures(before.sbp, before.dbp, before.hr)


def _aldrete(day: _Day) -> Seen[RecoveryScore] | None:
    rated = _rated(day, ALDRETE, ALDRETE_RATED)
    if rated is None:
        return None
    look, (activity, respiration, consciousness) = rated
    (now, before), oxygen = _pressures(day), _last_with(day, "spo2")
    facts = AldreteFacts(activity, respiration, consciousness, now, before, oxygen.spo2, oxygen.on_oxygen)
    return Seen(aldrete(facts), look.at, look.by)


def _padss(day: _Day) -> Seen[RecoveryScore] | None:
    rated = _rated(day, PADSS, PADSS_RATED)
    if rated is None:
        return None
    look, (ambulation, nausea, pain) = rated
    now, before = _pressures(day)
    return Seen(modified_padss(PadssFacts(ambulation, nausea, pain, now, before)), look.at, look.by)


def _debrief(db: Session, day: _Day) -> Seen[Debriefed] | None:
    """Return the debrief: offered where somebody says so, or where one took place or was declined."""
    given = day.given
    said = given.last(FORM, "debrief-offered")
    held = latest(*(given.last(DEBRIEF, item) for item in ("tone", "not-ready", "distress-now")))
    distress = latest(given.last(FORM, "distress-now"), given.last(DEBRIEF, "distress-now"))
    words = db.scalar(
        select(NoteRow).where(NoteRow.session_id == day.session.id, NoteRow.field == "debrief.words")
    )
    told = words is not None and bool(words.text.strip())
    offered = given.yes(FORM, "debrief-offered") if said else (True if held or told else None)
    last = latest(said, held, distress)
    if offered is None and last is None:
        return None
    value = Debriefed(
        offered, int(distress.value) if distress and distress.value else None,
        given.text(FORM, "debrief-plan"),
    )  # fmt: skip
    if last is not None:
        return Seen(value, last.happened_at, last.observer)
    return Seen(value, words.written_at) if words is not None else None


def _tonight(given: Given, escort: Seen[Escort] | None) -> Seen[str] | None:
    said = given.last(FORM, "tonight")
    named = None if escort is None or not escort.value.tonight.strip() else escort
    if said is not None and (named is None or said.written_at >= named.at):
        return Seen(said.value or "", said.happened_at, said.observer)
    return None if named is None else Seen(named.value.tonight, named.at, named.by)


def _instructions(given: Given) -> Seen[Instructed] | None:
    items = ("instructions-in-writing", "instructions-said-back")
    last = latest(*(given.last(FORM, item) for item in items))
    if last is None:
        return None
    writing, back = (given.yes(FORM, item) for item in items)
    return Seen(Instructed(writing, back), last.happened_at, last.observer)
