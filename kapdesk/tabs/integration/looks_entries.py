"""One question of something carried, with the control that fits its answer; nothing is preset."""

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from kapdesk.domain.clock import show_date
from kapdesk.domain.definitions import Voice as Speaker
from kapdesk.domain.registers import DayRule, Entry, Facts, Holds, Value
from kapdesk.ui.card import Row
from kapdesk.ui.controls import ChoiceBar, DateField, Flow, Option, QuietButton, ScaleBar, Tags
from kapdesk.ui.note import NoteEdit, NoteField, Voice
from kapdesk.ui.theme import give_role

ParseDay = Callable[[str], date | str]
_VOICES = {Speaker.CLIENT: Voice.CLIENT, Speaker.OBSERVER: Voice.OBSERVER, Speaker.NONE: Voice.NONE}


def voice_of(speaker: Speaker) -> Voice:
    """Return how words of this speaker are shown."""
    return _VOICES[speaker]


def named(name: str, prompt: str, control: QWidget) -> QWidget:
    """Return a control with its name over it and its prompt under it."""
    box = QWidget()
    column = QVBoxLayout(box)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(4)
    label, hint = QLabel(name), QLabel(prompt)
    label.setBuddy(control)
    for text, role in ((label, "strong"), (hint, "hint")):
        text.setWordWrap(True)
        give_role(text, role)
    column.addWidget(label)
    column.addWidget(control)
    if prompt:
        column.addWidget(hint)
    return box


class EntryField(QWidget):
    """A question and its answer; it is announced when somebody answers, never when it is shown."""

    answered = Signal(object)  # Value; None takes it back

    def __init__(self, entry: Entry, parse: ParseDay, parent: QWidget | None = None) -> None:
        """Lay out the control that fits."""
        super().__init__(parent)
        self.entry = entry
        self.note: NoteEdit | None = None
        self._stored = ""
        self.control: QWidget
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._build(parse))

    def show_value(self, value: Value) -> None:
        """Show what is recorded; words that are being written stay."""
        control = self.control
        if isinstance(control, ChoiceBar):
            control.set_value(None if value is None else str(value))
        elif isinstance(control, ScaleBar):
            control.set_value(value if isinstance(value, int) else None)
        elif isinstance(control, Tags):
            control.set_values(value if isinstance(value, tuple) else ())
        elif isinstance(control, DateField):
            control.set_value(date.fromisoformat(str(value)) if value else None)
        else:
            self._stored = "" if value is None else str(value)

    def show_asked(self, facts: Facts) -> None:
        """Show the question where it is worth asking beside these answers."""
        self.setVisible(self.entry.asked_of(facts))

    def settle(self) -> None:
        """Take over the words that stand in the line, as leaving it does."""
        if self.note is not None and not self.note.isReadOnly():
            self._left()

    def _build(self, parse: ParseDay) -> QWidget:
        entry = self.entry
        if entry.holds is Holds.TEXT:
            return self._lines()
        control = self._control(parse)
        self.control = control
        if isinstance(control, DateField):
            control.entered.connect(self._date)
        elif isinstance(control, ChoiceBar | ScaleBar | Tags):
            control.chosen.connect(self._answer)
        if entry.holds is not Holds.ASKED:
            return named(entry.label, entry.prompt, control)
        beside = Row(entry.label, entry.prompt)
        beside.add(control)
        return beside

    def _control(self, parse: ParseDay) -> QWidget:
        entry = self.entry
        options = [Option(choice.value, choice.label) for choice in entry.answers]
        match entry.holds:
            case Holds.SCALE:
                low, high = entry.lowest, entry.highest
                return ScaleBar(low, high, entry.label, low_word=entry.low, high_word=entry.high, small=True)
            case Holds.SEVERAL:
                return Tags(options, entry.label)
            case Holds.DATE:
                return DateField(entry.label, parse)
            case _:
                return ChoiceBar(options, entry.label, small=True, even=False)

    def _lines(self) -> QWidget:
        entry = self.entry
        self.note = NoteEdit(entry.label, entry.prompt, lines=1, grows=True)
        self.control = self.note
        self.note.left.connect(self._left)
        return NoteField(entry.label, entry.prompt, voice=voice_of(entry.voice), note=self.note)

    def _left(self) -> None:
        words = "" if self.note is None else self.note.text().strip()
        if words != self._stored:
            self._stored = words
            self.answered.emit(words or None)

    def _answer(self, value: object) -> None:
        self.answered.emit(value if value != () else None)

    def _date(self, value: object) -> None:
        self.answered.emit(value.isoformat() if isinstance(value, date) else None)


class DayLine(QWidget):
    """The day something is looked at again or waits until: typed, taken from those offered, or none."""

    named_day = Signal(object)  # a date, None to name none

    def __init__(self, rule: DayRule, parse: ParseDay, parent: QWidget | None = None) -> None:
        """Lay out the line; no day is set by itself."""
        super().__init__(parent)
        self.rule = rule
        self.field = DateField(rule.label, parse)
        self._never = QLabel(rule.never_words)
        self._never.setWordWrap(True)
        give_role(self._never, "muted")
        self._offers = QWidget()
        self._flow = Flow(self._offers)
        self._offered: tuple[date, ...] = ()
        self._box = named(rule.label, "", self.field)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        for widget in (self._box, self._offers, self._never):
            column.addWidget(widget)
        # Connect Signals
        self.field.entered.connect(self.named_day)

    def show_day(self, day: date | None, offered: Sequence[date], *, never: bool) -> None:
        """Show the day that is recorded and those that may be taken; where none may be named, the reason."""
        self._box.setVisible(not never)
        self._never.setVisible(never)
        if not self.field.line.hasFocus():
            self.field.set_value(day)
        free = () if never else tuple(each for each in offered if each != day)
        if free != self._offered:
            self._offered = free
            self._show_offers()
        self._offers.setVisible(bool(free))

    def _show_offers(self) -> None:
        while self._flow.count():
            old = self._flow.takeAt(0).widget()
            if old is not None:
                old.hide()
                old.deleteLater()
        for day in self._offered:
            button = QuietButton(f"Offered: {show_date(day)}", small=True)
            button.clicked.connect(partial(self._take, day))
            self._flow.addWidget(button)
            button.show()

    def _take(self, day: date) -> None:
        self.named_day.emit(day)
