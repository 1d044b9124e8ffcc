"""What the page of one outcome says: its own facts, and what whoever takes over has to know."""

from typing import TYPE_CHECKING

from kapdesk.domain.clock import show_moment
from kapdesk.domain.errors import NotFound, Refused
from kapdesk.domain.outcomes import REQUIRED, Outcome
from kapdesk.services import (
    checklists,
    clients,
    escorts,
    printed_home,
    printed_leaving,
    printed_session,
    settings,
)
from kapdesk.services.printed_words import Names, asked, names, said
from kapdesk.services.record import Record
from kapdesk.services.sessions import SessionHead

if TYPE_CHECKING:
    from kapdesk.reports.handing_sections import Noted
    from kapdesk.reports.leaving_facts import Outcome as Ended
    from kapdesk.reports.outcome_sheet import OutcomeFacts

AT_THE_DOOR = (Outcome.MEDICAL_TRANSFER, Outcome.EMERGENCY_EVALUATION)
"""Outcomes whose page goes along, and so is wanted before they are recorded."""
ARRIVAL = "arrival"
BODY = (
    "medicines-today",
    "alcohol-drugs",
    "hours-since-food",
    "hours-since-drink",
    "change-in-health",
    "pregnancy",
)


def ended_as(record: Record, head: SessionHead, outcome: Outcome, known: Names) -> "tuple[Ended, ...]":
    """Return the outcomes of one kind that stand."""
    name = outcome.value.capitalize()
    found = printed_leaving.outcomes(record, head, known)
    return tuple(one for one in found if one.name == name and one.struck is None)


def why_not(record: Record, head: SessionHead, outcome: Outcome) -> str:
    """Return why the page of an outcome cannot be made; empty where it can.

    The pages that go along with the client can be made from the arrival until the day has ended otherwise.
    """
    if ended_as(record, head, outcome, Names({})):
        return ""
    if head.opened_at is None:
        return "the client has not arrived"
    if head.ended_at is not None:
        return "the session ended otherwise"
    return "" if outcome in AT_THE_DOOR else "this outcome is not recorded"


def facts(record: Record, head: SessionHead, outcome: Outcome) -> "OutcomeFacts":
    """Return what the page of an outcome says; raises Refused where the day did not end so."""
    from kapdesk.reports.outcome_sheet import OutcomeFacts

    reason = why_not(record, head, outcome)
    if reason:
        raise Refused(f"This page was not made: {reason}. Nothing was changed. Record the outcome first.")
    client = clients.one(record, head.client)
    return OutcomeFacts(
        outcome=outcome,
        day=printed_session.everything(record, head),
        ended=ended_as(record, head, outcome, names(record)),
        asked=tuple(fact.label for fact in REQUIRED[outcome]),
        clinic="\n".join(
            part for part in (settings.get(record, "clinic"), settings.get(record, "clinic.address")) if part
        ),
        numbers=printed_home.of_clinic(record),
        people=_people(record, head),
        allergies=client.allergies.words,
        body=asked_at_arrival(record, head),
    )


def _people(record: Record, head: SessionHead) -> tuple[tuple[str, str], ...]:
    """Return who the client is to others, and who can be called."""
    client, one = clients.one(record, head.client), escorts.of_session(record, head.id)
    reach = client.reach
    came = show_moment(one.arrived_at, head.zone) if one and one.arrived_at else ""
    escort = (one.name, one.relation, one.phone, f"seen here {came}" if came else "") if one else ()
    return (
        ("Is called", ", ".join(part for part in (client.preferred_name, client.pronouns) if part)),
        ("Speaks", client.language),
        ("Client’s phone", reach.phone),
        ("Client’s address", reach.address),
        ("Emergency contact", _joined(reach.emergency_name, reach.emergency_relation, reach.emergency_phone)),
        ("Escort", _joined(*escort) or head.escort_exception),
        ("Prescriber", reach.prescriber),
    )


def _joined(*parts: str) -> str:
    return ", ".join(part for part in parts if part)


def asked_at_arrival(record: Record, head: SessionHead) -> "tuple[Noted, ...]":
    """Return what was asked at arrival about the body, in the words it was asked in."""
    from kapdesk.reports.handing_sections import Noted

    standing = checklists.standing(record, head.id, ARRIVAL)
    found: list[Noted] = []
    for item in BODY:
        given = standing.get(item)
        if given is None:
            label = _label(record, item)
            found += [Noted(label)] if label else []
            continue
        answer = said(record, ARRIVAL, given.form_version, item, given.value)
        words = "\n".join(part for part in (answer, given.note) if part)
        label = asked(record, ARRIVAL, given.form_version, item)
        found.append(Noted(label, words, given.observer, given.happened_at))
    return tuple(found)


def _label(record: Record, item: str) -> str:
    try:
        return record.content.checklist(ARRIVAL).item(item).label
    except NotFound:
        return ""
