"""Spelling knows English, the words of this work and the clinic's own; without its part nothing is missed."""

import gc
import sys
from collections.abc import Iterator

import pytest

from kapdesk.domain.errors import Refused
from kapdesk.services import settings, spelling
from kapdesk.services.record import Record

# One of the two readers leaves its files to the collector.
pytestmark = [
    pytest.mark.filterwarnings("ignore::ResourceWarning"),
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]


@pytest.fixture(params=["hunspell", "spylls"])
def reader(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """One of the two readers of dictionaries alone."""
    name = str(request.param)
    pytest.importorskip(name)
    if name == "spylls":
        monkeypatch.setitem(sys.modules, "hunspell", None)
    spelling._engine.cache_clear()
    yield name
    spelling._engine.cache_clear()
    gc.collect()


def made(record: Record) -> spelling.Speller:
    found = spelling.speller(spelling.choice(record))
    assert found is not None
    return found


def test_both_kinds_of_english_are_right_where_none_was_chosen(reader: str, record: Record) -> None:
    speller = made(record)
    assert speller.knows("colour")
    assert speller.knows("color")
    assert speller.knows("don’t")
    assert speller.knows("mother’s")
    assert not speller.knows("teh")
    spelling.choose(record, "en_GB")
    assert not made(record).knows("color")


def test_words_of_this_work_are_right(reader: str, record: Record) -> None:
    speller = made(record)
    for word in ("ketamine", "Esketamine", "transpersonal", "re-embodiment", "interoceptive"):
        assert speller.knows(word), word


def test_words_like_a_word_are_offered(reader: str, record: Record) -> None:
    speller = made(record)
    assert "hallway" in speller.near("halway")
    assert speller.near("ketamin")[0] == "ketamine"
    assert len(speller.near("wrod")) <= 6


def test_a_word_of_the_clinic_is_kept_in_the_record(reader: str, record: Record) -> None:
    assert not made(record).knows("Holloak")
    spelling.add_word(record, "Holloak")
    assert made(record).knows("holloak")
    assert settings.get(record, spelling.WORDS) == "Holloak"
    spelling.drop_word(record, "Holloak")
    assert spelling.choice(record).words == ()


def test_more_than_one_word_is_not_a_word(record: Record) -> None:
    for word in ("", "two words", "x" * 41):
        with pytest.raises(Refused):
            spelling.add_word(record, word)


def test_nothing_is_looked_up_where_it_was_turned_off(record: Record) -> None:
    spelling.choose(record, spelling.OFF)
    assert spelling.speller(spelling.choice(record)) is None
    with pytest.raises(Refused):
        spelling.choose(record, "tlh")


def test_without_its_part_everything_else_goes_on(record: Record, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(spelling, "is_installed", _no)
    chosen = spelling.choice(record)
    assert not chosen.installed
    assert spelling.speller(chosen) is None


def _no() -> bool:
    return False


def test_spelling_in_session_is_the_clinics_choice(record: Record) -> None:
    assert spelling.choice(record).in_session
    spelling.allow_in_session(record, allowed=False)
    assert not spelling.choice(record).in_session
