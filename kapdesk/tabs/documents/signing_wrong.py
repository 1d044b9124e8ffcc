"""Something that lies in the wrong chart: not signed it is moved, signed it is retracted by two people."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from kapdesk.ui.card import Card
from kapdesk.ui.controls import PlainButton, QuietButton
from kapdesk.ui.said import Said
from kapdesk.ui.secret import SecretField
from kapdesk.ui.slip import Slip
from kapdesk.ui.theme import give_role, px

REASON, CLIENT = "reason", "client"
MOVE = "It takes the next number there; this chart keeps a line that something was moved, not whose it was."
RETRACT = (
    "What was signed is kept, marked and no longer printed. With a client number, a copy is left there as a "
    "draft. Two people sign."
)


class WrongChartCard(Card):
    """Put away until it is asked for; then a reason, the right client's number, and who signs."""

    move_asked = Signal(str, str)  # reason, number of the client
    retract_asked = Signal(str, str, str, str)  # reason, number, own passphrase, the other person's

    def __init__(self, parent: QWidget | None = None) -> None:
        """Stand closed."""
        super().__init__("In the wrong chart", parent=parent)
        self.open = QuietButton("Put it into the right chart", small=True)
        self.trail, self.about = QLabel(), QLabel()
        self.slip = Slip()
        self.reason = self.slip.line(REASON, "Reason", "10 letters or more", required=True)
        self.client = self.slip.line(CLIENT, "Number of the right client", "as K-0142")
        self.own, self.second = SecretField("Your passphrase"), SecretField("The second person's passphrase")
        self.move_it, self.retract = PlainButton("Move it"), PlainButton("Retract it")
        self.said = Said()
        self._signed = False
        for label, role in ((self.trail, "muted"), (self.about, "hint")):
            give_role(label, role)
            label.setWordWrap(True)
            label.setTextFormat(Qt.TextFormat.PlainText)
        self._lay_out()
        self.close_slip()
        # Connect Signals
        self.open.clicked.connect(self._open)
        self.move_it.clicked.connect(self._move)
        self.retract.clicked.connect(self._retract)
        self.second.returnPressed.connect(self._retract)

    def show_trail(self, lines: tuple[str, ...]) -> None:
        """Show what was moved out of this chart or into it."""
        self.trail.setText("\n".join(lines))
        self.trail.setVisible(bool(lines))

    def show_for(self, *, signed: bool, possible: bool) -> None:
        """Offer what can be done: moving, or retracting what is signed; nothing where neither is possible."""
        self._signed = signed
        self.open.setVisible(possible)
        if not possible:
            self.close_slip()

    def close_slip(self) -> None:
        """Put the slip away and forget what was typed in secret."""
        for field in (self.own, self.second):
            field.clear()
        self.slip.clear()
        self._inner.hide()

    def refuse(self, sentence: str) -> None:
        """Say why nothing was moved."""
        self.said.say(sentence)

    def _lay_out(self) -> None:
        self._inner, self._secrets = QWidget(), QWidget()
        secrets, column = QVBoxLayout(self._secrets), QVBoxLayout(self._inner)
        for layout in (secrets, column):
            layout.setContentsMargins(0, 0, 0, 0)
            layout.setSpacing(px(8))
        for field in (self.own, self.second):
            name = QLabel(field.accessibleName())
            give_role(name, "muted")
            name.setBuddy(field)
            field.setMinimumHeight(px(36))
            secrets.addWidget(name)
            secrets.addWidget(field)
        for part in (self.about, self.slip, self._secrets):
            column.addWidget(part)
        for button in (self.move_it, self.retract):
            column.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
        self.add(self.trail)
        self.body.addWidget(self.open, 0, Qt.AlignmentFlag.AlignLeft)
        self.add(self._inner)
        self.add(self.said)

    def _open(self) -> None:
        if not self._inner.isHidden():
            self.close_slip()
            return
        self.about.setText(RETRACT if self._signed else MOVE)
        for part in (self._secrets, self.retract):
            part.setVisible(self._signed)
        self.move_it.setVisible(not self._signed)
        self._inner.show()
        self.reason.setFocus(Qt.FocusReason.OtherFocusReason)

    def _move(self) -> None:
        self.move_asked.emit(self.slip.text(REASON), self.slip.text(CLIENT))

    def _retract(self) -> None:
        self.retract_asked.emit(
            self.slip.text(REASON), self.slip.text(CLIENT), self.own.text(), self.second.text()
        )
