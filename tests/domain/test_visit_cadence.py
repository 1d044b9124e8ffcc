"""The clinic's habits of meeting again: taken in one form, or not at all."""

import pytest

from kapdesk.domain import visit_cadence
from kapdesk.domain.appointments import Cadence
from kapdesk.domain.errors import Refused
from kapdesk.domain.visit_cadence import DAYS, WARN, WEEKLY, WINDOW


def test_habits_are_read_as_they_are_shown() -> None:
    habit = Cadence(first_days=(2, 5), weekly=6, window_from_hours=12, window_to_hours=96, warn_after_days=10)
    assert visit_cadence.of_settings(visit_cadence.checked(visit_cadence.show(habit)), Cadence()) == habit
    assert visit_cadence.of_settings({}, Cadence()) == Cadence()


@pytest.mark.parametrize(
    ("key", "typed"),
    [
        (DAYS, ""), (DAYS, "3, 1"), (DAYS, "1, 1"), (DAYS, "0, 3"), (DAYS, "one"), (DAYS, "1, 91"),
        (WEEKLY, "53"), (WEEKLY, "-1"), (WARN, "0"), (WARN, "x"), (WINDOW, "72 to 24"), (WINDOW, "24"),
        (WINDOW, "24 to 400"), (DAYS, "١, ٣"),
    ],
)  # fmt: skip
def test_what_cannot_be_is_refused_and_nothing_is_kept(key: str, typed: str) -> None:
    with pytest.raises(Refused, match="old"):
        visit_cadence.checked({key: typed})
