"""The fields of the esketamine monitoring form, as far as the record holds them."""

from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy import func, select

from kapdesk.domain.adverse_events import AdverseEventKind
from kapdesk.domain.clock import local, show_date, show_moment, show_time
from kapdesk.domain.errors import Refused
from kapdesk.domain.esketamine_form import Spell, middle_look, spell
from kapdesk.domain.routes import Route
from kapdesk.services import (
    adverse_events,
    clients,
    crisis,
    doses,
    esketamine_asked,
    outcomes,
    printed_outcome,
    printed_session,
    settings,
    vitals,
)
from kapdesk.services.doses import Given
from kapdesk.services.record import Record
from kapdesk.services.sessions import SessionHead
from kapdesk.services.vitals import Vital
from kapdesk.store.rows import DoseRow, SessionRow

if TYPE_CHECKING:
    from kapdesk.reports.esketamine_fields import EsketamineFacts
    from kapdesk.reports.handing_sections import Noted

NOT_GIVEN = "no dose of esketamine stands in this session"
_GROUPS = ("benzodiazepines", "sedative-hypnotics", "psychostimulants", "maois", "respiratory")
_MINUTE = 60


def devices(record: Record, head: SessionHead) -> tuple[Given, ...]:
    """Return every dose of esketamine that stands, the first device first."""
    found = [
        one
        for one in doses.of_session(record, head.id)
        if not one.struck and one.dose.route is Route.ESKETAMINE
    ]
    return tuple(sorted(found, key=_given_at))


def _given_at(one: Given) -> datetime:
    return one.dose.given_at


def facts(record: Record, head: SessionHead) -> "EsketamineFacts":
    """Return the fields of the form; raises Refused where no esketamine was given."""
    from kapdesk.reports.esketamine_fields import EsketamineFacts

    given = devices(record, head)
    if not given:
        raise Refused(f"The fields were not made: {NOT_GIVEN}. Nothing was changed.")
    looks = [one for one in vitals.of_session(record, head.id) if not one.struck and not one.reading.empty]
    looks.sort(key=_taken_at)
    open_yet = _asked(record, head)
    return EsketamineFacts(
        day=printed_session.everything(record, head),
        blocks=(
            ("Patient", _patient(record, head, given[0].dose.given_at, open_yet)),
            ("Concomitant medication", _medication(record, head, open_yet)),
            ("Monitoring provider", _provider(record, head)),
            ("Session", _session(record, head, given)),
            ("Vital signs the form asks for", _pressures(looks, given[0].dose.given_at, head.zone, open_yet)),
            ("Events the form asks for", _events(record, head, looks)),
        ),
    )


def _taken_at(one: Vital) -> datetime:
    return one.happened_at


def _asked(record: Record, head: SessionHead) -> "dict[str, Noted]":
    """Return what somebody was asked, by its id, in the words of its version; empty words: not asked."""
    from kapdesk.reports.handing_sections import Noted

    found = esketamine_asked.look(record, head.id).questions
    return {one.id: Noted(one.label, one.words, one.by, one.at) for one in found}


def _patient(
    record: Record, head: SessionHead, first: datetime, told: "dict[str, Noted]"
) -> "tuple[Noted, ...]":
    from kapdesk.reports.handing_sections import Noted

    client = clients.one(record, head.client)
    with record.read() as db:
        earlier = select(func.count(SessionRow.id.distinct())).join(
            DoseRow, DoseRow.session_id == SessionRow.id
        )
        earlier = earlier.where(SessionRow.client_id == head.client, SessionRow.id != head.id)
        earlier = earlier.where(DoseRow.route == Route.ESKETAMINE.value, DoseRow.struck_at.is_(None))
        before = db.scalar(earlier.where(DoseRow.happened_at < first)) or 0
    return (
        Noted("First name", client.given_name),
        Noted("Middle initial"),
        Noted("Last name", client.family_name),
        Noted("Birth date", show_date(client.born) if client.born else ""),
        Noted("Sex"),
        Noted("Gender, as recorded", client.gender),
        Noted("Earlier esketamine sessions in this record", str(before)),
        told["first-treatment"],
        told["enrolled"],
    )


def _medication(record: Record, head: SessionHead, told: "dict[str, Noted]") -> "tuple[Noted, ...]":
    return (*printed_outcome.asked_at_arrival(record, head)[:1], *(told[group] for group in _GROUPS))


def _provider(record: Record, head: SessionHead) -> "tuple[Noted, ...]":
    from kapdesk.reports.handing_sections import Noted

    phone = crisis.clinic_phone(record)
    who = ", ".join(part for part in (head.medical_name, head.medical_role, head.medical_presence) if part)
    return (
        Noted("Name", who),
        Noted("Phone", phone.number if phone else ""),
        Noted("Email"),
        Noted("Healthcare setting", settings.get(record, "clinic")),
        Noted("Address", settings.get(record, "clinic.address")),
    )


def _session(record: Record, head: SessionHead, given: tuple[Given, ...]) -> "tuple[Noted, ...]":
    from kapdesk.reports.handing_sections import Noted

    first, zone = given[0].dose.given_at, head.zone
    minutes = f"{int((head.ended_at - first).total_seconds()) // _MINUTE}" if head.ended_at else ""
    ended = outcomes.of_session(record, head.id)
    ready = ended[-1].ready_without_minimum if ended else None
    return (
        Noted("Treatment date", show_date(local(first, zone).date())),
        *(_device(number, one, zone) for number, one in enumerate(given, start=1)),
        Noted("First device at", show_moment(first, zone)),
        Noted("Last device at", show_moment(given[-1].dose.given_at, zone)),
        Noted(
            "Monitoring ended: the client left at", show_moment(head.ended_at, zone) if head.ended_at else ""
        ),
        Noted("Minutes from first device to leaving (calculated from the two times)", minutes),
        Noted("Minutes until ready, had there been no minimum", "" if ready is None else str(ready)),
    )


def _device(number: int, one: Given, zone: str) -> "Noted":
    from kapdesk.reports.handing_sections import Noted

    dose = one.dose
    lot = f"lot {dose.lot}" if dose.lot else "lot not recorded"
    words = f"{dose.drug} {dose.amount:f} {dose.unit.value}, {lot}, {show_time(dose.given_at, zone)}"
    return Noted(f"Device {number}", words, dose.given_by)


def _pressures(
    looks: list[Vital], first: datetime, zone: str, told: "dict[str, Noted]"
) -> "tuple[Noted, ...]":
    """Return blood pressure before, about 40 minutes after, and last; each with the time it was taken."""
    with_pressure = [one for one in looks if one.reading.has_pressure]
    before = [one for one in with_pressure if one.happened_at <= first]
    after = [one for one in with_pressure if one.happened_at > first]
    middle = middle_look([one.happened_at for one in after], first)
    return (
        _pressure("Before administration", before[-1] if before else None, zone),
        told["range-before"],
        _pressure("At about 40 minutes", after[middle] if middle is not None else None, zone),
        _pressure("Before completion: the last one taken", after[-1] if after else None, zone),
        told["range-completion"],
    )


def _pressure(label: str, one: Vital | None, zone: str) -> "Noted":
    from kapdesk.reports.handing_sections import Noted

    if one is None:
        return Noted(label)
    words = f"{one.reading.sbp}/{one.reading.dbp} mmHg at {show_time(one.happened_at, zone)}"
    return Noted(label, words, one.observer)


def _events(record: Record, head: SessionHead, looks: list[Vital]) -> "tuple[Noted, ...]":
    """Return from when to when looks saw sedation or dissociation, and what was marked as serious."""
    from kapdesk.reports.handing_sections import Noted

    alert = [(one.happened_at, one.reading.moaas) for one in looks if one.reading.moaas is not None]
    apart = [
        (one.happened_at, one.reading.dissociation) for one in looks if one.reading.dissociation is not None
    ]
    written = [one for one in adverse_events.of_session(record, head.id) if one.struck_at is None]
    breath = [one.event for one in written if one.event.kind is AdverseEventKind.RESPIRATORY_DEPRESSION]
    slow = "; ".join(f"recorded from {show_time(one.onset, head.zone)}" for one in breath)
    serious = "; ".join(one.event.kind.label.capitalize() for one in written if one.event.serious)
    return (
        Noted("Sedation (MOAA/S below 5)", _spell(spell(alert, calm=5), "MOAA/S", head.zone)),
        Noted("Dissociation (observer's rating above 0)", _spell(spell(apart, calm=0), "rating", head.zone)),
        Noted("Respiratory depression", slow),
        Noted("Marked as serious", serious),
    )


def _spell(seen: Spell, scale: str, zone: str) -> str:
    """Say from when to when something was seen, and in how many looks."""
    if not seen.looks:
        return ""
    looks = "1 look" if seen.looks == 1 else f"{seen.looks} looks"
    if seen.onset is None:
        return f"not seen in {looks}"
    until = (
        f"first look without it {show_time(seen.resolved, zone)}"
        if seen.resolved
        else "still seen at the last look"
    )
    return f"first seen {show_time(seen.onset, zone)}, {until}; furthest {scale} {seen.worst}, in {looks}"
