"""When it happened, as people type it in the room: nothing for now, a clock time, or minutes ago."""

import re
from datetime import UTC, datetime, timedelta

from kapdesk.domain.clock import local, show_time, zone
from kapdesk.domain.dates import parse_time
from kapdesk.domain.errors import Refused

_AGO = re.compile(r"[-−]\s*(\d{1,3})\s*([a-z]*)|(\d{1,3})\s*([a-z]+)\s*ago")
_UNITS = {
    **dict.fromkeys(("", "m", "min", "mins", "minute", "minutes"), timedelta(minutes=1)),
    **dict.fromkeys(("h", "hour", "hours"), timedelta(hours=1)),
}
LONGEST_BACK = timedelta(hours=20)
"""How far back a bare clock time can lie; an earlier one is typed on its own day."""


def parse_happened(text: str, now: datetime, zone_name: str, *, latest: datetime | None = None) -> datetime:
    """Read when something happened, in UTC: empty is now, `-5` or `5 min ago` are that, else a clock time.

    A clock time is the last one that was: shortly after midnight, 23:50 is yesterday. `latest` is the latest
    instant that is known of, where the clock of the machine was moved back. Raises Refused for what is no
    time, has two readings, or is still to come.
    """
    plain = text.strip().lower()
    if not plain:
        return now
    ago = _AGO.fullmatch(plain)
    unit = _UNITS.get(ago[2] or ago[4] or "") if ago else None
    if ago and unit:
        return now - int(ago[1] or ago[3]) * unit
    clock = parse_time(plain)
    known = now if latest is None else max(now, latest)
    today = local(known, zone_name).date()
    for day in (today, today - timedelta(days=1)):
        for fold in (1, 0):  # of the hour that comes twice in autumn, the later one that was
            at = datetime.combine(day, clock.replace(fold=fold), tzinfo=zone(zone_name)).astimezone(UTC)
            if timedelta() <= known - at <= LONGEST_BACK:
                return at
    raise Refused(
        f"{clock:%H:%M} is still to come; it is {show_time(now, zone_name)} now. Nothing was recorded. "
        "Correct the time."
    )
