"""From last time: phrases said under the medicine, read back: kept, corrected or withdrawn by the client."""

from collections.abc import Sequence
from functools import partial
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from kapdesk.domain.clock import show_moment, since_dose
from kapdesk.domain.integration import VERDICTS, Verdict
from kapdesk.services.read_back import Carried
from kapdesk.ui.card import Card, Row, rule
from kapdesk.ui.controls import ChoiceBar, Option
from kapdesk.ui.note import LineNote, NoteField, Voice
from kapdesk.ui.said import Said


class PhraseRow(QWidget):
    """One phrase as it was said, what the client says of it today, and their words now beside it."""

    judged = Signal(object)  # Verdict or None

    def __init__(self, carried: Carried, parent: QWidget | None = None) -> None:
        """Show the words; nothing is preset."""
        super().__init__(parent)
        insight = carried.insight
        self.row = Row(f"“{insight.text.strip('“”')}”")
        self.verdict = ChoiceBar(
            [Option(each.value, each.label) for each in VERDICTS[insight.kind]], f"Today: {insight.text}"
        )
        self.words = LineNote("In their words now", "the first words stay as they were", voice=Voice.CLIENT)
        self._field = NoteField(
            "In their words now", "the first words stay as they were", voice=Voice.CLIENT, note=self.words
        )
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 12)
        column.setSpacing(6)
        for widget in (self.row, self.verdict, self._field):
            column.addWidget(widget)
        # Connect Signals
        self.verdict.chosen.connect(self._judge)

    def show_carried(self, carried: Carried, here: UUID, zone: str, *, read_only: bool) -> None:
        """Show when it was said and what was said of it here; nothing is announced."""
        mine = carried.said_in == here
        self.verdict.set_value(carried.verdict.value if carried.verdict and mine else None)
        self.verdict.setEnabled(not read_only)
        self.words.setReadOnly(read_only)
        insight = carried.insight
        since = since_dose(insight.written_at, carried.dosed_at) if carried.dosed_at else ""
        parts = (f"session {carried.session_number}", show_moment(insight.written_at, zone), since)
        self.row.set_texts(f"“{insight.text.strip('“”')}”", " · ".join(part for part in parts if part))
        self._field.setVisible(carried.verdict is Verdict.CORRECTED or bool(self.words.text()))

    def _judge(self, value: object) -> None:
        self.judged.emit(Verdict(str(value)) if value else None)


class LastTimeCard(Card):
    """The phrases that wait to be read back; hidden where none do."""

    judged = Signal(object, object)  # insight id, Verdict or None
    made = Signal(object, object)  # insight id, its PhraseRow

    def __init__(self, parent: QWidget | None = None) -> None:
        """Start with none."""
        super().__init__("From last time", "read back; nothing of it is a fact before", parent=parent)
        self.rows: dict[UUID, PhraseRow] = {}
        self.said = Said()
        self._lines = QVBoxLayout()
        self._lines.setSpacing(0)
        self.body.addLayout(self._lines)
        self.add(self.said)
        self.hide()

    def show_all(self, carried: Sequence[Carried], here: UUID, zone: str, *, read_only: bool) -> None:
        """Show these; rows that stand already stay."""
        for each in carried:
            row = self.rows.get(each.insight.id) or self._add(each)
            self.made.emit(each.insight.id, row)
            row.show_carried(each, here, zone, read_only=read_only)
        self.setVisible(bool(carried))

    def _add(self, carried: Carried) -> PhraseRow:
        row = self.rows[carried.insight.id] = PhraseRow(carried)
        if len(self.rows) > 1:
            self._lines.addWidget(rule())
        self._lines.addWidget(row)
        row.show()
        row.judged.connect(partial(self._judge, carried.insight.id))
        return row

    def _judge(self, key: UUID, verdict: object) -> None:
        self.judged.emit(key, verdict)
