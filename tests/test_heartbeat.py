"""The pulse by which other tests say that the window goes on answering: it must miss no stall itself."""

import time

import pytest
from heartbeat import Heartbeat
from PySide6.QtCore import QTimer
from pytestqt.qtbot import QtBot

LONG = 0.03  # seconds


def test_a_loop_that_is_held_up_shows_as_one_long_gap(qtbot: QtBot) -> None:
    pulse = Heartbeat()
    hold = QTimer(singleShot=True, interval=0, parent=pulse)
    hold.timeout.connect(_hold)
    with pulse, qtbot.waitSignal(pulse.beaten, check_params_cb=_enough):
        hold.start()
    assert pulse.worst() >= LONG * 1000
    assert len(pulse.over(LONG * 1000 - 1)) >= 1
    assert pulse.longest_work() >= LONG * 1000 * 0.9
    assert len(pulse.gaps) == len(pulse.worked)


def test_a_stall_that_lasts_to_the_end_of_the_block_is_counted(qtbot: QtBot) -> None:
    with Heartbeat() as pulse:
        with qtbot.waitSignal(pulse.beaten):
            pass
        _hold()
    assert pulse.gaps[-1] >= LONG * 1000


@pytest.mark.parametrize(("part", "said"), [(0.5, 2.0), (0.99, 4.0), (0.0, 1.0), (1.0, 4.0)])
def test_a_share_of_the_gaps_is_read_by_rank(qtbot: QtBot, part: float, said: float) -> None:
    pulse = Heartbeat()
    assert (pulse.p99(), pulse.worst()) == (0.0, 0.0)
    pulse.gaps = [4.0, 1.0, 3.0, 2.0]
    assert pulse.share(part) == said
    assert pulse.over(2.5) == [4.0, 3.0]


def _hold() -> None:
    until = time.thread_time() + LONG
    while time.thread_time() < until:
        pass


def _enough(beats: int) -> bool:
    return beats > 10
