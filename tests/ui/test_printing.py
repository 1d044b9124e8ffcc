"""The print sheet of a dim room: printer, pages and copies; a plain sentence where no printer is."""

from PySide6.QtPrintSupport import QPrinter
from pytestqt.qtbot import QtBot

from kapdesk.ui.printing import NO_PRINTER, PrintSheet


def test_the_usual_printer_and_all_pages_are_offered(qtbot: QtBot) -> None:
    sheet = PrintSheet(("Desk", "Front"), "Front", 4)
    qtbot.addWidget(sheet)
    assert sheet.printer.currentText() == "Front"
    assert (sheet.first.value(), sheet.last.value(), sheet.copies.value()) == (1, 4, 1)
    assert sheet.act.isEnabled()


def test_without_a_printer_it_says_so_and_offers_nothing(qtbot: QtBot) -> None:
    sheet = PrintSheet((), "", 2)
    qtbot.addWidget(sheet)
    assert sheet.accessibleDescription() == NO_PRINTER
    assert not sheet.act.isEnabled()
    assert not sheet.printer.isEnabled()


def test_the_last_page_is_never_before_the_first(qtbot: QtBot) -> None:
    sheet = PrintSheet(("Desk",), "", 5)
    qtbot.addWidget(sheet)
    sheet.last.setValue(2)
    sheet.first.setValue(4)
    assert sheet.last.value() == 4


def test_the_choice_reaches_the_printer(qtbot: QtBot) -> None:
    sheet = PrintSheet(("Desk",), "", 5)
    qtbot.addWidget(sheet)
    sheet.first.setValue(2)
    sheet.last.setValue(3)
    printer = QPrinter()
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    sheet.set_up(printer)
    assert (printer.fromPage(), printer.toPage()) == (2, 3)
