"""What a passer-by may see, kept true while the record is open: names on the screen, pictures of it."""

from PySide6.QtCore import QObject, Signal

from kapdesk.desk import Desk
from kapdesk.domain.change import Change, Topic
from kapdesk.services import privacy
from kapdesk.ui.shoulder import shoulder
from kapdesk.ui.window import Window

_BEARS_ON = {Topic.SETTING, Topic.SESSION, Topic.DISCHARGE}


class Privacy(QObject):
    """Follows what the clinic chose, and the key that hides or shows names."""

    turned = Signal()  # names are hidden or shown from now on: what shows one is to be shown anew

    def __init__(self, window: Window, desk: Desk, parent: QObject) -> None:
        """Stand ready; nothing is read before `read`."""
        super().__init__(parent)
        self._window, self._desk = window, desk
        # Connect Signals
        shoulder().changed.connect(self.turned)
        desk.changed.connect(self._heard)
        window.names_asked.connect(self._turn)

    def read(self) -> None:
        """Do what the record says now."""
        record = self._desk.record
        shoulder().set_hidden(hidden=privacy.hides_names(record))
        self._window.capture.bar(barred=privacy.bars_capture(record))

    def close(self) -> None:
        """Go back to how every record begins: whole names, no pictures."""
        shoulder().changed.disconnect(self.turned)
        self._desk.changed.disconnect(self._heard)
        self._window.names_asked.disconnect(self._turn)
        shoulder().set_hidden(hidden=False)
        self._window.capture.bar(barred=True)

    def _heard(self, change: Change, _source: QObject) -> None:
        if change.topic in _BEARS_ON:
            self.read()

    def _turn(self) -> None:
        if self._desk.do(self, privacy.turn_names) is not None:
            self.read()
