"""The cards of Measures: the form that is filled, a total alone, the course of a measure, what was filled."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from kapdesk.domain.instruments import Instrument
from kapdesk.tabs.measures.filling import Questionnaire, words
from kapdesk.ui.card import Card
from kapdesk.ui.controls import ChoiceBar, DateField, Option, PlainButton, PrimaryButton, Sign, SignLabel
from kapdesk.ui.table import Cell, Column, Line, Table
from kapdesk.ui.theme import give_role, px

ROWS_SEEN = 8
WIDE = 480  # px at 100 % in which answers stand in one line or two


class FillCard(Card):
    """Choose a questionnaire and fill it; half of one is kept, and never counted."""

    chosen = Signal(str)
    answered = Signal(str, object)  # item, int or None
    record_asked = Signal()
    event_edited = Signal()

    def __init__(
        self,
        instruments: Sequence[tuple[str, str]],
        parse: Callable[[str], date | str],
        parent: QWidget | None = None,
    ) -> None:
        """Offer questionnaires by id and name, none of them open; `parse` reads the day it was filled."""
        super().__init__("Questionnaire", "every item in its published words", parent=parent)
        self.setMinimumWidth(px(WIDE))
        self.names = ChoiceBar([Option(id_, name) for id_, name in instruments], "Questionnaire", even=False)
        self.form: Questionnaire | None = None
        self.day = DateField("Filled on", parse, hint="empty: now")
        self.index_event = QLineEdit()
        self.record_button = PrimaryButton("Record")
        self._progress = words("", "calculated")
        self._overlap, self._said = SignLabel(Sign.CAUTION, wraps=True), SignLabel(Sign.RECORDED, wraps=True)
        self._alarm = SignLabel(Sign.MISSING, wraps=True)
        self._event, self._event_hint = QWidget(), words("", "hint")
        self._hand = words("Ctrl+G hands the screen to the client, one item at a time.", "hint")
        self._foot = QWidget()
        self._lay_out()
        # Connect Signals
        self.names.chosen.connect(self._choose)
        self.index_event.textEdited.connect(self._edit)
        self.record_button.clicked.connect(self._ask)

    def open_form(self, instrument: Instrument, apart: str, answers: Mapping[str, int]) -> None:
        """Show one questionnaire with what is answered so far."""
        if self.form is None or (self.form.instrument.id, self.form.instrument.version) != (
            instrument.id,
            instrument.version,
        ):
            self.close_form()
            self.form = Questionnaire(instrument, apart)
            self.form.answered.connect(self._answer)
            self._place.addWidget(self.form)
            self.form.show()  # now, so that the keyboard can go there
        self.form.show_answers(answers)
        self.names.set_value(instrument.id)
        self._foot.show()
        self._hand.show()

    def close_form(self) -> None:
        """Put the questionnaire away."""
        if self.form is not None:
            self.form.hide()
            self.form.deleteLater()
            self.form = None
        for part in (self._foot, self._event, self._hand, self._alarm):
            part.hide()

    def show_event(self, text: str, hint: str) -> None:
        """Ask for the short label of one event, where `hint` says what it is; an empty hint asks for none."""
        self._event.setVisible(bool(hint))
        self._event_hint.setText(hint)
        self._event_hint.setVisible(bool(hint))
        if self.index_event.text() != text:
            self.index_event.setText(text)

    def show_alarm(self, sentence: str, *, urgent: bool) -> None:
        """Say above the form, and beside its item, what an answer asks for; `urgent`: a screen today."""
        self._alarm.set_sign(Sign.MISSING if urgent else Sign.CAUTION, sentence)
        self._alarm.setVisible(bool(sentence))
        if self.form is not None:
            self.form.show_alarm(sentence)

    def show_progress(self, answered: int, of: int, result: str) -> None:
        """Say how many items are answered; a result only where none is missing."""
        self._progress.setText(result if answered == of else f"{answered} of {of} answered")
        self._progress.show()
        self.record_button.setEnabled(answered > 0)
        self.record_button.say("Record" if answered == of else "Record as it is, without a total")

    def warn(self, sentence: str) -> None:
        """Say that the time asked about overlaps the last answers; an empty sentence says nothing."""
        self._overlap.set_sign(Sign.CAUTION, sentence)
        self._overlap.setVisible(bool(sentence))

    def say(self, sentence: str, sign: Sign = Sign.RECORDED) -> None:
        """Say what became of it; an empty sentence says nothing."""
        self._said.set_sign(sign, sentence)
        self._said.setVisible(bool(sentence))

    def _lay_out(self) -> None:
        self._place = QVBoxLayout()
        foot = QHBoxLayout(self._foot)
        foot.setContentsMargins(0, 0, 0, 0)
        foot.setSpacing(12)
        day = QVBoxLayout()
        label = words("Filled on", "hint")
        day.addWidget(label)
        day.addWidget(self.day)
        foot.addLayout(day)
        foot.addWidget(self._progress, 1, Qt.AlignmentFlag.AlignBottom)
        foot.addWidget(self.record_button, 0, Qt.AlignmentFlag.AlignBottom)
        line = QVBoxLayout(self._event)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(4)
        name = words("Index event", "value")
        name.setBuddy(self.index_event)
        self.index_event.setAccessibleName("Index event")
        self.index_event.setMinimumHeight(px(36))
        for part in (name, self.index_event, self._event_hint):
            line.addWidget(part)
        for part in (self.names, self._overlap, self._alarm, self._hand, self._event):
            self.add(part)
        self.body.addLayout(self._place)
        self.add(self._foot)
        self.add(self._said)
        for part in (self._overlap, self._said, self._foot, self._alarm, self._hand, self._event):
            part.hide()

    def _choose(self, id_: str | None) -> None:
        self.chosen.emit(id_ or "")

    def _answer(self, item: str, value: int | None) -> None:
        self.answered.emit(item, value)

    def _edit(self, _text: str) -> None:
        self.event_edited.emit()

    def _ask(self) -> None:
        self.record_asked.emit()


class TotalCard(Card):
    """A questionnaire that is filled on its own paper: its name and its total, none of its words."""

    record_asked = Signal(str, str, str)  # the id, the total as typed, where the sheet is kept

    def __init__(
        self,
        names: Sequence[tuple[str, str]],
        parse: Callable[[str], date | str],
        parent: QWidget | None = None,
    ) -> None:
        """Offer the names of a list, none of them chosen; `parse` reads the day it was filled."""
        super().__init__("By total only", "for forms whose words may not stand here", parent=parent)
        self.name, self.total, self.place = QComboBox(), QLineEdit(), QLineEdit()
        self.day = DateField("Filled on", parse, hint="filled on; empty: now")
        self.name.addItem("Choose the form", "")
        for id_, name in names:
            self.name.addItem(name, id_)
        self.name.setAccessibleName("Form")
        self.total.setAccessibleName("Total")
        self.total.setPlaceholderText("total")
        self.total.setFixedWidth(px(90))
        self.place.setAccessibleName("Where the sheet is kept")
        self.place.setPlaceholderText("where the sheet is kept")
        self.button = PlainButton("Record total", small=True)
        for part in (self.name, self.total, self.place):
            part.setMinimumHeight(px(36))
        self._said = SignLabel(Sign.RECORDED, wraps=True)
        self._said.hide()
        line = QHBoxLayout()
        line.setSpacing(8)
        line.addWidget(self.name, 1)
        line.addWidget(self.total)
        second = QHBoxLayout()
        second.setSpacing(8)
        second.addWidget(self.place, 1, Qt.AlignmentFlag.AlignTop)
        second.addWidget(self.day)
        second.addWidget(self.button, 0, Qt.AlignmentFlag.AlignTop)
        self.body.addLayout(line)
        self.body.addLayout(second)
        self.add(self._said)
        # Connect Signals
        self.button.clicked.connect(self._ask)
        self.total.returnPressed.connect(self._ask)
        self.place.returnPressed.connect(self._ask)

    def taken(self) -> None:
        """Empty the card: the total is in the record."""
        self.name.setCurrentIndex(0)
        self.total.clear()
        self.place.clear()
        self.day.set_text("")

    def say(self, sentence: str, sign: Sign = Sign.RECORDED) -> None:
        """Say what became of it; an empty sentence says nothing."""
        self._said.set_sign(sign, sentence)
        self._said.setVisible(bool(sentence))

    def _ask(self) -> None:
        self.record_asked.emit(str(self.name.currentData()), self.total.text(), self.place.text())


class HistoryCard(Card):
    """Everything that was filled, whole or not, struck or not; item 9 of the PHQ-9 in a column of its own."""

    strike_asked = Signal(object)  # the key of the line

    def __init__(self, parent: QWidget | None = None) -> None:
        """Start with an empty table."""
        super().__init__("Filled", parent=parent)
        columns = (Column("On", 0), Column("Form", 0), Column("Result", 1), Column("Item 9", 0, right=True))
        self.table = Table(columns, "Filled questionnaires")
        self.strike_button = PlainButton("Strike the marked line", small=True)
        self._empty = words("Nothing is filled yet.", "muted")
        self.add(self._empty)
        self.add(self.table)
        line = QHBoxLayout()
        line.addStretch(1)
        line.addWidget(self.strike_button)
        self.body.addLayout(line)
        give_role(self.table, "clear")
        # Connect Signals
        self.strike_button.clicked.connect(self._ask)

    def show_lines(self, lines: Sequence[Line]) -> None:
        """Show what was filled, the newest first."""
        self.table.show_lines(lines)
        self.table.setVisible(bool(lines))
        self.strike_button.setVisible(bool(lines))
        self._empty.setVisible(not lines)
        self.table.setFixedHeight(self.table.height_of_rows(min(max(len(lines), 1), ROWS_SEEN)))

    def _ask(self) -> None:
        key = self.table.key()
        if key is not None:
            self.strike_asked.emit(key)


def line_of(
    key: object, when: str, name: str, result: str, item_nine: str, *, alarm: bool, struck: str | None
) -> Line:
    """Return one line of the table; a struck one says why, an alarm has its colour and its number."""
    tone = "" if struck is None else "muted"
    said = result if struck is None else f"struck: {struck}"
    last = Cell(
        item_nine, "danger" if alarm and struck is None else tone, alarm, f"item 9: {item_nine or 'none'}"
    )
    return Line(key, (Cell(when, tone), Cell(name, tone), Cell(said, tone), last))
