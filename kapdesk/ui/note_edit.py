"""Where people write: one document per note, so that undo never crosses from one note into another."""

from collections.abc import Callable
from enum import StrEnum

from PySide6.QtCore import QEvent, QMimeData, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QAction,
    QContextMenuEvent,
    QFocusEvent,
    QKeyEvent,
    QKeySequence,
    QTextBlock,
    QTextDocument,
    QTextLayout,
)  # fmt: skip
from PySide6.QtWidgets import (
    QMenu,
    QPlainTextDocumentLayout,
    QPlainTextEdit,
    QSizePolicy,
    QWidget,
)  # fmt: skip

from kapdesk.ui.theme import give_role, px

LINE = 26  # px from line to line at 100 %
BLOCK = 2000  # bytes of one pasted paragraph; longer ones make each key stroke slow


class Voice(StrEnum):
    """Whose words a text holds."""

    CLIENT = "client"
    OBSERVER = "observer"
    NONE = ""

    @property
    def label(self) -> str:
        """Return the word that stands over such a text."""
        return {"client": "Client’s words", "observer": "Observer"}.get(self.value, "")


class _Reader:
    """Read one document for as long as anybody needs it, whatever the editor shows by then."""

    def __init__(self, document: QTextDocument) -> None:
        self._document = document

    def __call__(self) -> str:
        return self._document.toPlainText()


def broken(line: str) -> list[str]:
    """Break one paragraph into parts of at most 2 kB, at a space where there is one."""
    parts: list[str] = []
    while len(line.encode(errors="surrogatepass")) > BLOCK:
        end = BLOCK
        while len(line[:end].encode(errors="surrogatepass")) > BLOCK:
            end -= max(1, end // 8)
        at_space = line.rfind(" ", end // 2, end)
        end = at_space + 1 if at_space > 0 else end
        parts.append(line[:end].rstrip(" ") if at_space > 0 else line[:end])
        line = line[end:]
    return [*parts, line]


class _Airy(QPlainTextDocumentLayout):
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


class NoteEdit(QPlainTextEdit):
    """A quiet page to write on; what is loaded is never undone and never announced."""

    edited = Signal()
    left = Signal()  # the caret went elsewhere

    def __init__(
        self, label: str = "", hint: str = "", *, voice: Voice = Voice.NONE, lines: int = 3,
        grows: bool = False, parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        """Name the page for those who hear it; `lines` is the least height, `grows` follows the text."""
        super().__init__(parent)
        self.document_in_use = self.document()
        self._stamp: Callable[[], str] | None = None
        self._lines, self._grows = lines, grows
        self._voice = voice
        self._revision = 0
        self.setTabChangesFocus(True)
        self.setAcceptDrops(False)
        self.setAccessibleName(label)
        self.setAccessibleDescription(hint)
        give_role(self, voice.value or "note")
        self.ensurePolished()
        self.load("")
        # Connect Signals
        self.textChanged.connect(self._text_changed)

    def load(self, text: str) -> Callable[[], str]:
        """Show a stored text in a document of its own; return what reads that document from now on.

        Give the result to `Autosave.touched`: it keeps reading this note when another one is shown later.
        """
        was_blocked = self.blockSignals(True)  # noqa: FBT003 - Qt's own signature
        document = self._new_document(text)
        self.setDocument(document)
        self.document_in_use = document
        self._revision = document.revision()
        self.blockSignals(was_blocked)
        document.documentLayout().documentSizeChanged.connect(self._fit)
        self._fit()
        return self.reader()

    def reader(self) -> Callable[[], str]:
        """Return what reads the note shown now, for as long as it is held."""
        return _Reader(self.document_in_use)

    def text(self) -> str:
        """Return the note as it stands."""
        return self.document_in_use.toPlainText()

    def voice(self) -> Voice:
        """Return whose words these are."""
        return self._voice

    def set_voice(self, voice: Voice) -> None:
        """Show whose words these are, by bar, colour and the spoken description."""
        self._voice = voice
        give_role(self, voice.value or "note")

    def set_stamp(self, stamp: Callable[[], str]) -> None:
        """Let Ctrl+T put in what this returns: a clock time, or T+ since the dose."""
        self._stamp = stamp

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

    def insertFromMimeData(self, source: QMimeData) -> None:
        """Paste words only, a very long paragraph broken at a space so that typing stays quick."""
        if source.hasText() and not self.isReadOnly():
            self.insert_as_one(self._tidy(source.text()))

    def createMimeDataFromSelection(self) -> QMimeData:
        """Give the clipboard words only."""
        data = QMimeData()
        data.setText(self.textCursor().selection().toPlainText())
        return data

    def keyPressEvent(self, e: QKeyEvent) -> None:
        """Put in a time stamp on Ctrl+T; leave Ctrl+Tab to the window."""
        stamp_key = e.key() == Qt.Key.Key_T and e.modifiers() == Qt.KeyboardModifier.ControlModifier
        if stamp_key and self._stamp is not None and not self.isReadOnly():
            self.insert_as_one(self._stamp() + " ")
            return
        super().keyPressEvent(e)

    def focusOutEvent(self, e: QFocusEvent) -> None:
        """Say that the caret went elsewhere (not for a menu over the page)."""
        super().focusOutEvent(e)
        if e.reason() != Qt.FocusReason.PopupFocusReason:
            self.left.emit()

    def contextMenuEvent(self, e: QContextMenuEvent) -> None:
        """Offer what can be done with words here, and nothing that leaves the room."""
        menu = self.menu()
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(e.globalPos())

    def menu(self) -> QMenu:
        """Build the short menu of the page."""
        menu = QMenu(self)
        chosen, writable = self.textCursor().hasSelection(), not self.isReadOnly()
        keys = QKeySequence.StandardKey
        history = self.document_in_use
        for name, key, act, offered in (
            ("&Undo", keys.Undo, self.undo, writable and history.isUndoAvailable()),
            ("&Redo", keys.Redo, self.redo, writable and history.isRedoAvailable()),
            ("Cu&t", keys.Cut, self.cut, writable and chosen),
            ("&Copy", keys.Copy, self.copy, chosen),
            ("&Paste", keys.Paste, self.paste, writable and self.canPaste()),
            ("Select &all", keys.SelectAll, self.selectAll, True),
        ):
            action = QAction(name, menu)
            action.setShortcut(key)
            action.setEnabled(offered)
            action.triggered.connect(act)
            menu.addAction(action)
        return menu

    def sizeHint(self) -> QSize:
        """Ask for the least number of lines."""
        return QSize(px(320), self._height_of(self._lines))

    def minimumSizeHint(self) -> QSize:
        """Never be smaller than the least number of lines."""
        return QSize(px(120), self._height_of(self._lines))

    def _new_document(self, text: str) -> QTextDocument:
        document = QTextDocument()
        layout = _Airy(document)
        document.setDocumentLayout(layout)
        document.setDefaultFont(self.font())
        document.setUndoRedoEnabled(False)
        document.setPlainText(text)
        document.setUndoRedoEnabled(True)
        document.setModified(False)
        return document

    def _text_changed(self) -> None:
        if self.document_in_use.revision() != self._revision:
            self._revision = self.document_in_use.revision()
            self.edited.emit()

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
