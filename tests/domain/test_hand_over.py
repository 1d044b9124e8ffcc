"""One question at a time, in the order of the form, and so many wrong tries and no more."""

from hypothesis import given
from hypothesis import strategies as st

from kapdesk import content
from kapdesk.domain.hand_over import MOST_WRONG, Question, Tries, Walk, chosen, questions

EVERY = questions(content.load().form("hand-over"))
IDS = [question.id for question in EVERY]


def test_every_free_line_stands_under_its_question_and_is_none_itself() -> None:
    assert not any(one.id.endswith("-words") for one in EVERY)
    named = {one.id: one.line for one in EVERY if one.line}
    assert named == {
        "uncomfortable": "uncomfortable-words",
        "would-help": "would-help-words",
        "collecting": "collecting",
    }


def test_a_question_has_few_answers_and_asks_nothing_about_suicide_or_scores() -> None:
    for one in EVERY:
        assert len(one.choices) <= 4
        assert one.choices or one.line
        assert not any(word in one.text.casefold() for word in ("suicid", "kill", "score", "how many"))


@given(st.lists(st.sampled_from(IDS)))
def test_the_chosen_ones_keep_the_order_of_the_form_and_none_means_all(ids: list[str]) -> None:
    some = [one.id for one in chosen(EVERY, ids)]
    assert some == ([one for one in IDS if one in ids] or IDS)


@given(st.lists(st.sampled_from(["on", "back"])), st.integers(0, 6))
def test_going_on_and_back_never_leaves_the_questions_and_ends_after_the_last(
    steps: list[str], how_many: int
) -> None:
    walk = Walk(tuple(Question(str(number), "?") for number in range(how_many)))
    for step in steps:
        walk = walk.on() if step == "on" else walk.back()
        assert 0 <= walk.at <= how_many
        assert (walk.now is None) == (walk.at == how_many)
    for _ in range(how_many):
        walk = walk.on()
    assert walk.now is None


def test_five_wrong_tries_are_the_last() -> None:
    tries = Tries()
    for number in range(MOST_WRONG):
        assert not tries.used_up
        tries = tries.missed()
        if number == MOST_WRONG - 2:
            assert "1 more try" in tries.words
    assert tries.used_up
