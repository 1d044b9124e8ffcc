"""The tabs of one session in the order of treatment, each with a quiet count of what is still open."""

from collections.abc import Collection
from functools import partial

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QApplication, QFrame, QWidget

from kapdesk.ui import theme

TABS = (
    ("prepare", "Prepare"),
    ("dosing", "Dosing"),
    ("debrief", "Debrief"),
    ("embodiment", "Embodiment"),
    ("stabilization", "Stabilization"),
    ("integration", "Integration"),
    ("measures", "Measures"),
    ("documents", "Documents"),
)
HEIGHT = 46
_PADDINGS = ((12, 14), (12, 10), (6, 7), (4, 5))  # px at 100 %, edge and padding: the widest that fits
_IN_ROWS = (6, 10)
_COUNT_GAP = 6


class TabButton(QAbstractButton):
    """One tab; its count is smaller than its name, and the line under it says that one is here."""

    def __init__(self, text: str, parent: QWidget | None = None) -> None:
        """Stand without a count."""
        super().__init__(parent)
        self.setText(text)
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.count = ""
        self._words, self._measured = 0, ("", "", 0, QFont())
        self.show_count("")

    def nextCheckState(self) -> None:
        """Leave the check as it is: a tab is left only when it may be."""

    def show_count(self, count: str) -> None:
        """Show what is open there: `3`, `1 due`, or nothing."""
        self.count = count
        self.setAccessibleName(f"{self.text()}, {count} open" if count else self.text())
        self.updateGeometry()
        self.update()

    def width_with(self, padding: int) -> int:
        """Return the px this tab takes with some padding; the bold width, so that nothing jumps."""
        return self.words_width() + 2 * padding

    def words_width(self) -> int:
        """Return the px of name and count; they are measured when they, the size or the font differ."""
        now = (self.text(), self.count, theme.look().scale, QApplication.font())
        if now != self._measured:
            self._measured = now
            self._words = QFontMetrics(theme.font(bold=True)).horizontalAdvance(self.text())
            if self.count:
                self._words += theme.px(_COUNT_GAP) + self._count_width()
        return self._words

    def sizeHint(self) -> QSize:
        """Return the size with full padding."""
        return QSize(self.width_with(theme.px(_PADDINGS[0][1])), theme.px(HEIGHT))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt passes it
        """Draw the name, the count and, for the current tab, the line."""
        painter = QPainter(self)
        here = self.isChecked()
        lively = here or self.underMouse() or self.hasFocus()
        font = theme.font(bold=here)
        name_width = QFontMetrics(font).horizontalAdvance(self.text())
        total = name_width + (theme.px(_COUNT_GAP) + self._count_width() if self.count else 0)
        left = (self.width() - total) // 2
        painter.setFont(font)
        self._draw(painter, left, self.text(), "text" if lively else "muted")
        if self.count:
            painter.setFont(theme.font(theme.LABEL, bold=True))
            self._draw(painter, left + name_width + theme.px(_COUNT_GAP), self.count, "muted")
        if here:
            painter.fillRect(0, self.height() - 2, self.width(), 2, theme.color("accent"))
        if self.hasFocus():
            painter.setPen(QPen(QColor(theme.color("accent")), 2))
            painter.drawRect(self.rect().adjusted(1, 1, -1, -1))

    def _draw(self, painter: QPainter, left: int, text: str, token: str) -> None:
        painter.setPen(theme.color(token))
        field = QRect(left, 0, self.width() - left, self.height())
        painter.drawText(field, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, text)

    def _count_width(self) -> int:
        return QFontMetrics(theme.font(theme.LABEL, bold=True)).horizontalAdvance(self.count)


def _width(words: list[int], pair: tuple[int, int]) -> int:
    return 2 * theme.px(pair[0]) + sum(words) + 2 * theme.px(pair[1]) * len(words)


class TabBar(QFrame):
    """The row of tabs; where one row is too narrow the tabs draw closer, then stand in two rows."""

    tab_chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        """Show every tab; the first is current."""
        super().__init__(parent)
        theme.give_role(self, "tabs")
        self._buttons: dict[str, TabButton] = {}
        for number, (key, text) in enumerate(TABS, start=1):
            button = TabButton(text, self)
            button.setToolTip(f"{text} (Ctrl+{number})")
            button.clicked.connect(partial(self._choose, key))
            self._buttons[key] = button
        policy = self.sizePolicy()
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self._current = TABS[0][0]
        self.set_current(self._current)
        theme.look().changed.connect(self.arrange)

    def offer(self, names: Collection[str], reason: str) -> None:
        """Let these tabs be gone to; the others say why not."""
        for number, (key, text) in enumerate(TABS, start=1):
            there = key in names
            self._buttons[key].setEnabled(there)
            self._buttons[key].setToolTip(f"{text} (Ctrl+{number})" if there else f"{text}. {reason}")

    @property
    def current(self) -> str:
        """Return the key of the tab one is in."""
        return self._current

    def button(self, key: str) -> TabButton:
        """Return the button of a tab."""
        return self._buttons[key]

    def set_current(self, key: str) -> None:
        """Mark the tab one is in; none for a page that stands apart from them."""
        self._current = key
        for name, button in self._buttons.items():
            button.setChecked(name == key)
            button.setAccessibleDescription("current tab" if name == key else "")

    def set_count(self, key: str, count: str) -> None:
        """Show what is open in a tab: `3`, `1 due`, or nothing."""
        self._buttons[key].show_count(count)
        self.arrange()

    def neighbour(self, step: int) -> str:
        """Return the key of the tab so many places on, counted round."""
        keys = list(self._buttons)
        if self._current not in keys:
            return keys[0 if step > 0 else -1]
        return keys[(keys.index(self._current) + step) % len(keys)]

    def minimumSizeHint(self) -> QSize:
        """Give way in width; the tabs find their rows."""
        return QSize(0, theme.px(HEIGHT) + 1)

    def sizeHint(self) -> QSize:
        """Return one row."""
        return self.minimumSizeHint()

    def hasHeightForWidth(self) -> bool:
        """Say that a narrow bar is a higher one."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Return the height of the rows the tabs need at a width."""
        return (max(row for _, row in self._places(width)) + 1) * theme.px(HEIGHT) + 1

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Find the rows anew."""
        super().resizeEvent(event)
        self.arrange()

    def arrange(self) -> None:
        """Set the tabs in one row if they fit, closer if they do not, else in two or more rows."""
        height = theme.px(HEIGHT)
        for button, (field, row) in zip(self._buttons.values(), self._places(self.width()), strict=True):
            button.setGeometry(field.left(), row * height, field.width(), height)
        self.updateGeometry()

    def _places(self, width: int) -> list[tuple[QRect, int]]:
        words = [button.words_width() for button in self._buttons.values()]
        fits = [pair for pair in _PADDINGS if _width(words, pair) <= width]
        edge, padding = map(theme.px, fits[0] if fits else _IN_ROWS)
        left, room = edge, width - 2 * edge
        row, across, made = 0, left, list[tuple[QRect, int]]()
        for own in words:
            wide = own + 2 * padding
            if across > left and across + wide > left + room:
                row, across = row + 1, left
            made.append((QRect(across, 0, wide, 1), row))
            across += wide
        return made

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move the focus left and right with the arrow keys."""
        buttons = list(self._buttons.values())
        held = [number for number, button in enumerate(buttons) if button.hasFocus()]
        steps = {Qt.Key.Key_Right: 1, Qt.Key.Key_Left: -1}
        if held and Qt.Key(event.key()) in steps:
            step = steps[Qt.Key(event.key())]
            buttons[(held[0] + step) % len(buttons)].setFocus(Qt.FocusReason.TabFocusReason)
            return
        super().keyPressEvent(event)

    def _choose(self, key: str) -> None:
        self.tab_chosen.emit(key)
