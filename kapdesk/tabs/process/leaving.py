"""What lets others read a process note: a co-therapist it is shared with, or a release of its own."""

from collections.abc import Sequence
from datetime import date
from functools import partial
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from kapdesk.domain.people import Person
from kapdesk.domain.process_notes import Release
from kapdesk.ui.card import Card
from kapdesk.ui.controls import PlainButton, PrimaryButton, QuietButton
from kapdesk.ui.preview import Preview
from kapdesk.ui.said import Said
from kapdesk.ui.signs import Sign
from kapdesk.ui.slip import Parse, Slip
from kapdesk.ui.theme import px

NO_DAY = "Write the day on which it was given."


class SharingCard(Card):
    """Who else opens this note; each of them can be taken out again."""

    shared = Signal(object)  # UUID
    unshared = Signal(object)  # UUID

    def __init__(self) -> None:
        """Lay out the card, empty."""
        super().__init__("Shared with", "they read it and cannot change it")
        self._people: dict[str, UUID] = {}
        self.slip = Slip()
        self.slip.row()
        self.pick = self.slip.pick("who", "Co-therapist", ())
        self.act = PlainButton("Share this note", small=True)
        self.rows = QVBoxLayout()
        rows = QWidget()
        rows.setLayout(self.rows)
        self.rows.setContentsMargins(0, 0, 0, 0)
        for part in (rows, self.slip, self.act):
            self.add(part)
        # Connect Signals
        self.act.clicked.connect(self._share)

    def show_people(self, people: Sequence[Person], shared: Sequence[UUID]) -> None:
        """Offer who has a key of their own; list who reads it already."""
        self._people = {person.signature: person.id for person in people if person.id not in shared}
        self.pick.offer(list(self._people))
        while (item := self.rows.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.deleteLater()
        for person in people:
            if person.id in shared:
                button = QuietButton(f"No longer share with {person.signature}", small=True)
                button.clicked.connect(partial(self.unshared.emit, person.id))
                self.rows.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)

    def _share(self) -> None:
        person = self._people.get(self.slip.text("who"))
        if person is not None:
            self.slip.clear()
            self.shared.emit(person)


class ReleaseCard(Card):
    """One note leaves alone: the authorisation is asked first, then the passphrase, then it is shown."""

    asked = Signal(object)  # Release

    def __init__(self, parse: Parse) -> None:
        """Lay out the card, folded."""
        super().__init__("Release", "by an authorisation of its own")
        self.open = PlainButton("Release this note", small=True)
        self.slip = Slip()
        self.slip.row()
        self.slip.line("by", "Authorised by")
        self.slip.day("on", "Given on", parse)
        self.slip.row()
        self.slip.line("to", "Released to")
        self.slip.day("until", "Valid until", parse, "empty where it has no end")
        self.slip.row()
        self.slip.line("purpose", "Purpose")
        self.slip.line("exception", "Exception relied on", "empty where none is")
        self.act, self.back = PrimaryButton("Show the page", small=True), QuietButton("Close", small=True)
        self.said, self.preview = Said(), Preview()
        self.preview.save_button.hide()  # it leaves on paper
        self.preview.setMinimumHeight(px(420))
        self._form = QWidget()
        column = QVBoxLayout(self._form)
        column.setContentsMargins(0, 0, 0, 0)
        for part in (self.slip, self.act, self.back, self.said, self.preview):
            column.addWidget(part)
        self.add(self.open)
        self.add(self._form)
        self.fold()
        # Connect Signals
        self.open.clicked.connect(self._unfold)
        self.back.clicked.connect(self.fold)
        self.act.clicked.connect(self._ask)

    def show_page(self, pdf: bytes) -> None:
        """Show the page that was made; it is printed from here."""
        self.preview.show()
        self.preview.show_pdf(pdf)
        self.said.say("Written down as released. Print the page.", Sign.RECORDED)

    def refuse(self, sentence: str) -> None:
        """Say why nothing was released."""
        self.said.say(sentence, Sign.MISSING)

    def fold(self) -> None:
        """Put the form away and forget the page."""
        self.preview.clear()
        self.preview.hide()
        self.said.say("", Sign.RECORDED)
        self._form.hide()
        self.open.show()

    def _unfold(self) -> None:
        self.open.hide()
        self._form.show()
        self.slip.setFocus()

    def _ask(self) -> None:
        on, until = self.slip.value("on"), self.slip.value("until")
        if not isinstance(on, date):
            self.refuse(NO_DAY)
            return
        ground = Release(
            self.slip.text("by"), on, self.slip.text("to"), self.slip.text("purpose"),
            until if isinstance(until, date) else None, self.slip.text("exception"),
        )  # fmt: skip
        self.asked.emit(ground)
