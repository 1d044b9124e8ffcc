"""Slots as they stand in the key file: plain values, refused where anything has not the size it must have."""

from base64 import b64decode, b64encode
from typing import Any

from kapdesk.domain.errors import NewerVersion
from kapdesk.store.derivation import Cost
from kapdesk.store.promises import SEALED_BYTES, SIGNATURE_BYTES
from kapdesk.store.slots import Second, Slot, SlotKind

NEWER = (
    "The key file was made by a newer kapdesk. Nothing was changed. Install the newer version on this "
    "computer and open the record with that."
)
PUBLIC_BYTES = 32
_MOST_KEPT = 64


def in_letters(value: bytes) -> str:
    """Write bytes as letters."""
    return b64encode(value).decode("ascii")


def from_letters(value: str, *lengths: int) -> bytes:
    """Read bytes from letters; raises ValueError when there are not as many as there must be."""
    result = b64decode(value, validate=True)
    if lengths and len(result) not in lengths:
        raise ValueError("wrong length")
    return result


def is_of_first_form(slot: Slot) -> bool:
    """Say whether an older kapdesk could read this slot."""
    plain = not any((slot.keepers, slot.sign_in, slot.sealed, slot.next_role, slot.certificate, slot.second))
    return plain and slot.kind is not SlotKind.CUSTODY


def slot_to_json(slot: Slot) -> dict[str, Any]:
    """Return a slot as plain values; what is new since the first form stands there only where it is used."""
    cost, second = slot.cost, slot.second
    said: dict[str, Any] = {
        "id": slot.id,
        "kind": slot.kind.value,
        "user": slot.user,
        "role": slot.role,
        "kdf": {"m": cost.memory, "t": cost.passes, "p": cost.lanes} if cost else None,
        "salt": in_letters(slot.salt),
        "commit": in_letters(slot.commitment),
        "nonce": in_letters(slot.nonce),
        "wrapped": in_letters(slot.wrapped),
        "own_nonce": in_letters(slot.own_nonce),
        "own_wrapped": in_letters(slot.own_wrapped),
        "sign_public": in_letters(slot.sign_public),
        "box_public": in_letters(slot.box_public),
        "past_sign_public": [in_letters(past) for past in slot.past_sign_public],
        "second": {"id": second.id, "check": in_letters(second.check)} if second else None,
    }
    return said | _newer(slot)


def _newer(slot: Slot) -> dict[str, Any]:
    """Return what is new since the first form and used here."""
    said: dict[str, Any] = {
        "keepers": [in_letters(keeper) for keeper in slot.keepers],
        "sign_in": in_letters(slot.sign_in),
        "sealed": in_letters(slot.sealed),
        "next_role": slot.next_role,
        "certificate": in_letters(slot.certificate),
    }
    return {name: value for name, value in said.items() if value}


def slot_from_json(said: dict[str, Any]) -> Slot:
    """Return plain values as a slot; refuses costs outside the limits before any memory is taken."""
    kind = SlotKind(said["kind"])
    cost = _cost(said["kdf"], kind)
    sealed = from_letters(said.get("sealed", ""), 0, SEALED_BYTES)
    return Slot(
        id=str(said["id"]),
        kind=kind,
        user=str(said["user"]),
        role=str(said["role"]),
        cost=cost,
        salt=from_letters(said["salt"], 16),
        commitment=from_letters(said["commit"], 32),
        nonce=from_letters(said["nonce"], 0 if sealed else 12),
        wrapped=from_letters(said["wrapped"], 0 if sealed else 48),
        own_nonce=from_letters(said["own_nonce"], 12),
        own_wrapped=from_letters(said["own_wrapped"], 80),
        sign_public=from_letters(said["sign_public"], PUBLIC_BYTES),
        box_public=from_letters(said["box_public"], PUBLIC_BYTES),
        past_sign_public=_several(said["past_sign_public"]),
        keepers=_several(said.get("keepers", [])),
        second=_second(said["second"]),
        sign_in=from_letters(said.get("sign_in", ""), 0, 32),
        sealed=sealed,
        next_role=str(said.get("next_role", "")),
        certificate=from_letters(said.get("certificate", ""), 0, SIGNATURE_BYTES),
    )


def _cost(kdf: dict[str, Any] | None, kind: SlotKind) -> Cost | None:
    cost = Cost(int(kdf["m"]), int(kdf["t"]), int(kdf["p"])) if kdf else None
    if (cost is None) != (kind is not SlotKind.CLINICIAN) or (cost and not cost.allowed):
        raise ValueError("cost")
    return cost


def _several(said: list[str]) -> tuple[bytes, ...]:
    if len(said) > _MOST_KEPT:
        raise ValueError("too many")
    return tuple(from_letters(each, PUBLIC_BYTES) for each in said)


def _second(said: dict[str, Any] | None) -> Second | None:
    if said and set(said) != {"id", "check"}:
        raise NewerVersion(NEWER)
    return Second(str(said["id"]), from_letters(said["check"], 32)) if said else None
