"""Preview: from memory, dim in a dim room, black on white on paper, nothing left behind."""

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfWriter
from PySide6.QtCore import QSettings, Qt
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from shiboken6 import isValid
from ui_light import luminance

from kapdesk.ui import theme
from kapdesk.ui.pages import Pages, Tone
from kapdesk.ui.preview import Preview, ask_where, dim_page, print_pages
from kapdesk.ui.printing import PrintSheet


def pdf(pages: int = 2) -> bytes:
    writer = PdfWriter()
    for _ in range(pages):
        writer.add_blank_page(595, 842)
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


@pytest.fixture
def preview(qtbot: QtBot) -> Iterator[Preview]:
    made = Preview()
    qtbot.addWidget(made)
    made.resize(800, 600)
    with qtbot.waitExposed(made):
        made.show()
    yield made
    made.clear()


@pytest.fixture
def dim(qapp: QApplication) -> None:
    theme.apply(qapp, theme.Theme.load("ember"))


def test_pages_are_counted_and_shown(preview: Preview) -> None:
    preview.show_pdf(pdf(3))
    assert preview._count.text() == "3 pages"
    assert preview._sheets[0].accessibleName() == "Page 1 of 3"
    preview.clear()
    assert preview._count.text() == "nothing to show"
    assert not preview.print_button.isEnabled()


def test_what_is_no_document_is_refused_and_the_old_one_stays(preview: Preview) -> None:
    preview.show_pdf(pdf(1))
    with pytest.raises(ValueError, match="not a document"):
        preview.show_pdf(b"no pages here")
    assert preview._count.text() == "1 page"


@pytest.mark.usefixtures("dim")
def test_a_page_is_no_bright_frame_in_a_dim_room(preview: Preview) -> None:
    preview.show_pdf(pdf(1))
    image = preview._sheets[0].grab().toImage()
    middle = image.pixelColor(image.width() // 2, image.height() // 2)
    assert middle.lightness() < 60
    preview._paper_button.click()
    image = preview._sheets[0].grab().toImage()
    as_paper = image.pixelColor(image.width() // 2, image.height() // 2)
    assert as_paper.name() == theme.color("page").name()
    assert luminance(as_paper) < 0.15


@pytest.mark.usefixtures("dim")
def test_a_page_shown_as_on_paper_keeps_its_ink_on_dimmed_paper(preview: Preview) -> None:
    preview.show_pdf(pdf(1))
    sheet = QImage(4, 1, QImage.Format.Format_RGB32)
    for place, ink in enumerate(("#ffffff", "#000000", "#ff0000", "#808080")):
        sheet.setPixelColor(place, 0, QColor(ink))
    painter = QPainter(sheet)
    dim_page(painter, sheet.rect())
    painter.end()
    paper = theme.color("page")
    assert sheet.pixelColor(0, 0).name() == paper.name()
    assert sheet.pixelColor(1, 0).name() == "#000000"
    assert sheet.pixelColor(2, 0).red() == paper.red()
    assert sheet.pixelColor(2, 0).green() == 0


def test_a_light_room_sees_paper_as_it_is(preview: Preview) -> None:
    preview.show_pdf(pdf(1))
    image = preview._sheets[0].grab().toImage()
    assert image.pixelColor(image.width() // 2, image.height() // 2).lightness() == 255


@pytest.mark.usefixtures("dim")
def test_in_a_dim_room_the_printer_is_asked_for_on_a_dim_sheet(qtbot: QtBot, preview: Preview) -> None:
    preview.show_pdf(pdf(1))
    preview.ask_printer()
    sheet = preview.findChild(PrintSheet)
    assert isinstance(sheet, PrintSheet)
    assert preview.findChild(QPrintDialog) is None
    qtbot.waitUntil(sheet.isVisible)
    sheet.reject()
    qtbot.waitUntil(lambda: not isValid(sheet))


def test_in_a_light_room_the_dialog_of_the_platform_is_asked(qtbot: QtBot, preview: Preview) -> None:
    preview.show_pdf(pdf(1))
    preview.ask_printer()
    dialog = preview.findChild(QPrintDialog)
    assert isinstance(dialog, QPrintDialog)
    assert dialog.windowTitle() == "kapdesk"
    dialog.reject()
    qtbot.waitUntil(lambda: not isValid(dialog))


def test_a_toned_page_runs_from_ink_to_paper(qapp: QApplication) -> None:
    pages = Pages(pdf(1))
    ember = theme.Theme.load("ember")
    image = pages.picture(0, 30, Tone(ember.color("text"), ember.color("surface")))
    assert image.pixelColor(5, 5).name() == ember.color("surface").name()
    assert image.colorTable()[0] == ember.color("text").rgb()
    pages.close()


def test_keys_turn_and_enlarge(qtbot: QtBot, preview: Preview) -> None:
    preview.show_pdf(pdf(4))
    before = preview._sheets[0].width()
    qtbot.keyClick(preview, Qt.Key.Key_Plus, Qt.KeyboardModifier.ControlModifier)
    assert preview._sheets[0].width() > before
    qtbot.keyClick(preview, Qt.Key.Key_PageDown)
    assert preview._area.verticalScrollBar().value() > 0


@pytest.mark.usefixtures("dim")
def test_paper_is_white_in_every_theme(qtbot: QtBot, tmp_path: Path) -> None:
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setResolution(300)
    printer.setOutputFileName(str(tmp_path / "out.pdf"))
    pages = Pages(pdf(2))
    assert print_pages(pages, printer) == 2
    pages.close()
    made = Pages((tmp_path / "out.pdf").read_bytes())
    assert made.count() == 2
    assert made.picture(0, 30).pixelColor(50, 50).lightness() == 255
    made.close()


def test_only_the_chosen_pages_are_printed(qtbot: QtBot, tmp_path: Path) -> None:
    printer = QPrinter()
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "out.pdf"))
    printer.setFromTo(2, 2)
    pages = Pages(pdf(3))
    assert print_pages(pages, printer) == 1
    pages.close()


def test_saving_is_asked_for_and_not_done(qtbot: QtBot, preview: Preview) -> None:
    preview.show_pdf(pdf(1))
    with qtbot.waitSignal(preview.save_asked):
        preview.save_button.click()


def test_the_file_dialog_remembers_no_place(qtbot: QtBot, preview: Preview, tmp_path: Path) -> None:
    QSettings.setPath(QSettings.Format.NativeFormat, QSettings.Scope.UserScope, str(tmp_path))
    dialog = ask_where(preview, "kapdesk-document")
    assert dialog.history() == [dialog.directory().absolutePath()]
    assert dialog.selectedFiles()[0].endswith("kapdesk-document.pdf")
    dialog.reject()
    qtbot.waitUntil(lambda: not isValid(dialog))
    notes = QSettings(QSettings.Scope.UserScope, "QtProject")
    assert not [key for key in notes.allKeys() if key.startswith(("FileDialog", "Qt/"))]
