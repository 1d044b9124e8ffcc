"""Which printer and which pages, asked in the colours of the room, where the system would be bright."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QSpinBox, QVBoxLayout, QWidget

from kapdesk.ui.dialog import Sheet
from kapdesk.ui.theme import give_role, px

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter  # needed only when something is printed

MOST_COPIES = 20
NO_PRINTER = (
    "This machine has no printer set up. Nothing was printed; set one up in the system, then ask again."
)


class PrintSheet(Sheet):
    """A small sheet over the page: printer, pages, copies. It prints on paper only, never into a file."""

    def __init__(
        self, printers: Sequence[str], usual: str, pages: int, parent: QWidget | None = None
    ) -> None:
        """Offer the printers of this machine, the usual one first, and all pages."""
        super().__init__("Print", "" if printers else NO_PRINTER, act="Print", careful=False, parent=parent)
        self.printer = QComboBox()
        self.printer.addItems(list(printers))
        self.printer.setCurrentIndex(max(0, self.printer.findText(usual)) if printers else -1)
        self.printer.setEnabled(bool(printers))
        self.first, self.last, self.copies = _count(pages, 1), _count(pages, pages), _count(MOST_COPIES, 1)
        self.act.setEnabled(bool(printers))
        line = QHBoxLayout()
        line.setSpacing(12)
        for words, box in (("From page", self.first), ("to page", self.last), ("Copies", self.copies)):
            line.addWidget(_named(words, box))
        line.addStretch(1)
        self.body.addWidget(_named("Printer", self.printer))
        self.body.addLayout(line)
        # Connect Signals
        self.first.valueChanged.connect(self.last.setMinimum)

    def ask(self) -> None:
        """Show the sheet with the keyboard on the printer, or on the way back where there is none."""
        super().ask()
        (self.printer if self.printer.isEnabled() else self.back).setFocus(Qt.FocusReason.OtherFocusReason)

    def set_up(self, printer: "QPrinter") -> None:
        """Hand the choice on to the printer."""
        printer.setPrinterName(self.printer.currentText())
        printer.setFromTo(self.first.value(), self.last.value())
        printer.setCopyCount(self.copies.value())


def _count(most: int, now: int) -> QSpinBox:
    box = QSpinBox()
    box.setRange(1, max(1, most))
    box.setValue(now)
    box.setMinimumWidth(px(88))
    box.setAlignment(Qt.AlignmentFlag.AlignCenter)
    return box


def _named(words: str, box: QComboBox | QSpinBox) -> QWidget:
    part = QWidget()
    label = QLabel(words)
    label.setBuddy(box)
    give_role(label, "muted")
    box.setAccessibleName(words)
    column = QVBoxLayout(part)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(4)
    column.addWidget(label)
    column.addWidget(box)
    return part
