"""Appointments for a calendar elsewhere: known again, called off and never lost, and nobody is named."""

import re
import shutil
import stat
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest
from conftest import MORNING, ZONE, Template, shipped
from hypothesis import given
from hypothesis import settings as examples
from hypothesis import strategies as st
from icalendar import Calendar

from kapdesk.domain.appointments import AppointmentKind, AppointmentStatus
from kapdesk.domain.booking import Reason
from kapdesk.domain.clock import SetClock
from kapdesk.domain.errors import NotFound, Refused
from kapdesk.domain.recurrence import Repeat, Rhythm, Scope
from kapdesk.services import appointments, calendar_files, diary, recurrence, settings
from kapdesk.services.appointments import Plan
from kapdesk.services.calendar_files import CalendarFile
from kapdesk.services.record import Record
from kapdesk.store.engine import FILE, Store
from kapdesk.store.rows import ClientRow

MONDAY, TUESDAY = date(2026, 11, 23), date(2026, 11, 24)
CLINICAL = (
    "ketamin", "dosing", "dose", "kap", "psych", "therap", "integration", "session", "preparation", "review",
    "follow", "client", "patient", "clinic", "treat", "medic",
)  # fmt: skip


class Shared:
    """A record and a client of it; nothing of it is shown when an example fails."""

    def __init__(self, record: Record, client: UUID) -> None:
        self.record, self.client = record, client

    def __repr__(self) -> str:
        return "a record"


def book(day: Any, on: date = MONDAY, hour: int = 10, **other: Any) -> UUID:
    plan = Plan(day.client, AppointmentKind.REGULAR, on, time(hour), 60, "Ketamine room", **other)
    made = appointments.book(day.record, plan).item
    assert made is not None
    return made


def read(made: CalendarFile) -> list[Any]:
    return list(Calendar.from_ical(made.content).walk("VEVENT"))


def only(made: CalendarFile) -> Any:
    (one,) = read(made)
    return one


def starts(each: Any) -> datetime:
    return each.decoded("dtstart").astimezone(UTC)


def test_one_appointment_is_written_with_its_time_and_no_more(day: Any) -> None:
    made = calendar_files.of_appointment(day.record, book(day))
    one = only(made)
    assert starts(one) == datetime(2026, 11, 23, 15, 0, tzinfo=UTC)
    assert str(one["summary"]) == "Appointment"
    assert set(one) == {
        "UID", "SEQUENCE", "DTSTAMP", "DTSTART", "DTEND", "SUMMARY", "STATUS", "TRANSP", "CLASS",
    }  # fmt: skip
    assert one["class"] == "PRIVATE"
    assert (made.appointments, made.called_off) == (1, 0)
    assert made.file_name == "appointments-2026-11-22.ics"


def test_every_change_raises_the_sequence_and_keeps_the_name(day: Any) -> None:
    key = book(day)
    seen = [only(calendar_files.of_appointment(day.record, key))]
    move = Plan(day.client, AppointmentKind.REGULAR, TUESDAY, time(11), 90)
    steps = (
        lambda: appointments.move(day.record, key, move),
        lambda: appointments.set_status(day.record, key, AppointmentStatus.CONFIRMED),
        lambda: appointments.set_status(day.record, key, AppointmentStatus.CANCELLED, "ill"),
        lambda: appointments.set_status(day.record, key, AppointmentStatus.PLANNED, "well again"),
    )
    for step in steps:
        step()
        seen.append(only(calendar_files.of_appointment(day.record, key)))
    assert [each["sequence"] for each in seen] == [0, 1, 2, 3, 4]
    assert len({str(each["uid"]) for each in seen}) == 1
    assert [each["status"] for each in seen] == ["CONFIRMED"] * 3 + ["CANCELLED", "CONFIRMED"]
    assert starts(seen[-1]) == datetime(2026, 11, 24, 16, 0, tzinfo=UTC)


@pytest.mark.parametrize("status", [AppointmentStatus.CANCELLED, AppointmentStatus.LATE_CANCELLED])
def test_one_that_was_called_off_says_so_and_not_why(day: Any, status: AppointmentStatus) -> None:
    key = book(day)
    appointments.set_status(day.record, key, status, "relapse at home")
    made = calendar_files.of_appointment(day.record, key)
    one = only(made)
    assert (one["status"], one["transp"]) == ("CANCELLED", "TRANSPARENT")
    assert str(one["summary"]) == "Cancelled: Appointment"
    assert b"relapse" not in made.content
    assert b"late" not in made.content.lower()
    assert made.called_off == 1


def test_that_somebody_did_not_attend_is_nobodys_business(day: Any, clock: SetClock) -> None:
    key = book(day)
    clock.move(days=1, hours=3)
    appointments.set_status(day.record, key, AppointmentStatus.DID_NOT_ATTEND)
    one = only(calendar_files.of_appointment(day.record, key))
    assert (one["status"], str(one["summary"])) == ("CONFIRMED", "Appointment")


def test_one_rescheduled_after_its_time_is_called_off_and_the_new_one_is_another(
    day: Any, clock: SetClock
) -> None:
    key = book(day)
    clock.move(days=1, hours=3)
    later = Plan(day.client, AppointmentKind.REGULAR, TUESDAY, time(11), 60)
    new = appointments.move(day.record, key, later, "came late").item
    assert new is not None
    old, after = (only(calendar_files.of_appointment(day.record, each)) for each in (key, new))
    assert (old["status"], after["status"]) == ("CANCELLED", "CONFIRMED")
    assert old["uid"] != after["uid"]


def test_a_series_is_what_is_to_come_with_what_was_called_off(
    day: Any, another_day: Any, clock: SetClock
) -> None:
    book(day)
    off, stands = book(day, TUESDAY), book(day, date(2026, 12, 1))
    book(another_day, TUESDAY, 14)
    appointments.set_status(day.record, off, AppointmentStatus.CANCELLED, "away")
    clock.move(days=2)
    made = calendar_files.of_client(day.record, day.client)
    assert [starts(each).day for each in read(made)] == [24, 1]
    assert [each["status"] for each in read(made)] == ["CANCELLED", "CONFIRMED"]
    assert (made.appointments, made.called_off) == (2, 1)
    assert str(read(made)[1]["uid"]) == str(only(calendar_files.of_appointment(day.record, stands))["uid"])


def test_a_day_holds_everybodys_or_one_persons_or_one_rooms(day: Any, another_day: Any) -> None:
    me = day.record.author
    book(day, therapist=me.id)
    book(another_day, hour=14)
    book(day, TUESDAY)
    assert calendar_files.of_day(day.record, MONDAY).appointments == 2
    assert calendar_files.of_day(day.record, MONDAY, therapist=me.name).appointments == 1
    assert calendar_files.of_day(day.record, MONDAY, room="Ketamine room").appointments == 2
    with pytest.raises(NotFound):
        calendar_files.of_day(day.record, MONDAY, room="Room 9")


def test_what_was_moved_to_another_day_comes_along_with_its_new_time(day: Any) -> None:
    key = book(day)
    before = only(calendar_files.of_day(day.record, MONDAY))
    later = Plan(day.client, AppointmentKind.REGULAR, date(2026, 12, 1), time(11), 60)
    appointments.move(day.record, key, later)
    after = only(calendar_files.of_day(day.record, MONDAY))
    assert after["uid"] == before["uid"]
    assert after["sequence"] == 1
    assert starts(after) == datetime(2026, 12, 1, 16, 0, tzinfo=UTC)
    with pytest.raises(NotFound):
        calendar_files.of_day(day.record, TUESDAY)


def test_a_day_begins_and_ends_with_the_clinics_midnight(day: Any) -> None:
    for on, hour in ((MONDAY, 0), (MONDAY, 23), (TUESDAY, 0)):
        book(day, on, hour)
    assert calendar_files.of_day(day.record, MONDAY).appointments == 2


def test_nothing_booked_is_said_and_nothing_is_made(day: Any) -> None:
    with pytest.raises(NotFound, match="Nothing is booked"):
        calendar_files.of_client(day.record, day.client)
    with pytest.raises(NotFound):
        calendar_files.of_appointment(day.record, uuid4())


def test_no_word_of_a_client_or_of_what_it_is_for_is_in_the_bytes(day: Any, clock: SetClock) -> None:
    with day.record.write() as db:
        client = db.get_one(ClientRow, day.client)
        client.family_name, client.given_name, client.code = "Wintergreen", "Saffron", "KD-77123"
    keys = [
        appointments.book(
            day.record,
            replace(
                Plan(day.client, kind, TUESDAY, time(8 + place), 60, "Ketamine room"),
                therapist=day.record.author.id,
            ),
        ).item
        for place, kind in enumerate(
            each for each in AppointmentKind if each is not AppointmentKind.IMMEDIATE
        )
    ]
    assert keys[0] is not None
    appointments.set_status(day.record, keys[0], AppointmentStatus.CANCELLED, "Wintergreen is unwell")
    said = calendar_files.of_client(day.record, day.client).content.decode().replace("\r\n ", "").lower()
    people = ("wintergreen", "saffron", "77123", "adler", "unwell", "hollow oak", "room", "@", "mailto")
    assert [word for word in (*people, *CLINICAL) if word in said] == []
    ids = [each.hex[:12] for each in (day.client, day.session, *keys) if each is not None]
    assert [key for key in ids if key in said.replace("-", "")] == []


def test_the_clinic_is_named_only_where_it_wishes_to_be(day: Any) -> None:
    key = book(day)
    settings.put(day.record, "clinic", " Hollow Oak\nClinic ")
    assert not calendar_files.names_clinic(day.record)
    calendar_files.name_clinic(day.record, wish=True)
    assert calendar_files.names_clinic(day.record)
    assert str(only(calendar_files.of_appointment(day.record, key))["summary"]) == (
        "Appointment, Hollow Oak Clinic"
    )
    calendar_files.name_clinic(day.record, wish=False)
    assert calendar_files.summary(day.record) == "Appointment"


def test_an_appointment_of_a_practice_record_says_that_it_is_not_real(day: Any) -> None:
    key = book(day)
    made = calendar_files.of_appointment(replace(day.record, rehearsal=True), key)
    assert str(only(made)["summary"]) == "Rehearsal, not real: Appointment"


@given(vaults=st.lists(st.uuids(), min_size=2, max_size=4, unique=True), key=st.uuids())
def test_a_name_is_always_the_same_and_another_in_every_record(vaults: list[UUID], key: UUID) -> None:
    names = [calendar_files.uid(str(vault), key) for vault in vaults]
    assert names == [calendar_files.uid(str(vault), key) for vault in vaults]
    assert len(set(names)) == len(vaults)
    assert all(re.fullmatch(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", name) for name in names)
    assert all(
        key.hex[:8] not in name and str(vault)[:8] not in name
        for vault, name in zip(vaults, names, strict=True)
    )


@given(keys=st.lists(st.uuids(), min_size=2, max_size=20, unique=True), vault=st.uuids())
def test_no_two_appointments_have_one_name(keys: list[UUID], vault: UUID) -> None:
    assert len({calendar_files.uid(str(vault), key) for key in keys}) == len(keys)


@examples(max_examples=12, deadline=None)
@given(
    acts=st.lists(
        st.sampled_from(["move", "confirmed", "cancelled", "late cancelled", "planned"]),
        min_size=1,
        max_size=8,
    )
)
def test_whatever_is_done_the_sequence_never_falls_and_rises_with_what_was_written(
    shared: Shared, acts: list[str]
) -> None:
    record, client = shared.record, shared.client
    first = Plan(client, AppointmentKind.REGULAR, TUESDAY, time(9), 60)
    key = appointments.book(record, first).item
    assert key is not None
    last = only(calendar_files.of_appointment(record, key))
    for place, act in enumerate(acts):
        written = len(diary.history(record, key))
        try:
            if act == "move":
                plan = replace(first, at=time(10 + place))
                appointments.move(record, key, plan, "asked to")
            else:
                appointments.set_status(record, key, AppointmentStatus(act), "a reason")
        except Refused:
            pass
        now = only(calendar_files.of_appointment(record, key))
        rose = len(diary.history(record, key)) - written
        assert now["sequence"] == last["sequence"] + rose
        assert now["uid"] == last["uid"]
        last = now


@pytest.fixture(scope="module")
def shared(template: Template, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shared]:
    """One record for all the examples of a property; each books an appointment of its own."""
    folder = tmp_path_factory.mktemp("shared")
    shutil.copy(template.folder / FILE, folder / FILE)
    store = Store(folder / FILE, template.key)
    record = Record(store, shipped(), SetClock(MORNING), template.person, ZONE)
    client = uuid4()
    with record.write() as db:
        row = ClientRow(id=client, code="K-0001", family_name="Mor", given_name="Aster")
        row.written_at, row.author_id = record.now(), record.author.id
        db.add(row)
    yield Shared(record, client)
    store.close()


def test_a_calendar_file_is_saved_on_purpose_for_this_user_alone(day: Any, tmp_path: Path) -> None:
    made = calendar_files.of_appointment(day.record, book(day))
    target = tmp_path / made.file_name
    with pytest.raises(Refused):
        calendar_files.save(made, target)
    assert not target.exists()
    assert calendar_files.save(made, target, read=True) == target
    assert target.read_bytes() == made.content
    assert stat.S_IMODE(target.stat().st_mode) == 0o600
    with pytest.raises(Refused, match="is there already"):
        calendar_files.save(made, target, read=True)


def test_making_a_file_writes_nothing_to_the_record(day: Any) -> None:
    key = book(day)
    before = diary.history(day.record, key), diary.one(day.record, key)
    calendar_files.of_client(day.record, day.client)
    assert (diary.history(day.record, key), diary.one(day.record, key)) == before


def test_the_clients_number_stands_in_the_title_only_where_the_clinic_chose_it(day: Any) -> None:
    made = book(day)
    assert str(only(calendar_files.of_appointment(day.record, made))["summary"]) == "Appointment"
    calendar_files.name_codes(day.record, wish=True)
    one = only(calendar_files.of_appointment(day.record, made))
    assert str(one["summary"]) == f"Appointment K-{day.client.hex[:6]}"
    assert "MOR" not in str(one).upper().replace("MORE", "")
    assert one["class"] == "PRIVATE"
    calendar_files.name_codes(day.record, wish=False)
    assert str(only(calendar_files.of_appointment(day.record, made))["summary"]) == "Appointment"


def test_each_of_a_row_is_known_again_by_its_own_name(day: Any) -> None:
    plan = Plan(day.client, AppointmentKind.REGULAR, MONDAY, time(10), 60)
    recurrence.book(day.record, plan, Repeat(Rhythm.WEEKLY, times=5), {})
    first = {str(each["uid"]): each for each in read(calendar_files.of_client(day.record, day.client))}
    assert len(first) == 5
    ids = [each.appointment.id for each in diary.of_client(day.record, day.client)]
    off = AppointmentStatus.CANCELLED
    recurrence.call_off(day.record, ids[3], off, Scope.FOLLOWING, Reason(code="clinic"))
    again = {str(each["uid"]): each for each in read(calendar_files.of_client(day.record, day.client))}
    assert set(again) == set(first)
    states = [str(each["status"]) for each in again.values()]
    assert sorted(states) == ["CANCELLED"] * 2 + ["CONFIRMED"] * 3
    rose = [again[uid]["sequence"] - first[uid]["sequence"] for uid in first]
    assert sorted(rose) == [0, 0, 0, 1, 1]
