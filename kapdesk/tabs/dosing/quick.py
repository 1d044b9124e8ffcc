"""The commonest untoward things under one key each: a figure or a touch records it."""

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QWidget

from kapdesk.tabs.dosing.lines import KeyButton
from kapdesk.ui.controls import Option
from kapdesk.ui.theme import px

_ACROSS = 3


class QuickKinds(QWidget):
    """Keys with a figure each; while one of them has the focus the figures are its own, the pad's too."""

    chosen = Signal(str)
    left = Signal()

    def __init__(self, kinds: list[Option], parent: QWidget | None = None) -> None:
        """Offer these kinds; the first stands under 1."""
        super().__init__(parent)
        self.setAccessibleName("What happened, by one key")
        self.setProperty("figures", "own")  # so that the pad leaves them to this list
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(px(6))
        self.buttons: dict[str, KeyButton] = {}
        for place, kind in enumerate(kinds):
            button = KeyButton(str(place + 1), kind.label)
            button.setAccessibleDescription(f"Key {place + 1}: records it with the time it began")
            button.setProperty("figures", "own")
            button.clicked.connect(partial(self._choose, kind.id))
            self.buttons[kind.id] = button
            grid.addWidget(button, place // _ACROSS, place % _ACROSS)
        for column in range(_ACROSS):
            grid.setColumnStretch(column, 1)
        first = next(iter(self.buttons.values()), None)
        if first is not None:
            self.setFocusProxy(first)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take a figure for the key under it, and Esc for none of them."""
        place = event.key() - Qt.Key.Key_1.value
        kinds = list(self.buttons)
        if 0 <= place < len(kinds):
            self._choose(kinds[place])
        elif event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def _choose(self, kind: str) -> None:
        self.chosen.emit(kind)
