"""Lines of text with air between them, which a plain text document cannot be asked for."""

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QTextBlock, QTextLayout
from PySide6.QtWidgets import QPlainTextDocumentLayout

from kapdesk.ui.theme import px

LINE = 26  # px from line to line at 100 %


class Airy(QPlainTextDocumentLayout):
    """Set lines 26 px apart (at 16 px type), which a plain text document cannot be asked for."""

    def blockBoundingRect(self, block: QTextBlock) -> QRectF:
        """Lay a paragraph out with air between its lines and return its place."""
        place = super().blockBoundingRect(block)
        layout = block.layout()
        step, lines = px(LINE), layout.lineCount()
        if not lines or not block.isVisible():
            return place
        above = (step - layout.lineAt(0).height()) / 2
        if round(layout.lineAt(lines - 1).y() - above) != (lines - 1) * step:
            _spread(layout, step, above)
        last = not block.next().isValid()
        place.setHeight(lines * step + (self.document().documentMargin() if last else 0))
        return place


def _spread(layout: QTextLayout, step: int, above: float) -> None:
    for number in range(layout.lineCount()):
        line = layout.lineAt(number)
        line.setPosition(QPointF(line.x(), number * step + above))
