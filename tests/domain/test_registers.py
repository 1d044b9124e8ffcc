"""What may be answered to a question of a register, and what is refused."""

import pytest

from kapdesk.domain.errors import NotFound, Refused
from kapdesk.domain.life import RULES
from kapdesk.domain.registers import Entry, Holds, Register, check_facts, check_rating, check_words
from tests.conftest import shipped

REGISTERS = shipped().all(Register)
BELIEF, PRACTICE, STEP = (shipped().register(name) for name in ("belief", "practice", "step"))


def test_answers_are_kept_as_they_were_chosen() -> None:
    facts = check_facts(BELIEF, {"came-as": "memory", "consult-when": "2026-11-22", "for": "  a photo "})
    assert facts == {"came-as": "memory", "consult-when": "2026-11-22", "for": "a photo"}


def test_an_empty_answer_is_taken_back_and_never_a_no() -> None:
    assert check_facts(BELIEF, {"harm": "", "for": "   ", "came-as": None}) == {
        "harm": None, "for": None, "came-as": None,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        ({"harm": "maybe"}, "no answer to"),
        ({"came-as": "dream"}, "no answer to"),
        ({"consult-when": "soon"}, "no day"),
    ],
)
def test_what_is_no_answer_is_refused(facts: dict[str, str], words: str) -> None:
    with pytest.raises(Refused, match=words):
        check_facts(BELIEF, facts)


def test_a_question_that_is_not_there_is_not_answered() -> None:
    with pytest.raises(NotFound):
        check_facts(BELIEF, {"truth": "yes"})


def test_steps_stay_on_their_scale() -> None:
    assert check_facts(PRACTICE, {"days": 4}) == {"days": 4}
    for wrong in (8, -1, "four"):
        with pytest.raises(Refused):
            check_facts(PRACTICE, {"days": wrong})
    with pytest.raises(Refused, match="0 to 10"):
        check_rating(BELIEF, 11)
    with pytest.raises(Refused, match="No step"):
        check_rating(STEP, 3)
    assert check_rating(BELIEF, None) is None


def test_days_of_practice_are_told_without_judgement() -> None:
    assert PRACTICE.entry("days").words(4) == "4 of 7 days"
    assert PRACTICE.entry("days").words(0) == "0 of 7 days"


def test_words_are_needed() -> None:
    with pytest.raises(Refused, match="no words"):
        check_words("  \n")


def test_a_question_is_asked_only_beside_the_answer_that_makes_it_worth_asking() -> None:
    entry = Entry(id="words", label="What", holds=Holds.TEXT, only="concern=yes")
    assert entry.asked_of({"concern": "yes"})
    assert not entry.asked_of({"concern": "no"})
    assert not entry.asked_of({})


@pytest.mark.parametrize("register", REGISTERS, ids=lambda one: one.id)
def test_every_register_says_whose_words_it_is_made_of_and_presets_nothing(register: Register) -> None:
    assert register.source
    assert register.licence
    assert register.purpose.endswith((".", "?", "choose."))
    assert not register.standings[0].closes
    assert {caution.rule for caution in register.cautions} <= set(RULES)
    assert register.closes(register.standings[-1].id) or len(register.standings) == 1


def test_nothing_of_harm_or_of_held_questions_stands_on_the_clients_plan() -> None:
    on_plan = {register.id for register in REGISTERS if register.plan}
    assert on_plan == {"identity", "practice", "step", "action"}
