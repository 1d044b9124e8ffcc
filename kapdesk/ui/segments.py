"""Buttons beside each other of which some are pressed: what every choice is made of."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QPushButton, QWidget

from kapdesk.ui.flow import Flow
from kapdesk.ui.theme import give_role, px

_BACK = (Qt.Key.Key_Left, Qt.Key.Key_Up)
_ON = (Qt.Key.Key_Right, Qt.Key.Key_Down)
MANY = 8  # options that stand closer so that they stay in one line
_CLEAR = (Qt.Key.Key_Delete, Qt.Key.Key_Backspace)


@dataclass(frozen=True, slots=True)
class Option:
    """One thing that can be chosen: its id for ever, and what is read."""

    id: str
    label: str


class Segments(QWidget):
    """Buttons beside each other of which some are pressed; arrow keys go along, one Tab leaves."""

    pressed = Signal(str)  # the id somebody pressed
    wiped = Signal()  # Delete or Backspace
    stepped = Signal(int)  # Up (-1) or Down (+1), when the bar is one line of a list

    def __init__(
        self, options: Sequence[Option], label: str = "", *, small: bool = False, even: bool = True,
        parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        """Lay out one button an option; `small` is for rows outside a session."""
        super().__init__(parent)
        self.setAccessibleName(label)
        self._in_list = False
        flow = Flow(self, gap=px(6) if len(options) < MANY else px(2), even=even)
        self.buttons: dict[str, QPushButton] = {}
        for option in options:
            button = self._button(option, label, small=small, even=even)
            self.buttons[option.id] = button
            flow.addWidget(button)
        policy = self.sizePolicy()
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.show_pressed(())

    def join_list(self) -> None:
        """Be one line of a list: Up and Down leave for its other lines, figures press the options."""
        self._in_list = True

    def show_pressed(self, ids: Sequence[str]) -> None:
        """Show what is recorded; nothing is announced."""
        for id_, button in self.buttons.items():
            button.setChecked(id_ in ids)
        self._one_tab_stop()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Go along with the arrow keys; wipe with Delete."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            return self._key(watched, Qt.Key(event.key())) or super().eventFilter(watched, event)
        return super().eventFilter(watched, event)

    def _key(self, watched: QObject, key: Qt.Key) -> bool:
        buttons = list(self.buttons.values())
        if key in _CLEAR:
            self.wiped.emit()
            return True
        if self._in_list and self._list_key(key, buttons):
            return True
        if key not in _BACK + _ON or watched not in buttons:
            return False
        at = buttons.index(watched) + (1 if key in _ON else -1)  # pyright: ignore[reportArgumentType] - it is one
        buttons[at % len(buttons)].setFocus(Qt.FocusReason.OtherFocusReason)
        return True

    def _list_key(self, key: Qt.Key, buttons: list[QPushButton]) -> bool:
        if key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.stepped.emit(1 if key == Qt.Key.Key_Down else -1)
            return True
        number = key.value - Qt.Key.Key_1.value
        if not 0 <= number < min(len(buttons), 9):
            return False
        buttons[number].click()
        return True

    def _button(self, option: Option, label: str, *, small: bool, even: bool) -> QPushButton:
        button = QPushButton(option.label.replace("&", "&&"))
        wide = "share" if even else ""  # where their width is shared out they stand closer to their words
        give_role(button, "choice", size="small" if small else "", wide=wide)
        button.setCheckable(True)
        button.setAutoDefault(False)
        button.setAccessibleName(option.label)
        button.setAccessibleDescription(label)
        button.installEventFilter(self)
        button.clicked.connect(partial(self._press, option.id))
        return button

    def _press(self, id_: str) -> None:
        self.pressed.emit(id_)

    def _one_tab_stop(self) -> None:
        checked = [button for button in self.buttons.values() if button.isChecked()]
        stop = checked[0] if checked else next(iter(self.buttons.values()), None)
        for button in self.buttons.values():
            reached = button is stop or button.hasFocus()
            button.setFocusPolicy(Qt.FocusPolicy.StrongFocus if reached else Qt.FocusPolicy.ClickFocus)
        if stop is not None:
            self.setFocusProxy(stop)
