"""What was kept of their words: with its levels and movement, sorted in place, struck with a reason."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtWidgets import QLabel, QMenu, QVBoxLayout, QWidget

from kapdesk.domain.clock import show_date
from kapdesk.domain.definitions import PromptSet
from kapdesk.domain.insights import Insight, Kind, Movement
from kapdesk.tabs.debrief.levels import levels_line
from kapdesk.tabs.debrief.sorter import ReadDay, Sorter
from kapdesk.ui.card import Card, Row, rule
from kapdesk.ui.controls import PlainButton, QuietButton
from kapdesk.ui.theme import give_role


@dataclass(frozen=True, slots=True)
class Since:
    """What is known of an insight from other sessions: where it was said first, what was said of it since."""

    first: str = ""  # "session 1"
    said: str = ""  # "withdrawn by the client on 24-Nov-2026"


NOTHING = Since()


class KeptRow(QWidget):
    """One insight, held question or phrase: its words, a quiet second line, and what sorts it."""

    opened = Signal()
    work_asked = Signal(object)  # Movement
    first_asked = Signal()

    def __init__(
        self, insight: Insight, levels: PromptSet, movements: PromptSet, read_day: ReadDay, second: str = "",
        parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        """Show the words; the sorter is made when it is first asked for."""
        super().__init__(parent)
        self.insight, self.since = insight, NOTHING
        self.sorter: Sorter | None = None
        self._prompts, self._read_day = (levels, movements), read_day
        self._standing_line = second
        self._read_only = False
        self.row = Row(_words(insight), second or " ")
        self.first = QuietButton("", small=True)
        self.button = PlainButton("Sort", small=True)
        self.button.setCheckable(True)
        self.row.add(self.first)
        self.row.add(self.button)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._column.addWidget(self.row)
        self.show_insight(insight)
        # Connect Signals
        self.button.toggled.connect(self._toggle)
        self.first.clicked.connect(self._ask_first)

    def show_insight(self, insight: Insight, since: Since = NOTHING) -> None:
        """Say what is recorded now; the focus stays where it is."""
        self.insight, self.since = insight, since
        self.row.set_texts(_words(insight), self._second())
        self.first.say(f"First said: {since.first}")
        self.first.setVisible(bool(since.first))
        self.button.setVisible(insight.stands)
        self.button.setAccessibleName(f"Sort: {insight.text}")
        if self.sorter is not None:
            self.sorter.show_insight(insight)
            self.sorter.setVisible(self.button.isChecked() and insight.stands)

    def set_read_only(self, *, read_only: bool) -> None:
        """Let it be read and not be sorted, as after signing."""
        self._read_only = read_only
        self.button.setVisible(not read_only and self.insight.stands)
        if read_only:
            self.button.setChecked(False)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Offer the four movements, to take these words into the work."""
        if self._read_only or not self.insight.stands:
            return
        menu = self.menu()
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(event.globalPos())

    def menu(self) -> QMenu:
        """Build the menu that takes these words into the work."""
        menu, movements = QMenu(self), self._prompts[1]
        for movement, letter in MNEMONICS.items():
            label = movements.prompt(movement.value).label.replace(letter, f"&{letter}", 1)
            action = menu.addAction(f"Into the work: {label}")
            action.triggered.connect(partial(self._ask_work, movement))
        return menu

    def _ask_work(self, movement: Movement) -> None:
        self.work_asked.emit(movement)

    def _ask_first(self) -> None:
        self.first_asked.emit()

    def _toggle(self, on: bool) -> None:  # noqa: FBT001 - Qt's own signature
        if on and self.sorter is None:
            self.sorter = Sorter(*self._prompts, self._read_day, self.insight.kind)
            self.sorter.show_insight(self.insight)
            self._column.addWidget(self.sorter)
            self.opened.emit()
        if self.sorter is not None:
            self.sorter.setVisible(on)
        self.button.say("Done" if on else "Sort")
        self.button.setAccessibleName(f"{self.button.text()}: {self.insight.text}")

    def _second(self) -> str:
        if not self.insight.stands:
            return f"struck through: {self.insight.struck_reason}"
        levels, movements = self._prompts
        said = [levels_line(self.insight.levels, levels)]
        if self.insight.movement is not None:
            said.append(f"movement: {movements.prompt(self.insight.movement.value).label.lower()}")
        if self.insight.confidence is not None:
            said.append(f"sure: {self.insight.confidence} of 10")
        said.append(self.since.said or self._standing())
        return "   ".join(part for part in said if part)

    def _standing(self) -> str:
        on = self.insight.revisit_on
        return f"look at it again on {show_date(on)}" if on else self._standing_line


MNEMONICS = {Movement.RELEASE: "l", Movement.PROCESS: "P", Movement.RECLAIM: "c", Movement.RESTORE: "t"}
"""The letter of each movement in a menu."""


class KeptList(QWidget):
    """The rows of one card; rows that stand already stay, so that the focus does."""

    sorted = Signal(object, object, object, object)  # id, levels, movement or None, confidence or None
    struck = Signal(object, str)  # id, reason
    revisit_asked = Signal(object, object)  # id, date or None
    work_asked = Signal(object, object)  # Insight, Movement
    first_asked = Signal(object)  # id
    reason_line = Signal(object, object)  # id, the line a reason is written in, when it is first there

    def __init__(
        self, levels: PromptSet, movements: PromptSet, read_day: ReadDay, second: str = "",
        parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        """Start with no rows; `second` stands under each of them."""
        super().__init__(parent)
        self._prompts, self._read_day, self._second = (levels, movements), read_day, second
        self.rows: dict[UUID, KeptRow] = {}
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)

    def show_all(
        self, insights: Sequence[Insight], since: Mapping[UUID, Since] | None = None, *, read_only: bool
    ) -> None:
        """Show these, the newest last; nothing is announced."""
        for insight in insights:
            row = self.rows.get(insight.id) or self._add(insight)
            row.show_insight(insight, (since or {}).get(insight.id, NOTHING))
            row.set_read_only(read_only=read_only)

    def _add(self, insight: Insight) -> KeptRow:
        row = KeptRow(insight, *self._prompts, self._read_day, self._second)
        if self.rows:
            self._column.addWidget(rule())
        self._column.addWidget(row)
        self.rows[insight.id] = row
        row.opened.connect(partial(self._opened, insight.id))
        row.work_asked.connect(partial(self._ask_work, insight.id))
        row.first_asked.connect(partial(self._ask_first, insight.id))
        return row

    def _opened(self, insight_id: UUID) -> None:
        sorter = self.rows[insight_id].sorter
        if sorter is None:
            return
        sorter.sorted.connect(partial(self._sort, insight_id))
        sorter.strike_asked.connect(partial(self._strike, insight_id))
        sorter.revisit_asked.connect(partial(self._revisit, insight_id))
        sorter.work_asked.connect(partial(self._ask_work, insight_id))
        self.reason_line.emit(insight_id, sorter.reason)

    def _sort(self, insight_id: UUID, levels: object, movement: object, confidence: object) -> None:
        self.sorted.emit(insight_id, levels, movement, confidence)

    def _strike(self, insight_id: UUID, reason: str) -> None:
        self.struck.emit(insight_id, reason)

    def _revisit(self, insight_id: UUID, on: object) -> None:
        self.revisit_asked.emit(insight_id, on)

    def _ask_work(self, insight_id: UUID, movement: object) -> None:
        self.work_asked.emit(self.rows[insight_id].insight, movement)

    def _ask_first(self, insight_id: UUID) -> None:
        self.first_asked.emit(insight_id)


class KeptCard(Card):
    """A card around a list, with its count and what belongs here while it is empty."""

    def __init__(
        self, title: str, kept: KeptList, empty: str = "", *, beside: str = "", parent: QWidget | None = None
    ) -> None:
        """Show that nothing was kept yet, and how it is kept; without such words it is hidden while empty."""
        super().__init__(title, parent=parent)
        self.kept = kept
        self._beside = beside
        self._empty = QLabel(empty)
        self._empty.setWordWrap(True)
        give_role(self._empty, "muted")
        self.add(self._empty)
        self.add(kept)

    def show_all(
        self, insights: Sequence[Insight], since: Mapping[UUID, Since] | None = None, *, read_only: bool
    ) -> None:
        """Show these and count those that stand."""
        self.kept.show_all(insights, since, read_only=read_only)
        count = sum(each.stands for each in insights)
        self.set_subtitle(f"{count}{self._beside}" if count else "")
        self._empty.setVisible(not insights)
        self.setVisible(bool(insights) or bool(self._empty.text()))


def _words(insight: Insight) -> str:
    said = insight.text.strip('“”"')
    return insight.text if insight.kind is Kind.THEME else f"“{said}”"
