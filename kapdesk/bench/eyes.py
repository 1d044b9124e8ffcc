"""Seeing that something was painted."""

from collections.abc import Callable
from functools import partial
from time import perf_counter

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QTimer, Signal
from PySide6.QtWidgets import QWidget

from kapdesk.bench.figures import CannotMeasure

PATIENCE = 30.0  # seconds after which what is not painted is a fault


class Eyes(QObject):
    """Look at one widget until it has been painted."""

    opened = Signal()  # the first time, before the painting is on the screen

    def __init__(self, widget: QWidget) -> None:
        """Begin to look."""
        super().__init__()
        self.seen = False
        self._widget = widget
        widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Notice a painting and change nothing about it."""
        if event.type() is QEvent.Type.Paint and not self.seen:
            self.seen = True
            self.opened.emit()
        return super().eventFilter(watched, event)

    def close(self) -> None:
        """Look away."""
        self._widget.removeEventFilter(self)
        self.deleteLater()


def painted(widget: QWidget, act: Callable[[], object]) -> float:
    """Do something and say after how many seconds the widget was painted."""
    eyes = Eyes(widget)
    began = perf_counter()
    act()
    while not eyes.seen:
        QCoreApplication.processEvents()
        if perf_counter() - began > PATIENCE:
            raise CannotMeasure("nothing was painted")
    took = perf_counter() - began
    eyes.close()
    return took


def once_painted(widget: QWidget, act: Callable[[], object]) -> Eyes:
    """Act when the widget has been painted and what was painted is on the screen."""
    eyes = Eyes(widget)
    eyes.opened.connect(partial(QTimer.singleShot, 0, act))
    return eyes
