"""The index of words follows in pauses, stops when the record is let go, and is whole after the lock."""

from app_stage import WAIT, Stage

from kapdesk.app import indexing
from kapdesk.app.indexing import Indexing
from kapdesk.domain.errors import NotWritten
from kapdesk.services import notes, search_index
from kapdesk.store.engine import Store
from kapdesk.ui.jobs import Cancelled


def indexing_of(stage: Stage) -> Indexing:
    watching = stage.program.door.open
    assert watching is not None
    return watching._indexing


def test_what_is_written_is_taken_in_at_a_pause_and_sooner_where_its_chart_is_left(stage: Stage) -> None:
    following, house = indexing_of(stage), stage.house
    record, chart = house.desk.record, stage.client_here()
    stage.go(chart, "debrief")
    house.desk.do(following, notes.write, chart.owner, "debrief.body", "rain on the roof")
    assert following._pause.interval() == indexing.PAUSE
    assert not following.is_idle
    assert search_index.is_behind(record)
    house.close_chart()
    assert following._pause.interval() == indexing.SOON
    following.follow()
    following.follow()  # asked again while it works: once more after that
    stage.qtbot.waitUntil(lambda: following._job is None, timeout=WAIT)
    assert not search_index.is_behind(record)
    assert following._pause.isActive()
    following._failed(NotWritten("The disk is full."))  # it is tried again at the next pause
    following._failed(Cancelled())
    assert stage.is_open()


def test_the_lock_lets_the_index_catch_up_before_the_backup_and_ends_what_goes_on(stage: Stage) -> None:
    following, record, chart = indexing_of(stage), stage.house.desk.record, stage.client_here()
    stage.house.desk.do(following, notes.write, chart.owner, "debrief.body", "rain on the roof")
    path, key = record.store.path, record.store.raw_key
    watching = stage.program.door.open
    assert watching is not None
    with stage.qtbot.waitSignal(watching._closing.let_go, timeout=WAIT):
        watching.lock()
    assert following._ended
    store = Store(path, key)
    with store.bare() as connection:
        assert connection.execute("SELECT count(*) FROM search_waiting").fetchone()[0] == 0
        assert connection.execute("SELECT count(*) FROM search WHERE search MATCH 'roof'").fetchone()[0] == 1
    store.close()
