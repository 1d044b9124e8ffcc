"""A slot opens only as it was made: no part of it can be exchanged, not even by who can repair checksums."""

from dataclasses import replace

import pytest

from kapdesk.store import slots
from kapdesk.store.derivation import FLOOR, MIB, Cost
from kapdesk.store.slots import Altered, Holder, Slot

VAULT = "5e" * 16
MASTER = bytes(range(32))
OWN = slots.new_own_keys()


@pytest.fixture(scope="module")
def made() -> tuple[Slot, bytes]:
    slot = slots.clinician_slot(
        VAULT, MASTER, "quiet harbour", FLOOR, Holder("a1", "owner", (b"p" * 32,)), OWN
    )
    secret = slots.passphrase_secret(slot, "quiet harbour")
    assert secret is not None
    return slot, secret


def test_a_slot_gives_back_what_was_put_in(made: tuple[Slot, bytes]) -> None:
    slot, secret = made
    assert slots.unwrap(VAULT, slot, secret) == (bytearray(MASTER), OWN)
    assert (slot.sign_public, slot.box_public) == (OWN.sign_public, OWN.box_public)


@pytest.mark.parametrize(
    "change",
    [
        {"id": "00" * 8},
        {"kind": slots.SlotKind.RECOVERY},
        {"user": "b2"},
        {"role": "auditor"},
        {"cost": Cost(128 * MIB, 3, 4)},
        {"salt": bytes(16)},
        {"sign_public": bytes(32)},
        {"box_public": bytes(32)},
        {"past_sign_public": ()},
        {"wrapped": bytes(48)},
        {"own_wrapped": bytes(80)},
        {"nonce": bytes(12)},
        {"own_nonce": bytes(12)},
    ],
)
def test_any_exchanged_part_is_noticed(made: tuple[Slot, bytes], change: dict[str, object]) -> None:
    slot, secret = made
    with pytest.raises(Altered):
        slots.unwrap(VAULT, replace(slot, **change), secret)  # pyright: ignore[reportArgumentType] - a table of cases


def test_a_slot_cannot_be_moved_to_another_record(made: tuple[Slot, bytes]) -> None:
    slot, secret = made
    with pytest.raises(Altered):
        slots.unwrap("00" * 16, slot, secret)


def test_a_wrong_passphrase_is_known_before_anything_is_opened(made: tuple[Slot, bytes]) -> None:
    assert slots.passphrase_secret(made[0], "quiet harbor") is None


def test_own_keys_are_not_shown() -> None:
    assert OWN.sign.hex() not in repr(OWN)
    assert repr(OWN.sign) not in repr(OWN)
