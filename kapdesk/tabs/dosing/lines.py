"""What one types a value into during a session: a draft like any text until it is taken."""

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QResizeEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from kapdesk.ui.appearing import appear
from kapdesk.ui.note import LineNote
from kapdesk.ui.signs import Sign, SignMark
from kapdesk.ui.theme import give_role, px

_SIDE = 7  # px at 100 % between the edge of a key and its words


class Sentence(QWidget):
    """A sign with a sentence that may need several lines; hidden while there is nothing to say."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Start with nothing to say."""
        super().__init__(parent)
        self._mark = SignMark(Sign.MISSING)
        self._words = QLabel()
        self._words.setWordWrap(True)
        self._words.setTextFormat(Qt.TextFormat.PlainText)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(8)
        line.addWidget(self._mark, 0, Qt.AlignmentFlag.AlignTop)
        line.addWidget(self._words, 1)
        self.hide()

    def say(self, words: str, sign: Sign = Sign.MISSING, *, loud: bool = False) -> None:
        """Say this sentence under a sign, or nothing; `loud` colours the words too, for what cannot wait."""
        self._mark.set_sign(sign)
        self._words.setText(words)
        give_role(self._words, sign.token if loud else "value")
        self.setAccessibleName(words)
        self.setVisible(bool(words))

    def text(self) -> str:
        """Return what is said."""
        return "" if self.isHidden() else self._words.text()


class Line(QWidget):
    """One typed value with its name over it."""

    entered = Signal()

    def __init__(
        self, label: str, hint: str = "", *, width: int = 0, named: bool = True,
        parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        """Name the value; `width` is in px at 100 %, and without one it takes what room there is."""
        super().__init__(parent)
        self.note = LineNote(label, hint)
        self.note.setPlaceholderText(hint)
        self.note.setMinimumWidth(px(56))
        if width:
            self.note.setFixedWidth(px(width))
        name = QLabel(label)
        appear(name, shown=named)
        name.setBuddy(self.note)
        give_role(name, "muted")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addWidget(name)
        column.addWidget(self.note)
        self.setFocusProxy(self.note)
        # Connect Signals
        self.note.entered.connect(self.entered)

    def text(self) -> str:
        """Return the value as it was typed."""
        return self.note.text().strip()

    def put(self, text: str) -> None:
        """Put words in as if they were typed, so that they are kept like them."""
        self.taken()
        self.note.insert_as_one(text)

    def taken(self) -> None:
        """Empty the line: its value is in the record now."""
        self.note.document_in_use.clear()


class TwoLineButton(QPushButton):
    """A button of two lines: a quiet one over the words, such as a key or a time; 52 px high at least."""

    def __init__(self, upper: str, lower: str, *, role: str = "key", parent: QWidget | None = None) -> None:
        """Show both lines; the words are the name of the button."""
        super().__init__(parent)
        give_role(self, role)
        self.setAutoDefault(False)
        self._upper, self._lower = QLabel(), QLabel()
        give_role(self._upper, "muted")
        column = QVBoxLayout(self)
        column.setContentsMargins(px(_SIDE), px(5), px(_SIDE), px(5))
        column.setSpacing(0)
        for label in (self._upper, self._lower):
            label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
            label.setWordWrap(True)
            column.addWidget(label)
        column.addStretch(1)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        self.show_lines(upper, lower)

    def show_lines(self, upper: str, lower: str, *, strong: bool = False) -> None:
        """Show other lines; `strong` sets the words in bold."""
        self._upper.setText(upper)
        self._lower.setText(lower)
        give_role(
            self._upper, "small" if strong else "muted"
        )  # quiet words are too faint on the ground of a state
        give_role(self._lower, "strong" if strong else "value")
        self.setAccessibleName(lower)
        self.setAccessibleDescription(upper)
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        """Ask for the wider of the two lines, and the height of both."""
        words = [self._measure(label).horizontalAdvance(label.text()) for label in self._labels()]
        return QSize(max(words) + 2 * px(_SIDE + 1), self._height_at(self.width()))

    def minimumSizeHint(self) -> QSize:
        """Give way in width as far as the longest word: the others go on in the next line."""
        words = [
            self._measure(one).horizontalAdvance(word)
            for one in self._labels()
            for word in one.text().split()
        ]
        return QSize(max([*words, px(24)]) + 2 * px(_SIDE + 1), self._height_at(self.width()))

    def resizeEvent(self, e: QResizeEvent) -> None:
        """Be higher where the words need another line."""
        super().resizeEvent(e)
        self.setMinimumHeight(self._height_at(self.width()))

    def _height_at(self, width: int) -> int:
        room = QRect(0, 0, max(width, px(48)) - 2 * px(_SIDE), px(400))
        wrap = int(Qt.TextFlag.TextWordWrap.value)
        high = [self._measure(one).boundingRect(room, wrap, one.text()).height() for one in self._labels()]
        return max(sum(high) + 2 * px(6), px(52))

    def _labels(self) -> tuple[QLabel, QLabel]:
        return self._upper, self._lower

    @staticmethod
    def _measure(label: QLabel) -> QFontMetrics:
        label.ensurePolished()
        return QFontMetrics(label.font())


class KeyButton(QPushButton):
    """A key of the pad as a button: its sign, and beside it the words in one line or two; 44 px at least."""

    def __init__(self, sign: str, words: str, parent: QWidget | None = None) -> None:
        """Show the sign and the words; the words are the name of the button."""
        super().__init__(parent)
        give_role(self, "plain", size="small")
        self.setAutoDefault(False)
        self._flat = False
        self._sign, self._words = QLabel(sign), QLabel(words)
        give_role(self._sign, "muted")
        give_role(self._words, "small")
        self._words.setWordWrap(True)
        line = QHBoxLayout(self)
        line.setContentsMargins(px(_SIDE), px(1), px(3), px(1))
        line.setSpacing(px(6))
        for label in (self._sign, self._words):
            label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        line.addWidget(self._sign)
        line.addWidget(self._words, 1)
        self._sign.setVisible(bool(sign))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(words)
        self.setAccessibleDescription(f"Key {sign} of the numeric pad" if sign else "")

    def sizeHint(self) -> QSize:
        """Ask for room for the longest word, and for two lines; flat, for all words in one."""
        if self._flat:
            return QSize(self._least_width(), max(44, px(30)))
        return QSize(self._least_width(), max(px(44), 2 * self._lines_height() + px(8)))

    def minimumSizeHint(self) -> QSize:
        """Never cut a word."""
        return self.sizeHint()

    def set_flat(self, *, flat: bool) -> None:
        """Stand in one line, 44 pixels high whatever the size of the type; or in two lines again."""
        self._flat = flat
        self._words.setWordWrap(not flat)
        self.updateGeometry()

    def hasHeightForWidth(self) -> bool:
        """Stand at one height: the words have room for their two lines."""
        return False

    def _least_width(self) -> int:
        self._words.ensurePolished()
        metrics = QFontMetrics(self._words.font())
        words = [self._words.text()] if self._flat else self._words.text().split()
        longest = max((metrics.horizontalAdvance(word) for word in words), default=0)
        sign = QFontMetrics(self._sign.font()).horizontalAdvance(self._sign.text())
        return longest + sign + px(_SIDE) + px(3) + px(6) + px(4)

    def _lines_height(self) -> int:
        return QFontMetrics(self._words.font()).lineSpacing()


def side_by_side(*widgets: QWidget, stretch: int = -1) -> QHBoxLayout:
    """Lay widgets beside each other, aligned at their feet; `stretch` is the place that takes the room."""
    line = QHBoxLayout()
    line.setSpacing(8)
    for place, widget in enumerate(widgets):
        line.addWidget(widget, 1 if place == stretch else 0, Qt.AlignmentFlag.AlignBottom)
    if stretch < 0:
        line.addStretch(1)
    return line


def in_grid(widgets: list[QWidget], columns: int) -> QGridLayout:
    """Lay widgets in rows of so many equal columns."""
    grid = QGridLayout()
    grid.setSpacing(8)
    for place, widget in enumerate(widgets):
        grid.addWidget(widget, place // columns, place % columns)
    for column in range(columns):
        grid.setColumnStretch(column, 1)
    return grid
