"""The keys card: the numeric pad for eyes that stay on the client, each key also a button."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QWidget

from kapdesk.services.timeline import Key
from kapdesk.tabs.dosing.lines import TwoLineButton
from kapdesk.ui.card import Card
from kapdesk.ui.controls import PlainButton, PrimaryButton
from kapdesk.ui.theme import give_role

_ROWS = ("789", "456", "123")  # as the pad lies under the hand


class KeysCard(Card):
    """One press is one moment; a wrong one is struck through, never removed."""

    pressed = Signal(str)  # the kind of moment, or `voice`
    struck = Signal()
    answered = Signal(str)  # what came of an offer: accepted or declined

    def __init__(self, parent: QWidget | None = None) -> None:
        """Stand without keys until the pad is known."""
        super().__init__("Keys", "numeric pad, eyes on the client", parent=parent)
        self.keys: dict[str, Key] = {}
        self.buttons: dict[str, TwoLineButton] = {}
        self._grid = QGridLayout()
        self._grid.setSpacing(8)
        self.stamp = PrimaryButton("Stamp this moment", key="0")
        self.strike = PlainButton("Strike")
        self.offer = QWidget()
        self._offered = QLabel()
        self._lay_out()
        # Connect Signals
        self.stamp.clicked.connect(partial(self._press, "stamp"))
        self.strike.clicked.connect(self._strike)

    def show_keys(self, keys: Sequence[Key]) -> None:
        """Show the pad; it is built once."""
        if self.keys:
            return
        self.keys = {key.key: key for key in keys}
        for row, signs in enumerate(_ROWS):
            for column, sign in enumerate(signs):
                self._add(self.keys.get(sign), row, column)

    def listen(self, within: QWidget) -> None:
        """Take the pad keys while the focus is within a widget: bare outside texts, with Ctrl inside them."""
        for sign, key in self.keys.items():
            for pressed in _codes(sign):
                for modifier in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ControlModifier):
                    code = pressed.value | (modifier | Qt.KeyboardModifier.KeypadModifier).value
                    shortcut = QShortcut(QKeySequence(code), within)
                    shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
                    shortcut.setAutoRepeat(False)
                    shortcut.activated.connect(partial(self._press, key.kind))

    def show_offer(self, words: str) -> None:
        """Say what was agreed about touch and ask what came of the offer; nothing hides it."""
        self._offered.setText(words)
        self.offer.setVisible(bool(words))

    def set_read_only(self, *, read_only: bool) -> None:
        """Take no more presses."""
        self.setVisible(not read_only)

    def _add(self, key: Key | None, row: int, column: int) -> None:
        if key is None:
            return
        button = TwoLineButton(key.key, key.label)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # a press leaves the caret where it was
        button.clicked.connect(partial(self._press, key.kind))
        self.buttons[key.kind] = button
        self._grid.addWidget(button, row, column)
        self._grid.setColumnStretch(column, 1)

    def _lay_out(self) -> None:
        for button in (self.stamp, self.strike):
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        foot = QHBoxLayout()
        foot.setSpacing(8)
        foot.addWidget(self.stamp, 1)
        foot.addWidget(self.strike)
        give_role(self._offered, "hint")
        self._offered.setWordWrap(True)
        line = QHBoxLayout(self.offer)
        line.setContentsMargins(0, 0, 0, 0)
        line.addWidget(self._offered, 1)
        for answer in ("Accepted", "Declined"):
            button = PlainButton(answer)
            button.clicked.connect(partial(self._answer, answer.lower()))
            line.addWidget(button)
        self.offer.hide()
        self.body.addLayout(self._grid)
        self.body.addLayout(foot)
        self.add(self.offer)

    def _press(self, kind: str) -> None:
        self.show_offer("")
        self.pressed.emit(kind)

    def _strike(self) -> None:
        self.show_offer("")
        self.struck.emit()

    def _answer(self, answer: str) -> None:
        self.show_offer("")
        self.answered.emit(answer)


def _codes(sign: str) -> tuple[Qt.Key, ...]:
    """Return the key codes of a sign of the pad; its point is a comma on some keyboards."""
    if sign == ".":
        return (Qt.Key.Key_Period, Qt.Key.Key_Comma)
    return (Qt.Key(Qt.Key.Key_0.value + int(sign)),) if sign.isdecimal() else ()
