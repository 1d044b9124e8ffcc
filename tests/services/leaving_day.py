"""One invented client brought up to leaving, each criterion by its own recorded value."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import timedelta
from decimal import Decimal
from uuid import UUID, uuid4

from kapdesk.domain.clock import SetClock
from kapdesk.domain.doses import DoseEvent, DoseUnit, Escort
from kapdesk.domain.gate_facts import Presence
from kapdesk.domain.readiness import Signature
from kapdesk.domain.readings import Reading
from kapdesk.domain.routes import Route
from kapdesk.domain.screens import AsqAnswers, Context
from kapdesk.domain.sessions import SessionState
from kapdesk.services import (
    arrivals,
    clearances,
    doses,
    escorts,
    leaving,
    notes,
    readiness,
    safety_plans,
    screens,
    sessions,
    vitals,
)
from kapdesk.services.readiness import Observation, Readiness
from kapdesk.services.record import Record
from kapdesk.services.screens import Asked
from kapdesk.store.rows import AppointmentRow, ClientRow, SessionRow

NO = AsqAnswers(wished_dead=False, better_off_dead=False, thoughts_of_killing=False, ever_tried=False)
BASE = Reading(sbp=122, dbp=78, hr=72, spo2=98, on_oxygen=False, rr=14, moaas=5)
CALM = Reading(sbp=126, dbp=80, hr=76, spo2=98, on_oxygen=False, moaas=5)
ORIENTED = dict.fromkeys(("oriented-person", "oriented-place", "oriented-time", "oriented-situation"), "yes")
ESCORT = Escort("Ivo Mor", "brother", "555 0134", adult=True)


@dataclass
class LeavingDay:
    """A dosed client, and every act that meets one criterion."""

    record: Record
    clock: SetClock
    client: UUID
    session: UUID

    def look(self) -> Readiness:
        return readiness.of_session(self.record, self.session)

    def state(self, criterion: str) -> str:
        return self.look().criterion(criterion).state.value

    def observe(self, form: str = "readiness-facts", reading: Reading | None = None, **answers: str) -> None:
        given = {item.replace("_", "-"): value for item, value in answers.items()}
        readiness.observe(self.record, self.session, Observation({form: given}, reading))

    def dose(self, route: Route = Route.IM) -> None:
        record, session = self.record, self.session
        escorts.write(record, session, ESCORT)
        arrivals.arrive(record, session)
        vitals.take(record, session, BASE)
        self.screen(Context.ARRIVAL)
        arrivals.clear(record, session, reason="Transcribed from the paper form of today")
        given = DoseEvent("ketamine", route, Decimal(50), DoseUnit.MG, self.clock.now(), "R. Sole, RN")
        doses.give(record, session, given)

    def screen(self, context: Context = Context.PRE_DISCHARGE, answers: AsqAnswers = NO) -> None:
        screens.ask(self.record, self.client, Asked(context, answers), self.session)

    def plan(self, *, copy: bool = True) -> None:
        notes.write(self.record, safety_plans.owner(self.client), "plan.noticing", "I stop answering")
        safety_plans.review(self.record, self.client, session_id=self.session, copy_given=copy)

    def book(self, hours: float, kind: str) -> None:
        now = self.record.now()
        with self.record.write() as db:
            row = AppointmentRow(id=uuid4(), client_id=self.client, kind=kind, minutes=50)
            row.starts_at, row.zone, row.status = now + timedelta(hours=hours), self.record.zone, "planned"
            row.written_at, row.author_id = now, self.record.author.id
            db.add(row)

    def books(self) -> None:
        self.book(24, "contact")
        self.book(72, "early")

    def escort_seen(self) -> None:
        seen = replace(
            ESCORT, recognised="known to the client", arrived_at=self.record.now(), tonight="Ivo Mor"
        )
        leaving.see_escort(self.record, self.session, seen, client_drives=False)

    def sign_medical(self) -> None:
        clearances.sign(
            self.record, self.session, Signature.MEDICAL, name="R. Sole", role="medical professional, RN",
            presence=Presence.ON_SITE,
        )  # fmt: skip

    def sign_therapist(self) -> None:
        clearances.sign(self.record, self.session, Signature.THERAPIST, name="J. Adler", role="therapist")

    def seal(self) -> None:
        with self.record.write() as db:
            row = db.get_one(SessionRow, self.session)
            row.opened_at = row.opened_at or self.record.now()
            row.ended_at = row.ended_at or self.record.now()
            row.signed_at, row.signed_by = self.record.now(), self.record.author.id

    def acts(self) -> dict[str, Callable[[], None]]:
        """Return for each criterion but the clock and the signatures the act that meets it."""
        return {
            "D03": lambda: self.observe(**ORIENTED),
            "D04": lambda: self.observe(
                reading=Reading(dissociation=0), back_to_usual="yes", back_to_usual_words="It is me again"
            ),
            "D05": lambda: self.observe(reading=Reading(sbp=126, dbp=80)),
            "D06": lambda: self.observe(reading=Reading(hr=76, spo2=98, on_oxygen=False)),
            "D07": lambda: self.observe(walks="yes", turns="yes"),
            "D08": lambda: self.observe(reading=Reading(nausea=0), keeps_fluid="yes"),
            "D11": self.plan,
            "D13": lambda: self.observe(debrief_offered="yes", distress_now="2"),
            "D14": self.escort_seen,
            "D16": lambda: self.observe(instructions_in_writing="yes", instructions_said_back="yes"),
            "D17": self.books,
        }

    def scores(self) -> None:
        self.observe("aldrete", activity="four-limbs", respiration="deep-and-cough", consciousness="awake")
        self.observe("modified-padss", ambulation="steady", nausea_vomiting="minimal", pain="minimal")

    def be_ready(self) -> None:
        """Record everything up to the two signatures."""
        self.clock.move(minutes=95)
        self.observe(reading=CALM)
        self.clock.move(minutes=20)
        self.observe(reading=CALM)
        for act in self.acts().values():
            act()
        self.scores()
        self.clock.move(minutes=1)
        self.screen()

    def sign(self) -> None:
        self.sign_medical()
        self.sign_therapist()

    def head(self) -> sessions.SessionHead:
        return sessions.head(self.record, self.session)

    def recover(self) -> None:
        sessions.move(self.record, self.session, SessionState.RECOVERY)


def plan_leaving_day(record: Record, clock: SetClock) -> LeavingDay:
    client = uuid4()
    with record.write() as db:
        row = ClientRow(id=client, code=f"K-{client.hex[:6]}", family_name="Mor", given_name="Aster")
        row.written_at, row.author_id = record.now(), record.author.id
        db.add(row)
    session = sessions.plan(record, client).item
    assert session is not None
    return LeavingDay(record, clock, client, session)
