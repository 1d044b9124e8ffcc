"""The end of a document: its fonts cut down and readable, its title, and no other trace of its making."""

from functools import partial
from typing import Any

from kapdesk.reports.tags import text_string

MAKER = "kapdesk"
_BOAST = b" ReportLab Generated PDF document (opensource)"
_LETTERS = "toUnicodeCMap:"


def sign(document: Any, title: str) -> None:
    """Let the document say its title and who made it, and nothing else: no writer, no date."""
    document.info.format = partial(_information, title)
    document.signature.update(title.encode())
    digest = document.signature.hexdigest()
    document._ID = f"\n[<{digest}><{digest}>]\n".encode()  # noqa: SLF001 - else a remark of the writer follows it


def embed_fonts(document: Any) -> None:
    """Put the signs that were used of each font into the document.

    Let no sign be copied out as a zero: each font says that its empty sign is the replacement mark.
    """
    fonts, document.delayedFonts = document.delayedFonts, []
    for font in fonts:
        font.addObjects(document)
    for name, thing in document.idToObject.items():
        if name.startswith(_LETTERS):
            thing.content = thing.content.replace("<0000>", "<FFFD>")


def anonymous(pdf: bytes) -> bytes:
    """Return a finished document without the name of the writer; every place in it stays where it is."""
    return pdf.replace(_BOAST, b" " * len(_BOAST), 1)


def let_go(canvas: Any) -> None:
    """Let everything go that the writer held: its parts name each other, and none would go by itself.

    While work is under way behind the window nobody else looks for such parts.
    """
    document = canvas._doc  # noqa: SLF001 - the writer has no public door to what is not on a page
    document.__dict__.clear()
    canvas.__dict__.clear()


def _information(title: str, _document: Any) -> bytes:
    said = (("Title", title), ("Creator", MAKER), ("Producer", MAKER))
    lines = " ".join(f"/{name} {text_string(words)}" for name, words in said)
    return f"<< {lines} >>".encode("ascii")
