"""Only names and ranges of protected questionnaires are known; a total outside its range is refused."""

import pytest

from kapdesk.domain.errors import Refused
from kapdesk.domain.totals import TOTALS, TotalOnly, check_total, named


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


def test_a_name_that_is_not_on_the_list_is_refused() -> None:
    with pytest.raises(Refused):
        named("total:anything")
