"""Six months of thirty clients, several times: the board shows exactly who was not seen since a dose."""

import pytest
from six_months import Clinic

from kapdesk.domain.clock import SetClock
from kapdesk.services.record import Record

DAYS, PEOPLE, ACTS = 182, 30, 25


@pytest.mark.slow
@pytest.mark.timeout(3600)
@pytest.mark.parametrize("seed", [1, 2, 3])
def test_six_months_of_thirty_clients_lose_nobody_from_sight(
    record: Record, clock: SetClock, seed: int, capsys: pytest.CaptureFixture[str]
) -> None:
    clinic, lost, too_many = Clinic(record, clock, seed, PEOPLE), 0, 0
    for _ in range(DAYS):
        clinic.live_a_day(ACTS)
        shown, known = clinic.board(), clinic.model()
        lost, too_many = lost + len(known - shown), too_many + len(shown - known)
    said = ", ".join(f"{count} {what}" for what, count in sorted(clinic.counts.items()))
    with capsys.disabled():
        print(f"\nseed {seed}: {PEOPLE} clients, {said}, lost {lost}, shown without need {too_many}")
    assert (lost, too_many) == (0, 0)
