"""How far something long is, in the place where it was asked for, and a way to stop it."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QWidget

from kapdesk.ui.controls import QuietButton

HUNDRED = 100


class Progress(QWidget):
    """A bar and a Stop, there while work is under way; it takes the keyboard from nobody."""

    stopped = Signal()

    def __init__(self, what: str, parent: QWidget | None = None) -> None:
        """Stand hidden; `what` names the work to who does not see the bar."""
        super().__init__(parent)
        self.bar, self.stop = QProgressBar(), QuietButton("Stop", small=True)
        self.bar.setAccessibleName(f"{what}: how far it is")
        self.stop.setAccessibleName(f"{what}: stop it")
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.addWidget(self.bar, 1)
        line.addWidget(self.stop)
        # Connect Signals
        self.stop.clicked.connect(self.stopped)
        self.hide()

    def begin(self) -> None:
        """Show that work is under way, how far is not known yet."""
        self.bar.setRange(0, 0)
        self.stop.setEnabled(True)
        self.show()

    def move_to(self, number: int, of: int) -> None:
        """Show how far it is, in hundredths."""
        self.bar.setRange(0, HUNDRED)
        self.bar.setValue(HUNDRED * number // max(of, 1))

    def end(self) -> None:
        """Go: the work is done, or stopped."""
        self.hide()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Stop on Escape while the keyboard is in here."""
        if event.key() == Qt.Key.Key_Escape:
            self.stopped.emit()
            return
        super().keyPressEvent(event)
