"""While the passphrase is typed, the parts that open the record are brought in behind the window."""

import contextlib
import gc
import importlib
import threading
from collections.abc import Callable, Iterable

from PySide6.QtCore import QObject, QTimer, Signal

PARTS = (
    "kapdesk.services.vault",
    "sqlalchemy.orm",
    "kapdesk.store.rows",
    "kapdesk.content",
    "kapdesk.app.opening",
    "kapdesk.app.watching",
    "kapdesk.places.today.place",
    "kapdesk.tabs.dosing.tab",  # the tabs of the room first: they are gone to with a client there
    "kapdesk.tabs.debrief.tab",
    "kapdesk.tabs.embodiment.tab",
    "kapdesk.tabs.prepare.tab",
    "kapdesk.tabs.stabilization.tab",
    "kapdesk.tabs.integration.tab",
    "kapdesk.tabs.measures.tab",
    "kapdesk.tabs.documents.tab",
    "kapdesk.places.clients.place",
    "kapdesk.places.week.place",
)
_COLLECTED_AFTER = (20_000, 20, 50)  # objects made before the collector looks at the young ones, and at more


class Warming(QObject):
    """Brings in first what the window lacks, step by step on its own thread, then the rest behind it."""

    ended = Signal()  # on the thread of the window: everything is there

    def __init__(self, parent: QObject) -> None:
        """Stand ready."""
        super().__init__(parent)
        self._steps: list[Callable[[], object]] = []
        self._brings = True
        self._next = QTimer(self)
        self._next.setSingleShot(True)
        self._next.setInterval(0)
        # Connect Signals
        self._next.timeout.connect(self._step)
        self.ended.connect(self._settle)

    def begin(self, steps: Iterable[Callable[[], object]], *, brings: bool = True) -> None:
        """Take the steps, one in each turn of the loop; with `brings`, bring in the parts after the last."""
        self._steps, self._brings = list(steps), brings
        self._next.start()

    def _step(self) -> None:
        if self._steps:
            self._steps.pop(0)()
            self._next.start()
        elif self._brings:
            self._bring()

    def _bring(self) -> None:
        from kapdesk.ui import jobs

        jobs.hold_back()
        begin(self._tell)

    def _tell(self) -> None:
        """Say that the last part is there; runs on the thread behind, perhaps after the window has gone."""
        with contextlib.suppress(RuntimeError):
            self.ended.emit()

    def _settle(self) -> None:
        """From here on the collector leaves alone what stays until the end, and looks up less often."""
        from kapdesk.ui import jobs

        spare_what_stays()
        jobs.let_go()


def begin(done: Callable[[], object] | None = None) -> threading.Thread:
    """Start bringing them in; a part that is asked for earlier is simply there a little later."""
    thread = threading.Thread(target=_bring, args=(done,), daemon=True, name="warm")
    thread.start()
    return thread


def spare_what_stays() -> None:
    """Take modules and texts out of what the collector goes through, each time, while somebody types.

    It does not go through them first: that alone would hold the window up for a tenth of a second.
    """
    gc.freeze()
    gc.set_threshold(*_COLLECTED_AFTER)


def _bring(done: Callable[[], object] | None) -> None:
    for part in PARTS:
        importlib.import_module(part)
        if part == "kapdesk.app.opening":
            importlib.import_module(part).shipped()
    if done is not None:
        done()
