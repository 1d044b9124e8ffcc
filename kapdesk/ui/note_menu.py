"""The short menu of a note, built from the acts it is given."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu, QWidget


@dataclass(frozen=True, slots=True)
class Act:
    """One line of a menu: its words, what it does, its key, and whether it can be done now."""

    name: str
    do: Callable[[], object]
    key: QKeySequence.StandardKey | str = ""
    offered: bool = True


def made(parent: QWidget, acts: Sequence[Act | None]) -> QMenu:
    """Build a menu; None draws a line."""
    menu = QMenu(parent)
    for act in acts:
        if act is None:
            menu.addSeparator()
            continue
        action = QAction(act.name, menu)
        action.setShortcut(QKeySequence(act.key))
        action.setEnabled(act.offered)
        action.triggered.connect(partial(_do, act.do))
        menu.addAction(action)
    return menu


def _do(act: Callable[[], object], _checked: bool = False) -> None:  # noqa: FBT001, FBT002 - a signal calls it
    act()
