"""What people take home: texts of the clinic, confirmed numbers, the next visits, their own plan."""

from typing import TYPE_CHECKING
from uuid import UUID

from sqlalchemy import select

from kapdesk.domain.appointments import AppointmentKind, AppointmentStatus
from kapdesk.domain.clock import local, show_long_date
from kapdesk.domain.doses import Escort
from kapdesk.domain.errors import Refused
from kapdesk.domain.letters import Letter, places_in
from kapdesk.domain.sessions import SessionState
from kapdesk.services import (
    checklists,
    clients,
    crisis,
    escorts,
    printed_telling,
    printed_withheld,
    safety_plans,
    settings,
)
from kapdesk.services.printed_words import Names, names
from kapdesk.services.record import Record
from kapdesk.services.sessions import SessionHead
from kapdesk.store.rows import AppointmentRow

if TYPE_CHECKING:
    from kapdesk.reports.appointment_card import CardFacts
    from kapdesk.reports.client_facts import Advice, NextVisit, Number
    from kapdesk.reports.discharge_summary import DischargeFacts
    from kapdesk.reports.escort_sheet import EscortFacts
    from kapdesk.reports.paper import Identity

DISCHARGE, ESCORT = "discharge-safety-summary", "escort-sheet"
_OWN_PLACES = ("what-helps", "your-next-visit", "thank-you")
_IN_DISCHARGE = {"tonight", "please-do-not", "what-you-may-notice", "call-us-if", "call-emergency-help-if"}
_IN_ESCORT = {"please", "call-us-if", "emergency"}
_EMERGENCY = "emergency"
_CLINIC = {crisis.CLINIC_DAY, crisis.CLINIC_AFTER}
_HELPED = 1  # an effect from which a step is said to have helped


def identity(record: Record, client_id: UUID) -> "Identity":
    """Return whose page it is."""
    from kapdesk.reports.paper import Identity

    one = clients.one(record, client_id)
    return Identity(one.family_name, one.given_name, one.born, one.code)


def numbers(record: Record) -> "tuple[tuple[Number, ...], tuple[Number, ...]]":
    """Return the confirmed numbers: those to call, and the emergency numbers."""
    from kapdesk.reports.client_facts import Number

    lines = crisis.confirmed(record)
    urgent = tuple(one for one in lines if one.label.casefold().startswith(_EMERGENCY))
    made = [tuple(Number(one.label, one.number, one.when) for one in some) for some in (lines, urgent)]
    return tuple(one for one in made[0] if one not in made[1]), made[1]


def of_clinic(record: Record) -> "tuple[Number, ...]":
    """Return the clinic's own confirmed numbers, by day and out of hours."""
    from kapdesk.reports.client_facts import Number

    own = [line.confirmed for line in crisis.on_list(record) if line.id in _CLINIC]
    return tuple(Number(one.label, one.number, one.when) for one in own if one is not None)


def _advice(letter: Letter, block_id: str) -> "Advice":
    """Return one block of a letter: its points, and its sentences that need nothing filled in.

    What the page says in its own place (numbers, names, visits) is not said twice.
    """
    from kapdesk.reports.client_facts import Advice

    origin = f"{letter.title}, version {letter.version}", letter.source
    for block in letter.blocks:
        if block.id == block_id:
            points = (*block.paragraphs, *block.bullets)
            return Advice(tuple(point for point in points if not places_in(point)), *origin)
    return Advice((), *origin)


def _more(letter: Letter, placed: set[str]) -> "tuple[tuple[str, Advice], ...]":
    """Return the blocks that a clinic added to a letter, under their own headings."""
    return tuple(
        (block.heading, _advice(letter, block.id))
        for block in letter.blocks
        if block.id not in placed and block.id not in _OWN_PLACES
    )


def visits(record: Record, client_id: UUID, known: Names) -> "tuple[NextVisit, ...]":
    """Return the appointments that still stand, the next one first."""
    from kapdesk.reports.client_facts import NextVisit

    standing = [status.value for status in AppointmentStatus if status.stands]
    with record.read() as db:
        query = select(AppointmentRow).where(
            AppointmentRow.client_id == client_id,
            AppointmentRow.starts_at >= record.now(),
            AppointmentRow.status.in_(standing),
        )
        return tuple(
            NextVisit(
                row.starts_at, row.zone, "", _place(row.kind, row.room), known.of(row.therapist_id)
            )
            for row in db.scalars(query.order_by(AppointmentRow.starts_at))
        )  # fmt: skip


def _place(kind: str, room: str) -> str:
    """Return where a visit is; a contact is a call, and nobody has to come for it."""
    return "we call you" if kind == AppointmentKind.CONTACT else room


def discharge(record: Record, head: SessionHead) -> "DischargeFacts":
    """Return what may stand on the client's page; raises Refused where the client did not go home."""
    from kapdesk.reports.discharge_summary import DischargeFacts

    _check_goes_home(head)
    letter = record.content.letter(DISCHARGE)
    ordinary, urgent = numbers(record)
    takes_home = _takes_home(escorts.of_session(record, head.id), head)
    came = head.opened_at
    facts = DischargeFacts(
        identity=identity(record, head.client),
        zone=head.zone,
        clinic=settings.get(record, "clinic"),
        day=local(came, head.zone).date() if came else None,
        arrived_at=came,
        left_at=head.ended_at,
        tonight=_advice(letter, "tonight"),
        please_do_not=_advice(letter, "please-do-not"),
        may_notice=_advice(letter, "what-you-may-notice"),
        more=_more(letter, _IN_DISCHARGE),
        call_if=_advice(letter, "call-us-if"),
        emergency_if=_advice(letter, "call-emergency-help-if"),
        numbers=ordinary,
        emergency=urgent,
        plan=_plan_line(record, head),
        helps=_helps(record, head),
        visits=visits(record, head.client, names(record)),
        escort=takes_home[0],
        escort_relation=takes_home[1],
        tonight_with=_tonight(record, head),
    )
    return printed_withheld.discharge(record, head, facts)


def elsewhere(head: SessionHead) -> str:
    """Return why there is no page for going home, where the day ended in a transfer; empty otherwise."""
    return "the client was taken elsewhere, not home" if head.state is SessionState.TRANSFERRED else ""


def _check_goes_home(head: SessionHead) -> None:
    if elsewhere(head):
        raise Refused(
            f"This page is for going home, and {elsewhere(head)}. It was not made; nothing was changed. The "
            "sheet of the outcome says where the client is."
        )


def _takes_home(escort: Escort | None, head: SessionHead) -> tuple[str, str]:
    """Return name and relation of who takes the client home: seen here, or expected while the day lasts.

    Once the client has left, somebody who was never seen is not said to have taken them home.
    """
    if escort is None or not escort.name.strip():
        return "", ""
    if escort.arrived_at is not None:
        return escort.name, escort.relation
    expected = ", ".join(part for part in (escort.relation, "expected") if part)
    return ("", "") if head.ended_at is not None else (escort.name, expected)


def _tonight(record: Record, head: SessionHead) -> str:
    escort = escorts.of_session(record, head.id)
    given = checklists.standing(record, head.id, "readiness-facts").get("tonight")
    at_arrival = checklists.standing(record, head.id, "arrival").get("tonight")
    said = [one.value for one in (given, at_arrival) if one is not None and one.value]
    return (escort.tonight if escort else "") or next(iter(said), "")


def _plan_line(record: Record, head: SessionHead) -> str:
    """Say which plan the client has: that of this day, else an earlier one with the day it was looked at."""
    by_then = head.ended_at or record.now()
    known = [one for one in safety_plans.versions(record, head.client) if one.happened_at <= by_then]
    today = [one for one in known if one.session == head.id]
    if not known:
        return ""
    last = (today or known)[-1]
    kept = f" It is kept: {last.kept_where.strip()}." if last.kept_where.strip() else ""
    if today:
        where = "is in your hands" if last.copy_given else "was looked at with you"
    else:
        day = show_long_date(local(last.happened_at, head.zone).date())
        where = f"was looked at with you on {day}" + (" and given to you" if last.copy_given else "")
    return f"Your stay-safe plan, version {last.number}, {where}.{kept}"


def _helps(record: Record, head: SessionHead) -> tuple[str, ...]:
    """Return the steps that did the client good today, as they were offered, each once."""
    helped = [
        one.name
        for one in printed_telling.embodied(record, head, Names({})).steps
        if one.struck is None and one.effect is not None and one.effect >= _HELPED
    ]
    return tuple(dict.fromkeys(helped))


def escort_page(record: Record, head: SessionHead) -> "EscortFacts":
    """Return what the escort may read; raises Refused without the client's recorded consent."""
    from kapdesk.reports.escort_sheet import EscortFacts

    _check_goes_home(head)
    letter = record.content.letter(ESCORT)
    one = escorts.of_session(record, head.id)
    ordinary, urgent = numbers(record)
    return EscortFacts(
        identity=identity(record, head.client),
        consented=one is not None and one.sheet_consent is True,
        escort=", ".join(part for part in ((one.name, one.relation) if one else ()) if part),
        tonight=_advice(letter, "please"),
        call_if=_advice(letter, "call-us-if"),
        numbers=of_clinic(record) or ordinary,
        emergency_if=_advice(letter, "emergency"),
        emergency=urgent,
        more=_more(letter, _IN_ESCORT),
        zone=head.zone,
        left_at=head.ended_at,
    )


def card(record: Record, client_id: UUID) -> "CardFacts":
    """Return what stands on the appointment card; raises Refused where nothing is booked."""
    from kapdesk.reports.appointment_card import CardFacts

    booked = visits(record, client_id, names(record))
    if not booked:
        raise Refused(
            "No appointment is booked for this client, so there is nothing to print. Nothing was changed. "
            "Book one in Integration first."
        )
    phone = crisis.clinic_phone(record)
    return CardFacts(
        identity(record, client_id), settings.get(record, "clinic"), phone.number if phone else "", booked
    )


def consent_of(record: Record, head: SessionHead) -> bool | None:
    """Return whether the client consents to hand the escort a page; None where that is not recorded."""
    one = escorts.of_session(record, head.id)
    return one.sheet_consent if one else None
