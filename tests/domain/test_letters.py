"""Letters are filled without losing a place and without inventing one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kapdesk.domain.definitions import Audience
from kapdesk.domain.letters import Block, Letter, places_in


def _letter() -> Letter:
    block = Block(
        id="home",
        heading="Going home",
        paragraphs=("You go home with {escort}.",),
        bullets=("Call {phone}.",),
    )
    return Letter(
        id="sample",
        version=1,
        title="Sample",
        source="us",
        licence="MIT",
        audience=Audience.CLIENT,
        blocks=(block,),
        placeholders=("escort", "phone"),
    )


def test_open_places_are_filled() -> None:
    filled = _letter().filled({"escort": "Ivo", "phone": "the front desk"})
    assert filled.text == "Going home\nYou go home with Ivo.\nCall the front desk."


@pytest.mark.parametrize("values", [{}, {"escort": ""}, {"escort": "  "}])
def test_what_is_missing_reads_not_recorded(values: dict[str, str]) -> None:
    assert _letter().filled(values).blocks[0].paragraphs == ("You go home with not recorded.",)


def test_a_value_without_a_place_is_a_slip_of_the_caller() -> None:
    with pytest.raises(ValueError, match="sample has no place for: escrot"):
        _letter().filled({"escrot": "Ivo"})


@given(st.text())
def test_a_value_stands_as_it_was_given_even_with_braces(name: str) -> None:
    """A name that looks like an open place is a name."""
    filled = _letter().filled({"escort": name, "phone": "{escort}"}).blocks[0]
    assert filled.paragraphs == (f"You go home with {name.strip() or 'not recorded'}.",)
    assert filled.bullets == ("Call {escort}.",)


def test_open_places_are_found_by_name() -> None:
    assert places_in("{one} and {two_b} but not {} or {Three}") == {"one", "two_b"}
