"""A pulse of the event loop: how long the window could not answer while something else was done."""

import math
import time
from types import TracebackType
from typing import Self

from PySide6.QtCore import QObject, Qt, QTimer, Signal

EVERY = 2  # milliseconds between two beats of a loop that is free


class Heartbeat(QObject):
    """Beat while a block runs; each gap is the time in which no key and no paint would have come through.

    `gaps` counts the clock on the wall, other programs of a loaded machine included. `worked` counts for the
    same gaps the time that this thread itself computed: what it says is true on a loaded machine too, but a
    thread that waits, for a lock or a disk, does not compute. All in milliseconds, in the order of the beats.

        with Heartbeat() as pulse:
            qtbot.waitSignal(job.done)
        assert pulse.p99() < 50
    """

    beaten = Signal(int)  # how many beats there were so far

    def __init__(self, every: int = EVERY, parent: QObject | None = None) -> None:
        """Prepare to beat each `every` milliseconds; 0 beats at each turn of the loop and leaves no idle."""
        super().__init__(parent)
        self.gaps: list[float] = []
        self.worked: list[float] = []
        self._wall = self._own = 0.0
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.setInterval(every)
        self._timer.timeout.connect(self._beat)

    def __enter__(self) -> Self:
        """Begin to beat; the first gap is counted from here."""
        self.gaps.clear()
        self.worked.clear()
        self._wall, self._own = time.perf_counter(), time.thread_time()
        self._timer.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Stop; what was not answered until here is the last gap, so that a stall at the end counts."""
        self._timer.stop()
        self._note()

    def p99(self) -> float:
        """Return the gap that one in a hundred is longer than, in milliseconds."""
        return self.share(0.99)

    def share(self, part: float) -> float:
        """Return the gap that this part of all gaps (0 to 1) does not exceed, in milliseconds."""
        ranked = sorted(self.gaps)
        return ranked[max(0, math.ceil(part * len(ranked)) - 1)] if ranked else 0.0

    def worst(self) -> float:
        """Return the longest gap in milliseconds."""
        return max(self.gaps, default=0.0)

    def longest_work(self) -> float:
        """Return the most milliseconds that this thread computed between two beats."""
        return max(self.worked, default=0.0)

    def over(self, limit: float) -> list[float]:
        """Return every gap longer than `limit` milliseconds, as the whole story of a p99."""
        return [gap for gap in self.gaps if gap > limit]

    def _beat(self) -> None:
        self._note()
        self.beaten.emit(len(self.gaps))

    def _note(self) -> None:
        wall, own = time.perf_counter(), time.thread_time()
        self.gaps.append((wall - self._wall) * 1000)
        self.worked.append((own - self._own) * 1000)
        self._wall, self._own = wall, own
