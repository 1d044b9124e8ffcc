"""The tour: every screen leaves a picture that shows something, every paper its watermark, twice the same."""

import argparse
import os
import subprocess
import sys
from pathlib import Path

import pytest
from pypdf import PdfReader
from PySide6.QtGui import QImage

from kapdesk.app.rooms import PLACES, TABS
from kapdesk.tour.album import FEWEST_COLOURS, INDEX, Album, colours
from kapdesk.tour.itinerary import CHARTS, PAPERS

ROOT = Path(__file__).parents[1]
ALWAYS = (
    "unlock", "unlock-refused", "unlock-recovery", "locked", "cover", "keys", "crisis", "notice", "alarm",
)  # fmt: skip


@pytest.fixture(scope="module")
def toured(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of one tour, walked in a process of its own."""
    folder = tmp_path_factory.mktemp("tour")
    command = [sys.executable, "main.py", "--tour", str(folder), "--theme", "ember", "--size", "1024x768"]
    env = {name: value for name, value in os.environ.items() if name not in {"DISPLAY", "QT_QPA_PLATFORM"}}
    done = subprocess.run(command, cwd=ROOT, env=env, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return folder


def listed(folder: Path) -> dict[str, str]:
    lines = (folder / INDEX).read_text(encoding="utf-8").splitlines()
    return dict(line.split("\t", 1) for line in lines)


@pytest.mark.slow
@pytest.mark.timeout(900)
def test_every_screen_and_paper_is_there_and_on_the_list(toured: Path) -> None:
    expected = {f"{name}.png" for name in ALWAYS}
    expected |= {f"place-{name}.png" for name in PLACES}
    expected |= {f"first-start-{step}.png" for step in range(9)}
    expected |= {f"{code.lower()}-{tab}.png" for code, tabs in CHARTS.items() for tab in tabs}
    expected |= set(PAPERS)
    there = {path.name for path in toured.iterdir()}
    assert expected <= there
    assert set(listed(toured)) == there - {INDEX}
    assert {tab for tabs in CHARTS.values() for tab in tabs} == set(TABS)
    assert any("-dialog-" in name for name in there)
    assert any(name.startswith("k-0142-dosing-2") for name in there)


@pytest.mark.slow
@pytest.mark.timeout(900)
def test_no_picture_is_blank_and_each_has_the_size_that_was_asked_for(toured: Path) -> None:
    for path in sorted(toured.glob("*.png")):
        image = QImage(str(path))
        assert (image.width(), image.height()) == (1024, 768), path.name
        assert colours(image) >= FEWEST_COLOURS, path.name


@pytest.mark.slow
@pytest.mark.timeout(900)
@pytest.mark.parametrize("name", sorted(PAPERS))
def test_every_page_of_every_paper_says_that_it_is_not_a_record(toured: Path, name: str) -> None:
    pages = PdfReader(toured / name).pages
    assert pages
    for page in pages:
        said = " ".join(page.extract_text().split()).lower()
        assert "not a record" in said


@pytest.mark.slow
@pytest.mark.timeout(900)
def test_no_client_is_named_in_a_file_name(toured: Path) -> None:
    names = " ".join(path.name.lower() for path in toured.iterdir())
    for family in ("mor", "reyes", "lindqvist", "okafor", "hale-"):
        assert family not in names.replace("more", "")


def test_a_blank_picture_is_a_fault(tmp_path: Path) -> None:
    album = Album(tmp_path)
    blank = QImage(40, 30, QImage.Format.Format_RGB32)
    blank.fill(0xFF102030)
    album._keep(blank, "blank", "nothing")
    assert album.faults == ["blank: nothing is on the picture"]
    album.write_index()
    assert "NOT SHOWN" in (tmp_path / INDEX).read_text(encoding="utf-8")


def test_a_screen_that_cannot_be_shown_makes_the_tour_fail(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    from kapdesk import tour
    from kapdesk.tour import walk

    class Broken:
        def __init__(self, options: argparse.Namespace) -> None:
            self.album = Album(options.tour)

        def all(self) -> None:
            self.album.fault("week", LookupError("week"))

    monkeypatch.setattr(walk, "Walk", Broken)
    assert tour.main(argparse.Namespace(tour=tmp_path)) == 1
    assert "week: LookupError" in capsys.readouterr().err
