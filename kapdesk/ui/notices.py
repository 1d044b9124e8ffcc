"""Sentences that must be read but stop nobody: below the band, until they are put away."""

from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QWidget

from kapdesk.ui import theme
from kapdesk.ui.announce import announce
from kapdesk.ui.icons import Sign, SignName

MOST = 5  # sentences; an older one gives way


class NoticeBar(QFrame):
    """A calm bar with the sentences that were not put away yet, the newest last."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Wait unseen."""
        super().__init__(parent)
        theme.give_role(self, "noticebar")
        self._sentences: list[str] = []
        self.words = QLabel(self)
        self.words.setWordWrap(True)
        self.away = QPushButton("Put away", self)
        theme.give_role(self.away, "quiet")
        self._row = QHBoxLayout(self)
        self._row.addWidget(Sign(SignName.NOTE, self, size=16))
        self._row.addWidget(self.words, 1)
        self._row.addWidget(self.away)
        # Connect Signals
        self.away.clicked.connect(self.put_away)
        theme.look().changed.connect(self._follow_look)
        self._follow_look()
        self.hide()

    def say(self, sentence: str) -> None:
        """Add a sentence, unless it stands there already, and have it read aloud once."""
        if sentence in self._sentences:
            return
        self._sentences = [*self._sentences, sentence][-MOST:]
        self.words.setText("\n".join(self._sentences))
        self.show()
        announce(self, sentence)

    def put_away(self) -> None:
        """Take every sentence away."""
        self._sentences = []
        self.words.clear()
        self.hide()

    def _follow_look(self) -> None:
        self._row.setContentsMargins(theme.px(16), theme.px(6), theme.px(16), theme.px(6))
        self._row.setSpacing(theme.px(12))
