"""Autosave: what was typed last is what is written last, whatever fails in between."""

from collections.abc import Hashable
from datetime import UTC, datetime
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pytestqt.qtbot import QtBot

from kapdesk.domain.clock import SetClock
from kapdesk.ui.autosave import Autosave


class Disk:
    """A place that takes texts, or refuses, or answers only after it took them."""

    def __init__(self) -> None:
        self.texts: dict[Hashable, str] = {}
        self.seen: list[tuple[Hashable, str, UUID]] = []
        self.takes = True

    def save(self, key: Hashable, text: str, revision: UUID) -> bool:
        self.seen.append((key, text, revision))
        if self.takes:
            self.texts[key] = text
        return self.takes


class Page:
    """A text that somebody types into."""

    def __init__(self, text: str = "") -> None:
        self.text = text

    def read(self) -> str:
        return self.text


@pytest.fixture
def disk() -> Disk:
    return Disk()


def autosave(disk: Disk, **seconds: float) -> Autosave:
    clock = SetClock(datetime(2026, 11, 22, 10, 44, 7, tzinfo=UTC))
    return Autosave(disk.save, clock=clock, **seconds)


@pytest.mark.usefixtures("qapp")
def test_nothing_is_written_before_something_was_touched(disk: Disk) -> None:
    keeper = autosave(disk)
    assert keeper.flush()
    assert disk.seen == []


def test_a_pause_writes_the_text_and_says_when(qtbot: QtBot, disk: Disk) -> None:
    keeper = autosave(disk, pause=0.02)
    with qtbot.waitSignal(keeper.written) as told:
        keeper.touched("note", Page("the sea comes in").read)
    assert told.args == [datetime(2026, 11, 22, 10, 44, 7, tzinfo=UTC)]
    assert disk.texts == {"note": "the sea comes in"}
    assert keeper.pending() == {}


def test_unbroken_typing_is_written_all_the_same(qtbot: QtBot, disk: Disk) -> None:
    keeper = autosave(disk, pause=30, longest=0.05)
    page = Page("a")
    keeper.touched("note", page.read)
    with qtbot.waitSignal(keeper.written):
        page.text = "ab"
        keeper.touched("note", page.read)
    assert disk.texts["note"] == "ab"


def test_the_usual_waits_are_those_of_the_rules(disk: Disk, qtbot: QtBot) -> None:
    keeper = Autosave(disk.save)
    keeper.touched("note", Page("x").read)
    assert keeper._pause.interval() == 600
    assert keeper._longest.interval() == 5000
    assert keeper._pause.isActive()
    assert keeper._longest.isActive()
    assert keeper.flush()
    assert not keeper._pause.isActive()
    assert not keeper._longest.isActive()


def test_a_failed_save_keeps_the_text_under_the_same_revision_and_tries_again(
    qtbot: QtBot, disk: Disk
) -> None:
    keeper = autosave(disk, pause=0.01)
    keeper._back_off = (0.01, 0.02)
    disk.takes = False
    written: list[object] = []
    keeper.written.connect(written.append)
    with qtbot.waitSignal(keeper.failed) as told:
        keeper.touched("note", Page("warm").read)
    assert told.args == ["note"]
    assert keeper.pending() == {"note": "warm"}
    qtbot.waitUntil(lambda: len(disk.seen) >= 3)
    assert written == []
    disk.takes = True
    with qtbot.waitSignal(keeper.written):
        pass
    assert disk.texts == {"note": "warm"}
    assert len({revision for _, _, revision in disk.seen}) == 1


def test_a_text_that_was_typed_on_after_a_failure_gets_its_own_revision(qtbot: QtBot, disk: Disk) -> None:
    keeper = autosave(disk)
    page = Page("warm")
    disk.takes = False
    keeper.touched("note", page.read)
    assert not keeper.flush()
    page.text = "warm and wide"
    keeper.touched("note", page.read)
    disk.takes = True
    assert keeper.flush()
    assert disk.texts["note"] == "warm and wide"
    assert disk.seen[0][2] != disk.seen[1][2]


def test_the_wait_grows_to_half_a_minute_and_falls_back_after_a_success(qtbot: QtBot, disk: Disk) -> None:
    keeper = autosave(disk)
    disk.takes = False
    keeper.touched("note", Page("x").read)
    waits: list[int] = []
    for _ in range(8):
        keeper.flush()
        waits.append(keeper._retry.interval())
    assert waits == [1000, 2000, 4000, 8000, 16000, 30000, 30000, 30000]
    disk.takes = True
    assert keeper.flush()
    assert not keeper._retry.isActive()
    disk.takes = False
    keeper.touched("note", Page("y").read)
    keeper.flush()
    assert keeper._retry.interval() == 1000
    keeper.release("note")


def test_a_key_typed_while_the_save_runs_is_not_lost(qtbot: QtBot) -> None:
    disk, page = Disk(), Page("the red")

    def save(key: Hashable, text: str, revision: UUID) -> bool:
        if page.text == "the red":
            page.text = "the red door"
            keeper.touched("note", page.read)
        return disk.save(key, text, revision)

    keeper = Autosave(save, pause=0.01)
    keeper.touched("note", page.read)
    assert not keeper.flush()
    assert keeper.pending() == {"note": "the red door"}
    with qtbot.waitSignal(keeper.written):
        pass
    assert disk.texts["note"] == "the red door"
    assert disk.seen[0][2] != disk.seen[1][2]


def test_a_flush_inside_a_save_does_not_call_the_text_written(qtbot: QtBot) -> None:
    inner: list[bool] = []

    def save(_key: Hashable, _text: str, _revision: UUID) -> bool:
        inner.append(keeper.flush())
        return True

    keeper = Autosave(save)
    keeper.touched("note", Page("x").read)
    assert keeper.flush()
    assert inner == [False]


def test_an_unexpected_error_keeps_the_text_and_still_writes_the_others(qtbot: QtBot, disk: Disk) -> None:
    def save(key: Hashable, text: str, revision: UUID) -> bool:
        if key == "first":
            raise RuntimeError
        return disk.save(key, text, revision)

    keeper = Autosave(save)
    keeper.touched("first", Page("a").read)
    keeper.touched("second", Page("b").read)
    with pytest.raises(RuntimeError):
        keeper.flush()
    assert disk.texts == {"second": "b"}
    assert keeper.pending() == {"first": "a"}
    assert keeper.release("first") == "a"


def test_waiting_begins_and_ends_once(qtbot: QtBot, disk: Disk) -> None:
    keeper = autosave(disk)
    told: list[bool] = []
    keeper.pending_changed.connect(told.append)
    page = Page("a")
    for _ in range(3):
        keeper.touched("note", page.read)
    keeper.touched("other", page.read)
    keeper.flush()
    assert told == [True, False]


STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("type"), st.sampled_from("abc"), st.text(max_size=3)),
        st.tuples(st.sampled_from(["flush", "fail", "heal", "pause", "retry", "type while saving"])),
    ),
    max_size=30,
)


@pytest.mark.usefixtures("qapp")
@settings(deadline=None, max_examples=200)
@given(STEPS)
def test_no_sequence_of_typing_failing_and_flushing_loses_the_last_text(steps: list[tuple[str, ...]]) -> None:
    disk = Disk()
    pages = {key: Page() for key in "abc"}
    typed: dict[str, str] = {}
    meanwhile: list[str] = []

    def write_into(key: str, text: str) -> None:
        pages[key].text += text
        typed[key] = pages[key].text
        keeper.touched(key, pages[key].read)

    def save(key: Hashable, text: str, revision: UUID) -> bool:
        good = disk.save(key, text, revision)
        if meanwhile:
            write_into(meanwhile.pop(), "!")
        return good

    keeper = Autosave(save)
    acts = {"flush": keeper.flush, "pause": keeper._write_fresh, "retry": keeper._write_all}
    for step in steps:
        if step[0] == "type":
            write_into(step[1], step[2])
        elif step[0] == "type while saving":
            meanwhile.append("a")
        elif step[0] in acts:
            acts[step[0]]()
        else:
            disk.takes = step[0] == "heal"
        for key, text in typed.items():
            assert keeper.pending().get(key, disk.texts.get(key)) == text
        awake = keeper._pause.isActive() or keeper._retry.isActive()
        assert awake == bool(keeper.pending())
    disk.takes, meanwhile[:] = True, []
    assert keeper.flush()
    assert disk.texts == typed


def test_while_long_work_writes_a_text_waits_without_an_alarm_and_is_written_then(
    qtbot: QtBot, disk: Disk
) -> None:
    held = [True]
    keeper = Autosave(disk.save, pause=0.02, held=lambda: held[0])
    page = Page("the sea comes in")
    keeper.touched("note", page.read)
    qtbot.waitUntil(keeper._aside.isActive)
    assert disk.seen == []
    assert keeper.pending() == {"note": "the sea comes in"}
    held[0] = False
    with qtbot.assertNotEmitted(keeper.failed), qtbot.waitSignal(keeper.written):
        pass
    assert disk.texts == {"note": "the sea comes in"}


@pytest.mark.usefixtures("qapp")
def test_a_flush_does_not_wait_for_long_work(disk: Disk) -> None:
    keeper = Autosave(disk.save, held=lambda: True)
    keeper.touched("note", Page("x").read)
    assert keeper.flush()
    assert disk.texts == {"note": "x"}
