"""Only names and ranges of protected questionnaires are known; a total outside its range is refused."""

from decimal import Decimal

import pytest

from kapdesk.domain.errors import Refused
from kapdesk.domain.totals import TOTALS, TotalOnly, check_place, check_total, named, total_words


@pytest.mark.parametrize("total", TOTALS)
def test_both_ends_are_totals_and_beyond_them_none(total: TotalOnly) -> None:
    assert check_total(total.id, f" {total.lowest} ") == total.lowest
    assert check_total(total.id, str(total.highest)) == total.highest
    for beyond in (total.lowest - 1, total.highest + 1):
        with pytest.raises(Refused):
            check_total(total.id, str(beyond))


@pytest.mark.parametrize("typed", ["", "x", "4.5", "NaN", "Infinity", "1e400"])
def test_what_is_no_whole_number_is_refused(typed: str) -> None:
    with pytest.raises(Refused):
        check_total("total:audit-c", typed)


def test_a_mean_keeps_its_figures_after_the_point_and_no_more() -> None:
    assert check_total("total:meq-30", "61,25") == Decimal("61.25")
    assert total_words(check_total("total:meq-30", " 61.50 ")) == "61.5"
    assert total_words(check_total("total:ebi", "40")) == "40"
    with pytest.raises(Refused, match="2 figures"):
        check_total("total:meq-30", "61.255")


def test_where_the_sheet_is_kept_is_a_short_line() -> None:
    assert check_place("  red folder,\n shelf 2 ") == "red folder, shelf 2"
    with pytest.raises(Refused):
        check_place("x" * 121)


def test_no_total_has_a_band() -> None:
    assert not any(hasattr(one, "bands") for one in TOTALS)


def test_a_name_that_is_not_on_the_list_is_refused() -> None:
    with pytest.raises(Refused):
        named("total:anything")
