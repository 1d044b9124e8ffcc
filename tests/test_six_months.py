"""Nobody who was dosed is lost from sight, whatever is booked, moved, missed, struck, ended or set wrong."""

from collections.abc import Callable

import pytest
from six_months import Clinic
from sqlalchemy import ColumnElement, or_

from kapdesk.domain.appointments import AppointmentStatus
from kapdesk.domain.clock import SetClock
from kapdesk.services import unseen
from kapdesk.services.record import Record
from kapdesk.store.rows import AppointmentRow


def lived(clinic: Clinic, days: int, acts: int, look: Callable[[Clinic], None]) -> Clinic:
    for _ in range(days):
        clinic.live_a_day(acts)
        look(clinic)
    return clinic


def compare(clinic: Clinic) -> None:
    clinic.counts["compared"] += len(clinic.seen)
    assert clinic.board() == clinic.model(), clinic.counts


@pytest.mark.parametrize("seed", [3, 20261122])
def test_some_weeks_of_a_clinic_lose_nobody_from_sight(record: Record, clock: SetClock, seed: int) -> None:
    clinic = lived(Clinic(record, clock, seed, people=8), days=16, acts=14, look=compare)
    assert clinic.counts["doses"] > 10
    assert clinic.counts["clock wrong"] > 0


def test_a_cancelled_visit_that_counted_as_seen_would_be_found(
    record: Record, clock: SetClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The proof can fail: the same weeks, with a board on which who called off was seen."""
    whole = unseen.attended_visits

    def broken() -> ColumnElement[bool]:
        return or_(whole(), AppointmentRow.status == AppointmentStatus.CANCELLED.value)

    monkeypatch.setattr(unseen, "attended_visits", broken)
    with pytest.raises(AssertionError):
        lived(Clinic(record, clock, 3, people=8), days=24, acts=14, look=compare)
