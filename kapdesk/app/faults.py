"""A fault nobody foresaw: what was typed is written, and a calm dialog names its type and place only."""

import contextlib
import sys
import threading
from collections.abc import Callable
from functools import partial
from types import TracebackType

from PySide6.QtCore import QMessageLogContext, QObject, QtMsgType, Signal, qInstallMessageHandler
from PySide6.QtWidgets import QWidget

from kapdesk.domain.errors import KapdeskError


class Watch(QObject):
    """Carries a fault to the thread of the window, whichever thread it happened on."""

    happened = Signal(object)

    def __init__(self, window: QWidget, flush: Callable[[], object]) -> None:
        """Keep how to write what is waiting, and where to say what happened."""
        super().__init__(window)
        self._window, self._flush = window, flush
        self._telling = False
        # Connect Signals
        self.happened.connect(self._tell)

    def _tell(self, error: BaseException) -> None:
        with contextlib.suppress(Exception):
            self._flush()
        if self._telling:
            return
        self._telling = True
        from kapdesk.ui import errors

        trouble = errors.told(error) if isinstance(error, KapdeskError) else errors.unexpected(error)
        dialog = errors.TroubleDialog(trouble, parent=self._window)
        dialog.finished.connect(self._told)
        dialog.open()

    def _told(self, _result: int) -> None:
        self._telling = False


def watch(window: QWidget, flush: Callable[[], object]) -> Watch:
    """From now on tell every fault: of this thread, of other threads, and of the window system."""
    watching = Watch(window, flush)
    sys.excepthook = partial(_hook, watching)
    threading.excepthook = partial(_thread_hook, watching)
    qInstallMessageHandler(_quiet)
    return watching


def _hook(
    watching: Watch, kind: type[BaseException], error: BaseException, place: TracebackType | None
) -> None:
    if issubclass(kind, KeyboardInterrupt):
        sys.__excepthook__(kind, error, place)
        return
    _write(error)
    watching.happened.emit(error)


def _thread_hook(watching: Watch, told: threading.ExceptHookArgs) -> None:
    if told.exc_value is not None:
        _write(told.exc_value)
        watching.happened.emit(told.exc_value)


def _write(error: BaseException) -> None:
    from kapdesk.ui import errors

    sys.stderr.write(errors.unexpected(error).details + "\n")


def _quiet(kind: QtMsgType, context: QMessageLogContext, _message: str) -> None:
    """Say that the window system complained and where, never with what words: they could be a client's."""
    if kind in {QtMsgType.QtWarningMsg, QtMsgType.QtCriticalMsg, QtMsgType.QtFatalMsg}:
        sys.stderr.write(f"kapdesk window system: {kind.name} {context.category or ''}\n")
