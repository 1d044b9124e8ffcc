"""The calm question for the passphrase, before something that cannot be left to an open screen."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QVBoxLayout, QWidget

from kapdesk.ui import theme
from kapdesk.ui.controls import PlainButton
from kapdesk.ui.secret import Entry

_WIDTH = 420


class ConfirmSheet(QDialog):
    """Asks who sits there for the passphrase again; Esc goes back and nothing was done."""

    entered = Signal(str)

    def __init__(self, title: str, parent: QWidget, *, is_rehearsal: bool = False) -> None:
        """Say what it is asked for; a practice room keeps no secret and asks for a press only."""
        super().__init__(parent)
        self.setWindowTitle("kapdesk")
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setPalette(QApplication.palette())
        self.setBackgroundRole(QPalette.ColorRole.Window)
        self.setAutoFillBackground(True)
        self.setAccessibleName(title)
        head = QLabel(title)
        head.setWordWrap(True)
        theme.give_role(head, "name")
        self.entry = Entry("Your passphrase", "Confirm", self)
        if is_rehearsal:
            self.entry.offer("Confirm")
        self.back = PlainButton("Go back")
        column = QVBoxLayout(self)
        column.setContentsMargins(*[theme.px(24)] * 4)
        column.setSpacing(theme.px(16))
        for part in (head, self.entry):
            column.addWidget(part)
        column.addWidget(self.back, 0, Qt.AlignmentFlag.AlignLeft)
        self.setMinimumWidth(theme.px(_WIDTH))
        # Connect Signals
        self.entry.entered.connect(self.entered)
        self.entry.cancel_asked.connect(self.reject)
        self.back.clicked.connect(self.reject)

    def refuse(self, sentence: str, pause: int) -> None:
        """Say why not; the next try has to wait for so many seconds."""
        self.entry.refuse(sentence, pause=pause)
        self._fit()

    def ask(self) -> None:
        """Show the question over its page, dressed before it is seen, the caret in it."""
        self.ensurePolished()
        self.adjustSize()
        self._fit()
        self.open()
        self.entry.setFocus()

    def _fit(self) -> None:
        """Be as tall as the words need at this width, whatever the size of the text."""
        self.resize(self.width(), max(self.heightForWidth(self.width()), self.minimumSizeHint().height()))
