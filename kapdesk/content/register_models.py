"""What a file of a register may hold: what is carried through the weeks after, and what is asked of it."""

from typing import Annotated, ClassVar, Literal, Self, cast

from pydantic import Field, model_validator

from kapdesk.content.models import ChoiceModel, Header, Part, PartId, Text, Voice, all_different
from kapdesk.domain import definitions, life, registers

Holds = Annotated[registers.Holds, Field(strict=False)]
_CHOSEN = (registers.Holds.CHOICE, registers.Holds.SEVERAL)
FREE = frozenset({registers.RATING, registers.DAY, "words", "taken-back"})
"""Names that no question may have: what is taken back of a look is told apart by them."""


class EntryModel(Part):
    """One thing that is asked."""

    makes = registers.Entry
    id: PartId
    label: Text
    holds: Holds = registers.Holds.TEXT
    prompt: str = ""
    choices: list[ChoiceModel] = Field(default_factory=list[ChoiceModel])
    lowest: int = 0
    highest: int = 10
    low: str = ""
    high: str = ""
    unit: str = ""
    voice: Voice = definitions.Voice.NONE
    only: str = ""
    private: bool = False

    @model_validator(mode="after")
    def _agrees(self) -> Self:
        """Refuse a question without what its answer needs."""
        all_different((choice.value for choice in self.choices), "choice")
        if (self.holds in _CHOSEN) != bool(self.choices):
            raise ValueError("choices are needed for holds = “choice” and “several”, and only there")
        if self.lowest >= self.highest:
            raise ValueError("lowest must be below highest")
        if self.id in FREE:
            raise ValueError(f"no question may be named {self.id}")
        return self


class StandingModel(Part):
    """Where something stands."""

    makes = registers.Standing
    id: PartId
    label: Text
    closes: bool = False


class RatingModel(Part):
    """A step at each look."""

    makes = registers.Rating
    label: Text
    low: str = ""
    high: str = ""
    drawn: bool = False


class DayModel(Part):
    """A day that may be named."""

    makes = registers.DayRule
    label: Text
    offered: list[Annotated[int, Field(ge=1)]] = Field(default_factory=list[int])
    offered_when: str = ""
    never_when: str = ""
    never_words: str = ""

    @model_validator(mode="after")
    def _agrees(self) -> Self:
        """Refuse rules that are not there, and a day that is forbidden without a word."""
        _known(self.offered_when, self.never_when)
        if self.never_when and not self.never_words:
            raise ValueError("never_when needs never_words, which say why")
        return self


class CautionModel(Part):
    """Words that are shown while a rule holds."""

    makes = registers.Caution
    id: PartId
    rule: Text
    text: Text
    offer: str = ""
    task: str = ""
    task_kind: Annotated[str, Field(max_length=40)] = ""
    within_hours: Annotated[int, Field(ge=1)] | None = None
    by_itself: bool = False
    crisis: bool = False

    @model_validator(mode="after")
    def _agrees(self) -> Self:
        """Refuse a rule that is not there, and something to be done without a word or a name."""
        _known(self.rule)
        if bool(self.offer or self.by_itself) != bool(self.task and self.task_kind):
            raise ValueError("offer (or by_itself), task and task_kind go together")
        return self


class RegisterFile(Header):
    """What is carried of one kind."""

    makes: ClassVar[type[registers.Register]] = registers.Register
    kind: Literal["register"]
    one: Text
    group: PartId
    place: int
    purpose: Text
    words: Text
    words_prompt: str = ""
    voice: Voice = definitions.Voice.CLIENT
    fixed_words: str = ""
    entries: list[EntryModel] = Field(default_factory=list[EntryModel])
    look: list[EntryModel] = Field(default_factory=list[EntryModel])
    look_words: str = ""
    rating: RatingModel | None = None
    standings: Annotated[list[StandingModel], Field(min_length=1)]
    limit: Annotated[int, Field(ge=1, le=20)] | None = None
    day: DayModel | None = None
    cautions: list[CautionModel] = Field(default_factory=list[CautionModel])
    reported: str = ""
    plan: bool = False

    @model_validator(mode="after")
    def _ids_differ(self) -> Self:
        """Refuse ids that stand twice, and a question that depends on one that is not there."""
        asked = [*self.entries, *self.look]
        all_different((entry.id for entry in asked), "question")
        all_different((each.id for each in self.standings), "state")
        all_different((each.id for each in self.cautions), "caution")
        names = {entry.id for entry in asked}
        lost = sorted(entry.only for entry in asked if entry.only and entry.only.split("=")[0] not in names)
        if lost:
            raise ValueError(f"only = {', '.join(lost)} names no question")
        if self.standings[0].closes:
            raise ValueError("the first state is where something begins, and cannot close it")
        return self

    def make(self) -> registers.Register:
        """Return the register."""
        return cast("registers.Register", super().make())


def _known(*rules: str) -> None:
    lost = sorted(rule for rule in rules if rule and rule not in life.RULES)
    if lost:
        raise ValueError(f"there is no rule {', '.join(lost)}")
