"""After a new key for the record everybody who stays comes in, who left does not, and nothing is missing."""

from pathlib import Path

import pytest
from conftest import PASSPHRASE

from kapdesk.domain.audit import Action
from kapdesk.domain.clock import SetClock
from kapdesk.domain.errors import Refused, WrongPassphrase
from kapdesk.domain.people import Role
from kapdesk.services import (
    audit,
    backup_list,
    backups,
    custody,
    members,
    notes,
    rotation,
    search,
    search_index,
    settings,
    vault,
)
from kapdesk.services.custody import HolderFacts
from kapdesk.services.notes import Owner
from kapdesk.services.reauthentication import Purpose
from kapdesk.store import sealed
from kapdesk.store.key import SignIn
from tests.services.signing_in import NOWHERE, OTHER, desk_of, prepare, signed_in
from tests.services.whole_day import a_client

LEAVER = "plain wooden orchard gate"
HOLDERS = [HolderFacts("E. Lind"), HolderFacts("O. Vale"), HolderFacts("P. Moss")]


@pytest.fixture
def folder(vault_folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    prepare(vault_folder, monkeypatch)
    return vault_folder


def test_the_whole_way_of_somebody_who_leaves(folder: Path, clock: SetClock) -> None:
    with signed_in(folder, clock) as desk:
        desk.add("M. Rowe", Role.CLINICIAN, "rowe")
        desk.add("I. Norn", Role.MEDICAL, "norn", LEAVER)
        made = custody.make(desk.record, desk.opened, desk.said(Purpose.KEYS), HOLDERS)
        settings.put(desk.record, "clinic", "Hollow Oak")
        notes.write(desk.record, Owner(a_client(desk.record)), "plan.noticing", "rain on the roof")
        search_index.catch_up(desk.record, gentle=False)
        norn = next(
            m.person.id for m in members.everyone(desk.record, desk.opened) if m.person.name == "I. Norn"
        )
        members.remove(desk.record, desk.opened, desk.said(), norn, "left")
        sealed.put(folder, b'{"not": "ours to write"}', desk.opened.draft_public)
        old = desk.opened.keys.db_key
    done = rotation.rotate(folder, PASSPHRASE, clock=clock, by=SignIn(find=NOWHERE))
    again = desk_of(done.opened, clock)
    assert done.opened.keys.db_key != old
    assert settings.get(again.record, "clinic") == "Hollow Oak"
    assert audit.verify(done.opened.store).whole
    assert next(audit.lines(again.record)).action == Action.KEY_ROTATED
    checked = done.opened.store.verify()
    assert checked.whole
    assert checked.index_whole
    assert not search_index.is_behind(again.record)
    assert len(search.find(again.record, search.Sieve("roof")).hits) == 1
    assert len(sealed.found(folder, done.opened.keys)[0]) == 1
    assert any("old passphrases" in sentence for sentence in done.sentences)
    custody.rehearse(again.record, done.opened, made.shares[:2])
    again.close()
    for _ in range(2):
        with signed_in(folder, clock, OTHER, "rowe") as desk:
            assert desk.record.author.name == "M. Rowe"
            assert audit.verify(desk.opened.store).whole
    with pytest.raises(WrongPassphrase), signed_in(folder, clock, LEAVER, "norn"):
        pass
    opened, _code = vault.unlock_with_recovery(folder, done.code, LEAVER, clock=clock)
    came = next(audit.lines(desk_of(opened, clock).record))
    assert (came.action, came.actor) == (Action.RECOVERY_USED, opened.person_id)
    opened.close()


def test_only_an_owner_can_do_it(folder: Path, clock: SetClock) -> None:
    with signed_in(folder, clock) as desk:
        desk.add("M. Rowe", Role.CLINICIAN, "rowe")
    with pytest.raises(Refused, match="Only an owner"):
        rotation.rotate(folder, OTHER, clock=clock, by=SignIn("rowe", find=NOWHERE))
    with signed_in(folder, clock, OTHER, "rowe"):
        pass


def test_backups_within_reach_get_the_new_key_where_it_was_asked_for(
    folder: Path, clock: SetClock, tmp_path: Path
) -> None:
    with signed_in(folder, clock) as desk:
        desk.add("I. Norn", Role.MEDICAL, "norn", LEAVER)
        settings.put(desk.record, backups.OUTSIDE, str(tmp_path / "gone"))
        settings.put(desk.record, backup_list.FOLDER, str(tmp_path / "backups"))
        settings.put(desk.record, "clinic", "Hollow Oak")
        kept = backups.make(desk.opened, clock=clock).path
        anchor = audit.anchor(desk.opened.store)
        clock.move(days=1)
        apart = backups.make(desk.opened, clock=clock, suffix="-before-import").path
        assert rotation.within_reach(desk.opened) == (apart, kept)
        norn = next(
            m.person.id for m in members.everyone(desk.record, desk.opened) if m.person.name == "I. Norn"
        )
        members.remove(desk.record, desk.opened, desk.said(), norn, "left")
    told: list[int] = []

    def goes_on(number: int, _of: int) -> bool:
        told.append(number)
        return number < 1

    by = SignIn(find=NOWHERE)
    done = rotation.rotate(folder, PASSPHRASE, clock=clock, by=by, also_backups=goes_on)
    record = desk_of(done.opened, clock).record
    newest, before = list(audit.lines(record, limit=2))
    assert (newest.action, newest.of_kind, newest.count) == (Action.KEY_ROTATED, "backup", 1)
    assert (before.action, before.of_kind) == (Action.KEY_ROTATED, "")
    done.opened.close()
    assert any("1 backup(s) open in the new way" in sentence for sentence in done.sentences)
    assert any("22-Nov-2026 09:00 (it was not come to)" in sentence for sentence in done.sentences)
    backups.check(kept, LEAVER)
    with pytest.raises(WrongPassphrase):
        backups.check(apart, LEAVER)
    back = tmp_path / "back"
    backups.restore(apart, back, PASSPHRASE, clock=clock)
    opened = vault.unlock(back, PASSPHRASE, clock=clock)
    try:
        assert audit.verify(opened.store, [anchor] if anchor else []).whole
        assert not any("trail" in notice for notice in opened.notices)
    finally:
        opened.close()
