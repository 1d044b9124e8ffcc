"""Words as they were typed reach paper whole."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kapdesk.reports import words
from kapdesk.reports.fonts import Style, face_for


@given(st.text(max_size=200))
def test_every_sign_that_is_left_after_tidying_can_be_drawn_or_has_no_shape(text: str) -> None:
    for sign in words.tidy(text):
        assert sign == "\n" or words.UNSEEN.match(sign) or face_for(ord(sign), Style.REGULAR)


@given(st.text(st.characters(categories=["L", "N", "P"], max_codepoint=0x24F), max_size=200))
def test_latin_text_is_left_as_it_was_typed(text: str) -> None:
    assert words.tidy(text) == unicodedata.normalize("NFC", text)


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("\U0001f642 well", "[slightly smiling face] well"),
        ("a\x07b", "a[U+0007]b"),
        ("\ud800", "[U+D800]"),
        ("\U00020bb7\u91ce", "[U+20BB7]\u91ce"),
        ("one\r\ntwo\rthree", "one\ntwo\nthree"),
        ("e\u0301", "\u00e9"),
        ("\t", "    "),
    ],
)
def test_what_no_font_has_is_named_in_brackets(typed: str, shown: str) -> None:
    assert words.tidy(typed) == shown


def test_a_direction_override_cannot_turn_a_line_around() -> None:
    assert words.in_sight_order("Aster\u202eroM", right_to_left=False) == "AsterroM"


def test_the_first_letter_decides_the_direction() -> None:
    assert words.runs_right_to_left("12 (\u05e9\u05dc\u05d5\u05dd) hello")
    assert not words.runs_right_to_left("12 hello \u05e9\u05dc\u05d5\u05dd")
    assert not words.runs_right_to_left("12")


def test_arabic_letters_are_joined_and_keep_their_meaning() -> None:
    name = "\u0645\u062d\u0645\u062f"
    joined = words.shape(name)
    assert joined != name
    assert unicodedata.normalize("NFKC", joined) == name


def test_the_short_i_is_drawn_before_its_consonants() -> None:
    assert words.shape("\u0939\u093f") == "\u093f\u0939"
