"""The clinic as it is named on pages, and when the screen locks."""

from collections.abc import Mapping
from decimal import Decimal
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QLabel, QWidget

from kapdesk.ui.card import Card
from kapdesk.ui.controls import Check, NumberField
from kapdesk.ui.note import LineNote, NoteEdit, NoteField
from kapdesk.ui.theme import give_role

NAME, ADDRESS = "clinic", "clinic.address"
LOCKS = (
    ("lock.minutes", "Lock when nobody types or moves for", 5, 60),
    ("lock.session_minutes", "While a session is open, after the screen was covered", 30, 240),
)


class ClinicCard(Card):
    """Name and address of the clinic, which keep themselves like any text, and what holds in its rooms."""

    fragrance_free = Signal(bool)  # whether no fragrances are opened in this clinic

    def __init__(self, parent: QWidget | None = None) -> None:
        """Stand empty."""
        super().__init__("Clinic", "as it stands on printed pages", parent=parent)
        self.notes: dict[str, NoteEdit] = {NAME: LineNote(), ADDRESS: NoteEdit(lines=2, grows=True)}
        self.add(NoteField("Name", note=self.notes[NAME]))
        self.add(NoteField("Address", note=self.notes[ADDRESS]))
        self.no_scents = QCheckBox("No fragrances are opened in this clinic")
        self.add(self.no_scents)
        # Connect Signals
        self.no_scents.clicked.connect(self.fragrance_free)

    def show_fragrance_free(self, *, free: bool) -> None:
        """Show whether fragrances may be opened."""
        self.no_scents.setChecked(free)


class LockCard(Card):
    """After how many minutes the screen locks."""

    chosen = Signal(str, int)  # key of the setting, minutes

    def __init__(self, parent: QWidget | None = None) -> None:
        """Stand empty."""
        super().__init__("Locking", parent=parent)
        self.fields: dict[str, NumberField] = {}
        for key, label, _default, most in LOCKS:
            name = QLabel(label)
            name.setWordWrap(True)
            field = NumberField(label, "min", check=partial(_minutes, most))
            name.setBuddy(field)
            self.fields[key] = field
            self.add(name)
            self.add(field)
            field.entered.connect(partial(self._choose, key))
        hint = QLabel(
            "Locking never asks and loses nothing. F12 covers the screen at once. Theme and text size are "
            "in the menu View and stay with this machine."
        )
        hint.setWordWrap(True)
        give_role(hint, "hint")
        self.add(hint)

    def show_minutes(self, kept: Mapping[str, str]) -> None:
        """Show the minutes that count now."""
        for key, _label, default, _most in LOCKS:
            said = kept.get(key, "")
            self.fields[key].set_value(int(said) if said.isdecimal() else default)

    def _choose(self, key: str, value: object) -> None:
        if isinstance(value, Decimal):
            self.chosen.emit(key, int(value))


def _minutes(most: int, value: Decimal) -> Check:
    if 1 <= value <= most:
        return Check()
    return Check(stop=f"This takes 1 to {most} minutes; the old time stands.")
