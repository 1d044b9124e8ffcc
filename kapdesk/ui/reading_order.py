"""Tab goes as one reads: down the page and from left to right, whatever came onto it last."""

from functools import cmp_to_key

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QTextEdit,
    QWidget,
)

_WHOLE = (QAbstractItemView, QAbstractSpinBox, QComboBox, QLineEdit, QPlainTextEdit, QTextEdit)
_SAME_LINE = 0.5  # share of the lower one's height by which two things overlap that stand in one line


def go_on(page: QWidget, *, forward: bool) -> bool:
    """Put the keyboard on the next thing as one reads, or on the one before; round at the ends.

    The order is looked at anew each time: rows come and go, and what came last is not read last.
    """
    held = QApplication.focusWidget()
    order = stops(page, held)
    while held is not None and held not in order:
        held = held.parentWidget()
        order = stops(page, held)
    if held is None or not order:
        return False
    reasons = Qt.FocusReason
    target = order[(order.index(held) + (1 if forward else -1)) % len(order)]
    target.setFocus(reasons.TabFocusReason if forward else reasons.BacktabFocusReason)
    return True


def stops(page: QWidget, held: QWidget | None = None) -> list[QWidget]:
    """Return all that Tab stops at on a page in the order it is read, and what holds the keyboard now."""
    found = [page] if page is held or _is_stop(page) else []
    if not isinstance(page, _WHOLE):
        for child in _children(page):
            found += stops(child, held)
    return found


def _children(page: QWidget) -> list[QWidget]:
    seen = [child for child in page.children() if _is_seen(child)]
    parts = [child for child in seen if isinstance(child, QWidget)]
    return sorted(parts, key=cmp_to_key(_before)) if len(parts) > 1 else parts


def _is_seen(child: QObject) -> bool:
    return isinstance(child, QWidget) and child.isVisible() and not child.isWindow()


def _before(one: QWidget, other: QWidget) -> int:
    here, there = one.geometry(), other.geometry()
    shared = min(here.bottom(), there.bottom()) - max(here.top(), there.top())
    if shared > _SAME_LINE * min(here.height(), there.height()):
        return here.left() - there.left()
    return here.top() - there.top()


def _is_stop(widget: QWidget) -> bool:
    if not widget.focusPolicy() & Qt.FocusPolicy.TabFocus or not widget.isEnabled():
        return False
    proxy: QWidget | None = widget.focusProxy()
    return proxy is None
