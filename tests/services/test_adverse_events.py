"""An adverse event is written at once, completed later, and never loses how it read before."""

import dataclasses
import json
from datetime import timedelta
from typing import Any

import pytest

from kapdesk.domain.adverse_events import AdverseEvent, AdverseEventKind, Severity
from kapdesk.domain.errors import NotFound, Refused
from kapdesk.services import adverse_events
from kapdesk.services.record import Record
from kapdesk.store.rows import AdverseEventRow, RevisionRow


def nausea(day: Any) -> AdverseEvent:
    return AdverseEvent(AdverseEventKind.NAUSEA, Severity.MILD, onset=day.now)


def made(change: Any) -> Any:
    assert change.item is not None
    return change.item


def test_an_event_is_recorded_with_what_is_known(day: Any, record: Record) -> None:
    adverse_events.write(record, day.session, nausea(day))
    (one,) = adverse_events.of_session(record, day.session)
    assert one.event == nausea(day)
    assert one.event.serious is None


def test_an_event_is_completed_and_its_earlier_reading_is_kept(day: Any, record: Record) -> None:
    event = nausea(day)
    key = made(adverse_events.write(record, day.session, event))
    day.clock.move(minutes=20)
    whole = dataclasses.replace(
        event, end=day.now, action="bowl, cool cloth", outcome="settled", serious=False,
        reported_to="Dr N. Rowe", reported_at=day.now,
    )  # fmt: skip
    adverse_events.complete(record, day.session, key, whole)
    (one,) = adverse_events.of_session(record, day.session)
    assert one.event == whole
    with record.read() as db:
        (kept,) = db.query(RevisionRow).filter_by(of_id=key)
        assert json.loads(kept.text)["action"] == ""


def test_times_that_cannot_be_are_refused(day: Any, record: Record) -> None:
    event = nausea(day)
    for wrong in (
        dataclasses.replace(event, end=day.now - timedelta(minutes=1)),
        dataclasses.replace(event, onset=day.now + timedelta(minutes=1)),
        dataclasses.replace(event, kind=AdverseEventKind.OTHER),
        dataclasses.replace(event, severity=Severity.SERIOUS, serious=False),
    ):
        with pytest.raises(Refused):
            adverse_events.write(record, day.session, wrong)
    assert day.count(AdverseEventRow) == 0


def test_a_struck_event_stays_with_its_reason(day: Any, record: Record) -> None:
    key = made(adverse_events.write(record, day.session, nausea(day)))
    with pytest.raises(Refused, match="reason"):
        adverse_events.strike(record, day.session, key, "")
    adverse_events.strike(record, day.session, key, "hiccups, not nausea")
    (one,) = adverse_events.of_session(record, day.session)
    assert (one.struck, one.struck_reason) == (True, "hiccups, not nausea")
    with pytest.raises(Refused, match="already"):
        adverse_events.complete(record, day.session, key, nausea(day))


def test_an_event_of_another_session_is_not_touched(day: Any, another_day: Any, record: Record) -> None:
    key = made(adverse_events.write(record, day.session, nausea(day)))
    with pytest.raises(NotFound):
        adverse_events.strike(record, another_day.session, key, "not mine")


def test_a_signed_session_takes_no_event(day: Any, record: Record) -> None:
    key = made(adverse_events.write(record, day.session, nausea(day)))
    day.sign()
    for verb, args in (
        (adverse_events.write, (nausea(day),)),
        (adverse_events.complete, (key, nausea(day))),
        (adverse_events.strike, (key, "wrong")),
    ):
        with pytest.raises(Refused, match="signed"):
            verb(record, day.session, *args)
    assert day.count(AdverseEventRow) == 1
