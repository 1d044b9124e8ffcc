"""The journey card: the moments in their order, and at their foot the line one writes the next one into."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from kapdesk.tabs.dosing.lines import Sentence
from kapdesk.tabs.dosing.strip import EditStrip
from kapdesk.ui.card import Card
from kapdesk.ui.controls import PlainButton, QuietButton
from kapdesk.ui.moments import Moment
from kapdesk.ui.note import Composer, LineNote, NoteEdit, Voice
from kapdesk.ui.theme import give_role, px
from kapdesk.ui.timeline import Timeline


class JourneyCard(Card):
    """What was seen and said; Enter writes the line, F4 changes whose words it holds, Esc goes back."""

    composed = Signal(str)
    voice_toggled = Signal()
    voice_asked = Signal(object)
    reworded = Signal(object, str, str)  # moment, words, when
    strike_asked = Signal(object, str)  # moment, why
    edit_asked = Signal(object)
    reason_asked = Signal(object)  # the moment that is to be struck through with a reason

    def __init__(self, parent: QWidget | None = None) -> None:
        """Lay out the list, the strip that changes a moment, and the line."""
        super().__init__("Journey", parent=parent)
        self.list = Timeline()
        self.composer = Composer("Next moment", "Enter writes it, Shift+Enter starts a new line")
        self.at = LineNote("When it happened", "empty is now")
        self.voice = PlainButton("Observer", key="F4")
        self.sentence = Sentence()
        self.strip = EditStrip()
        self.arrival = QuietButton("Arrival check", small=True)
        self.head.addWidget(self.arrival)
        self.label, self.taken_back = QLabel(), QLabel()
        self._lay_out()
        self._connect()
        self.show_voice(Voice.OBSERVER)

    @property
    def drafts(self) -> dict[str, NoteEdit]:
        """Return what is kept while it is typed, by its name."""
        return {"timeline": self.composer, "timeline.at": self.at} | self.strip.drafts

    def show_moments(self, moments: Sequence[Moment]) -> None:
        """Show the moments, newest last."""
        self.list.show_moments(moments)

    def show_voice(self, voice: Voice) -> None:
        """Show whose words are being written."""
        self.composer.set_voice(voice)
        self.voice.say(voice.label)
        self.label.setText(f"{voice.label} · writing")
        give_role(self.label, voice.value)

    def show_taken_back(self, words: str) -> None:
        """Say quietly which consents the client took back; the line is there only where one was."""
        self.taken_back.setText(words)
        self.taken_back.setVisible(bool(words))

    def taken(self) -> None:
        """Empty the line: its words are in the timeline now."""
        self.composer.taken()
        self.at.document_in_use.clear()
        self.sentence.say("")

    def write(self) -> None:
        """Go to the line to write in."""
        self.composer.setFocus(Qt.FocusReason.OtherFocusReason)

    def set_read_only(self, *, read_only: bool) -> None:
        """Let the moments be read and nothing be written."""
        self.foot.setVisible(not read_only)
        if read_only:
            self.strip.hide()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let letters typed on the list go into the line, and keys of the line go where they belong."""
        if (
            isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.KeyPress
            and self._key(watched, event)
        ):
            return True
        return super().eventFilter(watched, event)

    def _key(self, watched: QObject, event: QKeyEvent) -> bool:
        if watched is self.list:
            return self._goes_into_line(event)
        if event.key() == Qt.Key.Key_F4:
            self.voice_toggled.emit()
            return True
        if event.key() == Qt.Key.Key_Escape:
            self._back_to_list()
            return True
        return False

    def _back_to_list(self) -> None:
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def _goes_into_line(self, event: QKeyEvent) -> bool:
        typed = event.text()
        held = event.modifiers() & ~Qt.KeyboardModifier.ShiftModifier
        if held or not typed.isprintable() or not typed or self.foot.isHidden():
            return False
        self.composer.setFocus(Qt.FocusReason.OtherFocusReason)
        QApplication.sendEvent(self.composer, event)
        return True

    def _lay_out(self) -> None:
        self.foot = QFrame()
        self.at.setFixedWidth(px(88))
        self.at.setPlaceholderText("now")
        self.voice.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.voice.setMinimumWidth(px(160))
        line = QHBoxLayout()
        line.setSpacing(8)
        line.addWidget(self.at, 0, Qt.AlignmentFlag.AlignTop)
        line.addWidget(self.composer, 1)
        line.addWidget(self.voice, 0, Qt.AlignmentFlag.AlignTop)
        foot = QVBoxLayout(self.foot)
        foot.setContentsMargins(0, 0, 0, 0)
        foot.setSpacing(4)
        foot.addWidget(self.label)
        foot.addLayout(line)
        foot.addWidget(self.sentence)
        self.setFocusProxy(self.list)
        self.add(self.list, 1)
        self.add(self.strip)
        give_role(self.taken_back, "hint")
        self.taken_back.setWordWrap(True)
        self.taken_back.hide()
        self.add(self.foot)
        self.add(self.taken_back)

    def _connect(self) -> None:
        # Connect Signals
        self.composer.composed.connect(self.composed)
        self.at.entered.connect(self.composer.send)
        self.voice.clicked.connect(self.voice_toggled)
        self.list.edit_asked.connect(self.edit_asked)
        self.list.strike_asked.connect(self.reason_asked)
        self.list.voice_asked.connect(self.voice_asked)
        self.strip.kept.connect(self.reworded)
        self.strip.struck.connect(self.strike_asked)
        self.strip.voice_asked.connect(self.voice_asked)
        self.strip.left.connect(self._back_to_list)
        for watched in (self.list, self.composer, self.at):
            watched.installEventFilter(self)
