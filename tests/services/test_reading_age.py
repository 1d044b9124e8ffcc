"""What people take home is read with ease: the school year its sentences ask for is counted here."""

import re

import pytest

from kapdesk.services.printed_home import DISCHARGE, ESCORT
from tests.conftest import shipped

EASIEST_FOR_ELEVEN = 6.0
"""The US school year of a child of eleven (Flesch and Kincaid 1975)."""
LONGEST_SENTENCE = 16
_VOWELS = re.compile(r"[aeiouy]+")


def syllables(word: str) -> int:
    """Return how many syllables a word has, by its groups of vowels; a silent e at the end is none."""
    count = len(_VOWELS.findall(word))
    word = word.removesuffix("s")
    silent = word.endswith("e") and not word.endswith(("le", "ee")) and count > 1
    silent = silent or (word.endswith("ed") and not word.endswith(("ted", "ded")) and count > 1)
    return max(1, count - silent)


def words_of(sentence: str) -> list[str]:
    return re.findall(r"[a-z]+", sentence.lower().replace("'", "").replace("’", ""))


def sentences_of(letter: str) -> list[str]:
    """Return every sentence that stands on the page; a point of a list is one."""
    found: list[str] = []
    for block in shipped().letter(letter).blocks:
        for text in (*block.paragraphs, *block.bullets):
            if "{" not in text:
                found += [part for part in re.split(r"(?<=[.!?])\s+", text) if part.strip()]
    return found


def grade(sentences: list[str]) -> float:
    words = [word for sentence in sentences for word in words_of(sentence)]
    return 0.39 * len(words) / len(sentences) + 11.8 * sum(map(syllables, words)) / len(words) - 15.59


@pytest.mark.parametrize(
    ("word", "count"),
    [
        ("water", 2),
        ("medicines", 3),
        ("tired", 1),
        ("machines", 2),
        ("alcohol", 3),
        ("wide", 1),
        ("trouble", 2),
    ],
)
def test_syllables_are_counted_as_they_are_spoken(word: str, count: int) -> None:
    assert syllables(word) == count


def test_a_hard_text_is_found_hard() -> None:
    hard = "Pharmacological contraindications necessitate individualised multidisciplinary consideration."
    assert grade([hard]) > 20


@pytest.mark.parametrize("letter", [DISCHARGE, ESCORT])
def test_a_child_of_eleven_can_read_what_people_take_home(letter: str) -> None:
    assert grade(sentences_of(letter)) <= EASIEST_FOR_ELEVEN


@pytest.mark.parametrize("letter", [DISCHARGE, ESCORT])
def test_no_sentence_is_long(letter: str) -> None:
    assert [one for one in sentences_of(letter) if len(words_of(one)) > LONGEST_SENTENCE] == []
