"""The card says only what is recorded; a call made is written in one press, where the client is."""

import pytest
from services.leaving_day import LeavingDay, plan_leaving_day

from kapdesk.domain.clock import SetClock
from kapdesk.domain.errors import Refused
from kapdesk.domain.tasks import TaskKind
from kapdesk.services import crisis_page, notes, safety_plans, settings, tasks, timeline
from kapdesk.services.record import Record
from kapdesk.store.rows import ClientRow


@pytest.fixture
def leaving(record: Record, clock: SetClock) -> LeavingDay:
    return plan_leaving_day(record, clock)


def test_an_empty_record_says_nothing(leaving: LeavingDay) -> None:
    assert crisis_page.about(leaving.record, leaving.client, leaving.session) == crisis_page.About()
    assert crisis_page.about(leaving.record, None, None) == crisis_page.About()


def test_site_contact_plan_and_dose_are_as_recorded(leaving: LeavingDay) -> None:
    record, client = leaving.record, leaving.client
    settings.put(record, crisis_page.SITE, "12 Elm Street\nDoor B")
    with record.write() as db:
        row = db.get_one(ClientRow, client)
        row.emergency_name, row.emergency_relation, row.emergency_phone = "Ivo Mor", "brother", "555 0134"
    notes.write(record, safety_plans.owner(client), "plan.tell", "Ivo\nAunt Ruth")
    begun = crisis_page.about(record, client, leaving.session)
    assert begun.plan_words == "begun, not reviewed yet"
    leaving.dose()
    safety_plans.review(record, client, copy_given=True)
    notes.write(record, safety_plans.owner(client), "plan.tell", "Ivo\nAunt Ruth\nsomebody new")
    found = crisis_page.about(record, client, leaving.session)
    assert (found.site, found.contact, found.contact_phone) == (
        "12 Elm Street, Door B", "Ivo Mor, brother", "555 0134",
    )  # fmt: skip
    assert (found.plan_words, found.dosed_at) == ("version 1", leaving.head().dosed_at)
    assert found.plan == (("People I will tell", ("Ivo", "Aunt Ruth")),)


def test_a_call_stands_in_the_timeline_while_the_client_is_here(leaving: LeavingDay) -> None:
    leaving.dose()
    crisis_page.called(leaving.record, leaving.client, leaving.session, "Crisis line", "988")
    last = timeline.of_session(leaving.record, leaving.session)[-1]
    assert (last.text, last.happened_at) == ("Called Crisis line, 988.", leaving.record.now())
    assert not tasks.of_client(leaving.record, leaving.client)


def test_a_call_outside_of_a_session_stands_with_the_client_as_done(leaving: LeavingDay) -> None:
    leaving.dose()
    leaving.seal()
    for session in (None, leaving.session):
        crisis_page.called(leaving.record, leaving.client, session, "Crisis line", "988")
    found = tasks.of_client(leaving.record, leaving.client)
    assert [(one.kind, one.text, one.open) for one in found] == [
        (TaskKind.CRISIS_CALL, "Called Crisis line, 988.", False)
    ] * 2
    assert tasks.open_now(leaving.record) == ()


def test_nobody_named_is_nobody_called(leaving: LeavingDay) -> None:
    with pytest.raises(Refused, match="Nobody is named"):
        crisis_page.called(leaving.record, leaving.client, leaving.session, " ", "988")
