"""Behind the window a backup and pages are made; in front of it typing goes on and is kept."""

from pathlib import Path

import pytest
from app_stage import WAIT, Stage
from heartbeat import Heartbeat
from PySide6.QtTest import QTest

from kapdesk.services import backups, documents, notes
from kapdesk.services.documents import Paper
from kapdesk.ui.jobs import Job, Jobs

LIMIT = 50.0  # milliseconds
BEATS, KEYS = 150, 12


@pytest.mark.qt_log_ignore("This plugin does not support propagateSizeHints")
def test_typing_goes_on_while_a_backup_and_pages_are_made(stage: Stage, tmp_path: Path) -> None:
    chart = stage.client_here()
    stage.go(chart, "debrief", "debrief.words")
    note = stage.house.tabs["debrief"].notes["debrief.words"]
    watching = stage.program.door.open
    assert watching is not None
    opened, record = watching._opening.opened, stage.house.desk.record
    jobs, pulse, home, typed = Jobs(1), Heartbeat(), list[object](), list[str]()

    def work(job: Job) -> None:
        while not job.cancelled():
            backups.make(opened, tmp_path / "kept", clock=stage.clock)
            documents.make(record, "whole", chart.client, None, paper=Paper.A4)

    def beat(number: int) -> None:
        if number % (BEATS // KEYS) == 0:
            typed.append("abcde "[len(typed) % 6])
            QTest.keyClicks(note, typed[-1])

    pulse.beaten.connect(beat)
    job = jobs.run(work, home.append, home.append)
    with pulse:
        stage.qtbot.waitUntil(lambda: len(typed) >= KEYS, timeout=WAIT)
    job.cancel()
    stage.qtbot.waitUntil(lambda: bool(home), timeout=WAIT)
    jobs.close()
    assert stage.house.flush()
    assert notes.text(record, chart.owner, "debrief.words") == "".join(typed)
    assert pulse.share(0.9) < LIMIT
