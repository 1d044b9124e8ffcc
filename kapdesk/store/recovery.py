"""The code on the recovery sheet: eight groups that can be read aloud, and say which group was mistyped."""

import secrets

from kapdesk.domain.errors import Refused
from kapdesk.store.derivation import expand

LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # no I, L, O, U: they are misread on paper
MISREAD = str.maketrans({"I": "1", "L": "1", "O": "0", "U": "V"})
GROUPS = 8
DATA = 4
GROUP = DATA + 1
CODE_BYTES = 20
SYMBOL_BITS = 5
_POLYNOMIAL = 0b100101  # x^5 + x^2 + 1, primitive over GF(2)
_GENERATOR = 2
_DIFFERENT_PER_GROUP = 7


def new_code() -> bytes:
    """Return 160 random bits."""
    return secrets.token_bytes(CODE_BYTES)


def written(code: bytes) -> str:
    """Return the code as it stands on the sheet: eight groups of four letters and a check letter each."""
    number = int.from_bytes(code, "big")
    last = GROUPS * DATA - 1
    symbols = [(number >> (SYMBOL_BITS * (last - place))) & 31 for place in range(GROUPS * DATA)]
    groups: list[str] = []
    for place in range(GROUPS):
        data = symbols[place * DATA : (place + 1) * DATA]
        groups.append("".join(LETTERS[symbol] for symbol in [*data, _check(place, data)]))
    return "-".join(groups)


def groups_of(typed: str) -> list[str]:
    """Return the groups of a written code, for asking some of them back."""
    text = _plain(typed)
    return [text[start : start + GROUP] for start in range(0, len(text), GROUP)]


def read(typed: str) -> bytes:
    """Return the code that was typed; raises Refused naming the first group that cannot be right."""
    groups = groups_of(typed)
    number = 0
    for place in range(GROUPS):
        data = _symbols(place, groups[place] if place < len(groups) else "")
        for symbol in data:
            number = number << SYMBOL_BITS | symbol
    if len(groups) > GROUPS:
        raise Refused(
            "The recovery code has eight groups of five letters; more were typed. Nothing was changed."
        )
    return number.to_bytes(CODE_BYTES, "big")


def key_of(code: bytes, salt: bytes) -> bytes:
    """Return the 32 bytes a recovery code stands for; it is random already, so no slow step is needed."""
    return expand(code, "recovery-code", salt)


def _plain(typed: str) -> str:
    """Return only what counts: capitals, with letters that look alike read as the one that exists."""
    return "".join(sign for sign in typed.upper() if sign.isalnum()).translate(MISREAD)


def _symbols(place: int, group: str) -> list[int]:
    """Return the four values of one group, or refuse it by its number."""
    values = [LETTERS.find(sign) for sign in group]
    if len(values) != GROUP or -1 in values or _check(place, values[:DATA]) != values[DATA]:
        raise Refused(
            f"Group {place + 1} of the recovery code is not as it stands on the sheet. Nothing was changed. "
            "Compare that group with the sheet and type it again."
        )
    return values[:DATA]


def _times(left: int, right: int) -> int:
    """Multiply in GF(32)."""
    product = 0
    while right:
        if right & 1:
            product ^= left
        left <<= 1
        if left & 0b100000:
            left ^= _POLYNOMIAL
        right >>= 1
    return product


def _check(place: int, data: list[int]) -> int:
    """Return the check value: each position weighs differently, and each group starts from its own number."""
    total = 1
    for _ in range(place * _DIFFERENT_PER_GROUP % 31):
        total = _times(total, _GENERATOR)
    weight = 1
    for value in data:
        weight = _times(weight, _GENERATOR)
        total ^= _times(weight, value)
    return total
