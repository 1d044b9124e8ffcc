"""The open page of process notes: the list and its search, the note, and what can be done with it."""

from collections.abc import Sequence
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QWidget,
)

from kapdesk.domain.clock import show_moment
from kapdesk.domain.letters import Block, Letter
from kapdesk.domain.process_notes import ProcessNote
from kapdesk.tabs.process.words import BlockText
from kapdesk.ui.card import Card
from kapdesk.ui.columns import Columns
from kapdesk.ui.controls import PlainButton, PrimaryButton, QuietButton
from kapdesk.ui.note import NoteEdit
from kapdesk.ui.theme import give_role, px

_ID = Qt.ItemDataRole.UserRole
EMPTY = "An empty note"
SHOWN = 72  # characters of the first line in the list


class OpenPage(Columns):
    """Shows what it is given; what is typed goes to whoever keeps it."""

    chosen = Signal(object)  # UUID
    add_asked = Signal()
    close_asked = Signal()
    searched = Signal(str)
    copied = Signal(str)
    discard_asked = Signal()

    def __init__(self, letter: Letter) -> None:
        """Lay out the page, empty."""
        super().__init__()
        self._letter = letter
        self.list = QListWidget()
        self.search = QLineEdit()
        self.note = NoteEdit("Process note", "Only you read this", lines=9, grows=True)
        self.head, self.shared, self.none = QLabel(), QLabel(), QLabel("No note yet about this client.")
        self.add = PrimaryButton("New note", small=True)
        self.close_button = PlainButton("Close my notes", small=True)
        self.risk = QLineEdit()
        self.copy = PlainButton("Copy into the record", small=True)
        self.said = QLabel()
        self.discard = QuietButton("Put this note away", small=True)
        self._lay_out()
        # Connect Signals
        self.list.currentItemChanged.connect(self._choose)
        self.search.textChanged.connect(self.searched)
        self.add.clicked.connect(self.add_asked)
        self.close_button.clicked.connect(self.close_asked)
        self.copy.clicked.connect(self._copy)
        self.risk.returnPressed.connect(self._copy)
        self.discard.clicked.connect(self.discard_asked)

    def show_list(self, notes: Sequence[ProcessNote], current: UUID | None, zone: str) -> None:
        """Show notes, the newest first, with the one that is open marked; nothing is announced."""
        was_blocked = self.list.blockSignals(True)  # noqa: FBT003 - Qt's own signature
        self.list.clear()
        for note in notes:
            item = QListWidgetItem(
                f"{show_moment(note.happened_at, zone)}  {note.first_line[:SHOWN] or EMPTY}"
            )
            item.setData(_ID, note.id)
            self.list.addItem(item)
            if note.id == current:
                self.list.setCurrentItem(item)
        self.list.blockSignals(was_blocked)
        self.list.setVisible(bool(notes))
        self.none.setVisible(not notes)

    def show_note(self, note: ProcessNote | None, zone: str, shared: str, *, mine: bool) -> None:
        """Show what belongs to the note that is open; its text is loaded by whoever keeps it."""
        for part in (self.note, self.head):
            part.setVisible(note is not None)
        self.discard.setVisible(mine)
        self.shared.setText(shared)
        self.shared.setVisible(bool(shared))
        self.note.setReadOnly(not mine)
        if note is not None:
            self.head.setText(
                f"{show_moment(note.happened_at, zone)} · written {show_moment(note.written_at, zone)}"
            )

    def say(self, words: str) -> None:
        """Say what happened, beside where it was asked for."""
        self.said.setText(words)
        self.said.setVisible(bool(words))

    def _choose(self, item: QListWidgetItem | None, _before: QListWidgetItem | None) -> None:
        if item is not None:
            self.chosen.emit(item.data(_ID))

    def _copy(self) -> None:
        self.copied.emit(self.risk.text())

    def _lay_out(self) -> None:
        self.list.setAccessibleName("Process notes about this client, the newest first")
        self.list.setMaximumHeight(px(180))
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.search.setPlaceholderText("Search these notes")
        self.search.setAccessibleName("Search these notes")
        top = QHBoxLayout()
        top.addWidget(self.search, 1)
        top.addWidget(self.add)
        top.addWidget(self.close_button)
        head = QWidget()
        head.setLayout(top)
        top.setContentsMargins(0, 0, 0, 0)
        card = Card("Process notes", "Sealed to you; in no search, print or count of the record.")
        for label, role in (
            (self.head, "muted"),
            (self.shared, "hint"),
            (self.none, "hint"),
            (self.said, "hint"),
        ):
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setWordWrap(True)
            give_role(label, role)
        for part in (head, self.list, self.none, self.head, self.note, self.shared):
            card.add(part)
        card.body.addWidget(self.discard, 0, Qt.AlignmentFlag.AlignLeft)
        self.add_work(card, 1)
        self.add_context(self._risk_card())
        self.say("")

    def _risk_card(self) -> Card:
        card = Card(self._block("risk").heading)
        card.add(BlockText(self._block("risk"), heading=False))
        self.risk.setAccessibleName("Factual line for the record")
        self.risk.setPlaceholderText("Factual line for the record")
        card.add(self.risk)
        card.add(self.copy)
        card.add(self.said)
        return card

    def reminder(self) -> Card:
        """Return the card that says what belongs in the record instead."""
        card = Card("Not here")
        card.add(BlockText(self._block("not-here"), heading=False))
        return card

    def _block(self, name: str) -> Block:
        return next(block for block in self._letter.blocks if block.id == name)
