"""What the band says: whose chart this is, what stands against it, and what was given today."""

from datetime import datetime

from kapdesk.desk import Chart
from kapdesk.domain.alerts import Alert, Allergies
from kapdesk.domain.alerts import Severity as Weight
from kapdesk.domain.clients import Client
from kapdesk.domain.clock import local, show_moment, show_time
from kapdesk.domain.clock_jumps import JumpKind
from kapdesk.domain.tasks import TaskKind
from kapdesk.services import (
    alerts,
    backups,
    clients,
    clock_jumps,
    doses,
    escorts,
    preparation,
    screens,
    sessions,
    settings,
    tasks,
)
from kapdesk.services.record import Record
from kapdesk.ui.band import BandFacts
from kapdesk.ui.icons import Mark, MarkShape
from kapdesk.ui.identity import Flag, Severity
from kapdesk.ui.shoulder import aside, name_of, person, shoulder

_SEVERITY = {Weight.STOP: Severity.DANGER, Weight.CAUTION: Severity.ALERT, Weight.INFO: Severity.NOTE}
_SHAPES = tuple(MarkShape)


def of_chart(record: Record, chart: Chart) -> BandFacts:
    """Return whose chart it is and where the session stands; raises NotFound."""
    client = clients.one(record, chart.client)
    today = local(record.now(), record.zone).date()
    mark = client.mark
    base = BandFacts(
        name=name_of(client.display_name, client.code),
        born="Born " + client.born_words(today) if client.born else "Birth date not known",
        code=client.code,
        mark=Mark(_SHAPES[mark.shape % len(_SHAPES)], mark.colour),
        preferred=aside(client.preferred_name),
        flags=_flags(record, client),
    )
    return base if chart.session is None else _with_session(record, chart, base)


def header(record: Record) -> tuple[str, str]:
    """Return who works here, and how the last good backup stands, for screens without a client."""
    hidden = "client names hidden (F11)" if shoulder().hides else ""
    parts = (settings.get(record, "clinic"), record.author.signature, hidden)
    who = " · ".join(part for part in parts if part)
    last = backups.last_good(record.store).at
    if record.rehearsal:
        return who, ""
    return who, f"Backup checked {show_moment(last, record.zone)}" if last else "No backup yet"


def _flags(record: Record, client: Client) -> tuple[Flag, ...]:
    standing = alerts.standing_of(record, client.id)
    flags = [Flag(_SEVERITY[alert.severity], _alert_words(record, alert)) for alert in standing]
    if client.allergies is not Allergies.RECORDED:
        flags.append(Flag(Severity.NOTE, client.allergies.words))
    return (*_risk(record, client), *flags)


def _risk(record: Record, client: Client) -> tuple[Flag, ...]:
    """Return what stays in sight on every screen until somebody closes it: what, and since when."""
    found, now = screens.open_results(record, client.id), record.now()
    flags: list[Flag] = []
    if found:
        first = found[0]
        same = local(first.happened_at, record.zone).date() == local(now, record.zone).date()
        at = (show_time if same else show_moment)(first.happened_at, record.zone)
        more = f" (+{len(found) - 1})" if len(found) > 1 else ""
        flags.append(Flag(Severity.DANGER, f"{first.words}, {at}{more}"))
    if tasks.open_of(record, client.id, TaskKind.SCREEN_TODAY):
        flags.append(Flag(Severity.DANGER, "PHQ-9 item 9 above 0: suicide screen due"))
    return tuple(flags)


def _alert_words(record: Record, alert: Alert) -> str:
    table = record.content.table("client-alerts")
    label = next((row.text("label") for row in table.rows if row.id == alert.kind), alert.kind)
    return f"{label}: {alert.text}" if alert.kind == "allergy" and alert.text else label


def _with_session(record: Record, chart: Chart, base: BandFacts) -> BandFacts:
    if chart.session is None:
        return base
    head = sessions.head(record, chart.session)
    given = [dose for dose in doses.of_session(record, chart.session) if not dose.struck]
    first = min(given, key=_given_at, default=None)
    more: list[tuple[str, str]] = []
    escort = escorts.of_session(record, chart.session)
    if escort is not None and escort.name:
        parts = [person(escort.name), escort.relation]
        if escort.arrived_at:
            parts.append(f"arrived {show_time(escort.arrived_at, record.zone)}")
        more.append(("escort", ", ".join(part for part in parts if part)))
    when = "" if head.open else f" · {head.state}"
    return BandFacts(
        name=base.name,
        born=base.born,
        code=base.code,
        mark=base.mark,
        preferred=base.preferred,
        flags=base.flags,
        session=f"Dosing session {head.number}{when}",
        dose=first.dose.words if first else "",
        dose_at=head.dosed_at if head.open else None,
        booster_at=head.booster_at if head.open and head.dosed_at else None,
        clock=_clock_words(record, head) if head.open else (),
        touch=preparation.touch_words(record, chart.session),
        more=tuple(more),
    )


def _clock_words(record: Record, head: sessions.SessionHead) -> tuple[str, ...]:
    """Return the last thing that happened to the clock of the machine while the client was here."""
    jumps = clock_jumps.of_session(record, head.id)
    moved = [jump for jump in jumps if jump.kind is not JumpKind.SLEEP]
    if not moved:
        return ()
    words = moved[-1].words(record.zone)
    return (words, "T+ counts from the stored dose time") if head.dosed_at else (words,)


def _given_at(given: doses.Given) -> datetime:
    return given.dose.given_at
