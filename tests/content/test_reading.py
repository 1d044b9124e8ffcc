"""Whatever lies in a folder of content files, reading it ends in definitions or in told mistakes."""

import tempfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kapdesk.content.reading import read_folder
from kapdesk.domain.definitions import Origin
from kapdesk.domain.resources import resource_folder

SHIPPED = resource_folder() / "content"
ONE_OF_EACH_KIND = (
    "checklists/nausea.toml",
    "instruments/gad7.toml",
    "forms/client.toml",
    "letters/escort-sheet.toml",
    "prompts/tones.toml",
    "tables/timeline-keys.toml",
)


@pytest.mark.parametrize("name", ONE_OF_EACH_KIND)
def test_a_key_that_no_kind_of_file_knows_is_told(name: str, tmp_path: Path) -> None:
    text = (SHIPPED / name).read_text(encoding="utf-8")
    (tmp_path / Path(name).name).write_text(f'colour = "red"\n{text}', encoding="utf-8")
    read, faults = read_folder(tmp_path, Origin.CLINIC)
    assert read == []
    assert [(fault.key, fault.what) for fault in faults] == [("colour", "is not a key of this kind of file")]


@pytest.mark.parametrize("name", ONE_OF_EACH_KIND)
@pytest.mark.parametrize("key", ["id", "version", "title", "source", "licence"])
def test_what_every_file_must_say_about_itself_is_asked_for(name: str, key: str, tmp_path: Path) -> None:
    lines = (SHIPPED / name).read_text(encoding="utf-8").splitlines()
    first = next(place for place, line in enumerate(lines) if line.startswith(f"{key} ="))
    text = "\n".join(lines[:first] + lines[first + 1 :])
    (tmp_path / Path(name).name).write_text(text, encoding="utf-8")
    _, faults = read_folder(tmp_path, Origin.CLINIC)
    assert [(fault.key, fault.what) for fault in faults] == [(key, "is missing")]


def _read_one(content: bytes) -> int:
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "one.toml").write_bytes(content)
        read, faults = read_folder(Path(folder), Origin.CLINIC)
    return len(read) + len({fault.file for fault in faults})


@given(st.binary(max_size=300))
def test_any_bytes_are_read_or_told(content: bytes) -> None:
    assert _read_one(content) == 1


@given(st.sampled_from(ONE_OF_EACH_KIND), st.integers(min_value=0), st.integers(min_value=0, max_value=40))
def test_a_file_with_a_piece_torn_out_is_read_or_told(name: str, start: int, length: int) -> None:
    content = (SHIPPED / name).read_bytes()
    start %= len(content)
    assert _read_one(content[:start] + content[start + length :]) == 1


@pytest.mark.parametrize("content", [b"a = " + b"[" * 5000, b"a = " + b"9" * 5000])
def test_a_file_made_to_break_the_reader_is_told(content: bytes) -> None:
    assert _read_one(content) == 1


def test_a_folder_with_the_name_of_a_file_is_told(tmp_path: Path) -> None:
    (tmp_path / "one.toml").mkdir()
    _, faults = read_folder(tmp_path, Origin.CLINIC)
    assert "cannot be read" in faults[0].what
