"""Which levels of a person were touched by what was told, and which were not mentioned yet."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from kapdesk.domain.definitions import Prompt, PromptSet
from kapdesk.domain.insights import Level, untouched
from kapdesk.ui.card import rule
from kapdesk.ui.theme import give_role


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
        self._left_out = QLabel()
        self._left_out.setWordWrap(True)
        give_role(self._left_out, "muted")
        column.addWidget(self._left_out)

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
        left_out = untouched(counts)
        some = len(left_out) < len(self._counts)  # before anything was told, nothing was left out
        names = ", ".join(_IN_WORDS[level] for level in left_out)
        self._left_out.setText(f"Not mentioned yet: {names}." if some and names else "")
        self._left_out.setVisible(bool(self._left_out.text()))

    def left_out(self) -> str:
        """Return what is said of the levels that nothing touches yet."""
        return self._left_out.text()


_IN_WORDS = {
    Level.PERSONAL: "their own story",
    Level.SOMATIC: "the body",
    Level.TRANSPERSONAL: "something larger than themselves",
}


def levels_line(levels: Sequence[Level], prompts: PromptSet) -> str:
    """Write levels as `personal · transpersonal: symbolic, spiritual`."""
    kinds = [prompts.prompt(level.value).label.lower() for level in levels if level.under is not level]
    plain = [prompts.prompt(level.value).label.lower() for level in levels if level.under is level]
    if kinds:
        top = prompts.prompt(Level.TRANSPERSONAL.value).label.lower()
        plain = [*(word for word in plain if word != top), f"{top}: {', '.join(kinds)}"]
    return " · ".join(plain)
