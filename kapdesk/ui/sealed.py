"""The quiet line over something signed, and the hand that takes the pen away without hiding a word."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPlainTextEdit, QTextEdit, QWidget

from kapdesk.ui.controls import QuietButton
from kapdesk.ui.signs import Sign, SignLabel
from kapdesk.ui.theme import give_role, px

_FREE = "still open"
"""A widget with this property stays as it is: what belongs to the client goes on after signing."""


class SealedLine(QWidget):
    """One line: who signed when, whether that holds, and the way to an addendum."""

    asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        """Stand empty."""
        super().__init__(parent)
        give_role(self, "sealed")
        self.words = SignLabel(Sign.RECORDED, wraps=True)
        self.act = QuietButton("Add an addendum", small=True)
        row = QHBoxLayout(self)
        row.setContentsMargins(px(16), px(6), px(16), px(6))
        row.setSpacing(px(12))
        row.addWidget(self.words, 1, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self.act, 0, Qt.AlignmentFlag.AlignVCenter)
        # Connect Signals
        self.act.clicked.connect(self._ask)

    def say(self, sentence: str, sign: Sign, act: str) -> None:
        """Say how it stands, under a sign; `act` is what the button does."""
        self.words.set_sign(sign, sentence)
        self.act.say(act)
        self.setAccessibleName(sentence)

    def _ask(self) -> None:
        self.asked.emit()


def keep_free(widget: QWidget) -> None:
    """Let a widget and all in it stay open when the rest of the tab is signed."""
    widget.setProperty(_FREE, True)  # noqa: FBT003 - Qt's own signature


def take_pen(root: QWidget) -> None:
    """Let nothing be typed any more; every word stays where it is, to be selected and copied."""
    for field in root.findChildren(QLineEdit):
        if not _is_free(field, root):
            field.setReadOnly(True)
    for kind in (QPlainTextEdit, QTextEdit):
        for text in root.findChildren(kind):
            if not _is_free(text, root):
                text.setReadOnly(True)


def _is_free(widget: QWidget, root: QWidget) -> bool:
    one: QWidget | None = widget
    while one is not None and one is not root:
        if one.property(_FREE):
            return True
        one = one.parentWidget()
    return False
