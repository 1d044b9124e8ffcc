"""The custody envelope: a secret that opens the record, split so that any two of three sheets are needed."""

import secrets
from dataclasses import dataclass, replace
from pathlib import Path

from kapdesk.domain.errors import Refused
from kapdesk.store.key import VaultKeys, amend, keepers, open_with_passphrase
from kapdesk.store.keyfile import Header
from kapdesk.store.slots import Slot, SlotKind, custody_slot, new_own_keys, shared_secret
from kapdesk.store.unlocking import opened

SHARES, NEEDED = 3, 2
SECRET_BYTES = 16  # SLIP-39 writes 128 bits as twenty words
WORDS = 20
WRONG_SHARES = (
    "These two sheets fit together but belong to no envelope of this record. Nothing was changed. Look for "
    "newer sheets: making new ones ends the old."
)


@dataclass(frozen=True, slots=True, repr=False)
class Sheets:
    """The words of two sheets of one envelope, where they are given in place of a passphrase."""

    one: str
    other: str


def split() -> tuple[bytes, tuple[str, ...]]:
    """Return a new secret and its three shares of twenty words each (SLIP-39, 2 of 3)."""
    from shamir_mnemonic import generate_mnemonics

    secret = secrets.token_bytes(SECRET_BYTES)
    (shares,) = generate_mnemonics(1, [(NEEDED, SHARES)], secret, iteration_exponent=0)
    if any(
        joined([one, other]) != secret for one, other in zip(shares, [*shares[1:], shares[0]], strict=True)
    ):
        raise Refused("The shares could not be made. Nothing was changed. Try again.")
    return secret, tuple(shares)


def joined(shares: list[str]) -> bytes:
    """Return the secret of two shares; raises Refused, saying which sheet cannot be right."""
    from shamir_mnemonic import MnemonicError, Share, combine_mnemonics

    tidy = [" ".join(share.lower().replace(",", " ").split()) for share in shares]
    read: list[Share] = []
    for place, share in enumerate(tidy, start=1):
        try:
            read.append(Share.from_mnemonic(share))
        except (MnemonicError, ValueError):
            raise Refused(
                f"The words of sheet {place} are not as they stand on it: it has {WORDS} words, and the last "
                "three check the others. Nothing was changed. Compare them and type them again."
            ) from None
    if len({share.identifier for share in read}) != 1:
        raise Refused("These sheets are of two different envelopes. Nothing was changed. Take two of one.")
    if len({share.index for share in read}) < NEEDED:
        raise Refused("This is the same sheet twice. Nothing was changed. Two different sheets are needed.")
    try:
        return combine_mnemonics(tidy)
    except (MnemonicError, ValueError):
        raise Refused(
            "These sheets do not fit together. Nothing was changed. Take two of one envelope."
        ) from None


def share_number(share: str) -> int:
    """Return which of the three sheets this is, from 1."""
    from shamir_mnemonic import Share

    return Share.from_mnemonic(share).index + 1


def slot(header: Header) -> Slot | None:
    """Return the slot of the envelope, or None where there is none."""
    return next((each for each in header.slots if each.kind is SlotKind.CUSTODY), None)


def make(folder: Path, keys: VaultKeys) -> tuple[str, tuple[str, ...]]:
    """Put a new envelope in place of any before; return its id and the three shares, shown this once."""
    secret, shares = split()
    made = custody_slot(keys.header.vault_id, keys.master, secret, new_own_keys(), keepers(keys.header))

    def change(header: Header) -> Header:
        others = tuple(each for each in header.slots if each.kind is not SlotKind.CUSTODY)
        return replace(header, slots=(*others, made))

    amend(folder, keys, change)
    return made.id, shares


def revoke(folder: Path, keys: VaultKeys) -> None:
    """Let the sheets of the envelope open nothing any more; old backups still open with them."""

    def change(header: Header) -> Header:
        return replace(
            header, slots=tuple(each for each in header.slots if each.kind is not SlotKind.CUSTODY)
        )

    amend(folder, keys, change)


def open_with_shares(folder: Path, shares: list[str]) -> VaultKeys:
    """Open the keys with two sheets, writing nothing; raises Refused, WrongPassphrase, KeyFileDamaged."""
    secret = joined(shares)

    def opener(each: Slot) -> bytes | None:
        return shared_secret(each, secret) if each.kind is SlotKind.CUSTODY else None

    return opened(folder, opener, WRONG_SHARES)


def open_with(folder: Path, secret: str | Sheets) -> VaultKeys:
    """Open the keys with a passphrase or with two sheets, writing nothing; raises what either raises."""
    if isinstance(secret, Sheets):
        return open_with_shares(folder, [secret.one, secret.other])
    return open_with_passphrase(folder, secret)
