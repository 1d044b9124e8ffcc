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
MOST, LONGEST = 4, 15.0  # how many whole records are made at most, and seconds after which none is begun


def summary(ground: Ground) -> Taken:
    """Make a session summary, in turn with its words on bare pages."""

    def ours() -> bytes:
        return documents.session_summary(ground.record, ground.session, paper=Paper.A4).pdf

    floor = timed(partial(_bare, _words(ours())))
    return alternate(timed(ours), floor, most=20, least=3, seconds=6)


def whole(ground: Ground) -> Taken:
    """Make a whole record, in turn with its words on bare pages; told for one page.

    It has many hundred pages: the first one made counts, and more are made only where that took seconds.
    """
    made: list[bytes] = []

    def ours() -> None:
        made.append(documents.make(ground.record, "whole", ground.longest.client, None, paper=Paper.A4).pdf)

    values = [timed(ours)()]
    pages = _words(made[0])
    floor = timed(partial(_bare, pages))
    floors = [floor()]
    while len(values) < MOST and sum(values) + sum(floors) < LONGEST:
        values.append(timed(ours)())
        floors.append(floor())
    ground.more[WHOLE.name] = {"pages": len(pages)}
    return Taken(tuple(values), tuple(floors)).per(len(pages))


def _words(pdf: bytes) -> list[list[str]]:
    """Return the lines of each page of a finished document."""
    from pypdfium2 import PdfDocument

    document = PdfDocument(pdf)
    try:
        return [page.get_textpage().get_text_range().splitlines() for page in document]
    finally:
        document.close()


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
