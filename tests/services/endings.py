"""One invented client's day brought to each way it can end, every fact of that ending recorded."""

from dataclasses import replace
from datetime import timedelta

from kapdesk.domain.clients import Reach
from kapdesk.domain.clock import SetClock
from kapdesk.domain.outcomes import Outcome
from kapdesk.services import arrivals, checklists, clients, outcomes, settings
from kapdesk.services.outcomes import Value
from kapdesk.services.record import Record
from tests.services.leaving_day import LeavingDay
from tests.services.whole_day import a_day

REACH = Reach(
    phone="555 0140", address="14 Reed Lane, Hollow Oak", emergency_name="Sela Mor",
    emergency_relation="sister", emergency_phone="555 0141", prescriber="Dr N. Okafor, MD",
)  # fmt: skip
TOLD: dict[Outcome, dict[str, Value]] = {
    Outcome.EXTENDED: {
        "reason": "Gait still uneven after two hours", "decided_by": "Dr N. Okafor, MD, on the telephone",
    },
    Outcome.MEDICAL_TRANSFER: {
        "reason": "Blood pressure did not come down", "decided_by": "Dr N. Okafor, medical professional",
        "transport": "ambulance, crew of two", "received_by": "St Brigid, emergency desk",
        "contact_called": "Sela Mor, at the door",
    },
    Outcome.EMERGENCY_EVALUATION: {
        "reason": "Thoughts with a plan", "decided_by": "J. Adler, therapist",
        "accompanied_by": "R. Sole, RN", "transport": "ambulance", "received_by": "St Brigid, night ward",
        "contact_called": "Sela Mor, by telephone",
    },
    Outcome.AGAINST_ADVICE: {
        "advised": "To stay one hour more, and not to walk alone", "advised_by": "R. Sole, RN",
        "contact_called": "Sela Mor, no answer", "emergency_services": False, "client_drove": False,
    },
    Outcome.OTHER: {
        "description": "The building was cleared for a fire alarm", "decided_by": "J. Adler, therapist",
    },
}  # fmt: skip


def known(day: LeavingDay) -> None:
    """Write down who the client is to others, what was taken today, and where the clinic is."""
    record = day.record
    one = clients.one(record, day.client)
    clients.edit(record, replace(one, reach=REACH, language="English", preferred_name="Ash", pronouns="they"))
    settings.put(record, "clinic.address", "2 Mill Road, Hollow Oak")
    arrivals.answer(record, day.session, "medicines-today", "sertraline 50 mg at seven")
    checklists.answer(record, day.session, "arrival", 1, "alcohol-drugs", "none")


def a_day_ended(record: Record, clock: SetClock, outcome: Outcome) -> LeavingDay:
    """Lead a new client to the end of a day by one outcome."""
    day = a_day(record, clock)
    known(day)
    end(day, outcome)
    return day


def end(day: LeavingDay, outcome: Outcome) -> None:
    """Record one outcome with every fact it asks for."""
    told = dict(TOLD[outcome])
    if outcome is Outcome.EXTENDED:
        told["look_again_at"] = day.record.now() + timedelta(minutes=30)
    else:
        told["left_at"] = day.record.now()
    outcomes.end(day.record, day.session, outcome, told)
