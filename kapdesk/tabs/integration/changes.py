"""What changed and what did not yet, side by side and of the same size; what is unsure stands below."""

from collections.abc import Mapping, Sequence
from functools import partial
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from kapdesk.domain.definitions import Form
from kapdesk.domain.integration import BOTH_SIDES, ChangeItem, ChangeKind, LifeDomain
from kapdesk.tabs.integration.folds import FoldCard
from kapdesk.ui.appearing import appear
from kapdesk.ui.card import Row
from kapdesk.ui.controls import ChoiceBar, Option, PlainButton
from kapdesk.ui.note import Composer, NoteField, Voice, voice_word
from kapdesk.ui.theme import give_role, px

_FIELDS = {
    ChangeKind.CHANGED: "changed",
    ChangeKind.NOT_YET: "not-changed",
    ChangeKind.UNSURE: "unsure",
}
_DOMAINS = tuple(Option(each.value, each.value.capitalize()) for each in LifeDomain)
_WANTED = (Option("yes", "Wanted"), Option("no", "Not wanted"))
_NOTHING = (Option("nothing", "Nothing noted"),)


class ItemRow(QWidget):
    """One line of a side: its words, where it shows, and what it takes to strike it through."""

    detailed = Signal(str, str, str, object)  # domain, evidence, since, wanted
    struck = Signal(str)
    opened = Signal()

    def __init__(self, item: ChangeItem, parent: QWidget | None = None) -> None:
        """Show one line; what sorts it is made when it is first asked for."""
        super().__init__(parent)
        self.item = item
        self.row = Row(item.text)
        self.more = PlainButton("More", small=True)
        self.more.setCheckable(True)
        self.row.add(self.more)
        self.panel: ItemPanel | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.row)
        self.show_item(item)
        # Connect Signals
        self.more.toggled.connect(self._toggle)

    def show_item(self, item: ChangeItem) -> None:
        """Show what is recorded; nothing is announced."""
        self.item = item
        wanted = {True: "wanted", False: "not wanted", None: ""}[item.wanted]
        since = f"since {item.since}" if item.since else ""
        said = " · ".join(part for part in (item.domain, since, item.evidence, wanted) if part)
        self.row.set_texts(item.text, said if item.stands else f"struck through: {item.struck_reason}")
        self.more.setVisible(item.stands)
        self.more.setAccessibleName(f"More: {item.text}")
        if self.panel is not None:
            self.panel.show_item(item)
            self.panel.setVisible(self.more.isChecked() and item.stands)

    def settle(self) -> None:
        """Take over what stands in the lines now, as leaving them does."""
        if self.item.stands and self.panel is not None:
            self._detail()

    def _toggle(self, on: bool) -> None:  # noqa: FBT001 - Qt's own signature
        if self.panel is None:
            self.panel = ItemPanel()
            self.panel.show_item(self.item)
            self.panel.detailed.connect(self._detail)
            self.panel.reason.composed.connect(self._strike)
            layout = self.layout()
            if layout is not None:
                layout.addWidget(self.panel)
            self.opened.emit()
        self.panel.setVisible(on)
        self.more.say("Put away" if on else "More")

    def _detail(self) -> None:
        item, now = self.item, self.panel.told() if self.panel else None
        if now is not None and now != (item.domain, item.evidence, item.since, item.wanted):
            self.detailed.emit(*now)

    def _strike(self, reason: str) -> None:
        self.struck.emit(reason)


class ItemPanel(QWidget):
    """What sorts a line: where it shows, since when, how, whether it is wanted; and what strikes it."""

    detailed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        """Lay out the lines, nothing chosen."""
        super().__init__(parent)
        self.domain = ChoiceBar(_DOMAINS, "Where it shows", small=True, even=False)
        self.wanted = ChoiceBar(_WANTED, "Is it wanted", small=True, even=False)
        self.since, self.evidence = QLineEdit(), QLineEdit()
        self.reason = Composer("Why it is struck through", "Enter strikes", several_lines=False)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 12)
        column.setSpacing(8)
        for control in (self.domain, self.wanted):
            column.addWidget(control)
            control.chosen.connect(self._tell)
        for name, line in (("Since", self.since), ("How it shows", self.evidence)):
            label = QLabel(name)
            label.setBuddy(line)
            give_role(label, "muted")
            line.setAccessibleName(name)
            line.setMinimumHeight(px(36))
            column.addWidget(label)
            column.addWidget(line)
            line.editingFinished.connect(self._tell)
        column.addWidget(
            NoteField("Strike through", "why; Enter strikes, and it stays readable", note=self.reason)
        )

    def show_item(self, item: ChangeItem) -> None:
        """Show what is recorded; nothing is announced."""
        self.domain.set_value(item.domain or None)
        self.wanted.set_value({True: "yes", False: "no", None: None}[item.wanted])
        for line, text in ((self.since, item.since), (self.evidence, item.evidence)):
            if not line.hasFocus():
                line.setText(text)

    def told(self) -> tuple[str, str, str, bool | None]:
        """Return what stands here: domain, evidence, since, wanted."""
        wanted = {"yes": True, "no": False}.get(self.wanted.value() or "")
        return self.domain.value() or "", self.evidence.text().strip(), self.since.text().strip(), wanted

    def _tell(self, _value: object = None) -> None:
        self.detailed.emit()


class Side(QWidget):
    """One side: its name, its lines, and where the next one is written."""

    added = Signal(str)
    detailed = Signal(object, str, str, str, object)
    struck = Signal(object, str)
    reason_line = Signal(object, object)  # item id, its Composer
    nothing_said = Signal(bool)

    def __init__(self, label: str, prompt: str, parent: QWidget | None = None, *, both: bool = False) -> None:
        """Start with no lines; on one of `both` sides it can be said that nothing was noted."""
        super().__init__(parent)
        self.label, self._both = label, both
        self.nothing = ChoiceBar(_NOTHING, f"{label}: nothing noted", small=True, even=False)
        appear(self.nothing, shown=both)
        self.rows: dict[UUID, ItemRow] = {}
        self.composer = Composer(label, prompt, voice=Voice.CLIENT)
        name, hint = QLabel(label), QLabel(prompt)
        give_role(name, "strong")
        give_role(hint, "muted")
        hint.setWordWrap(True)
        name.setBuddy(self.composer)
        self._lines = QVBoxLayout()
        self._lines.setSpacing(0)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        for widget in (name, hint, voice_word(Voice.CLIENT)):
            column.addWidget(widget)
        column.addLayout(self._lines)
        column.addWidget(self.composer)
        column.addWidget(self.nothing)
        column.addStretch(1)
        # Connect Signals
        self.composer.composed.connect(self._add)
        self.nothing.chosen.connect(self._say_nothing)

    def is_looked_at(self) -> bool:
        """Say whether it has a line, or it was said that nothing was noted."""
        return any(row.item.stands for row in self.rows.values()) or self.nothing.value() is not None

    def show_items(self, items: Sequence[ChangeItem], *, nothing: bool = False) -> None:
        """Show these lines; those that stand there already stay, so that the focus does."""
        self.nothing.set_value("nothing" if nothing else None)
        self.nothing.setVisible(self._both and not any(item.stands for item in items))
        for gone in [key for key in self.rows if key not in {item.id for item in items}]:
            row = self.rows.pop(gone)
            row.hide()
            row.deleteLater()
        for item in items:
            row = self.rows.get(item.id)
            if row is None:
                row = self.rows[item.id] = ItemRow(item)
                row.detailed.connect(partial(self._detail, item.id))
                row.struck.connect(partial(self._strike, item.id))
                row.opened.connect(partial(self._opened, item.id))
                self._lines.addWidget(row)
                row.show()
            row.show_item(item)

    def _add(self, words: str) -> None:
        self.added.emit(words)

    def _say_nothing(self, value: object) -> None:
        self.nothing_said.emit(value is not None)

    def _detail(self, key: UUID, domain: str, evidence: str, since: str, wanted: object) -> None:
        self.detailed.emit(key, domain, evidence, since, wanted)

    def _strike(self, key: UUID, reason: str) -> None:
        self.struck.emit(key, reason)

    def _opened(self, key: UUID) -> None:
        panel = self.rows[key].panel
        if panel is not None:
            self.reason_line.emit(key, panel.reason)


class ChangesCard(FoldCard):
    """Both sides with the same weight, changed first; what is unsure below."""

    added = Signal(object, str)  # ChangeKind, the words
    nothing_said = Signal(object, bool)  # ChangeKind

    def __init__(self, form: Form, parent: QWidget | None = None) -> None:
        """Lay out the three lists."""
        super().__init__("changes", "Changed, and not changed yet", "Enter keeps a line", parent=parent)
        self.sides: dict[ChangeKind, Side] = {}
        for kind, id_ in _FIELDS.items():
            field = form.field(id_)
            side = self.sides[kind] = Side(field.label, field.prompt, both=kind in BOTH_SIDES)
            side.added.connect(partial(self._add, kind))
            side.nothing_said.connect(partial(self._say_nothing, kind))
        grid = QGridLayout()
        grid.setHorizontalSpacing(24)
        grid.setVerticalSpacing(12)
        grid.addWidget(self.sides[ChangeKind.CHANGED], 0, 0, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(self.sides[ChangeKind.NOT_YET], 0, 1, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(self.sides[ChangeKind.UNSURE], 1, 0, 1, 2)
        for column in (0, 1):
            grid.setColumnStretch(column, 1)
        self.column.addLayout(grid)

    def show_items(self, items: Sequence[ChangeItem], nothing: frozenset[ChangeKind]) -> None:
        """Show every line on its side, struck ones with their reason, and where nothing was noted."""
        for kind, side in self.sides.items():
            side.show_items([item for item in items if item.kind is kind], nothing=kind in nothing)
        counts = {kind: sum(item.stands and item.kind is kind for item in items) for kind in self.sides}
        words = {ChangeKind.CHANGED: "changed", ChangeKind.NOT_YET: "not yet", ChangeKind.UNSURE: "unsure"}
        self.say_count(" · ".join(f"{count} {words[kind]}" for kind, count in counts.items() if count))

    def not_looked_at(self) -> tuple[str, ...]:
        """Return the names of the sides that have no line and of which nothing was said."""
        return tuple(self.sides[kind].label for kind in BOTH_SIDES if not self.sides[kind].is_looked_at())

    def drafts(self) -> Mapping[ChangeKind, Composer]:
        """Return the lines that are being written."""
        return {kind: side.composer for kind, side in self.sides.items()}

    def _add(self, kind: ChangeKind, words: str) -> None:
        self.added.emit(kind, words)

    def _say_nothing(self, kind: ChangeKind, on: bool) -> None:  # noqa: FBT001 - a signal's slot
        self.nothing_said.emit(kind, on)
