"""What two workstations wrote apart comes together: nothing is lost, nothing overwritten, nothing decided."""

import random
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from kapdesk.domain.addenda import AddendumKind
from kapdesk.domain.errors import Refused
from kapdesk.domain.signing import Of, Verdict
from kapdesk.services import addenda, merging, notes, sessions, signatures, timeline
from kapdesk.services.hands import Hand
from kapdesk.services.notes import Owner
from kapdesk.store import rows
from kapdesk.store.rows_trust import AuditRow, ImportConflictRow
from tests.conftest import Template
from tests.services.signed_day import a_signed_day, own_hand
from tests.services.two_stations import WORDS, Hands, Station, station
from tests.services.whole_day import a_client

PLAIN = {"import_run", "import_conflict", "person", "setting", "vault_identity", "role_change"}
OWN = {"seq", "row_version", "indexed", "find_keys"}


@pytest.fixture
def here(template: Template, tmp_path: Path) -> Iterator[Station]:
    with station(template, tmp_path / "here") as one:
        yield one


@pytest.fixture
def there(template: Template, tmp_path: Path) -> Iterator[Station]:
    with station(template, tmp_path / "there", name="R. Lind") as one:
        yield one


def a_session(at: Station, client: UUID) -> UUID:
    session = sessions.plan(at.record, client, setting="in person", room="Quiet room").item
    assert session is not None
    return session


def asides(at: Station) -> list[ImportConflictRow]:
    with at.record.store.read() as db:
        return list(db.scalars(select(ImportConflictRow).where(ImportConflictRow.resolved_at.is_(None))))


def said(at: Station) -> dict[tuple[str, object], dict[str, object]]:
    """Return what the rows of the clients say, without what each workstation counts by itself."""
    return {
        key: {name: value for name, value in values.items() if name not in OWN}
        for key, values in at.all(*PLAIN).items()
    }


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


# ---------------------------------------------------------------------- any two days apart


@settings(max_examples=3, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(seed=st.integers(0, 10**6), turns=st.lists(st.integers(1, 6), min_size=2, max_size=2))
def test_two_workstations_that_went_apart_lose_nothing_and_list_what_both_changed(
    template: Template, tmp_path_factory: pytest.TempPathFactory, seed: int, turns: list[int]
) -> None:
    dice, folder = random.Random(seed), tmp_path_factory.mktemp("apart")
    with (
        station(template, folder / "a") as one,
        station(template, folder / "b", name="R. Lind") as other,
    ):
        client = a_client(one.record)
        session = a_session(one, client)
        first = Hands(one, client, session, dice)
        for _ in range(4):
            first.act()
        other.take(one.send(client))
        other.clock.at = one.clock.at
        second = Hands(other, client, session, dice)
        before, both = {**said(one), **said(other)}, (one, other)
        for hands, at, number in ((first, one, turns[0]), (second, other, turns[1])):
            at.changed.clear()
            for _ in range(number):
                hands.act()
        stood = [said(at) for at in both]
        sent = [at.send(client) for at in both]
        if seed % 2:
            one.take(sent[1])
            other.take(sent[0])
        else:  # the other order; the second bundle is made after the first was taken in
            other.take(sent[0])
            one.take(other.send(client))
        _nothing_lost(both, stood)
        _listed(both, stood, before)


def _nothing_lost(
    both: tuple[Station, Station], stood: list[dict[tuple[str, object], dict[str, object]]]
) -> None:
    """Every row that either side had is on both, or kept beside what stands there."""
    for at, other in zip(both, reversed(stood), strict=True):
        aside = {(row.of_table, row.of_id) for row in asides(at)}
        now = said(at)
        assert all(key in now or key in aside for key in other)
        mine = stood[both.index(at)]
        assert all(key in now for key in mine)


def _listed(
    both: tuple[Station, Station],
    stood: list[dict[tuple[str, object], dict[str, object]]],
    before: dict[tuple[str, object], dict[str, object]],
) -> None:
    """Kept aside is exactly what both changed to something else; all the rest is the same on both."""
    mine, theirs = stood
    shared = {key for key in before if key in mine and key in theirs}
    changed = {key for key in shared if mine[key] != before[key] != theirs[key] and mine[key] != theirs[key]}
    places: dict[object, list[tuple[str, object]]] = {}
    for side in stood:
        for (table, key), values in side.items():
            if table == "note" and (table, key) not in shared:
                places.setdefault((values["session_id"], values["field"]), []).append((table, key))
    twice = {key for keys in places.values() if len(keys) > 1 for key in keys}
    for at, own in zip(both, (mine, theirs), strict=True):
        aside = {(row.of_table, row.of_id) for row in asides(at)}
        assert aside == changed | {key for key in twice if key not in own}
    now = [said(at) for at in both]
    for key in (set(now[0]) | set(now[1])) - changed - twice:
        assert now[0][key] == now[1][key], key
    for table in ("timeline", "revision"):
        places_now = [
            {
                key: row["seq"]
                for key, row in at.all().items()
                if key[0] == table and key in now[0] and key in now[1]
            }
            for at in both
        ]
        assert places_now[0] == places_now[1]
