"""The client's wish comes first, then the clinic's rule; what care depends on always prints."""

from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kapdesk.domain.errors import Refused
from kapdesk.domain.withholding import VOICES, Category, Decision, Rule, Rules, Wish, check_wish

MOMENT = uuid4()
CARE = (
    "doses",
    "vitals",
    "adverse-events",
    "screens",
    "criteria",
    "clearances",
    "outcome",
    "alerts",
    "scores",
)
WISHES = st.lists(
    st.builds(
        Wish,
        st.sampled_from([*Category, *CARE]),
        st.sampled_from(Rule),
        st.sampled_from([None, MOMENT]),
        st.booleans(),
    ),
    max_size=6,
)
RULES = st.builds(Rules, WISHES.map(tuple), st.sampled_from(Rule), st.sampled_from(Rule))


@given(RULES, st.sampled_from(CARE))
def test_what_care_depends_on_prints_whatever_is_asked_and_ruled(rules: Rules, part: str) -> None:
    assert rules.of(part) == Decision()


@given(RULES, st.sampled_from(VOICES), st.sampled_from([None, MOMENT]))
def test_a_moment_that_care_depends_on_prints_whatever_is_asked_and_ruled(
    rules: Rules, voice: Category, moment: UUID | None
) -> None:
    assert rules.of_moment(moment, voice, is_care=True) == Decision()


def test_no_category_is_something_that_care_depends_on() -> None:
    assert not {one.value for one in Category} & set(CARE)


@given(RULES, st.sampled_from(Category))
def test_a_lifted_wish_changes_nothing(rules: Rules, category: Category) -> None:
    standing = Rules(tuple(one for one in rules.wishes if not one.lifted), *_clinic(rules))
    assert rules.of(category) == standing.of(category)


@given(RULES, st.sampled_from(Category), st.sampled_from(Rule))
def test_the_last_wish_about_a_part_decides(rules: Rules, category: Category, rule: Rule) -> None:
    later = Rules((*rules.wishes, Wish(category, rule)), *_clinic(rules))
    assert later.of(category) == Decision(rule, asked=True)


@given(RULES)
def test_a_wish_about_one_moment_reaches_no_other(rules: Rules) -> None:
    alone = Rules(tuple(one for one in rules.wishes if one.of_id is None), *_clinic(rules))
    other = uuid4()
    for voice in VOICES:
        assert rules.of_moment(other, voice, is_care=False) == alone.of(voice)


def _clinic(rules: Rules) -> tuple[Rule, Rule]:
    return rules.client_words, rules.observer_words


@pytest.mark.parametrize("part", [Category.DEBRIEF, Category.INSIGHTS, Category.BODY_MAP, Category.HAND_OVER])
def test_parts_in_the_clients_words_follow_the_rule_for_these(part: Category) -> None:
    assert Rules((), Rule.SUMMARISE, Rule.PRINT).of(part) == Decision(Rule.SUMMARISE)
    wish = Wish(Category.CLIENT_WORDS, Rule.WITHHOLD)
    assert Rules((wish,), Rule.SUMMARISE, Rule.PRINT).of(part) == Decision(Rule.WITHHOLD, asked=True)
    own = Wish(part, Rule.PRINT)
    assert Rules((own, wish), Rule.SUMMARISE, Rule.PRINT).of(part) == Decision(Rule.PRINT, asked=True)


def test_the_observers_words_follow_their_own_rule() -> None:
    rules = Rules((Wish(Category.CLIENT_WORDS, Rule.WITHHOLD),), Rule.PRINT, Rule.SUMMARISE)
    assert rules.of(Category.OBSERVER_WORDS) == Decision(Rule.SUMMARISE)


@pytest.mark.parametrize(
    ("category", "rule", "moment", "asked_by"),
    [
        (Category.DEBRIEF, Rule.WITHHOLD, None, " "),
        (Category.DEBRIEF, Rule.WITHHOLD, MOMENT, "the client"),
        (Category.MOMENT, Rule.WITHHOLD, None, "the client"),
        (Category.MOMENT, Rule.SUMMARISE, MOMENT, "the client"),
        (Category.VISITS, Rule.SUMMARISE, None, "the client"),
    ],
)
def test_a_wish_nobody_asked_or_that_means_nothing_is_refused(
    category: Category, rule: Rule, moment: UUID | None, asked_by: str
) -> None:
    with pytest.raises(Refused):
        check_wish(category, rule, moment, asked_by)
