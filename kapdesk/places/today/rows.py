"""The rows of Today: whose it is, how it stands, what can be done; a long list is shown in parts."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QWidget

from kapdesk.desk import Go
from kapdesk.services.boards import FollowUp, Who
from kapdesk.ui.card import Card, Row, Rows
from kapdesk.ui.controls import PlainButton, QuietButton
from kapdesk.ui.shoulder import name_of
from kapdesk.ui.signs import Sign, SignLabel
from kapdesk.ui.theme import give_role

AT_ONCE = 10
"""How many rows of a list are shown before somebody asks for more."""


def who_of(who: Who) -> str:
    """Return how a client is called here, which is by the code alone while names are hidden."""
    return name_of(who.name, who.code)


@dataclass(frozen=True, slots=True)
class Act:
    """One button of a row: its verb, and where it leads."""

    verb: str
    wish: Go | FollowUp


@dataclass(frozen=True, slots=True)
class Entry:
    """One row: its two lines, how it stands in a third, and what can be done."""

    name: str
    second: str
    acts: tuple[Act, ...] = ()
    strong: bool = True
    sign: Sign | None = None
    word: str = ""
    heard: str = ""


class ListCard(Card):
    """Rows that lead somewhere, or what belongs here while there is none."""

    gone = Signal(object)  # Go, or the FollowUp that is to be closed

    def __init__(self, title: str, empty: str, subtitle: str = "", parent: QWidget | None = None) -> None:
        """Start empty."""
        super().__init__(title, subtitle, parent=parent)
        self.rows, self._quiet = Rows(), subtitle
        self._entries: tuple[Entry, ...] = ()
        self._upto = AT_ONCE
        self.more = QuietButton("", small=True)
        self.more.hide()
        self._empty = QLabel(empty)
        self._empty.setWordWrap(True)
        give_role(self._empty, "muted")
        self.add(self._empty)
        self.add(self.rows)
        self.add(self.more)
        # Connect Signals
        self.more.clicked.connect(self._show_more)

    def show_entries(self, entries: Sequence[Entry]) -> None:
        """Show these rows, some at once; the rest is one press away."""
        if tuple(entries) == self._entries and entries:
            return
        self._entries = tuple(entries)
        self._upto = max(AT_ONCE, min(self._upto, len(entries)))
        self._fill()

    def _fill(self) -> None:
        entries, left = self._entries[: self._upto], max(0, len(self._entries) - self._upto)
        self._empty.setVisible(not entries)
        self.rows.setVisible(bool(entries))
        self.rows.show_rows([self._row(entry) for entry in entries])
        self.more.setVisible(left > 0)
        self.more.setText(f"Show {min(left, AT_ONCE)} more of {left}")
        self.more.setAccessibleName(f"{self.more.text()}: {self.accessibleName()}")
        counted = str(len(self._entries)) if len(self._entries) > AT_ONCE else ""
        self.set_subtitle(" · ".join(part for part in (self._quiet, counted) if part))

    def _show_more(self) -> None:
        first = self._upto
        self._upto += AT_ONCE
        self._fill()
        row = self.rows.findChildren(Row)[first]
        button = next(iter(row.findChildren(PlainButton)), None)
        if button is not None:
            button.setFocus()

    def _row(self, entry: Entry) -> QWidget:
        row = Row(entry.name, entry.second, strong=entry.strong)
        if entry.sign is not None:
            row.add_below(SignLabel(entry.sign, entry.word))
        for act in entry.acts:
            button = PlainButton(act.verb, small=True)
            button.setAccessibleName(f"{act.verb}: {entry.heard or entry.name}")
            button.clicked.connect(partial(self._go, act.wish))
            row.add(button)
        return row

    def _go(self, wish: Go | FollowUp) -> None:
        self.gone.emit(wish)
