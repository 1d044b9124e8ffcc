"""What is due for this client by the clinic's cadence: filled with one press, or left out with a reason."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from kapdesk.domain.clock import local, show_date
from kapdesk.services.measures_due import Due
from kapdesk.ui.card import Card, Row, Rows
from kapdesk.ui.controls import PlainButton


class DueCard(Card):
    """One line for each measure that is due; hidden where none is."""

    fill_asked = Signal(str)
    leave_asked = Signal(str)

    def __init__(self) -> None:
        """Stand hidden: nothing is due."""
        super().__init__("Due now")
        self._rows = Rows()
        self.add(self._rows)
        self.hide()

    def show_due(self, due: Sequence[Due], zone_name: str) -> None:
        """Show what is due, the longest first."""
        self._rows.show_rows([self._row(one, zone_name) for one in due])
        self.set_subtitle(f"{len(due)} by the clinic’s cadence" if due else "")
        self.setVisible(bool(due))

    def _row(self, one: Due, zone_name: str) -> QWidget:
        since = show_date(local(one.since, zone_name).date())
        said = f"{one.label}, since {since}."
        row = Row(one.name, f"{said} {one.overlap}".strip(), strong=True)
        both = QWidget()
        line = QHBoxLayout(both)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(8)
        for words, signal in (("Fill", self._fill), ("Leave out", self._leave)):
            button = PlainButton(words, small=True)
            button.setAccessibleName(f"{words}: {one.name}")
            button.clicked.connect(partial(signal, one.measure))
            line.addWidget(button)
        row.add(both)
        return row

    def _fill(self, measure: str) -> None:
        self.fill_asked.emit(measure)

    def _leave(self, measure: str) -> None:
        self.leave_asked.emit(measure)
