"""The form for a new client, or for what is known of one: nothing typed in it is lost by leaving it."""

import json
from collections.abc import Mapping, Sequence
from datetime import date
from functools import partial
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from kapdesk.domain.clock import show_date
from kapdesk.places.clients.facts import CODE
from kapdesk.services.clients import Likeness
from kapdesk.ui.card import Card, Columns, Row, Rows
from kapdesk.ui.controls import Option, PlainButton, PrimaryButton, QuietButton
from kapdesk.ui.shoulder import name_of
from kapdesk.ui.signs import Sign, SignLabel
from kapdesk.ui.slip import Parse, Slip, read_draft
from kapdesk.ui.theme import give_role

CHANNELS = (
    Option("telephone", "Telephone"),
    Option("text message", "Text message"),
    Option("email", "Email"),
    Option("letter", "Letter"),
    Option("only in person", "Only in person"),
)
MESSAGE = (Option("yes", "Yes"), Option("no", "No"))


def _who(parse: Parse) -> Slip:
    slip = Slip()
    slip.row()
    slip.line("family", "Family name")
    slip.line("given", "Given name")
    slip.row()
    slip.line("preferred", "Preferred name", "how they like to be called")
    slip.day("born", "Born", parse, "day, month, year, in any order that has one reading")
    slip.row()
    slip.line("title", "Title")
    slip.line("gender", "Gender")
    slip.line("pronouns", "Pronouns")
    slip.row()
    slip.line("language", "Language", "and whether an interpreter is needed", share=2)
    slip.line(CODE, "Client number", "proposed; it may be another")
    return slip


def _reach() -> Slip:
    slip = Slip()
    slip.row()
    slip.line("phone", "Telephone")
    slip.line("email", "Email")
    slip.row()
    slip.line("address", "Address", "where help would be sent")
    return slip


def _safe_contact() -> Slip:
    slip = Slip()
    slip.choice("channel", "They are reached by", CHANNELS)
    slip.choice("message", "May a message be left", MESSAGE, "Neither pressed: not asked yet.")
    slip.row()
    slip.line("code_word", "Code word", "said first, so that both know who is there")
    slip.line("contact_note", "Note", "when not, who must not hear of it", share=2)
    return slip


def _around() -> Slip:
    slip = Slip()
    slip.row()
    slip.line("emergency_name", "Emergency contact", share=2)
    slip.line("emergency_relation", "Relation")
    slip.line("emergency_phone", "Telephone", share=2)
    slip.row()
    slip.line("prescriber", "Prescriber", "name and telephone")
    return slip


class AlikeCard(Card):
    """Clients who may be taken for this one; each must be answered before anything is saved."""

    another = Signal(object)  # the key of a client who is another person
    open_asked = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        """Stand hidden."""
        super().__init__("Is it the same person?", parent=parent)
        self.sign = SignLabel(Sign.CAUTION, wraps=True)
        self.rows = Rows()
        self.add(self.sign)
        self.add(self.rows)
        self.hide()

    def show_alike(self, found: Sequence[Likeness]) -> None:
        """Show who it may be, with what is alike; hide where there is nobody."""
        self.setVisible(bool(found))
        self.sign.set_sign(Sign.CAUTION, "Answer this before saving. Nothing is saved yet.")
        self.rows.show_rows([self._row(likeness) for likeness in found])

    def _row(self, likeness: Likeness) -> QWidget:
        card = likeness.card
        born = f"Born {show_date(card.born)}" if card.born else "Birth date not known"
        ended = f" · ended {show_date(card.ended_on)}" if card.ended_on else ""
        said = ", ".join(likeness.reasons)
        row = Row(name_of(card.name, card.code), f"{born} · {card.code}{ended} · {said}", strong=True)
        other, opening = (
            PlainButton("It is another person", small=True),
            PlainButton("Open that one", small=True),
        )
        other.clicked.connect(partial(self._say_another, card.id))
        opening.clicked.connect(partial(self._ask_open, card.id))
        for button in (other, opening):
            button.setAccessibleDescription(name_of(card.name, card.code))
        box = QWidget()
        column = QVBoxLayout(box)
        column.setContentsMargins(0, 0, 0, 8)
        column.setSpacing(4)
        buttons = QHBoxLayout()
        buttons.addWidget(other)
        buttons.addWidget(opening)
        buttons.addStretch(1)
        column.addWidget(row)
        column.addLayout(buttons)
        return box

    def _say_another(self, key: UUID) -> None:
        self.another.emit(key)

    def _ask_open(self, key: UUID) -> None:
        self.open_asked.emit(key)


class ClientForm(QWidget):
    """Who they are, how to reach them safely, who is around them; saved by one button."""

    save_asked = Signal()
    left = Signal()  # back to the list; what was typed is kept
    dropped = Signal()  # the half-filled form is emptied on purpose
    edited = Signal()

    def __init__(self, parse: Parse, parent: QWidget | None = None) -> None:
        """Build the form, empty; `parse` reads a typed day."""
        super().__init__(parent)
        self._proposed = ""
        self.slips = (_who(parse), _reach(), _safe_contact(), _around())
        self.alike = AlikeCard()
        self.save, self.back = PrimaryButton("Save client"), PlainButton("Back to the list")
        self.drop = QuietButton("Empty this form", small=True)
        self._head, self._said = Card("New client"), QLabel()
        self._sorry = SignLabel(Sign.MISSING, wraps=True)
        self._lay_out()
        # Connect Signals
        self.save.clicked.connect(self.save_asked)
        self.back.clicked.connect(self.left)
        self.drop.clicked.connect(self.dropped)
        for slip in self.slips:
            slip.edited.connect(self._edited)

    def begin(self, title: str, texts: Mapping[str, str], *, can_drop: bool = True) -> None:
        """Show these texts under a title, the caret in the first line."""
        self._head.set_title(title)
        self._proposed = texts.get(CODE, "")
        for slip in self.slips:
            slip.show_texts(texts)
        self.drop.setVisible(can_drop)
        self.alike.show_alike(())
        self.refuse("")

    def texts(self) -> dict[str, str]:
        """Return everything as it stands on the form."""
        return {id_: slip.text(id_) for slip in self.slips for id_ in slip.parts}

    def born(self) -> date | None:
        """Return the birth date as it was understood."""
        value = self.slips[0].value("born")
        return value if isinstance(value, date) else None

    def is_readable(self) -> bool:
        """Say whether there is a name, and the birth date can be read; say at the field what is missing."""
        who = self.slips[0]
        missing = (
            {} if who.text("family") or who.text("given") else {"family": "write a name, one of the two"}
        )
        if not who.text(CODE):
            missing[CODE] = "write a client number"
        who.flag(missing)
        return not missing and not who.stopped()

    def draft(self) -> str:
        """Return the half-filled form as one text; empty while only the proposed number stands in it."""
        typed = {id_: text for id_, text in self.texts().items() if text}
        if set(typed) <= {CODE} and typed.get(CODE, "") in ("", self._proposed):
            return ""
        return json.dumps(typed, ensure_ascii=False)

    def restore(self, draft: str, base: Mapping[str, str]) -> None:
        """Put back a half-filled form over what is known already."""
        texts = {**dict.fromkeys(base, ""), **read_draft(draft)} if draft else dict(base)
        for slip in self.slips:
            slip.show_texts(texts)

    def refuse(self, sentence: str) -> None:
        """Say beside the button why it was not saved."""
        self._sorry.set_sign(Sign.MISSING, sentence)
        self._sorry.setVisible(bool(sentence))

    def arrive(self) -> None:
        """Put the caret into the first line."""
        self.slips[0].parts["family"].setFocus(Qt.FocusReason.OtherFocusReason)

    def _edited(self) -> None:
        self.edited.emit()

    def _lay_out(self) -> None:
        columns = Columns()
        titles = ("Who they are", "How to reach them", "Safe contact", "Around them")
        for title, slip in zip(titles, self.slips, strict=True):
            card = Card(title)
            card.add(slip)
            columns.add_work(card)
        columns.work.addStretch(1)
        self._said.setText("What is typed here is kept, also when you leave or the screen locks.")
        self._said.setWordWrap(True)
        give_role(self._said, "hint")
        self._head.add(self._said)
        buttons = QHBoxLayout()
        buttons.addWidget(self.save)
        buttons.addWidget(self.back)
        buttons.addStretch(1)
        self._head.add(self._sorry)
        self._head.body.addLayout(buttons)
        self._head.body.addWidget(self.drop, 0, Qt.AlignmentFlag.AlignLeft)
        columns.add_context(self._head)
        columns.add_context(self.alike)
        columns.context.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(columns)
