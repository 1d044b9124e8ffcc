"""One moment of a session as it is shown, and the list of them that a view follows."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt

from kapdesk.ui.note import Voice

Index = QModelIndex | QPersistentModelIndex
MomentRole = int(Qt.ItemDataRole.UserRole.value)


@dataclass(frozen=True, slots=True)
class Moment:
    """One moment: its key, when it was, whose words it holds, and what became of it."""

    key: object
    since_dose: str  # T+00:19, or empty before the dose
    clock: str
    label: str = ""
    text: str = ""
    voice: Voice = Voice.NONE
    struck: str = ""  # the reason; a moment with one is struck through
    later: str = ""  # "written 10:52", where that differs from when it happened
    tone: str = ""  # a colour of the theme for the label

    @property
    def spoken(self) -> str:
        """Return the moment in one sentence to be heard."""
        said = f"{self.label}: {self.text}" if self.label and self.text else self.label or self.text
        struck = f"struck through: {self.struck}" if self.struck else ""
        parts = (self.since_dose, self.clock, self.voice.label, struck, said, self.later)
        return ", ".join(part for part in parts if part)


class MomentList(QAbstractListModel):
    """The moments as they were given, changed in place where only some differ."""

    def __init__(self) -> None:
        """Start with none."""
        super().__init__()
        self.moments: list[Moment] = []

    def show_moments(self, moments: Sequence[Moment]) -> None:
        """Show these moments; those that are shown already keep their place."""
        old, new = self.moments, list(moments)
        same = len(old) <= len(new) and all(a.key == b.key for a, b in zip(old, new, strict=False))
        if not same and not self._insert_one(new):
            self.beginResetModel()
            self.moments = new
            self.endResetModel()
        if not same:
            return
        for row, (was, now) in enumerate(zip(old, new, strict=False)):
            if was != now:
                old[row] = now
                self.dataChanged.emit(self.index(row), self.index(row))
        if len(new) > len(old):
            self.beginInsertRows(QModelIndex(), len(old), len(new) - 1)
            old += new[len(old) :]
            self.endInsertRows()

    def _insert_one(self, new: list[Moment]) -> bool:
        """Put one moment among the others, where that is all that is different; say whether it was."""
        old = self.moments
        at = next((row for row, (was, now) in enumerate(zip(old, new, strict=False)) if was != now), len(old))
        if new[:at] + new[at + 1 :] != old:
            return False
        self.beginInsertRows(QModelIndex(), at, at)
        old.insert(at, new[at])
        self.endInsertRows()
        return True

    def rowCount(self, parent: Index | None = None) -> int:
        """Return how many moments there are."""
        return 0 if parent is not None and parent.isValid() else len(self.moments)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return a moment, or its words to be heard."""
        if not 0 <= index.row() < len(self.moments):
            return None
        moment = self.moments[index.row()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return moment.spoken
        return moment if role == MomentRole else None
