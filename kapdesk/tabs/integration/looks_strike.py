"""A wrong line is struck through with a reason; the quiet act, and the line that opens under it."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from kapdesk.ui.controls import QuietButton
from kapdesk.ui.note import Composer, NoteField


class StrikeLine(QWidget):
    """Struck through with a reason, once; what is struck stays to be read."""

    struck = Signal(str)  # the reason

    def __init__(self, of: str, parent: QWidget | None = None) -> None:
        """Stand closed; `of` are the words that would be struck."""
        super().__init__(parent)
        self.button = QuietButton("Strike through", small=True)
        self.button.setAccessibleName(f"Strike through: {of}")
        self.reason = Composer("Why it is struck through", "Enter strikes", several_lines=False)
        self._why = NoteField(
            "Why it is struck through", "Enter strikes; the words stay to be read", note=self.reason
        )
        self._why.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.button, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self._why)
        # Connect Signals
        self.button.clicked.connect(self._ask)
        self.reason.composed.connect(self.struck)

    def open_if_begun(self) -> None:
        """Open the line where a reason was begun; the keyboard stays where it is."""
        if self.reason.text().strip():
            self.button.hide()
            self._why.show()

    def _ask(self) -> None:
        self.button.hide()
        self._why.show()
        self.reason.setFocus(Qt.FocusReason.OtherFocusReason)
