"""One quiet line over a page whose telephone numbers were last tried long ago, and the way to try them."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from kapdesk.services.printed_numbers import TryAgain
from kapdesk.ui.controls import QuietButton
from kapdesk.ui.said import Said
from kapdesk.ui.signs import Sign


class OldNumbers(QWidget):
    """Names the numbers on the page that are to be tried again; hidden where there are none."""

    asked = Signal()  # to be taken to where numbers are tried

    def __init__(self, parent: QWidget | None = None) -> None:
        """Start with nothing to say."""
        super().__init__(parent)
        self.said, self.there = Said(), QuietButton("Try them in Practice", small=True)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.addWidget(self.said, 1)
        line.addWidget(self.there, 0, Qt.AlignmentFlag.AlignTop)
        self.hide()
        # Connect Signals
        self.there.clicked.connect(self._ask)

    def show_numbers(self, old: TryAgain) -> None:
        """Say which numbers on the page are old; none of it keeps the page from being printed."""
        named = ", ".join(one.label for one in old.lines)
        sentence = f"On this page, last tried more than {old.after} days ago: {named}." if named else ""
        self.setVisible(bool(sentence))
        self.said.say(sentence, Sign.DUE)

    def _ask(self) -> None:
        self.asked.emit()
