"""What a file of a letter, of prompts or of a table may hold, and which kinds of file there are."""

from datetime import date
from typing import Annotated, Literal, Self

from pydantic import Field, TypeAdapter, model_validator

from kapdesk.content.models import (
    Audience,
    ChecklistFile,
    FormFile,
    Header,
    Holds,
    InstrumentFile,
    Part,
    PartId,
    Text,
    all_different,
)
from kapdesk.content.register_models import RegisterFile
from kapdesk.domain import definitions, letters, tables

Cell = bool | int | float | date | str | list[int] | list[str]


class BlockModel(Part):
    """One heading of a letter."""

    makes = letters.Block
    id: PartId
    heading: Text
    paragraphs: list[Text] = Field(default_factory=list[str])
    bullets: list[Text] = Field(default_factory=list[str])

    @model_validator(mode="after")
    def _says_something(self) -> Self:
        """Refuse a heading with nothing under it."""
        if not self.paragraphs and not self.bullets:
            raise ValueError("a block needs paragraphs or bullets")
        return self


class LetterFile(Header):
    """A printed text."""

    makes = letters.Letter
    kind: Literal["letter"]
    audience: Audience
    placeholders: list[PartId] = Field(default_factory=list[str])
    blocks: Annotated[list[BlockModel], Field(min_length=1)]

    @model_validator(mode="after")
    def _places_agree(self) -> Self:
        """Refuse open places that are not listed, and listed ones that stand nowhere."""
        all_different((block.id for block in self.blocks), "block")
        text = "\n".join(block.make().text for block in self.blocks)
        used, listed = letters.places_in(text), frozenset(self.placeholders)
        if used != listed:
            names = ", ".join(sorted(used ^ listed))
            raise ValueError(f"placeholders and text do not agree on: {names}")
        if text.count("{") != text.count("}") or text.count("{") != len(letters.PLACEHOLDER.findall(text)):
            raise ValueError("a brace stands alone; an open place is written {like_this}")
        return self


class PromptModel(Part):
    """One thing to ask or choose."""

    makes = definitions.Prompt
    id: PartId
    label: Text
    text: str = ""
    hint: str = ""
    under: str = ""


class PromptsFile(Header):
    """Prompts that are offered together."""

    makes = definitions.PromptSet
    kind: Literal["prompts"]
    prompts: Annotated[list[PromptModel], Field(min_length=1)]

    @model_validator(mode="after")
    def _ids_differ(self) -> Self:
        """Refuse two prompts of one id, and a prompt under one that is not there."""
        ids = [prompt.id for prompt in self.prompts]
        all_different(ids, "prompt")
        lost = sorted({prompt.under for prompt in self.prompts if prompt.under} - set(ids))
        if lost:
            raise ValueError(f"under = {', '.join(lost)} names no prompt")
        return self


class ColumnModel(Part):
    """One column of a table."""

    makes = tables.Column
    id: PartId
    holds: Holds
    label: str = ""
    unit: str = ""
    required: bool = True


class TableFile(Header):
    """A table; every row is checked against the columns."""

    makes = tables.Table
    kind: Literal["table"]
    columns: Annotated[list[ColumnModel], Field(min_length=1)]
    rows: Annotated[list[dict[str, Cell]], Field(min_length=1)]

    @model_validator(mode="after")
    def _rows_fit(self) -> Self:
        """Refuse rows that the columns do not allow, all of them at once."""
        all_different((column.id for column in self.columns), "column")
        all_different((str(row["id"]) for row in self.rows if "id" in row), "row")
        wrong = [
            f"row {place}: {fault}"
            for place, row in enumerate(self.rows, start=1)
            for fault in _faults_of(row, self.columns)
        ]
        if wrong:
            raise ValueError("; ".join(wrong))
        return self

    def make(self) -> tables.Table:
        """Return the table with its rows."""
        return tables.Table(
            id=self.id,
            version=self.version,
            title=self.title,
            source=self.source,
            licence=self.licence,
            note=self.note,
            columns=tuple(column.make() for column in self.columns),
            rows=tuple(_row(row) for row in self.rows),
        )


def _row(cells: dict[str, Cell]) -> tables.Row:
    """Return a row with lists made into tuples."""
    return tables.Row(str(cells["id"]), {name: _value(cell) for name, cell in cells.items() if name != "id"})


def _value(cell: Cell) -> tables.Value:
    """Return a cell that cannot be changed."""
    if not isinstance(cell, list):
        return cell
    numbers = tuple(part for part in cell if isinstance(part, int))
    return numbers or tuple(str(part) for part in cell)


def _faults_of(row: dict[str, Cell], columns: list[ColumnModel]) -> list[str]:
    """Return what is wrong with one row."""
    known = {column.id for column in columns}
    faults = [f"{name} is no column" for name in row if name not in known and name != "id"]
    if not isinstance(row.get("id"), str) or not row["id"]:
        faults.append("id is missing")
    for column in columns:
        value = row.get(column.id)
        if value is None:
            faults += [f"{column.id} is missing"] if column.required else []
        elif not _fits(value, column.holds):
            faults.append(f"{column.id} must hold {column.holds}")
    return faults


def _fits(value: Cell, holds: tables.Holds) -> bool:
    """Return whether a cell is of its column's type."""
    match holds:
        case tables.Holds.TEXT:
            return isinstance(value, str)
        case tables.Holds.NUMBER:
            return isinstance(value, int | float) and not isinstance(value, bool)
        case tables.Holds.FLAG:
            return isinstance(value, bool)
        case tables.Holds.DATE:
            return isinstance(value, date)
        case tables.Holds.TEXTS:
            return isinstance(value, list) and all(isinstance(part, str) for part in value)
        case tables.Holds.NUMBERS:
            return isinstance(value, list) and all(type(part) is int for part in value)


ContentFile = Annotated[
    ChecklistFile | InstrumentFile | FormFile | LetterFile | PromptsFile | TableFile | RegisterFile,
    Field(discriminator="kind"),
]
FILES: TypeAdapter[
    ChecklistFile | InstrumentFile | FormFile | LetterFile | PromptsFile | TableFile | RegisterFile
] = TypeAdapter(ContentFile)
