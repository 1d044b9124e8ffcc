"""Spelling, where its optional part is installed: dictionaries on this machine, and the clinic's words."""

import difflib
import importlib.util
import threading
import tomllib
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache
from itertools import islice
from pathlib import Path
from typing import Any, Protocol, cast

from kapdesk.domain.change import Change
from kapdesk.domain.errors import KapdeskError, Refused
from kapdesk.domain.resources import resource_folder
from kapdesk.domain.spelling import LONGEST, plain
from kapdesk.services import settings
from kapdesk.services.record import Record

LANGUAGE, IN_SESSION, WORDS = "spelling.language", "spelling.in_session", "spelling.words"
OFF, EITHER = "off", "en"
SHIPPED = {
    EITHER: "English, British or American",
    "en_GB": "English, British",
    "en_US": "English, American",
}
HOW = "pip install “kapdesk[spelling]”"
_SUGGESTIONS = 6
_KEPT = 20_000  # words whose answer is remembered


class Engine(Protocol):
    """One dictionary that was read."""

    def knows(self, word: str) -> bool:
        """Return whether a word is in it."""
        ...

    def near(self, word: str) -> Iterable[str]:
        """Return words like it, the likeliest first."""
        ...


@dataclass(frozen=True, slots=True)
class Choice:
    """How spelling is looked at in this clinic."""

    installed: bool
    language: str
    languages: dict[str, str]
    in_session: bool
    words: tuple[str, ...]


class Speller:
    """Says whether a word is spelled as somewhere in its dictionaries or among the clinic's own words."""

    def __init__(self, engines: Iterable[Engine], own: Iterable[str]) -> None:
        """Take in dictionaries that were read; a word known to one of them is right."""
        self._engines = tuple(engines)
        self._own = {word.casefold(): word for word in own}
        self._known: dict[str, bool] = {}
        self._one_at_a_time = threading.Lock()

    def knows(self, word: str) -> bool:
        """Return whether a word is known, as it is or with its parts at hyphens."""
        known = self._known.get(word)
        if known is None:
            if len(self._known) >= _KEPT:
                self._known.clear()
            known = self._known[word] = self._looks_up(plain(word))
        return known

    def near(self, word: str) -> tuple[str, ...]:
        """Return at most six words like a word, this work's own first."""
        word = plain(word)
        own = difflib.get_close_matches(word.casefold(), self._own, n=2, cutoff=0.8)
        found = [self._own[each] for each in own]
        with self._one_at_a_time:
            for engine in self._engines:
                found += engine.near(word)
        return tuple(dict.fromkeys(found))[:_SUGGESTIONS]

    def _looks_up(self, word: str) -> bool:
        if self._is_known(word):
            return True
        parts = word.split("-")
        return len(parts) > 1 and all(self._is_known(part) for part in parts if part)

    def _is_known(self, word: str) -> bool:
        if word.casefold() in self._own:
            return True
        with self._one_at_a_time:
            return any(engine.knows(word) for engine in self._engines)


def is_installed() -> bool:
    """Return whether a reader of dictionaries is installed."""
    return any(importlib.util.find_spec(name) is not None for name in ("hunspell", "spylls"))


def choice(record: Record) -> Choice:
    """Return how the clinic has chosen to look at spelling; both kinds of English where it did not."""
    kept = settings.several(record, "spelling.")
    return Choice(
        is_installed(),
        kept.get(LANGUAGE, EITHER),
        {OFF: "No spelling", **SHIPPED},
        kept.get(IN_SESSION, "yes") == "yes",
        tuple(word for word in kept.get(WORDS, "").split("\n") if word),
    )


def choose(record: Record, language: str) -> Change:
    """Choose the dictionary, or none; raises Refused for one that is not there."""
    if language != OFF and language not in SHIPPED:
        raise Refused("This dictionary is not installed. Nothing was changed; choose one of the list.")
    return settings.put(record, LANGUAGE, language)


def allow_in_session(record: Record, *, allowed: bool) -> Change:
    """Say whether spelling is looked at while a session is open."""
    return settings.put(record, IN_SESSION, "yes" if allowed else "no")


def add_word(record: Record, word: str) -> Change:
    """Take a word up among the clinic's own; it is kept in the record and nowhere else."""
    word = word.strip()
    if not word or len(word) > LONGEST or len(word.split()) > 1:
        raise Refused("One word at a time is taken up. Nothing was changed.")
    own = {*choice(record).words, word}
    return settings.put(record, WORDS, "\n".join(sorted(own, key=str.casefold)))


def drop_word(record: Record, word: str) -> Change:
    """Let a word of the clinic's own go."""
    own = [each for each in choice(record).words if each != word]
    return settings.put(record, WORDS, "\n".join(own))


def speller(chosen: Choice) -> Speller | None:
    """Read the chosen dictionaries, which takes up to a second: call it off the thread of the window.

    Returns None where none is chosen or nothing that reads dictionaries is installed.
    """
    if not chosen.installed or chosen.language not in SHIPPED:
        return None
    names = ("en_GB", "en_US") if chosen.language == EITHER else (chosen.language,)
    return Speller([_engine(name) for name in names], (*_words_of_the_work(), *chosen.words))


def _folder() -> Path:
    return resource_folder() / "spelling"


@cache
def _words_of_the_work() -> tuple[str, ...]:
    raw = tomllib.loads((_folder() / "kap-words.toml").read_text(encoding="utf-8"))
    return tuple(raw["words"])


@cache
def _engine(name: str) -> Engine:
    """Read one dictionary; once read it is kept, for it holds nothing of anybody's."""
    try:
        if importlib.util.find_spec("hunspell") is not None:
            return _Hunspell(name)
        return _Spylls(name)
    except (OSError, ImportError, ValueError) as error:
        raise KapdeskError(
            "The dictionary could not be read. Your texts are not touched; spelling is not looked at."
        ) from error


class _Hunspell:
    """The quick reader, libhunspell."""

    def __init__(self, name: str) -> None:
        module: Any = importlib.import_module("hunspell")
        self._dictionary: Any = module.Hunspell(name, hunspell_data_dir=str(_folder()))

    def knows(self, word: str) -> bool:
        return bool(self._dictionary.spell(word))

    def near(self, word: str) -> Iterable[str]:
        return cast("tuple[str, ...]", self._dictionary.suggest(word))


class _Spylls:
    """The slow reader, in Python alone: for machines the quick one was not built for."""

    def __init__(self, name: str) -> None:
        module: Any = importlib.import_module("spylls.hunspell")
        self._dictionary: Any = module.Dictionary.from_files(str(_folder() / name))

    def knows(self, word: str) -> bool:
        lookup = cast("Callable[[str], bool]", self._dictionary.lookup)
        return bool(lookup(word))

    def near(self, word: str) -> Iterable[str]:
        suggest = cast("Callable[[str], Iterable[str]]", self._dictionary.suggest)
        return tuple(islice(suggest(word), _SUGGESTIONS))  # each one takes it long
