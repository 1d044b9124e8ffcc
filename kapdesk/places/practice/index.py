"""What there is in Practice, in one row over it: a press goes there."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from kapdesk.ui.columns import Columns
from kapdesk.ui.controls import QuietButton
from kapdesk.ui.flow import Flow


class Index(QWidget):
    """A row of names; each leads to the head of its card, and the keyboard with it."""

    def __init__(self, columns: Columns, cards: Sequence[tuple[str, QWidget]]) -> None:
        """Name what is shown to this role."""
        super().__init__()
        self.setAccessibleName("What there is in Practice")
        self._columns = columns
        inside = QWidget()
        line = Flow(inside, gap=4)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 0)
        column.addWidget(inside)
        self.buttons: list[QuietButton] = []
        for name, card in cards:
            if card.isHidden() and card.testAttribute(Qt.WidgetAttribute.WA_WState_ExplicitShowHide):
                continue
            button = QuietButton(name, small=True)
            button.clicked.connect(partial(self._go, card))
            line.addWidget(button)
            self.buttons.append(button)

    def _go(self, card: QWidget) -> None:
        part = next(
            (
                part
                for part in card.findChildren(QWidget)
                if part.focusPolicy() & Qt.FocusPolicy.TabFocus and part.isVisible() and part.isEnabled()
            ),
            card,
        )
        part.setFocus(Qt.FocusReason.OtherFocusReason)
        self._columns.reveal(card)
