"""Every untoward thing has a name, and a grave one somebody who was told."""

import dataclasses
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from kapdesk.domain.adverse_events import AdverseEvent, AdverseEventKind, Severity, check_adverse_event
from kapdesk.domain.errors import Refused

TEN = datetime(2026, 11, 22, 10, tzinfo=UTC)
NAUSEA = AdverseEvent(AdverseEventKind.NAUSEA, Severity.MILD, TEN)


def test_there_are_thirty_one_kinds_and_each_reads_as_words() -> None:
    assert len(AdverseEventKind) == 31
    labels = [kind.label for kind in AdverseEventKind]
    assert len(set(labels)) == 31
    assert not any("_" in label for label in labels)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"end": TEN - timedelta(seconds=1)}, "ends before"),
        ({"reported_at": TEN - timedelta(minutes=1)}, "reported before"),
        ({"kind": AdverseEventKind.OTHER, "note": " "}, "Other"),
        ({"severity": Severity.SERIOUS, "serious": False}, "answered no"),
    ],
)
def test_an_event_that_contradicts_itself_is_refused(change: dict[str, Any], said: str) -> None:
    with pytest.raises(Refused, match=said):
        check_adverse_event(dataclasses.replace(NAUSEA, **change))


def test_an_event_may_still_go_on() -> None:
    check_adverse_event(NAUSEA)
    check_adverse_event(dataclasses.replace(NAUSEA, kind=AdverseEventKind.OTHER, note="hiccups"))


@pytest.mark.parametrize(
    ("change", "must"),
    [
        ({}, False),
        ({"severity": Severity.MODERATE}, False),
        ({"severity": Severity.SEVERE}, True),
        ({"serious": True}, True),
        ({"serious": True, "reported_to": "Dr Rowe"}, False),
    ],
)
def test_a_grave_event_asks_who_was_told(change: dict[str, Any], must: bool) -> None:
    assert dataclasses.replace(NAUSEA, **change).must_be_reported is must
