"""The code of a page: read back however it was typed, and never accepted with one letter wrong."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kapdesk.domain import page_codes
from kapdesk.domain.errors import Refused
from kapdesk.domain.page_codes import LETTERS, Page

KEYS = st.binary(min_size=16, max_size=16)


def a_code(key: bytes) -> str:
    return page_codes.code(key, Page("summary", "session", "a1", "c", "p", 1, 2))


@given(KEYS)
def test_a_code_is_ten_letters_with_a_check_letter_after_each_five(key: bytes) -> None:
    code = a_code(key)
    assert [len(group) for group in code.split("-")] == [6, 6]
    assert page_codes.read(code.lower().replace("-", " ")) == code


@given(KEYS, st.integers(0, 11), st.integers(1, 31))
def test_one_wrong_letter_is_noticed_and_its_group_is_named(key: bytes, place: int, by: int) -> None:
    letters = a_code(key).replace("-", "")
    wrong = LETTERS[(LETTERS.index(letters[place]) + by) % 32]
    with pytest.raises(Refused, match=f"group {place // 6 + 1}"):
        page_codes.read(letters[:place] + wrong + letters[place + 1 :])


@given(KEYS, st.integers(0, 10))
def test_two_neighbours_swapped_are_noticed(key: bytes, place: int) -> None:
    letters = a_code(key).replace("-", "")
    swapped = letters[:place] + letters[place + 1] + letters[place] + letters[place + 2 :]
    if swapped != letters and place != 5:
        with pytest.raises(Refused):
            page_codes.read(swapped)


@pytest.mark.parametrize("change", ["document", "of_kind", "of_id", "content_hash", "page_hash"])
def test_every_part_of_a_page_makes_another_code(change: str) -> None:
    parts = {"document": "a", "of_kind": "b", "of_id": "c", "content_hash": "d", "page_hash": "e"}
    first = page_codes.code(b"k", Page(**parts, page=1, pages=2))
    assert first != page_codes.code(b"k", Page(**(parts | {change: "x"}), page=1, pages=2))
    assert first != page_codes.code(b"k", Page(**parts, page=2, pages=2))
    assert first != page_codes.code(b"other", Page(**parts, page=1, pages=2))


def test_too_much_is_not_a_code() -> None:
    with pytest.raises(Refused, match="more than two"):
        page_codes.read(a_code(b"k") + "0")
