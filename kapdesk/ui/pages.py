"""The pages of a document as pictures, made from its bytes in memory; nothing of it touches the disk."""

from dataclasses import dataclass
from typing import Protocol, cast

from PySide6.QtCore import QSizeF
from PySide6.QtGui import QColor, QImage

POINTS = 72  # PDF units in an inch


@dataclass(frozen=True, slots=True)
class Tone:
    """The colours in which black and white of a page are shown."""

    ink: QColor
    paper: QColor


class _Bitmap(Protocol):
    """What is used of a drawn page; the library itself is untyped."""

    buffer: bytes
    width: int
    height: int
    stride: int


class _Page(Protocol):
    def render(self, *, scale: float, grayscale: bool, prefer_bgrx: bool) -> _Bitmap: ...
    def close(self) -> None: ...


class _Document(Protocol):
    def __len__(self) -> int: ...
    def __getitem__(self, index: int) -> _Page: ...
    def get_page_size(self, index: int) -> tuple[float, float]: ...
    def close(self) -> None: ...


class Pages:
    """A document that is open for looking at and printing."""

    def __init__(self, pdf: bytes) -> None:
        """Open the bytes of a PDF; raises ValueError when they are none."""
        import pypdfium2

        try:
            self._document = cast("_Document", pypdfium2.PdfDocument(pdf))
        except pypdfium2.PdfiumError as error:
            raise ValueError("these bytes are not a document that can be shown") from error

    def count(self) -> int:
        """Return how many pages there are."""
        return len(self._document)

    def size(self, number: int) -> QSizeF:
        """Return the size of a page in points, pages counted from 0."""
        width, height = self._document.get_page_size(number)
        return QSizeF(width, height)

    def picture(self, number: int, dots_per_inch: float, tone: Tone | None = None) -> QImage:
        """Return a page as a picture: as on paper, or in two tones for a dim room."""
        page = self._document[number]
        try:
            bitmap = page.render(scale=dots_per_inch / POINTS, grayscale=tone is not None, prefer_bgrx=True)
            buffer = bytes(bitmap.buffer)
            kinds = QImage.Format
            kind = kinds.Format_RGB32 if tone is None else kinds.Format_Indexed8
            image = QImage(buffer, bitmap.width, bitmap.height, bitmap.stride, kind)
            if tone is not None:
                image.setColorTable(_steps(tone))
            return image.copy()
        finally:
            page.close()

    def close(self) -> None:
        """Let the document go."""
        self._document.close()


def _steps(tone: Tone) -> list[int]:
    """Return 256 colours from ink to paper."""
    ink, paper = tone.ink, tone.paper
    return [
        QColor(
            _between(ink.red(), paper.red(), level),
            _between(ink.green(), paper.green(), level),
            _between(ink.blue(), paper.blue(), level),
        ).rgb()
        for level in range(256)
    ]


def _between(start: int, end: int, level: int) -> int:
    return start + (end - start) * level // 255
