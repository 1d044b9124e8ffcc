"""No clock that was wrong for a while, and no correction, takes anybody who was dosed off the board."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest
from conftest import MORNING

from kapdesk.domain.board import Line, LineKind, Written
from kapdesk.domain.contacts import Channel, Outcome
from kapdesk.domain.errors import Refused
from kapdesk.services import board_closing, boards, clients, contacts, doses


def on_board(day: Any) -> list[UUID]:
    return [each.who.id for each in boards.not_seen(day.record)]


def reach(day: Any) -> None:
    contacts.log(day.record, day.client, Channel.PHONE, Outcome.REACHED)


def line(day: Any) -> Line:
    return Line(LineKind.NOT_SEEN, day.client, day.session, "", day.now)


def test_a_call_written_while_the_clock_ran_ahead_does_not_count_for_a_later_dose(day: Any) -> None:
    day.clock.move(days=3)
    reach(day)
    day.clock.move(days=-3)
    day.dose()
    assert on_board(day) == [day.client]
    day.clock.move(days=5)
    assert on_board(day) == [day.client]


def test_a_call_after_the_dose_counts_though_the_clock_was_set_back_in_between(day: Any) -> None:
    day.dose()
    day.clock.move(days=-2)
    assert on_board(day) == [day.client]
    reach(day)
    assert on_board(day) == []
    day.clock.move(days=4)
    assert on_board(day) == []


def test_a_dose_put_right_brings_nobody_back_and_loses_nobody(day: Any) -> None:
    given = day.dose()
    day.clock.move(minutes=20)
    doses.correct(day.record, day.session, given, day.a_dose(20), "the lot was wrong")
    assert on_board(day) == [day.client]
    reach(day)
    (_, standing) = doses.of_session(day.record, day.session)
    doses.correct(day.record, day.session, standing.id, day.a_dose(20), "the lot again")
    assert on_board(day) == []


def test_who_was_ended_stays_on_the_board_until_closed(day: Any) -> None:
    day.dose()
    with pytest.raises(Refused):
        clients.end(day.record, day.client, date(2026, 11, 22), "still here")
    day.sign()
    day.clock.move(minutes=5)
    clients.end(day.record, day.client, date(2026, 11, 22), "did not come back")
    assert on_board(day) == [day.client]
    board_closing.close(day.record, line(day), "in-other-care")
    assert on_board(day) == []


def test_a_line_closed_until_a_day_comes_back_on_that_morning(day: Any) -> None:
    day.dose()
    day.clock.move(minutes=5)
    board_closing.close(day.record, line(day), "agreed-later", look_again_on=date(2026, 11, 25))
    assert on_board(day) == []
    day.clock.move(days=2, hours=13)
    assert on_board(day) == []
    day.clock.move(hours=2)
    assert on_board(day) == [day.client]
    (closing,) = board_closing.of_client(day.record, day.client)
    assert board_closing.words_of(day.record, closing) == "A later day was agreed"


def test_a_line_is_closed_for_a_reason_of_the_list_and_another_reason_in_words(day: Any) -> None:
    day.dose()
    for code, words, match in (
        ("", "", "for a reason"),
        ("tired", "", "for a reason"),
        ("other", " ", "words"),
    ):
        with pytest.raises(Refused, match=match):
            board_closing.close(day.record, line(day), code, words)
    with pytest.raises(Refused, match="behind us"):
        board_closing.close(day.record, line(day), "died", look_again_on=date(2026, 11, 22))
    due = Line(LineKind.MEASURE, day.client, day.client, "", day.now)
    with pytest.raises(Refused, match="dealt with"):
        board_closing.close(day.record, due, "died")
    assert on_board(day) == [day.client]


def test_the_order_of_writing_decides_only_where_the_clock_contradicts_it() -> None:
    line_at = MORNING
    noon = Written(line_at, line_at, 5)
    hour = timedelta(hours=1)
    assert Written(line_at + hour, line_at + hour, 6).after(noon)
    assert not Written(line_at - hour, line_at + hour, 6).after(noon)
    assert not Written(line_at + hour, line_at + hour, 4).after(noon)
    assert Written(line_at - hour, line_at - hour, 6).after(noon)
    assert not Written(line_at - hour, line_at - hour, 6, line_at - hour).after(noon)
    assert Written(line_at + hour, line_at + hour).after(noon)
