"""A finished document: looked at before it is shown, closed with a password before it leaves the clinic."""

import secrets
from dataclasses import dataclass
from io import BytesIO
from typing import Any

OWN_STRETCHES_FIRST = 2  # the name band and the status
OWN_STRETCHES_LAST = 1  # the foot


@dataclass(frozen=True, slots=True)
class PageFacts:
    """What a finished document is: how many pages, the text of each, and which (from 1) say nothing."""

    pages: int
    texts: tuple[str, ...]
    empty: tuple[int, ...]

    @property
    def good(self) -> bool:
        """Say whether there is a page and none is empty."""
        return self.pages > 0 and not self.empty


def inspect(pdf: bytes) -> PageFacts:
    """Read a finished document back, as the check before it is shown, printed or saved."""
    from pypdf import PdfReader

    reader = PdfReader(BytesIO(pdf))
    texts = tuple(page.extract_text() for page in reader.pages)
    said = _stretches(reader.trailer["/Root"])
    empty = [number for number, count in enumerate(said, start=1) if count <= 0]
    return PageFacts(len(texts), texts, tuple(empty))


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
