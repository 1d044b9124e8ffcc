"""A short word stands for a passage; it fills in times and nothing else."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kapdesk.domain.errors import Refused
from kapdesk.domain.snippets import Expansion, check_text, check_word, expand, tidy_word, word_before
from kapdesk.domain.stamps import Stamp

NOW = Stamp("10:44", "T+00:42", "22-Nov-2026")
BEFORE = Stamp("09:10", "", "22-Nov-2026")


@pytest.mark.parametrize("line", [";quiet", "and then ;quiet", "(;quiet", "“;quiet", "—;quiet", "\t;quiet"])
def test_a_short_word_begins_where_a_word_may_begin(line: str) -> None:
    assert word_before(line) == "quiet"


@pytest.mark.parametrize("line", ["there;quiet", ";quiet ", "quiet", "", ";;quiet", ";3", "; quiet", "a;"])
def test_a_semicolon_of_a_sentence_starts_nothing(line: str) -> None:
    assert word_before(line) is None


def test_the_sign_alone_is_the_beginning_of_any_word() -> None:
    assert word_before("so ;") == ""


@given(st.text(max_size=60))
def test_no_line_is_ever_misread_as_a_word_that_is_not_there(line: str) -> None:
    word = word_before(line)
    assert word is None or line.endswith(f";{word}")


def test_times_and_the_caret_are_filled_in() -> None:
    assert expand("{time} {t+} Opens {|}.", NOW) == Expansion("10:44 T+00:42 Opens .", 20)
    assert expand("{date}", NOW) == Expansion("22-Nov-2026", 11)


def test_t_plus_leaves_no_hole_where_no_dose_is_known() -> None:
    assert expand("{time} {t+} Opens {|}", BEFORE).text == "09:10 Opens "
    assert expand("{t+} Opens", BEFORE).text == "Opens"


def test_one_line_stays_one_line() -> None:
    assert expand("Data: {|}\n\nPlan: ", NOW, one_line=True) == Expansion("Data:  Plan: ", 6)


@pytest.mark.parametrize("word", ["quiet", "b-1", "à", "x2"])
def test_words_that_can_be_typed_are_taken(word: str) -> None:
    check_word(word)


@pytest.mark.parametrize("word", ["", "2x", "two words", "a;b", "x" * 25, "-a", "a_b"])
def test_words_that_cannot_be_typed_are_refused(word: str) -> None:
    with pytest.raises(Refused):
        check_word(word)


def test_a_word_is_kept_small_and_without_its_sign() -> None:
    assert tidy_word(" ;Quiet ") == "quiet"


@pytest.mark.parametrize("text", ["", "  \n", "{client} says", "{name}", "{|} and {|}", "x" * 4001])
def test_a_text_asks_for_no_name_and_for_one_caret(text: str) -> None:
    with pytest.raises(Refused):
        check_text(text)


def test_braces_that_ask_for_nothing_are_words_like_others() -> None:
    check_text("{time} {t+} {date} {|} and a { alone")
