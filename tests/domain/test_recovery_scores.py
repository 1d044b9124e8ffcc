"""Recovery scores stand on this session's baseline or do not stand at all."""

import dataclasses

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kapdesk.domain.errors import Refused
from kapdesk.domain.recovery_scores import (
    BLEEDING_LABEL,
    AldreteFacts,
    PadssFacts,
    Pressures,
    aldrete,
    modified_padss,
    saturation_points,
    within_percent,
)

BASELINE = Pressures(120, 80, 70)
FULL_ALDRETE = AldreteFacts(2, 2, 2, Pressures(124, 82, 72), BASELINE, 97, on_oxygen=False)
FULL_PADSS = PadssFacts(2, 2, 2, Pressures(124, 82, 72), BASELINE)


def _circulation(sbp: int, dbp: int) -> int | None:
    return aldrete(dataclasses.replace(FULL_ALDRETE, now=Pressures(sbp, dbp))).components[2].points


def test_a_recovered_client_scores_ten_of_ten() -> None:
    assert aldrete(FULL_ALDRETE).words == "10 of 10"
    assert aldrete(FULL_ALDRETE).passes is True


@pytest.mark.parametrize(
    ("sbp", "dbp", "points"),
    [
        (144, 80, 2),
        (145, 80, 1),
        (96, 80, 2),
        (95, 80, 1),
        (120, 96, 2),
        (120, 97, 1),
        (180, 80, 1),
        (181, 80, 0),
        (60, 80, 1),
        (59, 80, 0),
        (144, 121, 0),
    ],
)
def test_the_circulation_boundary_counts_as_within(sbp: int, dbp: int, points: int) -> None:
    assert _circulation(sbp, dbp) == points


@pytest.mark.parametrize("baseline", [Pressures(), Pressures(120, None), Pressures(None, 80)])
def test_without_a_baseline_pressure_there_is_no_total_and_never_a_zero(baseline: Pressures) -> None:
    score = aldrete(dataclasses.replace(FULL_ALDRETE, baseline=baseline))
    assert score.total is None
    assert score.passes is None
    assert score.words == "incomplete (1 of 5 missing: circulation)"


@pytest.mark.parametrize(
    ("spo2", "on_oxygen", "points"),
    [
        (93, False, 2),
        (92, False, 1),
        (90, False, 0),
        (91, True, 1),
        (99, True, 1),
        (90, True, 0),
        (89, True, 0),
        (97, None, None),
        (None, False, None),
    ],
)
def test_saturation_counts_with_the_air_it_was_taken_in(
    spo2: int | None, on_oxygen: bool | None, points: int | None
) -> None:
    assert saturation_points(spo2, on_oxygen=on_oxygen) == points


@pytest.mark.parametrize(
    ("now", "ambulation", "total", "passes"),
    [
        (Pressures(120, 80, 70), 2, 10, True),
        (Pressures(120, 80, 85), 2, 9, True),
        (Pressures(120, 80, 84), 2, 10, True),
        (Pressures(120, 80, 85), 1, 8, False),
        (Pressures(168, 80, 70), 2, 9, True),
        (Pressures(169, 80, 70), 2, 8, False),
    ],
)
def test_modified_padss_adds_up(now: Pressures, ambulation: int, total: int, passes: bool) -> None:
    score = modified_padss(dataclasses.replace(FULL_PADSS, now=now, ambulation=ambulation))
    assert (score.total, score.passes) == (total, passes)


def test_bleeding_is_fixed_at_two_and_says_so() -> None:
    bleeding = modified_padss(PadssFacts()).components[-1]
    assert (bleeding.points, bleeding.label) == (2, BLEEDING_LABEL)
    assert "not applicable, scored 2" in bleeding.label


@given(
    st.builds(
        PadssFacts,
        st.none() | st.integers(0, 2),
        st.none() | st.integers(0, 2),
        st.none() | st.integers(0, 2),
        st.builds(
            Pressures,
            st.none() | st.integers(50, 260),
            st.none() | st.integers(30, 160),
            st.integers(25, 220),
        ),
        st.builds(Pressures, st.none() | st.integers(50, 260), st.integers(30, 160), st.integers(25, 220)),
    )
)
def test_a_padss_with_a_gap_has_no_total(facts: PadssFacts) -> None:
    score = modified_padss(facts)
    needed = (facts.ambulation, facts.nausea, facts.pain, facts.now.sbp, facts.now.dbp, facts.baseline.sbp)
    assert (score.total is None) == (None in needed)
    assert score.answered + sum(part.points is None for part in score.components) == score.of
    assert score.total is None or 2 <= score.total <= 10


@given(st.integers(30, 260), st.integers(30, 260))
def test_within_percent_agrees_with_exact_arithmetic(now: int, base: int) -> None:
    assert within_percent(now, base, 20) == (5 * abs(now - base) <= base)


@pytest.mark.parametrize("rating", [-1, 3])
def test_a_rating_that_does_not_exist_is_refused(rating: int) -> None:
    with pytest.raises(Refused, match="0, 1 or 2"):
        aldrete(dataclasses.replace(FULL_ALDRETE, activity=rating))
    with pytest.raises(Refused, match="0, 1 or 2"):
        modified_padss(dataclasses.replace(FULL_PADSS, pain=rating))
