"""What a content file may hold; everything else in it is a mistake that is told with its place."""

from collections.abc import Iterable
from typing import Annotated, Any, ClassVar, Literal, Self, cast

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, model_validator

from kapdesk.domain import definitions, instruments, tables

DefinitionId = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9]*(-[a-z0-9]+)*$", max_length=60)]
PartId = Annotated[
    str, StringConstraints(pattern=r"^[A-Za-z][A-Za-z0-9]*([_-][A-Za-z0-9]+)*$", max_length=60)
]
Text = Annotated[str, StringConstraints(min_length=1, strip_whitespace=True)]

Scoring = Literal["asq", "phq9", "gad7", "pcl5", "who5"]

AnswerType = Annotated[definitions.AnswerType, Field(strict=False)]
Size = Annotated[definitions.Size, Field(strict=False)]
Voice = Annotated[definitions.Voice, Field(strict=False)]
Audience = Annotated[definitions.Audience, Field(strict=False)]
Weight = Annotated[definitions.Weight, Field(strict=False)]
Holds = Annotated[tables.Holds, Field(strict=False)]


class Part(BaseModel):
    """A part of a content file that becomes a part of a definition with the same names."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)
    makes: ClassVar[type[Any]]

    def make(self) -> Any:
        """Return what this part is to the program."""
        names = (name for name in type(self).model_fields if name != "kind")
        return type(self).makes(**{name: _made(getattr(self, name)) for name in names})


def _made(value: object) -> object:
    """Turn lists into tuples and parts into definitions."""
    if isinstance(value, Part):
        return value.make()
    if isinstance(value, list):
        return tuple(_made(part) for part in cast("list[object]", value))
    return value


def all_different(ids: Iterable[str], what: str) -> None:
    """Refuse an id that stands twice."""
    seen: set[str] = set()
    twice = sorted({name for name in ids if name in seen or seen.add(name)})
    if twice:
        raise ValueError(f"{what} {', '.join(twice)} stands more than once")


class Header(Part):
    """What every file says about itself."""

    id: DefinitionId
    version: Annotated[int, Field(ge=1)]
    title: Text
    source: Text
    licence: Text
    note: str = ""


class ChoiceModel(Part):
    """One answer to choose."""

    makes = definitions.Choice
    value: PartId
    label: Text
    text: str = ""
    score: int | None = None


class CriterionModel(Part):
    """What a readiness criterion asks."""

    makes = definitions.Criterion
    weight: Weight
    question: Text
    passes: Text
    record: Text
    hard_when: str = ""
    may_override: bool = True


class Answered(Part):
    """What items and fields share: the way they are answered."""

    answer: AnswerType
    unit: str = ""
    minimum: float | None = None
    maximum: float | None = None
    choices: list[ChoiceModel] = []

    @model_validator(mode="after")
    def _agrees(self) -> Self:
        """Refuse an answer type without what it needs."""
        all_different((choice.value for choice in self.choices), "choice")
        if (self.answer == definitions.AnswerType.CHOICE) != bool(self.choices):
            raise ValueError("choices are needed for answer = “choice”, and only there")
        if self.answer == definitions.AnswerType.SCALE and None in (self.minimum, self.maximum):
            raise ValueError("a scale needs a minimum and a maximum")
        if self.minimum is not None and self.maximum is not None and self.minimum >= self.maximum:
            raise ValueError("the minimum must be below the maximum")
        return self


class ItemModel(Answered):
    """One line of a checklist."""

    makes = definitions.Item
    id: PartId
    label: Text
    hint: str = ""
    cautions: list[PartId] = []
    caution_text: str = ""
    touch: bool = False
    consents: list[PartId] = []
    gentle: Annotated[int, Field(ge=1, le=9)] | None = None
    criterion: CriterionModel | None = None


class GroupModel(Part):
    """Lines that belong together."""

    makes = definitions.Group
    id: PartId
    title: Text
    hint: str = ""
    items: Annotated[list[ItemModel], Field(min_length=1)]


class ChecklistFile(Header):
    """A checklist."""

    makes = definitions.Checklist
    kind: Literal["checklist"]
    groups: Annotated[list[GroupModel], Field(min_length=1)]

    @model_validator(mode="after")
    def _ids_differ(self) -> Self:
        """Refuse two groups or two lines of one id."""
        all_different((group.id for group in self.groups), "group")
        all_different((item.id for group in self.groups for item in group.items), "item")
        return self


class OptionModel(Part):
    """One answer of an instrument."""

    makes = instruments.Option
    value: int
    label: Text


class InstrumentItemModel(Part):
    """One question of an instrument."""

    makes = instruments.InstrumentItem
    id: PartId
    text: Text
    options: list[OptionModel] = []
    scored: bool = True
    follow_up: str = ""
    follow_up_value: int | None = None
    asked_when: str = ""


class BandModel(Part):
    """What a range of totals is called."""

    makes = instruments.Band
    minimum: int
    maximum: int
    label: Text


class AlarmModel(Part):
    """An answer that is acted on by itself."""

    makes = instruments.Alarm
    item: PartId
    at_least: int
    sentence: Text


class InstrumentFile(Header):
    """A questionnaire in its exact words."""

    makes = instruments.Instrument
    kind: Literal["instrument"]
    instruction: Text
    items: Annotated[list[InstrumentItemModel], Field(min_length=1)]
    options: Annotated[list[OptionModel], Field(min_length=2)]
    scoring: Scoring
    source_url: Text
    attribution: Text
    ships: bool
    opening_note: str = ""
    stem: str = ""
    recall_period: str = ""
    bands: list[BandModel] = []
    cutoff: int | None = None
    alarms: list[AlarmModel] = []
    footer: str = ""

    @model_validator(mode="after")
    def _agrees(self) -> Self:
        """Refuse ids that stand twice, alarms on no item and bands with gaps."""
        ids = [item.id for item in self.items]
        all_different(ids, "item")
        for alarm in self.alarms:
            if alarm.item not in ids:
                raise ValueError(f"an alarm is set on {alarm.item}, which is no item")
        for lower, upper in zip(self.bands, self.bands[1:], strict=False):
            if upper.minimum != lower.maximum + 1:
                raise ValueError(f"between the bands {lower.label} and {upper.label} is a gap or an overlap")
        return self


class FieldModel(Answered):
    """One place to write in."""

    makes = definitions.Field
    id: PartId
    label: Text
    prompt: str = ""
    size: Size = definitions.Size.LARGE
    voice: Voice = definitions.Voice.NONE
    answer: AnswerType = definitions.AnswerType.TEXT
    many: bool = False


class SectionModel(Part):
    """Fields that belong together."""

    makes = definitions.Section
    id: PartId
    title: Text
    hint: str = ""
    fields: Annotated[list[FieldModel], Field(min_length=1)]


class FormFile(Header):
    """A page to write on."""

    makes = definitions.Form
    kind: Literal["form"]
    sections: Annotated[list[SectionModel], Field(min_length=1)]

    @model_validator(mode="after")
    def _ids_differ(self) -> Self:
        """Refuse two sections or two fields of one id."""
        all_different((section.id for section in self.sections), "section")
        all_different((part.id for section in self.sections for part in section.fields), "field")
        return self
