"""When it happened, as people type it in the room: nothing for now, a clock time, or minutes ago."""

import re
from datetime import UTC, datetime, timedelta

from kapdesk.domain.clock import local, show_time, zone
from kapdesk.domain.dates import parse_time
from kapdesk.domain.errors import Refused

_AGO = re.compile(r"[-−]\s*(\d{1,3})\s*(m|min)?")
LONGEST_BACK = timedelta(hours=20)
"""How far back a bare clock time can lie; an earlier one is typed on its own day."""


def parse_happened(text: str, now: datetime, zone_name: str) -> datetime:
    """Read when something happened, in UTC: empty is now, `-5` is five minutes ago, else a clock time.

    A clock time is the last one that was: shortly after midnight, 23:50 is yesterday. Raises Refused for what
    is no time, has two readings, or is still to come.
    """
    plain = text.strip().lower()
    if not plain:
        return now
    if ago := _AGO.fullmatch(plain):
        return now - timedelta(minutes=int(ago[1]))
    clock = parse_time(plain)
    today = local(now, zone_name).date()
    for day in (today, today - timedelta(days=1)):
        at = datetime.combine(day, clock, tzinfo=zone(zone_name)).astimezone(UTC)
        if timedelta() <= now - at <= LONGEST_BACK:
            return at
    raise Refused(
        f"{clock:%H:%M} is still to come; it is {show_time(now, zone_name)} now. Nothing was recorded. "
        "Correct the time."
    )
