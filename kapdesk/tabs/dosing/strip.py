"""One moment being put right: its words, when it happened, whose words they are, or struck through."""

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QLabel, QVBoxLayout, QWidget

from kapdesk.tabs.dosing.lines import Line, Sentence, side_by_side
from kapdesk.ui.controls import PlainButton, PrimaryButton, QuietButton
from kapdesk.ui.note import NoteEdit, Voice
from kapdesk.ui.theme import give_role


class EditStrip(QFrame):
    """Opens in place, without a window of its own; what is typed in it is kept until it is taken or left."""

    kept = Signal(object, str, str)  # moment, words, when
    struck = Signal(object, str)  # moment, why
    voice_asked = Signal(object)
    left = Signal()
    turned = Signal()  # another moment, or none, is being put right now

    def __init__(self, parent: QWidget | None = None) -> None:
        """Stand closed."""
        super().__init__(parent)
        give_role(self, "notice", level="note")
        self.key: object | None = None
        self.about = QLabel()
        self.at, self.words = Line("When", "now", width=88, named=False), Line("Words", "Words", named=False)
        self.reason = Line("Why it is struck through", "Why it is struck through", named=False)
        self.sentence = Sentence()
        self.voice = PlainButton("", key="F4")
        self.keep, self.strike, self.close_button = (
            PrimaryButton("Keep"),
            PlainButton("Strike through"),
            QuietButton("Leave it", key="Esc"),
        )
        self._lay_out()
        self.hide()
        # Connect Signals
        self.words.entered.connect(self._keep)
        self.at.entered.connect(self._keep)
        self.reason.entered.connect(self._strike)
        self.keep.clicked.connect(self._keep)
        self.strike.clicked.connect(self._strike)
        self.voice.clicked.connect(self._change_voice)
        self.close_button.clicked.connect(self._esc)

    @property
    def drafts(self) -> dict[str, NoteEdit]:
        """Return what is kept while it is typed, by its name."""
        lines = {"words": self.words, "at": self.at, "reason": self.reason}
        return {f"timeline.strip.{name}": line.note for name, line in lines.items()}

    def show_moment(self, key: object, about: str, words: str, at: str, *, striking: bool = False) -> None:
        """Open with the moment as it stands, the caret in its words or in why it is struck."""
        if key != self.key or self.isHidden():
            self.key = key
            for line, text in ((self.words, words), (self.at, at), (self.reason, "")):
                line.put(text)
            self.turned.emit()
        self.show_again(key, about)
        (self.reason if striking else self.words).setFocus(Qt.FocusReason.OtherFocusReason)

    def show_again(self, key: object, about: str) -> None:
        """Open with what was typed before, and leave the caret where it is."""
        self.key = key
        self.about.setText(about)
        self.sentence.say("")
        self.show()

    def show_voice(self, voice: Voice) -> None:
        """Say whose words the moment holds."""
        self.voice.say(voice.label)
        self.words.note.set_voice(voice)

    def leave(self) -> None:
        """Close; the moment stays as it was."""
        self.key = None
        for line in (self.words, self.at, self.reason):
            line.taken()
        self.turned.emit()
        self.hide()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Leave with Esc, change the voice with F4."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            act = {Qt.Key.Key_Escape: self._esc, Qt.Key.Key_F4: self._change_voice}.get(Qt.Key(event.key()))
            if act is not None:
                act()
                return True
        return super().eventFilter(watched, event)

    def _lay_out(self) -> None:
        give_role(self.about, "muted")
        column = QVBoxLayout(self)
        column.setSpacing(8)
        column.addWidget(self.about)
        column.addLayout(side_by_side(self.at, self.words, stretch=1))
        column.addLayout(side_by_side(self.reason, self.strike, stretch=0))
        column.addLayout(side_by_side(self.keep, self.voice, self.close_button))
        column.addWidget(self.sentence)
        for line in (self.words, self.at, self.reason):
            line.note.installEventFilter(self)

    def _esc(self) -> None:
        self.leave()
        self.left.emit()

    def _keep(self) -> None:
        self.kept.emit(self.key, self.words.text(), self.at.text())

    def _strike(self) -> None:
        self.struck.emit(self.key, self.reason.text())

    def _change_voice(self) -> None:
        self.voice_asked.emit(self.key)
