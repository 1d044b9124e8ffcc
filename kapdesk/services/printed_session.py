"""Everything the record holds of one dosing day, gathered for the session summary."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import select

from kapdesk.domain.clock import local
from kapdesk.domain.errors import NotFound
from kapdesk.domain.readiness import summary
from kapdesk.domain.routes import Route
from kapdesk.domain.tables import Table
from kapdesk.reports.session_facts import SessionFacts
from kapdesk.services import (
    alerts,
    printed_after,
    printed_carried,
    printed_day,
    printed_home,
    printed_leaving,
    printed_room,
    printed_telling,
    printed_vitals,
    printed_weeks,
    printed_withheld,
    printed_words,
    printed_work,
    readiness,
)
from kapdesk.services.record import Record
from kapdesk.services.sessions import SessionHead
from kapdesk.services.wordings import version_at
from kapdesk.store.rows import AlertRow

HAND_OVER, ALERTS = "hand-over", "client-alerts"


def facts(record: Record, head: SessionHead) -> SessionFacts:
    """Gather everything the record holds of one dosing day, as the client and the clinic want it printed."""
    return printed_withheld.summary(record, head, everything(record, head), _hand_over(record))


def everything(record: Record, head: SessionHead) -> SessionFacts:
    """Gather everything the record holds of one dosing day, with nothing left out."""
    from kapdesk.reports.day_facts import Visit

    names, now = printed_words.names(record, head.id), readiness.of_session(record, head.id)
    ends = printed_leaving.outcomes(record, head, names)
    judged = printed_leaving.left_with(record, head) or now.criteria
    outcome, criteria = printed_leaving.standing(ends), printed_leaving.criteria(record, head, judged)
    at = head.opened_at or head.planned_for
    medical = ", ".join(
        part for part in (head.medical_name, head.medical_role, head.medical_presence) if part
    )
    return SessionFacts(
        identity=printed_home.identity(record, head.client),
        zone=head.zone,
        visit=Visit(
            head.number, local(at, head.zone).date() if at else None, head.setting, head.room,
            names.of(head.therapist), medical, head.opened_at, head.ended_at, head.planned_for,
            _route(head.planned_route),
        ),
        dosed_at=head.dosed_at,
        alerts=_alerts(record, head),
        preparation=printed_telling.prepared(record, head),
        arrival=printed_day.arrival(record, head),
        doses=printed_day.given_doses(record, head, names),
        vitals=printed_vitals.vital_signs(record, head),
        timeline=printed_day.moments(record, head, names),
        adverse_events=printed_day.untoward(record, head, names),
        debrief=printed_telling.told(record, head, names),
        embodiment=printed_telling.embodied(record, head, names),
        screens=printed_leaving.screens(record, head),
        scores=printed_leaving.scores(record, head, now),
        criteria=criteria,
        readiness=summary(tuple(judged)) if criteria else "",
        clearances=printed_leaving.clearances(record, head, names),
        escort=printed_leaving.escort(record, head),
        instructions=printed_after.instructions(record, head),
        teach_back=printed_after.teach_back(record, head),
        outcome=outcome,
        earlier_outcomes=tuple(one for one in ends if one is not outcome),
        bookings=printed_weeks.bookings(record, head, names),
        integration=printed_weeks.integration(record, head, names),
        passed=printed_after.passed(record, head, names),
        checks=printed_after.checks(record, head),
        plans=printed_after.plans(record, head),
        means=printed_after.means(record, head, names),
        contacts=printed_weeks.contacts(record, head, names),
        tasks=printed_weeks.tasks(record, head),
        texts=printed_after.texts(record, head),
        recorded_by=printed_after.recorded_by(record, head, names),
        withheld=printed_after.withheld(record, head),
        plotted=printed_vitals.plotted(record, head),
        choices=printed_room.choices(record, head, names),
        work=printed_work.work(record, head, names),
        body_map=printed_room.body_map(record, head),
        practices=printed_room.practices(record, head, names),
        looked_again=printed_work.looked_again(record, head, names),
        jumps=printed_room.jumps(record, head),
        sheets=printed_room.sheets(record, head, names),
        carried=printed_carried.of_session(record, head.id, names),
    )  # fmt: skip


def _route(planned: str) -> str:
    return Route(planned).label if planned in set(Route) else planned


def _alerts(record: Record, head: SessionHead) -> tuple[str, ...]:
    with record.read() as db:
        query = select(AlertRow.id, AlertRow.written_at).where(AlertRow.client_id == head.client)
        written: dict[UUID, datetime] = {row.id: row.written_at for row in db.execute(query)}
    found: list[str] = []
    for one in alerts.standing_of(record, head.client):
        text = f": {one.text}" if one.text else ""
        found.append(f"{_kind(record, one.kind, written[one.id])}{text} ({one.severity.value})")
    return tuple(found)


def _kind(record: Record, kind: str, at: datetime) -> str:
    """Return the kind of an alert in the words it was chosen in."""
    try:
        version = version_at(record, Table, ALERTS, at)
        return record.content.table(ALERTS, version).row(kind).text("label")
    except NotFound:
        return kind


def _hand_over(record: Record) -> str:
    try:
        return record.content.form(HAND_OVER).title
    except NotFound:
        return HAND_OVER
