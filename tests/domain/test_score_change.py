"""A change is named by stated thresholds, deterioration first."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kapdesk.domain.score_change import ChangeRules, compare

CHANGE_RULES = {
    "phq9": ChangeRules("PHQ-9", reliable=5, response_percent=50, response_from=10, remission_to=4),
    "gad7": ChangeRules("GAD-7", reliable=4, response_percent=50, response_from=10, remission_to=4),
    "pcl5": ChangeRules(
        "PCL-5", reliable=15, remission_to=28, remission_name="non-PTSD range", remission_needs_reliable=True
    ),
    "who5": ChangeRules(
        "WHO-5", reliable=10, remission_to=51, remission_name="above 50", higher_is_better=True
    ),
}
"""The published numbers, written out here once more; that the shipped table holds them is tested with it."""


@pytest.mark.parametrize(
    ("measure", "before", "now", "response", "remission", "reliable", "deterioration"),
    [
        ("phq9", 18, 9, True, False, True, False),
        ("phq9", 18, 10, False, False, True, False),
        ("phq9", 18, 4, True, True, True, False),
        ("phq9", 9, 4, None, True, True, False),
        ("phq9", 12, 16, False, False, False, False),
        ("phq9", 12, 17, False, False, False, True),
        ("gad7", 12, 8, False, False, True, False),
        ("gad7", 12, 9, False, False, False, False),
        ("gad7", 0, 4, None, True, False, True),
        ("pcl5", 50, 35, None, False, True, False),
        ("pcl5", 50, 36, None, False, False, False),
        ("pcl5", 44, 28, None, True, True, False),
        ("pcl5", 40, 28, None, False, False, False),
        ("who5", 40, 52, None, True, True, False),
        ("who5", 40, 50, None, False, True, False),
        ("who5", 60, 50, None, False, False, True),
    ],
)
def test_change_is_named_as_published(
    measure: str,
    before: int,
    now: int,
    response: bool | None,
    remission: bool,
    reliable: bool,
    deterioration: bool,
) -> None:
    change = compare(before, now, CHANGE_RULES[measure])
    assert (change.response, change.remission, change.reliable, change.deterioration) == (
        response,
        remission,
        reliable,
        deterioration,
    )


def test_a_low_baseline_reads_remission_range_and_no_response() -> None:
    assert (
        compare(9, 4, CHANGE_RULES["phq9"]).words
        == "PHQ-9 9 to 4: reliable improvement (5 points); remission range"
    )


def test_deterioration_is_said_first() -> None:
    assert compare(12, 17, CHANGE_RULES["phq9"]).words == "PHQ-9 12 to 17: deterioration (5 points worse)"


def test_there_is_no_percentage_of_nothing() -> None:
    assert compare(0, 5, CHANGE_RULES["phq9"]).percent is None


@given(st.sampled_from(sorted(CHANGE_RULES)), st.integers(0, 80), st.integers(0, 80))
def test_improvement_one_way_is_deterioration_the_other_way(measure: str, one: int, other: int) -> None:
    rules = CHANGE_RULES[measure]
    there, back = compare(one, other, rules), compare(other, one, rules)
    assert there.reliable == back.deterioration
    assert not (there.reliable and there.deterioration)


def test_every_rule_is_said_in_words() -> None:
    for rules in CHANGE_RULES.values():
        assert f"{rules.reliable} points or more" in rules.words
        assert str(rules.remission_to) in rules.words
        assert "before the first dose of the series" in rules.words
        assert "for worse as for better" in rules.words
    assert "or above" in CHANGE_RULES["who5"].words
    assert "and a reliable change" in CHANGE_RULES["pcl5"].words


def test_the_rule_names_the_table_it_stands_in() -> None:
    assert ChangeRules("X", reliable=1, version="measure-bands, version 3").words.endswith(
        "Rule: measure-bands, version 3."
    )


@given(st.sampled_from(sorted(CHANGE_RULES)), st.integers(1, 60), st.integers(0, 60), st.integers(0, 10))
def test_a_better_score_never_loses_a_good_word(measure: str, before: int, now: int, more: int) -> None:
    """By hand: from one baseline, whatever is true of a score is true of each better one."""
    rules = CHANGE_RULES[measure]
    better = now + more if rules.higher_is_better else max(now - more, 0)
    one, other = compare(before, now, rules), compare(before, better, rules)
    assert other.gain >= one.gain
    assert not one.reliable or other.reliable
    assert not one.response or other.response
    assert not one.remission or other.remission
    assert not (other.deterioration and not one.deterioration)


@pytest.mark.parametrize(
    ("measure", "before", "now", "words"),
    [
        ("phq9", 18, 9, "PHQ-9 18 to 9: reliable improvement (9 points); response (50% better)"),
        ("phq9", 18, 4, "PHQ-9 18 to 4: reliable improvement (14 points); response (78% better); remission"),
        ("phq9", 12, 16, "PHQ-9 12 to 16: no reliable change"),
        ("gad7", 9, 4, "GAD-7 9 to 4: reliable improvement (5 points); remission range"),
        ("pcl5", 44, 28, "PCL-5 44 to 28: reliable improvement (16 points); non-PTSD range"),
        ("who5", 52, 40, "WHO-5 52 to 40: deterioration (12 points worse)"),
    ],
)
def test_a_change_is_read_in_one_line(measure: str, before: int, now: int, words: str) -> None:
    assert compare(before, now, CHANGE_RULES[measure]).words == words
