"""Six months of thirty clients, several times: the board shows exactly who was not seen since a dose.

Both nights in which the clocks change lie in them, and over each of them the record is set back to a backup.
"""

from pathlib import Path

import pytest
from clinic_at_night import ClinicAtNight
from clinic_restored import House

from kapdesk.domain.clock import SetClock

DAYS, PEOPLE, ACTS = 184, 30, 25
BACKED_UP, SET_BACK = (46, 150), (51, 182)
"""On which days: before the change of the clocks and after it."""


@pytest.mark.slow
@pytest.mark.timeout(3600)
@pytest.mark.parametrize("seed", [1, 2, 3])
def test_six_months_of_thirty_clients_lose_nobody_from_sight(
    vault_folder: Path, tmp_path: Path, clock: SetClock, seed: int, capsys: pytest.CaptureFixture[str]
) -> None:
    clock.at = clock.at.replace(month=9, day=14)
    house = House.enter(vault_folder, clock)
    clinic, lost, too_many = ClinicAtNight(house.record, clock, seed, PEOPLE), 0, 0
    kept = None
    try:
        for day in range(DAYS):
            if day in BACKED_UP:
                kept = house.back_up(clinic, tmp_path / "stick")
            if day in SET_BACK and kept is not None:
                house.bring_back(clinic, *kept)
            clinic.live_a_day(ACTS)
            shown, known = clinic.board(), clinic.model()
            lost, too_many = lost + len(known - shown), too_many + len(shown - known)
    finally:
        house.leave()
    said = ", ".join(f"{count} {what}" for what, count in sorted(clinic.counts.items()))
    with capsys.disabled():
        print(f"\nseed {seed}: {PEOPLE} clients, {said}, lost {lost}, shown without need {too_many}")
    assert (lost, too_many) == (0, 0)
    assert (clinic.counts["nights"], clinic.counts["set back"]) == (2, 2)
