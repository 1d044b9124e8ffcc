"""What is typed is in the record a breath later, and nothing typed is let go before it is there."""

from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from uuid import UUID, uuid4

from PySide6.QtCore import QObject, QTimer, Signal

from kapdesk.domain.clock import Clock, SystemClock

Save = Callable[[Hashable, str, UUID], bool]

PAUSE = 0.6  # seconds after the last key
LONGEST = 5.0  # seconds of unbroken typing
LOOK_AGAIN = 0.25  # seconds until a text that stepped aside for long work is tried
BACK_OFF = (1.0, 2.0, 4.0, 8.0, 16.0, 30.0)  # seconds between tries after a failure


@dataclass(slots=True)
class _Waiting:
    """One text that is not in the record yet."""

    read: Callable[[], str]
    touches: int = 1
    revision: UUID = field(default_factory=uuid4)
    tried: str | None = None  # the text of the last try, when that try failed


class Autosave(QObject):
    """Write texts after a pause and at the latest every few seconds; keep each until its save said yes.

    `save(key, text, revision)` returns whether the text is on disk. The same text is tried again under the
    same revision, so a try that reached the disk but could not say so is not written twice; another text
    gets another revision. While `held` says that long work has the one right to write, what is typed waits
    for it without an alarm; a flush does not. Everything happens on the thread of the window.
    """

    written = Signal(object)  # the instant (datetime, UTC) after a save returned
    failed = Signal(object)  # the key that could not be written
    pending_changed = Signal(bool)  # whether something is waiting to be written

    def __init__(
        self,
        save: Save,
        *,
        clock: Clock | None = None,
        pause: float = PAUSE,
        longest: float = LONGEST,
        back_off: tuple[float, ...] = BACK_OFF,
        held: Callable[[], bool] | None = None,
        parent: QObject | None = None,
    ) -> None:
        """Keep the one way to write; `pause`, `longest` and `back_off` are seconds."""
        super().__init__(parent)
        self._save = save
        self._clock = clock or SystemClock()
        self._back_off, self._held = back_off, held
        self._failures = 0
        self._waiting: dict[Hashable, _Waiting] = {}
        self._writing: set[Hashable] = set()
        self._pause = self._timer(pause, self._write_fresh)
        self._longest = self._timer(longest, self._write_fresh)
        self._retry = self._timer(0, self._write_all)
        self._aside = self._timer(LOOK_AGAIN, self._write_fresh)

    def touched(self, key: Hashable, read_text: Callable[[], str]) -> None:
        """Take a text into care: `read_text` was bound to its note when the note was loaded."""
        waiting = self._waiting.get(key)
        if waiting is None:
            self._waiting[key] = _Waiting(read_text)
        else:
            waiting.read = read_text
            waiting.touches += 1
        self._pause.start()
        if not self._longest.isActive():
            self._longest.start()
        if len(self._waiting) == 1 and waiting is None:
            self.pending_changed.emit(bool(self._waiting))

    def flush(self) -> bool:
        """Write everything now; return whether nothing is left waiting."""
        self._write_all()
        return not self._waiting

    def pending(self) -> dict[Hashable, str]:
        """Return every text that is not in the record yet, as it reads now."""
        return {key: waiting.read() for key, waiting in self._waiting.items()}

    def release(self, key: Hashable) -> str | None:
        """Give up the care of one text and return it: for a draft that was kept in another place."""
        waiting = self._waiting.pop(key, None)
        if waiting is None:
            return None
        self._tell_when_empty()
        return waiting.read()

    def _timer(self, seconds: float, act: Callable[[], None]) -> QTimer:
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.setInterval(round(seconds * 1000))
        timer.timeout.connect(act)
        return timer

    def _write_fresh(self) -> None:
        """Write what has not failed yet; a failed one waits for its next try so that typing stays quick."""
        if self._held is not None and self._held():
            self._aside.start()
            return
        self._write([key for key, waiting in self._waiting.items() if waiting.tried is None])

    def _write_all(self) -> None:
        self._write(list(self._waiting))

    def _write(self, keys: list[Hashable]) -> None:
        self._pause.stop()
        self._longest.stop()
        first_error: Exception | None = None
        saved = failed = False
        for key in keys:
            if key in self._writing or key not in self._waiting:
                continue
            try:
                good = self._write_one(key)
            except Exception as error:  # noqa: BLE001 - the other texts are written before it is told
                first_error = first_error or error
                good = False
            saved, failed = saved or good, failed or not good
        self._settle(saved=saved, failed=failed)
        if first_error is not None:
            raise first_error

    def _write_one(self, key: Hashable) -> bool:
        """Try one text and say whether it is on disk; keep it when it is not, or when it was typed on."""
        waiting = self._waiting[key]
        text, touches = waiting.read(), waiting.touches
        if waiting.tried is not None and waiting.tried != text:
            waiting.revision = uuid4()
        waiting.tried = text
        self._writing.add(key)
        good = False
        try:
            good = self._save(key, text, waiting.revision)
        finally:
            self._writing.discard(key)
            if not good:
                self.failed.emit(key)
        if good:
            self._done(key, waiting, touches)
        return good

    def _done(self, key: Hashable, waiting: _Waiting, touches: int) -> None:
        if self._waiting.get(key) is not waiting:
            return  # given to another place while it was being written
        if waiting.touches == touches:
            del self._waiting[key]
            return
        waiting.revision, waiting.tried = uuid4(), None
        self._pause.start()

    def _settle(self, *, saved: bool, failed: bool) -> None:
        if failed:
            wait = self._back_off[min(self._failures, len(self._back_off) - 1)]
            self._failures += 1
            self._retry.start(round(wait * 1000))
        elif saved:
            self._rest_when_nothing_failed()
        if saved:
            self.written.emit(self._clock.now())
            self._tell_when_empty()

    def _rest_when_nothing_failed(self) -> None:
        if all(waiting.tried is None for waiting in self._waiting.values()):
            self._failures = 0
            self._retry.stop()

    def _tell_when_empty(self) -> None:
        if not self._waiting:
            self._failures = 0
            for timer in (self._pause, self._longest, self._retry, self._aside):
                timer.stop()
            self.pending_changed.emit(bool(self._waiting))
