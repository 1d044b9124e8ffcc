"""Keep our windows out of screen pictures and shared screens, where the system offers that."""

import ctypes
import sys
from collections.abc import Callable
from typing import Protocol

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QWidget

NONE, EXCLUDE_FROM_CAPTURE = 0x0, 0x11
"""The two values of SetWindowDisplayAffinity: seen, and left out (Windows 10 version 2004 and later)."""
MONITOR_ONLY = 0x1  # earlier Windows: the window is black in a picture
SHARING_NONE, SHARING_READ_ONLY = 0, 1
"""The two values of NSWindow.sharingType: nobody reads the window, and others may."""
_SHOWN = frozenset({QEvent.Type.Show, QEvent.Type.WinIdChange})


class Shield(Protocol):
    """What a system offers: one window in or out of pictures of the screen; true where it obeyed."""

    def __call__(self, window: int, *, barred: bool) -> bool: ...


class Affinity:
    """Windows: the display affinity of a window."""

    def __init__(self, call: Callable[[int, int], int] | None = None) -> None:
        """Take the function of the system, or another that is told the same."""
        self._call = call or _set_affinity

    def __call__(self, window: int, *, barred: bool) -> bool:
        """Leave a window (HWND) out of pictures, or let it in again."""
        if not barred:
            return bool(self._call(window, NONE))
        return bool(self._call(window, EXCLUDE_FROM_CAPTURE)) or bool(self._call(window, MONITOR_ONLY))


class Sharing:
    """macOS: the sharing type of the window a view stands in."""

    def __init__(self, send: "Callable[[int, bytes, int | None], int] | None" = None) -> None:
        """Take the messenger of the Objective-C runtime, or another that is told the same."""
        self._send = send or _messenger()

    def __call__(self, window: int, *, barred: bool) -> bool:
        """Leave the window of a view (NSView) out of pictures, or let it in again."""
        owner = self._send(window, b"window", None)
        if not owner:
            return False
        self._send(owner, b"setSharingType:", SHARING_NONE if barred else SHARING_READ_ONLY)
        return True


def shield_of(system: str = sys.platform, plugin: str = "") -> Shield | None:
    """Return what this system offers, or None where it offers nothing: X11, Wayland and no screen at all."""
    plugin = plugin or QGuiApplication.platformName()
    if system == "win32" and plugin == "windows":
        return Affinity()
    if system == "darwin" and plugin == "cocoa":
        return Sharing()
    return None


class CaptureGuard(QObject):
    """Bars every window of the program, dialogs and menus too, from the moment it is shown."""

    def __init__(self, shield: Shield | None, parent: QObject | None = None) -> None:
        """Watch for windows, those that stand already included."""
        super().__init__(parent)
        self._shield, self._barred = shield, True
        app = QApplication.instance()
        if shield is not None and app is not None:
            app.installEventFilter(self)
            self._everywhere()

    @property
    def is_offered(self) -> bool:
        """Say whether the system offers it at all."""
        return self._shield is not None

    def bar(self, *, barred: bool) -> None:
        """Keep all windows out of pictures, or let them in again."""
        if barred != self._barred:
            self._barred = barred
            self._everywhere()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Bar a window when it is shown, before it is painted."""
        if event.type() in _SHOWN and isinstance(watched, QWidget) and watched.isWindow():
            self._tell(watched)
        return False

    def _everywhere(self) -> None:
        for window in QApplication.topLevelWidgets():
            self._tell(window)

    def _tell(self, window: QWidget) -> None:
        has_window = window.testAttribute(Qt.WidgetAttribute.WA_WState_Created)
        if self._shield is not None and has_window:
            self._shield(int(window.winId()), barred=self._barred)


def _set_affinity(window: int, affinity: int) -> int:
    user32 = ctypes.CDLL("user32")  # on 64-bit Windows there is one calling convention only
    user32.SetWindowDisplayAffinity.argtypes = (ctypes.c_void_p, ctypes.c_uint32)
    user32.SetWindowDisplayAffinity.restype = ctypes.c_int
    done: int = user32.SetWindowDisplayAffinity(window, affinity)
    return done


def _messenger() -> "Callable[[int, bytes, int | None], int]":
    """Return what sends a message with one whole number or none to an object; an object comes back."""
    objc = ctypes.CDLL("/usr/lib/libobjc.dylib")
    objc.sel_registerName.argtypes = (ctypes.c_char_p,)
    objc.sel_registerName.restype = ctypes.c_void_p
    address = ctypes.cast(objc.objc_msgSend, ctypes.c_void_p).value or 0
    plain = ctypes.CFUNCTYPE(ctypes.c_void_p, ctypes.c_void_p, ctypes.c_void_p)(address)
    with_number = ctypes.CFUNCTYPE(None, ctypes.c_void_p, ctypes.c_void_p, ctypes.c_ulong)(address)

    def send(to: int, message: bytes, number: int | None) -> int:
        selector = objc.sel_registerName(message)
        if number is None:
            return int(plain(to, selector) or 0)
        with_number(to, selector, number)
        return 0

    return send
