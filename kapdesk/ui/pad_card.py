"""The numeric pad as it lies on the keyboard, with what each key does; for the sheet of keys."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QVBoxLayout, QWidget

from kapdesk.ui import theme

#: Where each key lies: row, column, rows and columns it takes.
_PLACES = {
    "/": (0, 1, 1, 1), "*": (0, 2, 1, 1), "-": (0, 3, 1, 1),
    "7": (1, 0, 1, 1), "8": (1, 1, 1, 1), "9": (1, 2, 1, 1), "+": (1, 3, 2, 1),
    "4": (2, 0, 1, 1), "5": (2, 1, 1, 1), "6": (2, 2, 1, 1),
    "1": (3, 0, 1, 1), "2": (3, 1, 1, 1), "3": (3, 2, 1, 1), "Enter": (3, 3, 2, 1),
    "0": (4, 0, 1, 2), ".": (4, 2, 1, 1),
}  # fmt: skip
_CELL = 76  # px at 100 %: one key
_LEGEND = (
    "Dosing, after the dose. Num Lock may be on or off.",
    "A key that is held opens the words of its moment.",
    "Where one writes the keys are figures; with Ctrl they stamp there too (not + − Enter).",
    "In the list: Enter puts right, F4 changes whose words, Delete strikes with a reason.",
    "In a line: F4 changes whose words, Esc goes back to the list.",
)


@dataclass(frozen=True, slots=True)
class PadKey:
    """One key of the pad and its words; both as they are shown."""

    sign: str
    words: str


class PadCard(QWidget):
    """Sixteen keys in their places; one that does nothing stands empty."""

    def __init__(self, keys: Sequence[PadKey], parent: QWidget | None = None) -> None:
        """Draw the pad."""
        super().__init__(parent)
        theme.give_role(self, "clear")
        words = {key.sign: key.words for key in keys}
        grid = QGridLayout()
        grid.setSpacing(theme.px(6))
        grid.addWidget(self._cell("Num", "", 1, 1), 0, 0)
        for sign, (row, column, high, wide) in _PLACES.items():
            grid.addWidget(self._cell(sign, words.get(sign, ""), high, wide), row, column, high, wide)
        for column in range(4):
            grid.setColumnStretch(column, 1)
        column_of_all = QVBoxLayout(self)
        column_of_all.setContentsMargins(0, 0, 0, 0)
        column_of_all.setSpacing(theme.px(4))
        column_of_all.addWidget(self._label("Numeric pad", "title"))
        column_of_all.addLayout(grid)
        for line in _LEGEND:
            column_of_all.addWidget(self._label(line, "hint"))
        column_of_all.addStretch(1)

    def _cell(self, sign: str, words: str, high: int, wide: int) -> QFrame:
        cell = QFrame(self)
        theme.give_role(cell, "chip")
        gap = theme.px(6)
        side = theme.px(_CELL)
        cell.setMinimumSize(side * wide + gap * (wide - 1), theme.px(52) * high + gap * (high - 1))
        inside = QVBoxLayout(cell)
        inside.setContentsMargins(theme.px(6), theme.px(4), theme.px(4), theme.px(4))
        inside.setSpacing(0)
        inside.addWidget(self._label(sign, "muted"))
        inside.addWidget(self._label(words, "small"))
        inside.addStretch(1)
        cell.setAccessibleName(f"Key {sign}: {words or 'nothing'}")
        return cell

    def _label(self, words: str, role: str) -> QLabel:
        label = QLabel(words, self)
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setWordWrap(True)
        theme.give_role(label, role)
        return label
