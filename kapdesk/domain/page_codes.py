"""The short code at the foot of a signed page: read aloud, typed back, and clear about what was mistyped."""

import hashlib
import hmac
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from kapdesk.domain import canonical
from kapdesk.domain.errors import Refused

LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # Crockford's base 32: no I, L, O, U
MISREAD = str.maketrans({"I": "1", "L": "1", "O": "0", "U": "V"})
GROUPS, DATA = 2, 5
GROUP = DATA + 1
BITS = 5
_POLYNOMIAL = 0b100101  # x^5 + x^2 + 1, primitive over GF(2)
_ALL = (1 << BITS) - 1
_OFFSET = 7


class Match(StrEnum):
    """What a code that was typed in says about a page."""

    MATCHES = "matches"
    EARLIER = "earlier version"
    CHANGED = "changed"
    RETRACTED = "retracted"
    NOT_OURS = "not ours"
    MISTYPED = "mistyped"


@dataclass(frozen=True, slots=True)
class Page:
    """Which page a code belongs to: whose document, in which content, with which words on it."""

    document: str
    of_kind: str
    of_id: str
    content_hash: str
    page_hash: str
    page: int
    pages: int


@dataclass(frozen=True, slots=True)
class Proof:
    """What a code proves, in sentences; the page it belongs to is named where there is one."""

    match: Match
    sentence: str
    document: str = ""
    page: int = 0
    pages: int = 0
    printed_at: datetime | None = None
    printed_by: str = ""
    about: str = ""
    added: tuple[str, ...] = ()


def code(key: bytes, page: Page) -> str:
    """Return the code of a page: ten letters out of an HMAC-SHA256, and a check letter after each five."""
    said = canonical.encoded(
        {
            "document": page.document, "of_kind": page.of_kind, "of_id": page.of_id,
            "content": page.content_hash, "words": page.page_hash, "page": page.page, "pages": page.pages,
        }
    )  # fmt: skip
    number = int.from_bytes(hmac.digest(key, said, "sha256")[:8], "big")
    symbols = [(number >> (BITS * place)) & _ALL for place in range(GROUPS * DATA)]
    groups = [symbols[place * DATA : (place + 1) * DATA] for place in range(GROUPS)]
    return "-".join(_written(place, data) for place, data in enumerate(groups))


def page_hash(text: str) -> str:
    """Return the hash of the words on a page, whatever the spaces between them."""
    return hashlib.sha256(" ".join(text.split()).encode("utf-8", "surrogatepass")).hexdigest()


def read(typed: str) -> str:
    """Return the code that was typed, as it stands on paper; capitals, spaces and dashes do not matter.

    Raises Refused naming the group that cannot be right.
    """
    letters = "".join(sign for sign in typed.upper() if sign.isalnum()).translate(MISREAD)
    groups = [letters[place * GROUP : (place + 1) * GROUP] for place in range(GROUPS)]
    for place, group in enumerate(groups):
        values = [LETTERS.find(sign) for sign in group]
        if len(values) != GROUP or min(values) < 0 or _check(place, values[:DATA]) != values[DATA]:
            raise Refused(
                f"Mistyped: group {place + 1}. A code has two groups of six letters. Nothing was changed."
            )
    if len(letters) > GROUPS * GROUP:
        raise Refused("Mistyped: more than two groups of six letters. Nothing was changed.")
    return "-".join(groups)


def _written(place: int, data: Sequence[int]) -> str:
    return "".join(LETTERS[symbol] for symbol in [*data, _check(place, data)])


def _check(place: int, data: Sequence[int]) -> int:
    """Return the check symbol over GF(32): one wrong letter, or two neighbours swapped, are noticed."""
    total = place * _OFFSET + 1
    for symbol in data:
        total = _doubled(total) ^ symbol
    return _doubled(total)


def _doubled(value: int) -> int:
    value <<= 1
    return value ^ _POLYNOMIAL if value > _ALL else value
