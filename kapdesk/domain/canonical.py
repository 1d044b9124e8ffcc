"""One way, and only one, of writing down what is signed, so that the same record gives the same hash."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime
from typing import cast
from uuid import UUID

FORM = 1
"""The number of this way of writing; it stands in every signature and never changes its meaning."""

_PLAIN = (str, int, float)


def plain(value: object) -> object:
    """Return a stored value as JSON knows it; raises TypeError for a kind this form has no place for.

    Instants are written in UTC to the microsecond, ids as 32 letters, bytes in hexadecimal.
    """
    if value is None or isinstance(value, _PLAIN):
        return value
    if isinstance(value, datetime):
        return value.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, UUID):
        return value.hex
    if isinstance(value, bytes):
        return value.hex()
    if isinstance(value, Mapping):
        pairs = cast("Mapping[object, object]", value)
        return {str(key): plain(one) for key, one in pairs.items()}
    if isinstance(value, Sequence):
        return [plain(one) for one in cast("Sequence[object]", value)]
    raise TypeError(type(value).__name__)


def row(values: Mapping[str, object]) -> dict[str, object]:
    """Return one row without what is empty in it: a column that comes later does not upset an older hash."""
    return {name: plain(value) for name, value in values.items() if value is not None}


def encoded(content: Mapping[str, object]) -> bytes:
    """Return canonical JSON: sorted keys, no spaces, UTF-8."""
    text = json.dumps(
        plain(content), sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False
    )
    return text.encode("utf-8", "surrogatepass")


def digest(content: bytes) -> str:
    """Return the SHA-256 of content, in hexadecimal."""
    return hashlib.sha256(content).hexdigest()
