"""One sentence with its sign beside what it is about; it takes as many lines as it needs."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from kapdesk.ui.announce import announce
from kapdesk.ui.signs import Sign, SignMark
from kapdesk.ui.theme import give_role


class Said(QWidget):
    """A sign with a sentence; hidden while there is nothing to say."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Start with nothing to say."""
        super().__init__(parent)
        self._mark, self._words = SignMark(Sign.RECORDED), QLabel()
        self._words.setWordWrap(True)
        self._words.setTextFormat(Qt.TextFormat.PlainText)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(8)
        line.addWidget(self._mark, 0, Qt.AlignmentFlag.AlignTop)
        line.addWidget(self._words, 1)
        self.hide()

    def say(self, sentence: str, sign: Sign = Sign.RECORDED) -> None:
        """Say this under a sign, or nothing."""
        changed = sentence != self.text()
        self._mark.set_sign(sign)
        self._words.setText(sentence)
        give_role(self._words, sign.token)
        self.setAccessibleName(sentence)
        self.setVisible(bool(sentence))
        if sentence and changed:
            announce(self, sentence)

    def text(self) -> str:
        """Return what is said."""
        return "" if self.isHidden() else self._words.text()
