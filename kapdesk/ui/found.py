"""One text that was found, as it is shown: whose, when, where it stands, and the words around the match."""

from dataclasses import dataclass, field

from kapdesk.ui.note_words import Voice

HIDDEN = "The words are hidden while names are (F11)."


@dataclass(frozen=True, slots=True)
class Result:
    """One text that was found: its key, whose it is, when and where, and the words around the match.

    `pieces` are the words in their order, each with whether it was looked for; none where words hide.
    """

    key: object
    who: str = field(repr=False)
    facts: tuple[str, ...] = ()  # the day, the session
    stands: str = ""  # Debrief · What stayed
    voice: Voice = Voice.NONE
    marks: tuple[str, ...] = ()  # signed, struck through
    pieces: tuple[tuple[str, bool], ...] = field(default=(), repr=False)
    struck: bool = False

    @property
    def words(self) -> str:
        """Return the words around the match as one line."""
        return "".join(text for text, _ in self.pieces) or HIDDEN

    @property
    def spoken(self) -> str:
        """Return the whole in one sentence to be heard."""
        parts = (self.who, *self.facts, self.stands, self.voice.label, *self.marks)
        return f"{', '.join(part for part in parts if part)}: {self.words}"


@dataclass(frozen=True, slots=True)
class Page:
    """A part of what was found, and whether more follows it."""

    results: tuple[Result, ...]
    more: bool
