"""What the esketamine form asks for and the record cannot tell: asked and answered beside its page."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from kapdesk.desk import Tab
from kapdesk.domain.clock import show_moment
from kapdesk.services import esketamine_asked, retractions
from kapdesk.services.esketamine_asked import Asked, Question
from kapdesk.services.retractions import Gone
from kapdesk.ui.card import Card, Columns
from kapdesk.ui.controls import ChoiceBar, Option
from kapdesk.ui.said import Said
from kapdesk.ui.signs import Sign
from kapdesk.ui.theme import give_role, px

SIGNED = "This session is signed. Nothing more is answered here; write an addendum."
RETRACTED = "This session is {gone}. Nothing more is answered here."
SHOWN_ON = ("esketamine", "summary")


class _QuestionRow(QWidget):
    """One question with its answers and, once there is one, who wrote it when."""

    chosen = Signal(str, object)

    def __init__(self, one: Question) -> None:
        super().__init__()
        self._id = one.id
        self.bar = ChoiceBar([Option(each.value, each.label) for each in one.choices], one.label, small=True)
        name, self.by = QLabel(one.label), QLabel()
        name.setBuddy(self.bar)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, px(6))
        column.setSpacing(px(4))
        for part in (name, self.bar, self.by):
            column.addWidget(part)
        for label in (name, self.by):
            label.setWordWrap(True)
        give_role(self.by, "hint")
        self.bar.setToolTip(one.prompt)
        self.bar.chosen.connect(self._choose)

    def show_answer(self, one: Question, zone: str, *, signed: bool) -> None:
        self.bar.set_value(one.value)
        self.bar.setEnabled(not signed)
        said = f"{one.by}, {show_moment(one.at, zone)}" if one.at else ""
        self.by.setText(said)
        self.by.setVisible(bool(said))
        self.bar.segments.setAccessibleDescription(f"{one.words}, {said}" if said else "not asked yet")

    def _choose(self, value: str | None) -> None:
        self.chosen.emit(self._id, value)


class AskedCard(Card):
    """The questions of the form under each other; none has an answer before somebody asked."""

    answered = Signal(str, object)  # which question; its answer, or None where it is taken back

    def __init__(self, parent: QWidget | None = None) -> None:
        """Lay out the card; its questions follow with the first look."""
        super().__init__(
            "Asked for the esketamine form", "each stays empty until it was asked", parent=parent
        )
        self.rows: dict[str, _QuestionRow] = {}
        self.said = Said()
        self.add(self.said)

    def show_asked(self, asked: Asked, zone: str, gone: Gone | None = None) -> None:
        """Show how each question stands; nothing is announced and the focus stays."""
        section = ""
        for one in asked.questions:
            if one.id not in self.rows:
                self._add(one, heading=one.section if one.section != section else "")
            section = one.section
            self.rows[one.id].show_answer(one, zone, signed=asked.signed)
        if asked.signed:
            words = SIGNED if gone is None else RETRACTED.format(gone=gone.words(zone))
            self.said.say(words, Sign.DUE)

    def refuse(self, sentence: str) -> None:
        """Say why an answer was not taken; an empty one takes that away."""
        self.said.say(sentence, Sign.MISSING)

    def _add(self, one: Question, *, heading: str) -> None:
        if heading:
            title = QLabel(heading)
            give_role(title, "strong")
            title.setWordWrap(True)
            self.add(title)
        row = self.rows[one.id] = _QuestionRow(one)
        row.chosen.connect(self._answer)
        self.add(row)

    def _answer(self, item: str, value: str | None) -> None:
        self.answered.emit(item, value)


class AskedWork(QObject):
    """What the Documents tab does with these questions: shows them in an esketamine session alone."""

    def __init__(self, tab: Tab, show: Callable[[str], None]) -> None:
        """Bind to a tab; `show` makes a page anew that tells what was answered."""
        super().__init__(tab)
        self._tab, self._show, self._why_not = tab, show, ""
        self.card = AskedCard()
        # Connect Signals
        self.card.answered.connect(self._answer)
        tab.desk.refused.connect(self._note_refusal)

    def load(self, columns: Columns | None, under: QWidget) -> None:
        """Show the card under another one and how its questions stand; nothing in another session."""
        if columns is not None and self.card.parentWidget() is None:
            columns.context.insertWidget(columns.context.indexOf(under) + 1, self.card)
        self._look()

    def _look(self) -> None:
        session, desk = self._tab.chart.session, self._tab.desk
        concerns = session is not None and desk.read(esketamine_asked.concerns, session)
        self.card.setVisible(concerns)
        if session is not None and concerns:
            gone = desk.read(retractions.of_session, self._tab.chart.client, session)
            self.card.show_asked(desk.read(esketamine_asked.look, session), desk.record.zone, gone)

    def _answer(self, item: str, value: str | None) -> None:
        session = self._tab.chart.session
        if session is None:
            return
        done = self._tab.desk.do(self._tab, esketamine_asked.answer, session, item, value)
        self.card.refuse(self._why_not if done is None else "")
        self._look()
        key, _ = self._tab.caret()
        if done is not None and key in SHOWN_ON:
            self._show(key)

    def _note_refusal(self, sentence: str, source: object) -> None:
        if source is self._tab:
            self._why_not = sentence
