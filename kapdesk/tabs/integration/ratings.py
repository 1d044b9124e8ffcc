"""Nine goals and eight aims: none preset, never added up, with words beside them where they are wanted."""

from collections.abc import Mapping, Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from kapdesk.domain.definitions import Prompt, PromptSet
from kapdesk.domain.integration import AIM, GOAL, GOAL_STEPS
from kapdesk.domain.profiles import Profile
from kapdesk.tabs.integration.folds import FoldCard
from kapdesk.ui.appearing import appear
from kapdesk.ui.card import rule
from kapdesk.ui.controls import ChoiceBar, Option, PlainButton, ScaleBar
from kapdesk.ui.note import LineNote, NoteField, Voice
from kapdesk.ui.profile import ProfileView
from kapdesk.ui.theme import give_role

_STEPS = tuple(Option(str(n), word.capitalize()) for n, word in enumerate(GOAL_STEPS))
_CLIENT = "aim-said"
_BESIDE = {GOAL: ("goal-note",), AIM: ("aim-said", "aim-note", "aim-step")}


class RatingRow(QWidget):
    """One goal or aim: its question, its scale, and the lines beside it, made when they are wanted."""

    chosen = Signal(object)  # int or None
    opened = Signal()  # the lines are there

    def __init__(self, prompt: Prompt, of: str, beside: PromptSet, parent: QWidget | None = None) -> None:
        """Show one with nothing chosen; `of` is GOAL or AIM."""
        super().__init__(parent)
        self.prompt, self._of, self._beside = prompt, of, beside
        self.bar: ChoiceBar | ScaleBar = (
            ChoiceBar(_STEPS, prompt.label, small=True, even=False)
            if of == GOAL
            else ScaleBar(0, 10, prompt.label, low_word="not at all", high_word="fully", small=True)
        )
        self.lines: dict[str, LineNote] = {}
        title, text = QLabel(prompt.label), QLabel(prompt.text)
        give_role(title, "strong")
        give_role(text, "muted")
        text.setWordWrap(True)
        title.setBuddy(self.bar)
        self.more = PlainButton("Words", small=True)
        self.more.setAccessibleName(f"Words: {prompt.label}")
        top = QHBoxLayout()
        top.addWidget(title, 1)
        top.addWidget(self.more)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(6)
        self._column.addLayout(top)
        for widget in (text, self.bar):
            self._column.addWidget(widget)
        # Connect Signals
        self.bar.chosen.connect(self._choose)
        self.more.clicked.connect(self._open)

    def show_value(self, value: int | None) -> None:
        """Show what is recorded; nothing is announced."""
        if isinstance(self.bar, ScaleBar):
            self.bar.set_value(value)
        else:
            self.bar.set_value(None if value is None else str(value))

    def open_lines(self) -> None:
        """Bring out the lines beside the rating."""
        if self.lines:
            return
        for id_ in _BESIDE[self._of]:
            asked = self._beside.prompt(id_)
            voice = Voice.CLIENT if id_ == _CLIENT else Voice.NONE
            line = self.lines[f"{id_}.{self.prompt.id}"] = LineNote()
            self._column.addWidget(NoteField(asked.label, asked.text, voice=voice, note=line))
            line.setAccessibleName(f"{asked.label}: {self.prompt.label}")
        appear(self.more, shown=False)
        self.opened.emit()

    def _open(self) -> None:
        self.open_lines()
        next(iter(self.lines.values())).setFocus()

    def _choose(self, value: object) -> None:
        self.chosen.emit(None if value is None else int(str(value)))


class RatingsCard(FoldCard):
    """All goals, or all aims, made when the part is opened; over them what was rated in the weeks so far."""

    rated = Signal(str, object)  # `goal.G1` or `aim.A1`; int or None
    made = Signal()  # the rows are there
    lines_made = Signal(object)  # the lines of one row by field

    def __init__(
        self, name: str, of: str, prompts: PromptSet, beside: PromptSet, parent: QWidget | None = None
    ) -> None:
        """Keep it empty until it is wanted; `of` is GOAL or AIM."""
        super().__init__(name, prompts.title, "a profile, never a sum; all may stay empty", parent=parent)
        self._of, self._prompts, self._beside = of, prompts, beside
        self.rows: dict[str, RatingRow] = {}
        self.profile: ProfileView | None = None

    @property
    def bars(self) -> dict[str, ChoiceBar | ScaleBar]:
        """Return the scales by the name of their rating."""
        return {name: row.bar for name, row in self.rows.items()}

    def say_given(self, values: Mapping[str, int]) -> None:
        """Say how many are rated in this session."""
        given = sum(name.startswith(self._of) for name in values)
        self.say_count(f"{given} rated" if given else "")

    def show_ratings(self, values: Mapping[str, int], words: Sequence[str], profile: Profile) -> None:
        """Show what is recorded; rows with words have their lines out."""
        self.say_given(values)
        if self.profile is not None:
            self.profile.show_profile(profile)
        for name, row in self.rows.items():
            row.show_value(values.get(name))
            if any(word.endswith(f".{row.prompt.id}") for word in words):
                row.open_lines()

    def built(self) -> None:
        """Make the rows the first time."""
        if self.profile is not None:
            return
        self.profile = ProfileView(self._prompts.note)
        self.put(self.profile)
        for prompt in self._prompts.prompts:
            if self.rows:
                self.put(rule())
            name = self._of + prompt.id
            row = self.rows[name] = RatingRow(prompt, self._of, self._beside)
            row.chosen.connect(partial(self._rate, name))
            row.opened.connect(partial(self._opened, name))
            self.put(row)
        self.made.emit()

    def _rate(self, name: str, value: object) -> None:
        self.rated.emit(name, value)

    def _opened(self, name: str) -> None:
        self.lines_made.emit(self.rows[name].lines)
