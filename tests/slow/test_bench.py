"""Every bar gives a figure, those of starting too, each in processes of its own."""

import json
import sys
from pathlib import Path

import pytest

from kapdesk import __main__ as start
from kapdesk import cli
from kapdesk.bench import bars

pytestmark = [pytest.mark.slow, pytest.mark.timeout(600)]


def test_every_bar_gives_a_figure_on_this_machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("XDG_STATE_HOME", "XDG_CONFIG_HOME", "QT_QPA_PLATFORM"):
        monkeypatch.setenv(name, "offscreen" if "QT" in name else str(tmp_path))
    target = tmp_path / "figures.json"
    assert cli.run(["bench", "--sessions", "12", "--json", str(target)], start.window) == cli.OK
    taken = {bar["name"]: bar for bar in json.loads(target.read_text("utf-8"))["bars"]}
    assert tuple(taken) == bars.NAMES
    if sys.platform != "linux":  # the others do not say how much of its memory a process shares
        assert taken.pop("memory-at-rest")["why"]
    missing = {name: bar["why"] for name, bar in taken.items() if bar["value"] is None}
    assert not missing
    assert all(min(bar["value"], bar["floor"]) > 0 for bar in taken.values())
