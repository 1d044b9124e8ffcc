"""A camera over the whole program: every frame of every window is measured, the first painted one too."""

import ast
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid
from ui_light import measure

import kapdesk

WINDOWS = frozenset({"QDialog", "QMenu", "QMainWindow", "QMessageBox", "QFileDialog", "QSplashScreen"})
OPENERS = {  # what of Qt opens a window of its own, and the class of that window; "" where none may be seen
    "QMenu": "QMenu",
    "QFileDialog": "QFileDialog",
    "QComboBox": "QComboBoxPrivateContainer",
    "QCompleter": "QListView",
    "QPrintDialog": "",  # asked for in a light look only: it may be the system's own
    "setToolTip": "QTipLabel",
    "QMessageBox": "",
    "QInputDialog": "",
    "QColorDialog": "",
    "QFontDialog": "",
    "QProgressDialog": "",
    "QSplashScreen": "",
    "QCalendarWidget": "",
    "QWhatsThis": "",
    "QSystemTrayIcon": "",
}
NEVER = frozenset(  # windows that no part of the program may open
    {"QMessageBox", "QInputDialog", "QColorDialog", "QFontDialog", "QProgressDialog", "QSplashScreen",
     "QCalendarWidget", "QWhatsThis", "QSystemTrayIcon"}
)  # fmt: skip
_BEFORE = frozenset({QEvent.Type.UpdateRequest, QEvent.Type.Resize, QEvent.Type.Hide, QEvent.Type.Close})


@dataclass(frozen=True, slots=True)
class Frame:
    """One frame of one window: in which scene, of which class, how bright."""

    scene: str
    window: str
    mean: float
    bright: float


class Camera(QObject):
    """Measures what stands on the screen each time before it is painted anew, and after it settled."""

    def __init__(self) -> None:
        super().__init__()
        self.scene = ""
        self.frames: list[Frame] = []
        self._painted: dict[int, QWidget] = {}
        self._settled = QTimer(self)
        self._settled.setSingleShot(True)
        self._settled.timeout.connect(self.shoot)

    @contextmanager
    def rolling(self) -> Iterator["Camera"]:
        """Film until the block ends."""
        app = QApplication.instance()
        assert app is not None
        app.installEventFilter(self)
        try:
            yield self
            self.shoot()
        finally:
            app.removeEventFilter(self)

    def take(self, scene: str) -> None:
        """Begin another scene; what the last one left to be painted is painted and measured first."""
        QApplication.processEvents()
        self.shoot()
        self.scene = scene

    @property
    def windows(self) -> frozenset[str]:
        """Return the classes of all windows that were seen, with the classes they are made of."""
        return frozenset(frame.window for frame in self.frames)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's own name
        kind = event.type()
        if kind == QEvent.Type.Paint and isinstance(watched, QWidget):
            window = watched.window()
            self._painted[id(window)] = window
            self._settled.start(0)
        elif kind in _BEFORE and id(watched) in self._painted:
            self._measure(self._painted.pop(id(watched)))
        return False

    def shoot(self) -> None:
        """Measure every window that was painted since it was measured last."""
        painted, self._painted = self._painted, {}
        for window in painted.values():
            self._measure(window)

    def _measure(self, window: QWidget) -> None:
        handle = window.windowHandle() if isValid(window) else None
        if handle is None:
            return
        seen = handle.screen().grabWindow(handle.winId())  # what was painted, not a painting made for us
        if seen.isNull():
            return
        mean, bright = measure(seen.toImage())
        for made_of in type(window).__mro__:
            if made_of.__module__.startswith("kapdesk") or made_of is type(window):
                name = window.metaObject().className() if made_of is type(window) else made_of.__name__
                self.frames.append(Frame(self.scene, name, mean, bright))


@cache
def own_windows() -> dict[str, str]:
    """Return every class of the program that is a window, with the file it stands in."""
    bases: dict[str, tuple[set[str], str]] = {}
    for path, tree in _sources():
        for node in ast.walk(tree):
            if isinstance(node, ast.ClassDef):
                bases[node.name] = ({ast.unparse(base).rpartition(".")[2] for base in node.bases}, path)
    found: dict[str, str] = {}
    grown = True
    while grown:
        grown = False
        for name, (parents, path) in bases.items():
            if name not in found and parents & (WINDOWS | set(found)):
                found[name] = path
                grown = True
    return found


@cache
def openers() -> dict[str, set[str]]:
    """Return which windows of Qt are opened anywhere in the program, with the files that open them."""
    used: dict[str, set[str]] = {}
    for path, tree in _sources():
        for node in ast.walk(tree):
            if isinstance(node, ast.Name | ast.Attribute):
                name = node.id if isinstance(node, ast.Name) else node.attr
                if name in OPENERS:
                    used.setdefault(name, set()).add(path)
    return used


@cache
def _sources() -> tuple[tuple[str, ast.Module], ...]:
    root = Path(kapdesk.__file__).parent
    return tuple(
        (str(path.relative_to(root)), ast.parse(path.read_text(encoding="utf-8")))
        for path in sorted(root.rglob("*.py"))
        if {"ui", "app", "tabs", "places"} & set(path.relative_to(root).parts)
    )
