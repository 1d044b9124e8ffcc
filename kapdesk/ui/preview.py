"""What will be on paper, looked at from memory; it is printed or saved only on purpose."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRect, QRectF, QSettings, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QDialog, QFileDialog, QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from kapdesk.ui.controls import PlainButton
from kapdesk.ui.pages import POINTS, Pages, Tone
from kapdesk.ui.theme import color, give_role, look, px

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter  # needed only when something is printed

    from kapdesk.ui.printing import PrintSheet

SCREEN = 96  # dots per inch at 100 %
PRINT = 300  # dots per inch on paper
STEP = 1.2
NARROWEST, WIDEST = 0.3, 4.0


class _Sheet(QWidget):
    """One page; it is drawn only when it is seen."""

    def __init__(self, pages: Pages, number: int) -> None:
        super().__init__()
        self._pages, self._number = pages, number
        self._zoom, self._as_paper = 1.0, False
        self.setAccessibleName(f"Page {number + 1} of {pages.count()}")

    def fit(self, zoom: float, *, as_paper: bool) -> None:
        self._zoom, self._as_paper = zoom, as_paper
        self.setFixedSize(self.sizeHint())
        self.update()

    def sizeHint(self) -> QSize:
        return (self._pages.size(self._number) * (SCREEN * self._zoom / POINTS)).toSize()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt calls it with the event
        dim = look().theme.dark and not self._as_paper
        tone = Tone(color("text"), color("surface")) if dim else None
        ratio = self.devicePixelRatioF()
        image = self._pages.picture(self._number, SCREEN * self._zoom * ratio, tone)
        image.setDevicePixelRatio(ratio)
        painter = QPainter(self)
        painter.drawImage(QPointF(0, 0), image)
        if look().theme.dark and self._as_paper:
            dim_page(painter, self.rect())
        painter.setPen(color("line"))
        painter.drawRect(self.rect().adjusted(0, 0, -1, -1))
        painter.end()


def dim_page(painter: QPainter, page: QRect) -> None:
    """Hold the light of a page down to what the room bears; every line of it stays where it is."""
    modes = QPainter.CompositionMode
    painter.setCompositionMode(modes.CompositionMode_Multiply)
    painter.fillRect(page, color("page"))
    painter.setCompositionMode(modes.CompositionMode_SourceOver)


class Preview(QWidget):
    """Pages under each other with a line of acts; PgUp and PgDn turn, Ctrl + and − enlarge."""

    save_asked = Signal()
    printed = Signal(int)  # pages that were sent to the printer

    def __init__(self, parent: QWidget | None = None) -> None:
        """Start with nothing to show."""
        super().__init__(parent)
        self._pages: Pages | None = None
        self._sheets: list[_Sheet] = []
        self._zoom: float | None = None  # None fits the width
        self._as_paper = False
        self.ask_first: Callable[[Callable[[], None]], None] | None = None  # what is asked before pages leave
        self._area = QScrollArea()
        self._area.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self._area.setAccessibleName("Preview")
        self._area.setAccessibleDescription(
            "The pages as they are printed; the arrow keys and Page Down scroll"
        )
        self._count = QLabel()
        give_role(self._count, "hint")
        self.print_button, self.save_button = (
            PlainButton("Print…", small=True),
            PlainButton("Save…", small=True),
        )
        self._paper_button = PlainButton("Show as on paper", small=True)
        self._paper_button.setCheckable(True)
        self._larger, self._smaller = PlainButton("Larger", small=True), PlainButton("Smaller", small=True)
        self._lay_out()
        self.clear()
        # Connect Signals
        self.print_button.clicked.connect(partial(self._leave, self.ask_printer))
        self.save_button.clicked.connect(partial(self._leave, self._ask_save))
        self._paper_button.clicked.connect(self._show_paper)
        self._larger.clicked.connect(partial(self.enlarge, STEP))
        self._smaller.clicked.connect(partial(self.enlarge, 1 / STEP))
        look().changed.connect(self._fit)

    def show_pdf(self, pdf: bytes) -> None:
        """Show a document from its bytes; raises ValueError when they are none."""
        pages = Pages(pdf)
        self.clear()
        self._pages = pages
        content = QWidget()
        give_role(content, "clear")
        column = QVBoxLayout(content)
        column.setSpacing(px(16))
        for number in range(pages.count()):
            sheet = _Sheet(pages, number)
            self._sheets.append(sheet)
            column.addWidget(sheet, 0, Qt.AlignmentFlag.AlignHCenter)
        self._area.setWidget(content)
        self._count.setText(f"{pages.count()} page{'s' if pages.count() != 1 else ''}")
        self._offer(offered=True)
        self._fit()

    def clear(self) -> None:
        """Let the document go, as at locking."""
        self._sheets.clear()
        if self._pages is not None:
            old = self._area.takeWidget()
            old.hide()
            old.deleteLater()
        if self._pages is not None:
            self._pages.close()
            self._pages = None
        self._count.setText("nothing to show")
        self._offer(offered=False)

    def enlarge(self, factor: float) -> None:
        """Show the pages larger or smaller."""
        now = self._zoom or self._width_zoom()
        self._zoom = min(WIDEST, max(NARROWEST, now * factor))
        self._fit()

    def ask_printer(self) -> None:
        """Ask where to print: the platform's dialog in a light look, our own dim sheet in a dark one."""
        if self._pages is None:
            return
        from PySide6.QtPrintSupport import QPrinter

        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setDocName("kapdesk")
        printer.setFromTo(1, self._pages.count())
        if look().theme.dark:
            self._ask_in_the_dark(printer, self._pages.count())
        else:
            self._ask_platform(printer)

    def _ask_platform(self, printer: "QPrinter") -> None:
        from PySide6.QtPrintSupport import QPrintDialog

        dialog = QPrintDialog(printer, self)
        dialog.setWindowTitle("kapdesk")
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.accepted.connect(partial(self.print_to, printer))
        QDialog.open(dialog)

    def _ask_in_the_dark(self, printer: "QPrinter", pages: int) -> None:
        """Keep the bright dialog of the system out of a dim room."""
        from PySide6.QtPrintSupport import QPrinterInfo

        from kapdesk.ui.printing import PrintSheet

        names, usual = QPrinterInfo.availablePrinterNames(), QPrinterInfo.defaultPrinterName()
        sheet = PrintSheet(names, usual, pages, self)
        sheet.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        sheet.agreed.connect(partial(self._print_as_asked, sheet, printer))
        sheet.ask()

    def _print_as_asked(self, sheet: "PrintSheet", printer: "QPrinter") -> None:
        sheet.set_up(printer)
        self.print_to(printer)

    def print_to(self, printer: "QPrinter") -> None:
        """Print the pages that were asked for, at 300 dots per inch, black on white in every theme."""
        if self._pages is not None:
            self.printed.emit(print_pages(self._pages, printer))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Turn pages and enlarge by key."""
        bar = self._area.verticalScrollBar()
        turned = {Qt.Key.Key_PageDown: bar.pageStep(), Qt.Key.Key_PageUp: -bar.pageStep()}.get(
            Qt.Key(event.key())
        )
        if turned is not None:
            bar.setValue(bar.value() + turned)
            return
        factor = {Qt.Key.Key_Plus: STEP, Qt.Key.Key_Minus: 1 / STEP}.get(Qt.Key(event.key()))
        if factor is not None and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.enlarge(factor)
            return
        super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the pages as wide as the room."""
        super().resizeEvent(event)
        self._fit()

    def _lay_out(self) -> None:
        line = QHBoxLayout()
        line.setSpacing(8)
        line.addWidget(self._count, 1)
        for button in (self._smaller, self._larger, self._paper_button, self.save_button, self.print_button):
            line.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(line)
        column.addWidget(self._area, 1)

    def _offer(self, *, offered: bool) -> None:
        for button in (self._smaller, self._larger, self._paper_button, self.save_button, self.print_button):
            button.setEnabled(offered)

    def _width_zoom(self) -> float:
        if self._pages is None or not self._pages.count():
            return 1.0
        room = self._area.viewport().width() - px(40)
        return min(WIDEST, max(NARROWEST, room / (self._pages.size(0).width() * SCREEN / POINTS)))

    def _fit(self) -> None:
        zoom = self._zoom or min(self._width_zoom(), px(100) / 100 * 1.25)
        for sheet in self._sheets:
            sheet.fit(zoom, as_paper=self._as_paper)
        content = self._area.widget()
        if content is not None:
            content.adjustSize()
        self._paper_button.setVisible(look().theme.dark)

    def _show_paper(self) -> None:
        self._as_paper = self._paper_button.isChecked()
        self._fit()

    def _ask_save(self) -> None:
        self.save_asked.emit()

    def _leave(self, act: Callable[[], None], _checked: object = None) -> None:
        (act if self.ask_first is None else partial(self.ask_first, act))()


def print_pages(pages: Pages, printer: "QPrinter") -> int:
    """Send the chosen pages to a printer as pictures of 300 dots per inch; return how many were sent."""
    from PySide6.QtPrintSupport import QPrinter

    first = printer.fromPage() or 1
    last = min(printer.toPage() or pages.count(), pages.count())
    painter = QPainter()
    if not painter.begin(printer):
        return 0
    sent = 0
    for number in range(first - 1, last):
        if sent and not printer.newPage():
            break
        image = pages.picture(number, PRINT)
        paper = printer.paperRect(QPrinter.Unit.DevicePixel)
        edge = printer.pageRect(QPrinter.Unit.DevicePixel).topLeft()
        size = pages.size(number) * (printer.resolution() / POINTS)
        scale = min(1.0, paper.width() / size.width(), paper.height() / size.height())
        painter.drawImage(QRectF(-edge, size * scale), image)
        sent += 1
    painter.end()
    return sent


def ask_where(parent: QWidget, name: str, kind: str = "PDF (*.pdf)") -> QFileDialog:
    """Open a file dialog of our own look, with no memory of places; listen to its `fileSelected`.

    `name` must say nothing about the client.
    """
    dialog = QFileDialog(parent, "kapdesk", "", kind)
    dialog.setOption(QFileDialog.Option.DontUseNativeDialog)
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setDefaultSuffix(kind.rpartition(".")[2].rstrip(")"))
    dialog.setHistory([])
    dialog.setSidebarUrls([])
    dialog.setLabelText(QFileDialog.DialogLabel.Accept, "Save here")
    dialog.setLabelText(QFileDialog.DialogLabel.Reject, "Go back")
    dialog.selectFile(name)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.destroyed.connect(_forget_places)
    dialog.open()
    return dialog


def _forget_places() -> None:
    """Take out what Qt itself notes about file dialogs in the account of the person."""
    notes = QSettings(QSettings.Scope.UserScope, "QtProject")
    notes.remove("FileDialog")
    notes.remove("Qt")
