"""The practice room: every state a clinic knows, made by the ordinary rules, and never mixed with care."""

import re
import shutil
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path

import pytest
from sqlalchemy import select, text

from kapdesk import content
from kapdesk.domain.appointments import AppointmentStatus
from kapdesk.domain.clock import SetClock
from kapdesk.domain.contacts import Outcome as Reached
from kapdesk.domain.errors import InUse, KapdeskError, UnsuitablePlace
from kapdesk.domain.outcomes import Outcome
from kapdesk.domain.people import Role
from kapdesk.domain.screens import AsqResult
from kapdesk.domain.sessions import SessionState
from kapdesk.domain.timeline import Voice
from kapdesk.services import (
    alerts,
    assessments,
    clearances,
    clients,
    contacts,
    crisis,
    diary,
    doses,
    integration,
    means,
    notes,
    outcomes,
    people,
    preparation,
    readiness,
    rehearsal,
    rehearsal_people,
    safety_plans,
    screens,
    sessions,
    settings,
    timeline,
    vault,
    vitals,
)
from kapdesk.services.clients import ClientCard
from kapdesk.services.notes import Owner
from kapdesk.services.record import Record
from kapdesk.services.sessions import SessionHead
from kapdesk.store.rows import MeasureRow
from kapdesk.store.tables import metadata

NOW = datetime(2026, 11, 20, 19, 14, 30, tzinfo=UTC)  # 14:14 at the invented clinic
LATE = datetime(2026, 3, 8, 7, 30, tzinfo=UTC)  # in the night in which the clock goes forward there


def room_of(opened: vault.Opened, clock: SetClock) -> Record:
    with opened.store.read() as db:
        author, zone = people.author(db, opened.person_id), settings.value(db, "zone")
    return Record(opened.store, content.load(), clock, author, zone, rehearsal=opened.kind == "practice")


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A practice room made at NOW, closed; never opened in place, only copied."""
    folder = tmp_path_factory.mktemp("practice") / "room"
    rehearsal.enter(folder, clock=SetClock(NOW)).close()
    return folder


@pytest.fixture(scope="module")
def room(built: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Record]:
    """One open practice room that the tests only look at."""
    folder = tmp_path_factory.mktemp("open") / "room"
    shutil.copytree(built, folder)
    clock = SetClock(NOW)
    opened = rehearsal.enter(folder, clock=clock)
    yield room_of(opened, clock)
    opened.close()


@pytest.fixture
def copy(built: Path, tmp_path: Path) -> Path:
    folder = tmp_path / "room"
    shutil.copytree(built, folder)
    return folder


def the(room: Record, query: str) -> ClientCard:
    found = clients.find(room, query)
    assert len(found) == 1, query
    return found[0]


def days(room: Record, query: str) -> tuple[SessionHead, ...]:
    return sessions.of_client(room, the(room, query).id)


def standing(room: Record, query: str) -> list[AppointmentStatus]:
    booked = [one.appointment for one in diary.of_client(room, the(room, query).id)]
    return [one.status for one in booked if one.starts_at > room.now() and one.status.stands]


# ---------------------------------------------------------------- who is there


def test_it_says_of_itself_that_it_is_a_rehearsal(room: Record) -> None:
    assert room.rehearsal
    assert settings.get(room, "clinic") == "Hollow Oak Clinic"
    assert [(person.signature, person.role) for person in people.everyone(room)] == [
        ("J. Adler, LMFT", Role.OWNER),
        ("R. Sole, RN", Role.MEDICAL),
    ]


def test_somebody_is_in_a_session_right_now(room: Record) -> None:
    here = days(room, "Mor Aster")[0]
    assert here.state is SessionState.JOURNEY
    assert here.open
    assert here.opened_at == NOW - timedelta(minutes=75)
    assert here.dosed_at == NOW - timedelta(minutes=42)
    assert doses.of_session(room, here.id)[0].dose.words == "IM 50 mg ketamine"
    voices = [moment.voice for moment in timeline.of_session(room, here.id)]
    assert voices.count(Voice.CLIENT) > 2
    assert voices.count(Voice.OBSERVER) > 2
    assert len(vitals.of_session(room, here.id)) == 3
    assert "latex" in next(iter(alerts.standing_of(room, here.client))).kind


def test_somebody_is_about_to_leave_and_the_gate_counts_what_is_open(room: Record) -> None:
    here = days(room, "Reyes Calloway")[0]
    assert here.state is SessionState.STABILIZATION
    stands = readiness.of_session(room, here.id)
    assert 0 < stands.still_open < 12
    assert not stands.may_release


def test_an_earlier_attempt_is_looked_at_again_on_every_day(room: Record) -> None:
    client = the(room, "Reyes Calloway").id
    asked = screens.of_client(room, client)
    assert {screen.result for screen in asked} == {AsqResult.NON_ACUTE_POSITIVE}
    assert screens.open_positive(room, client) is AsqResult.NON_ACUTE_POSITIVE
    assert safety_plans.latest(room, client) is not None
    assert means.of_client(room, client)
    past = days(room, "Reyes Calloway")[1]
    assert assessments.of_session(room, past.id)
    assert [ending.outcome for ending in outcomes.of_session(room, past.id)] == [Outcome.RELEASED]


def test_somebody_new_has_nothing_yet(room: Record) -> None:
    client = the(room, "Nowak")
    assert not sessions.of_client(room, client.id)
    assert not alerts.of_client(room, client.id)


def test_somebody_is_prepared_for_later_today(room: Record) -> None:
    day = days(room, "Hale")[0]
    assert day.state is SessionState.SCHEDULED
    assert day.planned_for is not None
    assert timedelta(hours=2) < day.planned_for - NOW <= timedelta(hours=3)
    assert preparation.of_session(room, day.id).text("intention").startswith("To grieve")


def test_somebody_left_yesterday_and_nothing_is_booked(room: Record) -> None:
    day = days(room, "орлова")[0]
    assert day.state is SessionState.DISCHARGED
    assert day.ended_at is not None
    assert timedelta(hours=12) < NOW - day.ended_at < timedelta(hours=48)
    assert not standing(room, "орлова")


def test_somebody_left_three_days_ago_and_comes_again(room: Record) -> None:
    assert days(room, "Okafor")[0].state is SessionState.DISCHARGED
    assert standing(room, "Okafor") == [AppointmentStatus.PLANNED]


def test_somebody_has_half_a_year_behind_her_and_it_goes_up_and_down(room: Record) -> None:
    client = the(room, "Lindqvist").id
    assert [day.number for day in days(room, "Lindqvist")] == [7, 6, 5, 4, 3, 2, 1]
    assert len(integration.of_client(room, client)) >= 3
    with room.read() as db:
        query = select(MeasureRow).where(MeasureRow.client_id == client, MeasureRow.instrument == "phq9")
        totals = [row.total for row in db.scalars(query.order_by(MeasureRow.happened_at))]
    assert all(total is not None for total in totals)
    steps = [after - before for before, after in pairwise(totals)]
    assert min(steps) < 0 < max(steps)


def test_somebody_stopped_coming_and_was_tried_to_be_reached(room: Record) -> None:
    client = the(room, "tran minh").id
    tries = contacts.of_client(room, client)
    assert [one.outcome for one in tries if not one.outcome.reached].count(Reached.NO_ANSWER) == 2
    statuses = [one.appointment.status for one in diary.of_client(room, client)]
    assert AppointmentStatus.DID_NOT_ATTEND in statuses


def test_two_similar_names_are_marked_and_an_ended_client_is_found(room: Record) -> None:
    marked = clients.similar_in(clients.find(room))
    assert {the(room, "Lind Tomas").id, the(room, "Lind Thomas").id} <= marked
    assert the(room, "Ferreira").ended_on is not None


@pytest.mark.parametrize(
    "query", ["орлова", "Вера", "الحداد", "سلمى", "陈", "思远", "reyes", "calloway imogen"]
)
def test_everybody_is_found_in_any_script(room: Record, query: str) -> None:
    assert len(clients.find(room, query)) == 1


def test_past_days_left_by_the_rules_and_nothing_is_copied_from_day_to_day(room: Record) -> None:
    ended = [
        day
        for card in clients.find(room)
        for day in sessions.of_client(room, card.id)
        if day.state is SessionState.DISCHARGED
    ]
    assert len(ended) > 12
    for day in ended:  # the ending and both clearances are refused while a hard criterion stands open
        assert [ending.outcome for ending in outcomes.of_session(room, day.id)] == [Outcome.RELEASED]
        assert len(clearances.of_session(room, day.id)) == 2
    told = [notes.text(room, Owner(day.client, session=day.id), "debrief.words") for day in ended]
    assert len(set(told)) == len(told)


def test_only_invented_telephone_numbers_are_in_it() -> None:
    found = [
        number
        for path in rehearsal_people.folder().rglob("*.toml")
        for number in re.findall(r"\+?\d[\d ]{6,}\d", path.read_text("utf-8"))
        if not re.fullmatch(r"\d{4}", number)
    ]
    assert len(found) > 20
    assert all(re.fullmatch(r"\+1 555 01\d\d", number) for number in found)


def test_its_own_numbers_a_crisis_line_and_the_emergency_number_are_confirmed(room: Record) -> None:
    assert {line.number for line in crisis.confirmed(room)} == {
        "+1 555 0142", "+1 555 0143", "988", "911",
    }  # fmt: skip
    assert not crisis.stale(room)
    assert crisis.clinic_phone(room) is not None


# ---------------------------------------------------------------- the room as a record


def test_a_record_of_care_is_never_opened_as_a_practice_room(vault_folder: Path) -> None:
    before = {path.name: path.read_bytes() for path in vault_folder.iterdir() if path.is_file()}
    with pytest.raises(UnsuitablePlace, match="record of care"):
        rehearsal.enter(vault_folder, clock=SetClock(NOW))
    after = {path.name: path.read_bytes() for path in vault_folder.iterdir() if path.is_file()}
    assert after == before


def test_nothing_invented_is_reachable_from_a_record_of_care(record: Record) -> None:
    assert not record.rehearsal
    assert clients.find(record) == ()
    for said in rehearsal_people.everyone():
        with pytest.raises(KapdeskError):
            clients.one(record, rehearsal_people.client_id(said["code"]))
    assert not crisis.confirmed(record)


def test_what_was_typed_within_the_day_stays(copy: Path) -> None:
    clock = SetClock(NOW + timedelta(hours=20))
    opened = rehearsal.enter(copy, clock=clock)
    client = the(room_of(opened, clock), "Nowak").id
    notes.write(room_of(opened, clock), Owner(client), "plan.steadies", "typed by a trainee")
    opened.close()
    clock.move(hours=10)  # thirty hours after the room was made, ten after the words
    opened = rehearsal.enter(copy, clock=clock)
    assert notes.text(room_of(opened, clock), Owner(client), "plan.steadies") == "typed by a trainee"
    opened.close()


@pytest.mark.parametrize("everybody", [False, pytest.param(True, marks=pytest.mark.slow)])
def test_a_room_whose_day_has_passed_is_made_anew_with_somebody_in_session(
    copy: Path, monkeypatch: pytest.MonkeyPatch, everybody: bool
) -> None:
    """With everybody it is a slow proof; who is in session is enough to see that the room is new."""
    if not everybody:
        alone = tuple(said for said in rehearsal_people.everyone() if "Aster" in str(said))[:1]
        monkeypatch.setattr(rehearsal_people, "everyone", lambda: alone)
    clock = SetClock(LATE + timedelta(days=400))
    opened = rehearsal.enter(copy, clock=clock, zone_name="Europe/London")
    room = room_of(opened, clock)
    here = days(room, "Mor Aster")[0]
    assert here.dosed_at == clock.now() - timedelta(minutes=42)
    assert room.zone == "Europe/London"
    assert [path.name for path in copy.parent.iterdir()] == ["room"]
    opened.close()


def test_a_room_that_is_open_elsewhere_is_not_made_anew(copy: Path) -> None:
    held = rehearsal.enter(copy, clock=SetClock(NOW))
    with pytest.raises(InUse):
        rehearsal.enter(copy, clock=SetClock(NOW + timedelta(days=9)))
    held.close()


# ---------------------------------------------------------------- large ones


AUDIT = "seq, at, actor_id, action, of_kind, of_id, client_id, count"


def dump(folder: Path) -> dict[str, list[tuple[object, ...]]]:
    """Every row of every table but the record's identity and the seals of its trail, which its key makes."""
    opened = vault.unlock(folder, rehearsal.PASSPHRASE, clock=SetClock(NOW))
    try:
        with opened.store.read() as db:
            names = [table.name for table in metadata.sorted_tables if table.name != "vault_identity"]
            rows = {name: db.execute(text(f"SELECT * FROM {name}")).all() for name in names}  # noqa: S608 - our own tables
            rows["audit"] = db.execute(text(f"SELECT {AUDIT} FROM audit")).all()  # noqa: S608 - our own columns
    finally:
        opened.close()
    shown = str(folder)
    return {
        name: sorted(tuple(str(cell).replace(shown, "") for cell in row) for row in found)
        for name, found in rows.items()
    }


def test_the_same_seed_writes_the_same_rows_and_another_one_others(tmp_path: Path) -> None:
    for name, seed in (("one", 7), ("two", 7), ("three", 8)):
        made = rehearsal.write(tmp_path / name, clients=1, sessions=3, seed=seed)
        assert (made.counts["client"], made.counts["session"]) == (1, 3)
    one, two, three = (dump(tmp_path / name) for name in ("one", "two", "three"))
    assert one == two
    assert one["note"] != three["note"]


def test_a_large_rehearsal_reads_like_any_record(tmp_path: Path) -> None:
    rehearsal.write(tmp_path / "large", clients=2, sessions=4, seed=2)
    clock = SetClock(rehearsal.UNTIL)
    opened = vault.unlock(tmp_path / "large", rehearsal.PASSPHRASE, clock=clock)
    room = room_of(opened, clock)
    for card in clients.find(room):
        for day in sessions.of_client(room, card.id):
            assert day.dosed_at is not None
            assert vitals.of_session(room, day.id)
            assert timeline.of_session(room, day.id)
            assert readiness.of_session(room, day.id).criteria
        assert integration.of_client(room, card.id)
    opened.close()
