"""From a passphrase to a key: slow on purpose, the same on every machine, and never a key by accident."""

import time
import unicodedata
from dataclasses import dataclass

from cryptography.exceptions import InternalError
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from kapdesk.domain.errors import KapdeskError

KEY_BYTES = 32
SALT_BYTES = 16
MIB = 1024
AIM_SECONDS = 0.6
MOST_PASSES = 32
MOST_LANES = 16


@dataclass(frozen=True, slots=True)
class Cost:
    """How much work one guess of a passphrase costs: memory in KiB, passes over it, lanes side by side."""

    memory: int
    passes: int
    lanes: int

    @property
    def allowed(self) -> bool:
        """Say whether this is neither too weak to protect nor too heavy to open on a small laptop."""
        return (
            FLOOR.memory <= self.memory <= CEILING_MEMORY
            and FLOOR.passes <= self.passes <= MOST_PASSES
            and FLOOR.lanes <= self.lanes <= MOST_LANES
        )


FLOOR = Cost(memory=64 * MIB, passes=3, lanes=4)  # RFC 9106, second recommended choice
CEILING_MEMORY = 256 * MIB  # so that the record still opens on a machine with 4 GB


def prepared(passphrase: str) -> bytes:
    """Return the bytes of a passphrase in one form (NFKC), however its accents were typed."""
    return unicodedata.normalize("NFKC", passphrase).encode("utf-8", "surrogatepass")


def from_passphrase(passphrase: str, salt: bytes, cost: Cost) -> bytes:
    """Return 32 bytes by Argon2id (RFC 9106); raises KapdeskError where the memory is not there."""
    slow = Argon2id(
        salt=salt, length=KEY_BYTES, iterations=cost.passes, lanes=cost.lanes, memory_cost=cost.memory
    )
    try:
        return slow.derive(prepared(passphrase))
    except (MemoryError, InternalError):
        needed = f"{cost.memory // MIB} MB"
    raise KapdeskError(
        f"This computer has not the {needed} of memory that opening the record takes. Nothing was changed. "
        "Close other programs and try again."
    )


def expand(secret: bytes | bytearray, purpose: str, salt: bytes = b"") -> bytes:
    """Return 32 bytes for one purpose from a secret that is already random, by HKDF (RFC 5869)."""
    info = b"kapdesk/1/" + purpose.encode()
    return HKDF(algorithm=SHA256(), length=KEY_BYTES, salt=salt or None, info=info).derive(bytes(secret))


def calibrate() -> Cost:
    """Return a cost of 0.5 to 0.7 s on this machine, from the floor up to 256 MiB, then by more passes."""
    began = time.perf_counter()
    from_passphrase("calibration", bytes(SALT_BYTES), FLOOR)
    took = max(time.perf_counter() - began, 0.01)
    room = AIM_SECONDS / took
    if room <= 1:
        return FLOOR
    memory = min(int(FLOOR.memory * room) // (16 * MIB) * (16 * MIB), CEILING_MEMORY)
    expected = took * memory / FLOOR.memory
    passes = max(FLOOR.passes, min(round(FLOOR.passes * AIM_SECONDS / expected), MOST_PASSES))
    return Cost(memory=max(memory, FLOOR.memory), passes=passes, lanes=FLOOR.lanes)
