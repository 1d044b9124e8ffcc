"""A wrong line is struck through with a reason: asked for once, kept while it is typed."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from kapdesk.ui.controls import QuietButton
from kapdesk.ui.note import Composer, NoteField


class StrikeLine(QWidget):
    """The quiet act, and the line for the reason that opens under it."""

    struck = Signal(str)  # the reason

    def __init__(self, parent: QWidget | None = None) -> None:
        """Stand closed."""
        super().__init__(parent)
        self.reason = Composer("Why it is struck through", "Enter strikes", several_lines=False)
        self.button = QuietButton("Strike through")
        self._why = NoteField(
            "Why it is struck through", "Enter strikes; the words stay to be read", note=self.reason
        )
        self._why.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.button, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self._why)
        # Connect Signals
        self.button.clicked.connect(self.ask_why)
        self.reason.composed.connect(self.struck)

    def ask_why(self) -> None:
        """Open the line for the reason, with the keyboard in it."""
        self.open()
        self.reason.setFocus(Qt.FocusReason.OtherFocusReason)

    def open(self) -> None:
        """Open the line for a reason that was begun; the keyboard stays where it is."""
        self._why.show()
        self.button.hide()
