"""A record is kept seven years after the last service, and three after a minor comes of age."""

from datetime import date

import pytest

from kapdesk.domain.retention import Keeping, Rule, keep_until, years_on

APA = Rule(7, 18, 3)


@pytest.mark.parametrize(
    ("last", "born", "until"),
    [
        (date(2026, 11, 22), date(1986, 3, 14), date(2033, 11, 22)),
        (date(2026, 11, 22), date(2010, 3, 14), date(2033, 11, 22)),
        (date(2026, 11, 22), date(2016, 3, 14), date(2037, 3, 14)),
        (date(2026, 11, 22), None, date(2033, 11, 22)),
    ],
)
def test_the_later_of_the_two_days_counts(last: date, born: date | None, until: date) -> None:
    assert keep_until(APA, last, born) == until


def test_a_leap_day_is_never_kept_a_day_too_short() -> None:
    assert years_on(date(2028, 2, 29), 7) == date(2035, 3, 1)
    assert years_on(date(2028, 2, 29), 8) == date(2036, 2, 29)


def test_a_hold_keeps_a_record_from_being_due() -> None:
    over = Keeping(date(2026, 11, 21), None, date(2026, 11, 21), None, birth_known=True)
    assert over.due(date(2026, 11, 22))
    assert not over.due(date(2026, 11, 21))
    held = Keeping(date(2026, 11, 21), None, date(2026, 11, 21), None, birth_known=True, holds=1)
    assert not held.due(date(2026, 11, 22))
