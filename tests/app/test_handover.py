"""The locked process is told when doses were given and which sealed texts it holds, and nothing else."""

import io
import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pytestqt.qtbot import QtBot

from kapdesk.app import handover
from kapdesk.app.handover import Handover, Successor

SECONDS = st.integers(min_value=0, max_value=4_000_000_000)
INSTANTS = SECONDS.map(lambda seconds: datetime.fromtimestamp(seconds, UTC))


@given(st.lists(INSTANTS), st.lists(st.binary()))
def test_what_is_handed_over_arrives_whole(doses: list[datetime], sealed: list[bytes]) -> None:
    given_over = Handover(tuple(doses), tuple(sealed))
    assert handover.receive(io.StringIO(given_over.to_line() + "\n")) == given_over


def test_nothing_handed_over_is_an_empty_handover() -> None:
    assert handover.receive(io.StringIO("")) == Handover()


def test_only_doses_and_sealed_texts_cross_the_pipe() -> None:
    line = Handover((datetime(2026, 11, 22, 15, tzinfo=UTC),), (b"\x00\x01",)).to_line()
    assert set(json.loads(line)) == {"doses", "sealed", "ahead", "slot", "switching"}


class _Gone(io.StringIO):
    def write(self, _text: str) -> int:
        raise BrokenPipeError


def test_nobody_listening_any_more_is_no_fault() -> None:
    handover.say_ready(_Gone())


def test_a_successor_stands_locked_before_this_process_may_end(
    qtbot: QtBot, vault_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("QT_QPA_PLATFORM", "offscreen")
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    successor = Successor()
    with qtbot.waitSignal(successor.ready, timeout=60_000):
        dosed = datetime.now(UTC) - timedelta(minutes=42)
        successor.start(("--data-dir", str(vault_folder)), Handover((dosed,)))
    assert successor.process is not None
    assert successor.process.poll() is None
    successor.process.kill()
    successor.process.wait()


def test_a_successor_that_cannot_start_leaves_this_process_in_place(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.executable", str(tmp_path / "no-python-here"))
    successor = Successor()
    with qtbot.waitSignal(successor.failed, timeout=10_000):
        successor.start(("--data-dir", str(tmp_path)), Handover())
