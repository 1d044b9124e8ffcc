"""Zones whose clocks change, changed once, or never did; and a reader that knows only what is in the file."""

import io
from datetime import tzinfo

from dateutil.tz import tzical

ZONES = (
    "America/New_York", "Europe/Berlin", "Australia/Sydney", "America/Vancouver", "America/Sao_Paulo",
    "Asia/Kolkata", "Europe/Dublin", "Africa/Casablanca", "America/St_Johns", "Australia/Lord_Howe",
)  # fmt: skip


def read_by_dateutil(said: bytes, name: str) -> tzinfo:
    """Return the zone as dateutil builds it from the block alone."""
    found = tzical(io.StringIO(said.decode().replace("\r\n", "\n"))).get(name)
    assert found is not None
    return found
