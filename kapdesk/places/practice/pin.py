"""The PIN that brings the therapist back from a screen in the client's hands."""

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from kapdesk.desk import Desk
from kapdesk.domain.hand_over import LONGEST_PIN, SHORTEST_PIN
from kapdesk.services import pin
from kapdesk.ui.announce import announce
from kapdesk.ui.card import Card
from kapdesk.ui.controls import PlainButton, QuietButton
from kapdesk.ui.guard import shown_keys
from kapdesk.ui.secret import SecretField
from kapdesk.ui.signs import Sign, SignLabel
from kapdesk.ui.theme import give_role

SET, NOT_SET = "A PIN is set", "No PIN: the passphrase brings the chart back"
_DIFFERENT = "The two are not the same. Nothing was changed. Type the PIN twice."


class PinCard(Card):
    """Set, change or remove the PIN; what is kept of it cannot be read back."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        """Stand ready; nothing is read before it is shown."""
        super().__init__("Handing the screen", "to a client coming back", parent=parent)
        self._desk = desk
        self.state = SignLabel(Sign.NOT_YET, wraps=True)
        self.new, self.again = SecretField("New PIN"), SecretField("The same again")
        self.keep, self.remove = PlainButton("Set the PIN"), QuietButton("Remove it", small=True)
        self.said = SignLabel(Sign.MISSING, wraps=True)
        hint = QLabel(
            f"{SHORTEST_PIN} to {LONGEST_PIN} digits. It opens no locked record. To take "
            f"the screen back: {shown_keys()}, then the PIN. After five wrong tries the desk locks; nothing "
            "is lost."
        )
        hint.setWordWrap(True)
        give_role(hint, "hint")
        self.add(self.state)
        self.add(hint)
        for field in (self.new, self.again):
            name = QLabel(field.accessibleName())
            give_role(name, "muted")
            name.setBuddy(field)
            field.setInputMethodHints(field.inputMethodHints() | Qt.InputMethodHint.ImhDigitsOnly)
            field.setMaxLength(LONGEST_PIN)
            self.add(name)
            self.add(field)
        self.add(self.said)
        buttons = QHBoxLayout()
        buttons.addWidget(self.keep)
        buttons.addWidget(self.remove)
        buttons.addStretch(1)
        self.body.addLayout(buttons)
        self.say("")
        # Connect Signals
        self.keep.clicked.connect(self._set)
        self.again.returnPressed.connect(self._set)
        self.remove.clicked.connect(self._remove)
        desk.refused.connect(self._refused)

    def showEvent(self, event: QShowEvent) -> None:
        """Read whether a PIN is set."""
        super().showEvent(event)
        self.load()

    def load(self) -> None:
        """Show whether a PIN is set."""
        known = self._desk.read(pin.is_set)
        self.state.set_sign(Sign.RECORDED if known else Sign.NOT_YET, SET if known else NOT_SET)
        self.keep.say("Change the PIN" if known else "Set the PIN")
        self.remove.setVisible(known)

    def say(self, sentence: str) -> None:
        """Say what was refused."""
        self.said.set_sign(Sign.MISSING, sentence)
        self.said.setVisible(bool(sentence))
        if sentence:
            announce(self, sentence)

    def _set(self) -> None:
        self.say("")
        if self.new.text() != self.again.text():
            self.say(_DIFFERENT)
            return
        if self._desk.do(self, pin.set_pin, self.new.text()) is not None:
            self.new.clear()
            self.again.clear()
            self.load()

    def _remove(self) -> None:
        self.say("")
        self._desk.do(self, pin.remove)
        self.load()

    def _refused(self, sentence: str, source: QObject) -> None:
        if source is self:
            self.say(sentence)
