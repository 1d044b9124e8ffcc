"""The work: what is to be released, processed, reclaimed or restored, and where each piece of it stands."""

from collections.abc import Sequence
from functools import partial
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from kapdesk.domain.clock import show_moment
from kapdesk.domain.definitions import PromptSet
from kapdesk.domain.insights import Level, Movement
from kapdesk.domain.work import Subtype, WorkItem, WorkStatus
from kapdesk.tabs.debrief.levels import levels_line
from kapdesk.tabs.debrief.sorter import options
from kapdesk.tabs.debrief.striking import StrikeLine
from kapdesk.ui.card import Card, Row, rule
from kapdesk.ui.controls import ChoiceBar, Option, PlainButton, Segments, Tags
from kapdesk.ui.note import Composer, LineNote, NoteField, Voice
from kapdesk.ui.said import Said
from kapdesk.ui.signs import Sign
from kapdesk.ui.theme import give_role

_STATUSES = tuple(Option(each.value, each.value.capitalize()) for each in WorkStatus)


class WorkPanel(QWidget):
    """What may be said of one piece: where it stands, the next small step, its levels, when it was lived."""

    looked = Signal(object, str)  # WorkStatus, next step
    detailed = Signal(object, object, str)  # levels, Subtype or None, last lived
    struck = Signal(str)

    def __init__(
        self, item: WorkItem, levels: PromptSet, movements: PromptSet, parent: QWidget | None = None
    ) -> None:
        """Lay out what belongs to the movement of this piece."""
        super().__init__(parent)
        self.item = item
        self.status = ChoiceBar(_STATUSES, "Where it stands")
        self.step = LineNote("The next small step", "Enter keeps it", voice=Voice.CLIENT)
        self.levels = Tags(options(levels, tuple(Level)), "Levels", small=False)
        self.subtype = ChoiceBar(options(movements, tuple(Subtype)), "What is reclaimed", even=False)
        self.lived = LineNote("When it was last lived", "a year, a time of life", voice=Voice.CLIENT)
        self.line = StrikeLine()
        self._history = QLabel()
        self._lay_out(movements)
        # Connect Signals
        self.status.chosen.connect(self._choose)
        self.step.entered.connect(self._step)
        self.step.left.connect(self._step)
        self.levels.chosen.connect(self._detail)
        self.subtype.chosen.connect(self._detail)
        self.lived.entered.connect(self._detail)
        self.lived.left.connect(self._lived)
        self.line.struck.connect(self.struck)

    def show_item(self, item: WorkItem, zone: str, *, own: bool) -> None:
        """Show what is recorded; only the session it was named in changes more than where it stands."""
        self.item = item
        self.status.set_value(item.status.value)
        self.levels.set_values([level.value for level in item.levels])
        self.subtype.set_value(item.subtype.value if item.subtype else None)
        for control in (self.levels, self.subtype, self.line):
            control.setEnabled(own)
        self.lived.setReadOnly(not own)
        looks = (
            " · ".join(
                part for part in (show_moment(look.happened_at, zone), look.status, look.next_step) if part
            )
            for look in item.looks
        )
        self._history.setText("\n".join(looks))

    def waits(self) -> bool:
        """Say whether the next step differs from the last look."""
        return " ".join(self.step.text().split()) != self.item.next_step

    def lived_waits(self) -> bool:
        """Say whether the line of when it was last lived differs from what is recorded."""
        return self.lived.text().strip() != self.item.last_lived

    def _lay_out(self, movements: PromptSet) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 12)
        column.setSpacing(6)
        asks = QLabel(movements.prompt(self.item.movement.value).text)
        asks.setWordWrap(True)
        reclaims = self.item.movement is Movement.RECLAIM
        step = "The first small step back in" if reclaims else "The next small step"
        column.addWidget(asks)
        for widget in (self.status, NoteField(step, "Enter keeps it with the time", note=self.step)):
            column.addWidget(widget)
        if reclaims:
            column.addWidget(self.subtype)
            column.addWidget(NoteField("Last lived", "a year, a time of life", note=self.lived))
        for line in (self.step, self.lived):
            line.set_voice(Voice.CLIENT)
        name = QLabel("Levels")
        name.setBuddy(self.levels)
        for label in (asks, name, self._history):
            give_role(label, "muted")
        self._history.setWordWrap(True)
        self._history.setTextFormat(Qt.TextFormat.PlainText)
        for widget in (name, self.levels, self._history, self.line):
            column.addWidget(widget)

    def _choose(self, value: str | None) -> None:
        if value is None:  # pressed again: where it stands cannot be nowhere
            self.status.set_value(self.item.status.value)
            if not self.waits():
                return
        self.looked.emit(WorkStatus(value or self.item.status), self.step.text())

    def _step(self) -> None:
        if self.waits():
            self.looked.emit(self.item.status, self.step.text())

    def _lived(self) -> None:
        if self.lived_waits():
            self._detail()

    def _detail(self, _chosen: object = None) -> None:
        subtype = self.subtype.value()
        levels = tuple(Level(level) for level in self.levels.values())
        self.detailed.emit(levels, Subtype(subtype) if subtype else None, self.lived.text())


class WorkRow(QWidget):
    """One piece of the work: its words, a quiet second line, and the panel that opens under it."""

    opened = Signal()

    def __init__(
        self, item: WorkItem, levels: PromptSet, movements: PromptSet, parent: QWidget | None = None
    ) -> None:
        """Show the words; the panel is made when it is first asked for."""
        super().__init__(parent)
        self.item = item
        self.panel: WorkPanel | None = None
        self._prompts = (levels, movements)
        self._shown: tuple[str, bool] = ("UTC", True)
        self.row = Row(item.statement)
        self.button = PlainButton("Look", small=True)
        self.button.setCheckable(True)
        self.row.add(self.button)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._column.addWidget(self.row)
        # Connect Signals
        self.button.toggled.connect(self._toggle)

    def show_item(self, item: WorkItem, zone: str, *, own: bool, named_in: str = "") -> None:
        """Say what is recorded now; the focus stays where it is."""
        self.item, self._shown = item, (zone, own)
        self.row.set_texts(f"“{item.statement.strip('“”')}”", self._second(named_in))
        self.button.setVisible(item.stands)
        self.button.setAccessibleName(f"{self.button.text()}: {item.statement}")
        if self.panel is not None:
            self.panel.show_item(item, zone, own=own)
            self.panel.setVisible(self.button.isChecked() and item.stands)

    def set_read_only(self, *, read_only: bool) -> None:
        """Let it be read and not be looked at anew, as after signing."""
        self.button.setVisible(not read_only and self.item.stands)
        if read_only:
            self.button.setChecked(False)

    def _second(self, named_in: str) -> str:
        item, (levels, movements) = self.item, self._prompts
        if not item.stands:
            return f"struck through: {item.struck_reason}"
        movement = movements.prompt(item.movement.value).label
        if item.subtype is not None:
            movement = f"{movement}: {movements.prompt(item.subtype.value).label.lower()}"
        lived = f"last lived {item.last_lived}" if item.last_lived else ""
        parts = (movement, levels_line(item.levels, levels), lived, item.status.value, named_in)
        said = " · ".join(part for part in parts if part)
        return f"{said}\nnext: {item.next_step}" if item.next_step else said

    def _toggle(self, on: bool) -> None:  # noqa: FBT001 - Qt's own signature
        if on and self.panel is None:
            self.panel = WorkPanel(self.item, *self._prompts)
            self._column.addWidget(self.panel)
            zone, own = self._shown
            self.panel.show_item(self.item, zone, own=own)
            self.opened.emit()
        if self.panel is not None:
            self.panel.setVisible(on)
        self.button.say("Done" if on else "Look")
        self.button.setAccessibleName(f"{self.button.text()}: {self.item.statement}")


class WorkCard(Card):
    """Name a piece with its movement at once; those that stand are looked at again in their place."""

    named = Signal(object, str)  # Movement, statement
    opened = Signal(object)  # id

    def __init__(self, levels: PromptSet, movements: PromptSet, parent: QWidget | None = None) -> None:
        """Start with nothing named."""
        super().__init__("The work", parent=parent)
        self._prompts = (levels, movements)
        self.rows: dict[UUID, WorkRow] = {}
        self.said = Said()
        self.composer = Composer(
            "Name a piece of the work", "Enter goes on to its movement", voice=Voice.CLIENT
        )
        self.movements = Segments(options(movements, tuple(Movement)), "Its movement")
        for movement in Movement:
            button = self.movements.buttons[movement.value]
            button.setToolTip(movements.prompt(movement.value).text)
            button.setAccessibleName(f"Name it: {movements.prompt(movement.value).label}")
        self._foot = QWidget()
        self._list = QVBoxLayout()
        self._list.setSpacing(0)
        foot = QVBoxLayout(self._foot)
        foot.setContentsMargins(0, 0, 0, 0)
        foot.setSpacing(6)
        foot.addWidget(
            NoteField(
                "Name a piece of the work",
                "F5 brings marked words here; its movement writes it",
                note=self.composer,
                voice=Voice.CLIENT,
            )
        )
        foot.addWidget(self.movements)
        self.body.addLayout(self._list)
        self.add(self._foot)
        self.add(self.said)
        # Connect Signals
        self.composer.composed.connect(self._go_on)
        self.movements.pressed.connect(self._name)

    def show_items(self, items: Sequence[WorkItem], session: UUID, zone: str, *, read_only: bool) -> None:
        """Show these; what was named in another session says so. Nothing is announced."""
        for item in items:
            row = self.rows.get(item.id) or self._add(item)
            own = item.session == session
            row.show_item(item, zone, own=own, named_in="" if own else "from an earlier session")
            row.set_read_only(read_only=read_only)
        count = sum(item.open for item in items)
        self.set_subtitle(f"{count} open" if count else "")
        self._foot.setVisible(not read_only)

    def bring(self, words: str) -> None:
        """Put words into the line, after what stands there, with the keyboard in it."""
        before = self.composer.text().rstrip()
        self.composer.set_caret(len(self.composer.text()))
        self.composer.insert_as_one(f" {words}" if before else words)
        self.composer.setFocus(Qt.FocusReason.OtherFocusReason)

    def _add(self, item: WorkItem) -> WorkRow:
        row = self.rows[item.id] = WorkRow(item, *self._prompts)
        if len(self.rows) > 1:
            self._list.addWidget(rule())
        self._list.addWidget(row)
        row.show()
        row.opened.connect(partial(self._opened, item.id))
        return row

    def _opened(self, item: UUID) -> None:
        self.opened.emit(item)

    def _go_on(self, _words: str) -> None:
        self.movements.setFocus(Qt.FocusReason.OtherFocusReason)

    def _name(self, movement: str) -> None:
        self.movements.show_pressed(())
        words = self.composer.text().strip()
        if words:
            self.named.emit(Movement(movement), words)
            return
        prompt = self._prompts[1].prompt(movement)
        self.said.say(prompt.text, Sign.NOT_YET)
        self.composer.setFocus(Qt.FocusReason.OtherFocusReason)
