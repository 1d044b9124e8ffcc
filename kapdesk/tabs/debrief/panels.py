"""The two cards of the debrief that are always open: the telling, and the tone."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QWidget

from kapdesk.domain.definitions import Form
from kapdesk.ui.announce import announce
from kapdesk.ui.card import Card
from kapdesk.ui.controls import ChoiceBar, Flow, Option, PlainButton, Sign, SignLabel
from kapdesk.ui.note import NoteEdit, Voice, voice_word
from kapdesk.ui.theme import give_role

YES = "yes"


class TellingCard(Card):
    """The client's own words, first and large; what is worth keeping is kept from here by one key."""

    keep_asked = Signal()
    hold_asked = Signal()
    read_back_asked = Signal()
    not_ready_chosen = Signal(bool)

    def __init__(self, form: Form, parent: QWidget | None = None) -> None:
        """Lay out the page to write on and the four acts under it."""
        field = form.field("their-words")
        super().__init__(field.label, _lowered(field.prompt), parent=parent)
        self.note = NoteEdit(field.label, field.prompt, voice=Voice.CLIENT, lines=7)
        self.head.addWidget(voice_word(Voice.CLIENT))
        self.keep = PlainButton("Keep as insight", key="F6")
        self.hold = PlainButton("Hold question", key="F7")
        self.read_back = PlainButton("Read back", key="F8")
        self.not_ready = ChoiceBar([Option(YES, form.field("not-ready").label)], "Answer", even=False)
        self._said = SignLabel(Sign.RECORDED, wraps=True)
        self._said.hide()
        self._answered = SignLabel(Sign.RECORDED)
        self._answered.hide()
        self.read_back.setToolTip("Mark the words to be read back at the next session")
        self._lay_out()
        # Connect Signals
        self.keep.clicked.connect(self._keep)
        self.hold.clicked.connect(self._hold)
        self.read_back.clicked.connect(self._read_back)
        self.not_ready.chosen.connect(self._not_ready)

    def say(self, sentence: str, *, sign: Sign = Sign.RECORDED) -> None:
        """Say under the page what was kept, answered or refused."""
        self._said.set_sign(sign, sentence)
        self._said.setVisible(bool(sentence))
        if sentence:
            announce(self, sentence)

    def show_answered(self, sentence: str) -> None:
        """Show that the client is not ready to talk, and when that was said."""
        self._answered.set_sign(Sign.RECORDED, sentence)
        self._answered.setVisible(bool(sentence))

    def said(self) -> str:
        """Return what is said under the page."""
        return "" if self._said.isHidden() else self._said.text()

    def set_read_only(self, *, read_only: bool) -> None:
        """Let it be read and not be written in, as after signing."""
        self.note.setReadOnly(read_only)
        for button in self._acts():
            button.setEnabled(not read_only)
        self.not_ready.setEnabled(not read_only)

    def _acts(self) -> Sequence[QPushButton]:
        return (self.keep, self.hold, self.read_back)

    def _lay_out(self) -> None:
        acts = QWidget()
        flow = Flow(acts, gap=8)
        for button in self._acts():
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # a press leaves the caret in the words
            flow.addWidget(button)
        flow.addWidget(self.not_ready)
        policy = acts.sizePolicy()
        policy.setHeightForWidth(True)
        acts.setSizePolicy(policy)
        self.add(self.note, 1)
        self.add(acts)
        self.add(self._answered)
        self.add(self._said)

    def _keep(self) -> None:
        self.keep_asked.emit()

    def _hold(self) -> None:
        self.hold_asked.emit()

    def _read_back(self) -> None:
        self.read_back_asked.emit()

    def _not_ready(self, value: object) -> None:
        self.not_ready_chosen.emit(value == YES)


class ToneCard(Card):
    """The tone as the client names it; a hard journey asks distress again and says when to ask next."""

    chosen = Signal(object)  # str or None
    distress_asked = Signal()

    def __init__(self, form: Form, parent: QWidget | None = None) -> None:
        """Offer the tones, none of them chosen."""
        field = form.field("tone")
        super().__init__(field.label, parent=parent)
        self.bar = ChoiceBar([Option(choice.value, choice.label) for choice in field.choices], field.label)
        self._again = SignLabel(Sign.NOT_YET, "Not yet: distress asked again")
        self.ask = PlainButton("Ask now", small=True)
        self._follow_up = QLabel()
        give_role(self._follow_up, "muted")
        self._follow_up.setWordWrap(True)
        self._line = QWidget()
        line = QHBoxLayout(self._line)
        line.setContentsMargins(0, 0, 0, 0)
        line.addWidget(self._again, 1)
        line.addWidget(self.ask)
        self.add(self.bar)
        self.add(self._line)
        self.add(self._follow_up)
        self.show_tone(None, asked_again=False, follow_up="")
        # Connect Signals
        self.bar.chosen.connect(self._choose)
        self.ask.clicked.connect(self._ask)

    def show_tone(self, tone: str | None, *, asked_again: bool, follow_up: str) -> None:
        """Show what is recorded; nothing is announced."""
        self.bar.set_value(tone)
        self._line.setVisible(asked_again)
        self._follow_up.setText(follow_up)
        self._follow_up.setVisible(bool(follow_up))

    def asks_again(self) -> bool:
        """Say whether the not-yet sign stands."""
        return not self._line.isHidden()

    def follow_up(self) -> str:
        """Return what is said about the follow-up."""
        return self._follow_up.text()

    def _choose(self, tone: object) -> None:
        self.chosen.emit(tone)

    def _ask(self) -> None:
        self.distress_asked.emit()


def _lowered(prompt: str) -> str:
    return prompt[:1].lower() + prompt[1:].rstrip(".")
