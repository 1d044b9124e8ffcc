"""Signs: told apart by shape alone, sharp on every screen, dressed in the theme."""

import itertools

import pytest
from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from kapdesk.ui import icons, theme
from kapdesk.ui.icons import Mark, MarkShape, MarkSign, Sign, SignName


def canvas() -> QImage:
    image = QImage(48, 48, QImage.Format.Format_ARGB32)
    image.fill(Qt.GlobalColor.white)
    return image


def drawn(name: SignName) -> QImage:
    image = canvas()
    painter = QPainter(image)
    icons.paint_sign(painter, QRectF(0, 0, 48, 48), name, QColor("black"))
    painter.end()
    return image


def marked(mark: Mark) -> QImage:
    image = canvas()
    painter = QPainter(image)
    icons.paint_mark(painter, QRectF(0, 0, 48, 48), mark)
    painter.end()
    return image


def different_pixels(one: QImage, other: QImage) -> int:
    spots = itertools.product(range(one.width()), range(one.height()))
    return sum(
        one.pixelColor(x, y).lightness() // 64 != other.pixelColor(x, y).lightness() // 64 for x, y in spots
    )


@pytest.mark.usefixtures("dressed")
def test_every_sign_has_a_shape_of_its_own() -> None:
    pictures = {name: drawn(name) for name in SignName}
    for one, other in itertools.combinations(SignName, 2):
        assert different_pixels(pictures[one], pictures[other]) > 60, (one, other)


@pytest.mark.usefixtures("dressed")
def test_every_mark_of_a_client_differs_from_every_other() -> None:
    seen = set[bytes]()
    for shape, colour in itertools.product(MarkShape, range(8)):
        seen.add(bytes(marked(Mark(shape, colour)).constBits()))
    assert len(seen) == 48


@pytest.mark.usefixtures("dressed")
def test_marks_are_told_apart_without_colour() -> None:
    pictures = {shape: marked(Mark(shape, 0)) for shape in MarkShape}
    for one, other in itertools.combinations(MarkShape, 2):
        assert different_pixels(pictures[one], pictures[other]) > 60, (one, other)


@pytest.mark.usefixtures("dressed")
def test_a_sign_is_sharp_on_a_fine_screen() -> None:
    pixmap = icons.icon(SignName.LOCK, 16).pixmap(QSize(16, 16), 2.0)
    assert pixmap.devicePixelRatio() == 2.0
    assert pixmap.width() == 32


def test_a_sign_follows_the_theme_and_the_text_size(qtbot: QtBot, dressed: QApplication) -> None:
    sign = Sign(SignName.RECORDED)
    mark = MarkSign(Mark(MarkShape.RING, 3))
    for widget in (sign, mark):
        qtbot.addWidget(widget)
    before = sign.grab().toImage()
    assert sign.sizeHint() == QSize(16, 16)
    theme.apply(dressed, theme.Theme.load("ember"), 200)
    assert sign.sizeHint() == mark.minimumSizeHint() == QSize(32, 32)
    assert sign.grab().toImage() != before
    theme.apply(dressed, theme.Theme.load("paper"))


def test_a_sign_is_read_aloud_by_its_word(qtbot: QtBot, dressed: QApplication) -> None:
    sign = Sign(SignName.NOT_YET)
    qtbot.addWidget(sign)
    assert sign.accessibleName() == "not yet"
    sign.show_sign(SignName.MISSING)
    assert sign.accessibleName() == "missing"
