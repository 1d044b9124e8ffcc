"""What brings the therapist back from a handed screen: a short PIN kept in the record, or the passphrase."""

import hashlib
import hmac
import secrets
from pathlib import Path

from kapdesk.domain.change import Change, Topic
from kapdesk.domain.errors import WrongPassphrase
from kapdesk.domain.hand_over import check_pin
from kapdesk.services import settings
from kapdesk.services.record import Record

KEY = "hand-over.pin"
_WORK, _BLOCK, _LANES = 2**15, 8, 1  # 32 MB and about a tenth of a second for each guess
_LEAST_WORK = 2**14
_MEMORY = 256 * 1024 * 1024
_SALT, _LENGTH, _PARTS = 16, 32, 6


def set_pin(record: Record, pin: str) -> Change:
    """Keep a PIN as a slow salted hash (scrypt, RFC 7914), inside the encrypted record alone.

    It opens no locked record. Raises Refused for one of fewer than 4 or more than 8 digits, or guessed first.
    """
    salt = secrets.token_bytes(_SALT)
    made = _derive(check_pin(pin), salt, _WORK, _BLOCK, _LANES)
    settings.put(record, KEY, f"scrypt${_WORK}${_BLOCK}${_LANES}${salt.hex()}${made.hex()}")
    return Change(Topic.SETTING)


def remove(record: Record) -> Change:
    """Let the passphrase alone bring the therapist back."""
    return settings.put(record, KEY, "")


def is_set(record: Record) -> bool:
    """Return whether a PIN was set."""
    return bool(settings.get(record, KEY))


def matches(record: Record, typed: str) -> bool:
    """Return whether this is the PIN; takes a tenth of a second, and as long for a wrong one."""
    parts = settings.get(record, KEY).split("$")
    if len(parts) != _PARTS or parts[0] != "scrypt":
        return False
    work, block, lanes = (int(part) for part in parts[1:4])
    if work < _LEAST_WORK:
        return False
    made = _derive(typed.strip(), bytes.fromhex(parts[4]), work, block, lanes)
    return hmac.compare_digest(made, bytes.fromhex(parts[5]))


def opens(folder: Path, passphrase: str) -> bool:
    """Return whether a passphrase opens the record in a folder, as unlocking would; nothing is opened.

    Takes the half second of the derivation. Raises KeyFileDamaged, RecordMissing or NewerVersion.
    """
    from kapdesk.store import key

    try:
        keys = key.open_with_passphrase(folder, passphrase)
    except WrongPassphrase:
        return False
    keys.wipe()
    return True


def _derive(pin: str, salt: bytes, work: int, block: int, lanes: int) -> bytes:
    secret = pin.encode("utf-8", "surrogatepass")
    return hashlib.scrypt(secret, salt=salt, n=work, r=block, p=lanes, maxmem=_MEMORY, dklen=_LENGTH)
