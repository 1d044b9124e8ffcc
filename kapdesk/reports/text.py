"""Lines of words: broken to a width, each sign in a font that has it, each script in its own direction."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby

from kapdesk.reports import words
from kapdesk.reports.fonts import Face, Style, body_face, face_for, plain_face

_EAST_ASIAN = "\u1100-\u11ff\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff\uff00-\uffef"
POINT = "\u2022 "
"""How a point begins that stands in a cell; its further lines hang in."""
_NOT_FIRST = "\u3001\u3002\u300d\u300f\u3011\uff01\uff09\uff0c\uff1a\uff1b\uff1f\u30fc"
_TOKEN = re.compile(
    f"[^\\S\u00a0\u202f]+|[{_EAST_ASIAN}][{_NOT_FIRST}]*|(?:[^\\s{_EAST_ASIAN}]|[\u00a0\u202f])+"
)


@dataclass(frozen=True, slots=True)
class Span:
    """Words in one style; struck words are drawn with a line through them and stay readable.

    An isolated span takes its direction from its own first letter, whatever stands around it.
    """

    text: str
    style: Style = Style.REGULAR
    struck: bool = False
    isolated: bool = False


@dataclass(frozen=True, slots=True)
class Piece:
    """Signs of one font, in the order they are drawn, with their width in thousandths of the size."""

    face: Face
    text: str
    width: float
    struck: bool


@dataclass(frozen=True, slots=True)
class Line:
    """One printed line, `inset` from its edge; right-to-left lines stand at the right edge."""

    pieces: tuple[Piece, ...]
    width: float
    right_to_left: bool
    inset: float = 0.0


@dataclass(slots=True)
class _Measure:
    """A line being filled: what is on it, how wide it is and may be (thousandths of the size).

    The second and later lines hang in by `hang`, so that they stand below the words of a point.
    """

    limit: float
    right_to_left: bool
    hang: float = 0.0
    done: list[Line] = field(default_factory=list[Line])
    parts: list[tuple[Span, str]] = field(default_factory=list[tuple[Span, str]])
    used: float = 0.0

    def put(self, span: Span, text: str, wide: float) -> None:
        """Add words to the line, whether or not there is room."""
        self.parts.append((span, text))
        self.used += wide

    def end(self) -> None:
        """Close the line and start the next; one space stays at its end, to keep words apart when copied."""
        last = self.parts[-1][0] if self.parts and self.parts[-1][1].isspace() else None
        while self.parts and self.parts[-1][1].isspace():
            self.parts.pop()
        if last and self.parts:
            self.parts.append((last, " "))
        inset = self.hang if self.done else 0.0
        self.done.append(replace(_line(self.parts, right_to_left=self.right_to_left), inset=inset))
        self.parts, self.used = [], self.hang


def lines(
    spans: Sequence[Span], width: float, size: float, *, right_to_left: bool | None = None
) -> tuple[Line, ...]:
    """Break spans into lines no wider than `width` points at `size` points.

    A paragraph takes its direction from its first letter unless one is given.
    """
    limit = width * 1000 / size
    done: list[Line] = []
    for paragraph in _paragraphs(spans):
        turned = right_to_left
        if turned is None:
            turned = words.runs_right_to_left("".join(span.text for span in paragraph))
        done.extend(_broken(paragraph, limit, right_to_left=turned))
    return tuple(done)


def _paragraphs(spans: Sequence[Span]) -> Iterator[list[Span]]:
    """Split spans at line ends, keeping each part's style."""
    paragraph: list[Span] = []
    for span in spans:
        first, *rest = words.tidy(span.text).split("\n")
        paragraph.append(_like(span, first))
        for text in rest:
            yield paragraph
            paragraph = [_like(span, text)]
    yield paragraph


def _like(span: Span, text: str) -> Span:
    """Return other words in the style of a span."""
    return Span(text, span.style, span.struck, span.isolated)


def _broken(paragraph: Sequence[Span], limit: float, *, right_to_left: bool) -> list[Line]:
    """Fill lines with the words of one paragraph."""
    is_point = paragraph[0].text.startswith(POINT)
    hang = words.width(POINT, paragraph[0].style) if is_point else 0.0
    line = _Measure(limit, right_to_left, hang)
    for span in paragraph:
        for token in _TOKEN.findall(span.text):
            _place(line, span, token)
    line.end()
    return line.done


def _place(line: _Measure, span: Span, token: str) -> None:
    """Put one word or space on this line, the next, or (a very long word) on several."""
    wide = words.width(token, span.style)
    if line.used + wide <= line.limit or token.isspace():
        line.put(span, token, wide)
        return
    if line.parts:
        line.end()
    if wide <= line.limit - line.hang:
        line.put(span, token, wide)
        return
    for part in _chopped(token, span.style, line.limit - line.hang):
        if line.parts:
            line.end()
        line.put(span, part, words.width(part, span.style))


def _chopped(word: str, style: Style, limit: float) -> Iterator[str]:
    """Cut a word that is wider than a line, never between a letter and its accents."""
    part, used = "", 0.0
    for sign in word:
        wide = words.width(sign, style)
        if part and used + wide > limit and not unicodedata.combining(sign):
            yield part
            part, used = "", 0.0
        part += sign
        used += wide
    yield part


def _line(parts: Sequence[tuple[Span, str]], *, right_to_left: bool) -> Line:
    """Turn the words of a line into pieces in the order they are drawn."""
    segments = [
        _segment(span, "".join(text for _, text in group), right_to_left=right_to_left)
        for span, group in groupby(parts, key=_span_of)
    ]
    if right_to_left:
        segments.reverse()
    pieces = tuple(piece for segment in segments for piece in segment)
    return Line(pieces, sum(piece.width for piece in pieces), right_to_left)


def _span_of(part: tuple[Span, str]) -> Span:
    """Return the span that a word on a line came from."""
    return part[0]


def _segment(span: Span, text: str, *, right_to_left: bool) -> list[Piece]:
    """Draw one style's words: in their direction, cut where the font changes."""
    if span.isolated:
        right_to_left = words.runs_right_to_left(text)
    if text.isascii() and not right_to_left:  # most of what is written: one font, in the order it was typed
        face = plain_face(span.style)
        return [Piece(face, text, sum(map(face.widths.__getitem__, text.encode())), span.struck)]
    shown = words.in_sight_order(text, right_to_left=right_to_left)
    pieces: list[Piece] = []
    for face, signs in groupby(shown, key=lambda sign: face_for(ord(sign), span.style) or body_face()):
        run = "".join(signs)
        pieces.append(Piece(face, run, sum(face.widths.get(ord(sign), 0.0) for sign in run), span.struck))
    return pieces
