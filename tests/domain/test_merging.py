"""Which state came after which, in what order joined lists stand, and who keeps a number."""

from hypothesis import given
from hypothesis import strategies as st

from kapdesk.domain import merging
from kapdesk.domain.merging import Placed, Stand

NONE: frozenset[str] = frozenset()


def test_a_state_gives_way_only_to_one_that_is_known_to_come_after_it() -> None:
    known = frozenset({"a"})
    assert merging.judge(None, "b", before_here=NONE, before_there=NONE) is Stand.NEW
    assert merging.judge("b", "b", before_here=NONE, before_there=NONE) is Stand.SAME
    assert merging.judge("a", "b", before_here=NONE, before_there=known) is Stand.NEWER
    assert merging.judge("b", "a", before_here=known, before_there=NONE) is Stand.OLDER
    assert merging.judge("b", "c", before_here=known, before_there=known) is Stand.BOTH


def test_version_place_and_own_number_are_no_part_of_what_a_row_says() -> None:
    one = {"id": "x", "number": 1, "row_version": 1, "seq": 3, "room": "Quiet"}
    other = {**one, "number": 2, "row_version": 9, "seq": 4}
    assert merging.digest("session", one) == merging.digest("session", other)
    assert merging.digest("vital", one) != merging.digest("vital", other)
    assert merging.digest("session", one) != merging.digest("session", {**one, "room": "Blue"})


@given(st.lists(st.tuples(st.booleans(), st.integers(0, 5)), max_size=12))
def test_joined_lists_keep_their_own_order_whichever_is_joined_to_which(
    writes: list[tuple[bool, int]],
) -> None:
    sides: dict[bool, list[tuple[int, str, str]]] = {False: [], True: []}
    for number, (side, _pause) in enumerate(writes):
        sides[side].append((len(sides[side]) + 1, f"{number:03d}", f"{number:02d}{side}"))
    one = merging.in_order([*sides[False], *sides[True]])
    assert one == merging.in_order([*sides[True], *sides[False]])
    assert len(set(one.values())) == len(one)
    for rows in sides.values():
        places = [one[row] for _place, _written, row in rows]
        assert places == sorted(places)


@given(
    st.lists(
        st.builds(Placed, st.uuids().map(str), st.integers(1, 4), st.sampled_from("abc"), st.just(False)),
        max_size=8, unique_by=lambda one: one.id,
    )
)  # fmt: skip
def test_after_numbering_no_number_stands_twice(rows: list[Placed]) -> None:
    moved = merging.numbered(rows)
    now = [moved.get(one.id, one.number) for one in rows]
    assert len(set(now)) == len(now)
    assert moved == merging.numbered(rows[::-1])


def test_what_is_signed_keeps_its_number() -> None:
    rows = [Placed("a", 1, "2026-01-01", fixed=False), Placed("b", 1, "2026-02-01", fixed=True)]
    assert merging.numbered(rows) == {"a": 2}
