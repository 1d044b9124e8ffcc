"""A page that is shown and printed but never saved: the recovery sheet."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from kapdesk.ui.controls import PlainButton
from kapdesk.ui.preview import Preview
from kapdesk.ui.theme import px


class PaperDialog(QDialog):
    """Shows a page from memory; it can be printed, and is gone when the dialog closes."""

    def __init__(self, pdf: bytes, parent: QWidget) -> None:
        """Show a document from its bytes."""
        super().__init__(parent)
        self.setWindowTitle("kapdesk")
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.preview = Preview(self)
        self.preview.save_button.hide()
        close = PlainButton("Close", small=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(px(16), px(16), px(16), px(16))
        column.addWidget(self.preview, 1)
        column.addWidget(close, 0, Qt.AlignmentFlag.AlignRight)
        self.resize(min(parent.width(), px(760)), int(parent.height() * 0.9))
        # Connect Signals
        close.clicked.connect(self.reject)
        self.finished.connect(self._let_go)
        self.preview.show_pdf(pdf)
        self.preview.print_button.setFocus()

    def _let_go(self, _result: int) -> None:
        self.preview.clear()
