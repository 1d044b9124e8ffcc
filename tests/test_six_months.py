"""Nobody who was dosed is lost from sight, whatever is booked, moved, missed, struck, ended or set wrong."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from clinic_at_night import ClinicAtNight
from clinic_restored import House
from six_months import Clinic
from sqlalchemy import ColumnElement, or_

from kapdesk.domain.appointments import AppointmentStatus
from kapdesk.domain.clock import SetClock
from kapdesk.services import unseen
from kapdesk.services.record import Record
from kapdesk.store.rows import AppointmentRow

BACK = datetime(2026, 10, 26, 12, 0, tzinfo=UTC)
FORWARD = datetime(2027, 3, 8, 12, 0, tzinfo=UTC)
"""The clocks of the zone change on the sixth night after it."""


def lived(clinic: Clinic, days: int, acts: int, look: Callable[[Clinic], None]) -> Clinic:
    for _ in range(days):
        clinic.live_a_day(acts)
        look(clinic)
    return clinic


def compare(clinic: Clinic) -> None:
    clinic.counts["compared"] += len(clinic.seen)
    assert clinic.board() == clinic.model(), clinic.counts


@pytest.mark.parametrize(("seed", "begins"), [(3, BACK), (20261122, FORWARD)])
def test_some_weeks_of_a_clinic_lose_nobody_from_sight_not_in_the_night_the_clocks_change(
    record: Record, clock: SetClock, seed: int, begins: datetime
) -> None:
    clinic = lived(ClinicAtNight(record, clock, seed, people=8, begins=begins), days=7, acts=11, look=compare)
    assert clinic.counts["doses"] > 10
    assert clinic.counts["clock wrong"] > 0
    assert clinic.counts["nights"] == 1
    assert clinic.counts["calls still due"] > 0
    assert clinic.counts["off the board over a change"] > 1


def test_what_was_written_after_a_backup_is_gone_and_said_and_its_follow_ups_come_back(
    vault_folder: Path, tmp_path: Path, clock: SetClock
) -> None:
    house = House.enter(vault_folder, clock)
    try:
        clinic = lived(Clinic(house.record, clock, 7, people=5), days=2, acts=11, look=compare)
        clinic.do(clinic.dose, list(clinic.seen)[-1])
        clinic.go_home()
        backup, stood = house.back_up(clinic, tmp_path / "stick")
        assert stood.board
        for client in list(clinic.seen)[:3]:
            clinic.do(clinic.dose, client)
        lived(clinic, days=1, acts=9, look=compare)
        house.bring_back(clinic, backup, stood)
        lived(clinic, days=1, acts=8, look=compare)
    finally:
        house.leave()
    assert clinic.counts["clients set back"] > 1


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
