"""Every try to reach a client is logged, and the next one is due until it was made."""

from datetime import timedelta
from functools import partial
from typing import Any

import pytest

from kapdesk.domain.clock import SetClock
from kapdesk.domain.contacts import Channel, Concern, Outcome, SpokeWith, wrong_channel
from kapdesk.domain.errors import Refused
from kapdesk.services import contacts, tasks


def test_a_try_is_logged_with_what_came_of_it(day: Any) -> None:
    contacts.log(day.record, day.client, Channel.PHONE, Outcome.NO_ANSWER, text="rang out")
    (one,) = contacts.of_client(day.record, day.client)
    assert (one.channel, one.outcome, one.text) == (Channel.PHONE, Outcome.NO_ANSWER, "rang out")
    assert one.concern is None


def test_the_next_try_is_a_task_until_the_next_try_was_made(day: Any, clock: SetClock) -> None:
    due = day.now + timedelta(hours=20)
    contacts.log(day.record, day.client, Channel.PHONE, Outcome.NO_ANSWER, next_due=due)
    (task,) = tasks.open_now(day.record)
    assert task.due_at == due
    clock.move(hours=21)
    contacts.log(day.record, day.client, Channel.PHONE, Outcome.REACHED, concern=Concern.NONE)
    assert tasks.open_now(day.record) == ()
    assert tasks.of_client(day.record, day.client)[0].done_note == "phone: reached"


def test_an_acute_concern_says_what_was_done(day: Any) -> None:
    with pytest.raises(Refused, match="what was done"):
        contacts.log(day.record, day.client, Channel.PHONE, Outcome.REACHED, concern=Concern.ACUTE)
    assert contacts.of_client(day.record, day.client) == ()


def test_a_contact_to_come_and_a_next_try_that_has_passed_are_refused(day: Any) -> None:
    ahead, behind = day.now + timedelta(hours=1), day.now - timedelta(hours=1)
    with pytest.raises(Refused, match="still to come"):
        contacts.log(day.record, day.client, Channel.PHONE, Outcome.REACHED, at=ahead)
    with pytest.raises(Refused, match="behind us"):
        contacts.log(day.record, day.client, Channel.PHONE, Outcome.NO_ANSWER, next_due=behind)
    assert tasks.open_now(day.record) == ()


def test_closing_without_having_reached_anybody_needs_a_reason(day: Any) -> None:
    with pytest.raises(Refused, match="reason"):
        contacts.close(day.record, day.client, "  ")
    contacts.close(day.record, day.client, "moved abroad, care handed over")
    assert contacts.of_client(day.record, day.client)[0].outcome is Outcome.CLOSED


def test_how_a_client_may_be_reached_is_shown_as_recorded(day: Any) -> None:
    assert contacts.safe(day.record, day.client).words == (
        "channel not recorded; whether a message may be left is not recorded"
    )


def test_a_try_that_reached_nobody_and_names_no_next_one_leaves_the_task_open(
    day: Any, clock: SetClock
) -> None:
    contacts.log(
        day.record, day.client, Channel.PHONE, Outcome.NO_ANSWER, next_due=day.now + timedelta(hours=20)
    )
    clock.move(hours=21)
    contacts.log(day.record, day.client, Channel.PHONE, Outcome.NO_ANSWER)
    assert len(tasks.open_now(day.record)) == 1


def test_a_call_answers_the_task_it_names_only_where_the_client_was_reached(day: Any) -> None:
    made = tasks.add(day.record, day.client, "Call.", day.now + timedelta(hours=5), kind="check-in call").item
    assert made is not None
    assert contacts.answerable(day.record, day.client) == ((made, "Call."),)
    log = partial(contacts.log, day.record, day.client, Channel.PHONE, task_id=made)
    log(Outcome.SOMEBODY_ELSE, spoke_with=SpokeWith.RELATIVE)
    assert len(tasks.open_now(day.record)) == 1
    log(Outcome.REACHED, spoke_with=SpokeWith.NOT_ALONE)
    assert tasks.open_now(day.record) == ()
    assert contacts.of_client(day.record, day.client)[0].task == made


def test_a_relative_on_the_line_is_not_the_client(day: Any) -> None:
    with pytest.raises(Refused, match="not spoken to"):
        contacts.log(day.record, day.client, Channel.PHONE, Outcome.REACHED, spoke_with=SpokeWith.RELATIVE)
    with pytest.raises(Refused, match="Choose “reached”"):
        contacts.log(day.record, day.client, Channel.PHONE, Outcome.NO_ANSWER, spoke_with=SpokeWith.CLIENT)
    assert contacts.of_client(day.record, day.client) == ()


@pytest.mark.parametrize(
    ("agreed", "channel", "wrong"),
    [("phone", Channel.PHONE, False), ("text message", Channel.PHONE, True), ("", Channel.LETTER, False),
     ("e-mail", Channel.EMAIL, False), ("e-mail or mobile", Channel.PHONE, False)],
)  # fmt: skip
def test_another_channel_than_the_one_agreed_is_noticed(agreed: str, channel: Channel, wrong: bool) -> None:
    assert wrong_channel(agreed, channel) is wrong
