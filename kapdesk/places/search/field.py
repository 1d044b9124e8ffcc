"""The field where one types what is looked for: nothing is proposed, and nothing of it stays."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

_LONGEST = 500  # characters; nobody looks for more, and a whole note that was pasted is no question


class SearchField(QLineEdit):
    """Down goes on to what was found; Esc empties the field, and leaves the page once it is empty."""

    went_down = Signal()
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        """Stand empty."""
        super().__init__(parent)
        self.setAccessibleName("Search every text of the record")
        self.setClearButtonEnabled(True)
        self.setMaxLength(_LONGEST)
        hints = Qt.InputMethodHint
        self.setInputMethodHints(
            hints.ImhSensitiveData | hints.ImhNoPredictiveText | hints.ImhNoAutoUppercase
        )

    def keyPressEvent(self, arg__1: QKeyEvent) -> None:
        """Take the keys that lead elsewhere."""
        if arg__1.key() == Qt.Key.Key_Down:
            self.went_down.emit()
        elif arg__1.key() == Qt.Key.Key_Escape:
            self._escape()
        else:
            super().keyPressEvent(arg__1)

    def forget(self) -> None:
        """Empty the field so that no undo brings anything back."""
        blocked = self.blockSignals(True)  # noqa: FBT003 - Qt's own signature
        self.setText("")
        self.blockSignals(blocked)

    def _escape(self) -> None:
        if self.text():
            self.clear()
        else:
            self.left.emit()
