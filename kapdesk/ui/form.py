"""A form built from a plain description: values are answered when left or chosen, texts are kept as notes."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, time
from decimal import Decimal
from enum import StrEnum
from functools import partial
from typing import cast

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QLabel, QPushButton, QVBoxLayout, QWidget

from kapdesk.ui.controls import Check, ChoiceBar, DateField, NumberField, Option, ScaleBar, TimeField
from kapdesk.ui.note import LineNote, NoteEdit, NoteField, Voice
from kapdesk.ui.signs import Sign, SignLabel
from kapdesk.ui.theme import give_role

YES_NO = (Option("yes", "Yes"), Option("no", "No"))


class Kind(StrEnum):
    """What kind of answer a field takes."""

    TEXT = "text"
    LARGE = "large"
    CHOICE = "choice"
    NUMBER = "number"
    DATE = "date"
    TIME = "time"
    SCALE = "scale"
    TICK = "tick"


@dataclass(frozen=True, slots=True)
class Field:
    """One question of a form, as its content file asks it.

    `own_words` adds a line of free text to a choice; its text goes by the id `<id>.words`. `section` is said
    over the first field of a part, so that a long form leads from part to part.
    """

    id: str
    label: str
    kind: Kind = Kind.TEXT
    prompt: str = ""
    options: tuple[Option, ...] = ()
    voice: Voice = Voice.NONE
    required: bool = False
    own_words: bool = False
    unit: str = ""
    decimals: int = 0
    low: int = 0
    high: int = 10
    low_word: str = ""
    high_word: str = ""
    section: str = ""
    check: Callable[[Decimal], Check] | None = None


Valued = ChoiceBar | ScaleBar | NumberField | DateField | TimeField


def _control(
    field: Field, *, parse_date: Callable[[str], date | str] | None,
    parse_time: Callable[[str], time | str] | None, small: bool,
) -> Valued:  # fmt: skip
    """Make the empty control of one field; raises ValueError where a form has no rule to read it."""
    match field.kind:
        case Kind.NUMBER:
            return NumberField(field.label, field.unit, decimals=field.decimals, check=field.check)
        case Kind.SCALE:
            ends = field.low_word, field.high_word
            return ScaleBar(field.low, field.high, field.label, low_word=ends[0], high_word=ends[1])
        case Kind.DATE if parse_date is not None:
            return DateField(field.label, parse_date)
        case Kind.TIME if parse_time is not None:
            return TimeField(field.label, parse_time)
        case Kind.CHOICE | Kind.TICK:
            options = field.options if field.kind is Kind.CHOICE else YES_NO
            return ChoiceBar(options, field.label, small=small, even=False)
        case _:
            raise ValueError(f"the form was given no rule to read a {field.kind}")


class Form(QWidget):
    """Ask the fields in their order; nothing is filled in before somebody answers."""

    answered = Signal(str, object)  # field id and its value, None when it was taken back
    edited = Signal(str)  # id of a text that was typed in
    left = Signal(str)  # id of a text the caret went out of

    def __init__(
        self, fields: Sequence[Field], *, parse_date: Callable[[str], date | str] | None = None,
        parse_time: Callable[[str], time | str] | None = None, small: bool = False,
        parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        """Build every field; the two rules read dates and times where the form asks for them."""
        super().__init__(parent)
        self._make = partial(_control, parse_date=parse_date, parse_time=parse_time, small=small)
        self._fields = {field.id: field for field in fields}
        self.notes: dict[str, NoteEdit] = {}
        self.controls: dict[str, Valued] = {}
        self._flags: dict[str, SignLabel] = {}
        self._places: dict[str, QWidget] = {}
        self.summary = ErrorSummary()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(16)
        self._column.addWidget(self.summary)
        for field in fields:
            self._add(field)
        # Connect Signals
        self.summary.asked_for.connect(self.go_to)

    @property
    def order(self) -> tuple[str, ...]:
        """Return the ids of the fields in the order they are asked."""
        return tuple(self._fields)

    def text(self, field_id: str) -> str:
        """Return a text as it stands."""
        return self.notes[field_id].text()

    def reader(self, field_id: str) -> Callable[[], str]:
        """Return what reads this text for `Autosave.touched`, whatever is shown later."""
        return self.notes[field_id].reader()

    def show_values(self, values: Mapping[str, object | None]) -> None:
        """Show what is recorded, and nothing where nothing is; nothing is announced."""
        for field_id, note in self.notes.items():
            note.load(cast("str", values.get(field_id) or ""))
        for field_id, control in self.controls.items():
            self._show(self._fields[field_id], control, values.get(field_id))
        self.show_missing({})

    def show_value(self, field_id: str, value: object | None) -> None:
        """Show one recorded value, as after a refused answer; nothing is announced."""
        self._show(self._fields[field_id], self.controls[field_id], value)

    def show_missing(self, sentences: Mapping[str, str]) -> None:
        """Say at each named field, and in a list with jumps above, what is still needed."""
        for field_id, flag in self._flags.items():
            flag.set_sign(Sign.MISSING, sentences.get(field_id, ""))
            flag.setVisible(field_id in sentences)
        labels = {id_: f"{self._fields[id_].label}: {said}" for id_, said in sentences.items()}
        self.summary.show_sentences(labels)

    def go_to(self, field_id: str) -> None:
        """Put the focus into a field."""
        target = self.notes.get(field_id) or self.controls.get(field_id)
        if target is not None:
            target.setFocus(Qt.FocusReason.OtherFocusReason)

    def put_away(self, field_id: str, *, away: bool) -> None:
        """Put a question away that is not to be asked now, or bring it back; its answer stays in it."""
        self._places[field_id].setVisible(not away)

    def is_put_away(self, field_id: str) -> bool:
        """Say whether a question is put away."""
        return self._places[field_id].isHidden()

    def settle(self) -> dict[str, str]:
        """Read every line now; return by field what was typed and cannot be recorded as it is."""
        typed = {
            id_: control
            for id_, control in self.controls.items()
            if isinstance(control, NumberField | DateField | TimeField)
        }
        return {id_: control.text() for id_, control in typed.items() if not control.settle()}

    def set_read_only(self, *, read_only: bool) -> None:
        """Let everything be read and nothing be changed, as after signing."""
        for note in self.notes.values():
            note.setReadOnly(read_only)
        for control in self.controls.values():
            control.setEnabled(not read_only)

    def _add(self, field: Field) -> None:
        place = self._places[field.id] = QWidget()
        give_role(place, "clear")
        box = QVBoxLayout(place)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(4)
        if field.section:
            part = QLabel(field.section)
            part.setWordWrap(True)
            give_role(part, "reading")
            box.addWidget(part)
        if field.kind in (Kind.TEXT, Kind.LARGE):
            self._add_note(field, box)
        else:
            self._add_control(field, box)
        flag = SignLabel(Sign.MISSING)
        flag.hide()
        self._flags[field.id] = flag
        box.addWidget(flag)
        self._column.addWidget(place)

    def _add_note(self, field: Field, box: QVBoxLayout) -> None:
        note = LineNote() if field.kind is Kind.TEXT else NoteEdit(grows=True)
        box.addWidget(
            NoteField(field.label, field.prompt, voice=field.voice, note=note, required=field.required)
        )
        self._keep(field.id, note)

    def _add_control(self, field: Field, box: QVBoxLayout) -> None:
        label = QLabel(f"{field.label} (required)" if field.required else field.label)
        label.setWordWrap(True)
        give_role(label, "strong")
        control = self._wired(field)
        label.setBuddy(control)
        self.controls[field.id] = control
        box.addWidget(label)
        if field.prompt:
            prompt = QLabel(field.prompt)
            prompt.setWordWrap(True)
            give_role(prompt, "hint")
            box.addWidget(prompt)
        box.addWidget(control)
        if field.own_words:
            words = LineNote()
            box.addWidget(NoteField("In other words", note=words))
            self._keep(f"{field.id}.words", words)

    def _wired(self, field: Field) -> Valued:
        control = self._make(field)
        announce = partial(self._answer, field.id)
        if isinstance(control, ChoiceBar | ScaleBar):
            control.chosen.connect(announce)
        else:
            control.entered.connect(announce)
        return control

    def _keep(self, note_id: str, note: NoteEdit) -> None:
        self.notes[note_id] = note
        note.edited.connect(partial(self._edit, note_id))
        note.left.connect(partial(self._leave, note_id))

    def _show(self, field: Field, control: Valued, value: object | None) -> None:
        if isinstance(control, ChoiceBar):
            if field.kind is Kind.TICK and isinstance(value, bool):
                value = "yes" if value else "no"
            control.set_value(cast("str | None", value))
        elif isinstance(control, ScaleBar):
            control.set_value(cast("int | None", value))
        elif isinstance(control, NumberField):
            control.set_value(cast("Decimal | None", value))
        else:
            control.set_value(value)

    def _answer(self, field_id: str, value: object | None) -> None:
        if self._fields[field_id].kind is Kind.TICK and value is not None:
            value = value == "yes"
        self.answered.emit(field_id, value)

    def _edit(self, note_id: str) -> None:
        self.edited.emit(note_id)

    def _leave(self, note_id: str) -> None:
        self.left.emit(note_id)


class ErrorSummary(QFrame):
    """What is still needed, each line leading to its field."""

    asked_for = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        """Start with nothing to say."""
        super().__init__(parent)
        give_role(self, "notice", level="danger")
        self._title = SignLabel(Sign.MISSING)
        self._lines = QVBoxLayout()
        self._lines.setSpacing(4)
        column = QVBoxLayout(self)
        column.addWidget(self._title)
        column.addLayout(self._lines)
        self.hide()

    def show_sentences(self, sentences: Mapping[str, str]) -> None:
        """Say these sentences, by the field each leads to; hide when there are none."""
        while (item := self._lines.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        for field_id, sentence in sentences.items():
            line = QPushButton(sentence.replace("&", "&&"))
            give_role(line, "option", size="small")
            line.clicked.connect(partial(self._ask, field_id))
            self._lines.addWidget(line)
        self._title.set_sign(Sign.MISSING, f"{len(sentences)} still needed")
        self.setAccessibleName(self._title.text())
        self.setVisible(bool(sentences))

    def _ask(self, field_id: str) -> None:
        self.asked_for.emit(field_id)
