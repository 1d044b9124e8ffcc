"""The keys card: the numeric pad for eyes that stay on the client, each key also a button."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QPushButton, QWidget

from kapdesk.domain.pad import Act, Key
from kapdesk.tabs.dosing.lines import KeyButton
from kapdesk.tabs.dosing.pad import Hold, PadWatch
from kapdesk.ui.card import Card
from kapdesk.ui.columns import GAP
from kapdesk.ui.controls import PlainButton, PrimaryButton
from kapdesk.ui.flow import Flow
from kapdesk.ui.theme import give_role, px

#: Where a sign lies under the hand, in three columns: row, column, and how many columns it takes.
_PLACES = {
    "/": (0, 0, 1), "*": (0, 1, 1), "-": (0, 2, 1),
    "7": (1, 0, 1), "8": (1, 1, 1), "9": (1, 2, 1),
    "4": (2, 0, 1), "5": (2, 1, 1), "6": (2, 2, 1),
    "1": (3, 0, 1), "2": (3, 1, 1), "3": (3, 2, 1),
    "0": (4, 0, 2), ".": (4, 2, 1),
}  # fmt: skip
_NO_BUTTON = frozenset({Act.DETAIL, Act.WRITE})  # a touch on the list and on the line does these
_HELD = frozenset(
    {Act.STAMP, Act.ENTRY, Act.TOUCH}
)  # what opens its detail; the others open something anyway
_FURTHER = 5  # the row under the pad
_EDGE = 6  # pixels over and under the keys in a strip: the room belongs to the moments
_TITLE, _SUBTITLE = "Keys", "numeric pad, eyes on the client"


class KeysCard(Card):
    """One press is one moment; a wrong one is struck through, never removed."""

    pressed = Signal(str)  # the kind of the key
    held = Signal(str)  # the kind of the key that was pressed just before and is still down
    answered = Signal(str)  # what came of an offer: accepted or declined

    def __init__(self, keys: Sequence[Key], parent: QWidget | None = None) -> None:
        """Lay the clinic's pad out as it lies under the hand."""
        super().__init__(_TITLE, _SUBTITLE, parent=parent)
        self.keys = {key.kind: key for key in keys}
        self.buttons: dict[str, QPushButton] = {}
        self._signs = {key.key: key.kind for key in keys if key.key}
        self._places: dict[str, tuple[int, int, int]] = {}
        self._pad, self._strip = QWidget(), QWidget()
        self._grid, self._row = QGridLayout(self._pad), Flow(self._strip, gap=px(6))
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(px(6))
        self._under_finger = Hold(self)
        self._was_held = ""
        self.offer, self._offered = QWidget(), QLabel()
        self._lay_out()
        # Connect Signals
        self._under_finger.held.connect(self._hold_button)

    @property
    def stamp(self) -> QPushButton:
        """Return the button that stamps this moment."""
        return self.buttons[self.kind_of(Act.STAMP)]

    @property
    def strike(self) -> QPushButton:
        """Return the button that strikes the last moment through."""
        return self.buttons[self.kind_of(Act.STRIKE)]

    def kind_of(self, act: Act) -> str:
        """Return the first kind that does this; every pad can stamp, strike and change the voice."""
        return next(key.kind for key in self.keys.values() if key.act is act)

    def sign_of(self, act: Act) -> str:
        """Return the sign of the key that does this, empty where it has none."""
        return next((key.key for key in self.keys.values() if key.act is act), "")

    def listen(self, within: QWidget) -> None:
        """Take the keys of the pad while a page is seen and the focus is within it."""
        watch = PadWatch(within, frozenset(self._signs))
        # Connect Signals
        watch.pressed.connect(self._press_sign)
        watch.held.connect(self._hold_sign)

    def press(self, kind: str) -> None:
        """Do what a key does, as one press of it."""
        self.show_offer("")
        self.pressed.emit(kind)

    def show_offer(self, words: str) -> None:
        """Say what was agreed about touch and ask what came of the offer; nothing hides it."""
        self._offered.setText(words)
        self.offer.setVisible(bool(words))

    def set_strip(self, *, strip: bool) -> None:
        """Lie as a strip of one line each, the stamp first; or as the pad lies under the hand."""
        row, grid = self._row, self._grid
        for kind in sorted(self._places, key=self._in_strip):
            button, place = self.buttons[kind], self._places[kind]
            (grid if strip else row).removeWidget(button)
            if isinstance(button, KeyButton):
                button.set_flat(flat=strip)
            else:
                give_role(button, "primary", size="small" if strip else "")
            if strip:
                row.addWidget(button)
            else:
                grid.addWidget(button, place[0], place[1], 1, place[2])
        self._pad.setVisible(not strip)
        self._strip.setVisible(strip)
        edge = _EDGE if strip else GAP
        column = self.layout()
        if column is not None:
            column.setContentsMargins(GAP, edge, GAP, edge)
        self.set_title("" if strip else _TITLE)
        self.set_subtitle("" if strip else _SUBTITLE)
        self.setAccessibleName(_TITLE)

    def _in_strip(self, kind: str) -> tuple[bool, int, int]:
        row, column, _ = self._places[kind]
        return self.keys[kind].act is not Act.STAMP, row, column

    def set_read_only(self, *, read_only: bool) -> None:
        """Take no more presses."""
        self.setVisible(not read_only)

    def _lay_out(self) -> None:
        further = _FURTHER * 3
        for key in self.keys.values():
            if key.act in _NO_BUTTON:
                continue
            place = _PLACES.get(key.key)
            if place is None:
                place, further = (further // 3, further % 3, 1), further + 1
            self._places[key.kind] = place
            row, column, wide = place
            self._grid.addWidget(self._button(key), row, column, 1, wide)
        self._strip.hide()
        for column in range(3):
            self._grid.setColumnStretch(column, 1)
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
        self.add(self._pad)
        self.add(self._strip)
        self.add(self.offer)

    def _button(self, key: Key) -> QPushButton:
        stamps = key.act is Act.STAMP
        button = PrimaryButton(key.label, key=key.key) if stamps else KeyButton(key.key, key.label)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # a press leaves the caret where it was
        # Connect Signals
        button.pressed.connect(partial(self._finger_down, key.kind))
        button.clicked.connect(partial(self._click, key.kind))
        self.buttons[key.kind] = button
        return button

    def _finger_down(self, kind: str) -> None:
        self._was_held = ""
        if self.keys[kind].act in _HELD:
            self._under_finger.begin(kind)

    def _hold_button(self, kind: str) -> None:
        if self.buttons[kind].isDown():
            self._was_held = kind  # the click that follows is the end of this press, not another one
            self.press(kind)
            self.held.emit(kind)

    def _click(self, kind: str) -> None:
        self._under_finger.end()
        was_held, self._was_held = self._was_held, ""
        if was_held != kind:
            self.press(kind)

    def _press_sign(self, sign: str) -> None:
        self.press(self._signs[sign])

    def _hold_sign(self, sign: str) -> None:
        kind = self._signs[sign]
        if self.keys[kind].act in _HELD:
            self.held.emit(kind)

    def _answer(self, answer: str) -> None:
        self.show_offer("")
        self.answered.emit(answer)
