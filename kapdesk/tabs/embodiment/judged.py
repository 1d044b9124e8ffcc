"""What stands against a practice for the days after: a stop, a caution, or nothing that was recorded."""

from PySide6.QtWidgets import QFrame, QLabel, QVBoxLayout

from kapdesk.domain.somatic import Judged, Level
from kapdesk.ui.announce import announce
from kapdesk.ui.signs import Sign, SignLabel
from kapdesk.ui.theme import give_role


class JudgedNotice(QFrame):
    """What stands against a practice, in words and with its sign."""

    def __init__(self) -> None:
        """Say nothing yet."""
        super().__init__()
        self._column = QVBoxLayout(self)
        self._column.setSpacing(6)
        self.sign = SignLabel(Sign.CAUTION, wraps=True)
        self.words = QLabel()
        self.words.setWordWrap(True)
        self._column.addWidget(self.sign)
        self._column.addWidget(self.words)
        self.hide()

    def show_judged(self, judged: Judged | None) -> None:
        """Show it, or nothing where nothing stands against it."""
        if judged is None or not judged.sentences:
            self.hide()
            return
        said = {
            Level.STOP: (
                Sign.MISSING,
                "Stop: only with a medical professional, by name. F9 shows who to call.",
            ),
            Level.CAUTION: (Sign.CAUTION, "Caution: a note on how it is met is needed."),
            Level.PLAIN: (Sign.RECORDED, "Nothing recorded stands against it."),
        }[judged.level]
        level = {Level.STOP: "danger", Level.CAUTION: "", Level.PLAIN: "note"}[judged.level]
        give_role(self, "notice", level=level)
        if (before := self.words.text()) != "\n".join(judged.sentences) and judged.level is not Level.PLAIN:
            announce(self, said[1] if before else judged.text)
        self.sign.set_sign(*said)
        self.words.setText("\n".join(judged.sentences))
        self.show()
