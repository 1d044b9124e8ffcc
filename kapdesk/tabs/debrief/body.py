"""The body map of the debrief: the figure, and beside it the same facts in a list that needs no figure."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from kapdesk.domain.body_map import Mark, Region
from kapdesk.domain.clock import show_time
from kapdesk.domain.definitions import PromptSet
from kapdesk.domain.insights import Level
from kapdesk.tabs.debrief.sorter import options
from kapdesk.ui.body_map import BodyMap
from kapdesk.ui.card import Card, rule
from kapdesk.ui.controls import PlainButton, QuietButton, Tags
from kapdesk.ui.note import LineNote, NoteField, Voice, voice_word
from kapdesk.ui.said import Said
from kapdesk.ui.theme import give_role, px

_LEVELS = tuple(level for level in Level if level is not Level.SOMATIC)


Regions = Callable[[], Sequence[Region]]


class MarkRow(QWidget):
    """One place: what is felt there, what changed there, its levels; or when it was taken back."""

    said = Signal()  # one of the two lines was left or entered
    take_back_asked = Signal()
    sorted = Signal(object)  # levels

    def __init__(self, mark: Mark, levels: PromptSet, parent: QWidget | None = None) -> None:
        """Show the place with its two lines."""
        super().__init__(parent)
        self.mark = mark
        where = mark.region.words
        self.sensation = LineNote(f"{where}: what is felt", "in their words", voice=Voice.CLIENT)
        self.change = LineNote(f"{where}: what changed there", "in their words", voice=Voice.CLIENT)
        self.levels = Tags(options(levels, _LEVELS), f"{where}: levels")
        self.take_back = QuietButton("Take back", small=True)
        self.more = QuietButton("Levels", small=True)
        self.more.setCheckable(True)
        self._name, self._gone = QLabel(where), QLabel()
        self._lines = QWidget()
        self._lay_out()
        # Connect Signals
        for line in (self.sensation, self.change):
            line.left.connect(self.said)
            line.entered.connect(self.said)
        self.take_back.clicked.connect(self.take_back_asked)
        self.levels.chosen.connect(self._sort)
        self.more.toggled.connect(self.levels.setVisible)

    def show_mark(self, mark: Mark, zone: str, *, read_only: bool) -> None:
        """Show what is recorded of this place; the lines are filled by who keeps them."""
        self.mark = mark
        gone = mark.taken_back_at
        self._lines.setVisible(gone is None)
        self._gone.setVisible(gone is not None)
        if gone is not None:
            words = f": “{mark.sensation}”" if mark.sensation else ""
            self._gone.setText(f"taken back at {show_time(gone, zone)}{words}")
        self.levels.set_values([level.value for level in mark.levels])
        chosen = len(mark.levels) > 1
        self.levels.setVisible(gone is None and (chosen or self.more.isChecked()))
        self.more.setVisible(gone is None and not chosen and not read_only)
        self.take_back.setVisible(gone is None and not read_only)
        for line in (self.sensation, self.change):
            line.setReadOnly(read_only)
        self.levels.setEnabled(not read_only)

    def words(self) -> tuple[str, str]:
        """Return both lines as they stand."""
        return self.sensation.text(), self.change.text()

    def waits(self) -> bool:
        """Say whether a line differs from what is recorded."""
        return self.mark.stands and tuple(" ".join(each.split()) for each in self.words()) != (
            self.mark.sensation,
            self.mark.change,
        )

    def _lay_out(self) -> None:
        give_role(self._name, "strong")
        give_role(self._gone, "muted")
        self._gone.setWordWrap(True)
        self._gone.setTextFormat(Qt.TextFormat.PlainText)
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self._name)
        head.addWidget(self._gone, 1)
        head.addStretch(1)
        head.addWidget(self.more)
        head.addWidget(self.take_back)
        inside = QHBoxLayout(self._lines)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(8)
        inside.addWidget(NoteField("", "what is felt, in their words", note=self.sensation), 3)
        inside.addWidget(NoteField("", "what changed there", note=self.change), 2)
        for line in (self.sensation, self.change):
            line.set_voice(Voice.CLIENT)  # by the bar and the colour; the word would stand twice in each row
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 8, 0, 8)
        column.setSpacing(4)
        column.addLayout(head)
        column.addWidget(self._lines)
        column.addWidget(self.levels)

    def _sort(self, chosen: Sequence[str]) -> None:
        self.sorted.emit(tuple(Level(level) for level in chosen))


class BodyCard(Card):
    """Put away until wanted; then the figure, a list of places to choose by name, and what was said there."""

    opened = Signal()
    pressed = Signal(str)  # item
    said = Signal(str)  # item
    take_back_asked = Signal(str)
    sorted = Signal(str, object)  # item, levels
    made = Signal(str, object)  # item, its MarkRow

    def __init__(self, regions: Regions, levels: PromptSet, parent: QWidget | None = None) -> None:
        """Stand put away; the figure is drawn when it is first opened."""
        super().__init__("Body map", parent=parent)
        self._regions, self._prompts = regions, levels
        self.map: BodyMap | None = None
        self.rows: dict[str, MarkRow] = {}
        self.refusal = Said()
        self.button = PlainButton("Open", small=True)
        self.button.setCheckable(True)
        self.head.addWidget(voice_word(Voice.CLIENT))
        self.button.setAccessibleName(f"Open: {self.accessibleName()}")
        self.head.addWidget(self.button)
        self.places = QComboBox()
        self._pointed = QLabel(" ")
        self._inside = QWidget()
        self._column = QVBoxLayout(self._inside)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._list = QVBoxLayout()
        self._list.setSpacing(0)
        self.add(self._inside)
        self._inside.hide()
        self.add(self.refusal)
        # Connect Signals
        self.button.toggled.connect(self._toggle)

    def open(self) -> None:
        """Bring the figure out."""
        self.button.setChecked(True)

    def show_marks(self, marks: Sequence[Mark], zone: str, *, read_only: bool) -> None:
        """Show every place, those taken back too; rows that stand already stay."""
        standing = [mark for mark in marks if mark.stands]
        places = ", ".join(mark.region.label.lower() for mark in standing)
        self.set_subtitle(places or "where they point, in their words")
        if self.map is None:
            return
        self.map.show_marks({mark.region.item: mark.sensation for mark in standing})
        self.map.set_read_only(read_only=read_only)
        self.places.setEnabled(not read_only)
        for mark in marks:
            row = self.rows.get(mark.region.item) or self._add(mark)
            row.show_mark(mark, zone, read_only=read_only)
            self.made.emit(mark.region.item, row)

    def go_to(self, item: str) -> None:
        """Put the keyboard into the line of a place."""
        row = self.rows.get(item)
        if row is not None:
            row.sensation.setFocus(Qt.FocusReason.OtherFocusReason)

    def _toggle(self, on: bool) -> None:  # noqa: FBT001 - Qt's own signature
        if on and self.map is None:
            self._build()
        self._inside.setVisible(on)
        self.button.say("Put away" if on else "Open")
        self.button.setAccessibleName(f"{self.button.text()}: {self.accessibleName()}")
        if on:
            self.opened.emit()

    def _build(self) -> None:
        regions = self._regions()
        figure = self.map = BodyMap(regions)
        give_role(self._pointed, "muted")
        self._pointed.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.places.setAccessibleName("Add a place by its name")
        self.places.setMinimumHeight(px(36))
        self.places.addItem("Add a place by its name", "")
        for region in regions:
            self.places.addItem(region.words, region.item)
        for widget in (figure, self._pointed, self.places):
            self._column.addWidget(widget)
        self._column.addLayout(self._list)
        # Connect Signals
        figure.pressed.connect(self.pressed)
        figure.take_back_asked.connect(self.take_back_asked)
        figure.pointed.connect(self._pointed.setText)
        self.places.activated.connect(self._choose)

    def _choose(self, number: int) -> None:
        item = str(self.places.itemData(number) or "")
        self.places.setCurrentIndex(0)
        if item:
            self.pressed.emit(item)

    def _add(self, mark: Mark) -> MarkRow:
        item = mark.region.item
        row = self.rows[item] = MarkRow(mark, self._prompts)
        if len(self.rows) > 1:
            self._list.addWidget(rule())
        self._list.addWidget(row)
        row.show()
        row.said.connect(partial(self._say, item))
        row.take_back_asked.connect(partial(self._take_back, item))
        row.sorted.connect(partial(self._sort, item))
        return row

    def _say(self, item: str) -> None:
        self.said.emit(item)

    def _take_back(self, item: str) -> None:
        self.take_back_asked.emit(item)

    def _sort(self, item: str, levels: object) -> None:
        self.sorted.emit(item, levels)
