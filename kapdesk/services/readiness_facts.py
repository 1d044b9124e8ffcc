"""Everything that is recorded of a session and that the readiness gate looks at, gathered in few reads."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TypeVar
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from kapdesk.domain.clock import show_time
from kapdesk.domain.doses import Escort
from kapdesk.domain.errors import NotFound
from kapdesk.domain.gate_facts import (
    Debriefed,
    Facts,
    Gait,
    GateLimits,
    Instructed,
    Orientation,
    SecondLook,
    Seen,
)
from kapdesk.domain.readings import Reading
from kapdesk.domain.routes import PROFILES, Anchor, Route, observed_from
from kapdesk.services import gate_settings, leaving_facts, vitals
from kapdesk.services.given import Given, latest
from kapdesk.services.practice_limits import profile, vital_limits
from kapdesk.services.record import Record
from kapdesk.services.recovery_facts import ALDRETE, MODIFIED, ORIGINAL, Scored, aldrete_of, padss_of
from kapdesk.services.vitals import Status, Vital
from kapdesk.services.vitals_asked import level_words
from kapdesk.store.rows import AlertRow, DoseRow, NoteRow, PersonRow, SessionRow

FORM, DEBRIEF, BSSA, SECOND_LOOK = "readiness-facts", "debrief", "bssa", "second-look"
ARRIVAL = "arrival"
_FORMS = (FORM, ALDRETE, MODIFIED, ORIGINAL, DEBRIEF, BSSA, SECOND_LOOK, ARRIVAL)
_ORIENTED = ("oriented-person", "oriented-place", "oriented-time", "oriented-situation")
_GAIT = ("walks", "turns", "stands-steady")
_AGAIN = ("alert", "oriented", "steady", "nothing-against")
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
    counted_from: str
    scored: Scored


def gather(record: Record, session_id: UUID) -> Facts:
    """Return the facts of a session as of now, or of the moment it ended; raises NotFound."""
    taken = vitals.of_session(record, session_id)
    with record.read() as db:
        session = db.get(SessionRow, session_id)
        if session is None:
            raise NotFound("This session is not in the record.")
        now = _asked_at(session, record.now())
        day = _day(db, record, session, taken)
        names = {row.id: (_signature(row), row.role) for row in db.scalars(select(PersonRow))}
        home = leaving_facts.read(db, session, day.given, names, now)
        route, start = day.route, day.observed_from
        return Facts(
            now=now,
            zone=record.zone,
            route=route,
            observed_from=start,
            counted_from=day.counted_from,
            baseline=day.baseline,
            looks=day.signs,
            orientation=_orientation(day.given),
            back_to_usual=_back_to_usual(day.given),
            gait=_gait(day.given),
            second_looks=_second_looks(day.given),
            keeps_fluid=day.given.every(FORM, "keeps-fluid"),
            aldrete=aldrete_of(day.scored),
            padss=padss_of(day.scored, gate_settings.padss(record)),
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
            tonight=_tonight(day.given),
            tonight_named=_named_before(day.given, home.escort),
            instructions=_instructions(day.given),
            booked=home.booked,
            medical_clearance=home.medical,
            therapist_clearance=home.therapist,
            overrides=home.overrides,
        )


def limits(record: Record, route: Route | None) -> GateLimits:
    """Return the clinic's limits for leaving after a dose by this route."""
    own = {} if route is None else {route: profile(record, route)}
    return GateLimits(
        vitals=vital_limits(record), words=level_words(record), profiles=PROFILES | own,
        second_look_required=gate_settings.second_look_required(record),
    )  # fmt: skip


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
    base = next((_seen(one) for one in standing if one.baseline), None)
    given, signs = Given(db, session.id, _FORMS), tuple(_seen(one) for one in standing)
    anchor = gate_settings.esketamine_anchor(record) if route is Route.ESKETAMINE else None
    start = observed_from(route, [dose.happened_at for dose in doses], anchor) if route else None
    return _Day(
        session=session,
        given=given,
        signs=signs,
        baseline=base,
        route=route,
        observed_from=start,
        counted_from=_counted(route, anchor, start, len(doses), record.zone),
        scored=Scored(given, record.content, signs, base, start),
    )


def _counted(
    route: Route | None, anchor: Anchor | None, start: datetime | None, doses: int, zone: str
) -> str:
    """Say from which dose the observation counts, where there is more than one or a device to name."""
    if start is None or (doses < 2 and route is not Route.ESKETAMINE):  # noqa: PLR2004 - one dose says itself
        return ""
    which = (anchor or Anchor.LAST).value
    if route is Route.ESKETAMINE:
        which = which.replace("dose", "device")
    return f"from the {which}, {show_time(start, zone)}"


def _seen(one: Vital) -> Seen[Reading]:
    return Seen(one.reading, one.happened_at, one.observer, role=one.observer_role)


def _signature(row: PersonRow) -> str:
    return f"{row.name}, {row.credential}" if row.credential else row.name


def _orientation(given: Given) -> tuple[Seen[Orientation], ...]:
    return tuple(
        Seen(Orientation(*(look.yes(item) for item in _ORIENTED)), look.at, look.by, role=look.role)
        for look in given.looks(FORM, _ORIENTED)
    )


def _gait(given: Given) -> tuple[Seen[Gait], ...]:
    return tuple(
        Seen(Gait(*(look.yes(item) for item in _GAIT)), look.at, look.by, role=look.role)
        for look in given.looks(FORM, _GAIT)
    )


def _second_looks(given: Given) -> tuple[Seen[SecondLook], ...]:
    return tuple(
        Seen(SecondLook(*(look.yes(item) for item in _AGAIN)), look.at, look.by, role=look.role)
        for look in given.looks(SECOND_LOOK, _AGAIN)
    )


def _back_to_usual(given: Given) -> tuple[Seen[bool], ...]:
    words = {
        look.at: (look.values.get("back-to-usual-words") or "").strip()
        for look in given.looks(FORM, ("back-to-usual", "back-to-usual-words"))
    }
    return tuple(
        Seen(
            one.value,
            one.at,
            one.by,
            f"client: “{said}”" if (said := words.get(one.at, "")) else "",
            one.role,
        )
        for one in given.every(FORM, "back-to-usual")
    )


def _ideation(db: Session, session: SessionRow, given: Given) -> bool | None:
    query = select(AlertRow.id).where(
        AlertRow.client_id == session.client_id,
        AlertRow.kind.in_(_IDEATION_ALERTS),
        AlertRow.ended_at.is_(None),
    )
    return True if db.scalar(query.limit(1)) else given.yes(FORM, "ideation-in-history")


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
        return Seen(value, last.happened_at, last.observer, role=last.observer_role)
    return Seen(value, words.written_at) if words is not None else None


def _tonight(given: Given) -> Seen[str] | None:
    """Return who is there tonight as somebody said it before leaving; a name from Prepare is offered only."""
    said = given.last(FORM, "tonight")
    if said is None:
        return None
    return Seen(said.value or "", said.happened_at, said.observer, role=said.observer_role)


def _named_before(given: Given, escort: Seen[Escort] | None) -> str:
    """Return who was named on arrival, or else while preparing; it meets nothing by itself."""
    return given.text(ARRIVAL, "tonight") or ("" if escort is None else escort.value.tonight.strip())


def _instructions(given: Given) -> Seen[Instructed] | None:
    items = ("instructions-in-writing", "instructions-said-back")
    last = latest(*(given.last(FORM, item) for item in items))
    if last is None:
        return None
    writing, back = (given.yes(FORM, item) for item in items)
    return Seen(Instructed(writing, back), last.happened_at, last.observer, role=last.observer_role)
