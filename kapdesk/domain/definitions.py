"""What the content files say: checklists, forms and prompts."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol, TypeVar

from kapdesk.domain.errors import NotFound


class AnswerType(StrEnum):
    """How an item is answered; an untouched item has no answer, which is never a no."""

    TICK = "tick"
    CHOICE = "choice"
    NUMBER = "number"
    TEXT = "text"
    SCALE = "scale"
    TIME = "time"


class Size(StrEnum):
    """How much room a field of a form is given."""

    SMALL = "small"
    LINE = "line"
    LARGE = "large"


class Voice(StrEnum):
    """Whose words a field holds."""

    CLIENT = "client"
    OBSERVER = "observer"
    NONE = "none"


class Audience(StrEnum):
    """Who reads a letter."""

    CLIENT = "client"
    ESCORT = "escort"
    CLINICIAN = "clinician"


class Weight(StrEnum):
    """Whether a criterion must be met (or overridden by name) before leaving, or is asked only."""

    HARD = "hard"
    SOFT = "soft"


class Origin(StrEnum):
    """Whose file it is: it came with kapdesk, or the clinic wrote it."""

    SHIPPED = "shipped"
    CLINIC = "clinic"


class Named(Protocol):
    """Anything that is found by its id."""

    @property
    def id(self) -> str:
        """Return the id, which is for ever."""
        ...


_Part = TypeVar("_Part", bound=Named)


def find(parts: Iterable[_Part], wanted: str, where: str) -> _Part:
    """Return the part of that id."""
    for part in parts:
        if part.id == wanted:
            return part
    raise NotFound(f"“{where}” has no part named “{wanted}”. Nothing was changed. Check the content files.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Definition:
    """What every content file says about itself; a stored answer names `id` and `version`."""

    id: str
    version: int
    title: str
    source: str
    licence: str
    note: str = ""
    origin: Origin = Origin.SHIPPED


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """One answer that may be chosen; `text` explains it, `score` is there only where a method counts it."""

    value: str
    label: str
    text: str = ""
    score: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Criterion:
    """What a readiness criterion asks, what meets it and how it is recorded."""

    weight: Weight
    question: str
    passes: str
    record: str
    hard_when: str = ""
    may_override: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One line of a checklist.

    `cautions` are codes of client alerts that make this line need a second thought; `touch` says that the
    touch agreement is asked first; `consents` are the kinds of consent that speak for it in the room;
    `gentle` is its rung on the way back into the body, from 1 (orienting) to 9 (walking).
    """

    id: str
    label: str
    answer: AnswerType
    hint: str = ""
    unit: str = ""
    minimum: float | None = None
    maximum: float | None = None
    choices: tuple[Choice, ...] = ()
    cautions: tuple[str, ...] = ()
    caution_text: str = ""
    touch: bool = False
    consents: tuple[str, ...] = ()
    gentle: int | None = None
    criterion: Criterion | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Lines of a checklist that belong together."""

    id: str
    title: str
    items: tuple[Item, ...]
    hint: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Checklist(Definition):
    """Lines to go through; the order is a suggestion."""

    groups: tuple[Group, ...]

    @property
    def items(self) -> tuple[Item, ...]:
        """Return the lines of all groups in order."""
        return tuple(item for group in self.groups for item in group.items)

    def item(self, item_id: str) -> Item:
        """Return the line of that id; raises NotFound."""
        return find(self.items, item_id, self.id)


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One place of a form to write in; `many` says that it is a list, `prompt` stands beside it."""

    id: str
    label: str
    prompt: str = ""
    size: Size = Size.LARGE
    voice: Voice = Voice.NONE
    answer: AnswerType = AnswerType.TEXT
    choices: tuple[Choice, ...] = ()
    unit: str = ""
    minimum: float | None = None
    maximum: float | None = None
    many: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """Fields of a form that belong together."""

    id: str
    title: str
    fields: tuple[Field, ...]
    hint: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Form(Definition):
    """A page to write on."""

    sections: tuple[Section, ...]

    @property
    def fields(self) -> tuple[Field, ...]:
        """Return the fields of all sections in order."""
        return tuple(part for section in self.sections for part in section.fields)

    def field(self, field_id: str) -> Field:
        """Return the field of that id; raises NotFound."""
        return find(self.fields, field_id, self.id)


@dataclass(frozen=True, slots=True, kw_only=True)
class Prompt:
    """One thing to ask or choose, in words; `under` names the prompt it belongs to."""

    id: str
    label: str
    text: str = ""
    hint: str = ""
    under: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PromptSet(Definition):
    """Questions and choices that are offered together."""

    prompts: tuple[Prompt, ...]

    def prompt(self, prompt_id: str) -> Prompt:
        """Return the prompt of that id; raises NotFound."""
        return find(self.prompts, prompt_id, self.id)

    def under(self, prompt_id: str) -> tuple[Prompt, ...]:
        """Return the prompts that belong to another one, in order."""
        return tuple(prompt for prompt in self.prompts if prompt.under == prompt_id)
