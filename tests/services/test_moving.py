"""What lies in the wrong chart: moved whole while it is not signed, retracted and copied when it is."""

from datetime import timedelta
from uuid import UUID

import pytest
from sqlalchemy import select

from kapdesk.domain.clock import SetClock
from kapdesk.domain.errors import NotFound, Refused
from kapdesk.domain.people import Role
from kapdesk.domain.signing import Of, Verdict
from kapdesk.services import boards, integration, moving, notes, retractions, sessions, signatures, signing
from kapdesk.services.hands import Hand
from kapdesk.services.notes import Owner
from kapdesk.services.record import Record
from kapdesk.store import rows
from kapdesk.store.rows import DoseRow, NoteRow, RevisionRow, SessionRow
from kapdesk.store.rows_trust import MovedRow, RetractionRow
from tests.conftest import Template
from tests.services.conftest import DosingDay
from tests.services.full_day import put
from tests.services.signed_day import a_signed_day, a_signed_note, colleague, own_hand, sign_short

WHY = "begun in the sister's chart"


@pytest.fixture
def hand(record: Record, template: Template) -> Hand:
    return own_hand(record, template)


def of_client(record: Record, table: type, client: UUID) -> int:
    with record.read() as db:
        return db.query(table).filter_by(client_id=client).count()


def test_a_session_is_moved_with_everything_in_it_and_takes_the_next_number(
    record: Record, day: DosingDay, another_day: DosingDay
) -> None:
    day.dose()
    notes.write(record, Owner(day.client, session=day.session), "debrief.free", "a bird")
    moving.move(record, "session", day.session, another_day.client, WHY)
    head = sessions.head(record, day.session)
    assert (head.client, head.number) == (another_day.client, 2)
    assert of_client(record, NoteRow, day.client) == 0
    assert notes.text(record, Owner(another_day.client, session=day.session), "debrief.free") == "a bird"
    assert sessions.of_client(record, day.client) == ()
    with record.read() as db:
        moved = db.scalars(select(MovedRow)).one()
        assert (moved.from_client_id, moved.to_client_id) == (day.client, another_day.client)
        assert moved.rows["session"] == 1
        assert moved.rows["note"] == 1


def test_the_trail_says_that_something_went_and_never_whose_it_is(
    record: Record, day: DosingDay, another_day: DosingDay
) -> None:
    moving.move(record, "session", day.session, another_day.client, WHY)
    (away,), (here,) = moving.trail(record, day.client), moving.trail(record, another_day.client)
    assert (away.sentence, away.reason) == ("Session was moved to another chart", WHY)
    assert here.sentence == "Session came from another chart"


def test_an_open_session_is_not_moved_beside_another_open_one(
    record: Record, day: DosingDay, another_day: DosingDay
) -> None:
    day.dose()
    another_day.dose()
    with pytest.raises(Refused, match="one at a time"):
        moving.move(record, "session", day.session, another_day.client, WHY)
    assert sessions.head(record, day.session).client == day.client


@pytest.mark.parametrize(("to", "why", "said"), [("other", "short", "reason"), ("same", WHY, "already")])
def test_moving_needs_a_reason_and_another_client(
    record: Record, day: DosingDay, another_day: DosingDay, to: str, why: str, said: str
) -> None:
    client = another_day.client if to == "other" else day.client
    with pytest.raises(Refused, match=said):
        moving.move(record, "session", day.session, client, why)
    assert moving.trail(record, day.client) == ()


def test_what_is_signed_is_not_moved(
    record: Record, day: DosingDay, another_day: DosingDay, hand: Hand
) -> None:
    sign_short(day, hand)
    with pytest.raises(Refused, match="signed"):
        moving.move(record, "session", day.session, another_day.client, WHY)
    made = a_signed_note(record, another_day.client, hand)
    with pytest.raises(Refused, match="signed"):
        moving.move(record, "integration note", made, day.client, WHY)


def test_what_is_only_ever_added_to_keeps_a_session_where_it_is_and_says_what_to_do(
    record: Record, day: DosingDay, another_day: DosingDay
) -> None:
    put(
        record, rows.SafetyPlanRow, client_id=day.client, session_id=day.session, number=1, form_version=1,
        elements={},
    )  # fmt: skip
    with pytest.raises(Refused, match="safety plan, which is only ever added to"):
        moving.move(record, "session", day.session, another_day.client, WHY)
    assert sessions.head(record, day.session).client == day.client


def test_an_appointment_a_measure_and_a_text_are_moved_by_themselves(
    record: Record, day: DosingDay, another_day: DosingDay
) -> None:
    of = {"client_id": day.client}
    measure = put(
        record, rows.MeasureRow, **of, instrument="phq-9", instrument_version=1, complete=False, answers={}
    )
    visit = put(
        record,
        rows.AppointmentRow,
        **of,
        kind="regular",
        starts_at=record.now(),
        minutes=50,
        status="scheduled",
    )
    notes.write(record, Owner(day.client), "client.free", "hers, not his")
    with record.read() as db:
        text = db.scalars(select(NoteRow.id).where(NoteRow.client_id == day.client)).one()
    for kind, one in (("measure", measure), ("appointment", visit), ("note", text)):
        moving.move(record, kind, one, another_day.client, WHY)
    assert notes.text(record, Owner(another_day.client), "client.free") == "hers, not his"
    assert of_client(record, rows.MeasureRow, another_day.client) == 1
    assert of_client(record, rows.AppointmentRow, another_day.client) == 1
    assert len(moving.trail(record, day.client)) == 3


def test_nobody_is_found_under_a_number_that_is_not_there(record: Record, day: DosingDay) -> None:
    with pytest.raises(NotFound):
        moving.client_of(record, "K-9999999")
    assert moving.client_of(record, f" k-{day.client.hex[:6]} ") == day.client


def test_a_retraction_needs_two_people_a_reason_and_a_signature(
    record: Record, day: DosingDay, hand: Hand
) -> None:
    _, second = colleague(record, "Dr N. Rowe", Role.MEDICAL)
    with pytest.raises(Refused, match="not signed"):
        retractions.retract(record, hand, second, Of.SESSION, day.session, reason=WHY)
    sign_short(day, hand)
    with pytest.raises(Refused, match="another person's"):
        retractions.retract(record, hand, hand, Of.SESSION, day.session, reason=WHY)
    with pytest.raises(Refused, match="reason"):
        retractions.retract(record, hand, second, Of.SESSION, day.session, reason="oh")
    _, clerk = colleague(record, "M. Desk", Role.ASSISTANT)
    with pytest.raises(Refused, match="nothing is signed"):
        retractions.retract(record, hand, clerk, Of.SESSION, day.session, reason=WHY)
    assert not retractions.is_retracted(record, day.session)
    retractions.retract(record, hand, second, Of.SESSION, day.session, reason=WHY)
    stands = signatures.standing(record, Of.SESSION, day.session)
    assert stands is not None
    assert stands.retraction is not None
    assert (stands.retraction.by, stands.retraction.second) == ("J. Adler, LMFT", "Dr N. Rowe, MD")
    assert stands.verdict is Verdict.VALID
    with pytest.raises(Refused, match="already"):
        retractions.retract(record, hand, second, Of.SESSION, day.session, reason=WHY)


def test_a_retraction_that_one_person_removed_is_found(record: Record, day: DosingDay, hand: Hand) -> None:
    sign_short(day, hand)
    _, second = colleague(record, "Dr N. Rowe", Role.MEDICAL)
    retractions.retract(record, hand, second, Of.SESSION, day.session, reason=WHY)
    with record.store.bare() as raw:
        raw.execute("DROP TRIGGER kept_retraction_delete")
        raw.execute("DELETE FROM retraction")
    stands = signatures.standing(record, Of.SESSION, day.session)
    assert stands is not None
    assert stands.verdict is Verdict.CHANGED


def test_a_whole_signed_day_is_copied_as_a_draft_into_the_right_chart(
    record: Record, clock: SetClock, another_day: DosingDay, hand: Hand
) -> None:
    day = a_signed_day(record, clock, hand)
    _, second = colleague(record, "Dr N. Rowe", Role.MEDICAL)
    retractions.retract(
        record, hand, second, Of.SESSION, day.session, reason=WHY, to_client=another_day.client
    )
    with record.read() as db:
        made = db.scalars(select(RetractionRow.copied_to)).one()
        assert made is not None
        copy, old = db.get_one(SessionRow, made), db.get_one(SessionRow, day.session)
        assert (copy.client_id, copy.number, copy.signed_at) == (another_day.client, 2, None)
        assert old.client_id == day.client
        assert copy.seal is None
        for table in (DoseRow, NoteRow, rows.AnswerRow, rows.TimelineRow, rows.InsightRow, rows.WorkItemRow):
            there = db.query(table).filter_by(session_id=made).count()
            assert there == db.query(table).filter_by(session_id=day.session).count() > 0, table
        texts = {one.id for one in db.query(NoteRow).filter_by(session_id=made)}
        revised = {one.of_id for one in db.query(RevisionRow).filter_by(session_id=made)}
        assert texts & revised
        assert not revised & {one.id for one in db.query(NoteRow).filter_by(session_id=day.session)}
        strange = db.query(rows.InsightRow).filter_by(session_id=made, client_id=day.client).count()
        assert strange == 0
    stands = signatures.standing(record, Of.SESSION, made)
    assert stands is None
    signing.sign(record, hand, Of.SESSION, made)
    copied = signatures.standing(record, Of.SESSION, made)
    assert copied is not None
    assert copied.verdict is Verdict.VALID


def test_what_was_retracted_stands_on_no_board(
    record: Record, clock: SetClock, day: DosingDay, hand: Hand
) -> None:
    sign_short(day, hand)
    clock.at += timedelta(days=3)
    assert [one.session for one in boards.not_seen(record)] == [day.session]
    _, second = colleague(record, "Dr N. Rowe", Role.MEDICAL)
    retractions.retract(record, hand, second, Of.SESSION, day.session, reason=WHY)
    assert boards.not_seen(record) == ()


def test_what_was_moved_names_nothing_of_the_chart_it_left(
    record: Record, day: DosingDay, another_day: DosingDay
) -> None:
    of = {"client_id": day.client, "session_id": day.session}
    visit = put(
        record, rows.AppointmentRow, **of, kind="regular", starts_at=record.now(), minutes=50,
        status="planned", series_id=day.session,
    )  # fmt: skip
    note = integration.start(record, day.client, appointment_id=visit).item
    assert note is not None
    measure = put(
        record, rows.MeasureRow, **of, integration_id=note, instrument="phq-9", instrument_version=1,
        complete=False, answers={},
    )  # fmt: skip
    with record.write() as db:
        db.get_one(rows.IntegrationNoteRow, note).session_id = day.session
    moving.move(record, "integration note", note, another_day.client, WHY)
    with record.read() as db:
        filed, taken = db.get_one(rows.IntegrationNoteRow, note), db.get_one(rows.MeasureRow, measure)
        assert (filed.session_id, filed.appointment_id) == (None, None)
        assert (taken.session_id, taken.integration_id) == (None, note)
        assert taken.client_id == another_day.client
    moving.move(record, "appointment", visit, another_day.client, WHY)
    with record.read() as db:
        booked = db.get_one(rows.AppointmentRow, visit)
        assert (booked.session_id, booked.series_id) == (None, None)
        assert db.get_one(SessionRow, day.session).client_id == day.client


def test_what_lies_in_a_chart_is_listed_by_kind_and_no_two_titles_are_the_same(
    record: Record, day: DosingDay, another_day: DosingDay, hand: Hand
) -> None:
    of = {"client_id": day.client, "instrument": "phq-9", "instrument_version": 1, "complete": False}
    for _time in range(2):
        put(record, rows.MeasureRow, **of, answers={})
    signed = a_signed_note(record, day.client, hand)
    titles = [one.title for one in moving.filed(record, day.client, moving.MEASURE)]
    assert len(titles) == len(set(titles)) == 3
    stay = [one.stays for one in moving.filed(record, day.client, moving.MEASURE)]
    assert stay.count(moving.IN_SOMETHING_SIGNED) == 1
    (session,) = moving.filed(record, day.client, moving.SESSION)
    (note,) = moving.filed(record, day.client, moving.NOTE)
    assert (session.signed, note.signed, note.id) == (False, True, signed)
    _, second = colleague(record, "Dr N. Rowe", Role.MEDICAL)
    retractions.retract(record, hand, second, Of.INTEGRATION, signed, reason=WHY)
    assert moving.filed(record, day.client, moving.NOTE) == ()
    assert len(moving.filed(record, day.client, moving.MEASURE)) == 2
    assert moving.filed(record, another_day.client, moving.APPOINTMENT) == ()
