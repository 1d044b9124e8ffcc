"""Long work goes on behind the window and brings its result home; nobody has to wait for it."""

import gc
import sys
from collections.abc import Callable
from concurrent.futures import CancelledError, Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import partial
from threading import Event
from typing import Any

from PySide6.QtCore import QObject, Qt, Signal

Done = Callable[[Any], None]
Failed = Callable[[BaseException], None]
Moved = Callable[[int, int], None]


class Cancelled(Exception):
    """The person asked the work to end; what it had made is thrown away."""


@dataclass(slots=True)
class Job:
    """One piece of work that is going on: ask it to end, or let it say how far it is."""

    tell: Moved | None = None
    _asked_to_end: Event = field(default_factory=Event)

    def cancel(self) -> None:
        """Ask the work to end at its next step."""
        self._asked_to_end.set()

    def cancelled(self) -> bool:
        """Say whether it was asked to end."""
        return self._asked_to_end.is_set()

    def step(self, number: int, of: int) -> None:
        """Say how far the work is, from inside it; raises Cancelled when it was asked to end."""
        if self._asked_to_end.is_set():
            raise Cancelled
        if self.tell is not None:
            self.tell(number, of)


@dataclass(frozen=True, slots=True)
class _Errand:
    job: Job
    done: Done
    failed: Failed
    moved: Moved | None


class Jobs(QObject):
    """A few threads and one messenger that lives as long as the window.

    Work gets the `Job` it runs as and returns plain values; it opens its own connection to the record.
    """

    busy_changed = Signal(bool)
    _came_home = Signal(object, object, object)  # errand, result, error
    _moved_on = Signal(object, int, int)

    def __init__(self, threads: int = 2, parent: QObject | None = None) -> None:
        """Start with nothing to do."""
        super().__init__(parent)
        self._pool = ThreadPoolExecutor(max_workers=threads, thread_name_prefix="kapdesk-job")
        self._errands: list[_Errand] = []
        self._open = True
        # Connect Signals: queued, so that results are always told on the thread of the window
        self._came_home.connect(self._tell, Qt.ConnectionType.QueuedConnection)
        self._moved_on.connect(self._tell_step, Qt.ConnectionType.QueuedConnection)

    def run(
        self, work: Callable[[Job], object], done: Done, failed: Failed, moved: Moved | None = None
    ) -> Job:
        """Do the work behind the window, then call `done(result)` or `failed(error)` on its thread."""
        job = Job()
        errand = _Errand(job, done, failed, moved)
        job.tell = partial(self._step, errand)
        self._errands.append(errand)
        hold_back()
        if len(self._errands) == 1:
            self.busy_changed.emit(bool(self._errands))
        self._pool.submit(work, job).add_done_callback(partial(self._bring, errand))
        return job

    def is_busy(self) -> bool:
        """Say whether some work is not home yet."""
        return bool(self._errands)

    def close(self) -> None:
        """Ask all work to end, wait for it, and tell nobody any more."""
        self._open = False
        for errand in self._errands:
            errand.job.cancel()
        self._pool.shutdown(wait=True, cancel_futures=True)
        for _errand in self._errands:
            let_go()
        self._errands.clear()

    def _step(self, errand: _Errand, number: int, of: int) -> None:
        if self._open:
            self._moved_on.emit(errand, number, of)

    def _bring(self, errand: _Errand, future: "Future[object]") -> None:
        """Carry a result over to the window; runs on the thread of the work."""
        if not self._open:
            return
        try:
            self._came_home.emit(errand, future.result(), None)
        except CancelledError:
            self._came_home.emit(errand, None, Cancelled())
        except BaseException as error:  # noqa: BLE001 - whatever happened is told, never swallowed
            self._came_home.emit(errand, None, error)

    def _tell(self, errand: _Errand, result: object, error: BaseException | None) -> None:
        if errand not in self._errands:
            return
        self._errands.remove(errand)
        let_go()
        if not self._errands:
            self.busy_changed.emit(bool(self._errands))
        if errand.job.cancelled() and error is None:
            error = Cancelled()
        if error is None:
            errand.done(result)
        else:
            errand.failed(error)

    def _tell_step(self, errand: _Errand, number: int, of: int) -> None:
        if errand.moved is not None and errand in self._errands and not errand.job.cancelled():
            errand.moved(number, of)


TURN = 0.0005
"""Seconds for which work behind the window may compute before the window has its turn, while it wants one.

One key takes many short turns, each begun by waiting for the work; with the 5 ms that are usual a key would
wait a tenth of a second, and the work itself is hardly slower for shorter turns.
"""
_held = [0]
_usual_turn = [0.0]


def hold_back() -> None:
    """Let work behind the window take short turns, and collect no garbage while it is under way.

    The collector runs on whichever thread makes the next object; on a thread of work it could end a widget
    that the thread of the window is painting just then.
    """
    if _held[0] == 0:
        gc.disable()
        _usual_turn[0] = sys.getswitchinterval()
        sys.setswitchinterval(TURN)
    _held[0] += 1


def let_go() -> None:
    """Let the collector run again, on the thread of the window, when no work is left."""
    _held[0] -= 1
    if _held[0] == 0:
        sys.setswitchinterval(_usual_turn[0])
        gc.enable()
