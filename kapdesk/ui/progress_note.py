"""A progress note on the screen: its sections to be edited, each with where its lines come from."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from kapdesk.domain.progress_notes import Format, Section
from kapdesk.ui.card import Row, Rows
from kapdesk.ui.controls import ChoiceBar, Flow, Option, PlainButton, QuietButton
from kapdesk.ui.note import NoteEdit, NoteField
from kapdesk.ui.said import Said
from kapdesk.ui.signs import Sign
from kapdesk.ui.theme import give_role

_SIGNS = {"-": "goes", "+": "comes"}
_FORMATS = tuple(Option(each.value, each.value) for each in Format)


class SectionView(QWidget):
    """One section: its text, whether it was edited, and what it was made from."""

    compare_asked = Signal()
    taken = Signal()

    def __init__(self, section: Section, parent: QWidget | None = None) -> None:
        """Lay out one section."""
        super().__init__(parent)
        self.note, self.state = NoteEdit(lines=3, grows=True), Said()
        self.compare = PlainButton("Render again", small=True)
        self.sources = QuietButton("Where it comes from", small=True)
        self.sources.setCheckable(True)
        self._list, self._changes = Rows(), Rows()
        self.take = PlainButton("Take the new text", small=True)
        self.leave = QuietButton("Leave it", small=True)
        self._answer = _line(self.take, self.leave)
        for button, verb in ((self.compare, "Render again"), (self.sources, "Where it comes from")):
            button.setAccessibleName(f"{verb}: {section.title}")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 8)
        column.setSpacing(6)
        column.addWidget(NoteField(section.title, section.hint, note=self.note))
        acts = _line(self.compare, self.sources)
        for widget in (self.state, acts, self._changes, self._answer, self._list):
            column.addWidget(widget)
        self._list.hide()
        self._answer.hide()
        self._section: Section | None = None
        # Connect Signals
        self.compare.clicked.connect(self._compare)
        self.sources.toggled.connect(self._show_sources)
        self.take.clicked.connect(self._take)
        self.leave.clicked.connect(self.put_away)

    def show_section(self, section: Section) -> None:
        """Show how a section stands; its text is bound by whoever owns it."""
        self.compare.setVisible(section.differs)
        self.state.say("Edited by hand." if section.edited else "", Sign.RECORDED)
        if self._section is None or section.lines != self._section.lines:
            rows: list[QWidget] = [Row(line.text, line.source) for line in section.lines]
            self._list.show_rows(rows)
        if self._section is None or section.text != self._section.text:
            self.put_away()
        self._section = section

    def show_changes(self, told: Sequence[tuple[str, str]]) -> None:
        """Show which lines would go and come, and ask."""
        rows: list[QWidget] = [Row(line or "(an empty line)", _SIGNS.get(sign, sign)) for sign, line in told]
        self._changes.show_rows(rows)
        self._answer.setVisible(bool(rows))
        self.leave.setFocus(Qt.FocusReason.OtherFocusReason)

    def put_away(self) -> None:
        """Put the question away; nothing was changed."""
        self._changes.show_rows([])
        self._answer.hide()

    def _compare(self) -> None:
        self.compare_asked.emit()

    def _take(self) -> None:
        self.taken.emit()

    def _show_sources(self, on: bool) -> None:  # noqa: FBT001 - Qt's own signature
        self._list.setVisible(on)


class ProgressView(QWidget):
    """Which format, and its sections; made anew when another format is chosen."""

    chosen = Signal(object)  # Format
    compare_asked = Signal(str)  # section id
    taken = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        """Start with no sections."""
        super().__init__(parent)
        self.formats = ChoiceBar(_FORMATS, "Format of the progress note", small=True, even=False)
        self._hint = QLabel(
            "Made from what is recorded. What is edited is kept with every version. Nothing is signed here."
        )
        self._hint.setWordWrap(True)
        give_role(self._hint, "muted")
        self.said = Said()
        self.sections: dict[str, SectionView] = {}
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(12)
        for widget in (self._hint, self.formats, self.said):
            self._column.addWidget(widget)
        self._format: Format | None = None
        # Connect Signals
        self.formats.chosen.connect(self._choose)

    def show_sections(self, format_: Format, sections: Sequence[Section]) -> bool:
        """Show these sections; returns whether their texts are new and have to be bound."""
        self.formats.set_value(format_.value)
        fresh = format_ is not self._format or list(self.sections) != [one.id for one in sections]
        if fresh:
            self._make(sections)
        self._format = format_
        for one in sections:
            self.sections[one.id].show_section(one)
        return fresh

    def _make(self, sections: Sequence[Section]) -> None:
        for old in self.sections.values():
            old.hide()
            old.deleteLater()
        self.sections = {}
        for one in sections:
            view = self.sections[one.id] = SectionView(one)
            view.compare_asked.connect(partial(self._compare, one.id))
            view.taken.connect(partial(self._take, one.id))
            self._column.addWidget(view)
            view.show()

    def _choose(self, value: object) -> None:
        if value is None:  # one of them is always in use
            self.formats.set_value(None if self._format is None else self._format.value)
            return
        self.chosen.emit(Format(str(value)))

    def _compare(self, section: str) -> None:
        self.compare_asked.emit(section)

    def _take(self, section: str) -> None:
        self.taken.emit(section)


def _line(*buttons: QWidget) -> QWidget:
    box = QWidget()
    flow = Flow(box)
    for button in buttons:
        flow.addWidget(button)
    return box
