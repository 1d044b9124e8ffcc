"""The list of clients: found as one types, read with the arrow keys, opened with Enter."""

from collections.abc import Callable

from PySide6.QtCore import QModelIndex, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from kapdesk.domain.clock import show_date
from kapdesk.services.client_list import ClientLine
from kapdesk.services.clients import similar_in
from kapdesk.ui.card import GAP, Card, EmptyState
from kapdesk.ui.controls import PrimaryButton, QuietButton
from kapdesk.ui.shoulder import aside, name_of
from kapdesk.ui.table import Cell, Column, Line, Table
from kapdesk.ui.theme import give_role, look, px

COLUMNS = (
    Column("Name", 4),
    Column("", 1),  # the mark of a similar name: beside the name, where it cannot be scrolled away
    Column("Born", 2),
    Column("Number", 1, goes=1),  # heard, and read beside the list, where the room is short
    Column("Dosing", 2),
)
LEAST_ROWS = 4
LONGEST_SAID, SEARCH_TEXTS = 30, "Search every text for this"
LEAST_WIDTH = 560  # px at 100 %; with less room the client stands under the list, not beside it
AROUND = 4 * GAP  # px of the card and the bars beside its table
Fetch = Callable[[str, int, int], tuple[ClientLine, ...]]  # what is typed, first row, how many


class FindBox(QLineEdit):
    """The one box to find a client; Down goes on to the list."""

    went_down = Signal()

    def keyPressEvent(self, arg__1: QKeyEvent) -> None:
        """Go on to the list with Down, empty the box with Esc."""
        if arg__1.key() == Qt.Key.Key_Down:
            self.went_down.emit()
        elif arg__1.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
        else:
            super().keyPressEvent(arg__1)


class BrowseCard(Card):
    """Every client, those in care first; what is typed narrows the list at once."""

    shown = Signal(object)  # the key of the client the caret is on, or None
    opened = Signal(object)  # the key of the client to open
    new_asked = Signal()
    search_asked = Signal(str)  # what is typed, to be looked for in every text

    def __init__(self, fetch: Fetch, parent: QWidget | None = None) -> None:
        """Read the rows with `fetch`, a page at a time."""
        super().__init__(parent=parent)
        self._fetch = fetch
        self._seen: list[ClientLine] = []
        self._room = QSize()
        self.box = FindBox()
        self.box.setClearButtonEnabled(True)
        self.box.setAccessibleName("Find a client")
        self.new = PrimaryButton("New client", small=True)
        self.table = Table(COLUMNS, "Clients", close=True)
        self.nobody = EmptyState("")
        self.in_texts = QuietButton("", small=True)
        self._lay_out()
        # Connect Signals
        look().changed.connect(self._dress)
        self.box.textChanged.connect(self.refresh)
        self.box.went_down.connect(self._to_table)
        self.box.returnPressed.connect(self._open_current)
        self.new.clicked.connect(self.new_asked)
        self.in_texts.clicked.connect(self._ask_texts)
        self.nobody.chosen.connect(self.new_asked)
        self.table.opened.connect(self.opened)
        self.table.selectionModel().currentRowChanged.connect(self._moved)

    def refresh(self) -> None:
        """Read the list anew; the caret stays on the same client where that one is still in it."""
        before = self.table.key()
        self._seen = []
        self.table.show_pages(self._page)
        rows: list[object] = [line.card.id for line in self._seen]
        self._select(rows.index(before) if before in rows else 0)
        self._say_nobody()

    def select(self, key: object) -> bool:
        """Put the caret on a client; say whether it is among those that were read."""
        rows: list[object] = [line.card.id for line in self._seen]
        if key in rows:
            self._select(rows.index(key))
        return key in rows

    def _select(self, row: int) -> None:
        if self._seen:
            self.table.setCurrentIndex(self.table.rows.index(row, 0))
        self.shown.emit(self.table.key())

    def _page(self, start: int, count: int) -> list[Line]:
        page = self._fetch(self.box.text(), start, count)
        self._seen += page
        alike = similar_in(tuple(line.card for line in self._seen))
        return [_line(line, is_alike=line.card.id in alike) for line in page]

    def _say_nobody(self) -> None:
        nobody = not self._seen
        self.table.setVisible(not nobody)
        self.nobody.setVisible(nobody)
        typed = self.box.text().strip()
        self.in_texts.say(f"Search every text for “{typed}”" if len(typed) <= LONGEST_SAID else SEARCH_TEXTS)
        self.in_texts.setVisible(bool(typed))
        self.nobody.say(
            f"Nobody is found by “{typed}”, also not among those whose work has ended." if typed
            else "No clients yet. Each client has a chart of their own, opened from here.",
            "New client",
        )  # fmt: skip

    def _moved(self, _now: QModelIndex, _before: QModelIndex) -> None:
        self.shown.emit(self.table.key())

    def _ask_texts(self) -> None:
        self.search_asked.emit(self.box.text().strip())

    def _to_table(self) -> None:
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _open_current(self) -> None:
        key = self.table.key()
        if key is not None:
            self.opened.emit(key)

    def fit(self, room: QSize) -> None:
        """Take two thirds of the height there is, and never more than the width there is."""
        self._room = room
        self._dress()

    def _dress(self) -> None:
        self.table.setMinimumHeight(self.table.height_of_rows(LEAST_ROWS))
        widest = self._room.width() - AROUND
        self.table.setMinimumWidth(min(px(LEAST_WIDTH), widest) if widest > 0 else px(LEAST_WIDTH))
        self.setMinimumHeight(max(self._room.height(), 0) * 2 // 3)

    def _lay_out(self) -> None:
        label = QLabel("Find by any part of a name, a number or a birth date")
        label.setBuddy(self.box)
        give_role(label, "muted")
        upper = QVBoxLayout()
        upper.setSpacing(4)
        upper.addWidget(label)
        line = QHBoxLayout()
        line.setSpacing(12)
        line.addWidget(self.box, 1)
        line.addWidget(self.new)
        upper.addLayout(line)
        self.body.addLayout(upper)
        self._dress()
        self.in_texts.hide()
        self.add(self.table, 1)
        self.add(self.nobody)
        self.body.addWidget(self.in_texts, 0, Qt.AlignmentFlag.AlignLeft)
        self.body.addStretch(0)


def _line(line: ClientLine, *, is_alike: bool) -> Line:
    card = line.card
    known_as = aside(card.preferred_name)
    name = name_of(card.name, card.code) + (f" “{known_as}”" if known_as else "")
    born = Cell(show_date(card.born)) if card.born else Cell("not known", "muted")
    mark = Cell("similar", "caution", spoken="similar name") if is_alike else Cell("")
    return Line(card.id, (Cell(name, strong=True), mark, born, Cell(card.code), _session(line)))


def _session(line: ClientLine) -> Cell:
    if line.card.ended_on is not None:
        return Cell("ended", "muted", spoken=f"ended {show_date(line.card.ended_on)}")
    if line.session is None:
        return Cell("none yet", "muted")
    if line.session.open:
        return Cell(f"{line.session.number}, here now", "done", strong=True)
    return Cell(f"{line.session.number}, {line.session.state.value}")
