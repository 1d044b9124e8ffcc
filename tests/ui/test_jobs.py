"""Jobs: results come home on the thread of the window, errors too, and none after it closed."""

import gc
import sys
import threading
from collections.abc import Iterator
from functools import partial

import pytest
from PySide6.QtCore import QObject, Signal
from pytestqt.qtbot import QtBot

from kapdesk.ui.jobs import TURN, Cancelled, Job, Jobs


class Listener(QObject):
    heard = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.threads: list[int] = []
        self.steps: list[tuple[int, int]] = []

    def hear(self, said: object) -> None:
        self.threads.append(threading.get_ident())
        self.heard.emit(said)

    def step(self, number: int, of: int) -> None:
        self.steps.append((number, of))


@pytest.fixture
def jobs(qtbot: QtBot) -> Iterator[Jobs]:
    made = Jobs()
    yield made
    made.close()


@pytest.fixture
def listener() -> Listener:
    return Listener()


def test_a_result_comes_home_to_the_windows_thread(qtbot: QtBot, jobs: Jobs, listener: Listener) -> None:
    def work(_job: Job) -> int:
        return threading.get_ident()

    with qtbot.waitSignal(listener.heard) as told:
        jobs.run(work, listener.hear, listener.hear)
    assert told.args != [threading.get_ident()]
    assert listener.threads == [threading.get_ident()]
    assert not jobs.is_busy()


def test_none_of_many_results_is_lost(qtbot: QtBot, jobs: Jobs, listener: Listener) -> None:
    home: list[object] = []
    listener.heard.connect(home.append)

    def work(_job: Job, number: int) -> int:
        return number

    for number in range(300):
        jobs.run(partial(work, number=number), listener.hear, listener.hear)
    qtbot.waitUntil(lambda: len(home) == 300)
    assert sorted(home, key=str) == sorted(range(300), key=str)


def test_an_error_comes_home_as_what_it_is(qtbot: QtBot, jobs: Jobs, listener: Listener) -> None:
    def work(_job: Job) -> None:
        raise ValueError("no such page")

    with qtbot.waitSignal(listener.heard) as told:
        jobs.run(work, listener.step, listener.hear)  # pyright: ignore[reportArgumentType]
    assert isinstance(told.args[0], ValueError)


def test_work_says_how_far_it_is(qtbot: QtBot, jobs: Jobs, listener: Listener) -> None:
    def work(job: Job) -> str:
        for number in range(1, 4):
            job.step(number, 3)
        return "done"

    with qtbot.waitSignal(listener.heard):
        jobs.run(work, listener.hear, listener.hear, listener.step)
    assert listener.steps == [(1, 3), (2, 3), (3, 3)]


def test_work_asked_to_end_ends_at_its_next_step(qtbot: QtBot, jobs: Jobs, listener: Listener) -> None:
    begun, asked = threading.Event(), threading.Event()

    def work(job: Job) -> str:
        begun.set()
        asked.wait(10)
        job.step(1, 2)
        return "never"

    job = jobs.run(work, listener.step, listener.hear)  # pyright: ignore[reportArgumentType]
    with qtbot.waitSignal(listener.heard) as told:
        assert begun.wait(10)
        job.cancel()
        asked.set()
    assert isinstance(told.args[0], Cancelled)


def test_a_closed_window_hears_nothing_and_leaves_no_thread(qtbot: QtBot, listener: Listener) -> None:
    jobs = Jobs()
    begun = threading.Event()

    def work(job: Job) -> None:
        begun.set()
        while not job.cancelled():
            pass

    with qtbot.assertNotEmitted(listener.heard):
        for _ in range(5):
            jobs.run(work, listener.hear, listener.hear)
        assert begun.wait(10)
        jobs.close()
    assert not jobs.is_busy()
    assert not [thread for thread in threading.enumerate() if thread.name.startswith("kapdesk-job")]


def test_being_busy_begins_and_ends_once(qtbot: QtBot, jobs: Jobs, listener: Listener) -> None:
    told: list[bool] = []
    jobs.busy_changed.connect(told.append)

    def work(_job: Job) -> None:
        return None

    jobs.run(work, listener.hear, listener.hear)
    jobs.run(work, listener.hear, listener.hear)
    qtbot.waitUntil(lambda: not jobs.is_busy())
    assert told == [True, False]


def test_no_garbage_is_collected_while_work_is_under_way(qtbot: QtBot) -> None:
    jobs, seen = Jobs(), []
    assert gc.isenabled()
    jobs.run(lambda _job: gc.isenabled(), seen.append, seen.append)
    qtbot.waitUntil(lambda: bool(seen))
    assert seen == [False]
    assert gc.isenabled()
    jobs.run(lambda _job: None, seen.append, seen.append)
    jobs.close()
    assert gc.isenabled()


def test_work_takes_short_turns_and_leaves_the_usual_ones_behind(
    qtbot: QtBot, jobs: Jobs, listener: Listener
) -> None:
    usual = sys.getswitchinterval()

    def work(_job: Job) -> float:
        return sys.getswitchinterval()

    with qtbot.waitSignal(listener.heard) as told:
        jobs.run(work, listener.hear, listener.hear)
    assert told.args[0] == pytest.approx(TURN, rel=0.01)
    assert sys.getswitchinterval() == usual
