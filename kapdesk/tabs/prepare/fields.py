"""One place of the form to write in, with what was written the time before offered beside it."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from kapdesk.domain.definitions import Field, Size
from kapdesk.ui.appearing import appear
from kapdesk.ui.controls import ChoiceBar, Option, PlainButton
from kapdesk.ui.note import LineNote, NoteEdit, NoteField, Voice
from kapdesk.ui.signs import Sign, SignLabel
from kapdesk.ui.theme import give_role

LONGEST_OFFER = 240  # characters of an earlier text that are shown beside the button


class Offer(QWidget):
    """What was written the time before: taken by an act, and marked as taken until it is confirmed."""

    taken = Signal()
    confirmed = Signal()

    def __init__(self, label: str, parent: QWidget | None = None) -> None:
        """Stand hidden: there is nothing to offer yet."""
        super().__init__(parent)
        self._words = QLabel()
        self._words.setWordWrap(True)
        self._words.setTextFormat(Qt.TextFormat.PlainText)
        give_role(self._words, "muted")
        self._mark = SignLabel(Sign.DUE, wraps=True)
        self.again = PlainButton("Use again", small=True)
        self.again.setAccessibleDescription(label)
        self.holds = PlainButton("Still holds", small=True)
        self.holds.setAccessibleDescription(label)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 2, 0, 0)
        line.setSpacing(12)
        line.addWidget(self._words, 1)
        line.addWidget(self._mark, 1)
        line.addWidget(self.again, 0, Qt.AlignmentFlag.AlignTop)
        line.addWidget(self.holds, 0, Qt.AlignmentFlag.AlignTop)
        self.hide()
        # Connect Signals
        self.again.clicked.connect(self._take)
        self.holds.clicked.connect(self._confirm)

    def show_state(self, *, before: str, source: str, carried: str, is_empty: bool) -> None:
        """Offer what stood before while the field is empty; say where it came from once it was taken."""
        offers = bool(before.strip()) and is_empty and not carried
        short = before if len(before) <= LONGEST_OFFER else f"{before[:LONGEST_OFFER].rstrip()} …"
        self._words.setText(f"{source}: {short}")
        self._mark.set_sign(Sign.DUE, f"Taken from {carried}; not confirmed for today")
        for part in (self._words, self.again):
            part.setVisible(offers)
        for part in (self._mark, self.holds):
            part.setVisible(bool(carried))
        self.setVisible(offers or bool(carried))

    def words(self) -> str:
        """Return what is offered or said, as it is read."""
        if self.isHidden():
            return ""
        return self._mark.text() if not self._mark.isHidden() else self._words.text()

    def _take(self) -> None:
        self.taken.emit()

    def _confirm(self) -> None:
        self.confirmed.emit()


class TextPart(QWidget):
    """A text of the form: a line, a list or a page, under its name."""

    used_again = Signal(str)
    confirmed = Signal(str)

    def __init__(self, field: Field, parent: QWidget | None = None) -> None:
        """Set an empty note under its name and prompt."""
        super().__init__(parent)
        self.id = field.id
        voice = Voice(field.voice.value) if field.voice.value in tuple(Voice) else Voice.NONE
        self.note = _note(field)
        self.offer = Offer(field.label)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(NoteField(field.label, field.prompt, voice=voice, note=self.note))
        column.addWidget(self.offer)
        self._before, self._source, self._carried = "", "", ""
        # Connect Signals
        self.note.edited.connect(self._weigh)
        self.offer.taken.connect(self._use_again)
        self.offer.confirmed.connect(self._confirm)

    def show_before(self, before: str, source: str, carried: str) -> None:
        """Know what stood here the time before, and whether it was taken over."""
        self._before, self._source, self._carried = before, source, carried
        self._weigh()

    def _weigh(self) -> None:
        self.offer.show_state(
            before=self._before, source=self._source, carried=self._carried,
            is_empty=not self.note.text().strip(),
        )  # fmt: skip

    def _use_again(self) -> None:
        self.used_again.emit(self.id)

    def _confirm(self) -> None:
        self.confirmed.emit(self.id)


class ChoicePart(QWidget):
    """A choice of the form; pressing the chosen one again takes it back."""

    chosen = Signal(str, object)
    used_again = Signal(str)
    confirmed = Signal(str)

    def __init__(self, field: Field, parent: QWidget | None = None) -> None:
        """Offer the choices, none of them chosen."""
        super().__init__(parent)
        self.id = field.id
        options = [Option(str(choice.value), choice.label) for choice in field.choices]
        self.bar = ChoiceBar(options, field.label, even=False)
        self.offer = Offer(field.label)
        name, prompt = QLabel(field.label), QLabel(field.prompt)
        name.setBuddy(self.bar)
        give_role(name, "strong")
        give_role(prompt, "hint")
        prompt.setWordWrap(True)
        appear(prompt, shown=bool(field.prompt))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        for part in (name, self.bar, prompt, self.offer):
            column.addWidget(part)
        # Connect Signals
        self.bar.chosen.connect(self._choose)
        self.offer.taken.connect(self._use_again)
        self.offer.confirmed.connect(self._confirm)

    def show_value(self, value: str | None, *, before: str, source: str, carried: str) -> None:
        """Show what is recorded, and offer what was chosen the time before while nothing is."""
        self.bar.set_value(value)
        self.offer.show_state(before=before, source=source, carried=carried, is_empty=value is None)

    def _choose(self, value: object) -> None:
        self.chosen.emit(self.id, value)

    def _use_again(self) -> None:
        self.used_again.emit(self.id)

    def _confirm(self) -> None:
        self.confirmed.emit(self.id)


def _note(field: Field) -> NoteEdit:
    if field.many:
        return NoteEdit(lines=2, grows=True)
    if field.size is Size.LARGE:
        return NoteEdit(lines=3, grows=True)
    return LineNote()
