"""The measure summary prints every questionnaire that was recorded, and by what rule anything changed."""

import re
from datetime import timedelta
from uuid import UUID

import pytest

from kapdesk.domain.errors import Refused
from kapdesk.reports import measure_summary
from kapdesk.reports.paper import Paper, Stamp, Status
from kapdesk.reports.pdf import inspect
from kapdesk.services import documents, measures, measures_due, printed_measures
from kapdesk.services.record import Record
from tests.services.measured import booked, dosed, met, scored
from tests.services.whole_day import a_client

DAY = timedelta(days=1)
SPACE = re.compile(r"\s+")


def words(record: Record, client: UUID, paper: Paper = Paper.A4) -> str:
    stamp = Stamp(record.now(), "J. Adler, LMFT", record.zone, Status.PLAIN, "", practice=False, version="1")
    pdf = measure_summary.render(printed_measures.facts(record, client), paper=paper, stamp=stamp)
    seen = inspect(pdf)
    assert seen.good
    return SPACE.sub(" ", " ".join(seen.texts))


def test_everything_recorded_is_on_the_page(record: Record) -> None:
    client, start = a_client(record), record.now()
    for number in range(5):
        scored(record, client, "phq9", 10 + 2 * number, start - (40 - 7 * number) * DAY)
    dosed(record, client, start - 20 * DAY, 1)
    met(record, client, start - 18 * DAY)
    booked(record, client, start - 30 * DAY, "preparation", "attended")
    pcl5 = {item.id: 3 if item.id == "pcl16" else 1 for item in record.content.instrument("pcl5").items}
    measures.administer(record, client, "pcl5", 1, pcl5, index_event="the crossing, 2019", observer="R. Sole")
    measures.administer(record, client, "gad7", 1, {"gad1": 2})
    measures.enter_total(record, client, "total:meq-30", "61.25", place="red folder, shelf 2")
    measures.strike(record, scored(record, client, "who5", 40, start), "another client's sheet")
    measures_due.leave_out(record, client, "who5", "asked again next week")
    text = words(record, client)
    for said in (
        "PHQ-9 14 to 18: no reliable change", "Baseline: 14 on",
        "5 points or more, for worse as for better", "Psychiatric Services 2020",
        "measure-bands, version 1", "One session is not the course", "Nothing is foretold",
        "This person's own 4 earlier scores: 10 to 16, median 13.", "dose 1", "Dose, session 1",
        "Integration session", "Visit: preparation session", "22", "the crossing, 2019", "R. Sole",
        "item 16 (taking risks) was answered 3", "total rule (33 points or more): not met",
        "1 of 7 answered", "MEQ-30, mean in percent", "61.25", "red folder, shelf 2", "40, low well-being",
        "struck: another client's sheet", "asked again next week", "No permission required",
        "CC BY-NC-SA 3.0 IGO", "National Center for PTSD", "MOR, Aster", "22-Nov-2026 09:00",
    ):  # fmt: skip
        assert said in text, said


def test_what_got_worse_stands_first(record: Record) -> None:
    client, start = a_client(record), record.now()
    for name, totals in (("phq9", (14, 6)), ("gad7", (8, 15))):
        for total, days in zip(totals, (21, 2), strict=True):
            scored(record, client, name, total, start - days * DAY)
    dosed(record, client, start - 20 * DAY, 1)
    text = words(record, client, Paper.LETTER)
    assert text.index("GAD-7 8 to 15: deterioration") < text.index("PHQ-9 14 to 6: reliable improvement")
    assert text.index("GAD-7 (0 to 21 points)") < text.index("PHQ-9 (0 to 27 points)")


def test_a_client_without_any_says_so(record: Record) -> None:
    client = a_client(record)
    assert printed_measures.latest(record, client) is None
    with pytest.raises(Refused):
        documents.make(record, "measures", client, None, paper=Paper.A4)
    assert "No questionnaire is recorded for this client." in words(record, client)


@pytest.mark.parametrize("count", [1, 3, 24])
def test_any_number_of_points_fills_whole_pages(record: Record, count: int) -> None:
    client = a_client(record)
    for number in range(count):
        scored(record, client, "phq9", 20 - number % 15, record.now() - (500 - 7 * number) * DAY)
    made = documents.make(record, "measures", client, None, paper=Paper.A4)
    assert (made.title, made.file_name) == ("Measure summary", "kapdesk-2026-11-22-measures.pdf")
    text = words(record, client)
    assert (f"there are {count}" in text) is (count < 4)
