"""The work is named, looked at again after its session was signed, struck with a reason; looks are kept."""

from typing import Any
from uuid import UUID

import pytest

from kapdesk.domain.clock import SetClock
from kapdesk.domain.errors import NotFound, Refused
from kapdesk.domain.insights import Level, Movement
from kapdesk.domain.work import Subtype, WorkStatus
from kapdesk.services import insights, integration, notes, sessions, work
from kapdesk.services.notes import Owner


def named(day: Any, movement: Movement = Movement.RELEASE, words: str = "the keys", **more: Any) -> UUID:
    made = work.add(day.record, day.session, movement, words, **more).item
    assert made is not None
    return made


def test_a_piece_is_named_with_its_first_look_and_its_draft_is_emptied_in_the_same_write(day: Any) -> None:
    owner = Owner(day.client, session=day.session)
    notes.write(day.record, owner, "draft.work", "singing")
    named(
        day, Movement.RECLAIM, " singing ", subtype=Subtype.ROLE, levels=(Level.SOMATIC, Level.PERSONAL),
        last_lived="2019", next_step="ask Ida", draft="draft.work",
    )  # fmt: skip
    (one,) = work.of_session(day.record, day.session)
    assert (one.statement, one.subtype, one.last_lived, one.levels) == (
        "singing", Subtype.ROLE, "2019", (Level.PERSONAL, Level.SOMATIC),
    )  # fmt: skip
    assert [(look.status, look.next_step, look.session) for look in one.looks] == [
        (WorkStatus.NAMED, "ask Ida", day.session)
    ]
    assert notes.text(day.record, owner, "draft.work") == ""


def test_a_piece_grows_from_an_insight_of_its_session(day: Any, another_day: Any) -> None:
    insight = insights.add(day.record, day.session, "I can put it down").item
    assert insight is not None
    named(day, words="I can put it down", insight_id=insight)
    assert work.of_client(day.record, day.client)[0].insight == insight
    with pytest.raises(NotFound):
        named(another_day, insight_id=insight)
    assert work.of_client(day.record, another_day.client) == ()


def test_every_look_is_kept_in_the_order_of_writing(day: Any, clock: SetClock) -> None:
    item = named(day, next_step="call Ida")
    for status in (WorkStatus.IN_PROGRESS, WorkStatus.SETTLED, WorkStatus.NAMED):
        clock.move(minutes=-1)  # even where the machine's clock goes back
        work.look(day.record, item, status)
    (one,) = work.of_session(day.record, day.session)
    assert [look.status for look in one.looks] == [
        WorkStatus.NAMED, WorkStatus.IN_PROGRESS, WorkStatus.SETTLED, WorkStatus.NAMED,
    ]  # fmt: skip
    assert one.looks[0].next_step == "call Ida"
    with pytest.raises(Refused, match="last look"):
        work.look(day.record, item, WorkStatus.NAMED)


def test_after_signing_it_is_looked_at_in_a_later_session_and_in_integration_only(day: Any) -> None:
    item = named(day)
    day.sign()
    with pytest.raises(Refused):
        work.look(day.record, item, WorkStatus.SETTLED)
    with pytest.raises(Refused):
        work.detail(day.record, item, levels=(Level.PERSONAL,))
    with pytest.raises(Refused):
        work.strike(day.record, item, "misheard")
    later = sessions.plan(day.record, day.client).item
    note = integration.start(day.record, day.client).item
    work.look(day.record, item, WorkStatus.IN_PROGRESS, "small", session_id=later)
    work.look(day.record, item, WorkStatus.SETTLED, integration_id=note)
    (one,) = work.of_client(day.record, day.client)
    assert [(look.session, look.integration) for look in one.looks[1:]] == [(later, None), (None, note)]
    assert not one.open


def test_another_clients_session_is_not_where_a_piece_is_looked_at(day: Any, another_day: Any) -> None:
    item = named(day)
    with pytest.raises(NotFound, match="not this client's"):
        work.look(day.record, item, WorkStatus.SETTLED, session_id=another_day.session)
    assert work.of_session(day.record, day.session)[0].status is WorkStatus.NAMED


def test_a_struck_piece_stays_to_be_read_and_is_not_changed(day: Any) -> None:
    item = named(day)
    work.strike(day.record, item, "misheard")
    (one,) = work.of_session(day.record, day.session)
    assert (one.struck_reason, one.stands) == ("misheard", False)
    with pytest.raises(Refused, match="struck"):
        work.look(day.record, item, WorkStatus.SETTLED)
    named(day)  # and may be named anew
    assert len(work.of_session(day.record, day.session)) == 2


def test_levels_and_when_it_was_lived_may_be_said_later(day: Any) -> None:
    item = named(day, Movement.RECLAIM)
    work.detail(
        day.record, item, levels=(Level.SPIRITUAL,), subtype=Subtype.OLD_SELF, last_lived="before school"
    )
    (one,) = work.of_session(day.record, day.session)
    assert (one.levels, one.subtype, one.last_lived) == (
        (Level.SPIRITUAL,), Subtype.OLD_SELF, "before school",
    )  # fmt: skip
    with pytest.raises(Refused, match="Reclaim"):
        work.detail(day.record, named(day), levels=(), last_lived="2019")
