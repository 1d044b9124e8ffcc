"""A line of the journey keeps its two times, and a struck one its words."""

import dataclasses
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest

from kapdesk.domain.errors import Refused
from kapdesk.domain.timeline import Entry, Voice, check_happened, check_reason, check_strike

TEN = datetime(2026, 11, 22, 10, tzinfo=UTC)
LINE = Entry(UUID(int=1), TEN, TEN + timedelta(seconds=4), Voice.CLIENT, text="it is so wide")


def test_one_key_toggles_between_two_voices() -> None:
    assert Voice.CLIENT.other is Voice.OBSERVER
    assert Voice.OBSERVER.other is Voice.CLIENT


@pytest.mark.parametrize(("seconds", "both"), [(0, False), (59, False), (60, True), (3600, True)])
def test_both_times_print_when_a_minute_lies_between(seconds: int, both: bool) -> None:
    assert dataclasses.replace(LINE, written_at=TEN + timedelta(seconds=seconds)).written_later is both


@pytest.mark.parametrize("reason", ["", "   ", "\n"])
def test_striking_needs_a_reason(reason: str) -> None:
    with pytest.raises(Refused, match="needs a reason"):
        check_reason(reason)
    assert check_reason("  wrong key ") == "wrong key"


def test_a_struck_line_keeps_its_words_and_its_first_reason() -> None:
    struck = dataclasses.replace(LINE, struck_at=TEN, struck_reason="wrong key")
    assert struck.struck
    assert struck.text == LINE.text
    check_strike(LINE)
    with pytest.raises(Refused, match="first reason stands"):
        check_strike(struck)


def test_the_past_may_be_written_and_the_future_not() -> None:
    check_happened(TEN - timedelta(hours=3), TEN)
    with pytest.raises(Refused, match="still to come"):
        check_happened(TEN + timedelta(seconds=1), TEN)
