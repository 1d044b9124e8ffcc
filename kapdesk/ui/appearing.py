"""Parts that come and go; one that has no place yet never flashes up as a window of its own."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget


def appear(part: QWidget, *, shown: bool) -> None:
    """Show or hide a part; before it has its place, only note whether it is to be seen there.

    Qt shows a part without a parent as a window, at once and for a blink: a bright frame in a dim room.
    """
    if part.parentWidget() is not None or not shown:
        part.setVisible(shown)
        return
    part.setAttribute(Qt.WidgetAttribute.WA_WState_ExplicitShowHide, on=False)
