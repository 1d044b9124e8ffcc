"""What was measured is told as it is: medians, percentiles, ratios, and targets met or missed."""

import pytest

from kapdesk.bench import table
from kapdesk.bench.figures import About, Taken, Unit, alternate, entry, percentile

ABOUT = About("one-thing", "what a person waits for", "the bare library doing it", 1.5)


def test_a_bar_is_the_median_of_the_program_over_the_median_of_its_floor() -> None:
    told = entry(ABOUT, Taken((0.002, 0.004, 0.030), (0.002, 0.001, 0.009)))
    assert (told["value"], told["floor"], told["unit"]) == (4.0, 2.0, "ms")
    assert told["ratio"] == told["value"] / told["floor"] == 2.0
    assert told["p95"] == 30.0
    assert told["met"] is False


def test_a_target_that_is_just_reached_is_met() -> None:
    assert entry(ABOUT, Taken((3.0,), (2.0,)))["met"] is True


def test_memory_is_told_in_mebibytes_and_long_work_in_seconds() -> None:
    memory = About("memory", "", "", 2.0, Unit.MEBIBYTES)
    assert entry(memory, Taken((64 * 1024**2,), (32 * 1024**2,)))["value"] == 64.0
    assert entry(About("long", "", "", 2.0, Unit.SECONDS), Taken((3.0,), (2.0,)))["value"] == 3.0


@pytest.mark.parametrize(("share", "expected"), [(0.0, 1), (0.5, 10), (0.95, 19), (1.0, 20)])
def test_a_percentile_is_a_value_that_was_really_taken(share: float, expected: int) -> None:
    assert percentile(list(range(20, 0, -1)), share) == expected


def test_program_and_floor_are_taken_in_turn_after_one_of_each_for_nothing() -> None:
    order: list[str] = []

    def ours() -> float:
        order.append("ours")
        return float(len(order))

    def floor() -> float:
        order.append("floor")
        return float(len(order))

    taken = alternate(ours, floor, most=2, least=1, seconds=60)
    assert order == ["ours", "floor"] * 3
    assert (taken.value, taken.floor) == ((3.0, 5.0), (4.0, 6.0))


def test_what_takes_long_is_taken_the_least_number_of_times() -> None:
    taken = alternate(lambda: 1.0, lambda: 1.0, most=50, least=3, seconds=0)
    assert len(taken.value) == 3


def test_the_table_names_every_bar_and_says_why_one_has_no_figure() -> None:
    bars = [entry(ABOUT, Taken((0.003,), (0.002,))), entry(ABOUT, None, "the system does not say")]
    lines = table.lines(bars)
    assert lines[2].split() == ["one-thing", "3", "3", "2", "ms", "1.50", "<=", "1.5", "met"]
    assert lines[3].endswith("not measured: the system does not say")
