"""Waiting for what a window does, by its events and never by the clock on the wall."""

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, QEvent, QEventLoop, QTimer

PATIENCE = 120_000  # milliseconds after which what does not happen is a fault
_ROUNDS = 12  # a layout asks for a layout, which asks for a paint: some rounds, then all is still


class NeverHappened(Exception):
    """Something the tour waits for did not come."""


def settle() -> None:
    """Let every event that is waiting do its work: layouts, paints, and what they bring with them."""
    for _ in range(_ROUNDS):
        QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents)
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def until(happened: Callable[[], bool], what: str) -> None:
    """Take in events until something is so; raises NeverHappened where it does not become so."""
    guard = QTimer()
    guard.setSingleShot(True)
    guard.start(PATIENCE)
    while not happened():
        QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
        if not guard.isActive():
            raise NeverHappened(what)
    settle()
