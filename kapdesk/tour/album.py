"""Where the pictures go: each with its name and what it shows; a blank one is a fault."""

from dataclasses import dataclass, field
from pathlib import Path

from PySide6.QtCore import QPoint
from PySide6.QtGui import QImage, QPainter, QPixmap
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from kapdesk.tour.waiting import settle

INDEX = "index.txt"
FEWEST_COLOURS = 3  # below so many a picture shows nothing
_STEP = 7  # every so many pixels a colour is looked at


@dataclass(slots=True)
class Album:
    """The folder of one tour and its list of contents."""

    folder: Path
    shown: list[tuple[str, str]] = field(default_factory=list[tuple[str, str]])
    faults: list[str] = field(default_factory=list[str])

    def picture(self, window: QWidget, name: str, what: str) -> None:
        """Keep a picture of the window with every dialog above it."""
        settle()
        seen = window.grab()
        for dialog in open_dialogs():
            _put_above(seen, window, dialog)
        self._keep(seen.toImage(), name, what)

    def paper(self, pdf: bytes, name: str, what: str) -> None:
        """Keep a printed document."""
        if not pdf.startswith(b"%PDF"):
            self.faults.append(f"{name}: is not a document")
        (self.folder / name).write_bytes(pdf)
        self.shown.append((name, what))

    def fault(self, name: str, error: BaseException) -> None:
        """Remember a screen that could not be shown, by the kind of its fault."""
        self.faults.append(f"{name}: {type(error).__name__}: {error}")

    def write_index(self) -> None:
        """Write what there is, one line a file, and what could not be shown."""
        lines = [f"{name}\t{what}" for name, what in self.shown]
        lines += [f"NOT SHOWN\t{fault}" for fault in self.faults]
        (self.folder / INDEX).write_text("\n".join(lines) + "\n", encoding="utf-8")

    def _keep(self, image: QImage, name: str, what: str) -> None:
        if colours(image) < FEWEST_COLOURS:
            self.faults.append(f"{name}: nothing is on the picture")
        if not image.save(str(self.folder / f"{name}.png")):
            self.faults.append(f"{name}: the picture could not be written")
        self.shown.append((f"{name}.png", what))


def open_dialogs() -> list[QDialog]:
    """Return the dialogs that stand open, the one in front last."""
    above = [widget for widget in QApplication.topLevelWidgets() if isinstance(widget, QDialog)]
    return [dialog for dialog in above if dialog.isVisible()]


def colours(image: QImage) -> int:
    """Return how many colours a picture has, as far as a few are needed to call it one."""
    found: set[int] = set()
    for y in range(0, image.height(), _STEP):
        for x in range(0, image.width(), _STEP):
            found.add(image.pixel(x, y))
            if len(found) >= FEWEST_COLOURS:
                return len(found)
    return len(found)


def _put_above(seen: QPixmap, window: QWidget, dialog: QDialog) -> None:
    room = QPoint(
        max((window.width() - dialog.width()) // 2, 0), max((window.height() - dialog.height()) // 2, 0)
    )
    painter = QPainter(seen)
    painter.drawPixmap(room, dialog.grab())
    painter.drawRect(room.x() - 1, room.y() - 1, dialog.width() + 1, dialog.height() + 1)
    painter.end()
