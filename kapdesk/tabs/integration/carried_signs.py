"""How a slide begins for this client, written while well, with what of it the record can see."""

from functools import partial
from uuid import UUID

from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from kapdesk.domain.clock import local, show_date
from kapdesk.domain.relapse import LIMITS, WELL_UP_TO, Match, Pattern, RelapseSign
from kapdesk.domain.tables import Table
from kapdesk.services import relapse_signs
from kapdesk.services.notes import Owner
from kapdesk.tabs.integration.carried_writing import Writing
from kapdesk.tabs.integration.folds import FoldCard
from kapdesk.tabs.integration.looks_entries import named
from kapdesk.tabs.integration.looks_strike import StrikeLine
from kapdesk.ui.card import Row
from kapdesk.ui.controls import ChoiceBar, NumberField, Option
from kapdesk.ui.note import Composer, NoteField, Voice
from kapdesk.ui.said import Said
from kapdesk.ui.signs import Sign, SignLabel
from kapdesk.ui.theme import give_role

DRAFT, WHY = "draft.sign", "draft.sign.strike."
OWN = "own-words"


class SignRow(QWidget):
    """One sign in the client's words, what is watched for, and what of it the record shows."""

    def __init__(self, sign: RelapseSign, parent: QWidget | None = None) -> None:
        """Lay out the line."""
        super().__init__(parent)
        self.row = Row(f"“{sign.words}”")
        self._seen = SignLabel(Sign.CAUTION, "", wraps=True)
        self.strike = StrikeLine(sign.words)
        self.row.add_below(self._seen)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for widget in (self.row, self.strike):
            column.addWidget(widget)

    def show_sign(self, sign: RelapseSign, second: str, match: Match | None) -> None:
        """Say what is recorded of it."""
        said = second if sign.stands else f"struck through: {sign.struck_reason}"
        self.row.set_texts(f"“{sign.words}”", said)
        if match is not None:
            self._seen.set_sign(Sign.CAUTION, f"The record shows: {match.seen}. Ask what it means.")
        self._seen.setVisible(match is not None and sign.stands)
        self.strike.setVisible(sign.stands)


class SignsCard(FoldCard):
    """The client's own signs; one of which the record shows something says so under it."""

    def __init__(self, patterns: Table, parent: QWidget | None = None) -> None:
        """Lay out the list and what a new one needs."""
        super().__init__("relapse", "How a slide begins, in their words", parent=parent)
        self._patterns = patterns
        self._writing: Writing | None = None
        self._signs: tuple[RelapseSign, ...] = ()
        self._found: dict[UUID, Match] = {}
        self._well = QLabel()
        self._well.setWordWrap(True)
        give_role(self._well, "muted")
        self.rows: dict[UUID, SignRow] = {}
        lines = QWidget()
        self._lines = QVBoxLayout(lines)
        self._lines.setContentsMargins(0, 0, 0, 0)
        options = [Option(row.id, row.text("label")) for row in patterns.rows]
        self.pattern = ChoiceBar(options, "What the record watches for", small=True, even=False)
        self.limit = NumberField("Its number")
        self._rule = named("Its number", "", self.limit)
        self._rule.hide()
        self.composer = Composer("A sign, in their words", voice=Voice.CLIENT)
        self.said = Said()
        for widget in (
            self._well, lines, named("What the record watches for", "", self.pattern), self._rule,
            NoteField("A sign, in their words", "Enter keeps it.", voice=Voice.CLIENT, note=self.composer),
            self.said,
        ):  # fmt: skip
            self.put(widget)
        # Connect Signals
        self.pattern.chosen.connect(self._choose)
        self.composer.composed.connect(self._add)

    def load(self, writing: Writing) -> None:
        """Say how many signs there are, and show them where the card is open."""
        self._writing = writing
        self._signs = writing.desk.read(relapse_signs.of_client, writing.client)
        self._found = {one.sign.id: one for one in writing.desk.read(relapse_signs.matches, writing.client)}
        standing = sum(sign.stands for sign in self._signs)
        seen = f"{len(self._found)} seen now" if self._found else ""
        self.say_count(" · ".join(part for part in (str(standing) if standing else "", seen) if part))
        writing.keep(DRAFT, self.composer, owner=Owner(writing.client))
        if self.is_open():
            self.built()

    def built(self) -> None:
        """Show every sign, and what the record shows of it now."""
        if self._writing is None:
            return
        for sign in self._signs:
            self._show_sign(sign, self._found.get(sign.id), self._writing)
        self._say_well(self._writing)

    def _show_sign(self, sign: RelapseSign, match: Match | None, writing: Writing) -> None:
        row = self.rows.get(sign.id)
        if row is None:
            row = self.rows[sign.id] = SignRow(sign)
            row.strike.struck.connect(partial(self._strike, sign.id))
            self._lines.addWidget(row)
        row.show_sign(sign, self._second(sign), match)
        if sign.stands:
            writing.keep(WHY + sign.id.hex, row.strike.reason, owner=Owner(writing.client))
            row.strike.open_if_begun()

    def _second(self, sign: RelapseSign) -> str:
        row = self._patterns.row(sign.pattern or OWN)
        number = f"{sign.limit} {row.text('unit')}" if sign.limit is not None else ""
        parts = (
            row.text("label"),
            number,
            f"written on {show_date(local(sign.happened_at, sign.zone).date())}",
        )
        return " · ".join(part for part in parts if part)

    def _say_well(self, writing: Writing) -> None:
        last = writing.desk.read(relapse_signs.last_phq9, writing.client)
        words = self._patterns.note
        if last is not None and last[1] > WELL_UP_TO:
            day = show_date(local(last[0], writing.desk.record.zone).date())
            words = f"{words} The last PHQ-9 was {last[1]}, on {day}."
        self._well.setText(words)

    def _choose(self, value: str | None) -> None:
        row = self._patterns.row(value or OWN)
        self.said.say(row.text("words") if value else "", Sign.RECORDED)
        self._rule.setVisible(bool(row.text("unit")))
        self.limit.set_value(None)

    def _add(self, words: str) -> None:
        writing, value = self._writing, self.pattern.value()
        pattern = None if value in (None, OWN) else Pattern(value)
        number = self.limit.value() if pattern in LIMITS and self.limit.settle() else None
        if writing is not None and writing.do(
            self.said, relapse_signs.add, writing.client, words, pattern=pattern,
            limit=None if number is None else int(number), draft=DRAFT,
        ):  # fmt: skip
            self.composer.taken()
            self.pattern.set_value(None)
            self._choose(None)

    def _strike(self, sign: UUID, reason: str) -> None:
        writing = self._writing
        if writing is not None and writing.do(self.said, relapse_signs.strike, sign, reason):
            writing.let_go(WHY + sign.hex)
