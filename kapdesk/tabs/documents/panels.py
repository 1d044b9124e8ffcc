"""The shelf of documents beside the page that is looked at, and the sheet that asks before one is saved."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from kapdesk.services.documents import Card as Document
from kapdesk.services.documents import Paper, Printed
from kapdesk.services.printed_numbers import NOTHING_OLD
from kapdesk.tabs.documents.old_numbers import OldNumbers
from kapdesk.ui.card import GAP, Card, EmptyState, Row, Rows
from kapdesk.ui.controls import ChoiceBar, Option, PlainButton, Sign, SignLabel
from kapdesk.ui.dialog import Sheet
from kapdesk.ui.preview import Preview
from kapdesk.ui.progress import Progress
from kapdesk.ui.theme import give_role, look, px

CLOSED, OPEN = "closed", "open"


class ShelfCard(Card):
    """Every document of the chart: what it is, how it stands, and the way to look at it."""

    asked = Signal(str)  # the key of the document to look at
    paper_chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        """Lay out an empty shelf."""
        super().__init__("Documents", "looked at from memory; nothing is on the disk", parent=parent)
        self.paper = ChoiceBar(
            [Option(paper.value, paper.value) for paper in Paper], "Paper", small=True, even=False
        )
        self.buttons: dict[str, PlainButton] = {}
        self._titles: dict[str, str] = {}
        self._rows = Rows()
        line = QHBoxLayout()
        label = QLabel("Paper")
        give_role(label, "hint")
        line.addWidget(label)
        line.addWidget(self.paper)
        line.addStretch(1)
        self.body.addLayout(line)
        self.add(self._rows)
        # Connect Signals
        self.paper.chosen.connect(self._choose)

    def show_documents(self, documents: tuple[Document, ...]) -> None:
        """Show the documents; the focus stays where it was."""
        held = next((key for key, button in self.buttons.items() if button.hasFocus()), "")
        self.buttons = {}
        self._rows.show_rows([self._row(document) for document in documents])
        if held in self.buttons and self.buttons[held].isEnabled():
            self.buttons[held].setFocus(Qt.FocusReason.OtherFocusReason)

    def show_paper(self, paper: Paper) -> None:
        """Show the paper in use; nothing is announced."""
        self.paper.set_value(paper.value)

    def mark(self, key: str) -> None:
        """Say which document is looked at."""
        for other, button in self.buttons.items():
            words = "Shown" if other == key else "Preview"
            button.say(words)
            button.setAccessibleName(f"{words}: {self._titles[other]}")
            waits = f"cannot be made: {button.toolTip()}" if button.toolTip() else ""
            button.setAccessibleDescription("shown beside" if other == key else waits)

    def _row(self, document: Document) -> Row:
        how = f"{document.about}\n{document.state}" if document.ready else document.state
        row = Row(document.title, how, strong=document.ready)
        button = PlainButton("Preview", small=True)
        button.setAccessibleName(f"Preview: {document.title}")
        button.setEnabled(document.ready)
        button.setToolTip("" if document.ready else document.state)
        button.clicked.connect(partial(self._ask, document.key))
        self.buttons[document.key], self._titles[document.key] = button, document.title
        row.add(button)
        return row

    def _ask(self, key: str) -> None:
        self.asked.emit(key)

    def _choose(self, value: str | None) -> None:
        self.paper_chosen.emit(value or "")


class PreviewCard(Card):
    """The page that is looked at, with what was said about it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Stand empty until a document is asked for."""
        super().__init__("Preview", parent=parent)
        self.preview, self.key = Preview(), ""
        self.old = OldNumbers()
        self.preview.hide()  # until there is something to look at
        self._said = SignLabel(Sign.RECORDED, wraps=True)
        self._said.hide()
        self.progress = Progress("Making the page")
        self.empty = EmptyState("")
        self.empty.hide()
        self.add(self._said)
        self.add(self.progress)
        self.add(self.old)
        self.add(self.empty)
        self.add(self.preview, 1)
        self.body.addStretch(0)  # what is said stays at the top while there is no page
        self._dress()
        # Connect Signals
        look().changed.connect(self._dress)

    def _dress(self) -> None:
        self.preview.setMinimumHeight(px(420))
        self.setMinimumWidth(self.preview.minimumSizeHint().width() + 2 * GAP)

    def invite(self, sentence: str) -> None:
        """Say quietly what belongs here, while no document was asked for."""
        self.empty.say(sentence)
        self.empty.show()

    def wait(self, key: str) -> None:
        """Let the page go while another one, by its key, is made."""
        self.key = key
        self.preview.clear()
        self.preview.show()
        self.old.show_numbers(NOTHING_OLD)
        self.say("Making the page", Sign.DUE)

    def show_page(self, made: Printed) -> None:
        """Show a finished page and, over it, which of its numbers are to be tried again."""
        self.set_title(made.title)
        self.say("")
        self.old.show_numbers(made.old)
        self.preview.show_pdf(made.pdf)

    def say(self, sentence: str, sign: Sign = Sign.RECORDED) -> None:
        """Say a sentence over the page; an empty one says nothing."""
        self.empty.hide()
        self._said.set_sign(sign, sentence)
        self._said.setVisible(bool(sentence))


class SaveSheet(Sheet):
    """Asks how a document is saved: closed with a password, or open once its risk was read."""

    save_asked = Signal(str)  # the password; empty for an open file

    def __init__(self, risk: str, password: str, parent: QWidget | None = None) -> None:
        """Offer a password, shown this once; `risk` is what an open file means."""
        super().__init__(
            "Save this document", "The file name names nobody. Choose how the file is closed.",
            act="Choose the folder", parent=parent,
        )  # fmt: skip
        self.how = ChoiceBar(
            [Option(CLOSED, "With a password"), Option(OPEN, "Open, without a password")], "How", even=False
        )
        self.password = QLineEdit(password)
        self.password.setMinimumHeight(px(36))
        self.password.setAccessibleName("Password")
        self._hint = QLabel("Write it down now: it is shown this once and kept nowhere.")
        give_role(self._hint, "hint")
        self._risk = SignLabel(Sign.CAUTION, risk, wraps=True)
        self.accept_risk = ChoiceBar([Option("yes", "I have read this, save it open")], "Risk", even=False)
        self._lay_out_parts()
        self._weigh()
        # Connect Signals
        self.how.chosen.connect(self._changed)
        self.accept_risk.chosen.connect(self._changed)
        self.password.textChanged.connect(self._changed)
        self.agreed.connect(self._give)

    def _lay_out_parts(self) -> None:
        self._closed, self._open = QWidget(), QWidget()
        for box, parts in (
            (self._closed, (self.password, self._hint)),
            (self._open, (self._risk, self.accept_risk)),
        ):
            column = QVBoxLayout(box)
            column.setContentsMargins(0, 0, 0, 0)
            column.setSpacing(8)
            for part in parts:
                column.addWidget(part)
        for part in (self.how, self._closed, self._open):
            self.body.addWidget(part)

    def _changed(self, *_value: object) -> None:
        self._weigh()

    def _weigh(self) -> None:
        how = self.how.value()
        self._closed.setVisible(how == CLOSED)
        self._open.setVisible(how == OPEN)
        ready = bool(self.password.text()) if how == CLOSED else self.accept_risk.value() == "yes"
        self.act.setEnabled(how is not None and ready)
        self.adjustSize()

    def _give(self) -> None:
        self.save_asked.emit(self.password.text() if self.how.value() == CLOSED else "")


class RiskSheet(Sheet):
    """Asks once more where a folder is removable, synced, or emptied by the system."""

    def __init__(self, warning: str, target: Path, parent: QWidget | None = None) -> None:
        """Say what speaks against the folder."""
        self.target = target
        super().__init__(
            "Save it there all the same?", warning, act="Save it there", back="Choose another", parent=parent
        )
