"""Nothing the clock of the machine does goes unseen: it is kept in the record and said calmly, once."""

import contextlib

from PySide6.QtCore import QObject, QTimer, QTimeZone

from kapdesk.app.house import House
from kapdesk.domain.change import Change, Topic
from kapdesk.domain.clock_jumps import Jump
from kapdesk.domain.errors import KapdeskError
from kapdesk.services import clock_jumps, time_scale

_LOOK = 60_000  # milliseconds between two looks at the zone of the machine


def machine_zone() -> str:
    """Return the name of the time zone this machine is in now; empty where it does not say."""
    return bytes(QTimeZone.systemTimeZoneId().data()).decode("ascii", "replace")


class Jumping(QObject):
    """Writes what happened to the clock, while the record is open and at the moment it is opened."""

    def __init__(self, house: House, parent: QObject) -> None:
        """Stand ready; nothing is looked at before `begin`."""
        super().__init__(parent)
        self._house = house
        self._timer = QTimer(self)
        self._timer.setInterval(_LOOK)
        # Connect Signals
        self._timer.timeout.connect(self.look_at_zone)

    def begin(self) -> None:
        """Look whether the clock went back while nobody saw it, and whether the zone is the same."""
        record = self._house.desk.record
        if record.rehearsal:
            return  # what was rehearsed has times of its own
        with contextlib.suppress(KapdeskError):  # nobody is kept out; it is looked for at the next unlock
            self._tell(time_scale.take_up(record))
            self._tell(clock_jumps.look_back(record))
        self.look_at_zone()
        self._timer.start()

    def end(self) -> None:
        """Look no more: the record is being let go."""
        self._timer.stop()

    def take(self, jump: object) -> None:
        """Keep a jump that was seen as it happened."""
        if isinstance(jump, Jump):
            self._house.desk.do(self, clock_jumps.write, jump)
            with contextlib.suppress(
                KapdeskError
            ):  # the line goes on in this window; the next unlock looks again
                time_scale.moved(self._house.desk.record)
            self._reload(None)

    def look_at_zone(self) -> None:
        """Keep it where the machine is in another zone now."""
        zone = machine_zone()
        if not zone:
            return
        with contextlib.suppress(KapdeskError):  # it is another zone at the next look too
            self._tell(clock_jumps.look_at_zone(self._house.desk.record, zone))

    def _tell(self, change: Change | None) -> None:
        if change is not None:
            self._reload(change)

    def _reload(self, change: Change | None) -> None:
        """Let the open chart show it, whichever session was written last."""
        chart = self._house.chart
        if change is not None and (chart is None or chart.session != change.subject):
            self._house.desk.changed.emit(change, self)
        if chart is not None and chart.session is not None:
            self._house.desk.changed.emit(Change(Topic.SESSION, chart.session), self)
