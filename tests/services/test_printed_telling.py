"""The page counts what was touched as the screen does, and a place that was only pointed at says so."""

import re
from typing import Any

from kapdesk.domain.insights import Kind, Level, Movement
from kapdesk.domain.integration import Verdict
from kapdesk.reports.pdf import inspect
from kapdesk.services import body_map, documents, insights, read_back, sessions, work
from kapdesk.services.documents import Paper
from kapdesk.services.notes import Owner

SPACE = re.compile(r"\s+")


def words(day: Any) -> str:
    printed = documents.session_summary(day.record, day.session, paper=Paper.A4)
    return SPACE.sub(" ", " ".join(inspect(printed.pdf).texts))


def test_places_of_the_body_and_work_count_and_withdrawn_words_do_not(day: Any) -> None:
    record = day.record
    kept = insights.add(record, day.session, "I can put it down", levels=(Level.PERSONAL,)).item
    gone = insights.add(record, day.session, "she lied", kind=Kind.READ_BACK, levels=(Level.PERSONAL,)).item
    assert kept is not None
    assert gone is not None
    for item in ("front.heart", "front.belly"):
        body_map.mark(record, day.session, item)
    body_map.take_back(record, day.session, "front.belly")
    work.add(record, day.session, Movement.RELEASE, "the coat", levels=(Level.PERSONAL, Level.SYMBOLIC))
    struck = work.add(record, day.session, Movement.RELEASE, "a slip", levels=(Level.SPIRITUAL,)).item
    assert struck is not None
    work.strike(record, struck, "misheard")
    later = sessions.plan(record, day.client).item
    assert later is not None
    read_back.say(record, Owner(day.client, session=later), gone, Verdict.WITHDRAWN)
    found = re.search(r"Levels covered (.*?) Insights", words(day))
    assert found is not None
    assert found[1].startswith("personal 2; somatic 1; transpersonal 1; symbolic 1")
    assert "spiritual" not in found[1]


def test_a_place_that_was_only_pointed_at_says_so(day: Any) -> None:
    body_map.mark(day.record, day.session, "front.heart")
    assert "Heart, front pointed at, no words" in words(day)
