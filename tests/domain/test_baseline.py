"""What a day is compared with does not depend on the order in which it was written down."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from kapdesk.domain.baseline import Candidate, baseline_of
from kapdesk.domain.readings import Reading

TEN = datetime(2026, 11, 22, 10, 0, tzinfo=UTC)
FULL = Reading(sbp=122, dbp=78, hr=72, spo2=98)


def at(minutes: int, reading: Reading = FULL, *, marked: bool = False) -> Candidate:
    return Candidate(TEN + timedelta(minutes=minutes), reading, marked)


def test_it_is_the_last_full_set_at_or_before_the_dose() -> None:
    sets = [at(-40), at(-10), at(0), at(15), at(-2, Reading(sbp=150, dbp=90))]
    assert baseline_of(sets, TEN) == at(0)
    assert baseline_of(sets[:2], TEN) == at(-10)
    assert baseline_of(sets, None) == at(15)


def test_one_marked_by_hand_outranks_the_others() -> None:
    marked = at(30, Reading(sbp=118, dbp=76), marked=True)
    assert baseline_of([at(-5), marked], TEN) == marked


def test_without_a_full_set_there_is_none() -> None:
    assert baseline_of([at(-5, Reading(sbp=120, dbp=80, hr=70))], TEN) is None
    assert baseline_of([], TEN) is None


@given(st.data())
def test_any_order_gives_the_same(data: st.DataObject) -> None:
    readings = st.builds(
        Reading, sbp=st.integers(110, 150), dbp=st.just(80), hr=st.just(70), spo2=st.just(98)
    )
    sets = data.draw(st.lists(st.builds(at, st.integers(-9, 9), readings, marked=st.booleans()), max_size=6))
    shuffled = data.draw(st.permutations(sets))
    assert baseline_of(sets, TEN) == baseline_of(shuffled, TEN)
