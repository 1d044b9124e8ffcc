"""What often happens in the weeks after, found in the record by stated rules; closed with words."""

from collections.abc import Sequence
from functools import partial
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from kapdesk.desk import Tab
from kapdesk.domain.challenges import Challenge, Found
from kapdesk.domain.clock import local, show_date
from kapdesk.domain.tables import Table
from kapdesk.services import challenges
from kapdesk.services.challenges import Closed
from kapdesk.tabs.integration.carried_writing import Writing
from kapdesk.tabs.integration.folds import FoldCard
from kapdesk.ui.card import Row, rule
from kapdesk.ui.controls import PlainButton
from kapdesk.ui.note import Composer, NoteField
from kapdesk.ui.said import Said
from kapdesk.ui.theme import give_role

DRAFT = "draft.challenge."


class ChallengeRow(QWidget):
    """One of the five: what shows it with its rule, what may be asked, and a line for what was done."""

    opened = Signal(str)  # the register it is worked on in
    closed = Signal(str)  # what was done

    def __init__(self, challenge: Challenge, texts: Table, parent: QWidget | None = None) -> None:
        """Lay out what never changes of it."""
        super().__init__(parent)
        self.challenge, self._texts = challenge, texts
        about = texts.row(challenge.value)
        self.row = Row(about.text("label"), about.text("words"), strong=True)
        self._shown, ask = QLabel(), QLabel(about.text("ask"))
        for label, role in ((self._shown, "value"), (ask, "muted")):
            label.setWordWrap(True)
            give_role(label, role)
        self.work = PlainButton("Work on it", small=True)
        self.work.setAccessibleName(f"Work on it: {about.text('label')}")
        self.done = Composer("What was done", "Enter closes it", several_lines=False)
        label = f"What was done: {about.text('label').lower()}"
        hint = "Enter closes it; it is shown again when something new is recorded"
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 12)
        column.setSpacing(6)
        self.row.add(self.work)
        for widget in (
            rule(), self.row, self._shown, ask,
            NoteField(label, hint, note=self.done),
        ):  # fmt: skip
            column.addWidget(widget)
        # Connect Signals
        self.work.clicked.connect(self._open)
        self.done.composed.connect(self.closed)

    def show_found(self, found: Found, zone: str) -> None:
        """Say what shows it, with the rule under each."""
        lines: list[str] = []
        for each in found.shown:
            rule_of = self._texts.row(each.rule)
            day = show_date(local(each.at, zone).date())
            lines.append(f"{rule_of.text('label')}: {each.what} (in the record since {day})")
            lines.append(f"    Rule: {rule_of.text('words')}")
        self._shown.setText("\n".join(lines))

    def _open(self) -> None:
        self.opened.emit(self._texts.row(self.challenge.value).text("opens"))


class Challenges(FoldCard):
    """The challenges that stand, quietly; none of them is a name for the client."""

    changed = Signal()
    opened = Signal(str)  # the register a challenge is worked on in

    def __init__(self, tab: Tab, parent: QWidget | None = None) -> None:
        """Stand ready for one client; nothing is read before `load`."""
        super().__init__("challenges", "What often happens in these weeks", parent=parent)
        self._desk = tab.desk
        self.writing = Writing(tab)
        self._texts = self._desk.record.content.table(challenges.TEXTS)
        self.rows: dict[Challenge, ChallengeRow] = {}
        self._found: dict[Challenge, Found] = {}
        self._given: tuple[Closed, ...] = ()
        self.beside = Said()
        about, self._before = QLabel(self._texts.note), QLabel()
        for label in (about, self._before):
            label.setWordWrap(True)
            give_role(label, "muted")
        self._lines = QVBoxLayout()
        self._lines.setSpacing(0)
        self.put(about)
        self.column.addLayout(self._lines)
        for widget in (self.beside, self._before):
            self.put(widget)
        # Connect Signals
        self.writing.changed.connect(self._written)

    def load(self, note_id: UUID | None) -> None:
        """Say how many stand, and show them where the card is open; it is gone while there is nothing."""
        self.writing.show_note(note_id)
        client = self.writing.client
        self._found = {each.challenge: each for each in self._desk.read(challenges.of_client, client)}
        self._given = self._desk.read(challenges.answers, client)
        count = len(self._found)
        self.say_count(str(count) if count else "answered" if self._given else "")
        self.setVisible(bool(self._found or self._given))
        if self.is_open():
            self.built()

    def built(self) -> None:
        """Show those that stand with their rules, and what was done about others."""
        for challenge, one in self._found.items():
            self._row(challenge).show_found(one, self._desk.record.zone)
        for challenge, row in self.rows.items():
            row.setVisible(challenge in self._found)
            if challenge in self._found:
                self.writing.keep(DRAFT + challenge.value, row.done)
        self._show_before(self._given)

    def settle(self) -> None:
        """Keep what waits; an answer is given by Enter alone."""

    def _row(self, challenge: Challenge) -> ChallengeRow:
        if challenge not in self.rows:
            row = self.rows[challenge] = ChallengeRow(challenge, self._texts)
            row.opened.connect(self.opened)
            row.closed.connect(partial(self._close, challenge))
            self._lines.addWidget(row)
        return self.rows[challenge]

    def _show_before(self, given: Sequence[Closed]) -> None:
        zone = self._desk.record.zone
        names = {row.id: row.text("label") for row in self._texts.rows}
        lines = [
            f"{show_date(local(each.at, zone).date())} · {names[each.challenge.value]}: {each.words}"
            for each in reversed(given)
        ]
        self._before.setText("\n".join(lines))
        self._before.setVisible(bool(lines))

    def _close(self, challenge: Challenge, words: str) -> None:
        if self.writing.do(self.beside, challenges.close, self.writing.client, challenge, words):
            self.rows[challenge].done.taken()

    def _written(self) -> None:
        self.load(self.writing.note)
        self.changed.emit()
