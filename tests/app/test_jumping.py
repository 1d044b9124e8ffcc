"""The clock of the machine jumps, and the record knows: while one works, and while nobody was there."""

from datetime import timedelta

from app_stage import WAIT, Stage
from conftest import MORNING

from kapdesk.app.handover import Handover
from kapdesk.app.start import Program
from kapdesk.domain.clock import SetClock
from kapdesk.domain.clock_jumps import JumpKind
from kapdesk.services import clock_jumps


def test_a_jump_is_kept_and_said_whether_it_is_seen_or_found_at_the_unlock(stage: Stage) -> None:
    chart = stage.client_here()
    assert chart.session is not None
    stage.go(chart, "dosing")
    watching = stage.program.door.open
    assert watching is not None
    watching._idle.look()
    stage.clock.set_wrong(minutes=60)
    watching._idle.look()
    assert stage.is_open()
    assert stage.house.desk.now() == MORNING
    line = stage.program.window.band.names.line
    assert "Clock moved by +01:00, from 09:00 to 10:00" in line.text()
    stage.program.window.lock_asked.emit()
    stage.qtbot.waitUntil(lambda: not stage.is_open(), timeout=WAIT)
    stage.clock.set_wrong(minutes=-120)
    stage.unlock()
    assert stage.house.desk.now() == MORNING
    kept = clock_jumps.of_session(stage.house.desk.record, chart.session)
    assert [(one.kind, one.found_at - MORNING) for one in kept] == [
        (JumpKind.CLOCK, timedelta(hours=1)),
        (JumpKind.CLOCK, timedelta(hours=-1)),
    ]
    assert "Clock moved by −02:00, from 10:00 to 08:00" in line.text()


def test_without_a_session_a_clock_that_was_set_is_taken_at_its_word(stage: Stage) -> None:
    watching = stage.program.door.open
    assert watching is not None
    watching._idle.look()
    stage.clock.set_wrong(minutes=60)
    watching._idle.look()
    assert stage.house.desk.now() == MORNING + timedelta(hours=1)


def test_the_locked_window_counts_on_in_the_time_of_the_session(stage: Stage) -> None:
    stage.client_here()
    stage.clock.set_wrong(minutes=60)
    stage.program.window.lock_asked.emit()
    stage.qtbot.waitUntil(lambda: not stage.is_open(), timeout=WAIT)
    machine = SetClock(MORNING + timedelta(hours=1), slept=0)
    program = Program(stage.program._app, stage.folder, stage.program.door._options, machine)
    program.door.receive(Handover.from_line(Handover(ahead=timedelta(hours=1)).to_line()))
    assert program.door._clock.now() == MORNING
    program.window.allow_quit()
    program.window.deleteLater()
    program.deleteLater()


def test_the_sheet_of_keys_shows_the_pad_of_this_practice(stage: Stage) -> None:
    words = {key.sign: key.words for key in stage.program.window.pad}
    assert words["0"] == "Stamp this moment"
    assert words["Enter"] == "Write"
