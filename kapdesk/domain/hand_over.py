"""The screen in the client's hands: one question at a time, and only the therapist brings the chart back."""

import itertools
from collections.abc import Sequence
from dataclasses import dataclass, replace

from kapdesk.domain.definitions import AnswerType, Choice, Field, Form
from kapdesk.domain.errors import Refused

WORDS = "-words"
"""How the id of the free line ends that belongs to the question before it."""
MOST_WRONG = 5
"""After so many wrong tries to take the screen back, the desk locks."""
SHORTEST_PIN, LONGEST_PIN = 4, 8


@dataclass(frozen=True, slots=True)
class Question:
    """One question for the client: a few answers to press, a line to write, or both."""

    id: str
    text: str
    hint: str = ""
    choices: tuple[Choice, ...] = ()
    line: str = ""
    line_name: str = ""

    @property
    def items(self) -> tuple[str, ...]:
        """Return the items of the form that this question answers."""
        pressed = (self.id,) if self.choices else ()
        return (*pressed, self.line) if self.line else pressed


def questions(form: Form) -> tuple[Question, ...]:
    """Return the questions of a form in its order; a free line stands under the question it belongs to."""
    lines = {field.id: field for field in form.fields if field.id.endswith(WORDS)}
    return tuple(_question(field, lines) for field in form.fields if field.id not in lines)


def chosen(every: Sequence[Question], ids: Sequence[str]) -> tuple[Question, ...]:
    """Return the questions of these ids in the order of the form; all of them where none is named."""
    named = tuple(one for one in every if one.id in ids)
    return named or tuple(every)


@dataclass(frozen=True, slots=True)
class Walk:
    """How far the client is: which question is in front; past the last one there is none."""

    questions: tuple[Question, ...]
    at: int = 0

    @property
    def now(self) -> Question | None:
        """Return the question in front, or None at the end."""
        return self.questions[self.at] if self.at < len(self.questions) else None

    def on(self) -> "Walk":
        """Go to the next question: answered or left out is the same."""
        return replace(self, at=min(self.at + 1, len(self.questions)))

    def back(self) -> "Walk":
        """Go to the question before."""
        return replace(self, at=max(self.at - 1, 0))


@dataclass(frozen=True, slots=True)
class Tries:
    """How often somebody tried in vain to take the screen back; only the right secret empties it."""

    wrong: int = 0

    def missed(self) -> "Tries":
        """Count one more."""
        return Tries(self.wrong + 1)

    @property
    def used_up(self) -> bool:
        """Return whether the desk locks now."""
        return self.wrong >= MOST_WRONG

    @property
    def words(self) -> str:
        """Return what is said after a wrong try."""
        left = MOST_WRONG - self.wrong
        return f"That is not it. {left} more {'try' if left == 1 else 'tries'}; then the desk locks."


def check_pin(pin: str) -> str:
    """Return a PIN that may be kept; raises Refused for one that is too short, too long or guessed first."""
    if not (pin.isascii() and pin.isdigit() and SHORTEST_PIN <= len(pin) <= LONGEST_PIN):
        raise _refuse(f"A PIN has {SHORTEST_PIN} to {LONGEST_PIN} digits.")
    steps = {(int(b) - int(a)) % 10 for a, b in itertools.pairwise(pin)}
    if len(steps) == 1 and steps <= {0, 1, 9}:
        raise _refuse("This PIN is guessed first: one digit again and again, or counting.")
    return pin


def _refuse(what: str) -> Refused:
    return Refused(f"{what} Nothing was changed. Choose another.")


def _question(field: Field, lines: dict[str, Field]) -> Question:
    if field.answer is AnswerType.TEXT:
        return Question(field.id, field.label, field.prompt, (), field.id, field.label)
    line = lines.get(field.id + WORDS)
    if line is None:
        return Question(field.id, field.label, field.prompt, field.choices)
    return Question(field.id, field.label, field.prompt, field.choices, line.id, line.label)
