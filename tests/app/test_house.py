"""One chart at a time, every screen in reach, and a screen that cannot write is not left."""

from app_stage import WAIT, Stage
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from kapdesk.app.rooms import PLACES, TABS
from kapdesk.domain.clients import Client
from kapdesk.services import clients, notes
from kapdesk.services.notes import Owner


def test_every_place_and_every_tab_is_reached_by_key(stage: Stage) -> None:
    window = stage.program.window
    stage.go(stage.client_here(), "prepare")
    for number, name in enumerate(TABS, start=1):
        QTest.keyClick(window, getattr(Qt.Key, f"Key_{number}"), Qt.KeyboardModifier.ControlModifier)
        assert window.tabs.current == name
        assert stage.house.tabs[name].isVisible()
    QTest.keyClick(window, Qt.Key.Key_9, Qt.KeyboardModifier.ControlModifier)
    assert stage.house.tabs["process"].isVisible()
    assert window.tabs.current == "process"
    for key, name in zip((1, 3, 4, 5, 6), PLACES, strict=True):
        QTest.keyClick(window, getattr(Qt.Key, f"Key_{key}"), Qt.KeyboardModifier.AltModifier)
        assert stage.house.places[name].isVisible()


def test_the_tabs_behind_the_open_one_are_built_when_it_is_quiet_and_show_what_is_open_in_them(
    stage: Stage,
) -> None:
    house, bar = stage.house, stage.program.window.tabs
    stage.go(stage.client_here(), "debrief")
    assert list(house.tabs) == ["debrief"]
    assert house._counting.isActive()
    house._counting.start(0)
    stage.qtbot.waitUntil(lambda: set(house.tabs) == set(TABS), timeout=WAIT)
    counts = {name: bar.button(name).count for name in TABS}
    assert counts == {name: tab.open_count() for name, tab in house.tabs.items()}
    assert counts["dosing"]
    assert [name for name, tab in house.tabs.items() if tab.isVisible()] == ["debrief"]


def test_the_way_back_to_the_open_chart_stays_in_the_rail(stage: Stage) -> None:
    stage.go(stage.client_here(), "debrief")
    QTest.keyClick(stage.program.window, Qt.Key.Key_1, Qt.KeyboardModifier.AltModifier)
    assert not stage.program.window.rail.button("session").isHidden()
    QTest.keyClick(stage.program.window, Qt.Key.Key_2, Qt.KeyboardModifier.AltModifier)
    assert stage.house.tabs["debrief"].isVisible()


def test_the_title_carries_the_code_and_never_the_name(stage: Stage) -> None:
    chart = stage.client_here()
    stage.go(chart, "debrief")
    code = clients.one(stage.house.desk.record, chart.client).code
    assert stage.program.window.windowTitle() == f"kapdesk {code}"
    QTest.keyClick(stage.program.window, Qt.Key.Key_1, Qt.KeyboardModifier.AltModifier)
    assert stage.program.window.windowTitle() == "kapdesk"


def test_what_is_typed_in_one_chart_never_reaches_the_next(stage: Stage) -> None:
    first = stage.client_here()
    stage.go(first, "debrief")
    note = stage.house.tabs["debrief"].notes["debrief.words"]
    note.setFocus()
    QTest.keyClicks(note, "the words of the first")
    record = stage.house.desk.record
    blank = clients.blank(record)
    clients.add(record, Client(blank.id, blank.code, "Vega", "Lin"))
    from kapdesk.desk import Chart

    stage.go(Chart(blank.id, None), "prepare")
    assert stage.house.chart == Chart(blank.id, None)
    assert notes.text(record, first.owner, "debrief.words") == "the words of the first"
    assert notes.texts(record, Owner(blank.id)) == {}


def test_a_screen_that_cannot_write_is_not_left_and_says_so(stage: Stage) -> None:
    chart = stage.client_here()
    stage.go(chart, "debrief")
    note = stage.house.tabs["debrief"].notes["debrief.words"]
    note.setFocus()
    with stage.refused_disk():
        QTest.keyClicks(note, "not on the disk yet")
        QTest.keyClick(stage.program.window, Qt.Key.Key_1, Qt.KeyboardModifier.AltModifier)
        assert note.isVisible()
        assert stage.program.window.alarm.isVisible()
        assert note.text() == "not on the disk yet"
    stage.program.window.alarm.retry.click()
    stage.qtbot.waitUntil(stage.program.window.alarm.isHidden, timeout=WAIT)
    assert notes.text(stage.house.desk.record, chart.owner, "debrief.words") == "not on the disk yet"


def test_a_second_client_of_two_is_never_open_beside_the_first(stage: Stage) -> None:
    first = stage.client_here()
    stage.go(first, "debrief")
    tab = stage.house.tabs["debrief"]
    stage.go(stage.client_here(), "debrief")
    assert stage.house.tabs["debrief"] is not tab
    assert not tab.isVisible()
