"""What was chosen in the room prints in the words it was chosen in; what was left open says so."""

import re
from typing import Any

from kapdesk.domain.adverse_events import AdverseEvent, AdverseEventKind, Severity
from kapdesk.reports.pdf import inspect
from kapdesk.services import adverse_events, documents
from kapdesk.services.documents import Paper
from kapdesk.services.record import Record

SPACE = re.compile(r"\s+")


def words(record: Record, day: Any) -> str:
    printed = documents.session_summary(record, day.session, paper=Paper.A4)
    return SPACE.sub(" ", " ".join(inspect(printed.pdf).texts))


def test_the_route_that_the_times_were_set_by_is_a_word_and_no_code(day: Any, record: Record) -> None:
    day.dose()
    found = re.search(r"Route (IM \w+|im\b)", words(record, day))
    assert found is not None
    assert found[1] == "IM injection"


def test_an_adverse_event_has_the_name_it_was_chosen_by_and_an_open_severity_says_so(
    day: Any, record: Record
) -> None:
    kind = AdverseEventKind.SEDATION_EXCESS
    adverse_events.write(record, day.session, AdverseEvent(kind, Severity.NOT_RECORDED, day.now))
    chosen = record.content.table(adverse_events.TABLE).row(kind.value).text("label")
    assert chosen.casefold() != kind.label.casefold()
    text = words(record, day)
    assert chosen in text
    assert kind.label not in text.casefold()
    assert "Severity not recorded" in text
