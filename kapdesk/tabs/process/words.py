"""A passage of the content as it is read on a page: heading, paragraphs, points."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from kapdesk.domain.letters import Block
from kapdesk.ui.theme import give_role


class BlockText(QWidget):
    """One block of a letter, without its open places."""

    def __init__(self, block: Block, *, heading: bool = True) -> None:
        """Set the block."""
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 4, 0, 4)
        column.setSpacing(4)
        if heading:
            column.addWidget(_line(block.heading, "strong"))
        for paragraph in block.paragraphs:
            column.addWidget(_line(paragraph, "hint"))
        for point in block.bullets:
            column.addWidget(_line(f"•  {point}", "hint"))


def _line(text: str, role: str) -> QLabel:
    label = QLabel(text)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    give_role(label, role)
    return label
