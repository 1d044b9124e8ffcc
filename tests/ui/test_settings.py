"""The window remembers its size and look, and not one word of the record."""

from pathlib import Path

import pytest
from PySide6.QtCore import QByteArray

from kapdesk.ui.settings import Settings


def test_what_was_chosen_is_there_at_the_next_start(tmp_path: Path) -> None:
    path = tmp_path / "window.ini"
    first = Settings(path)
    first.choose_theme("night")
    first.choose_scale(150)
    first.keep_geometry(QByteArray(b"\x01\x02"))
    first.keep_splitter("debrief", QByteArray(b"\x03"))
    assert first.write()
    again = Settings(path)
    assert (again.theme, again.scale) == ("night", 150)
    assert again.geometry == QByteArray(b"\x01\x02")
    assert again.splitter("debrief") == QByteArray(b"\x03")


def test_nothing_chosen_is_nothing(tmp_path: Path) -> None:
    fresh = Settings(tmp_path / "window.ini")
    assert fresh.theme is None
    assert fresh.scale == 100
    assert fresh.geometry is None
    assert fresh.splitter("debrief") is None


@pytest.mark.parametrize("line", ["scale=huge", "scale=-4", "theme=neon", "scale="])
def test_a_damaged_file_reads_as_nothing_chosen(tmp_path: Path, line: str) -> None:
    path = tmp_path / "window.ini"
    path.write_text(f"[look]\n{line}\n", encoding="utf-8")
    assert Settings(path).theme is None
    assert Settings(path).scale == 100


def test_only_the_window_itself_is_remembered(tmp_path: Path) -> None:
    path = tmp_path / "window.ini"
    settings = Settings(path)
    settings.choose_theme("ember")
    settings.keep_splitter("dosing", QByteArray(b"\x00"))
    settings.keep_geometry(QByteArray(b"\x00"))
    settings.write()
    sections = {line for line in path.read_text(encoding="utf-8").splitlines() if line.startswith("[")}
    assert sections == {"[look]", "[splitter]", "[window]"}
    with pytest.raises(KeyError):
        settings.choose_theme("MOR, Aster")
