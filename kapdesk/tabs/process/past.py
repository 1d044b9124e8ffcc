"""The versions of a process note, as the sheet of versions reads them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from kapdesk.domain.people import Person


@dataclass(frozen=True, slots=True, repr=False)
class Written:
    """One version: its words, when it was kept, who wrote it, how long the one before was."""

    text: str
    written_at: datetime
    author: str
    length_before: int | None

    @classmethod
    def of(cls, versions: Sequence[tuple[datetime, str]], author: Person) -> "list[Written]":
        """Return versions in order; only their author writes them."""
        lengths = [None, *(len(text) for _at, text in versions)]
        return [
            cls(text, at, author.signature, before)
            for (at, text), before in zip(versions, lengths, strict=False)
        ]
