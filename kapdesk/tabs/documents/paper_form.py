"""A sheet of paper on the screen: its places and its lines, typed as they stand there, kept as a draft."""

import json
from collections.abc import Mapping
from functools import partial
from typing import cast

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from kapdesk.services.transcriptions import Lines, PaperSheet, Part, Typed
from kapdesk.ui.appearing import appear
from kapdesk.ui.card import Row, Rows
from kapdesk.ui.controls import ChoiceBar, Option, PlainButton, Sign
from kapdesk.ui.said import Said
from kapdesk.ui.slip import Slip

FEW = 4  # as many short answers stand beside each other; more are chosen from a list
SHORT = 16  # letters
NUMBERED = "24 h, as written; +00:20 is after midnight"
Texts = dict[str, str]


class Places(QWidget):
    """The places of one sheet or one line; what is chosen is kept by its value, what is typed as typed."""

    edited = Signal()

    def __init__(self, parts: tuple[Part, ...], parent: QWidget | None = None) -> None:
        """Lay out every place, empty."""
        super().__init__(parent)
        self.slip = Slip()
        self._parts = {part.id: part for part in parts}
        for number, part in enumerate(parts):
            if number % 2 == 0:
                self.slip.row()
            self._add(part)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.slip)
        # Connect Signals
        self.slip.edited.connect(self._touch)

    def texts(self) -> Texts:
        """Return what stands in each place that is not empty."""
        found = {id_: self._value(part, self.slip.text(id_)) for id_, part in self._parts.items()}
        return {id_: text for id_, text in found.items() if text}

    def show_texts(self, texts: Mapping[str, str]) -> None:
        """Show these texts, and nothing where there is none; nothing is announced."""
        shown = {
            id_: self._label(self._parts[id_], text) for id_, text in texts.items() if id_ in self._parts
        }
        self.slip.show_texts(shown)

    def focus(self) -> None:
        """Go to the first place."""
        first = next(iter(self.slip.parts.values()), None)
        if first is not None:
            first.setFocus(Qt.FocusReason.OtherFocusReason)

    def _add(self, part: Part) -> None:
        hint = part.hint or (NUMBERED if part.time else "")
        if _is_bar(part):
            self.slip.choice(
                part.id, part.label, [Option(value, label) for value, label in part.choices], hint
            )
        elif part.choices:
            self.slip.pick(part.id, part.label, [label for _, label in part.choices], hint)
        else:
            self.slip.line(part.id, part.label, hint)

    @staticmethod
    def _value(part: Part, text: str) -> str:
        return next((value for value, label in part.choices if label == text), text)

    @staticmethod
    def _label(part: Part, text: str) -> str:
        if _is_bar(part):
            return text
        return next((label for value, label in part.choices if value == text), text)

    def _touch(self) -> None:
        self.edited.emit()


def _is_bar(part: Part) -> bool:
    return 0 < len(part.choices) <= FEW and all(len(label) <= SHORT for _, label in part.choices)


class PaperForm(QWidget):
    """One sheet: its places, the line being typed, and the lines that are there already."""

    edited = Signal()

    def __init__(self, sheet: PaperSheet, parent: QWidget | None = None) -> None:
        """Lay out one sheet, empty."""
        super().__init__(parent)
        self.sheet = sheet
        self.places = Places(sheet.parts)
        self.kind = ChoiceBar(
            [Option(one.id, one.title) for one in sheet.lines], "Line", small=True, even=False
        )
        self.lines: list[Typed] = []
        self.line: Places | None = None
        self.add = PlainButton("Add this line")
        self.outs: list[PlainButton] = []
        self.said = Said()
        self._kept: dict[str, Texts] = {}
        self._which = ""
        self._rows, self._box = Rows(), QVBoxLayout()
        self._lay_out()
        # Connect Signals
        self.places.edited.connect(self._touch)
        self.kind.chosen.connect(self._choose)
        self.add.clicked.connect(self._add)
        if sheet.lines:
            self.kind.set_value(sheet.lines[0].id)
            self._show_line(sheet.lines[0].id)

    def draft(self) -> dict[str, object]:
        """Return everything typed so far; empty where nothing is."""
        self._keep_line()
        kept = {kind: texts for kind, texts in self._kept.items() if texts}
        found: dict[str, object] = {}
        if texts := self.places.texts():
            found["parts"] = texts
        if self.lines:
            found["lines"] = [[one.kind, dict(one.parts)] for one in self.lines]
        if kept:
            found["line"] = kept
        return found

    def restore(self, draft: Mapping[str, object]) -> None:
        """Put back a draft; nothing is announced."""
        self.places.show_texts(cast("Texts", draft.get("parts") or {}))
        self.lines = [
            Typed(kind, parts) for kind, parts in cast("list[tuple[str, Texts]]", draft.get("lines") or [])
        ]
        self._kept = dict(cast("dict[str, Texts]", draft.get("line") or {}))
        if self.line is not None:
            self.line.show_texts(self._kept.get(self._which, {}))
        self._show_rows()

    def unfinished(self) -> bool:
        """Say whether a line is typed that was not added."""
        self._keep_line()
        return any(self._kept.values())

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(self.places)
        column.addWidget(self._rows)
        column.addWidget(self.kind)
        column.addLayout(self._box)
        column.addWidget(self.said)
        column.addWidget(self.add, 0, Qt.AlignmentFlag.AlignLeft)
        appear(self.places, shown=bool(self.sheet.parts))
        appear(self.kind, shown=len(self.sheet.lines) > 1)
        appear(self.add, shown=bool(self.sheet.lines))

    def _kind_of(self, id_: str) -> Lines:
        return next(one for one in self.sheet.lines if one.id == id_)

    def _show_line(self, id_: str) -> None:
        if self.line is not None:
            self.line.hide()
            self.line.deleteLater()
        self._which, self.line = id_, Places(self._kind_of(id_).parts)
        self.line.show_texts(self._kept.get(id_, {}))
        self.line.edited.connect(self._touch)
        self._box.addWidget(self.line)

    def _choose(self, value: str | None) -> None:
        self._keep_line()
        self._show_line(value or self._which)
        self.kind.set_value(self._which)

    def _keep_line(self) -> None:
        if self.line is not None:
            self._kept[self._which] = self.line.texts()

    def _add(self) -> None:
        texts = self.line.texts() if self.line is not None else {}
        if not texts:
            self.said.say(
                "The line is empty. Nothing was added. Type what stands on the sheet.", Sign.MISSING
            )
            return
        self.said.say("")
        self.lines.append(Typed(self._which, texts))
        if self.line is not None:
            self.line.show_texts({})
            self.line.focus()
        self._show_rows()
        self.edited.emit()

    def _take_out(self, place: int) -> None:
        """Put a line back into its places, to be corrected; nothing of it is lost."""
        self._keep_line()
        one = self.lines.pop(place)
        self._kept[one.kind] = dict(one.parts)
        self._show_line(one.kind)
        self.kind.set_value(one.kind)
        self._show_rows()
        if self.line is not None:
            self.line.focus()
        self.edited.emit()

    def _show_rows(self) -> None:
        self.outs = []
        self._rows.show_rows([self._row(place, one) for place, one in enumerate(self.lines)])

    def _row(self, place: int, one: Typed) -> Row:
        kind = self._kind_of(one.kind)
        labels = {part.id: dict(part.choices) for part in kind.parts}
        said = [labels.get(id_, {}).get(text, text) for id_, text in one.parts.items()]
        row = Row(f"{place + 1}  {kind.title}", ", ".join(said))
        button = PlainButton("Correct", small=True)
        button.setAccessibleName(f"Correct line {place + 1}: {kind.title}")
        button.setEnabled(not self.unfinished())
        button.clicked.connect(partial(self._take_out, place))
        self.outs.append(button)
        row.add(button)
        return row

    def _touch(self) -> None:
        typing = self.unfinished()
        for button in self.outs:
            button.setEnabled(not typing)
        self.edited.emit()


def written(drafts: Mapping[str, object]) -> str:
    """Return drafts as one text; empty where nothing is typed."""
    return json.dumps(drafts, ensure_ascii=False) if drafts else ""


def read(text: str) -> dict[str, object]:
    """Return the drafts of a text; none where it cannot be read."""
    try:
        found: object = json.loads(text) if text else {}
    except ValueError:
        return {}
    return cast("dict[str, object]", found) if isinstance(found, dict) else {}
