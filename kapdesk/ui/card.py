"""Cards, rows and what stands in an empty one; the columns they stand in come by the same door."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)  # fmt: skip

from kapdesk.ui.appearing import appear
from kapdesk.ui.beside import Beside
from kapdesk.ui.columns import GAP, Columns, ScrollPage
from kapdesk.ui.theme import give_role

__all__ = ["Card", "Columns", "EmptyState", "Row", "Rows", "ScrollPage", "rule"]


def _label(text: str, role: str, *, wraps: bool = True) -> QLabel:
    label = QLabel(text)
    label.setTextFormat(Qt.TextFormat.PlainText)
    give_role(label, role)
    label.setWordWrap(wraps)
    appear(label, shown=bool(text))
    return label


class Card(QFrame):
    """A card: what it is about, a quiet word beside it, and its body."""

    def __init__(
        self, title: str = "", subtitle: str = "", *, emphasis: bool = False, parent: QWidget | None = None
    ) -> None:
        """Lay out an empty card; `emphasis` draws its border in the accent."""
        super().__init__(parent)
        give_role(self, "card", open="true" if emphasis else "false")
        self._title = _label(title, "title", wraps=False)
        self._subtitle = _label(subtitle, "hint")
        self.head = QHBoxLayout()
        self.head.setSpacing(12)
        self.head.addWidget(self._title)
        self.head.addWidget(self._subtitle, 1)
        self.body = QVBoxLayout()
        self.body.setSpacing(8)
        column = QVBoxLayout(self)
        column.setContentsMargins(GAP, GAP, GAP, GAP)
        column.setSpacing(8)
        column.addLayout(self.head)
        column.addLayout(self.body, 1)
        self.setAccessibleName(title)

    def add(self, widget: QWidget, stretch: int = 0) -> None:
        """Put a widget under the others."""
        self.body.addWidget(widget, stretch)

    def fill(self) -> None:
        """Keep what is in the card at its top."""
        self.body.addStretch(1)

    def set_title(self, title: str) -> None:
        """Say what the card is about."""
        self._title.setText(title)
        self._title.setVisible(bool(title))
        self.setAccessibleName(title)

    def set_subtitle(self, subtitle: str, *, tone: str = "hint") -> None:
        """Say the quiet word beside the title; `tone` is a role such as `caution`."""
        self._subtitle.setText(subtitle)
        self._subtitle.setVisible(bool(subtitle))
        give_role(self._subtitle, tone)


class Row(QWidget):
    """One line of a list: a name, a quiet second line, and what can be done at its right."""

    def __init__(
        self, name: str, second: str = "", *, strong: bool = False, parent: QWidget | None = None
    ) -> None:
        """Lay out the two lines; `strong` sets the name in bold."""
        super().__init__(parent)
        self._name = _label(name, "strong" if strong else "value")
        self._second = _label(second, "muted")
        words = QWidget()
        self._words = QVBoxLayout(words)
        self._words.setContentsMargins(0, 0, 0, 0)
        self._words.setSpacing(2)
        self._words.addWidget(self._name)
        self._words.addWidget(self._second)
        self._line = Beside(self)
        self._line.setContentsMargins(0, 8, 0, 8)
        self._line.addWidget(words)

    def add(self, widget: QWidget) -> None:
        """Put a button or a sign at the right, or under the words where these need the room."""
        self._line.addWidget(widget)

    def add_below(self, widget: QWidget) -> None:
        """Put a sign under the words."""
        self._words.addWidget(widget)

    def set_texts(self, name: str, second: str = "") -> None:
        """Say both lines anew."""
        self._name.setText(name)
        self._second.setText(second)
        self._second.setVisible(bool(second))


class Rows(QWidget):
    """Rows under each other with one thin rule between them."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Start with no rows."""
        super().__init__(parent)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)

    def show_rows(self, rows: list[QWidget]) -> None:
        """Show these rows in place of the old ones."""
        while (item := self._column.takeAt(0)) is not None:
            old = item.widget()
            if old is not None:
                old.hide()
                old.deleteLater()
        for number, row in enumerate(rows):
            if number:
                self._column.addWidget(rule())
            self._column.addWidget(row)
            row.show()  # at once, so that the focus can be put on it


def rule() -> QFrame:
    """Return a thin horizontal rule."""
    line = QFrame()
    line.setFrameShape(QFrame.Shape.NoFrame)
    give_role(line, "rule")
    return line


class EmptyState(QWidget):
    """What belongs here, and the one next act."""

    chosen = Signal()

    def __init__(self, sentence: str, act: str = "", *, parent: QWidget | None = None) -> None:
        """Say what belongs here; `act` is the verb on the one button."""
        super().__init__(parent)
        self.button = QPushButton(act)
        appear(self.button, shown=bool(act))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 8, 0, 8)
        column.setSpacing(12)
        self._words = _label(sentence, "muted")
        column.addWidget(self._words)
        column.addWidget(self.button, 0, Qt.AlignmentFlag.AlignLeft)
        # Connect Signals
        self.button.clicked.connect(self._choose)

    def say(self, sentence: str, act: str = "") -> None:
        """Say another sentence, with another verb or none."""
        self._words.setText(sentence)
        self._words.setVisible(bool(sentence))
        self.button.setText(act)
        self.button.setVisible(bool(act))

    def _choose(self) -> None:
        self.chosen.emit()
