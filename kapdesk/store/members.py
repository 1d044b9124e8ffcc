"""Who may come in: slots added, reset, given another role, and taken away, by somebody who is in already."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from kapdesk.domain.errors import Refused
from kapdesk.store.derivation import Cost
from kapdesk.store.key import VaultKeys, amend, keepers, swapped
from kapdesk.store.keyfile import MOST_SLOTS, Header
from kapdesk.store.slots import (
    OWNER,
    Holder,
    OwnKeys,
    Slot,
    SlotKind,
    clinician_slot,
    hashed_name,
    new_own_keys,
    promise,
)


def people(header: Header) -> tuple[Slot, ...]:
    """Return the slots of persons, in the order in which they were made."""
    return tuple(slot for slot in header.slots if slot.kind is SlotKind.CLINICIAN)


def find(header: Header, user: str) -> Slot | None:
    """Return the slot of a person, or None where the person cannot sign in."""
    return next((slot for slot in people(header) if slot.user == user), None)


def add(folder: Path, keys: VaultKeys, user: str, role: str, passphrase: str, name: str, cost: Cost) -> bytes:
    """Give a person an own slot with own keys under an own passphrase; return the public signing key.

    Raises Refused where the person has a slot, the sign-in name is taken, or there is no room.
    """
    _refuse_second_slot(keys.header, user)
    refuse_taken_name(keys.header, user, name)
    own = new_own_keys()
    vouched = keepers(keys.header)
    if role == OWNER:
        vouched = tuple(sorted((*vouched, own.sign_public)))
    hashed = hashed_name(keys.header.vault_id, name)
    holder = Holder(user, role, keepers=vouched, sign_in=hashed)
    slot = clinician_slot(keys.header.vault_id, keys.master, passphrase, cost, holder, own)

    def change(header: Header) -> Header:
        return replace(header, slots=(*header.slots, slot))

    amend(folder, keys, change)
    return own.sign_public


def reset(folder: Path, keys: VaultKeys, user: str, passphrase: str, cost: Cost | None = None) -> bytes:
    """Make a person's slot anew under another passphrase, with new own keys; return the new signing key.

    The old own keys are lost with the old passphrase: what was signed with them stays provable by the past
    public key, what was sealed to them alone cannot be read by this person any more.
    """
    old = _of(keys.header, user)
    own = new_own_keys()
    bent = replace(old, sign_public=own.sign_public)
    holder = Holder(
        user, old.role_now, (*old.past_sign_public, old.sign_public),
        keepers(swapped(keys.header, old.id, bent)), old.sign_in,
    )  # fmt: skip
    price = cost or old.cost
    assert price is not None  # noqa: S101 - a person's slot always has its cost
    slot = clinician_slot(keys.header.vault_id, keys.master, passphrase, price, holder, own)
    amend(folder, keys, _swap(old.id, slot))
    return own.sign_public


def set_role(folder: Path, keys: VaultKeys, user: str, role: str) -> None:
    """Leave another role in a person's slot, signed by an owner; it is taken in when the person comes."""
    old = _of(keys.header, user)
    amend(folder, keys, _swap(old.id, promise(keys.header.vault_id, old, signer(keys), role=role)))


def set_name(folder: Path, keys: VaultKeys, user: str, name: str) -> None:
    """Give a person another sign-in name; raises Refused where somebody has it."""
    refuse_taken_name(keys.header, user, name)
    old = _of(keys.header, user)
    hashed = hashed_name(keys.header.vault_id, name)
    amend(folder, keys, _swap(old.id, replace(old, sign_in=hashed)))


def remove(folder: Path, keys: VaultKeys, user: str) -> None:
    """Take a person's slot away; raises Refused for the last owner. The master key is another matter."""
    old = _of(keys.header, user)
    left = [slot for slot in people(keys.header) if slot.user != user and slot.role_now == OWNER]
    if not left:
        raise Refused(
            "The last owner cannot be removed. Nothing was changed. Make somebody else owner first."
        )

    def change(header: Header) -> Header:
        return replace(header, slots=tuple(slot for slot in header.slots if slot.id != old.id))

    amend(folder, keys, change)


def signer(keys: VaultKeys) -> OwnKeys:
    """Return the own keys of the person who is in; raises Refused after opening with a sheet."""
    if keys.own is None:
        raise Refused("This needs your own passphrase. Nothing was changed. Sign in with it and try again.")
    return keys.own


def refuse_taken_name(header: Header, user: str, name: str) -> None:
    """Raise Refused where another person signs in with this name."""
    wanted = hashed_name(header.vault_id, name)
    if wanted and any(slot.sign_in == wanted and slot.user != user for slot in people(header)):
        raise Refused("Somebody signs in with this name already. Nothing was changed. Choose another.")


def _refuse_second_slot(header: Header, user: str) -> None:
    if find(header, user) is not None:
        raise Refused("This person has a passphrase already. Nothing was changed. Reset it instead.")
    if len(header.slots) >= MOST_SLOTS:
        raise Refused("There is no room for another person in the key file. Nothing was changed.")


def _of(header: Header, user: str) -> Slot:
    found = find(header, user)
    if found is None:
        raise Refused("This person has no passphrase for this record. Nothing was changed.")
    return found


def _swap(old: str, new: Slot) -> Callable[[Header], Header]:
    def change(header: Header) -> Header:
        return swapped(header, old, new)

    return change
