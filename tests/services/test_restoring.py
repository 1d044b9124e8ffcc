"""What bringing a backup back would lose is said by client and session, and what was done is said once."""

from pathlib import Path

import pytest
from conftest import PASSPHRASE, ZONE, shipped

from kapdesk.domain.clients import Client
from kapdesk.domain.clock import SetClock
from kapdesk.domain.errors import Refused
from kapdesk.services import backups, clients, notes, people, restoring, sessions, vault
from kapdesk.services.notes import Owner
from kapdesk.services.record import Record
from kapdesk.services.vault import Opened

WORDS = "the heron crossed the lake of glass"


def record_of(opened: Opened, clock: SetClock) -> Record:
    with opened.store.read() as db:
        author = people.author(db, opened.person_id)
    return Record(opened.store, shipped(), clock, author, ZONE)


def test_what_was_written_after_a_backup_is_named_by_client_session_count_and_time(
    vault_folder: Path, tmp_path: Path, clock: SetClock
) -> None:
    opened = vault.unlock(vault_folder, PASSPHRASE, clock=clock)
    record = record_of(opened, clock)
    blank = clients.blank(record)
    clients.add(record, Client(blank.id, blank.code, "Mor", "Aster"))
    session = sessions.plan(record, blank.id).item
    notes.write(record, Owner(blank.id, session=session), "debrief.words", "before")
    made = backups.make(opened, tmp_path / "stick", clock=clock)
    same = backups.compare(made.path, vault_folder, PASSPHRASE)
    assert not same.loses
    assert "holds everything" in restoring.told(same, ZONE)[0]
    clock.move(minutes=65)
    notes.write(record, Owner(blank.id, session=session), "debrief.words", WORDS)
    comparison = backups.compare(made.path, vault_folder, PASSPHRASE)
    opened.close()
    (one,) = [each for each in comparison.newer if each.number is not None]
    assert (one.code, one.number, one.last_at) == (blank.code, 1, clock.now())
    said = " ".join(restoring.told(comparison, ZONE))
    assert f"{blank.code} session 1: 2 entries, last 22-Nov-2026 10:05" in said  # the text, and its version
    assert "Aster" not in said
    assert WORDS not in said
    with pytest.raises(Refused, match=f"{blank.code} session 1"):
        backups.restore(made.path, vault_folder, PASSPHRASE, clock=clock)


def test_a_backup_reaches_the_second_place_and_its_age_is_known(
    vault_folder: Path, tmp_path: Path, clock: SetClock
) -> None:
    from kapdesk.services import backup_list, settings

    opened = vault.unlock(vault_folder, PASSPHRASE, clock=clock)
    record = record_of(opened, clock)
    made = backups.make(opened, tmp_path / "stick", clock=clock)
    assert backups.copy_out(opened, made, clock=clock) is None
    settings.put(record, backups.OUTSIDE, str(tmp_path / "usb"))
    assert backups.copy_out(opened, made, clock=clock) is None  # not connected
    (tmp_path / "usb").mkdir()
    copied = backups.copy_out(opened, made, clock=clock)
    assert copied is not None
    assert backups.check(copied, PASSPHRASE).counts == made.counts
    clock.move(minutes=9 * 24 * 60)
    state = backup_list.state(record)
    assert (state.outside, state.outside_last) == (tmp_path / "usb", made.made_at)
    opened.close()


def test_what_was_put_in_place_is_said_once(tmp_path: Path) -> None:
    restoring.leave_word(tmp_path, restoring.KEPT)
    assert restoring.take_word(tmp_path) == restoring.KEPT
    assert restoring.take_word(tmp_path) == ""
    (tmp_path / restoring.NEWS).write_text('{"what": "something else"}', encoding="utf-8")
    assert restoring.take_word(tmp_path) == ""
    for what in (restoring.RESTORED, restoring.SALVAGED, restoring.KEPT):
        assert restoring.sentence(what).endswith(".")
