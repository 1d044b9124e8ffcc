"""Questionnaires about the journey itself: filled on their own paper, kept here by name and total only."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from kapdesk.domain.totals import TotalOnly
from kapdesk.ui.card import Card
from kapdesk.ui.controls import ChoiceBar, Option, PlainButton
from kapdesk.ui.said import Said
from kapdesk.ui.theme import give_role, px


class ExperienceCard(Card):
    """Put away until wanted: which one, its total within its range, and what was recorded today."""

    record_asked = Signal(str, str)  # the id, the total as typed
    edited = Signal()

    def __init__(self, forms: Sequence[TotalOnly], parent: QWidget | None = None) -> None:
        """Offer the names, none of them chosen."""
        super().__init__("Experience", parent=parent)
        self._forms = {form.id: form for form in forms}
        self.button = PlainButton("Open", small=True)
        self.button.setCheckable(True)
        self.button.setAccessibleName(f"Open: {self.accessibleName()}")
        self.head.addWidget(self.button)
        names = [Option(form.id, form.name.split(",")[0]) for form in forms]
        self.names = ChoiceBar(names, "Questionnaire", small=True, even=False)
        self.total = QLineEdit()
        self.record = PlainButton("Record total", small=True)
        self.said = Said()
        self._range, self._recorded = QLabel(), QLabel()
        self._inside = QWidget()
        self._lay_out()
        # Connect Signals
        self.button.toggled.connect(self._toggle)
        self.names.chosen.connect(self._choose)
        self.total.returnPressed.connect(self._ask)
        self.total.textEdited.connect(self._edit)
        self.record.clicked.connect(self._ask)

    def show_recorded(self, said: Sequence[str], *, read_only: bool) -> None:
        """Show what was recorded in this session: name, total, time, by whom."""
        self._recorded.setText("\n".join(said))
        self._recorded.setVisible(bool(said))
        self.set_subtitle(f"{len(said)} recorded" if said else "measures, by total only")
        for control in (self.names, self.total, self.record):
            control.setEnabled(not read_only)

    def draft(self) -> str:
        """Return what was begun and not recorded: the id and the total as typed."""
        chosen = self.names.value() or ""
        return f"{chosen}\t{self.total.text()}" if chosen or self.total.text() else ""

    def restore(self, draft: str) -> None:
        """Put back what was begun; nothing is announced."""
        chosen, _, typed = draft.partition("\t")
        self.names.set_value(chosen or None)
        self.total.setText(typed)
        self._choose(chosen or None, tell=False)
        if draft:
            self.button.setChecked(True)

    def taken(self) -> None:
        """Empty the line: the total is in the record."""
        self.restore("")

    def _lay_out(self) -> None:
        self.total.setAccessibleName("Total")
        self.total.setFixedWidth(px(90))
        self.total.setMinimumHeight(px(36))
        for label in (self._range, self._recorded):
            label.setWordWrap(True)
            give_role(label, "muted")
        line = QHBoxLayout()
        line.setSpacing(8)
        line.addWidget(self.total)
        line.addWidget(self._range, 1)
        line.addWidget(self.record)
        column = QVBoxLayout(self._inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.names)
        column.addLayout(line)
        column.addWidget(self.said)
        self.add(self._recorded)
        self.add(self._inside)
        self._inside.hide()
        self._choose(None, tell=False)

    def _toggle(self, on: bool) -> None:  # noqa: FBT001 - Qt's own signature
        self._inside.setVisible(on)
        self.button.say("Put away" if on else "Open")
        self.button.setAccessibleName(f"{self.button.text()}: {self.accessibleName()}")

    def _choose(self, id_: str | None, *, tell: bool = True) -> None:
        form = self._forms.get(id_ or "")
        self._range.setText(f"{form.name}: {form.lowest} to {form.highest}" if form else "choose which one")
        if tell:
            self.edited.emit()

    def _edit(self, _text: str) -> None:
        self.edited.emit()

    def _ask(self) -> None:
        self.record_asked.emit(self.names.value() or "", self.total.text())
