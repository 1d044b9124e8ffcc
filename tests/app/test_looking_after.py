"""An open record has room in reserve, is remembered as it grows, and is checked without being asked."""

from datetime import timedelta

from app_stage import WAIT, Stage

from kapdesk.app import looking_after
from kapdesk.app.looking_after import CHECKED, DAMAGED, PROBLEM, LookingAfter
from kapdesk.services import settings
from kapdesk.store import ballast, last_seen
from kapdesk.store.check import Report


def looking_after_of(stage: Stage) -> LookingAfter:
    watching = stage.program.door.open
    assert watching is not None
    return watching._looking_after


def test_room_is_kept_what_is_written_is_remembered_and_a_check_tells_only_damage(stage: Stage) -> None:
    looking = looking_after_of(stage)
    stage.qtbot.waitUntil(lambda: ballast.stands(stage.folder), timeout=WAIT)
    mark = last_seen.place(stage.folder, looking._opened.vault_id)
    before = mark.read_bytes() if mark.exists() else b""
    looking.remember()
    assert (mark.read_bytes() if mark.exists() else b"") == before  # nothing was written: nothing to remember
    stage.client_here()
    looking.touched()
    looking.remember()
    assert mark.read_bytes() != before
    record = stage.house.desk.record
    looking.check_if_due()
    stage.qtbot.waitUntil(lambda: settings.get(record, CHECKED) != "", timeout=WAIT)
    first = settings.get(record, CHECKED)
    stage.clock.move(minutes=60)
    looking.check_if_due()
    assert not stage.program.door.busy()
    assert settings.get(record, CHECKED) == first
    assert timedelta(days=7) == looking_after.EVERY
    looking._checked(False, Report(("page seal: 7",)))  # what a check of a damaged record comes to
    assert DAMAGED in stage.program.window.desk.notices.words.text()
    assert settings.get(record, PROBLEM) != ""
    assert stage.is_open()
