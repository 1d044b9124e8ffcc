"""The shipped questionnaires add up as published and never on a partial form."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kapdesk.domain.errors import Refused
from kapdesk.domain.scoring import SCORING, gad7, pcl5, phq9, who5

SHAPES = {"phq9": (9, 3, 1), "gad7": (7, 3, 1), "pcl5": (20, 4, 1), "who5": (5, 5, 4)}


@pytest.mark.parametrize(
    ("answers", "total", "band", "alarm"),
    [
        ([0] * 9, 0, "minimal", False),
        ([1] * 9, 9, "mild", True),
        ([3] * 9, 27, "severe", True),
        ([2, 2, 2, 2, 2, 0, 0, 0, 0], 10, "moderate", False),
        ([2, 2, 0, 0, 0, 0, 0, 0, 0], 4, "minimal", False),
        ([3, 2, 0, 0, 0, 0, 0, 0, 0], 5, "mild", False),
        ([3, 3, 3, 3, 2, 0, 0, 0, 0], 14, "moderate", False),
        ([3, 3, 3, 3, 3, 0, 0, 0, 0], 15, "moderately severe", False),
        ([3, 3, 3, 3, 3, 3, 1, 0, 0], 19, "moderately severe", False),
        ([3, 3, 3, 3, 3, 3, 1, 0, 1], 20, "severe", True),
    ],
)
def test_phq9_adds_up_as_published(answers: list[int], total: int, band: str, alarm: bool) -> None:
    score = phq9(answers)
    assert (score.total, score.band, bool(score.alarms)) == (total, band, alarm)
    assert score.checks[0].met is (total >= 10)


def test_item_nine_sounds_its_own_alarm_on_a_form_that_has_no_total() -> None:
    score = phq9([None, 0, 0, 0, 0, 0, 0, 0, 1])
    assert score.total is None
    assert score.band is None
    assert score.words == "incomplete (1 of 9 missing)"
    assert [(alarm.code, alarm.item, alarm.value) for alarm in score.alarms] == [("phq9-item-9", 9, 1)]


@pytest.mark.parametrize(
    ("answers", "total", "band"),
    [
        ([3] * 7, 21, "severe"),
        ([2, 2, 2, 2, 2, 0, 0], 10, "moderate"),
        ([3, 3, 3, 3, 2, 0, 0], 14, "moderate"),
        ([3, 3, 3, 3, 3, 0, 0], 15, "severe"),
        ([3, 1, 0, 0, 0, 0, 0], 4, "minimal"),
        ([3, 2, 0, 0, 0, 0, 0], 5, "mild"),
    ],
)
def test_gad7_adds_up_as_published(answers: list[int], total: int, band: str) -> None:
    score = gad7(answers)
    assert (score.total, score.band) == (total, band)


@pytest.mark.parametrize(
    ("answers", "percent", "band", "very_low"),
    [
        ([0] * 5, 0, "low well-being", True),
        ([5] * 5, 100, "not low", False),
        ([3, 3, 2, 2, 2], 48, "low well-being", False),
        ([3, 3, 3, 2, 2], 52, "not low", False),
        ([2, 2, 1, 1, 1], 28, "low well-being", True),
        ([2, 2, 2, 1, 1], 32, "low well-being", False),
    ],
)
def test_who5_is_the_sum_times_four(answers: list[int], percent: int, band: str, very_low: bool) -> None:
    score = who5(answers)
    assert (score.total, score.band, score.checks[1].met) == (percent, band, very_low)
    assert score.words == f"{percent} %, {band}"


def _pcl5(**items: int) -> list[int]:
    answers = [0] * 20
    for name, value in items.items():
        answers[int(name[1:]) - 1] = value
    return answers


@pytest.mark.parametrize(
    ("answers", "total", "total_rule", "symptom_rule"),
    [
        ([0] * 20, 0, False, False),
        ([2] * 20, 40, True, True),
        (_pcl5(i1=2, i6=2, i8=2, i9=2, i15=2, i16=2), 12, False, True),
        (_pcl5(i1=2, i6=2, i8=2, i15=2, i16=2), 10, False, False),
        (_pcl5(i1=1, i6=2, i8=2, i9=2, i15=2, i16=2), 11, False, False),
        (_pcl5(i1=2, i6=2, i8=2, i14=2, i15=2, i20=2), 12, False, True),
        (_pcl5(i1=2, i6=2, i8=2, i9=2, i13=2, i14=2, i20=2), 14, False, False),
        (_pcl5(i1=4, i2=4, i3=4, i4=4, i5=4, i8=4, i9=4, i10=4), 32, False, False),
        (_pcl5(i1=4, i2=4, i3=4, i4=4, i5=4, i8=4, i9=4, i10=4, i11=1), 33, True, False),
    ],
)
def test_pcl5_keeps_its_two_rules_apart(
    answers: list[int], total: int, total_rule: bool, symptom_rule: bool
) -> None:
    score = pcl5(answers)
    assert score.total == total
    assert [check.met for check in score.checks] == [total_rule, symptom_rule]
    assert score.band is None


def test_a_clinic_may_set_the_pcl5_cut_off() -> None:
    answers = _pcl5(i1=4, i2=4, i3=4, i4=4, i5=4, i8=4, i9=4, i10=3)
    assert pcl5(answers, cut_off=31).checks[0].met is True
    assert pcl5(answers).checks[0].met is False


def test_taking_risks_on_the_pcl5_asks_for_review_from_three() -> None:
    assert not pcl5(_pcl5(i16=2)).alarms
    assert pcl5(_pcl5(i16=3)).alarms[0].item == 16


@st.composite
def _forms(draw: st.DrawFn) -> tuple[str, list[int | None]]:
    name = draw(st.sampled_from(sorted(SHAPES)))
    items, highest, _ = SHAPES[name]
    answer = st.none() | st.integers(0, highest)
    return name, draw(st.lists(answer, min_size=items, max_size=items))


@given(_forms())
def test_a_total_stands_exactly_when_every_item_is_answered(form: tuple[str, list[int | None]]) -> None:
    name, answers = form
    score = SCORING[name](answers)
    missing = answers.count(None)
    assert (score.answered, score.of) == (len(answers) - missing, len(answers))
    assert (score.total is None) == (missing > 0)
    if missing:
        assert score.band is None
        assert all(check.met is None for check in score.checks)
    else:
        assert score.total == SHAPES[name][2] * sum(answer or 0 for answer in answers)


@given(_forms(), st.data())
def test_one_answer_out_of_range_or_too_many_makes_no_score(
    form: tuple[str, list[int | None]], data: st.DataObject
) -> None:
    name, answers = form
    with pytest.raises(Refused, match="items and"):
        SCORING[name]([*answers, 0])
    place = data.draw(st.integers(0, len(answers) - 1))
    answers[place] = data.draw(st.sampled_from([-1, SHAPES[name][1] + 1, 99]))
    with pytest.raises(Refused, match=f"item {place + 1} "):
        SCORING[name](answers)


def test_every_scorer_names_its_rule_version() -> None:
    empty: dict[str, list[int | None]] = {name: [None] * shape[0] for name, shape in SHAPES.items()}
    empty["asq"] = [None] * 5
    versions = {SCORING[name](answers).rule_version for name, answers in empty.items()}
    assert set(SCORING) == set(empty)
    assert len(versions) == len(SCORING)
    assert all(version for version in versions)


@given(_forms(), st.randoms(use_true_random=False))
def test_the_order_of_the_answers_changes_no_total(
    form: tuple[str, list[int | None]], chance: random.Random
) -> None:
    """Items carry no weights: only which item alarms and which cluster is met may change."""
    name, answers = form
    mixed = list(answers)
    chance.shuffle(mixed)
    one, other = SCORING[name](answers), SCORING[name](mixed)
    assert (one.total, one.band, one.answered) == (other.total, other.band, other.answered)


@given(_forms(), st.data())
def test_a_higher_answer_never_lowers_a_total(
    form: tuple[str, list[int | None]], data: st.DataObject
) -> None:
    name, answers = form
    items, highest, unit = SHAPES[name]
    whole = [answer or 0 for answer in answers]
    place = data.draw(st.integers(0, items - 1))
    higher = list(whole)
    higher[place] = data.draw(st.integers(whole[place], highest))
    before, after = SCORING[name](whole), SCORING[name](higher)
    assert before.total is not None
    assert after.total == before.total + unit * (higher[place] - whole[place])
    assert {alarm.item for alarm in before.alarms} <= {alarm.item for alarm in after.alarms}
    if name == "pcl5":
        assert [bool(check.met) for check in before.checks] <= [True, True]
        for was, now in zip(before.checks, after.checks, strict=True):
            assert not was.met or now.met


@pytest.mark.parametrize(
    ("name", "answers", "total", "words"),
    [
        # 3+2+1+0+3+2+1+0+1 = 13: moderate, and item 9 by itself
        ("phq9", [3, 2, 1, 0, 3, 2, 1, 0, 1], 13, "13 points, moderate"),
        # 1+2+3+0+1+2+3 = 12: moderate
        ("gad7", [1, 2, 3, 0, 1, 2, 3], 12, "12 points, moderate"),
        # (5+4+3+2+1) x 4 = 60
        ("who5", [5, 4, 3, 2, 1], 60, "60 %, not low"),
        # (0+1+2+3+4) x 4 = 40
        ("who5", [0, 1, 2, 3, 4], 40, "40 %, low well-being"),
        # 4 x (0+1+2+3+4) = 40: no band
        ("pcl5", [0, 1, 2, 3, 4] * 4, 40, "40 points"),
    ],
)
def test_sums_worked_out_by_hand(name: str, answers: list[int], total: int, words: str) -> None:
    score = SCORING[name](answers)
    assert (score.total, score.words) == (total, words)
