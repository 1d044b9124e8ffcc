"""What the client's earlier sessions tell of coming back, looked at before the next dose."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget

from kapdesk.services.readiness_history import Learned
from kapdesk.ui.card import Card


class PastCard(Card):
    """One sentence for each route, only where something was recorded; history, not a promise."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Stand hidden: before the first session there is nothing to tell."""
        super().__init__("From past sessions", "from the dose, as recorded", parent=parent)
        self._words = QLabel()
        self._words.setWordWrap(True)
        self._words.setTextFormat(Qt.TextFormat.PlainText)
        self.add(self._words)
        self.hide()

    def show_past(self, learned: Sequence[Learned]) -> None:
        """Tell what was recorded, or stand hidden."""
        self._words.setText("\n".join(one.sentence for one in learned))
        self.setVisible(bool(learned))

    def text(self) -> str:
        """Return what is told."""
        return "" if self.isHidden() else self._words.text()
