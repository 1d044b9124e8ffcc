"""Who to call: the clinic's confirmed numbers, large, over whatever is on the screen; Esc puts them away."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QPoint, QSize, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QScrollBar, QVBoxLayout, QWidget

from kapdesk.domain.clock import show_date
from kapdesk.services.crisis import CrisisLine
from kapdesk.ui.card import Rows, ScrollPage
from kapdesk.ui.controls import PlainButton
from kapdesk.ui.theme import give_role, px

TITLE = "Who to call"
WIDTH, MARGIN = 520, 24  # px at 100 %
_STEPS = {
    Qt.Key.Key_Up: QScrollBar.SliderAction.SliderSingleStepSub,
    Qt.Key.Key_Down: QScrollBar.SliderAction.SliderSingleStepAdd,
    Qt.Key.Key_PageUp: QScrollBar.SliderAction.SliderPageStepSub,
    Qt.Key.Key_PageDown: QScrollBar.SliderAction.SliderPageStepAdd,
}


class CrisisCard(QDialog):
    """The numbers over the window; they scroll where they are many, and Close is never scrolled away."""

    def __init__(self, lines: Sequence[CrisisLine], over: QWidget) -> None:
        """Show these numbers in the order given."""
        super().__init__(over)
        self._over = over
        self.setWindowTitle("kapdesk")
        self.setAccessibleName(TITLE)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._content = QWidget()
        give_role(self._content, "clear")
        self.page = ScrollPage(self._content)
        self.page.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.close_it = PlainButton("Close")
        self.close_it.setDefault(True)
        self._lay_out(lines)
        # Connect Signals
        self.close_it.clicked.connect(self.reject)
        for key, step in _STEPS.items():
            QShortcut(QKeySequence(key), self).activated.connect(partial(self._scroll, step))

    def ask(self) -> None:
        """Show the card over its window, as high as its numbers need and the window allows."""
        self.ensurePolished()
        over = self._over
        self.resize(self._fit(over.size()))
        middle = QPoint((over.width() - self.width()) // 2, px(MARGIN))
        self.move(over.mapToGlobal(middle))
        self.open()
        self.close_it.setFocus(Qt.FocusReason.OtherFocusReason)

    def _fit(self, room: QSize) -> QSize:
        wide = min(px(WIDTH), room.width() - 2 * px(MARGIN))
        inside = wide - 2 * px(MARGIN) - self.page.verticalScrollBar().sizeHint().width()
        column, inner = self.layout(), self._content.layout()
        if column is None or inner is None:
            return self.sizeHint()
        least = inner.totalHeightForWidth(inside)
        rest = column.totalSizeHint().height() - self.page.sizeHint().height()
        return QSize(wide, min(rest + least, room.height() - 2 * px(MARGIN)))

    def _lay_out(self, lines: Sequence[CrisisLine]) -> None:
        title = QLabel(TITLE)
        give_role(title, "heading")
        inner = QVBoxLayout(self._content)
        inner.setContentsMargins(0, 0, 0, 0)
        rows = Rows()
        rows.show_rows([_line(line) for line in lines])
        inner.addWidget(rows if lines else _nothing())
        inner.addStretch(1)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(self.close_it)
        column = QVBoxLayout(self)
        column.setContentsMargins(*[px(MARGIN)] * 4)
        column.setSpacing(px(16))
        column.addWidget(title)
        column.addWidget(self.page, 1)
        column.addLayout(foot)

    def _scroll(self, step: QScrollBar.SliderAction) -> None:
        self.page.verticalScrollBar().triggerAction(step)


def _line(line: CrisisLine) -> QWidget:
    row = QWidget()
    column = QVBoxLayout(row)
    column.setContentsMargins(0, px(10), 0, px(10))
    column.setSpacing(px(2))
    tried = f"tried {show_date(line.verified_on)} by {line.by}"
    for text, role in ((line.number, "clock"), (line.label, "reading"), (line.when, "hint"), (tried, "hint")):
        if text:
            column.addWidget(_said(text, role))
    return row


def _nothing() -> QLabel:
    return _said("The clinic has not confirmed any number yet. Confirm them under Practice.", "reading")


def _said(text: str, role: str) -> QLabel:
    label = QLabel(text)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    give_role(label, role)
    return label
