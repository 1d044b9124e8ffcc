"""The practice in numbers: counted by hand once more, nobody named, small numbers covered where wished."""

import csv
from datetime import timedelta
from io import StringIO
from pathlib import Path

import pytest

from kapdesk.domain.appointments import AppointmentKind
from kapdesk.domain.clock import SetClock
from kapdesk.domain.errors import Refused
from kapdesk.domain.statistics import Rate
from kapdesk.services import csv_files, statistics
from kapdesk.services.record import Record
from tests.services.measured import booked, dosed, met, scored
from tests.services.whole_day import a_client

DAY, HOUR = timedelta(days=1), timedelta(hours=1)
ENDS = (21, 20, 6, 5, 4, None)
"""PHQ-9 of six clients two weeks after a baseline of 14. By hand: 21 and 20 are worse by 5 or more; 6, 5, 4
are better by 5 or more and by half; 4 is in remission; one has no later form."""


@pytest.fixture
def practice(record: Record, clock: SetClock) -> Record:
    start = record.now()
    clock.move(days=20)
    for number, end in enumerate(ENDS):
        client = a_client(record, f"Secretname{number}")
        scored(record, client, "phq9", 14, start - DAY)
        dosed(record, client, start, 1)
        if number < 4:  # after 24, 48, 72 and 96 hours
            met(record, client, start + (number + 1) * 24 * HOUR)
        if end is not None:
            scored(record, client, "phq9", end, start + 15 * DAY)
        booked(record, client, start + 7 * DAY, "review", "attended" if number < 3 else "did not attend")
        booked(record, client, start + 9 * DAY, "contact", "late cancelled" if number == 5 else "cancelled")
        booked(record, client, record.now() + DAY, "regular", "planned")
    return record


def test_everything_is_counted_as_by_hand(practice: Record) -> None:
    """24, 48, 72 and 96 hours to the first session; the visits on day 7 that were attended add nobody new."""
    counted = statistics.practice(practice)
    (change,) = counted.changes
    assert (change.measure, change.series) == ("PHQ-9", "series 1")
    rates = (change.deterioration, change.improvement, change.response, change.remission)
    assert [(one.count, one.of) for one in rates] == [(2, 5), (3, 5), (3, 5), (1, 5)]
    found = {one.kind: one for one in counted.attendance}
    assert found["review"].did_not_attend.words == "3 of 6 (50%)"
    assert found[AppointmentKind.CONTACT.label].late_cancelled.words == "1 of 1"
    assert set(found) == {"review", AppointmentKind.CONTACT.label}
    assert counted.first_seen.words == "median 60 h (24 to 96 h), 4 sessions"
    assert counted.seen_in_time.words == "3 of 6 (50%)"
    assert len(counted.months) == 12
    sums = [
        sum(getattr(one, name) for one in counted.months)
        for name in ("dosing", "integration", "questionnaires")
    ]
    assert sums == [6, 4, 11]
    assert f"{counted.months[-1].first:%Y-%m}" == "2026-12"


def test_an_empty_practice_has_its_noughts(record: Record) -> None:
    counted = statistics.practice(record)
    assert counted.changes == ()
    assert counted.attendance == ()
    assert counted.first_seen.words == counted.seen_in_time.words == "none yet"
    assert not any(one.dosing for one in counted.months)


def cells(made: csv_files.TableFile) -> list[list[str]]:
    return list(csv.reader(StringIO(made.content.decode("utf-8-sig"), newline=""), strict=True))


def test_the_file_names_nobody_and_covers_small_numbers_and_is_saved_on_purpose(
    practice: Record, tmp_path: Path
) -> None:
    made = csv_files.of_practice(practice, hide_small=False, mark=True)
    text = made.content.decode("utf-8-sig")
    assert made.content.startswith(b"\xef\xbb\xbf")
    assert made.file_name == "kapdesk-2026-12-12-practice.csv"
    for word in ("Secretname", "K-0", "Adler", "Hollow"):
        assert word not in text
    rows = cells(made)
    assert rows[0] == ["table", "what", "of what", "count", "of", "unit"]
    assert {len(row) for row in rows} == {6}
    assert len(rows) == made.lines + 1
    assert ["change, PHQ-9", "series 1", "deterioration", "2", "5", "number"] in rows
    assert ["dose to first integration", "median", "", "60.0", "4", "hours"] in rows
    assert not any(cell.endswith("%") and cell[:-1].isdigit() for row in rows for cell in row)
    rows = cells(csv_files.of_practice(practice, hide_small=True, mark=False))
    assert ["change, PHQ-9", "series 1", "deterioration", "<5", "5", "number"] in rows
    assert ["dose to first integration", "median", "", "", "<5", "hours"] in rows
    assert not [row for row in rows[1:] if row[3] in {"1", "2", "3", "4"} or row[4] in {"1", "2", "3", "4"}]
    with pytest.raises(Refused):
        csv_files.save(made, tmp_path / "x.csv")
    assert csv_files.save(made, tmp_path / "x.csv", read=True).read_bytes() == made.content
    with pytest.raises(Refused):
        csv_files.save(made, tmp_path / "x.csv", read=True)


def test_a_large_share_with_a_small_rest_is_a_range() -> None:
    assert csv_files.rate_line("t", "w", Rate("x", 9, 10), hide=True)[3:5] == (">5", 10)
    assert csv_files.rate_line("t", "w", Rate("x", 10, 10), hide=True)[3:5] == (10, 10)
    assert csv_files.rate_line("t", "w", Rate("x", 0, 10), hide=True)[3:5] == (0, 10)
    assert csv_files.rate_line("t", "w", Rate("x", 9, 10), hide=False)[3:5] == (9, 10)
