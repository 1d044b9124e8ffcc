"""A card that is one line until it is wanted, so that the page beside it has the room."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from kapdesk.ui.appearing import appear
from kapdesk.ui.card import Card
from kapdesk.ui.controls import PlainButton


class FoldedCard(Card):
    """A card of one line with a button that opens it; what is inside keeps what was typed."""

    def __init__(self, title: str, about: str, parent: QWidget | None = None) -> None:
        """Stand folded; `about` is said beside the title while the card is open."""
        super().__init__(title, "", parent=parent)
        self._about, self._folded_words = about, ""
        self.button = PlainButton("Open", small=True)
        self.button.setCheckable(True)
        self.head.addWidget(self.button, 0, Qt.AlignmentFlag.AlignTop)
        self._inside = QWidget()
        self.inside = QVBoxLayout(self._inside)
        self.inside.setContentsMargins(0, 0, 0, 0)
        self.inside.setSpacing(8)
        self.add(self._inside)
        self._fold()
        # Connect Signals
        self.button.toggled.connect(self._fold)

    def unfold(self) -> None:
        """Open the card where it is not open."""
        self.button.setChecked(True)

    def say_folded(self, words: str) -> None:
        """Say what stands inside, while the card is folded."""
        self._folded_words = words
        self._fold()

    def _fold(self) -> None:
        is_open = self.button.isChecked()
        act = "Fold" if is_open else "Open"
        self.button.setText(act)
        self.button.setAccessibleName(f"{act}: {self.accessibleName()}")
        appear(self._inside, shown=is_open)
        self.set_subtitle(self._about if is_open else self._folded_words)
