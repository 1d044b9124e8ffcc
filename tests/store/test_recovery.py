"""The code on the recovery sheet notices every slip of the pen and says in which group it is."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kapdesk.domain.errors import Refused
from kapdesk.store import recovery

CODE = bytes(range(7, 27))
WRITTEN = recovery.written(CODE)
PLAIN = WRITTEN.replace("-", "")


@given(st.binary(min_size=20, max_size=20))
def test_every_code_reads_back_as_it_was_written(code: bytes) -> None:
    assert recovery.read(recovery.written(code)) == code


def test_a_code_is_eight_groups_of_five() -> None:
    assert [len(group) for group in WRITTEN.split("-")] == [5] * 8
    assert recovery.groups_of(WRITTEN) == WRITTEN.split("-")


def test_spaces_small_letters_and_look_alikes_are_read() -> None:
    typed = WRITTEN.lower().replace("-", "  ").replace("1", "l").replace("0", "o")
    assert recovery.read(typed) == CODE


def test_every_single_wrong_letter_is_noticed_in_its_group() -> None:
    tried = 0
    for place, right in enumerate(PLAIN):
        for letter in recovery.LETTERS:
            if letter != right:
                tried += 1
                with pytest.raises(Refused) as refused:
                    recovery.read(PLAIN[:place] + letter + PLAIN[place + 1 :])
                assert f"Group {place // 5 + 1} " in refused.value.sentence
    assert tried == 1240


@given(st.binary(min_size=20, max_size=20))
def test_neighbours_that_change_places_are_noticed(code: bytes) -> None:
    plain = recovery.written(code).replace("-", "")
    for place in range(39):
        swapped = plain[:place] + plain[place + 1] + plain[place] + plain[place + 2 :]
        if swapped != plain:
            with pytest.raises(Refused):
                recovery.read(swapped)


@given(st.binary(min_size=20, max_size=20), st.permutations(range(8)))
def test_groups_in_another_order_are_noticed(code: bytes, order: list[int]) -> None:
    groups = recovery.groups_of(recovery.written(code))
    typed = "".join(groups[place] for place in order)
    if order != list(range(8)):
        with pytest.raises(Refused):
            recovery.read(typed)


@pytest.mark.parametrize("typed", ["", "ABC", WRITTEN[:-1], WRITTEN[:-6], WRITTEN + "-00000", "é" * 40])
def test_a_code_that_is_too_short_too_long_or_foreign_is_refused(typed: str) -> None:
    with pytest.raises(Refused):
        recovery.read(typed)


def test_a_missing_last_group_is_named() -> None:
    with pytest.raises(Refused, match="Group 8 "):
        recovery.read(WRITTEN[:-6])
