"""The clock of the machine jumps, and the record knows: while one works, and while nobody was there."""

from datetime import timedelta

from app_stage import WAIT, Stage

from kapdesk.domain.clock_jumps import JumpKind
from kapdesk.services import clock_jumps


def test_a_jump_is_kept_and_said_whether_it_is_seen_or_found_at_the_unlock(stage: Stage) -> None:
    chart = stage.client_here()
    assert chart.session is not None
    stage.go(chart, "dosing")
    stage.clock.slept = 0
    watching = stage.program.door.open
    assert watching is not None
    watching._idle.look()
    stage.clock.at += timedelta(hours=1)
    watching._idle.look()
    assert stage.is_open()
    line = stage.program.window.band.names.line
    assert "Clock moved by +01:00 at 10:00" in line.text()
    stage.program.window.lock_asked.emit()
    stage.qtbot.waitUntil(lambda: not stage.is_open(), timeout=WAIT)
    was = stage.clock.now()
    stage.clock.at -= timedelta(hours=2)
    stage.unlock()
    kept = clock_jumps.of_session(stage.house.desk.record, chart.session)
    assert [(one.kind, one.found_at - was) for one in kept] == [
        (JumpKind.CLOCK, timedelta()),
        (JumpKind.CLOCK, timedelta(hours=-2)),
    ]
    assert "Clock moved by −02:00 at 08:00" in line.text()


def test_the_sheet_of_keys_shows_the_pad_of_this_practice(stage: Stage) -> None:
    words = {key.sign: key.words for key in stage.program.window.pad}
    assert words["0"] == "Stamp this moment"
    assert words["Enter"] == "Write"
