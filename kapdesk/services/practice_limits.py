"""The clinic's own times and limits as the rules want them; the shipped ones where a table says nothing."""

from dataclasses import replace

from kapdesk.domain.errors import KapdeskError
from kapdesk.domain.readings import Limits
from kapdesk.domain.routes import PROFILES, Route, RouteProfile, check_profile
from kapdesk.domain.tables import Row
from kapdesk.services.record import Record

_ROUTES = {Route.INTRANASAL: "intranasal-racemic", Route.ESKETAMINE: "intranasal-esketamine"}


def profile(record: Record, route: Route) -> RouteProfile:
    """Return the times of a route in minutes, as the table of routes has them; the shipped floor holds."""
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
        return shipped
    return own


def vital_limits(record: Record) -> Limits:
    """Return the clinic's limits for flags; units as in Reading."""
    shipped = Limits()
    try:
        rows = {row.id: row for row in record.content.table("vital-limits").rows}
    except KapdeskError:
        return shipped
    return replace(
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


def _whole(rows: dict[str, Row], row_id: str, column: str, shipped: int) -> int:
    row = rows.get(row_id)
    value = None if row is None else row.whole(column)
    return shipped if value is None else value
