"""Small parts of the cards: a sentence with its sign, and buttons beside each other."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from kapdesk.ui.announce import announce
from kapdesk.ui.appearing import appear
from kapdesk.ui.controls import Flow
from kapdesk.ui.signs import Sign, SignMark
from kapdesk.ui.theme import give_role


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

    def say(self, words: str, sign: Sign = Sign.MISSING) -> None:
        """Say this sentence under a sign, or nothing."""
        if words and words != self.text():
            announce(self, words)
        self._mark.set_sign(sign)
        say(self._words, words)
        give_role(self._words, sign.token)
        self.setAccessibleName(words)
        appear(self, shown=bool(words))

    def text(self) -> str:
        """Return what is said."""
        return "" if self.isHidden() or self._words.isHidden() else self._words.text()


class Headed(QWidget):
    """A heading of one line with its sign, and beneath it in plain words what there is to say of it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Start with nothing to say."""
        super().__init__(parent)
        self._head, self._more = Sentence(), plain("", "value")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self._head)
        column.addWidget(self._more)
        self.hide()

    def say(self, head: str, more: str = "", sign: Sign = Sign.MISSING) -> None:
        """Say a heading under a sign with what belongs to it, or nothing."""
        self._head.say(head, sign)
        say(self._more, more if head else "")
        appear(self, shown=bool(head))

    def text(self) -> str:
        """Return what is said."""
        more = "" if self._more.isHidden() else self._more.text()
        return "" if self.isHidden() else " ".join(part for part in (self._head.text(), more) if part)


def plain(text: str, role: str) -> QLabel:
    """Return words in a role that wrap where the room ends."""
    label = QLabel(text)
    label.setWordWrap(True)
    label.setTextFormat(Qt.TextFormat.PlainText)
    give_role(label, role)
    appear(label, shown=bool(text))
    return label


def say(label: QLabel, text: str) -> None:
    """Say other words, or hide where there are none."""
    label.setText(text)
    appear(label, shown=bool(text))


def flowing(*widgets: QWidget, gap: int = 8) -> QWidget:
    """Lay widgets beside each other as words are."""
    holder = QWidget()
    flow = Flow(holder, gap=gap)
    for widget in widgets:
        flow.addWidget(widget)
    policy = holder.sizePolicy()
    policy.setHeightForWidth(True)
    holder.setSizePolicy(policy)
    return holder


def stacked(*widgets: QWidget, gap: int = 4) -> QWidget:
    """Lay widgets under each other in one part that can be shown and hidden."""
    holder = QWidget()
    column = QVBoxLayout(holder)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(gap)
    for widget in widgets:
        column.addWidget(widget)
    return holder
