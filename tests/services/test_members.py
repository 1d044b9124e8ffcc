"""The owner lets people in, changes what they may do, and lets them go; each signs in as themselves."""

from pathlib import Path
from uuid import UUID

import pytest
from conftest import PASSPHRASE
from sqlalchemy import select

from kapdesk.domain.clock import SetClock
from kapdesk.domain.errors import RecordDamaged, Refused, WrongPassphrase
from kapdesk.domain.people import Role
from kapdesk.services import members, notes, people
from kapdesk.services.reauthentication import Purpose
from kapdesk.store import members as slots_of
from kapdesk.store.rows import PersonRow
from kapdesk.store.rows_trust import AuditRow, RoleChangeRow
from tests.services.signing_in import OTHER, Desk, as_role, prepare, signed_in

NEW = "plain wooden orchard gate"


@pytest.fixture
def folder(vault_folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    prepare(vault_folder, monkeypatch)
    return vault_folder


def _id(desk: Desk, name: str) -> UUID:
    return next(
        each.person.id for each in members.everyone(desk.record, desk.opened) if each.person.name == name
    )


def test_a_person_who_was_added_signs_in_with_an_own_passphrase_and_role(
    folder: Path, clock: SetClock
) -> None:
    with signed_in(folder, clock) as owner:
        owner.add("M. Rowe", Role.SUPERVISOR, "rowe")
        (adler, rowe) = members.everyone(owner.record, owner.opened)
        assert (adler.signs_in, rowe.signs_in, rowe.last_signed_in) == (True, True, None)
    with signed_in(folder, clock, OTHER, "Rowe") as desk:
        assert (desk.record.author.name, desk.record.author.role) == ("M. Rowe", Role.SUPERVISOR)
        with pytest.raises(Refused, match="write clinical records"):
            notes.write(desk.record, notes.Owner(UUID(int=1)), "field", "words")


def test_nothing_is_written_of_somebody_whose_passphrase_is_weak_or_whose_name_is_taken(
    folder: Path, clock: SetClock
) -> None:
    with signed_in(folder, clock) as owner:
        owner.add("M. Rowe", Role.CLINICIAN, "rowe")
        for name, passphrase in (("ines", "short"), ("ROWE", NEW), ("", NEW)):
            with pytest.raises(Refused):
                owner.add("I. Norn", Role.MEDICAL, name, passphrase)
        assert [each.person.name for each in members.everyone(owner.record, owner.opened)] == [
            "J. Adler",
            "M. Rowe",
        ]


def test_each_act_needs_the_passphrase_again_and_the_owner(folder: Path, clock: SetClock) -> None:
    with signed_in(folder, clock) as owner:
        owner.add("M. Rowe", Role.CLINICIAN, "rowe")
        rowe = _id(owner, "M. Rowe")
        said = owner.said()
        with pytest.raises(Refused, match="Confirm it again"):
            members.set_role(owner.record, owner.opened, owner.said(Purpose.KEYS), rowe, Role.OWNER)
        clock.move(minutes=2)
        with pytest.raises(Refused, match="Confirm it again"):
            members.remove(owner.record, owner.opened, said, rowe)
        for role in (role for role in Role if role is not Role.OWNER):
            with pytest.raises(Refused):
                members.remove(as_role(owner.record, role), owner.opened, owner.said(), rowe)
        assert slots_of.find(owner.opened.keys.header, rowe.hex) is not None


def test_another_role_counts_from_the_next_sign_in_and_stands_in_both_places(
    folder: Path, clock: SetClock
) -> None:
    with signed_in(folder, clock) as owner:
        owner.add("M. Rowe", Role.CLINICIAN, "rowe")
        members.set_role(
            owner.record, owner.opened, owner.said(), _id(owner, "M. Rowe"), Role.ASSISTANT, "leave"
        )
    for _ in range(2):
        with signed_in(folder, clock, OTHER, "rowe") as desk:
            assert desk.record.author.role is Role.ASSISTANT
            slot = slots_of.find(desk.opened.keys.header, desk.record.author.id.hex)
            assert slot is not None
            assert (slot.role, slot.next_role) == ("assistant", "")


def test_a_role_change_that_was_interrupted_half_way_is_finished_at_the_next_sign_in(
    folder: Path, clock: SetClock
) -> None:
    with signed_in(folder, clock) as owner:
        owner.add("M. Rowe", Role.CLINICIAN, "rowe")
        rowe = _id(owner, "M. Rowe")
        slots_of.set_role(folder, owner.opened.keys, rowe.hex, Role.SUPERVISOR.value)  # and the program ends
    with signed_in(folder, clock, OTHER, "rowe") as desk:
        assert desk.record.author.role is Role.SUPERVISOR


def test_a_role_changed_in_the_record_alone_keeps_the_person_out(folder: Path, clock: SetClock) -> None:
    with signed_in(folder, clock) as owner:
        owner.add("M. Rowe", Role.ASSISTANT, "rowe")
        with owner.opened.store.write() as db:
            db.get_one(PersonRow, _id(owner, "M. Rowe")).role = Role.OWNER.value
    with pytest.raises(RecordDamaged, match="do not agree about the role"), signed_in(folder, clock, OTHER):
        pass
    with signed_in(folder, clock):
        pass


def test_who_is_removed_does_not_come_in_again_and_keeps_the_name_in_the_record(
    folder: Path, clock: SetClock
) -> None:
    with signed_in(folder, clock) as owner:
        owner.add("M. Rowe", Role.CLINICIAN, "rowe")
        rowe = _id(owner, "M. Rowe")
        members.remove(owner.record, owner.opened, owner.said(), rowe, "left")
        assert [each.person.name for each in members.everyone(owner.record, owner.opened)] == ["J. Adler"]
        assert people.one(owner.record, rowe).name == "M. Rowe"
        with owner.record.read() as db:
            changes = [
                row.what for row in db.scalars(select(RoleChangeRow).order_by(RoleChangeRow.written_at))
            ]
            trail = set(db.scalars(select(AuditRow.action)))
        assert changes == ["added", "removed"]
        assert {"person added", "person removed"} <= trail
    with pytest.raises(WrongPassphrase), signed_in(folder, clock, OTHER, "rowe"):
        pass


def test_a_removal_that_was_interrupted_keeps_the_person_out_all_the_same(
    folder: Path, clock: SetClock
) -> None:
    with signed_in(folder, clock) as owner:
        owner.add("M. Rowe", Role.CLINICIAN, "rowe")
        with owner.opened.store.write() as db:
            db.get_one(PersonRow, _id(owner, "M. Rowe")).removed_at = clock.now()
    with pytest.raises(Refused, match="ended by the owner"), signed_in(folder, clock, OTHER):
        pass


def test_the_last_owner_stays_owner_and_in(folder: Path, clock: SetClock) -> None:
    with signed_in(folder, clock) as owner:
        me = owner.record.author.id
        with pytest.raises(Refused, match="needs an owner"):
            members.set_role(owner.record, owner.opened, owner.said(), me, Role.CLINICIAN)
        with pytest.raises(Refused, match="yourself"):
            members.remove(owner.record, owner.opened, owner.said(), me)


def test_a_reset_ends_the_forgotten_passphrase_and_is_written_down_with_the_new_public_key(
    folder: Path, clock: SetClock
) -> None:
    with signed_in(folder, clock) as owner:
        owner.add("M. Rowe", Role.CLINICIAN, "rowe")
        rowe = _id(owner, "M. Rowe")
        members.reset(owner.record, owner.opened, owner.said(), rowe, NEW, "forgotten")
        slot = slots_of.find(owner.opened.keys.header, rowe.hex)
        assert slot is not None
        with owner.record.read() as db:
            row = db.scalars(select(RoleChangeRow).where(RoleChangeRow.what == "passphrase reset")).one()
        assert row.public_key == slot.sign_public.hex()
    with signed_in(folder, clock, NEW, "rowe"):
        pass
    with pytest.raises(WrongPassphrase), signed_in(folder, clock, OTHER, "rowe"):
        pass
    with signed_in(folder, clock, PASSPHRASE):
        pass


def test_somebody_named_before_can_be_given_a_passphrase_and_a_supervisor(
    folder: Path, clock: SetClock
) -> None:
    with signed_in(folder, clock) as owner:
        ines = people.add(owner.record, "I. Norn", "RN", Role.MEDICAL).item
        assert ines is not None
        sign_in = members.SignInFacts("norn", NEW)
        members.give_passphrase(owner.record, owner.opened, owner.said(), ines, sign_in)
        members.set_supervisor(owner.record, ines, owner.record.author.id)
        (norn,) = [each for each in members.everyone(owner.record, owner.opened) if each.person.id == ines]
        assert (norn.supervised_by, norn.signs_in) == ("J. Adler", True)
        with pytest.raises(Refused, match="supervises themselves"):
            members.set_supervisor(owner.record, ines, ines)
    with signed_in(folder, clock, NEW) as desk:
        assert desk.record.author.id == ines
