"""A master key sealed to a person who is not here, with an owner's signature that it is the right one."""

import json
import secrets

from cryptography.exceptions import InvalidSignature, InvalidTag
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from kapdesk.store.derivation import KEY_BYTES, expand

PUBLIC, NONCE, TAG = 32, 12, 16
SEALED_BYTES = PUBLIC + NONCE + KEY_BYTES + TAG
SIGNATURE_BYTES = 64


def seal(master: bytes, public: bytes, bound: bytes) -> bytes:
    """Seal a master key to somebody's public key (X25519); only who holds the private half opens it."""
    once = X25519PrivateKey.generate()
    mine = once.public_key().public_bytes_raw()
    shared = once.exchange(X25519PublicKey.from_public_bytes(public))
    nonce = secrets.token_bytes(NONCE)
    return mine + nonce + AESGCM(_key(shared, mine, public)).encrypt(nonce, master, bound)


def unseal(sealed: bytes, private: bytes, bound: bytes) -> bytes:
    """Open what was sealed to this private key; raises ValueError where it was not, or was changed."""
    theirs, nonce, text = sealed[:PUBLIC], sealed[PUBLIC : PUBLIC + NONCE], sealed[PUBLIC + NONCE :]
    mine = X25519PrivateKey.from_private_bytes(private)
    public = mine.public_key().public_bytes_raw()
    shared = mine.exchange(X25519PublicKey.from_public_bytes(theirs))
    try:
        return AESGCM(_key(shared, theirs, public)).decrypt(nonce, text, bound)
    except InvalidTag:
        raise ValueError("sealed to somebody else") from None


def certify(private: bytes, parts: list[str]) -> bytes:
    """Sign a promise (Ed25519) with an owner's own key."""
    return Ed25519PrivateKey.from_private_bytes(private).sign(_said(parts))


def certified(keepers: tuple[bytes, ...], signature: bytes, parts: list[str]) -> bool:
    """Say whether one of these owners signed the promise."""
    for public in keepers:
        try:
            Ed25519PublicKey.from_public_bytes(public).verify(signature, _said(parts))
        except (InvalidSignature, ValueError):
            continue
        return True
    return False


def _said(parts: list[str]) -> bytes:
    """Return the promise as bytes that can be read in one way only."""
    return json.dumps(["kapdesk promise 1", *parts]).encode()


def _key(shared: bytes, once: bytes, public: bytes) -> bytes:
    """Return the key of one sealing, bound to both public keys."""
    return expand(shared, "sealed-master", once + public)
