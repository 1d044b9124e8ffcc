"""Papers: a session summary and a client's whole record, beside ReportLab setting the same words."""

from functools import partial
from io import BytesIO
from typing import Any

from kapdesk.bench.figures import About, Taken, alternate, timed
from kapdesk.bench.ground import Ground
from kapdesk.reports.paper import Paper
from kapdesk.services import documents

SUMMARY = About(
    "session-summary-pdf", "the session summary from the record to finished, looked-at bytes, warm",
    "Platypus setting the same words on as many pages, fonts embedded", 2.0,
)  # fmt: skip
WHOLE = About(
    "whole-record-pdf", "the whole record of a client with 50 sessions, from the record to bytes: one page",
    "Platypus setting the same words on as many pages, fonts embedded: one page", 2.0,
)  # fmt: skip
FONT = "kapdesk-bench"
SIZE = 9


def summary(ground: Ground) -> Taken:
    """Make a session summary, in turn with its words on bare pages."""

    def ours() -> bytes:
        return documents.session_summary(ground.record, ground.session, paper=Paper.A4).pdf

    return _beside(ours, most=20, least=3, seconds=8)


def whole(ground: Ground) -> Taken:
    """Make a whole record, in turn with its words on bare pages; told for one page."""
    client = ground.longest.client

    def ours() -> bytes:
        return documents.make(ground.record, "whole", client, None, paper=Paper.A4).pdf

    ground.known["whole-pages"] = len(_words(ours()))
    return _beside(ours, most=3, least=2, seconds=20).per(ground.known["whole-pages"])


def _beside(ours: Any, *, most: int, least: int, seconds: float) -> Taken:
    pages = _words(ours())
    return alternate(timed(ours), timed(partial(_bare, pages)), most=most, least=least, seconds=seconds)


def _words(pdf: bytes) -> list[list[str]]:
    """Return the lines of each page of a finished document."""
    from kapdesk.reports.pdf import inspect

    return [text.splitlines() for text in inspect(pdf).texts]


def _bare(pages: list[list[str]]) -> bytes:
    """Set lines on as many pages with Platypus, each line a paragraph in an embedded font."""
    from xml.sax.saxutils import escape

    from reportlab.lib.pagesizes import A4
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.pdfbase import pdfmetrics, ttfonts
    from reportlab.platypus import PageBreak, Paragraph, SimpleDocTemplate

    from kapdesk.domain.resources import resource_folder

    known: Any = pdfmetrics
    known.registerFont(ttfonts.TTFont(FONT, str(resource_folder() / "fonts" / "NotoSans-Regular.ttf")))
    style = ParagraphStyle("plain", fontName=FONT, fontSize=SIZE, leading=SIZE + 1)
    story: list[Any] = []
    for lines in pages:
        story += [Paragraph(escape(line), style) for line in lines] + [PageBreak()]
    out = BytesIO()
    SimpleDocTemplate(out, pagesize=A4, leftMargin=36, rightMargin=36, topMargin=24, bottomMargin=24).build(
        story
    )
    return out.getvalue()
