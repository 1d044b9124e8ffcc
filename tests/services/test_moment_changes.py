"""What is put right of a moment keeps what it said before, and says it on the page."""

import re
from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest

from kapdesk.domain.clock import show_time
from kapdesk.domain.people import Role
from kapdesk.domain.timeline import Voice
from kapdesk.reports.pdf import inspect
from kapdesk.services import documents, people, timeline
from kapdesk.services.documents import Paper
from kapdesk.services.record import Record

SPACE = re.compile(r"\s+")


@pytest.fixture
def moment(day: Any, record: Record) -> UUID:
    day.dose()
    written = timeline.write(record, day.session, Voice.OBSERVER, "It is the hallway.").item
    assert written is not None
    return written


@pytest.fixture
def nurse(record: Record) -> Record:
    """Return the record as somebody else has it open."""
    added = people.add(record, "Ida Norn", "RN", Role.MEDICAL).item
    assert added is not None
    return replace(record, author=people.one(record, added))


def test_who_put_the_voice_right_is_not_made_the_one_who_wrote_the_words(
    day: Any, record: Record, nurse: Record, moment: UUID
) -> None:
    timeline.set_voice(nurse, day.session, moment, Voice.CLIENT)
    shown = timeline.one(record, day.session, moment)
    assert shown is not None
    assert (shown.author, shown.turns[0].by) == (record.author.id, nurse.author.id)


def test_the_summary_says_when_and_whose_it_was_until_when_and_who_put_it_right(
    day: Any, record: Record, nurse: Record, moment: UUID
) -> None:
    stood = day.now
    day.clock.move(minutes=7)
    timeline.set_time(record, day.session, moment, stood - timedelta(minutes=4))
    day.clock.move(minutes=2)
    timeline.set_voice(nurse, day.session, moment, Voice.CLIENT)
    printed = documents.session_summary(record, day.session, paper=Paper.A4)
    text = SPACE.sub(" ", " ".join(inspect(printed.pdf).texts))
    zone = day.head.zone
    turned = show_time(stood + timedelta(minutes=7), zone)
    assert f"was {show_time(stood, zone)} until {turned}, J. Adler" in text
    assert f"was observer’s until {show_time(day.now, zone)}, Ida Norn" in text
    assert text.count("It is the hallway.") == 1
    assert "timeline-changes" not in text


def test_a_moment_that_was_never_put_right_says_nothing_of_before(
    day: Any, record: Record, moment: UUID
) -> None:
    timeline.set_voice(record, day.session, moment, Voice.OBSERVER)
    shown = timeline.one(record, day.session, moment)
    assert shown is not None
    timeline.set_time(record, day.session, moment, shown.happened_at)
    shown = timeline.one(record, day.session, moment)
    assert shown is not None
    assert shown.turns == ()
