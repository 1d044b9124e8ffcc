"""Something that lies in the wrong chart: not signed it is moved, signed it is retracted by two people."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from kapdesk.services.moving import APPOINTMENT, CHOSEN, SESSION, Filed
from kapdesk.ui.card import Card
from kapdesk.ui.controls import Option, PlainButton, QuietButton
from kapdesk.ui.said import Said
from kapdesk.ui.secret import SecretField
from kapdesk.ui.signs import Sign
from kapdesk.ui.slip import Slip
from kapdesk.ui.theme import give_role, px

KIND, WHICH, REASON, CLIENT = "kind", "which", "reason", "client"
MOVE = "This chart keeps a line that something was moved, not whose it was."
NUMBERED = "It takes the next number there. "
SINGLE = "It leaves its series, where it is in one. "
RETRACT = (
    "What was signed is kept, marked and no longer printed. With a client number, a copy is left there as a "
    "draft. Two people sign."
)
STAYS = (
    "What is only ever added to stays where it was written: a call in the log, a version of the stay-safe "
    "plan. Log the call or write the plan again in the right chart, with its time, and say here in a new "
    "line that the first was another client’s. An alert is ended, and a consent withdrawn, with that reason."
)
NONE, CHOOSE = "Nothing of this kind lies in this chart.", "Choose one of the list."
_KINDS = tuple(Option(one, one.capitalize()) for one in CHOSEN)


class WrongChartCard(Card):
    """Put away until it is asked for; then what it is, a reason, the right client's number, and who signs."""

    kind_chosen = Signal(str)
    move_asked = Signal(str, str)  # reason, number of the client
    retract_asked = Signal(str, str, str, str)  # reason, number, own passphrase, the other person's

    def __init__(self, parent: QWidget | None = None) -> None:
        """Stand closed."""
        super().__init__("In the wrong chart", parent=parent)
        self.open = QuietButton("Put it into the right chart", small=True)
        self.trail, self.about, self.stays = QLabel(), QLabel(), QLabel(STAYS)
        self.slip = Slip()
        self.kind = self.slip.choice(KIND, "What lies in the wrong chart", _KINDS)
        self.which = self.slip.pick(WHICH, "Which one", (), "any part of its name or day")
        self.reason = self.slip.line(REASON, "Reason", "10 letters or more", required=True)
        self.client = self.slip.line(CLIENT, "Number of the right client", "as K-0142")
        self.own, self.second = SecretField("Your passphrase"), SecretField("The second person's passphrase")
        self.move_it, self.retract = PlainButton("Move it"), PlainButton("Retract it")
        self.said = Said()
        self._every: tuple[Filed, ...] = ()
        self.aimed: Filed | None = None  # which entry is chosen, while one of the list is
        for label, role in ((self.trail, "muted"), (self.about, "hint"), (self.stays, "hint")):
            give_role(label, role)
            label.setWordWrap(True)
            label.setTextFormat(Qt.TextFormat.PlainText)
        self._lay_out()
        self.close_slip()
        # Connect Signals
        self.open.clicked.connect(self._open)
        self.kind.chosen.connect(self._choose_kind)
        self.which.currentTextChanged.connect(self._choose)
        self.move_it.clicked.connect(self._move)
        self.retract.clicked.connect(self._retract)
        self.second.returnPressed.connect(self._retract)

    def show_trail(self, lines: tuple[str, ...]) -> None:
        """Show what was moved out of this chart or into it."""
        self.trail.setText("\n".join(lines))
        self.trail.setVisible(bool(lines))

    @property
    def is_open(self) -> bool:
        """Return whether the slip stands open."""
        return not self._inner.isHidden()

    def offer(self, kind: str, every: Sequence[Filed], aimed: Filed | None) -> None:
        """Offer the entries of a kind, one of them chosen or none; nothing is announced."""
        self._every, self.aimed = tuple(every), aimed
        self.kind.set_value(kind)
        was_blocked = self.which.blockSignals(True)  # noqa: FBT003 - Qt's own signature
        self.which.setEditText("")
        self.which.offer([one.title for one in self._every])
        self.which.setCurrentIndex(-1 if aimed is None else self.which.findText(aimed.title))
        self.which.setEditText("" if aimed is None else aimed.title)
        self.which.blockSignals(was_blocked)
        self._show_aimed()

    def close_slip(self) -> None:
        """Put the slip away and forget what was typed in secret."""
        for field in (self.own, self.second):
            field.clear()
        for line in (self.reason, self.client):
            line.clear()
        self.slip.flag({})
        self._inner.hide()

    def refuse(self, sentence: str) -> None:
        """Say why nothing was moved."""
        self.said.say(sentence, Sign.MISSING)

    def done(self, sentence: str) -> None:
        """Close the slip and say what was done; the keyboard stands where it was begun."""
        self.close_slip()
        self.said.say(sentence, Sign.RECORDED)
        self.open.setFocus(Qt.FocusReason.OtherFocusReason)

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
        for part in (self.slip, self.about, self._secrets):
            column.addWidget(part)
        for button in (self.move_it, self.retract):
            column.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self.stays)
        self.add(self.trail)
        self.body.addWidget(self.open, 0, Qt.AlignmentFlag.AlignLeft)
        self.add(self._inner)
        self.add(self.said)

    def _open(self) -> None:
        if not self._inner.isHidden():
            self.close_slip()
            return
        self.said.say("")
        self._show_aimed()
        self._inner.show()
        self.kind.segments.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_aimed(self) -> None:
        """Say what becomes of the entry that is chosen, and ask what that needs."""
        one = self.aimed
        signed, stays = one is not None and one.signed, one.stays if one is not None else ""
        more = {SESSION: NUMBERED, APPOINTMENT: SINGLE}.get(self.kind.value() or "", "")
        self.about.setText(stays or (RETRACT if signed else more + MOVE))
        if not self._every:
            self.about.setText(NONE)
        for part in (self._secrets, self.retract):
            part.setVisible(signed)
        self.move_it.setVisible(not signed)
        self.move_it.setEnabled(bool(self._every) and not stays)
        self.slip.flag({})

    def _choose_kind(self, kind: str | None) -> None:
        self.kind_chosen.emit(kind or SESSION)

    def _choose(self, title: str) -> None:
        self.aimed = next((one for one in self._every if one.title == title.strip()), None)
        self._show_aimed()

    def _move(self) -> None:
        self.slip.flag({} if self.aimed is not None else {WHICH: CHOOSE})
        if self.aimed is not None:
            self.move_asked.emit(self.slip.text(REASON), self.slip.text(CLIENT))

    def _retract(self) -> None:
        self.retract_asked.emit(
            self.slip.text(REASON), self.slip.text(CLIENT), self.own.text(), self.second.text()
        )
