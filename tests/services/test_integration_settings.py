"""Sessions with others: said once, one note per client, and nothing of one client in another's chart."""

from datetime import time
from uuid import UUID

import pytest

from kapdesk.domain.appointments import AppointmentKind
from kapdesk.domain.clock import local
from kapdesk.domain.errors import Refused
from kapdesk.domain.integration import Setting, setting_of
from kapdesk.services import appointments, integration, integration_settings, notes
from kapdesk.services.appointments import Plan
from kapdesk.services.notes import Owner
from kapdesk.services.record import Record
from kapdesk.store.rows import IntegrationNoteRow
from tests.services.whole_day import a_client


def begun(record: Record, client: UUID) -> UUID:
    made = integration.start(record, client).item
    assert made is not None
    return made


def test_no_setting_is_preset_and_only_some_appointments_say_one(record: Record) -> None:
    assert integration.one(record, begun(record, a_client(record))).setting is None
    assert setting_of(AppointmentKind.IMMEDIATE) is Setting.SAME_DAY
    assert setting_of(AppointmentKind.PARTNER) is Setting.PARTNER
    assert setting_of(AppointmentKind.REGULAR) is None


def test_a_setting_is_said_changed_and_taken_back_with_who_was_there(record: Record) -> None:
    note = begun(record, a_client(record))
    integration_settings.hold(record, note, Setting.COUPLE, "  husband ")
    told = integration.one(record, note)
    assert (told.setting, told.with_whom) == (Setting.COUPLE, "husband")
    integration_settings.hold(record, note, Setting.PARTNER)
    assert integration.one(record, note).with_whom == "husband"
    integration_settings.hold(record, note, None, "")
    assert (integration.one(record, note).setting, integration.one(record, note).with_whom) == (None, "")


def test_whether_the_others_agreed_is_one_of_two_answers_or_not_asked(record: Record) -> None:
    client = a_client(record)
    note = begun(record, client)
    owner = Owner(client, integration=note)
    integration_settings.say_agreed(record, note, "they agree")
    assert notes.text(record, owner, integration_settings.AGREED) == "they agree"
    integration_settings.say_agreed(record, note, None)
    assert notes.text(record, owner, integration_settings.AGREED) == ""
    with pytest.raises(Refused, match="no answer"):
        integration_settings.say_agreed(record, note, "perhaps")


def test_more_than_there_is_room_for_is_refused_and_nothing_changes(record: Record) -> None:
    note = begun(record, a_client(record))
    with pytest.raises(Refused, match="200"):
        integration_settings.hold(record, note, Setting.GROUP, "x" * 201)
    assert integration.one(record, note).setting is None


def test_a_signed_note_keeps_its_company(record: Record) -> None:
    note = begun(record, a_client(record))
    with record.write() as db:
        db.get_one(IntegrationNoteRow, note).signed_at = record.now()
    with pytest.raises(Refused, match="signed"):
        integration_settings.hold(record, note, Setting.GROUP)


def test_a_group_begins_in_one_act_with_a_note_of_its_own_for_each(record: Record) -> None:
    clients = [a_client(record) for _ in range(3)]
    group = integration_settings.begin_together(record, dict.fromkeys(clients)).item
    assert group is not None
    found = [integration.one(record, note) for note in integration_settings.of_group(record, group)]
    assert {one.client for one in found} == set(clients)
    assert {one.setting for one in found} == {Setting.GROUP}
    first, second = found[0], found[1]
    notes.write(record, Owner(first.client, integration=first.id), "integration.week", "only mine")
    assert notes.texts(record, Owner(second.client, integration=second.id)) == {}


def test_a_group_is_begun_for_all_or_for_none(record: Record) -> None:
    one, other = a_client(record), a_client(record)
    begun(record, other)
    with pytest.raises(Refused, match="is open"):
        integration_settings.begin_together(record, {one: None, other: None})
    assert integration.of_client(record, one) == ()
    with pytest.raises(Refused, match="two clients"):
        integration_settings.begin_together(record, {one: None})


def test_which_parts_stand_open_is_remembered_and_none_is_a_choice_too(record: Record) -> None:
    assert integration_settings.open_parts(record) is None
    integration_settings.remember_parts(record, frozenset({"week", "changes"}))
    assert integration_settings.open_parts(record) == {"week", "changes"}
    integration_settings.remember_parts(record, frozenset())
    assert integration_settings.open_parts(record) == frozenset()


def test_a_group_is_found_by_its_time_room_and_therapist(record: Record) -> None:
    clients = [a_client(record) for _ in range(3)]
    day = local(record.now(), record.zone).date()
    made: dict[UUID, UUID] = {}
    for number, client in enumerate(clients):
        at = time(18) if number < 2 else time(20)
        plan = Plan(client, AppointmentKind.GROUP, day, at, 90, "Hazel room", record.author.id)
        booked = appointments.book(record, plan).item
        assert booked is not None
        made[client] = booked
    first, second, later = clients
    assert set(integration_settings.group_at(record, made[first])) == {first, second}
    assert set(integration_settings.group_at(record, made[later])) == {later}
    group = integration_settings.begin_together(
        record, integration_settings.group_at(record, made[first])
    ).item
    assert group is not None
    assert integration_settings.group_at(record, made[first]) == {}
    begun_notes = [integration.one(record, note) for note in integration_settings.of_group(record, group)]
    assert {one.appointment for one in begun_notes} == {made[first], made[second]}
