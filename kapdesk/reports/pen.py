"""The hand that writes on paper: words, rules, marks for the screen reader, one page after another."""

from collections.abc import Sequence
from io import BytesIO
from itertools import pairwise
from threading import Lock
from typing import Any

from kapdesk.reports import closing
from kapdesk.reports.fonts import body_face, load
from kapdesk.reports.tags import Mark, Node, lay_over
from kapdesk.reports.text import Line, Piece

RULE = 0.5  # points; the only line weight on paper
RULE_GREY = 0.55
WATERMARK_GREY = 0.93

FURNITURE = Node("Artifact")
"""What is on a page and not part of what it says."""

_writing = Lock()  # fonts read from one open file while they are cut down for a document


class Pen:
    """Writes one document of pages of one size (points), from the bottom left corner."""

    def __init__(self, size: tuple[float, float], title: str, language: str) -> None:
        """Take a fresh sheet."""
        from reportlab import rl_config
        from reportlab.pdfgen import canvas

        setattr(rl_config, "useA85", 0)  # noqa: B010 - untyped; pages need not be letters, which take a quarter more
        self.size = size
        self._title = title
        new: Any = canvas.Canvas
        self._canvas: Any = new(
            BytesIO(), pagesize=size, invariant=1, initialFontName=body_face().name, lang=language
        )
        self._canvas.setViewerPreference("DisplayDocTitle", "true")
        self._page = 0
        self._marks = 0
        self._depth = -1
        self._open: Node | None = None

    def begin(self, node: Node) -> None:
        """Let what follows belong to a node, or to the page's furniture."""
        if node is self._open:
            return
        self.end()
        if node is FURNITURE:
            self._canvas.addLiteral("/Artifact BMC")
        else:
            self._canvas.addLiteral(f"/{node.role} <</MCID {self._marks}>> BDC")
            node.kids.append(Mark(self._page, self._marks))
            self._marks += 1
        self._open = node

    def end(self) -> None:
        """Close the node that is open."""
        if self._open is not None:
            self._canvas.addLiteral("EMC")
        self._open = None

    def write(self, line: Line, left: float, baseline: float, size: float, width: float) -> None:
        """Write a line at its left edge, or at the right edge of `width` where it reads from the right."""
        inset = line.inset * size / 1000
        left += width - line.width * size / 1000 - inset if line.right_to_left else inset
        for piece in line.pieces:
            left = self._piece(piece, left, baseline, size)

    def _piece(self, piece: Piece, left: float, baseline: float, size: float) -> float:
        """Write the signs of one font and return where the next begin."""
        self._canvas.setFont(piece.face.name, size)
        self._canvas.drawString(left, baseline, piece.text)
        right = left + piece.width * size / 1000
        if piece.struck:
            self._canvas.setLineWidth(0.07 * size)
            self._canvas.setStrokeGray(0)
            self._canvas.line(left, baseline + 0.28 * size, right, baseline + 0.28 * size)
        return right

    def rule(self, left: float, right: float, height: float, *, dashed: bool = False) -> None:
        """Draw a thin line across, as furniture."""
        self.begin(FURNITURE)
        self._stroke(dashed=dashed)
        self._canvas.line(left, height, right, height)

    def bar(self, left: float, top: float, bottom: float, *, dashed: bool = False) -> None:
        """Draw a thin line down, as furniture."""
        self.begin(FURNITURE)
        self._stroke(dashed=dashed)
        self._canvas.line(left, bottom, left, top)

    def _stroke(self, *, dashed: bool) -> None:
        """Set the one line weight."""
        self._canvas.setLineWidth(RULE)
        self._canvas.setStrokeGray(RULE_GREY)
        self._canvas.setDash([3, 3] if dashed else [])

    def stroke(self, points: Sequence[tuple[float, float]], *, grey: float = 0.0, width: float = 1.0) -> None:
        """Draw a line through points, as part of the drawing that is open."""
        self._canvas.setLineWidth(width)
        self._canvas.setStrokeGray(grey)
        self._canvas.setDash([])
        for start, end in pairwise(points):
            self._canvas.line(*start, *end)

    def shape(self, points: Sequence[tuple[float, float]], *, filled: bool) -> None:
        """Draw a small closed shape, as part of the drawing that is open."""
        path = self._canvas.beginPath()
        path.moveTo(*points[0])
        for point in points[1:]:
            path.lineTo(*point)
        path.close()
        self._canvas.setLineWidth(RULE * 1.6)
        self._canvas.setStrokeGray(0)
        self._canvas.setFillGray(0)
        self._canvas.drawPath(path, stroke=1, fill=int(filled))

    def ring(self, x: float, y: float, radius: float) -> None:
        """Draw a small ring, as part of the drawing that is open."""
        self._canvas.setLineWidth(RULE * 1.6)
        self._canvas.setStrokeGray(0)
        self._canvas.circle(x, y, radius, stroke=1, fill=0)

    def watermark(self, words: str, bottom: float) -> None:
        """Write pale words across the page above `bottom`, under everything else."""
        self.begin(FURNITURE)
        wide, high = self.size[0], self.size[1] - bottom
        face = load("NotoSans-Bold.ttf")
        size = min(96.0, 1.05 * min(wide, high) * 1000 / sum(face.widths[ord(sign)] for sign in words))
        self._canvas.saveState()
        self._canvas.setFillGray(WATERMARK_GREY)
        self._canvas.translate(wide / 2, bottom + high / 2)
        self._canvas.rotate(45)
        self._canvas.setFont(face.name, size)
        self._canvas.drawCentredString(0, -size / 3, words)
        self._canvas.restoreState()

    def bookmark(self, words: str, level: int, height: float) -> None:
        """Let the reader jump here from the list of headings; no level of the list is skipped."""
        self._depth = level = min(level, self._depth + 1)
        key = f"p{self._page}-{self._marks}-{level}"
        self._canvas.bookmarkHorizontalAbsolute(key, height)
        self._canvas.addOutlineEntry(words, key, level=level, closed=0)

    def turn(self) -> None:
        """End this page and begin the next."""
        self.end()
        self._canvas.showPage()
        self._page += 1
        self._marks = 0

    def close(self, root: Node) -> bytes:
        """End the last page and return the whole document, tagged."""
        self.turn()
        document = self._canvas._doc  # noqa: SLF001 - the writer has no public door to what is not on a page
        closing.sign(document, self._title)
        with _writing:
            closing.embed_fonts(document)
        lay_over(document, root, self._page)
        pdf: bytes = self._canvas.getpdfdata()
        closing.let_go(self._canvas)
        return closing.anonymous(pdf)
