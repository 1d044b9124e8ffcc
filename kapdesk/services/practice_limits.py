"""The clinic's own times and limits as the rules want them; the shipped ones where a table says nothing."""

from dataclasses import replace

from kapdesk.domain.change import Change
from kapdesk.domain.errors import KapdeskError, Refused
from kapdesk.domain.readings import Limits
from kapdesk.domain.routes import PROFILES, Route, RouteProfile, check_profile
from kapdesk.domain.tables import Row
from kapdesk.services import settings
from kapdesk.services.record import Record

MOST = 300
ROUTE = "route."
LIMIT = "limit."
_ROUTES = {Route.INTRANASAL: "intranasal-racemic", Route.ESKETAMINE: "intranasal-esketamine"}
LIMITS = {
    "predose_sbp": "Caution before the dose, systolic above (mmHg)",
    "predose_dbp": "Caution before the dose, diastolic above (mmHg)",
    "urgent_sbp": "Call medical, systolic from (mmHg)",
    "urgent_dbp": "Call medical, diastolic from (mmHg)",
    "hr_low": "Flag a pulse below (/min)",
    "hr_high": "Flag a pulse above (/min)",
    "spo2_low": "Flag an SpO2 of this or less (%)",
    "rr_low": "Flag breaths below (/min)",
    "rr_high": "Flag breaths above (/min)",
    "anxiety_high": "Flag an anxiety of this or more (0 to 10)",
}
"""The limits a clinic may set, in the units of Reading."""
_URGENT = ("urgent_sbp", "urgent_dbp")


def routes(record: Record) -> tuple[tuple[Route, str], ...]:
    """Return every route with its name in the table of routes."""
    names = {row.id: row.text("label") for row in record.content.table("routes").rows}
    return tuple((route, names.get(_ROUTES.get(route, route.value), route.label)) for route in Route)


def profile(record: Record, route: Route) -> RouteProfile:
    """Return the times of a route in minutes, as the clinic has set them; the shipped floor holds."""
    shipped = PROFILES[route]
    try:
        row = record.content.table("routes").row(_ROUTES.get(route, route.value))
        own = replace(
            shipped,
            min_observation_min=row.whole("min_observation") or shipped.min_observation_min,
            vitals_schedule_min=row.numbers("vitals_at") or shipped.vitals_schedule_min,
        )
        check_profile(own)
    except KapdeskError:
        own = shipped
    set_to = settings.get(record, f"{ROUTE}{route.value}.min_observation")
    return replace(own, min_observation_min=int(set_to)) if set_to.isdecimal() else own


def set_observation(record: Record, route: Route, minutes: int) -> Change:
    """Let observation after a route last so many minutes; raises Refused below the floor that ships."""
    check_profile(replace(PROFILES[route], min_observation_min=minutes))
    return settings.put(record, f"{ROUTE}{route.value}.min_observation", str(minutes))


def set_limit(record: Record, name: str, value: int) -> Change:
    """Set one limit for flags; raises Refused for a number that no reading can have, or no flag at all.

    Limits that call for medical review go down only, so that no clinic is called later than was shipped.
    """
    shipped = getattr(Limits(), name)
    if value <= 0 or value > MOST:
        raise Refused(f"{value} cannot be a limit. The old one stands. Write a number from 1 to {MOST}.")
    if name in _URGENT and value > shipped:
        raise Refused(
            f"Medical review is called from {shipped} or lower, and {value} was entered. The old one stands."
        )
    return settings.put(record, LIMIT + name, str(value))


def vital_limits(record: Record) -> Limits:
    """Return the clinic's limits for flags; units as in Reading."""
    shipped = Limits()
    own = {
        key.removeprefix(LIMIT): int(value)
        for key, value in settings.several(record, LIMIT).items()
        if value.isdecimal() and key.removeprefix(LIMIT) in LIMITS
    }
    try:
        rows = {row.id: row for row in record.content.table("vital-limits").rows}
    except KapdeskError:
        return replace(shipped, **own)
    told = replace(
        shipped,
        predose_sbp=_whole(rows, "systolic", "predose_above", shipped.predose_sbp),
        predose_dbp=_whole(rows, "diastolic", "predose_above", shipped.predose_dbp),
        urgent_sbp=_whole(rows, "systolic", "urgent_from", shipped.urgent_sbp),
        urgent_dbp=_whole(rows, "diastolic", "urgent_from", shipped.urgent_dbp),
        hr_low=_whole(rows, "heart-rate", "flag_below", shipped.hr_low),
        hr_high=_whole(rows, "heart-rate", "flag_above", shipped.hr_high),
        spo2_low=_whole(rows, "spo2", "flag_below", shipped.spo2_low + 1) - 1,
        rr_low=_whole(rows, "respiratory-rate", "flag_below", shipped.rr_low),
        rr_high=_whole(rows, "respiratory-rate", "flag_above", shipped.rr_high),
        anxiety_high=_whole(rows, "anxiety", "flag_above", shipped.anxiety_high - 1) + 1,
    )
    return replace(told, **own)


def _whole(rows: dict[str, Row], row_id: str, column: str, shipped: int) -> int:
    row = rows.get(row_id)
    value = None if row is None else row.whole(column)
    return shipped if value is None else value
