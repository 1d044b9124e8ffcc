"""A slip to fill in: a few lines and choices that belong together, kept as one draft until they are taken."""

import json
from collections.abc import Callable, Mapping, Sequence
from datetime import date, time

from PySide6.QtCore import QStringListModel, Qt, Signal
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QComboBox, QCompleter, QHBoxLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from kapdesk.ui.appearing import appear
from kapdesk.ui.controls import ChoiceBar, DateField, Option, TimeField
from kapdesk.ui.signs import Sign, SignLabel
from kapdesk.ui.theme import give_role, px

Parse = Callable[[str], date | str]
ParseTime = Callable[[str], time | str]


class Picker(QComboBox):
    """A long list to choose from by typing any part of it; own words are welcome, nothing is preset."""

    def __init__(self, options: Sequence[str], parent: QWidget | None = None) -> None:
        """Offer the options, none of them chosen."""
        super().__init__(parent)
        self.setEditable(True)
        self.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.addItems(list(options))
        self.setCurrentIndex(-1)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMinimumContentsLength(12)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self._complete(options)

    def offer(self, options: Sequence[str]) -> None:
        """Offer other options; what is typed or chosen stays, and nothing new is chosen."""
        typed = self.currentText()
        was_blocked = self.blockSignals(True)  # noqa: FBT003 - Qt's own signature
        self.clear()
        self.addItems(list(options))
        self.setCurrentIndex(self.findText(typed) if typed else -1)
        self.setEditText(typed)
        self._complete(options)
        self.blockSignals(was_blocked)

    def _complete(self, options: Sequence[str]) -> None:
        """Let any part of a name be typed."""
        completer = QCompleter(QStringListModel(list(options), self), self)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.setCompleter(completer)

    def setAccessibleName(self, name: str) -> None:
        """Give the line one types in the name of the list: it is what the keyboard stands in."""
        super().setAccessibleName(name)
        line = self.lineEdit()
        if line is not None:
            line.setAccessibleName(name)

    def wheelEvent(self, e: QWheelEvent) -> None:
        """Let the page scroll; the wheel chooses nothing."""
        e.ignore()


Part = QLineEdit | Picker | ChoiceBar | DateField | TimeField


class Slip(QWidget):
    """Named lines and choices, two or more beside each other; nothing is filled in before somebody does."""

    edited = Signal()
    entered = Signal()  # Enter in a line

    def __init__(self, parent: QWidget | None = None) -> None:
        """Start with no parts."""
        super().__init__(parent)
        self.parts: dict[str, Part] = {}
        self._flags: dict[str, SignLabel] = {}
        self._row: QHBoxLayout | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(12)

    def row(self) -> None:
        """Put the parts that follow beside each other."""
        self._row = QHBoxLayout()
        self._row.setSpacing(12)
        self._column.addLayout(self._row)

    def line(
        self, id_: str, label: str, hint: str = "", *, required: bool = False, share: int = 1
    ) -> QLineEdit:
        """Ask for a line of words."""
        line = QLineEdit()
        line.setMinimumHeight(px(36))
        line.textEdited.connect(self._touch)
        line.returnPressed.connect(self._enter)
        self._add(id_, line, label, hint, share, required=required)
        return line

    def pick(self, id_: str, label: str, options: Sequence[str], hint: str = "", *, share: int = 1) -> Picker:
        """Ask for one of a long list, or own words."""
        picker = Picker(options)
        picker.setMinimumHeight(px(36))
        picker.currentTextChanged.connect(self._touch)
        self._add(id_, picker, label, hint, share)
        return picker

    def pick_of(self, id_: str) -> Picker:
        """Return the list that asks for this."""
        part = self.parts[id_]
        if not isinstance(part, Picker):
            raise KeyError(id_)
        return part

    def choice(
        self, id_: str, label: str, options: Sequence[Option], hint: str = "", *, share: int = 1
    ) -> ChoiceBar:
        """Ask for one of a few."""
        bar = ChoiceBar(options, label, small=True, even=False)
        bar.chosen.connect(self._touch)
        self._add(id_, bar, label, hint, share)
        return bar

    def day(
        self, id_: str, label: str, parse: Parse, hint: str = "day, month, year", *, share: int = 1
    ) -> DateField:
        """Ask for a day, typed as one likes."""
        field = DateField(label, parse, hint="")
        field.edited.connect(self._touch)
        field.entered.connect(self._touch)
        self._add(id_, field, label, hint, share)
        return field

    def time(
        self, id_: str, label: str, parse: ParseTime, hint: str = "24 h", *, share: int = 1
    ) -> TimeField:
        """Ask for a time of day, typed as one likes."""
        field = TimeField(label, parse, hint="")
        field.edited.connect(self._touch)
        field.entered.connect(self._touch)
        self._add(id_, field, label, hint, share)
        return field

    def put(self, widget: QWidget) -> None:
        """Put something else under what is there."""
        self._row = None
        self._column.addWidget(widget)

    def text(self, id_: str) -> str:
        """Return one part as it stands: what was typed, or the id of what was chosen."""
        part = self.parts[id_]
        if isinstance(part, Picker):
            return part.currentText().strip()
        if isinstance(part, ChoiceBar):
            return part.value() or ""
        return part.text().strip()

    def value(self, id_: str) -> object | None:
        """Return the day or time of a part as it was understood, or None; the line is read first."""
        part = self.parts[id_]
        if not isinstance(part, DateField | TimeField):
            return self.text(id_)
        return part.value() if part.settle() else None

    def stopped(self) -> tuple[str, ...]:
        """Return the days and times that could not be read as they are typed."""
        fields = {id_: part for id_, part in self.parts.items() if isinstance(part, DateField | TimeField)}
        return tuple(id_ for id_, part in fields.items() if not part.settle())

    def draft(self) -> str:
        """Return everything typed so far as one text; empty where nothing is."""
        typed = {id_: text for id_ in self.parts if (text := self.text(id_))}
        return json.dumps(typed, ensure_ascii=False) if typed else ""

    def restore(self, draft: str) -> None:
        """Put back a draft; nothing is announced."""
        self.show_texts(read_draft(draft))

    def show_texts(self, texts: Mapping[str, str]) -> None:
        """Show these texts and choices, and nothing where there is none; nothing is announced."""
        was_blocked = self.blockSignals(True)  # noqa: FBT003 - Qt's own signature
        for id_, part in self.parts.items():
            text = texts.get(id_, "")
            if isinstance(part, Picker):
                part.setCurrentIndex(part.findText(text))
                part.setEditText(text)
            elif isinstance(part, ChoiceBar):
                part.set_value(text or None)
            elif isinstance(part, DateField | TimeField):
                part.set_value(None)
                part.set_text(text)
                if text:
                    part.settle()
            else:
                part.setText(text)
        self.blockSignals(was_blocked)
        self.flag({})

    def clear(self) -> None:
        """Empty the slip: what was typed is in the record now."""
        self.show_texts({})

    def flag(self, sentences: Mapping[str, str]) -> None:
        """Say at each named part what is still needed, and go to the first."""
        for id_, flag in self._flags.items():
            flag.set_sign(Sign.MISSING, sentences.get(id_, ""))
            flag.setVisible(id_ in sentences)
        first = next((id_ for id_ in self.parts if id_ in sentences), None)
        if first is not None:
            self.parts[first].setFocus(Qt.FocusReason.OtherFocusReason)

    def flagged(self) -> dict[str, str]:
        """Return the sentences that stand at the parts."""
        return {id_: flag.text() for id_, flag in self._flags.items() if not flag.isHidden()}

    def _touch(self, *_value: object) -> None:
        self.edited.emit()

    def _enter(self) -> None:
        self.entered.emit()

    def _add(
        self, id_: str, part: Part, label: str, hint: str, share: int, *, required: bool = False
    ) -> None:
        box = QVBoxLayout()
        box.setSpacing(4)
        name = QLabel(f"{label} (required)" if required else label)
        name.setBuddy(part)
        give_role(name, "muted")
        flag, aside = SignLabel(Sign.MISSING, wraps=True), QLabel(hint)
        flag.hide()
        give_role(aside, "muted")
        aside.setWordWrap(True)
        appear(aside, shown=bool(hint))
        part.setAccessibleName(label)
        part.setAccessibleDescription(hint)
        for widget in (name, part, flag, aside):
            box.addWidget(widget)
        box.addStretch(1)
        self.parts[id_], self._flags[id_] = part, flag
        if self._row is None:
            self._column.addLayout(box)
        else:
            self._row.addLayout(box, share)


def read_draft(draft: str) -> dict[str, str]:
    """Return the texts of a draft by their ids; nothing where it cannot be read."""
    try:
        parts: object = json.loads(draft) if draft else {}
    except ValueError:
        return {}
    if not isinstance(parts, dict):
        return {}
    return {str(key): str(value) for key, value in parts.items()}  # pyright: ignore[reportUnknownArgumentType, reportUnknownVariableType] - of a checked dict
