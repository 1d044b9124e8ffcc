"""Which slot a secret opens: each that may be meant is tried, and an older copy revives no secret."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from kapdesk.domain.errors import WrongPassphrase
from kapdesk.store import keyfile
from kapdesk.store.derivation import SALT_BYTES, from_passphrase
from kapdesk.store.keyfile import Copy, Header
from kapdesk.store.second_secret import Finder
from kapdesk.store.slots import OWNER, Altered, Slot, SlotKind, hashed_name, unwrap, wrap
from kapdesk.store.vault_keys import VaultKeys

Opener = Callable[[Slot], bytes | None]
_DUMMY = bytes(SALT_BYTES)


@dataclass(frozen=True, slots=True)
class SignIn:
    """How a person comes: the sign-in name if one was typed, whose slot to try first, where sticks are."""

    name: str = ""
    first: str = ""
    find: Finder | None = None


def opened(folder: Path, opener: Opener, wrong: str, by: SignIn | None = None) -> VaultKeys:
    """Try the newest copy; go on to the other only when that proves the newest was not written by us."""
    copies = keyfile.read(folder)
    altered = False
    for place, copy in enumerate(copies):
        if place and copy.body == copies[0].body:
            continue
        try:
            keys = _try(copy, opener, by)
        except Altered:
            altered = True
            continue
        if keys is None:
            continue
        if any(_outdates(newer, keys) for newer in copies[:place]):
            keys.wipe()
            break  # the newer copy is genuine: this is a secret that was given up
        return keys
    if altered:
        raise keyfile.damaged()
    raise WrongPassphrase(wrong)


def keepers(header: Header) -> tuple[bytes, ...]:
    """Return the public signing keys of the owners, who vouch for what is left in the slots of others."""
    people = (slot for slot in header.slots if slot.kind is SlotKind.CLINICIAN)
    return tuple(sorted(slot.sign_public for slot in people if slot.role_now == OWNER))


def slot_of(header: Header, user: str) -> Slot:
    """Return the slot of a person; without one, the first owner's."""
    slots = [slot for slot in header.slots if slot.kind is SlotKind.CLINICIAN]
    owners = [slot for slot in slots if slot.role_now == OWNER]
    return next((slot for slot in slots if slot.user == user), (owners or slots)[0])


def swapped(header: Header, old: str, new: Slot) -> Header:
    """Return a header in which one slot has taken the place of another."""
    return replace(header, slots=tuple(new if slot.id == old else slot for slot in header.slots))


def _outdates(newer: Copy, keys: VaultKeys) -> bool:
    """Say whether a newer copy was written on purpose after the one these keys opened."""
    return newer.sealed_with(keys.derive("header-mac")) or newer.follows(keys.derive("succession"))


def _try(copy: Copy, opener: Opener, by: SignIn | None) -> VaultKeys | None:
    """Open one copy; None when no slot takes the secret; raises Altered when the copy was tampered with."""
    header = copy.header
    for slot in _candidates(header, by):
        secret = opener(slot)
        if secret is None:
            continue
        master, own = unwrap(header.vault_id, slot, secret)
        of_person = slot.kind is SlotKind.CLINICIAN
        keys = VaultKeys(
            master,
            header,
            slot.user,
            own if of_person else None,
            slot=slot.id,
            sheet=None if of_person else own,
        )
        if not copy.sealed_with(keys.derive("header-mac")):
            keys.wipe()
            raise Altered
        keys.renewed = _renewed(header, slot, secret, keys) if of_person else None
        return keys
    return None


def _candidates(header: Header, by: SignIn | None) -> list[Slot]:
    """Return the slots to try: by the name that was typed, or all; the one of who was here last first."""
    slots = list(header.slots)
    if by is None:
        return slots
    if by.name.strip():
        wanted = hashed_name(header.vault_id, by.name)
        slots = [slot for slot in slots if slot.sign_in in (b"", wanted)]
        if not any(slot.kind is SlotKind.CLINICIAN for slot in slots):
            cost = next(slot.cost for slot in header.slots if slot.cost)
            from_passphrase(by.name, _DUMMY, cost)  # a name nobody has takes as long as one somebody has
    return sorted(slots, key=lambda slot: slot.id != by.first)


def _renewed(header: Header, slot: Slot, secret: bytes, keys: VaultKeys) -> Slot | None:
    """Return the slot wrapped anew where something waited for this person, or None."""
    wanted = keepers(header)
    if keys.own is None or not (slot.sealed or slot.next_role or slot.keepers != wanted):
        return None
    return wrap(header.vault_id, keys.master, secret, replace(slot, keepers=wanted), keys.own)
