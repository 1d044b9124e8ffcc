"""What two workstations wrote apart, side by side; a person chooses, nothing is decided by itself."""

from functools import partial
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from kapdesk.desk import Desk
from kapdesk.domain.clock import show_moment
from kapdesk.services import conflicts
from kapdesk.services.conflicts import Choice, Conflict, Side
from kapdesk.ui.card import Card
from kapdesk.ui.controls import PlainButton
from kapdesk.ui.said import Said
from kapdesk.ui.signs import Sign
from kapdesk.ui.theme import give_role

SHOWN = 5
NOT_RECORDED = "not recorded"
VERBS = {Choice.OURS: "Keep ours", Choice.THEIRS: "Take theirs", Choice.BOTH: "Keep both"}


class ConflictsCard(Card):
    """The first few things that differ; the others come up as these are settled."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        """Stand empty; hidden while nothing differs."""
        super().__init__("Differs between workstations", "both versions stay kept", parent=parent)
        self._desk = desk
        self.said, self._list = Said(), QVBoxLayout()
        self._list.setSpacing(16)
        self.add(self.said)
        self.body.addLayout(self._list)
        self.buttons: dict[tuple[UUID, Choice], PlainButton] = {}

    def load(self) -> None:
        """Read what waits to be settled."""
        found = self._desk.read(conflicts.waiting)
        self.setVisible(bool(found))
        self._empty()
        more = f" The first {SHOWN} are shown." if len(found) > SHOWN else ""
        self.said.say(f"{len(found)} to be settled.{more}" if found else "", Sign.DUE)
        for one in found[:SHOWN]:
            self._list.addWidget(self._shown(one))

    def _empty(self) -> None:
        self.buttons.clear()
        while self._list.count():
            item = self._list.takeAt(0)
            if (widget := item.widget() if item else None) is not None:
                widget.hide()
                widget.deleteLater()

    def _shown(self, one: Conflict) -> QWidget:
        part = QWidget()
        column = QVBoxLayout(part)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        code = self._desk.read(conflicts.code_of, one.client)
        head = _label(
            " · ".join(filter(None, (code, one.table.replace("_", " "), one.place, one.why.value))), "strong"
        )
        column.addWidget(head)
        sides = QGridLayout()
        for place, (title, side) in enumerate((("Here", one.ours), ("There", one.theirs))):
            sides.addWidget(_label(self._written(title, side), "muted"), 0, place)
            sides.addWidget(_label(_words(side), "value"), 1, place, Qt.AlignmentFlag.AlignTop)
            sides.setColumnStretch(place, 1)
        column.addLayout(sides)
        line = QHBoxLayout()
        for choice in one.choices:
            button = PlainButton(VERBS[choice], small=True)
            button.setAccessibleName(f"{VERBS[choice]}: {head.text()}")
            button.clicked.connect(partial(self._settle, one.id, choice))
            self.buttons[one.id, choice] = button
            line.addWidget(button)
        line.addStretch(1)
        column.addLayout(line)
        return part

    def _written(self, title: str, side: Side) -> str:
        when = show_moment(side.at, self._desk.record.zone) if side.at else NOT_RECORDED
        return f"{title}, {when}, {side.by or NOT_RECORDED}"

    def _settle(self, conflict: UUID, choice: Choice) -> None:
        if self._desk.do(self, conflicts.settle, conflict, choice) is not None:
            self.load()
            first = next(iter(self.buttons.values()), None)
            if first is not None:
                first.setFocus()


def _label(words: str, role: str) -> QLabel:
    label = QLabel(words)
    label.setWordWrap(True)
    label.setTextFormat(Qt.TextFormat.PlainText)
    give_role(label, role)
    return label


def _words(side: Side) -> str:
    """Return what differs in one version; a single text stands without its column's name."""
    if not side.values:
        return NOT_RECORDED
    if len(side.values) == 1:
        return next(iter(side.values.values())) or NOT_RECORDED
    return "\n".join(
        f"{name.replace('_', ' ')}: {value or NOT_RECORDED}" for name, value in side.values.items()
    )
