"""Five challenges, each found by its stated rule and by nothing else; answered ones stay answered."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kapdesk.domain.challenges import (
    Challenge,
    Found,
    Recorded,
    asks_unsettled,
    check_closing,
    find,
    stands,
)
from kapdesk.domain.errors import Refused
from kapdesk.domain.life import LifeItem, LifeLook
from kapdesk.domain.registers import Value
from tests.conftest import shipped

NOW = datetime(2026, 11, 22, 15, tzinfo=UTC)
EMPTY = Recorded(NOW, "UTC")
TABLE = shipped().table("challenges")


def days(ago: float) -> datetime:
    return NOW - timedelta(days=ago)


def carried(register: str, rating: int | None = None, **facts: Value) -> LifeItem:
    said: dict[str, Value] = {name.replace("_", "-"): value for name, value in facts.items()}
    at = days(1)
    seen = LifeLook(uuid4(), "open", rating, "", said, (), None, at, at, "UTC", None, None, None)
    return LifeItem(
        id=uuid4(), client=uuid4(), register=register, register_version=1, text="words", named={},
        named_due=None, happened_at=at, written_at=at, zone="UTC", author=None, first_status="open",
        looks=(seen,),
    )  # fmt: skip


def rules(recorded: Recorded) -> set[str]:
    return {shown.rule for found in find(recorded) for shown in found.shown}


def test_an_empty_record_shows_nothing() -> None:
    assert find(EMPTY) == ()


BOOKED = replace(EMPTY, doses=(days(10),), ahead=(NOW + timedelta(days=3),))


def test_a_rise_after_a_dose_is_found_and_a_fall_is_not() -> None:
    totals = ((days(20), 18), (days(7), 9), (days(1), 12))
    assert rules(replace(BOOKED, phq9=totals)) == {"phq9-up"}
    assert rules(replace(BOOKED, phq9=totals[:2])) == set()
    assert rules(replace(EMPTY, phq9=totals)) == set()


def test_up_and_down_is_found_in_the_last_four() -> None:
    down = tuple((days(ago), total) for ago, total in ((9, 15), (6, 8), (3, 12), (1, 7)))
    assert rules(replace(BOOKED, phq9=down)) == {"spread"}
    falling = tuple((days(ago), total) for ago, total in ((9, 15), (6, 12), (3, 9), (1, 6)))
    assert rules(replace(BOOKED, phq9=falling)) == set()


def test_out_of_sight_is_found_after_a_dose_only_and_not_once_the_work_has_ended() -> None:
    dosed = replace(EMPTY, doses=(days(10),))
    assert rules(dosed) == {"no-next"}
    assert rules(BOOKED) == set()
    assert rules(replace(dosed, ended=True)) == set()
    assert rules(replace(dosed, doses=(days(120),))) == set()
    assert rules(replace(BOOKED, missed=(days(2),))) == {"missed"}
    assert rules(replace(BOOKED, missed=(days(5),), attended=(days(2),))) == set()
    long_ago = replace(BOOKED, doses=(days(20),), phq9=((days(25), 8),))
    assert rules(long_ago) == {"overdue"}


@pytest.mark.parametrize(
    ("item", "expected"),
    [
        (carried("relationship", 5), {"strain"}),
        (carried("relationship", 4), set[str]()),
        (carried("relationship", lost_part="yes"), {"lost-part"}),
        (carried("relationship", lost_part="not-asked"), set[str]()),
        (carried("relationship", concern="yes"), {"harm"}),
        (carried("belief", 7, harm="yes", appeared="in"), {"conviction"}),
        (carried("belief", 7, harm="yes", appeared="before"), set[str]()),
        (carried("belief", 7, harm="yes"), {"conviction"}),
        (carried("belief", 6, harm="yes"), set[str]()),
        (carried("belief", 10), set[str]()),
        (carried("belief", flag_told="yes"), {"flags"}),
        (carried("decision", reversible="no"), {"undone"}),
        (carried("decision", reversible="yes"), set[str]()),
        (carried("decision", reversible="no", leaving_harm="yes"), {"leaves-harm"}),
        (carried("decision", mania_sleep="yes", mania_energy="yes"), {"lift"}),
        (carried("dose-question"), {"dose-question"}),
        (carried("grief", 10), set[str]()),
    ],
)
def test_what_is_carried_shows_a_challenge_by_its_rule(item: LifeItem, expected: set[str]) -> None:
    assert rules(replace(EMPTY, life=(item,))) == expected


def test_every_rule_and_challenge_has_its_words() -> None:
    assert {each.value for each in Challenge} <= {row.id for row in TABLE.rows}
    known = (
        "phq9-up spread dose-question no-next missed overdue strain lost-part harm conviction flags undone "
        "leaves-harm lift"
    )
    assert {row.id for row in TABLE.rows if row.text("of")} == set(known.split())


def test_an_answer_holds_until_something_new_is_recorded() -> None:
    (found,) = find(replace(EMPTY, life=(carried("relationship", 8),)))
    assert stands(found, None)
    assert not stands(found, NOW)
    assert stands(found, days(2))
    with pytest.raises(Refused, match="stays open"):
        check_closing("  ")


def test_what_did_not_settle_is_asked_for_three_months() -> None:
    assert not asks_unsettled(EMPTY)
    assert asks_unsettled(replace(EMPTY, doses=(days(200), days(89))))
    assert not asks_unsettled(replace(EMPTY, doses=(days(91),)))


TOTALS = st.lists(st.tuples(st.integers(0, 200), st.integers(0, 27)), max_size=8)


@given(TOTALS, st.lists(st.integers(0, 200), max_size=3), st.lists(st.integers(0, 200), max_size=3))
def test_whatever_is_found_is_dated_in_the_past_and_nothing_is_found_without_a_dose(
    totals: list[tuple[int, int]], doses: list[int], missed: list[int]
) -> None:
    recorded = replace(
        EMPTY, phq9=tuple((days(ago), total) for ago, total in sorted(totals, reverse=True)),
        doses=tuple(days(ago) for ago in sorted(doses, reverse=True)),
        missed=tuple(days(ago) for ago in sorted(missed, reverse=True)),
    )  # fmt: skip
    found: tuple[Found, ...] = find(recorded)
    assert all(each.latest <= NOW for each in found)
    if not doses:
        assert {each.challenge for each in found} <= {Challenge.NONLINEAR}
