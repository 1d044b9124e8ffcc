"""What is not printed in words is named, or counted with its times; never said in other words."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from kapdesk.reports.leaving_out import left_out, sentences
from kapdesk.reports.room_facts import LeftOut
from kapdesk.reports.session_facts import SessionFacts
from kapdesk.reports.wording import Wall

DOSED = datetime(2026, 11, 22, 9, 2, tzinfo=UTC)
TWELVE = DOSED + timedelta(minutes=12)
IN_SHORT, KEPT = "Told in short at the client's request", "the words are in the record"
WALL = Wall("Europe/Berlin", DOSED.date(), DOSED)
SPOKEN = LeftOut("the client's words", asked=True, told=True, one="moment", many="moments")


@pytest.mark.parametrize(
    ("one", "said"),
    [
        (LeftOut("the debrief", asked=True), "Withheld at the client's request: the debrief"),
        (LeftOut("the debrief", asked=False), "Withheld by the clinic's rule: the debrief"),
        (
            replace(
                SPOKEN, count=14, first=DOSED + timedelta(minutes=12), last=DOSED + timedelta(minutes=100)
            ),
            (
                "Told in short at the client's request: the client's words: 14 moments between T+00:12 and "
                "T+01:40; the words are in the record"
            ),
        ),
        (
            replace(SPOKEN, count=1, first=TWELVE, last=TWELVE),
            f"{IN_SHORT}: the client's words: 1 moment at T+00:12; {KEPT}",
        ),
        (
            replace(SPOKEN, asked=False, instead="They spoke of water."),
            "Told in short by the clinic's rule: the client's words. They spoke of water.",
        ),
    ],
)
def test_each_way_of_leaving_out_says_whose_wish_it_is(one: LeftOut, said: str) -> None:
    assert sentences([one], WALL) == (said,)


def test_a_line_stands_in_its_own_section(empty_session: SessionFacts) -> None:
    facts = replace(empty_session, left_out=(("debrief", LeftOut("the debrief", asked=True)),))
    assert left_out(facts, "timeline") == ()
    assert len(left_out(facts, "debrief")) == 1
