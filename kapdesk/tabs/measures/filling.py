"""Filling a questionnaire item by item: its exact words, one key an answer, no total before it is whole."""

from collections.abc import Mapping, Sequence
from functools import partial

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from kapdesk.domain.instruments import Instrument, InstrumentItem
from kapdesk.ui.appearing import appear
from kapdesk.ui.card import rule
from kapdesk.ui.controls import ChoiceBar, Option, Sign, SignLabel
from kapdesk.ui.theme import give_role, px

_ZERO, _NINE = Qt.Key.Key_0.value, Qt.Key.Key_9.value
_COMMANDS = (
    Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier
)


def words(text: str, role: str) -> QLabel:
    """Return a label that wraps; words of others are never read as markup."""
    label = QLabel(text)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    appear(label, shown=bool(text))
    give_role(label, role)
    return label


class ItemRow(QWidget):
    """One item in its exact words with its answers; a number answers it, Backspace goes back."""

    answered = Signal(object)  # int or None
    done = Signal()  # answered by a number key: the next item is due
    gone_back = Signal()

    def __init__(
        self,
        number: int,
        item: InstrumentItem,
        options: Sequence[tuple[int, str]],
        parent: QWidget | None = None,
    ) -> None:
        """Offer every answer, none of them given."""
        super().__init__(parent)
        self.item = item
        self._values = {str(value) for value, _ in options}
        self.bar = ChoiceBar([Option(str(value), f"{value} {label}") for value, label in options], item.text)
        self.setAccessibleName(f"Item {number}: {item.text}")
        self.setFocusProxy(self.bar)
        line = QHBoxLayout()
        line.setSpacing(8)
        place = words(f"{number}.", "strong")
        place.setFixedWidth(px(24))
        line.addWidget(place, 0, Qt.AlignmentFlag.AlignTop)
        line.addWidget(words(item.text, "reading"), 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, px(8), 0, px(4))
        column.setSpacing(6)
        column.addLayout(line)
        column.addWidget(words(item.asked_when, "hint"))
        column.addWidget(self.bar)
        for button in self.bar.segments.buttons.values():
            button.installEventFilter(self)
        # Connect Signals
        self.bar.chosen.connect(self._choose)

    def set_value(self, value: int | None) -> None:
        """Show what is recorded; nothing is announced."""
        self.bar.set_value(None if value is None else str(value))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Answer by the number of an answer and go on; Backspace goes back, a letter does nothing."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and self._key(event):
            return True
        return super().eventFilter(watched, event)

    def _key(self, event: QKeyEvent) -> bool:
        if event.modifiers() & _COMMANDS:
            return False
        if event.key() == Qt.Key.Key_Backspace:
            self.gone_back.emit()
            return True
        number = event.key() - _ZERO
        if _ZERO <= event.key() <= _NINE and str(number) in self._values:
            if not event.isAutoRepeat():
                self._press(number)
            return True
        return event.text().isalnum()

    def _press(self, number: int) -> None:
        self.set_value(number)
        self.answered.emit(number)
        self.done.emit()

    def _choose(self, value: str | None) -> None:
        self.answered.emit(None if value is None else int(value))


class Questionnaire(QWidget):
    """All items of one instrument under its instruction, with what its licence asks to be shown."""

    answered = Signal(str, object)  # the item, int or None

    def __init__(self, instrument: Instrument, apart: str = "", parent: QWidget | None = None) -> None:
        """Lay out every word as it was published; the item named `apart` has a line of its own."""
        super().__init__(parent)
        self.instrument = instrument
        self.rows: dict[str, ItemRow] = {}
        self._apart = apart
        self._alarm = SignLabel(Sign.CAUTION, wraps=True)
        self._alarm.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(words(instrument.opening_note, "hint"))
        column.addWidget(words(instrument.instruction, "strong"))
        column.addWidget(words(instrument.stem, "reading"))
        for number, item in enumerate(instrument.items, start=1):
            self._add(column, number, item)
        column.addSpacing(px(8))
        column.addWidget(words(instrument.attribution, "muted"))
        if instrument.footer and instrument.footer != instrument.attribution:
            column.addWidget(words(instrument.footer, "muted"))

    def show_answers(self, answers: Mapping[str, int]) -> None:
        """Show what is answered so far; nothing is announced."""
        for id_, row in self.rows.items():
            row.set_value(answers.get(id_))

    def show_alarm(self, sentence: str) -> None:
        """Say, beside its own item, what an answer asks for."""
        self._alarm.set_sign(Sign.CAUTION, sentence)
        self._alarm.setVisible(bool(sentence))

    def begin(self, answers: Mapping[str, int]) -> None:
        """Put the keyboard on the first item that is still open."""
        still = [row for id_, row in self.rows.items() if id_ not in answers]
        (still or list(self.rows.values()))[0].setFocus(Qt.FocusReason.OtherFocusReason)

    def _add(self, column: QVBoxLayout, number: int, item: InstrumentItem) -> None:
        options = [(option.value, option.label) for option in self.instrument.options_of(item)]
        row = ItemRow(number, item, options)
        self.rows[item.id] = row
        apart = item.id == self._apart
        if apart or number == 1:
            column.addWidget(rule())
        column.addWidget(row)
        if apart:
            column.addWidget(self._alarm)
            column.addWidget(rule())
        row.answered.connect(partial(self._answer, item.id))
        row.done.connect(partial(self._step, item.id, 1))
        row.gone_back.connect(partial(self._step, item.id, -1))

    def _answer(self, item_id: str, value: int | None) -> None:
        self.answered.emit(item_id, value)

    def _step(self, item_id: str, by: int) -> None:
        ids = list(self.rows)
        at = ids.index(item_id) + by
        if 0 <= at < len(ids):
            self.rows[ids[at]].setFocus(Qt.FocusReason.TabFocusReason)
