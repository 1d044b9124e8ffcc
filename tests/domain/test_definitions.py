"""Definitions are found by id, and say so when they are not."""

import pytest

from kapdesk.domain.definitions import (
    AnswerType,
    Checklist,
    Field,
    Form,
    Group,
    Item,
    Prompt,
    PromptSet,
    Section,
)
from kapdesk.domain.errors import NotFound


def _checklist() -> Checklist:
    groups = (
        Group(id="one", title="One", items=(Item(id="a", label="A", answer=AnswerType.TICK),)),
        Group(id="two", title="Two", items=(Item(id="b", label="B", answer=AnswerType.TEXT),)),
    )
    return Checklist(id="sample", version=1, title="Sample", source="us", licence="MIT", groups=groups)


def test_a_checklist_lists_its_lines_in_order_across_groups() -> None:
    assert [item.id for item in _checklist().items] == ["a", "b"]


def test_a_line_is_found_by_its_id() -> None:
    assert _checklist().item("b").label == "B"


def test_a_line_that_is_not_there_says_so_by_name() -> None:
    with pytest.raises(NotFound, match="“sample” has no part named “z”"):
        _checklist().item("z")


def test_a_form_finds_its_fields_across_sections() -> None:
    sections = (
        Section(id="one", title="One", fields=(Field(id="a", label="A"),)),
        Section(id="two", title="Two", fields=(Field(id="b", label="B"),)),
    )
    form = Form(id="sample", version=1, title="Sample", source="us", licence="MIT", sections=sections)
    assert [part.id for part in form.fields] == ["a", "b"]
    assert form.field("b").label == "B"
    with pytest.raises(NotFound):
        form.field("c")


def test_prompts_under_another_are_found_in_order() -> None:
    prompts = (
        Prompt(id="reclaim", label="Reclaim"),
        Prompt(id="second", label="Second", under="reclaim"),
        Prompt(id="other", label="Other"),
        Prompt(id="third", label="Third", under="reclaim"),
    )
    chosen = PromptSet(id="sample", version=1, title="Sample", source="us", licence="MIT", prompts=prompts)
    assert [prompt.id for prompt in chosen.under("reclaim")] == ["second", "third"]
    assert chosen.prompt("other").label == "Other"


def test_an_item_has_no_answer_of_its_own() -> None:
    """A definition carries no default: what is not answered stays unanswered."""
    assert "default" not in Item.__slots__
    assert "default" not in Field.__slots__
