"""The places at the left: Today, the open session, Clients, Week, Search, and Practice at the foot."""

from collections.abc import Collection
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QLabel, QPushButton, QVBoxLayout, QWidget

from kapdesk.ui import theme

PLACES = (
    ("today", "Today"),
    ("session", "Session"),
    ("clients", "Clients"),
    ("week", "Week"),
    ("search", "Search"),
    ("practice", "Practice"),
)
WIDTH = 132


class PlaceButton(QPushButton):
    """One place; it shows where one is and never moves there by itself."""

    def __init__(self, text: str, parent: QWidget | None = None) -> None:
        """Stand unchecked."""
        super().__init__(text, parent)
        theme.give_role(self, "place")
        self.setCheckable(True)

    def nextCheckState(self) -> None:
        """Leave the check as it is: who opened the place sets it."""


class Rail(QFrame):
    """The rail of places."""

    place_chosen = Signal(str)
    switch_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        """Show all places but the session, which appears with a chart."""
        super().__init__(parent)
        theme.give_role(self, "rail")
        self._buttons: dict[str, PlaceButton] = {}
        self._column = QVBoxLayout(self)
        for number, (key, text) in enumerate(PLACES, start=1):
            if key == "practice":
                self._column.addStretch(1)
            button = PlaceButton(text, self)
            button.setToolTip(f"{text} (Alt+{number})")
            button.clicked.connect(partial(self._choose, key))
            self._column.addWidget(button)
            self._buttons[key] = button
        self.person = QLabel(self)
        self.person.setWordWrap(True)
        self.person.setTextFormat(Qt.TextFormat.PlainText)
        theme.give_role(self.person, "muted")
        self.switch = QPushButton("Switch", self)
        self.switch.setAccessibleName("Switch clinician")
        self.switch.setToolTip("Somebody else signs in (Ctrl+Shift+L); nothing is lost")
        theme.give_role(self.switch, "quiet")
        self.switch.clicked.connect(self.switch_asked)
        for part in (self.person, self.switch):
            self._column.addWidget(part)
        self.show_person("", switches=False)
        theme.look().changed.connect(self._follow_look)
        self._follow_look()
        self.show_session(shown=False)

    def button(self, key: str) -> PlaceButton:
        """Return the button of a place."""
        return self._buttons[key]

    def show_person(self, name: str, *, switches: bool) -> None:
        """Say who is signed in; with `switches`, somebody else can."""
        self.person.setText(name)
        self.person.setAccessibleName(f"Signed in: {name}" if name else "")
        self.person.setVisible(bool(name))
        self.switch.setVisible(switches)

    def show_places(self, places: Collection[str]) -> None:
        """Offer these places only; a role has no use for the others."""
        for name, button in self._buttons.items():
            if name != "session":
                button.setVisible(name in places)

    def show_session(self, *, shown: bool) -> None:
        """Show or hide the place of the open chart."""
        self._buttons["session"].setVisible(shown)

    def set_current(self, key: str) -> None:
        """Mark the place one is in."""
        for name, button in self._buttons.items():
            button.setChecked(name == key)
            button.setAccessibleDescription("current place" if name == key else "")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move the focus up and down with the arrow keys."""
        shown = [button for button in self._buttons.values() if not button.isHidden()]
        held = [number for number, button in enumerate(shown) if button.hasFocus()]
        steps = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}
        if held and Qt.Key(event.key()) in steps:
            step = steps[Qt.Key(event.key())]
            shown[(held[0] + step) % len(shown)].setFocus(Qt.FocusReason.TabFocusReason)
            return
        super().keyPressEvent(event)

    def _choose(self, key: str) -> None:
        self.place_chosen.emit(key)

    def _follow_look(self) -> None:
        self.setFixedWidth(
            round(WIDTH * (0.2 + 0.8 * theme.look().scale / 100))
        )  # large text needs the page more
        edge = theme.px(8)
        self._column.setContentsMargins(edge, theme.px(12), edge, theme.px(12))
        self._column.setSpacing(theme.px(2))
