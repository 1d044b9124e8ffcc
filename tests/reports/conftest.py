"""One whole dosing day of an invented client, every fact of it recorded, and a day with nothing recorded."""

from datetime import UTC, date, datetime, timedelta

import pytest

from kapdesk.reports.client_facts import Advice, NextVisit, Number
from kapdesk.reports.day_facts import (
    AdverseEvent,
    Check,
    Criterion,
    Dose,
    Event,
    Item,
    Override,
    Preparation,
    Reading,
    Score,
    Screen,
    Standing,
    Taken,
    Visit,
    Vitals,
    Voice,
)
from kapdesk.reports.discharge_summary import DischargeFacts
from kapdesk.reports.leaving_facts import (
    Addendum,
    Booking,
    Clearance,
    Escort,
    Given,
    IntegrationNote,
    Outcome,
    ReadBack,
    TeachBack,
)
from kapdesk.reports.paper import Identity, Stamp, Status
from kapdesk.reports.session_facts import SessionFacts
from kapdesk.reports.telling_facts import Debrief, Embodiment, Insight, Step
from kapdesk.reports.wording import Struck

ZONE = "Europe/Berlin"
DOSED = datetime(2026, 11, 22, 9, 2, tzinfo=UTC)  # 10:02 in Berlin
THERAPIST = "J. Adler, LMFT"
NURSE = "R. Sole, RN"


def at(minutes: float) -> datetime:
    """Return the instant so many minutes after the dose."""
    return DOSED + timedelta(minutes=minutes)


@pytest.fixture
def identity() -> Identity:
    """Return the invented client."""
    return Identity("Mor", "Aster", date(1986, 3, 14), "K-0142")


@pytest.fixture
def stamp() -> Stamp:
    """Return a draft printed at 15:05 in Berlin."""
    return Stamp(
        printed_at=datetime(2026, 11, 22, 14, 5, tzinfo=UTC),
        printed_by=THERAPIST,
        zone=ZONE,
        status=Status.DRAFT,
        signature="",
        practice=False,
        version="0.1.0",
    )


def _screen(occasion: str, minutes: float) -> Screen:
    """Return the four questions asked and the fifth not asked."""
    asked = (
        "In the past few weeks, have you wished you were dead?",
        "In the past few weeks, have you felt that you or your family would be better off if you were dead?",
        "In the past week, have you been having thoughts about killing yourself?",
        "Have you ever tried to kill yourself?",
    )
    items = [Item(str(number), question, "No") for number, question in enumerate(asked, start=1)]
    items.append(Item("5", "Are you having thoughts of killing yourself right now?", asked=False))
    return Screen(
        "ASQ", "version 1", occasion, tuple(items), "negative", "none needed", "none", THERAPIST, at(minutes)
    )


def _criteria() -> tuple[Criterion, ...]:
    """Return nineteen criteria: one overridden, one not met, one not recorded, the rest met."""
    titles = (
        "Observed long enough",
        "Alert, two looks",
        "Oriented to person, place, time, situation",
        "Dissociation settled",
        "Blood pressure near baseline",
        "Pulse and oxygen acceptable",
        "Gait steady",
        "Nausea none or minimal",
        "Aldrete and PADSS",
        "Suicide screen since orientation",
        "Stay-safe plan reviewed",
        "Means safety talked through",
        "Debrief offered",
        "Escort arrived",
        "Someone there tonight",
        "Instructions read back",
        "Next contact booked",
        "Medical clearance",
        "Therapist clearance",
    )
    made = [
        Criterion(
            f"D{number:02d}",
            title,
            "hard",
            Standing.MET,
            f"as recorded for {number}",
            NURSE,
            at(100 + number),
        )
        for number, title in enumerate(titles, start=1)
    ]
    made[4] = Criterion(
        "D05",
        titles[4],
        "hard",
        Standing.OVERRIDDEN,
        "158/96 mmHg (+22 %)",
        NURSE,
        at(118),
        Override("Dr N. Okafor, MD", "falling on three readings; usual for this client", at(121)),
    )
    made[11] = Criterion("D12", titles[11], "hard", Standing.NOT_RECORDED)
    made[16] = Criterion(
        "D17", titles[16], "soft", Standing.NOT_MET, "nothing booked within 72 h", NURSE, at(119)
    )
    return tuple(made)


def _vitals() -> tuple[Vitals, ...]:
    """Return a baseline, a missed row, a declined row and a later reading with a flag."""
    return (
        Vitals(
            at(-20),
            at(-21),
            Taken.DONE,
            (
                Reading("BP", "122/78", unit="mmHg"),
                Reading("Pulse", "68", unit="/min"),
                Reading("SpO2", "98 air", unit="%", meaning="air: room air"),
                Reading("Alert", "5", "", "", "MOAA/S", "Alert (MOAA/S)", "5, answers readily"),
            ),
            NURSE,
            baseline=True,
        ),
        Vitals(at(15), None, Taken.MISSED, (), NURSE, "client moving"),
        Vitals(at(30), at(31), Taken.DECLINED, (), NURSE),
        Vitals(
            at(60),
            at(61),
            Taken.DONE,
            (
                Reading("BP", "158/96", "+36 / +18\n+30% / +23%", "urgent", "mmHg"),
                Reading("Pulse", "", unit="/min"),
                Reading("SpO2", "97 air", "-1", "", "%", meaning="air: room air"),
                Reading("Alert", "4", "-1", "", "MOAA/S", "Alert (MOAA/S)", "4, answers when called twice"),
            ),
            NURSE,
            written_at=at(74),
        ),
    )


def _timeline() -> tuple[Event, ...]:
    """Return entries in both voices, one written late, one struck out."""
    return (
        Event(at(2), Voice.OBSERVER, "Posture", "lies back, eye mask on", THERAPIST),
        Event(
            at(18),
            Voice.CLIENT,
            "Words",
            "I am a very large blue room and nobody is asking me anything",
            THERAPIST,
        ),
        Event(at(25), Voice.OBSERVER, "Tears", "quiet tears, face soft", THERAPIST, at(52)),
        Event(
            at(29),
            Voice.OBSERVER,
            "Vomiting",
            "vomited",
            THERAPIST,
            struck=Struck(at(30), THERAPIST, "wrong key, it was a cough"),
        ),
        Event(at(44), Voice.CLIENT, "First words", "Is it still Sunday?", THERAPIST),
    )


@pytest.fixture
def full_session(identity: Identity) -> SessionFacts:
    """Return one whole day, every section filled."""
    return SessionFacts(
        identity=identity,
        zone=ZONE,
        visit=Visit(
            3, date(2026, 11, 22), "in person", "Quiet room", THERAPIST, "Dr N. Okafor, MD", at(-62), at(158)
        ),
        dosed_at=DOSED,
        alerts=("Allergy: latex", "Earlier attempt (2009)"),
        preparation=Preparation(
            "To be gentle with the boy I was",
            "hand only, ask each time",
            ("orange peel", "coffee"),
            ("lavender",),
            "grandfather's walnut",
            "Ivo Mor, brother",
        ),
        arrival=(
            Check("Name and birth date asked and matched", "yes", "", NURSE, at(-60)),
            Check("Hours since last food", "9 h", "tea at 06:00", NURSE, at(-58)),
            Check("Medicines taken today", "none taken", "", NURSE, at(-57)),
        ),
        doses=(
            Dose(DOSED, "ketamine", "intramuscular", "50", "mg", "LOT-7731", NURSE, THERAPIST),
            Dose(
                at(14),
                "ketamine",
                "intramuscular",
                "20",
                "mg",
                "LOT-7731b",
                NURSE,
                THERAPIST,
                is_booster=True,
            ),
        ),
        vitals=_vitals(),
        timeline=_timeline(),
        adverse_events=(
            AdverseEvent(
                "Dizziness",
                at(70),
                at(95),
                "mild",
                "no",
                "stayed seated, water",
                "gone",
                "Dr N. Okafor, MD",
                at(72),
                NURSE,
            ),
        ),
        debrief=Debrief(
            words="There was a staircase that went down into the sea.\nI could breathe there.",
            readiness="ready, slowly",
            tone="challenging",
            images="staircase, seaweed",
            body="warm hands",
            emotions="grief, then relief",
            most_alive="breathing under water",
            hardest="the door that would not open",
            unfinished="who was behind the door",
            message_to_self="You may put it down.",
            intention_revisited="closer than expected",
            coverage=("Personal 1", "Somatic 1", "Transpersonal 0"),
            insights=(
                Insight("I was guarding an empty house", ("Personal", "Transpersonal: symbolic"), "release"),
                Insight("My hands know when I am done", ("Somatic",), "reclaim"),
            ),
        ),
        embodiment=Embodiment(
            6,
            3,
            2,
            7,
            (
                Step("Press feet into the floor", "accepted", 2, "own anchor", THERAPIST, at(80)),
                Step("Orange peel", "accepted", 0, "", THERAPIST, at(83)),
                Step("Hand on the shoulder", "declined", None, "", THERAPIST, at(85)),
            ),
        ),
        screens=(_screen("arrival", -50), _screen("before leaving", 117)),
        scores=(
            Score(
                "Aldrete",
                "1995",
                (("Activity", "2"), ("Breathing", "2")),
                10,
                10,
                "9 or more",
                0,
                NURSE,
                at(115),
            ),
            Score("PADSS", "modified", (("Walking", "2"), ("Pain", "")), None, 10, "", 1, NURSE, at(116)),
        ),
        criteria=_criteria(),
        readiness="2 not met, 1 overridden",
        clearances=(
            Clearance("Medical", "Dr N. Okafor, MD", "medical professional", "remote", "by video", at(125)),
            Clearance("Therapist", THERAPIST, "clinician", "on site", "", at(126)),
        ),
        escort=Escort("Ivo Mor", "brother", "+49 30 5550134", "recognised by the client", "yes", at(123)),
        instructions=(Given("After your session", "version 2", "clinic", THERAPIST, at(124)),),
        teach_back=TeachBack("No driving until tomorrow, call if the headache comes", THERAPIST, at(127)),
        outcome=Outcome("Released with escort", THERAPIST, at(158), (("Drives", "Ivo Mor"),)),
        bookings=(
            Booking(
                datetime(2026, 11, 24, 14, 0, tzinfo=UTC),
                ZONE,
                "Integration",
                "Quiet room",
                THERAPIST,
                "confirmed",
            ),
        ),
        integration=(
            IntegrationNote(
                datetime(2026, 11, 24, 14, 10, tzinfo=UTC),
                THERAPIST,
                "Came rested. Wept once.",
                ("slept through", "called the sister"),
                ("still avoids the cellar",),
                (ReadBack("a very large blue room", "kept"),),
            ),
        ),
        addenda=(
            Addendum(
                datetime(2026, 11, 25, 8, 0, tzinfo=UTC), THERAPIST, "found later", "The walnut was returned."
            ),
        ),
        recorded_by=(THERAPIST, NURSE),
        withheld=("process notes (kept apart)",),
    )


@pytest.fixture
def empty_session() -> SessionFacts:
    """Return a day of which nothing was recorded."""
    return SessionFacts(Identity("Mor", "Aster", None, "K"), ZONE)


@pytest.fixture
def advice() -> tuple[Advice, Advice]:
    """Return what a clinic may say about tonight and about calling."""
    return (
        Advice(
            (
                "Do not drive or use machines until you have slept a full night.",
                "No alcohol, cannabis or sleeping pills that are not yours today.",
                "Eat something light and drink water. Take the stairs with help.",
                "Do not sign papers or make big decisions for a day.",
                "You may feel tired or tender, and dreams can be strong. That is usual.",
            ),
            "version 2",
            "the clinic",
        ),
        Advice(
            (
                "you have chest pain, cannot breathe well, or faint",
                "your head hurts very badly, or you keep throwing up",
                "you become confused again",
                "you think about ending your life",
            ),
            "version 2",
            "the clinic",
        ),
    )


@pytest.fixture
def numbers() -> tuple[Number, ...]:
    """Return two invented numbers that a clinic confirmed."""
    return (
        Number("Quiet Clinic", "030 5550 100", "09:00 to 18:00"),
        Number("Night line", "030 5550 199", "all night"),
    )


@pytest.fixture
def visits() -> tuple[NextVisit, ...]:
    """Return two visits."""
    return (
        NextVisit(datetime(2026, 11, 24, 14, 0, tzinfo=UTC), ZONE, "Talk", "Quiet Clinic, room 2", THERAPIST),
        NextVisit(datetime(2026, 12, 1, 14, 0, tzinfo=UTC), ZONE, "Talk", "Quiet Clinic, room 2", THERAPIST),
    )


@pytest.fixture
def going_home(
    identity: Identity,
    advice: tuple[Advice, Advice],
    numbers: tuple[Number, ...],
    visits: tuple[NextVisit, ...],
) -> DischargeFacts:
    """Return a client's page with everything on it."""
    return DischargeFacts(
        identity=identity,
        zone=ZONE,
        clinic="Quiet Clinic",
        day=date(2026, 11, 22),
        arrived_at=at(-62),
        left_at=at(158),
        tonight=advice[0],
        please_do_not=Advice(("Do not lock your door tonight.",), "version 2", "the clinic"),
        may_notice=Advice(("Colours can look brighter.",), "version 2", "the clinic"),
        call_if=Advice(advice[1].points[2:], "version 2", "the clinic"),
        emergency_if=Advice(advice[1].points[:2], "version 2", "the clinic"),
        emergency=(Number("Emergency", "112"),),
        numbers=numbers,
        plan="Your stay-safe plan (version 2) is in your hands.",
        helps=("pressing your feet into the floor", "the smell of orange"),
        visits=visits,
        escort="Ivo Mor",
        escort_relation="brother",
        tonight_with="Ivo Mor",
        withheld=("names of other people",),
    )
