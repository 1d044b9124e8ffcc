"""A page of words: one document per text, lines with air, and only words come in or go out."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QMimeData, QSize
from PySide6.QtGui import QTextCursor, QTextDocument
from PySide6.QtWidgets import QPlainTextEdit, QSizePolicy, QWidget

from kapdesk.ui.airy import LINE, Airy
from kapdesk.ui.note_words import broken
from kapdesk.ui.theme import px


class _Reader:
    """Read one document for as long as anybody needs it, whatever the editor shows by then."""

    def __init__(self, document: QTextDocument) -> None:
        self._document = document

    def __call__(self) -> str:
        return self._document.toPlainText()


class TextPage(QPlainTextEdit):
    """Words in a document of their own: what is shown is never undone into what was shown before."""

    def __init__(self, *, lines: int, grows: bool, parent: QWidget | None = None) -> None:
        """Ask for a least height in lines; one that grows follows its text."""
        super().__init__(parent)
        self.document_in_use = self.document()
        self._lines, self._grows = lines, grows

    def show_document(self, text: str) -> QTextDocument:
        """Show a text in a document of its own and return it."""
        document = self._new_document(text)
        self.setDocument(document)
        self.document_in_use = document
        return document

    def reader(self) -> Callable[[], str]:
        """Return what reads the note shown now, for as long as it is held."""
        return _Reader(self.document_in_use)

    def text(self) -> str:
        """Return the note as it stands."""
        return self.document_in_use.toPlainText()

    def caret(self) -> int:
        """Return where the caret stands, in characters from the start."""
        return self.textCursor().position()

    def set_caret(self, position: int) -> None:
        """Put the caret back where it stood."""
        cursor = self.textCursor()
        cursor.setPosition(max(0, min(position, self.document_in_use.characterCount() - 1)))
        self.setTextCursor(cursor)

    def insert_as_one(self, text: str) -> None:
        """Put a text in at the caret so that one undo takes it out again."""
        cursor = self.textCursor()
        cursor.beginEditBlock()
        cursor.insertText(text)
        cursor.endEditBlock()
        self.setTextCursor(cursor)
        self.ensureCursorVisible()

    def replace_all(self, text: str) -> None:
        """Put another text in place of the whole, so that one undo brings this one back."""
        cursor = QTextCursor(self.document_in_use)
        cursor.beginEditBlock()
        cursor.select(QTextCursor.SelectionType.Document)
        cursor.insertText(self._tidy(text))
        cursor.endEditBlock()
        self.setTextCursor(cursor)

    def createMimeDataFromSelection(self) -> QMimeData:
        """Give the clipboard words only."""
        data = QMimeData()
        data.setText(self.textCursor().selection().toPlainText())
        return data

    def insertFromMimeData(self, source: QMimeData) -> None:
        """Paste words only, a very long paragraph broken at a space so that typing stays quick."""
        if source.hasText() and not self.isReadOnly():
            self.insert_as_one(self._tidy(source.text()))

    def sizeHint(self) -> QSize:
        """Ask for the least number of lines."""
        return QSize(px(320), self._height_of(self._lines))

    def minimumSizeHint(self) -> QSize:
        """Never be smaller than the least number of lines."""
        return QSize(px(120), self._height_of(self._lines))

    def _new_document(self, text: str) -> QTextDocument:
        document = QTextDocument()
        layout = Airy(document)
        document.setDocumentLayout(layout)
        document.setDefaultFont(self.font())
        document.setUndoRedoEnabled(False)
        document.setPlainText(text)
        document.setUndoRedoEnabled(True)
        document.setModified(False)
        return document

    def _tidy(self, text: str) -> str:
        lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
        return "\n".join(part for line in lines for part in broken(line))

    def changeEvent(self, e: QEvent) -> None:
        """Follow the type size of the program."""
        super().changeEvent(e)
        if e.type() == QEvent.Type.FontChange:
            self.updateGeometry()
            self._fit()

    def _height_of(self, lines: int) -> int:
        return lines * px(LINE) + px(22)

    def _fit(self) -> None:
        if self._grows:
            lines = round(self.document_in_use.documentLayout().documentSize().height())
            self.setMinimumHeight(self._height_of(max(self._lines, lines)))
            self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
