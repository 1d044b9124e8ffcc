"""A questionnaire keeps every word that the client sees."""

import pytest

from kapdesk.domain.errors import NotFound
from kapdesk.domain.instruments import Instrument, InstrumentItem, Option

OWN = (Option(value=0, label="Not hard"), Option(value=1, label="Hard"))
SHARED = (Option(value=0, label="No"), Option(value=1, label="Yes"))


def _instrument() -> Instrument:
    return Instrument(
        id="sample",
        version=1,
        title="Sample",
        source="us",
        licence="MIT",
        instruction="Ask:",
        items=(
            InstrumentItem(id="one", text="First?"),
            InstrumentItem(id="two", text="Second?", options=OWN),
        ),
        options=SHARED,
        scoring="asq",
        source_url="https://example.org",
        attribution="us",
        ships=True,
        footer="Made by us.",
    )


def test_a_question_with_answers_of_its_own_offers_those() -> None:
    sample = _instrument()
    assert sample.options_of(sample.item("one")) == SHARED
    assert sample.options_of(sample.item("two")) == OWN


def test_the_exact_text_holds_every_word_in_order() -> None:
    assert _instrument().exact_text.split("\n") == [
        *("Ask:", "", "First?", "", "0 No", "1 Yes", "Second?", "", "0 Not hard", "1 Hard", "Made by us."),
    ]


def test_a_question_that_is_not_there_says_so() -> None:
    with pytest.raises(NotFound):
        _instrument().item("three")
