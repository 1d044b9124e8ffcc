"""What was kept of their words: with its levels and movement, sorted in place, struck with a reason."""

from collections.abc import Mapping, Sequence
from functools import partial
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from kapdesk.domain.definitions import Prompt, PromptSet
from kapdesk.domain.insights import Insight, Kind, Level, Movement
from kapdesk.ui.card import Card, Row, rule
from kapdesk.ui.controls import ChoiceBar, Option, PlainButton, QuietButton, ScaleBar, Tags
from kapdesk.ui.note import Composer, NoteField
from kapdesk.ui.theme import give_role


class Sorter(QWidget):
    """Where one insight is sorted: levels, movement, how sure the client is; and struck, with a reason."""

    sorted = Signal(object, object, object)  # levels, movement or None, confidence or None
    strike_asked = Signal(str)  # the reason

    def __init__(self, levels: PromptSet, movements: PromptSet, parent: QWidget | None = None) -> None:
        """Offer what the content files name, nothing of it chosen."""
        super().__init__(parent)
        self.levels = Tags(_options(levels, tuple(Level)), "Levels", small=False)
        self.movement = ChoiceBar(_options(movements, tuple(Movement)), "Movement")
        self.confidence = ScaleBar(0, 10, "How sure the client is", low_word="not at all", high_word="wholly")
        self.reason = Composer("Why it is struck through", "Enter strikes", several_lines=False)
        self.strike = QuietButton("Strike through")
        self._why = NoteField(
            "Why it is struck through", "Enter strikes; the words stay to be read", note=self.reason
        )
        self._why.hide()
        self._lay_out()
        # Connect Signals
        self.levels.chosen.connect(self._sort)
        self.movement.chosen.connect(self._sort)
        self.confidence.chosen.connect(self._sort)
        self.strike.clicked.connect(self.ask_why)
        self.reason.composed.connect(self._strike)

    def show_insight(self, insight: Insight) -> None:
        """Show what is recorded; nothing is announced."""
        self.levels.set_values([level.value for level in insight.levels])
        self.movement.set_value(insight.movement.value if insight.movement else None)
        self.confidence.set_value(insight.confidence)

    def ask_why(self) -> None:
        """Open the line for the reason."""
        self._why.show()
        self.strike.hide()
        self.reason.setFocus(Qt.FocusReason.OtherFocusReason)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 12)
        column.setSpacing(6)
        for name, control in (
            ("Levels", self.levels),
            ("Movement", self.movement),
            ("How sure the client is, where they say so", self.confidence),
        ):
            label = QLabel(name)
            give_role(label, "muted")
            column.addWidget(label)
            column.addWidget(control)
        column.addWidget(self.strike, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self._why)

    def _sort(self, _chosen: object) -> None:
        movement = self.movement.value()
        self.sorted.emit(
            tuple(Level(level) for level in self.levels.values()),
            Movement(movement) if movement else None,
            self.confidence.value(),
        )

    def _strike(self, reason: str) -> None:
        self.strike_asked.emit(reason)


class KeptRow(QWidget):
    """One insight, held question or phrase: its words, a quiet second line, and what sorts it."""

    opened = Signal()

    def __init__(
        self, insight: Insight, levels: PromptSet, movements: PromptSet, second: str = "",
        parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        """Show the words; the sorter is made when it is first asked for."""
        super().__init__(parent)
        self.insight = insight
        self.sorter: Sorter | None = None
        self._prompts = (levels, movements)
        self._standing_line = second
        self.row = Row(_words(insight), second or " ")
        self.button = PlainButton("Sort", small=True)
        self.button.setCheckable(True)
        self.row.add(self.button)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._column.addWidget(self.row)
        self.show_insight(insight)
        # Connect Signals
        self.button.toggled.connect(self._toggle)

    def show_insight(self, insight: Insight) -> None:
        """Say what is recorded now; the focus stays where it is."""
        self.insight = insight
        self.row.set_texts(_words(insight), self._second())
        struck = insight.struck_reason is not None
        self.button.setVisible(not struck)
        self.button.setAccessibleName(f"Sort: {insight.text}")
        if self.sorter is not None:
            self.sorter.show_insight(insight)
            self.sorter.setVisible(self.button.isChecked() and not struck)

    def set_read_only(self, *, read_only: bool) -> None:
        """Let it be read and not be sorted, as after signing."""
        self.button.setVisible(not read_only and self.insight.struck_reason is None)
        if read_only:
            self.button.setChecked(False)

    def _toggle(self, on: bool) -> None:  # noqa: FBT001 - Qt's own signature
        if on and self.sorter is None:
            self.sorter = Sorter(*self._prompts)
            self.sorter.show_insight(self.insight)
            self._column.addWidget(self.sorter)
            self.opened.emit()
        if self.sorter is not None:
            self.sorter.setVisible(on)
        self.button.say("Done" if on else "Sort")
        self.button.setAccessibleName(f"{self.button.text()}: {self.insight.text}")

    def _second(self) -> str:
        if self.insight.struck_reason is not None:
            return f"struck through: {self.insight.struck_reason}"
        levels, movements = self._prompts
        said = [levels_line(self.insight.levels, levels)]
        if self.insight.movement is not None:
            said.append(f"movement: {movements.prompt(self.insight.movement.value).label.lower()}")
        if self.insight.confidence is not None:
            said.append(f"sure: {self.insight.confidence} of 10")
        said.append(self._standing_line)
        return "   ".join(part for part in said if part)


class KeptList(QWidget):
    """The rows of one card; rows that stand already stay, so that the focus does."""

    sorted = Signal(object, object, object, object)  # id, levels, movement or None, confidence or None
    struck = Signal(object, str)  # id, reason
    reason_line = Signal(object, object)  # id, the line a reason is written in, when it is first there

    def __init__(
        self, levels: PromptSet, movements: PromptSet, second: str = "", parent: QWidget | None = None
    ) -> None:
        """Start with no rows; `second` stands under each of them."""
        super().__init__(parent)
        self._prompts, self._second = (levels, movements), second
        self.rows: dict[UUID, KeptRow] = {}
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)

    def show_all(self, insights: Sequence[Insight], *, read_only: bool) -> None:
        """Show these, the newest last; nothing is announced."""
        for insight in insights:
            row = self.rows.get(insight.id)
            if row is None:
                row = self._add(insight)
            else:
                row.show_insight(insight)
            row.set_read_only(read_only=read_only)

    def _add(self, insight: Insight) -> KeptRow:
        row = KeptRow(insight, *self._prompts, self._second)
        if self.rows:
            self._column.addWidget(rule())
        self._column.addWidget(row)
        self.rows[insight.id] = row
        row.opened.connect(partial(self._opened, insight.id))
        return row

    def _opened(self, insight_id: UUID) -> None:
        sorter = self.rows[insight_id].sorter
        if sorter is None:
            return
        sorter.sorted.connect(partial(self._sort, insight_id))
        sorter.strike_asked.connect(partial(self._strike, insight_id))
        self.reason_line.emit(insight_id, sorter.reason)

    def _sort(self, insight_id: UUID, levels: object, movement: object, confidence: object) -> None:
        self.sorted.emit(insight_id, levels, movement, confidence)

    def _strike(self, insight_id: UUID, reason: str) -> None:
        self.struck.emit(insight_id, reason)


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

    def show_all(self, insights: Sequence[Insight], *, read_only: bool) -> None:
        """Show these and count those that stand."""
        self.kept.show_all(insights, read_only=read_only)
        count = sum(each.struck_reason is None for each in insights)
        self.set_subtitle(f"{count}{self._beside}" if count else "")
        self._empty.setVisible(not insights)
        self.setVisible(bool(insights) or bool(self._empty.text()))


class LevelsTouched(QFrame):
    """How often each level was touched, so that what was left out is seen."""

    def __init__(self, levels: PromptSet, parent: QWidget | None = None) -> None:
        """Lay out a line for each level."""
        super().__init__(parent)
        self._levels = levels
        self._counts: dict[str, QLabel] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        tops = [prompt for prompt in levels.prompts if not prompt.under]
        for number, prompt in enumerate(tops):
            if number:
                column.addWidget(rule())
            column.addLayout(self._line(prompt))

    def _line(self, prompt: Prompt) -> QHBoxLayout:
        count = QLabel()
        count.setWordWrap(True)
        count.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        give_role(count, "muted")
        self._counts[prompt.id] = count
        line = QHBoxLayout()
        line.setContentsMargins(0, 8, 0, 8)
        line.setSpacing(12)
        line.addWidget(QLabel(prompt.label))
        line.addWidget(count, 1)
        return line

    def show_counts(self, counts: Mapping[Level, int]) -> None:
        """Say how many standing insights touch each level."""
        for id_, label in self._counts.items():
            kinds = self._levels.under(id_)
            said = [f"{kind.label.lower()} {counts[Level(kind.id)]}".replace(" ", "\u00a0") for kind in kinds]
            label.setText(" · ".join(said) if said else str(counts[Level(id_)]))


def levels_line(levels: Sequence[Level], prompts: PromptSet) -> str:
    """Write levels as `personal · transpersonal: symbolic, spiritual`."""
    kinds = [prompts.prompt(level.value).label.lower() for level in levels if level.under is not level]
    plain = [prompts.prompt(level.value).label.lower() for level in levels if level.under is level]
    if kinds:
        top = prompts.prompt(Level.TRANSPERSONAL.value).label.lower()
        plain = [*(word for word in plain if word != top), f"{top}: {', '.join(kinds)}"]
    return " · ".join(plain)


def _words(insight: Insight) -> str:
    said = insight.text.strip('“”"')
    return insight.text if insight.kind is Kind.THEME else f"“{said}”"


def _options(prompts: PromptSet, ids: Sequence[str]) -> tuple[Option, ...]:
    return tuple(Option(id_, prompts.prompt(id_).label) for id_ in ids)
