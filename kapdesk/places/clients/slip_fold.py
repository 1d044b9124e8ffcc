"""Something that is asked for now and then: a button that opens a slip, and what came of it."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from kapdesk.ui.controls import PlainButton, QuietButton
from kapdesk.ui.said import Said
from kapdesk.ui.signs import Sign
from kapdesk.ui.slip import Slip


class SlipFold(QWidget):
    """Folded until it is asked for; closed again it keeps what was typed."""

    given = Signal()

    def __init__(self, words: str, act: str, parent: QWidget | None = None) -> None:
        """Name the way in and the act."""
        super().__init__(parent)
        self.open, self.act, self.back = (
            PlainButton(words, small=True), PlainButton(act, small=True), QuietButton("Close", small=True),
        )  # fmt: skip
        self.slip, self.said, self._inner = Slip(), Said(), QWidget()
        buttons = QHBoxLayout()
        buttons.addWidget(self.act)
        buttons.addWidget(self.back)
        buttons.addStretch(1)
        inner = QVBoxLayout(self._inner)
        column = QVBoxLayout(self)
        for box in (inner, column):
            box.setContentsMargins(0, 0, 0, 0)
            box.setSpacing(8)
        inner.addWidget(self.slip)
        inner.addLayout(buttons)
        column.addWidget(self.open, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self._inner)
        column.addWidget(self.said)
        self.fold()
        # Connect Signals
        self.open.clicked.connect(self.unfold)
        self.back.clicked.connect(self.fold)
        self.act.clicked.connect(self._give)

    def unfold(self) -> None:
        """Open the slip with the keyboard in its first line."""
        self.open.hide()
        self._inner.show()
        self.said.say("")
        first = next(iter(self.slip.parts.values()), None)
        if first is not None and self.isVisible():
            first.setFocus(Qt.FocusReason.OtherFocusReason)

    def fold(self) -> None:
        """Close the slip; what was typed stays in it."""
        self._inner.hide()
        self.open.show()

    def restore(self, draft: str) -> None:
        """Put back what was typed before, and stand open where something was."""
        self.slip.restore(draft)
        self.said.say("")
        if draft:
            self.unfold()
        else:
            self.fold()

    def taken(self, words: str = "") -> None:
        """Empty and close: what was typed is in the record."""
        self.slip.clear()
        self.fold()
        self.said.say(words)

    def refuse(self, sentence: str) -> None:
        """Say why nothing was taken."""
        self.said.say(sentence, Sign.MISSING)

    def _give(self) -> None:
        stopped = self.slip.stopped()
        self.slip.flag(dict.fromkeys(stopped, "This day cannot be read."))
        if not stopped:
            self.given.emit()
