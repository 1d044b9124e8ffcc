"""Every place of the body is reached by the arrow keys, and left and right are the client's own."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kapdesk import content
from kapdesk.domain.body_map import (
    LONGEST,
    Region,
    Side,
    Way,
    check_words,
    find_region,
    neighbour,
    region_of,
)
from kapdesk.domain.errors import NotFound, Refused

REGIONS = tuple(region_of(row) for row in content.load().table("body-regions").rows)


def region(item: str) -> Region:
    return find_region(REGIONS, item)


def reached(start: Region) -> set[str]:
    found, waiting = {start.item}, [start]
    while waiting:
        here = waiting.pop()
        for way in Way:
            there = neighbour(REGIONS, here, way)
            if there.item not in found:
                found.add(there.item)
                waiting.append(there)
    return found


@pytest.mark.parametrize("start", ["front.head", "back.right-heel", "front.left-hand"])
def test_every_region_is_reached_from_any_by_the_arrow_keys(start: str) -> None:
    assert reached(region(start)) == {one.item for one in REGIONS}


@given(st.sampled_from(REGIONS), st.sampled_from(list(Way)))
def test_an_arrow_never_goes_back_where_it_points_away_from(here: Region, way: Way) -> None:
    there = neighbour(REGIONS, here, way)
    if there is here:
        return
    if way in (Way.UP, Way.DOWN):
        assert there.side is here.side
        assert (there.y < here.y) == (way is Way.UP)
    elif there.side is here.side:
        assert (there.x < here.x) == (way is Way.LEFT)
    else:
        assert there.side is (Side.BACK if way is Way.RIGHT else Side.FRONT)


@given(st.sampled_from(REGIONS), st.sampled_from(list(Way)), st.permutations(REGIONS))
def test_the_way_is_the_same_whatever_order_the_regions_stand_in(
    here: Region, way: Way, mixed: list[Region]
) -> None:
    assert neighbour(mixed, here, way) == neighbour(REGIONS, here, way)


def test_the_way_goes_where_one_looks() -> None:
    assert neighbour(REGIONS, region("front.throat"), Way.DOWN).name in ("chest", "heart")
    assert neighbour(REGIONS, region("front.chest"), Way.RIGHT) == region("front.heart")
    assert neighbour(REGIONS, region("front.left-hand"), Way.RIGHT) == region("back.left-hand")
    assert neighbour(REGIONS, region("front.head"), Way.UP) == region("front.head")


def test_left_and_right_are_the_clients_own_on_both_figures() -> None:
    for one in REGIONS:
        if "left" in one.name:
            assert (one.x > 50) == (one.side is Side.FRONT), one.item


def test_every_region_has_a_name_of_its_own_on_its_side_and_lies_on_the_figure() -> None:
    assert len({one.item for one in REGIONS}) == len({one.words for one in REGIONS}) == len(REGIONS)
    for one in REGIONS:
        assert 0 <= one.x - one.width / 2 < one.x + one.width / 2 <= 100
        assert 0 <= one.y - one.height / 2 < one.y + one.height / 2 <= 200


def test_a_place_that_is_not_drawn_is_not_found() -> None:
    with pytest.raises(NotFound, match="not on the body map"):
        region("front.tail")


def test_a_sensation_is_one_line_and_may_be_empty() -> None:
    assert check_words("  warm,\n wide ") == "warm, wide"
    assert check_words(" ") == ""
    with pytest.raises(Refused, match="longer"):
        check_words("a" * (LONGEST + 1))
