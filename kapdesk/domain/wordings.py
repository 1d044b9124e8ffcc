"""Two wordings of one text side by side: which words only the one has, and which only the other."""

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

_PART = re.compile(r"\s+|[^\W_]+|[\W_]")
MOST_PARTS = 1500
"""Above so many differing parts words are no longer matched one by one: the middle is shown as replaced."""


class Kind(StrEnum):
    """In which of two wordings a piece stands."""

    BOTH = "both"
    THEN = "then"
    NOW = "now"


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of characters and where it stands."""

    kind: Kind
    text: str


def compare(then: str, now: str) -> tuple[Piece, ...]:
    """Return both wordings as one run of pieces: THEN and BOTH give the old text, NOW and BOTH the new."""
    old, new = _PART.findall(then), _PART.findall(now)
    head = _same(old, new)
    tail = _same(old[head:][::-1], new[head:][::-1])
    middle = _middle(old[head : len(old) - tail], new[head : len(new) - tail])
    pieces = [Piece(Kind.BOTH, "".join(old[:head])), *middle]
    pieces.append(Piece(Kind.BOTH, "".join(old[len(old) - tail :])))
    return _joined(pieces)


def words_in(pieces: tuple[Piece, ...], kind: Kind) -> int:
    """Return how many words stand in pieces of a kind."""
    return sum(len(re.findall(r"[^\W_]+", piece.text)) for piece in pieces if piece.kind is kind)


def _same(old: list[str], new: list[str]) -> int:
    count = 0
    for one, other in zip(old, new, strict=False):
        if one != other:
            break
        count += 1
    return count


def _middle(old: list[str], new: list[str]) -> list[Piece]:
    if len(old) + len(new) > MOST_PARTS:
        return [Piece(Kind.THEN, "".join(old)), Piece(Kind.NOW, "".join(new))]
    pieces: list[Piece] = []
    for tag, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            pieces.append(Piece(Kind.BOTH, "".join(old[a:b])))
        else:
            pieces += [Piece(Kind.THEN, "".join(old[a:b])), Piece(Kind.NOW, "".join(new[c:d]))]
    return pieces


def _joined(pieces: list[Piece]) -> tuple[Piece, ...]:
    joined: list[Piece] = []
    for piece in pieces:
        if not piece.text:
            continue
        if joined and joined[-1].kind is piece.kind:
            joined[-1] = Piece(piece.kind, joined[-1].text + piece.text)
        else:
            joined.append(piece)
    return tuple(joined)
