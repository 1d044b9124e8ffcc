"""The texts of an integration session, week first; goals and aims are put away until they are wanted."""

from collections.abc import Mapping, Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from kapdesk.domain import definitions
from kapdesk.domain.definitions import Form, PromptSet
from kapdesk.domain.integration import AIM, GOAL, GOAL_STEPS
from kapdesk.ui.appearing import appear
from kapdesk.ui.card import Card
from kapdesk.ui.controls import ChoiceBar, Option, PlainButton, ScaleBar
from kapdesk.ui.note import NoteEdit, NoteField, Voice
from kapdesk.ui.theme import give_role


class TextsCard(Card):
    """Some fields of the form; may be put away, and says beside its title what is written inside."""

    def __init__(
        self, form: Form, ids: Sequence[str], title: str, subtitle: str = "", *, away: bool = False,
        parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        """Lay out a page to write on for each field."""
        super().__init__(title, subtitle, parent=parent)
        self.notes: dict[str, NoteEdit] = {}
        self._inside = QWidget()
        column = QVBoxLayout(self._inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        for id_ in ids:
            field = form.field(id_)
            note = NoteEdit(lines=2, grows=True)
            self.notes[id_] = note
            column.addWidget(NoteField(field.label, field.prompt, voice=_voice(field), note=note))
        self.add(self._inside)
        self.button = PlainButton("Open", small=True)
        self.button.setCheckable(True)
        appear(self.button, shown=away)
        if away:
            self.head.addWidget(self.button)
            self._inside.hide()
        # Connect Signals
        self.button.toggled.connect(self._toggle)

    def open(self) -> None:
        """Bring out what was put away."""
        if not self.button.isHidden():
            self.button.setChecked(True)

    def _toggle(self, on: bool) -> None:  # noqa: FBT001 - Qt's own signature
        self._inside.setVisible(on)
        self.button.say("Put away" if on else "Open")


class RatingsCard(Card):
    """Nine goals and eight aims: none preset, never added up, all may stay empty."""

    rated = Signal(str, object)  # `goal.G1` or `aim.A1`; int or None

    def __init__(self, goals: PromptSet, aims: PromptSet, parent: QWidget | None = None) -> None:
        """Put them away until they are wanted."""
        super().__init__("Goals and aims", "a profile, never a sum; all may stay empty", parent=parent)
        self._prompts = (goals, aims)
        self.bars: dict[str, ChoiceBar | ScaleBar] = {}
        self._values: Mapping[str, int | None] = {}
        self.button = PlainButton("Open", small=True)
        self.button.setCheckable(True)
        self.head.addWidget(self.button)
        self._inside: QWidget | None = None
        # Connect Signals
        self.button.toggled.connect(self._toggle)

    def show_ratings(self, values: Mapping[str, int | None]) -> None:
        """Show what is recorded; nothing is announced."""
        self._values = values
        for name, bar in self.bars.items():
            value = values.get(name)
            if isinstance(bar, ScaleBar):
                bar.set_value(value)
            else:
                bar.set_value(None if value is None else str(value))
        given = sum(value is not None for value in values.values())
        self.set_subtitle(f"{given} given" if given else "a profile, never a sum; all may stay empty")

    def _toggle(self, on: bool) -> None:  # noqa: FBT001 - Qt's own signature
        if self._inside is None:
            self._inside = self._build()
            self.add(self._inside)
            self.show_ratings(self._values)
        self._inside.setVisible(on)
        self.button.say("Put away" if on else "Open")

    def _build(self) -> QWidget:
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        goals, aims = self._prompts
        steps = [Option(str(n), word.capitalize()) for n, word in enumerate(GOAL_STEPS)]
        for prompt in goals.prompts:
            bar = ChoiceBar(steps, prompt.label, small=True, even=False)
            self._put(column, GOAL + prompt.id, prompt, bar)
        for prompt in aims.prompts:
            scale = ScaleBar(0, 10, prompt.label, low_word="not at all", high_word="fully", small=True)
            self._put(column, AIM + prompt.id, prompt, scale)
        return inside

    def _put(
        self, column: QVBoxLayout, name: str, prompt: definitions.Prompt, bar: ChoiceBar | ScaleBar
    ) -> None:
        title, text = QLabel(prompt.label), QLabel(prompt.text)
        give_role(title, "strong")
        give_role(text, "muted")
        text.setWordWrap(True)
        title.setBuddy(bar)
        bar.chosen.connect(partial(self._rate, name))
        self.bars[name] = bar
        for widget in (title, text, bar):
            column.addWidget(widget)

    def _rate(self, name: str, value: object) -> None:
        self.rated.emit(name, None if value is None else int(str(value)))


def _voice(field: definitions.Field) -> Voice:
    return Voice(field.voice.value) if field.voice is not definitions.Voice.NONE else Voice.NONE
