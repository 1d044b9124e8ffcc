"""Where the client points is kept as they say it; said again or taken back, nothing of it is lost."""

from typing import Any

import pytest
from sqlalchemy import text as sql

from kapdesk.domain.clock import SetClock
from kapdesk.domain.errors import NotFound, Refused
from kapdesk.domain.insights import Level
from kapdesk.services import body_map, checklists, notes
from kapdesk.services.notes import Owner

HEART = "front.heart"


def test_pointing_is_enough_and_words_may_follow(day: Any, clock: SetClock) -> None:
    body_map.mark(day.record, day.session, HEART)
    start = day.now
    clock.move(minutes=2)
    body_map.mark(day.record, day.session, HEART, " warm,\nwide ", "softer")
    (one,) = body_map.marks(day.record, day.session)
    assert (one.region.words, one.sensation, one.change) == ("Heart, front", "warm, wide", "softer")
    assert (one.marked_at, one.said_at, one.stands) == (start, day.now, True)
    assert one.levels == (Level.SOMATIC,)


def test_answers_are_kept_as_paper_reads_them(day: Any) -> None:
    body_map.mark(day.record, day.session, HEART, "warm", "softer")
    body_map.take_back(day.record, day.session, HEART)
    given = checklists.history(day.record, day.session, "body-map")
    assert [(one.item, one.value, one.note) for one in given] == [
        (HEART, "warm", "softer"), (HEART, None, ""),
    ]  # fmt: skip


def test_the_same_said_twice_is_kept_once(day: Any) -> None:
    for _ in range(3):
        body_map.mark(day.record, day.session, HEART, "warm")
    assert len(checklists.history(day.record, day.session, "body-map")) == 1


def test_a_place_taken_back_is_still_read_and_may_be_marked_again(day: Any, clock: SetClock) -> None:
    body_map.mark(day.record, day.session, HEART, "warm")
    clock.move(minutes=3)
    body_map.take_back(day.record, day.session, HEART)
    (one,) = body_map.marks(day.record, day.session)
    assert (one.sensation, one.taken_back_at) == ("warm", day.now)
    with pytest.raises(Refused, match="Nothing is marked"):
        body_map.take_back(day.record, day.session, HEART)
    body_map.mark(day.record, day.session, HEART, "wide")
    (one,) = body_map.marks(day.record, day.session)
    assert (one.sensation, one.stands) == ("wide", True)


def test_unfinished_lines_are_emptied_in_the_same_write(day: Any) -> None:
    owner = Owner(day.client, session=day.session)
    notes.write(day.record, owner, body_map.DRAFT + HEART, "war")
    notes.write(day.record, owner, body_map.DRAFT_CHANGE + HEART, "so")
    body_map.mark(day.record, day.session, HEART, "warm", "softer")
    assert notes.text(day.record, owner, body_map.DRAFT + HEART) == ""
    assert notes.text(day.record, owner, body_map.DRAFT_CHANGE + HEART) == ""


def test_a_place_touches_the_body_and_what_else_is_said_of_it(day: Any) -> None:
    with pytest.raises(Refused, match="Nothing is marked"):
        body_map.sort(day.record, day.session, HEART, (Level.PERSONAL,))
    body_map.mark(day.record, day.session, HEART)
    body_map.sort(day.record, day.session, HEART, (Level.SYMBOLIC, Level.SOMATIC, Level.PERSONAL))
    assert body_map.marks(day.record, day.session)[0].levels == (
        Level.SOMATIC, Level.PERSONAL, Level.SYMBOLIC,
    )  # fmt: skip
    body_map.sort(day.record, day.session, HEART, ())
    assert body_map.marks(day.record, day.session)[0].levels == (Level.SOMATIC,)


def test_what_is_not_drawn_is_not_marked_and_a_signed_session_takes_nothing(day: Any) -> None:
    with pytest.raises(NotFound):
        body_map.mark(day.record, day.session, "front.tail")
    body_map.mark(day.record, day.session, HEART, "warm")
    day.sign()
    for act in (
        lambda: body_map.mark(day.record, day.session, HEART, "cold"),
        lambda: body_map.take_back(day.record, day.session, HEART),
        lambda: body_map.sort(day.record, day.session, HEART, (Level.PERSONAL,)),
    ):
        with pytest.raises(Refused):
            act()
    assert body_map.marks(day.record, day.session)[0].sensation == "warm"


def test_no_answer_of_the_body_map_can_be_changed_even_by_raw_sql(day: Any) -> None:
    body_map.mark(day.record, day.session, HEART, "warm")
    with pytest.raises(Refused, match="only ever added to"), day.record.write() as db:
        db.execute(sql("UPDATE answer SET value = 'cold' WHERE form = 'body-map'"))
