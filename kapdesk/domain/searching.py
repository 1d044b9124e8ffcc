"""What somebody looks for in the texts: words, beginnings of words, phrases, and what must not be there."""

import re
import unicodedata
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field, replace

LONGEST = 400  # letters of a question; more is a pasted page, not a question
MOST = 24  # words and phrases of one question
_QUOTES = '"\u201c\u201d\u201e\u201f\u00ab\u00bb\u2033\uff02'  # straight, curved, low, angled, doubled prime
_PART = re.compile(rf"(-?)[{_QUOTES}]([^{_QUOTES}]*)(?:[{_QUOTES}]|$)|([^\s{_QUOTES}]+)")
_NO_CHARACTER = re.compile("[\x00\x02\x03\ud800-\udfff]")  # two of them mark what is found
_IN_WORDS = "LN"  # the first letter of the categories that make up words: letters and numbers
_PRIVATE = "Co"
_GO_ON = " (more is left aside)"


@dataclass(frozen=True, slots=True)
class Term:
    """One thing that is looked for: a word, the beginning of one, or a phrase."""

    text: str = field(repr=False)
    phrase: bool = False
    begins: bool = False


@dataclass(frozen=True, slots=True)
class Asked:
    """A question as it was understood: what must all stand in a text, and what must not."""

    terms: tuple[Term, ...]
    without: tuple[Term, ...] = ()
    cut: bool = False
    narrowed: bool = False

    @property
    def asks(self) -> bool:
        """Return whether anything is looked for: only leaving out is no question."""
        return bool(self.terms)

    @property
    def told(self) -> str:
        """Return in words how the question was understood, without a word of it."""
        if not self.asks:
            return "Only words to leave out: write also what to look for." if self.without else ""
        said = [*_counted(self.terms)]
        if self.without:
            said.append(f"without {_count(len(self.without), 'word or phrase', 'words or phrases')}")
        if self.narrowed:
            said.append("too many words begin so: whole words only")
        return "; ".join(said) + (_GO_ON if self.cut else "")


def read(words: str) -> Asked:
    """Read what was typed: nothing in it is ever a mistake.

    All words must stand in a text, in any order. The last one may be a beginning, as somebody types; any
    other one where it ends in `*`. What stands in quotation marks is a phrase, also before the closing one is
    typed. What begins with `-` must not stand in the text.
    """
    plain = clean(words)
    cut = len(plain) > LONGEST
    plain = plain[:LONGEST]
    found = [part for part in _PART.finditer(plain) if _has_word(part[0])]
    typing = bool(found) and not plain[-1:].isspace()
    terms, without = list[Term](), list[Term]()
    for part in found:
        is_last = typing and part is found[-1] and part.end() == len(plain)
        term, leaves_out = _term(part, is_last=is_last)
        (without if leaves_out else terms).append(term)
    return Asked(tuple(terms[:MOST]), tuple(without[:MOST]), cut or max(len(terms), len(without)) > MOST)


def clean(text: str) -> str:
    """Return a text as it is kept for finding: composed letters, nothing that is no character."""
    plain = _NO_CHARACTER.sub(" ", text)
    return plain if unicodedata.is_normalized("NFC", plain) else unicodedata.normalize("NFC", plain)


def expression(asked: Asked, tags: Iterable[Iterable[str]] = ()) -> str:
    """Return the question in FTS5's language; every word stands in quotation marks, so none is a command.

    `tags` are groups of marks of which each must have one.
    """
    sought = " ".join(map(_quoted, asked.terms))
    if asked.without:
        sought = f"({sought}) NOT ({' OR '.join(map(_quoted, asked.without))})"
    groups = [f"({' OR '.join(group)})" for group in map(tuple, tags) if group]
    marked = f"tags : ({' AND '.join(groups)}) AND " if groups else ""
    return f"{marked}(words : ({sought}))"


def beginning(term: Term) -> str:
    """Return the letters that a word must begin with, folded: those after the last mark or space in it."""
    apart = unicodedata.normalize("NFD", term.text).casefold()
    letters = "".join(one for one in apart if unicodedata.category(one) != "Mn")
    return re.split(r"[\W_]+", letters.strip())[-1]


def narrowed(asked: Asked, too_many: Collection[Term]) -> Asked:
    """Return the same question with these beginnings taken as whole words."""
    if not too_many:
        return asked
    terms = [replace(term, begins=False) if term in too_many else term for term in asked.terms]
    return replace(asked, terms=tuple(terms), narrowed=True)


def _term(part: re.Match[str], *, is_last: bool) -> tuple[Term, bool]:
    """Return one part of a question, and whether it is to be left out."""
    if part[3] is None:
        return Term(part[2], phrase=True), bool(part[1])
    word = part[3].removeprefix("-")
    return Term(word.strip("*"), begins=is_last or word.endswith("*")), part[3].startswith("-")


def _has_word(text: str) -> bool:
    """Return whether a part has anything in it that makes up a word."""
    kinds = map(unicodedata.category, text)
    return any(kind[0] in _IN_WORDS or kind == _PRIVATE for kind in kinds)


def _quoted(term: Term) -> str:
    said = term.text.replace('"', '""')
    return f'"{said}" *' if term.begins else f'"{said}"'


def _counted(terms: Iterable[Term]) -> Iterable[str]:
    words = [term for term in terms if not term.phrase]
    phrases = [term for term in terms if term.phrase]
    if words:
        said = {1: "the word", 2: "both words, in any order"}.get(len(words), "all words, in any order")
        yield (
            said
            + (", the last one from its beginning" if words[-1].begins and len(words) > 1 else "")
            + (" or its beginning" if words[-1].begins and len(words) == 1 else "")
        )
    if phrases:
        yield "the phrase as it stands" if len(phrases) == 1 else f"{len(phrases)} phrases as they stand"


def _count(number: int, one: str, many: str) -> str:
    return f"{number} {one if number == 1 else many}"
