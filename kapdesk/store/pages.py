"""The pages of the encrypted file, read one by one with the key where the file as a whole opens no more."""

import hashlib
import hmac
import struct
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from cryptography.hazmat.primitives.ciphers import Cipher
from cryptography.hazmat.primitives.ciphers.algorithms import AES
from cryptography.hazmat.primitives.ciphers.modes import CBC

PAGE = 4096
USABLE = PAGE - 80  # SQLCipher 4 keeps 16 bytes of IV and 64 of seal at the end of each page
_IV, _SEAL, _SALT, _KEY = 16, 64, 16, 32
_SALT_MASK = 0x3A
_ROUNDS = 2
_SIZE_AT = 28  # where the first page says how many pages there are
_WAL_HEADER, _FRAME_HEADER = 32, 24
_WAL_MAGIC = 0x377F0682  # its lowest bit says in which order the checksums read their bytes


class Sealed:
    """Opens single pages with the key of the record; a page whose seal is broken is not used at all."""

    __slots__ = ("_key", "_salt", "_seal_key")

    def __init__(self, key: bytes) -> None:
        """Take 32 bytes of key and 16 of salt; the salt comes from the key file, not from the first page."""
        self._key, self._salt = key[:_KEY], key[_KEY:]
        masked = bytes(byte ^ _SALT_MASK for byte in self._salt)
        self._seal_key = hashlib.pbkdf2_hmac("sha512", self._key, masked, _ROUNDS, _KEY)

    def open(self, number: int, raw: bytes) -> bytes | None:
        """Return the usable part of a page, or None where its seal does not hold; pages count from 1."""
        if len(raw) != PAGE:
            return None
        start = _SALT if number == 1 else 0
        sealed, seal = raw[start : PAGE - _SEAL], raw[PAGE - _SEAL :]
        wanted = hmac.digest(self._seal_key, sealed + struct.pack("<I", number), "sha512")
        if not hmac.compare_digest(wanted, seal):
            return None
        cipher = Cipher(AES(self._key), CBC(raw[USABLE : USABLE + _IV])).decryptor()
        return bytes(start) + cipher.update(raw[start:USABLE]) + cipher.finalize()


@dataclass(frozen=True, slots=True)
class Journal:
    """What a journal beside the file holds: the newest place of each page, and what of it is unreadable."""

    places: dict[int, int]
    pages_in_record: int
    frames: int
    lost: int


class PageFile:
    """A damaged record as its single pages, the newest of each: from the journal where that is newer."""

    def __init__(self, path: Path, key: bytes) -> None:
        """Look at the files; `path` is the record, its journal lies beside it. Raises OSError."""
        self._sealed = Sealed(key)
        self._file = path.open("rb")
        self._size = path.stat().st_size
        beside = path.with_name(f"{path.name}-wal")
        self._wal = beside.open("rb") if beside.exists() else None
        self.journal = self._read_journal()
        self.count = self._count()

    def close(self) -> None:
        """Let both files go."""
        self._file.close()
        if self._wal is not None:
            self._wal.close()

    def page(self, number: int) -> bytes | None:
        """Return the usable part of a page, or None where it cannot be read or its seal is broken."""
        if not 1 <= number <= self.count:
            return None
        place = self.journal.places.get(number)
        if place is not None:
            newest = self._sealed.open(number, self._frame(place)[_FRAME_HEADER:])
            if newest is not None:
                return newest
        return self._sealed.open(number, self._in_file(number))

    def numbers(self) -> Iterator[int]:
        """Go through the numbers of all pages."""
        return iter(range(1, self.count + 1))

    def _in_file(self, number: int) -> bytes:
        try:
            self._file.seek((number - 1) * PAGE)
            return self._file.read(PAGE)
        except OSError:
            return b""  # the disk does not give this page back

    def _count(self) -> int:
        """Return how many pages the record has, or had as far as can still be known."""
        in_file = -(-self._size // PAGE)
        if self.journal.pages_in_record:
            return self.journal.pages_in_record
        first = self._sealed.open(1, self._in_file(1))
        said = struct.unpack(">I", first[_SIZE_AT : _SIZE_AT + 4])[0] if first else 0
        return max(in_file, said) if said < in_file * 64 + 64 else in_file

    # ------------------------------------------------------------------ the journal

    def _read_journal(self) -> Journal:
        """Take in each committed frame whose checksum holds; one that does not hides only itself."""
        header = self._wal_header()
        if header is None:
            return Journal({}, 0, 0, self._whole_frames())
        order, salts, seed = header
        committed: dict[int, int] = {}
        waiting: dict[int, int] = {}
        pages = frames = lost = 0
        for place in range(self._whole_frames()):
            raw = self._frame(place)
            number, size = struct.unpack(">II", raw[:8])
            if raw[8:16] != salts:
                break  # what follows is left over from before the journal began anew
            frames += 1
            good = _checksum(order, raw[:8] + raw[_FRAME_HEADER:], seed) == raw[16:24]
            seed = raw[16:24]
            if not good:
                lost += 1
            elif number:
                waiting[number] = place
            if good and size:
                committed.update(waiting)
                waiting, pages = {}, size
        return Journal({n: at for n, at in committed.items() if n <= pages}, pages, frames, lost)

    def _wal_header(self) -> tuple[str, bytes, bytes] | None:
        """Return byte order, salts and first checksum of the journal; None where there is none."""
        if self._wal is None:
            return None
        self._wal.seek(0)
        raw = self._wal.read(_WAL_HEADER)
        if len(raw) < _WAL_HEADER:
            return None
        magic, _version, size = struct.unpack(">III", raw[:12])
        order = ">" if magic & 1 else "<"
        if magic & ~1 != _WAL_MAGIC or size != PAGE or _checksum(order, raw[:24], bytes(8)) != raw[24:32]:
            return None
        return order, raw[16:24], raw[24:32]

    def _whole_frames(self) -> int:
        if self._wal is None:
            return 0
        end = self._wal.seek(0, 2)
        return max(end - _WAL_HEADER, 0) // (_FRAME_HEADER + PAGE)

    def _frame(self, place: int) -> bytes:
        if self._wal is None:
            return b""
        self._wal.seek(_WAL_HEADER + place * (_FRAME_HEADER + PAGE))
        return self._wal.read(_FRAME_HEADER + PAGE)


def _checksum(order: str, content: bytes, seed: bytes) -> bytes:
    """Return SQLite's running checksum of a journal (two sums over pairs of 32-bit words)."""
    first, second = struct.unpack(">II", seed)
    words = struct.unpack(f"{order}{len(content) // 4}I", content)
    for even, odd in zip(words[::2], words[1::2], strict=True):
        first = (first + even + second) & 0xFFFFFFFF
        second = (second + odd + first) & 0xFFFFFFFF
    return struct.pack(">II", first, second)
