"""Everything a session summary can say about one dosing day."""

from dataclasses import dataclass, field
from datetime import datetime

from kapdesk.reports.carried_facts import CarriedFacts
from kapdesk.reports.day_facts import (
    AdverseEvent,
    Check,
    Criterion,
    Dose,
    Event,
    Plotted,
    Preparation,
    Score,
    Screen,
    Visit,
    Vitals,
)
from kapdesk.reports.leaving_facts import (
    Addendum,
    Booking,
    Checked,
    Clearance,
    Contact,
    Escort,
    Given,
    IntegrationNote,
    Means,
    Outcome,
    Passed,
    PlanReview,
    Task,
    TeachBack,
)
from kapdesk.reports.paper import Identity
from kapdesk.reports.room_facts import (
    BodyMark,
    Choice,
    Jump,
    LeftOut,
    LookedAgain,
    PaperSheet,
    Practice,
    Work,
)
from kapdesk.reports.telling_facts import Debrief, Embodiment
from kapdesk.reports.wording import Wall


@dataclass(frozen=True, slots=True)
class SessionFacts:
    """One dosing day, whole.

    Instants are aware and shown in `zone` (an IANA name). `dosed_at` is the instant T+ counts from.
    `readiness` is the one line that sums up the criteria: `all recorded criteria met`, `2 not met`. `alerts`
    are the client's alerts in words, `earlier_outcomes` those before the last one, `texts` what was written
    beside the forms, `recorded_by` is everybody who wrote in the session, and `withheld` what
    the record holds and this document leaves out on purpose. `left_out` says, under the name of the section
    it belongs to, what the client or the clinic wants withheld or told in short.
    """

    identity: Identity
    zone: str
    visit: Visit = field(default_factory=Visit)
    dosed_at: datetime | None = None
    alerts: tuple[str, ...] = ()
    preparation: Preparation = field(default_factory=Preparation)
    arrival: tuple[Check, ...] = ()
    doses: tuple[Dose, ...] = ()
    vitals: tuple[Vitals, ...] = ()
    timeline: tuple[Event, ...] = ()
    adverse_events: tuple[AdverseEvent, ...] = ()
    debrief: Debrief = field(default_factory=Debrief)
    embodiment: Embodiment = field(default_factory=Embodiment)
    screens: tuple[Screen, ...] = ()
    scores: tuple[Score, ...] = ()
    criteria: tuple[Criterion, ...] = ()
    readiness: str = ""
    clearances: tuple[Clearance, ...] = ()
    escort: Escort | None = None
    instructions: tuple[Given, ...] = ()
    teach_back: TeachBack | None = None
    outcome: Outcome | None = None
    bookings: tuple[Booking, ...] = ()
    integration: tuple[IntegrationNote, ...] = ()
    addenda: tuple[Addendum, ...] = ()
    passed: tuple[Passed, ...] = ()
    checks: tuple[Checked, ...] = ()
    earlier_outcomes: tuple[Outcome, ...] = ()
    plans: tuple[PlanReview, ...] = ()
    means: tuple[Means, ...] = ()
    contacts: tuple[Contact, ...] = ()
    tasks: tuple[Task, ...] = ()
    texts: tuple[tuple[str, str], ...] = ()
    recorded_by: tuple[str, ...] = ()
    withheld: tuple[str, ...] = ()
    plotted: tuple[Plotted, ...] = ()
    choices: tuple[Choice, ...] = ()
    work: tuple[Work, ...] = ()
    body_map: tuple[BodyMark, ...] = ()
    practices: tuple[Practice, ...] = ()
    looked_again: tuple[LookedAgain, ...] = ()
    jumps: tuple[Jump, ...] = ()
    sheets: tuple[PaperSheet, ...] = ()
    carried: CarriedFacts = field(default_factory=CarriedFacts)
    left_out: tuple[tuple[str, LeftOut], ...] = ()

    @property
    def wall(self) -> Wall:
        """Return the clock on the wall of this session's room."""
        boosted = tuple(
            one.at for one in self.doses if one.is_booster and one.at is not None and one.struck is None
        )
        return Wall(self.zone, self.visit.day, self.dosed_at, self.visit.began_at, boosted)
