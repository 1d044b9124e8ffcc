"""What is kept beside the forms prints once each, struck entries with their reason, nothing where empty."""

import re
from dataclasses import replace
from datetime import UTC, datetime

from kapdesk.reports import session_summary
from kapdesk.reports.day_facts import Check
from kapdesk.reports.leaving_facts import (
    Checked,
    Contact,
    Escort,
    Means,
    Outcome,
    Passed,
    PlanReview,
    Task,
)
from kapdesk.reports.paper import Paper, Stamp
from kapdesk.reports.pdf import inspect
from kapdesk.reports.session_facts import SessionFacts
from kapdesk.reports.wording import Struck

AT = datetime(2026, 11, 22, 11, 30, tzinfo=UTC)
STRUCK = Struck(AT, "J. Adler, LMFT", "entered for another day")


def words(facts: SessionFacts, stamp: Stamp) -> str:
    pages = inspect(session_summary.render(facts, paper=Paper.LETTER, stamp=stamp)).texts
    return re.sub(r"\s+", " ", " ".join(pages))


def test_every_kept_fact_is_on_the_page_once(full_session: SessionFacts, stamp: Stamp) -> None:
    assert full_session.outcome is not None
    facts = replace(
        full_session,
        passed=(Passed("emergence", AT, None, "R. Vale, RN"),),
        checks=(
            Checked("Said back, version 3", (Check("Where do you sleep?", "at Ivo's", "twice", "N. Ell"),)),
        ),
        plans=(PlanReview(4, AT, "yes", 8, "kitchen drawer", "P. Orme"),),
        means=(Means("sharps: locked", "done", "Tove Lind", "the blue box", "Q. Rush", AT, STRUCK),),
        contacts=(Contact(AT, "telephone", "message left", "will ring again", "S. Tarn"),),
        tasks=(Task("Write to the surgery", AT, None), Task("Return the walnut", AT, AT, "by post")),
        texts=(("Room after leaving", "two blankets stayed warm"),),
        earlier_outcomes=(Outcome("Extended observation", "U. Wick", AT, (("Why", "sleepy"),), STRUCK),),
        escort=Escort("Ivo Mor", exception="a neighbour came in his place"),
    )
    text = words(facts, stamp)
    for fact in (
        "emergence", "R. Vale, RN", "Said back, version 3", "Where do you sleep?", "at Ivo's", "N. Ell",
        "Version 4", "kitchen drawer", "P. Orme", "sharps: locked", "the blue box", "Tove Lind", "Q. Rush",
        "message left", "will ring again", "S. Tarn", "Write to the surgery", "Return the walnut", "by post",
        "two blankets stayed warm", "Extended observation", "sleepy", "U. Wick",
        "a neighbour came in his place",
    ):  # fmt: skip
        assert text.count(fact) == 1, fact
    assert text.count("entered for another day") == 2


def test_nothing_kept_prints_no_heading(empty_session: SessionFacts, stamp: Stamp) -> None:
    text = words(empty_session, stamp)
    for heading in ("States", "Stay-safe plan", "Contacts after", "Tasks", "Other texts"):
        assert heading not in text
