"""A finished document: looked at before it is shown, closed with a password before it leaves the clinic."""

import secrets
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from io import BytesIO
from typing import Any

OWN_STRETCHES_FIRST = 2  # the name band and the status
OWN_STRETCHES_LAST = 1  # the foot


@dataclass(frozen=True)
class PageFacts:
    """What a finished document is: how many pages, and which (from 1) say nothing."""

    pages: int
    empty: tuple[int, ...]
    _reader: Any = field(repr=False, compare=False)

    @cached_property
    def texts(self) -> tuple[str, ...]:
        """Return the words of each page, read off it; that takes as long as setting it did."""
        return tuple(self.each())

    def each(self) -> Iterator[str]:
        """Read the words of one page after the other, none before it is asked for."""
        for page in self._reader.pages:
            yield page.extract_text()

    @property
    def good(self) -> bool:
        """Say whether there is a page and none is empty."""
        return self.pages > 0 and not self.empty


def inspect(pdf: bytes) -> PageFacts:
    """Read a finished document back, as the check before it is shown, printed or saved."""
    from pypdf import PdfReader

    reader = PdfReader(BytesIO(pdf))
    said = _stretches(reader.trailer["/Root"])
    empty = [number for number, count in enumerate(said, start=1) if count <= 0]
    return PageFacts(len(reader.pages), tuple(empty), reader)


def _stretches(catalog: Any) -> list[int]:
    """Count on each page the stretches of its words, without what stands on every page."""
    numbers = catalog["/StructTreeRoot"]["/ParentTree"]["/Nums"]
    counts = [len(owners.get_object()) for owners in numbers[1::2]]
    counts[0] -= OWN_STRETCHES_FIRST
    counts[-1] -= OWN_STRETCHES_LAST
    return counts


def encrypt(pdf: bytes, password: str) -> bytes:
    """Return the document closed with AES-256 (PDF 2.0, revision 6); only this password opens it.

    The owner password is random and thrown away, so that no second key exists. Raises ValueError for an empty
    password, which would open for everyone.
    """
    from pypdf import PdfReader, PdfWriter

    if not password:
        raise ValueError("a document cannot be closed with an empty password")
    writer = PdfWriter(clone_from=PdfReader(BytesIO(pdf)))
    writer.encrypt(password, secrets.token_urlsafe(32), algorithm="AES-256")
    out = BytesIO()
    writer.write(out)
    return out.getvalue()
