"""The closed page of process notes: what they are, who can open them, and the passphrase."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from kapdesk.domain.letters import Letter
from kapdesk.tabs.process.words import BlockText
from kapdesk.ui.card import Card, ScrollPage
from kapdesk.ui.secret import Entry
from kapdesk.ui.theme import px


class ClosedPage(ScrollPage):
    """Nothing of a note stands here, not even how many there are."""

    entered = Signal(str)

    def __init__(self, letter: Letter, *, rehearsal: bool) -> None:
        """Ask for the passphrase; the practice room keeps no secret and asks for none."""
        page = QWidget()
        card = Card("Process notes", "opened by your passphrase, closed on leaving")
        self.entry = Entry("Your passphrase", "Open my notes")
        if rehearsal:
            self.entry.offer("Open my notes")
        card.add(self.entry)
        for name in ("sealed", "belongs", "not-here"):
            card.add(BlockText(next(block for block in letter.blocks if block.id == name)))
        card.setMaximumWidth(px(760))
        column = QVBoxLayout(page)
        column.setContentsMargins(16, 16, 16, 16)
        column.addWidget(card)
        column.addStretch(1)
        super().__init__(page)
        self.setFocusProxy(self.entry)
        # Connect Signals
        self.entry.entered.connect(self.entered)
