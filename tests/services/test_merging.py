"""What two workstations wrote apart comes together: nothing is lost, nothing overwritten, nothing decided.

What arrives once, what both changed and what is signed is proved always; the whole of it is a slow proof.
"""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from sqlalchemy import select

from kapdesk.domain.addenda import AddendumKind
from kapdesk.domain.errors import Refused
from kapdesk.domain.signing import Of, Verdict
from kapdesk.services import addenda, merging, notes, sessions, signatures, timeline
from kapdesk.services.hands import Hand
from kapdesk.services.notes import Owner
from kapdesk.store import rows
from kapdesk.store.rows_trust import AuditRow
from tests.conftest import Template
from tests.services.signed_day import a_signed_day, own_hand
from tests.services.two_stations import WORDS, Station, a_session, asides, said, station
from tests.services.whole_day import a_client


@pytest.fixture
def here(template: Template, tmp_path: Path) -> Iterator[Station]:
    with station(template, tmp_path / "here") as one:
        yield one


@pytest.fixture
def there(template: Template, tmp_path: Path) -> Iterator[Station]:
    with station(template, tmp_path / "there", name="R. Lind") as one:
        yield one


def test_a_client_arrives_whole_and_the_same_bundle_twice_changes_nothing(
    here: Station, there: Station
) -> None:
    client = a_client(here.record)
    session = a_session(here, client)
    notes.write(here.record, Owner(client, session=session), "words", "the sea")
    timeline.stamp(here.record, session, text="breath slows")
    bundle = here.send(client)
    done = there.take(bundle)
    assert done.people == 1
    assert done.aside == 0
    assert said(here) == said(there)
    before = there.all()
    again = there.take(bundle)
    assert (again.counts["new"], again.aside, again.people) == (0, 0, 0)
    assert there.all() == before
    with there.record.store.read() as db:
        lines = list(db.scalars(select(AuditRow).where(AuditRow.action == "taken in from a bundle")))
    assert [line.client_id for line in lines] == [client]
    back = here.take(there.send(client))
    assert (back.counts["new"], back.aside) == (0, 0)


@pytest.mark.slow
def test_what_was_changed_on_one_side_alone_goes_over_without_a_question(
    here: Station, there: Station
) -> None:
    client = a_client(here.record)
    owner = Owner(client, session=a_session(here, client))
    notes.write(here.record, owner, "words", "first")
    there.take(here.send(client))
    notes.write(there.record, owner, "words", "second")
    here.take(there.send(client))
    assert notes.text(here.record, owner, "words") == "second"
    assert [one.text for one in notes.revisions(here.record, owner, "words")] == ["first", "second"]
    assert not asides(here)
    old = here.send(client)
    notes.write(here.record, owner, "words", "third")
    there.take(here.send(client))
    there.take(old)
    assert notes.text(there.record, owner, "words") == "third"


def test_what_was_changed_on_both_is_kept_on_both_and_listed(here: Station, there: Station) -> None:
    client = a_client(here.record)
    owner = Owner(client, session=a_session(here, client))
    notes.write(here.record, owner, "words", "first")
    there.take(here.send(client))
    notes.write(here.record, owner, "words", "mine")
    notes.write(there.record, owner, "words", "theirs")
    one, other = here.send(client), there.send(client)
    here.take(other)
    there.take(one)
    assert (notes.text(here.record, owner, "words"), notes.text(there.record, owner, "words")) == (
        "mine", "theirs",
    )  # fmt: skip
    assert [row.theirs["row"]["text"] for row in asides(here)] == ["theirs"]
    assert [row.theirs["row"]["text"] for row in asides(there)] == ["mine"]
    assert {each.text for each in notes.revisions(here.record, owner, "words")} == {"first", "mine", "theirs"}


@pytest.mark.slow
def test_two_texts_begun_apart_in_one_place_are_both_kept(here: Station, there: Station) -> None:
    client = a_client(here.record)
    there.take(here.send(client))
    notes.write(here.record, Owner(client), "intention", "to rest")
    notes.write(there.record, Owner(client), "intention", "to weep")
    here.take(there.send(client))
    assert notes.text(here.record, Owner(client), "intention") == "to rest"
    assert [(row.why, row.theirs["row"]["text"]) for row in asides(here)] == [
        ("in the same place", "to weep")
    ]


@pytest.mark.slow
def test_a_client_whose_number_is_taken_needs_another(here: Station, there: Station) -> None:
    client, other = a_client(here.record), a_client(there.record, "Berg", "Ida")
    bundle = here.send(client)
    preview = merging.preview(there.record, bundle, WORDS)
    assert list(preview.codes_wanted) == [client]
    before = there.all()
    with pytest.raises(Refused, match="another number"):
        there.take(bundle)
    assert there.all() == before
    there.take(bundle, codes={client: "KAP-77"})
    with there.record.store.read() as db:
        assert db.get_one(rows.ClientRow, client).code == "KAP-77"
        assert db.get_one(rows.ClientRow, other).code != "KAP-77"
    assert not there.take(here.send(client)).aside


@pytest.mark.slow
def test_sessions_planned_apart_keep_apart_and_get_the_same_numbers_on_both(
    here: Station, there: Station
) -> None:
    client = a_client(here.record)
    there.take(here.send(client))
    mine = a_session(here, client)
    there.clock.at += timedelta(minutes=5)
    theirs = a_session(there, client)
    one, other = here.send(client), there.send(client)
    here.take(other)
    there.take(one)
    for at in (here, there):
        assert {head.id: head.number for head in sessions.of_client(at.record, client)} == {
            mine: 1,
            theirs: 2,
        }


@pytest.mark.slow
def test_a_second_open_session_is_refused_and_nothing_is_taken_in(here: Station, there: Station) -> None:
    client = a_client(here.record)
    there.take(here.send(client))
    for at in (here, there):
        session = a_session(at, client)
        with at.record.write() as db:
            db.get_one(rows.SessionRow, session).opened_at = at.clock.at
    before = here.all()
    with pytest.raises(Refused, match="open here and another"):
        here.take(there.send(client))
    assert here.all() == before


def test_a_deleted_client_does_not_come_back(here: Station, there: Station) -> None:
    client = a_client(here.record)
    from kapdesk.store.rows_trust import TombstoneRow

    with there.record.write() as db:
        db.add(TombstoneRow(client_code="KAP-1", of_id=client, reason="asked", written_at=there.clock.at))
    with pytest.raises(Refused, match="was deleted here"):
        there.take(here.send(client))


def test_the_practice_room_and_care_never_mix(here: Station, there: Station) -> None:
    client = a_client(here.record)
    with here.record.store.write() as db:
        db.get_one(rows.VaultIdentityRow, 1).kind = "practice"
    with pytest.raises(Refused, match="never mix"):
        there.take(here.send(client))


# ---------------------------------------------------------------------- what is signed


def test_a_signed_day_arrives_whole_and_its_signature_still_holds(
    here: Station, there: Station, template: Template
) -> None:
    hand = own_hand(here.record, template)
    day = a_signed_day(here.record, here.clock, hand)
    there.take(here.send(day.client))
    stands = signatures.standing(there.record, Of.SESSION, day.session)
    assert stands is not None
    assert stands.verdict is Verdict.VALID
    before = there.all()
    assert not there.take(here.send(day.client)).aside
    assert there.all("import_run") == {k: v for k, v in before.items() if k[0] != "import_run"}
    _addendum(here, day.session, hand, "The escort rang at nine.")
    there.take(here.send(day.client))
    after = signatures.standing(there.record, Of.SESSION, day.session)
    assert after is not None
    assert [one.text for one in after.additions] == ["The escort rang at nine."]
    assert after.verdict is Verdict.VALID
    _respects_what_is_signed(here, there, day.client, day.session)


def _addendum(at: Station, session: UUID, hand: Hand, text: str) -> None:
    kind = next(iter(AddendumKind))
    addenda.add(
        at.record, hand, Of.SESSION, session, kind=kind, reason="it came later", text=text, about=None
    )


def _respects_what_is_signed(here: Station, there: Station, client: UUID, session: UUID) -> None:
    """A row that arrives for something signed is kept aside; what is signed stays as it was."""
    with there.record.store.write() as db:  # as a workstation would that never saw the signature
        for name in [
            one[0]
            for one in db.connection().exec_driver_sql(
                "SELECT name FROM sqlite_schema WHERE type='trigger' AND name LIKE 'sealed%'"
            )
        ]:
            db.connection().exec_driver_sql(f"DROP TRIGGER {name}")
        row = db.get_one(rows.SessionRow, session)
        row.signed_at = row.signed_by = row.seal = None
        late = rows.TimelineRow(id=uuid4(), session_id=session, voice="client", text="late words", seq=9_999)
        late.happened_at = late.written_at = there.clock.at
        late.zone = "UTC"
        db.add(late)
    there.clock.at = here.clock.at
    here.take(there.send(client))
    kept = {(row.of_table, row.why) for row in asides(here)}
    assert ("timeline", "signed here") in kept
    stands = signatures.standing(here.record, Of.SESSION, session)
    assert stands is not None
    assert stands.verdict is Verdict.VALID


@pytest.mark.slow
def test_a_day_signed_there_is_not_taken_where_this_record_holds_more_of_it(
    here: Station, there: Station, template: Template
) -> None:
    hand = own_hand(here.record, template)
    from tests.services.full_day import a_full_day

    day = a_full_day(here.record, here.clock)
    there.take(here.send(day.client))
    there.clock.at = here.clock.at
    with there.record.write() as db:
        row = rows.AdverseEventRow(id=uuid4(), session_id=day.session, kind="nausea", severity="mild")
        row.happened_at = row.written_at = there.clock.at
        row.zone = "UTC"
        db.add(row)
    with here.record.store.read() as db:
        signed = db.get_one(rows.SessionRow, day.session).signed_at
    assert signed is None or hand
    from kapdesk.services import signing

    signing.sign(here.record, hand, Of.SESSION, day.session)
    there.take(here.send(day.client))
    with there.record.store.read() as db:
        assert db.get_one(rows.SessionRow, day.session).signed_at is None
        assert db.get(rows.AdverseEventRow, row.id) is not None
    assert {one.why for one in asides(there)} == {"signed there"}
