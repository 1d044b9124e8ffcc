"""What was said under the medicine: read back, kept or taken back by the client, never by us."""

from collections.abc import Sequence
from datetime import date
from functools import partial
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from kapdesk.domain.clock import local, show_date
from kapdesk.domain.insights import Kind
from kapdesk.domain.integration import VERDICTS, Verdict
from kapdesk.services.read_back import Carried
from kapdesk.tabs.integration.folds import FoldCard
from kapdesk.ui.card import Row, rule
from kapdesk.ui.controls import ChoiceBar, Option
from kapdesk.ui.note import LineNote, NoteField, Voice
from kapdesk.ui.theme import give_role

_ASKS = {
    Kind.READ_BACK: ("In their words now", "where they correct it"),
    Kind.HELD_QUESTION: ("What they say of it today", "neither confirmed nor dismissed; when to look again"),
}


class SpokenRow(QWidget):
    """One thing that was said, what the client says of it today, and a line for more."""

    judged = Signal(object)  # Verdict or None
    opened = Signal()

    def __init__(self, carried: Carried, parent: QWidget | None = None) -> None:
        """Show the words; nothing is preset."""
        super().__init__(parent)
        self.carried = carried
        kind = carried.insight.kind
        self.row = Row(f"“{carried.insight.text.strip('“”')}”")
        self.verdict = ChoiceBar(
            [Option(each.value, each.label) for each in VERDICTS[kind]],
            carried.insight.text,
            small=True,
            even=False,
        )
        label, hint = _ASKS[kind]
        self.words = LineNote(label, hint, voice=Voice.CLIENT)
        self._field = NoteField(label, hint, voice=Voice.CLIENT, note=self.words)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 12)
        column.setSpacing(6)
        for widget in (self.row, self.verdict, self._field):
            column.addWidget(widget)
        # Connect Signals
        self.verdict.chosen.connect(self._judge)

    def show_carried(self, carried: Carried, here: UUID, zone: str) -> None:
        """Show what was said of it in this note, and what was said before; nothing is announced."""
        self.carried = carried
        mine = carried.said_in == here
        self.verdict.set_value(carried.verdict.value if carried.verdict and mine else None)
        parts = [f"dosing session {carried.session_number}"]
        if carried.insight.revisit_on and carried.verdict is not Verdict.SETTLED:
            parts.append(f"to be asked on {show_date(carried.insight.revisit_on)}")
        if carried.verdict and not mine and carried.said_at:
            said = f"{carried.verdict.label.lower()} on {show_date(local(carried.said_at, zone).date())}"
            parts.append(f"{said}: “{carried.words}”" if carried.words else said)
        self.row.set_texts(f"“{carried.insight.text.strip('“”')}”", " · ".join(parts))
        shown = carried.insight.kind is not Kind.READ_BACK or (mine and carried.verdict is Verdict.CORRECTED)
        self._field.setVisible(shown or bool(self.words.text()))

    def _judge(self, value: object) -> None:
        self.judged.emit(Verdict(str(value)) if value else None)


class SpokenCard(FoldCard):
    """All of one kind, with what belongs here while there is none."""

    judged = Signal(object, object)  # insight id, Verdict or None
    made = Signal(object, object)  # insight id, its SpokenRow

    def __init__(
        self, name: str, title: str, prompt: str, empty: str, kind: Kind, parent: QWidget | None = None
    ) -> None:
        """Start with none."""
        super().__init__(name, title, prompt, parent=parent)
        self.kind = kind
        self.asks = False
        self.rows: dict[UUID, SpokenRow] = {}
        self._empty = QLabel(empty)
        self._empty.setWordWrap(True)
        give_role(self._empty, "muted")
        self._lines = QVBoxLayout()
        self._lines.setSpacing(0)
        self.put(self._empty)
        self.column.addLayout(self._lines)

    def show_all(self, carried: Sequence[Carried], here: UUID, zone: str, today: date) -> None:
        """Show those of this card's kind, what is asked today first; rows that stand already stay."""
        mine = [each for each in carried if each.insight.kind is self.kind]
        asked = [each for each in mine if is_asked(each, today, zone)]
        self.asks = bool(asked)
        self._count(len(asked), len(mine))
        for each in sorted(mine, key=asked.__contains__, reverse=True):
            row = self.rows.get(each.insight.id)
            if row is None:
                row = self.rows[each.insight.id] = SpokenRow(each)
                row.judged.connect(partial(self._judge, each.insight.id))
                if len(self.rows) > 1:
                    self._lines.addWidget(rule())
                self._lines.addWidget(row)
                row.show()
                self.made.emit(each.insight.id, row)
            row.show_carried(each, here, zone)
        self._empty.setVisible(not mine)

    def _count(self, asked: int, there: int) -> None:
        word = "to read back" if self.kind is Kind.READ_BACK else "to ask today"
        self.say_count(f"{asked} {word}" if asked else f"{there} looked at" if there else "")

    def _judge(self, key: UUID, verdict: object) -> None:
        self.judged.emit(key, verdict)


def is_asked(carried: Carried, today: date, zone: str) -> bool:
    """Return whether this is asked now: a phrase nobody read back yet, a held question whose day has come."""
    if carried.insight.kind is Kind.READ_BACK:
        return carried.waits
    on = carried.insight.revisit_on
    said = local(carried.said_at, zone).date() if carried.said_at else None
    return (
        on is not None
        and on <= today
        and carried.verdict is not Verdict.SETTLED
        and (said is None or said < on)
    )
