"""The texts that are printed for people to take home, with their open places."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

from kapdesk.domain.definitions import Audience, Definition

NOT_RECORDED = "not recorded"
PLACEHOLDER = re.compile(r"\{([a-z][a-z0-9_]*)\}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """One heading of a letter and what stands under it: paragraphs first, then bullets."""

    id: str
    heading: str
    paragraphs: tuple[str, ...] = ()
    bullets: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        """Return heading, paragraphs and bullets, one line each."""
        return "\n".join((self.heading, *self.paragraphs, *self.bullets))


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter(Definition):
    """A printed text; `placeholders` are the open places, written `{like_this}` in the blocks."""

    audience: Audience
    blocks: tuple[Block, ...]
    placeholders: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        """Return the whole letter, one line each."""
        return "\n".join(block.text for block in self.blocks)

    def filled(self, values: Mapping[str, str]) -> "Letter":
        """Return the letter with its open places filled; what is missing reads "not recorded".

        Raises ValueError for a value that the letter has no place for: that is a slip of the caller.
        """
        strangers = sorted(set(values) - set(self.placeholders))
        if strangers:
            raise ValueError(f"{self.id} has no place for: {', '.join(strangers)}")
        return replace(self, blocks=tuple(_fill(block, values) for block in self.blocks))


def places_in(text: str) -> frozenset[str]:
    """Return the names of the open places in a text."""
    return frozenset(PLACEHOLDER.findall(text))


def _fill(block: Block, values: Mapping[str, str]) -> Block:
    """Fill the open places of one block."""

    def value(place: re.Match[str]) -> str:
        return values.get(place[1], "").strip() or NOT_RECORDED

    return Block(
        id=block.id,
        heading=PLACEHOLDER.sub(value, block.heading),
        paragraphs=tuple(PLACEHOLDER.sub(value, text) for text in block.paragraphs),
        bullets=tuple(PLACEHOLDER.sub(value, text) for text in block.bullets),
    )
