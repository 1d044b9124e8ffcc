"""The door: a passphrase before the record opens, and a clock while it is locked."""

from collections.abc import Sequence
from datetime import datetime
from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtWidgets import QFrame, QLabel, QPushButton, QVBoxLayout, QWidget

from kapdesk.domain.clock import counted_since, show_time
from kapdesk.ui import theme
from kapdesk.ui.secret import Entry

if TYPE_CHECKING:
    from kapdesk.domain.clock import Clock

_TICK_MS = 1000
_WIDTH = 420


class Unlock(QWidget):
    """The page before the record: its neutral name, the passphrase, or the code of the recovery sheet."""

    passphrase_entered = Signal(str)
    recovery_entered = Signal(str)
    cancel_asked = Signal()
    restore_asked = Signal()
    sheets_asked = Signal()

    def __init__(self, vault: str, parent: QWidget | None = None) -> None:
        """Ask for the passphrase of a record, called by its neutral name."""
        super().__init__(parent)
        theme.give_role(self, "page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        card = QFrame(self)
        theme.give_role(card, "card")
        card.setFixedWidth(theme.px(_WIDTH))
        self._card = card
        name = QLabel(vault, card)
        theme.give_role(name, "name")
        name.setWordWrap(True)
        self.news = QLabel(card)
        self.news.setWordWrap(True)
        self.news.hide()
        self.passphrase = Entry("Passphrase", "Unlock", card)
        self.switch = QPushButton("Use the recovery sheet", card)
        self.restore = QPushButton("Restore from a backup", card)
        self.sheets = QPushButton("Use two custody sheets", card)
        for quiet in (self.switch, self.sheets, self.restore):
            theme.give_role(quiet, "quiet")
            quiet.setAutoDefault(True)
        column = self._column = QVBoxLayout(card)
        column.setContentsMargins(*[theme.px(24)] * 4)
        column.setSpacing(theme.px(16))
        for part in (name, self.news, self.passphrase, self.switch, self.sheets, self.restore):
            column.addWidget(part)
        outer = QVBoxLayout(self)
        outer.addWidget(card, 0, Qt.AlignmentFlag.AlignCenter)
        self.passphrase.entered.connect(self.passphrase_entered)
        self.passphrase.cancel_asked.connect(self.cancel_asked)
        self.switch.clicked.connect(self._switch)
        self.restore.clicked.connect(self.restore_asked)
        self.sheets.clicked.connect(self.sheets_asked)
        self.sheets.hide()
        theme.look().changed.connect(self._follow_look)
        self.setFocusProxy(self.passphrase.field)

    @cached_property
    def recovery(self) -> Entry:
        """Build the place for the code of the recovery sheet, when it is first asked for; hidden."""
        entry = Entry("Code of the recovery sheet", "Unlock with the code", self._card)
        entry.show_words.setChecked(True)
        entry.hide()
        self._column.insertWidget(self._column.indexOf(self.passphrase) + 1, entry)
        entry.entered.connect(self.recovery_entered)
        entry.cancel_asked.connect(self.cancel_asked)
        return entry

    def tell(self, sentence: str) -> None:
        """Say above the passphrase what happened before this page."""
        self.news.setText(sentence)
        self.news.setVisible(bool(sentence))
        if sentence:
            from kapdesk.ui.announce import announce

            announce(self.news, sentence)

    @property
    def entry(self) -> Entry:
        """Return what is being asked: the passphrase or the code."""
        asks_code = "recovery" in self.__dict__ and not self.recovery.isHidden()
        return self.recovery if asks_code else self.passphrase

    def _switch(self) -> None:
        to_code = self.recovery.isHidden()
        self.recovery.setVisible(to_code)
        self.passphrase.setVisible(not to_code)
        self.switch.setText("Use the passphrase" if to_code else "Use the recovery sheet")
        self.setFocusProxy(self.entry.field)
        self.entry.field.setFocus()

    def _follow_look(self) -> None:
        self._card.setFixedWidth(theme.px(_WIDTH))


class Locked(QWidget):
    """The page while the record is locked: the clock and the time since each dose, no name, no light."""

    passphrase_entered = Signal(str)

    def __init__(self, clock: "Clock", zone_name: str, parent: QWidget | None = None) -> None:
        """Show the time of a clock in a zone."""
        super().__init__(parent)
        theme.give_role(self, "cover")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._clock, self._zone = clock, zone_name
        self._doses: tuple[datetime, ...] = ()
        self.time, self.since = QLabel(self), QLabel(self)
        theme.give_role(self.time, "cover", size="clock")
        theme.give_role(self.since, "cover", size="second")
        self.entry = Entry("Locked. Passphrase", "Unlock", self, is_dim=True)
        self.entry.setFixedWidth(theme.px(_WIDTH))
        column = QVBoxLayout(self)
        column.addStretch(2)
        column.addWidget(self.time, 0, Qt.AlignmentFlag.AlignCenter)
        column.addWidget(self.since, 0, Qt.AlignmentFlag.AlignCenter)
        column.addStretch(1)
        column.addWidget(self.entry, 0, Qt.AlignmentFlag.AlignCenter)
        column.addStretch(2)
        self._timer = QTimer(self)
        self._timer.setInterval(_TICK_MS)
        self._timer.timeout.connect(self.tick)
        self.entry.entered.connect(self.passphrase_entered)
        theme.look().changed.connect(self._follow_look)
        self.setFocusProxy(self.entry.field)
        self.tick()

    def set_doses(self, doses: Sequence[datetime]) -> None:
        """Keep counting from these doses; who they belong to is not known here."""
        self._doses = tuple(doses)
        self.tick()

    def set_zone(self, zone_name: str) -> None:
        """Show the time of another zone."""
        self._zone = zone_name
        self.tick()

    def tick(self) -> None:
        """Show the present time."""
        now = self._clock.now()
        self.time.setText(show_time(now, self._zone))
        self.since.setText("     ".join(counted_since(now, dose) for dose in self._doses))
        self.since.setVisible(bool(self._doses))

    def event(self, event: QEvent) -> bool:
        """Count only while it can be seen."""
        if event.type() == QEvent.Type.Show:
            self.tick()
            self._timer.start()
        elif event.type() == QEvent.Type.Hide:
            self._timer.stop()
        return super().event(event)

    def _follow_look(self) -> None:
        self.entry.setFixedWidth(theme.px(_WIDTH))
