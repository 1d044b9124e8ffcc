"""What stands on the pages: rows of tables and entries of indexes, in SQLite's file format."""

import struct
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import IntEnum

from kapdesk.store.pages import USABLE, PageFile

Value = int | float | str | bytes | None
Row = tuple[Value, ...]

_FIRST_PAGE_HEADER = 100
_LARGEST_IN_LEAF = USABLE - 35
_LARGEST_IN_INDEX = (USABLE - 12) * 64 // 255 - 23
_SMALLEST = (USABLE - 12) * 32 // 255 - 23
_MOST_PAYLOAD = 1 << 30
_WIDTHS = {1: 1, 2: 2, 3: 3, 4: 4, 5: 6, 6: 8}
_REAL, _ZERO, _ONE, _FIRST_BLOB = 7, 8, 9, 12


class Kind(IntEnum):
    """The four kinds of page of a tree."""

    INDEX_INNER = 2
    TABLE_INNER = 5
    INDEX_LEAF = 10
    TABLE_LEAF = 13


@dataclass(slots=True)
class Found:
    """What a walk through one tree came to: the pages it stood on, and how many it could not read."""

    pages: set[int] = field(default_factory=set[int])
    unread: int = 0


class Unreadable(Exception):
    """A part of a row lies on a page that cannot be read."""


def kind_of(page: bytes, number: int) -> Kind | None:
    """Return what kind of tree page this is; None for free pages and the further parts of long rows."""
    at = page[_FIRST_PAGE_HEADER if number == 1 else 0]
    return Kind(at) if at in (2, 5, 10, 13) else None


def walk(file: PageFile, root: int, found: Found) -> Iterator[tuple[int, bytes, Kind]]:
    """Go through the pages of a tree that can be read; the others are counted."""
    waiting = [root]
    while waiting:
        number = waiting.pop()
        if number in found.pages:
            continue
        page = file.page(number)
        kind = None if page is None else kind_of(page, number)
        if page is None or kind is None:
            found.unread += 1
            continue
        found.pages.add(number)
        yield number, page, kind
        if kind in (Kind.TABLE_INNER, Kind.INDEX_INNER):
            waiting.extend(_children(page, number))


def rows_on(file: PageFile, number: int, page: bytes) -> Iterator[tuple[int, Row | None]]:
    """Give row id and values of each row on a leaf of a table; None where a part of the row is lost."""
    for cell in _cells(page, number):
        size, at = _varint(page, cell)
        rowid, at = _varint(page, at)
        try:
            yield _signed(rowid), decode(_payload(file, page, at, size, _LARGEST_IN_LEAF))
        except (Unreadable, ValueError, IndexError, struct.error):
            yield _signed(rowid), None


def entries_on(file: PageFile, number: int, page: bytes, kind: Kind) -> Iterator[Row]:
    """Give the entries on a page of an index; those of which a part is lost are left out."""
    for at in _cells(page, number):
        begin = at + 4 if kind is Kind.INDEX_INNER else at
        size, begin = _varint(page, begin)
        try:
            yield decode(_payload(file, page, begin, size, _LARGEST_IN_INDEX))
        except (Unreadable, ValueError, IndexError, struct.error):
            continue


def decode(payload: bytes) -> Row:
    """Return the values of one stored row; raises ValueError, IndexError or struct.error for nonsense."""
    end, at = _varint(payload, 0)
    values: list[Value] = []
    body = end
    while at < end:
        code, at = _varint(payload, at)
        value, body = _value(payload, code, body)
        values.append(value)
    return tuple(values)


def _value(payload: bytes, code: int, at: int) -> tuple[Value, int]:
    """Return the value of one serial type and where the next one begins."""
    if code == 0:
        return None, at
    if code in (_ZERO, _ONE):
        return code - _ZERO, at
    if code in _WIDTHS:
        width = _WIDTHS[code]
        return int.from_bytes(_part(payload, at, width), "big", signed=True), at + width
    if code == _REAL:
        return struct.unpack(">d", _part(payload, at, 8))[0], at + 8
    if code < _FIRST_BLOB:
        raise ValueError("a reserved type")
    width = (code - _FIRST_BLOB) // 2
    raw = _part(payload, at, width)
    return (raw.decode("utf-8") if code % 2 else raw), at + width


def _part(payload: bytes, at: int, width: int) -> bytes:
    part = payload[at : at + width]
    if len(part) != width:
        raise ValueError("cut off")
    return part


def _payload(file: PageFile, page: bytes, at: int, size: int, largest: int) -> bytes:
    """Return a whole row, put together from its page and the pages that hold the rest of it."""
    if size > _MOST_PAYLOAD:
        raise Unreadable
    if size <= largest:
        return _part(page, at, size)
    local = _SMALLEST + (size - _SMALLEST) % (USABLE - 4)
    local = local if local <= largest else _SMALLEST
    parts, missing = [_part(page, at, local)], size - local
    (following,) = struct.unpack(">I", page[at + local : at + local + 4])
    while missing > 0:
        further = file.page(following)
        if further is None:
            raise Unreadable
        parts.append(further[4 : 4 + min(missing, USABLE - 4)])
        missing -= USABLE - 4
        (following,) = struct.unpack(">I", further[:4])
    return b"".join(parts)


def _header(page: bytes, number: int) -> tuple[int, int, int]:
    """Return where the header of a tree page stands, how long it is, and how many cells there are."""
    at = _FIRST_PAGE_HEADER if number == 1 else 0
    inner = page[at] in (Kind.INDEX_INNER, Kind.TABLE_INNER)
    return at, 12 if inner else 8, struct.unpack(">H", page[at + 3 : at + 5])[0]


def _cells(page: bytes, number: int) -> Iterator[int]:
    """Go through the places of the cells of a page."""
    at, length, count = _header(page, number)
    for place in range(at + length, at + length + 2 * count, 2):
        (cell,) = struct.unpack(">H", page[place : place + 2])
        if 0 < cell < USABLE:
            yield cell


def _children(page: bytes, number: int) -> Iterator[int]:
    """Go through the pages below an inner page."""
    at, _length, _count = _header(page, number)
    for cell in _cells(page, number):
        yield struct.unpack(">I", page[cell : cell + 4])[0]
    yield struct.unpack(">I", page[at + 8 : at + 12])[0]


def _varint(raw: bytes, at: int) -> tuple[int, int]:
    """Return a number of one to nine bytes and where it ends; raises IndexError when cut off."""
    value = 0
    for step in range(8):
        byte = raw[at + step]
        value = value << 7 | byte & 0x7F
        if byte < 0x80:  # noqa: PLR2004 - the highest bit says that more bytes follow
            return value, at + step + 1
    return value << 8 | raw[at + 8], at + 9


def _signed(value: int) -> int:
    """Return a 64-bit number with its sign."""
    return value - (1 << 64) if value >> 63 else value
