"""The same passphrase gives the same key on every machine, however its letters were typed."""

import argon2
import pytest

from kapdesk.domain.errors import KapdeskError
from kapdesk.store import derivation
from kapdesk.store.derivation import FLOOR, MIB, Cost

SALT = b"0123456789abcdef"


def test_the_derivation_is_argon2id_as_another_library_computes_it() -> None:
    ours = derivation.from_passphrase("quiet harbour", SALT, FLOOR)
    theirs = argon2.low_level.hash_secret_raw(
        b"quiet harbour", SALT, 3, 64 * 1024, 4, 32, argon2.low_level.Type.ID
    )
    assert ours == theirs


@pytest.mark.parametrize(
    ("one", "other"),
    [("caf\u00e9 au lait", "cafe\u0301 au lait"), ("\uff48arbour", "harbour"), ("\ufb01sh", "fish")],
)
def test_accents_and_wide_letters_typed_in_another_form_are_the_same(one: str, other: str) -> None:
    assert derivation.prepared(one) == derivation.prepared(other)


def test_no_letter_of_a_long_passphrase_is_left_out() -> None:
    long = "a very long sentence that nobody else would think of " * 3
    assert len(long) > 72
    assert derivation.prepared(long + "x") != derivation.prepared(long + "y")
    assert derivation.from_passphrase(long + "x", SALT, FLOOR) != derivation.from_passphrase(
        long + "y", SALT, FLOOR
    )


def test_a_calibrated_cost_is_allowed_and_never_below_the_floor() -> None:
    cost = derivation.calibrate()
    assert cost.allowed
    assert cost.memory >= FLOOR.memory
    assert cost.passes >= FLOOR.passes


@pytest.mark.parametrize(
    "cost",
    [Cost(19 * MIB, 2, 1), Cost(64 * MIB, 2, 4), Cost(4 * 1024 * 1024 * MIB, 3, 4), Cost(64 * MIB, 3, 1)],
)
def test_costs_too_weak_or_too_heavy_are_not_allowed(cost: Cost) -> None:
    assert not cost.allowed


def test_too_little_memory_is_a_sentence() -> None:
    with pytest.raises(KapdeskError, match="memory"):
        derivation.from_passphrase("x", SALT, Cost(2**32 - 1, 1, 1))


def test_purposes_never_share_a_key() -> None:
    keys = {
        derivation.expand(b"s" * 32, purpose) for purpose in ("db/1", "db/2", "header-mac", "backup", "audit")
    }
    assert len(keys) == 5
