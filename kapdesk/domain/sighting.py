"""Something that was found and is to be brought into sight where it stands, by whatever it is known there."""

import dataclasses
from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Sighting:
    """A match in a text one writes in (`field`), or a row known by its id or its words.

    Places and lengths count as the editor counts (UTF-16).
    """

    field: str = ""
    start: int = 0
    length: int = 0
    row: UUID | None = None
    of: str = ""  # of what kind the row is, by its name in the record
    client: UUID | None = None
    integration: UUID | None = None  # the note of an integration session that holds it
    words: str = dataclasses.field(default="", repr=False)  # what stands around the match
    looked_for: tuple[str, ...] = dataclasses.field(default=(), repr=False)  # the words in it that matched
