"""The clinic's own times and limits as the rules want them; the shipped ones where a table says nothing."""

import json
from dataclasses import dataclass, replace
from datetime import datetime

from kapdesk.domain.change import Change, Topic
from kapdesk.domain.clock import show_date
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
    "ceiling_sbp": "No leaving from this systolic on (mmHg)",
    "ceiling_dbp": "No leaving from this diastolic on (mmHg)",
    "hr_low": "Flag a pulse below (/min)",
    "hr_high": "Flag a pulse above (/min)",
    "spo2_low": "Flag an SpO2 of this or less (%)",
    "rr_low": "Flag breaths below (/min)",
    "rr_high": "Flag breaths above (/min)",
    "anxiety_high": "Flag an anxiety of this or more (0 to 10)",
}
"""The limits a clinic may set, in the units of Reading."""
_URGENT = ("urgent_sbp", "urgent_dbp")
_CEILINGS = {"ceiling_sbp": "urgent_sbp", "ceiling_dbp": "urgent_dbp"}


def routes(record: Record) -> tuple[tuple[Route, str], ...]:
    """Return every route with its name in the table of routes."""
    names = {row.id: row.text("label") for row in record.content.table("routes").rows}
    return tuple((route, names.get(_ROUTES.get(route, route.value), route.label)) for route in Route)


@dataclass(frozen=True, slots=True)
class Kept:
    """The times of a route as they are in force: who set them, and as which version of the clinic's own."""

    profile: RouteProfile
    version: int = 0  # 0: as kapdesk ships it, or as the clinic's table says
    since: datetime | None = None
    by: str = ""

    @property
    def words(self) -> str:
        """Return where these times come from: `own version 2, 22-Nov-2026, J. Adler`."""
        if not self.version or self.since is None:
            return "as shipped"
        return ", ".join(
            part for part in (f"own version {self.version}", show_date(self.since), self.by) if part
        )


def kept(record: Record, route: Route) -> Kept:
    """Return the times of a route in minutes, as the clinic has set them last; the shipped floor holds."""
    return versions(record, route)[-1]


def profile(record: Record, route: Route) -> RouteProfile:
    """Return the times of a route in minutes, as the clinic has set them; the shipped floor holds."""
    return kept(record, route).profile


def versions(record: Record, route: Route) -> tuple[Kept, ...]:
    """Return the times of a route as they ship and every version the clinic has set, oldest first."""
    base = _from_table(record, route)
    set_to = settings.get(record, f"{ROUTE}{route.value}.min_observation")  # as it was kept before versions
    if set_to.isdecimal():
        base = _unless_refused(replace(base, min_observation_min=int(set_to)), base)
    stored = settings.several(record, f"{ROUTE}{route.value}.v")
    numbered = sorted((int(key.rsplit("v", 1)[1]), text) for key, text in stored.items())
    return (Kept(base), *(_own(base, number, text) for number, text in numbered))


def set_profile(
    record: Record,
    route: Route,
    *,
    vitals_at: tuple[int, ...] | None = None,
    after_booster: tuple[int, ...] | None = None,
    min_observation: int | None = None,
) -> Change:
    """Set times of a route as a new version, what is not named staying as it is; sessions keep theirs.

    Raises Refused below the floor that ships and for times that do not go forward.
    """
    now = kept(record, route)
    own = replace(
        now.profile,
        vitals_schedule_min=now.profile.vitals_schedule_min if vitals_at is None else vitals_at,
        after_booster_min=now.profile.after_booster_min if after_booster is None else after_booster,
        min_observation_min=now.profile.min_observation_min if min_observation is None else min_observation,
    )
    check_profile(own)
    if own == now.profile:
        return Change(Topic.SETTING)
    stored = {
        "vitals_at": own.vitals_schedule_min, "after_booster": own.after_booster_min,
        "min_observation": own.min_observation_min, "since": record.now().isoformat(),
        "by": record.author.signature,
    }  # fmt: skip
    return settings.put(record, f"{ROUTE}{route.value}.v{now.version + 1}", json.dumps(stored))


def set_observation(record: Record, route: Route, minutes: int) -> Change:
    """Let observation after a route last so many minutes; raises Refused below the floor that ships."""
    return set_profile(record, route, min_observation=minutes)


def _from_table(record: Record, route: Route) -> RouteProfile:
    shipped = PROFILES[route]
    try:
        row = record.content.table("routes").row(_ROUTES.get(route, route.value))
    except KapdeskError:
        return shipped
    told = replace(
        shipped,
        min_observation_min=row.whole("min_observation") or shipped.min_observation_min,
        vitals_schedule_min=row.numbers("vitals_at") or shipped.vitals_schedule_min,
        after_booster_min=row.numbers("vitals_after_booster"),
    )
    return _unless_refused(told, shipped)


def _unless_refused(own: RouteProfile, else_: RouteProfile) -> RouteProfile:
    try:
        check_profile(own)
    except KapdeskError:
        return else_
    return own


def _own(base: RouteProfile, number: int, text: str) -> Kept:
    stored = json.loads(text)
    own = replace(
        base,
        vitals_schedule_min=tuple(stored["vitals_at"]),
        after_booster_min=tuple(stored["after_booster"]),
        min_observation_min=stored["min_observation"],
    )
    since = datetime.fromisoformat(stored["since"])
    return Kept(_unless_refused(own, base), number, since, stored["by"])


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
    if name in _CEILINGS and value > getattr(vital_limits(record), _CEILINGS[name]):
        raise Refused(
            f"Nobody leaves with a reading that calls for medical review, and {value} was entered. The old "
            "one stands."
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
