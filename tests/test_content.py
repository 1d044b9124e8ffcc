"""Content files are read, checked, and told by file and key when something is wrong."""

import subprocess
import sys
from pathlib import Path

import pytest

from kapdesk import content
from kapdesk.domain.definitions import Checklist, Origin
from kapdesk.domain.errors import NotFound
from kapdesk.domain.instruments import Instrument
from kapdesk.domain.resources import resource_folder

SHIPPED = resource_folder() / "content"

OWN_LIST = """
kind = "checklist"
id = "{id}"
version = {version}
title = "Our own"
source = "Our clinic"
licence = "MIT"
[[groups]]
id = "one"
title = "One"
[[groups.items]]
id = "kettle"
label = "Kettle on"
answer = "tick"
"""


def _own(folder: Path, name: str, text: str) -> None:
    folder.mkdir(exist_ok=True)
    (folder / name).write_text(text, encoding="utf-8")


@pytest.fixture
def clinic(tmp_path: Path) -> Path:
    return tmp_path / "content"


def test_every_shipped_file_loads_without_a_fault() -> None:
    loaded = content.load()
    assert loaded.faults == ()
    files = list(SHIPPED.rglob("*.toml"))
    versions = [
        loaded.versions(kind, definition.id) for kind in content.KINDS for definition in loaded.all(kind)
    ]
    assert sum(len(each) for each in versions) == len(files) >= 40


def test_a_clinic_folder_that_is_not_there_is_no_fault(tmp_path: Path) -> None:
    assert content.load(tmp_path / "nowhere").faults == ()


def test_the_clinics_own_list_is_added(clinic: Path) -> None:
    _own(clinic, "kettle.toml", OWN_LIST.format(id="kettle", version=1001))
    loaded = content.load(clinic)
    assert loaded.faults == ()
    assert loaded.checklist("kettle").origin is Origin.CLINIC


def test_the_clinics_own_list_shadows_the_shipped_one_and_both_can_be_asked_for(clinic: Path) -> None:
    _own(clinic, "nausea.toml", OWN_LIST.format(id="nausea", version=1001))
    loaded = content.load(clinic)
    assert loaded.checklist("nausea").title == "Our own"
    assert loaded.checklist("nausea", 1).title == "Nausea"
    assert loaded.versions(Checklist, "nausea") == (1, 1001)


def test_old_versions_stay_beside_the_newest(clinic: Path) -> None:
    _own(clinic, "kettle.v1001.toml", OWN_LIST.format(id="kettle", version=1001))
    _own(clinic, "kettle.toml", OWN_LIST.format(id="kettle", version=1002))
    loaded = content.load(clinic)
    assert loaded.checklist("kettle").version == 1002
    assert loaded.checklist("kettle", 1001).version == 1001


def test_a_version_that_is_not_there_is_told(clinic: Path) -> None:
    with pytest.raises(NotFound, match="“nausea, version 7”"):
        content.load(clinic).checklist("nausea", 7)


def test_an_id_of_another_kind_is_not_found() -> None:
    with pytest.raises(NotFound, match="no form “nausea”"):
        content.load().form("nausea")


def test_a_broken_file_reports_every_mistake_with_file_and_key(clinic: Path) -> None:
    text = OWN_LIST.format(id="kettle", version=1001)
    text = text.replace('title = "Our own"\n', "").replace(
        'answer = "tick"', 'answer = "guess"\ncolour = "red"'
    )
    _own(clinic, "kettle.toml", text)
    faults = content.load(clinic).faults
    assert {fault.file for fault in faults} == {"kettle.toml"}
    told = {fault.key: fault.what for fault in faults}
    assert told["title"] == "is missing"
    assert told["groups > 1 (one) > items > 1 (kettle) > colour"] == "is not a key of this kind of file"
    assert "tick" in told["groups > 1 (one) > items > 1 (kettle) > answer"]
    assert len(faults) == 3
    assert "kettle.toml, title: is missing." in [fault.sentence for fault in faults]


def test_every_broken_file_is_told_not_only_the_first(clinic: Path) -> None:
    _own(clinic, "one.toml", "kind = ")
    _own(clinic, "two.toml", 'kind = "poem"')
    (clinic / "three.toml").write_bytes(b'kind = "\xff\xfe"')
    faults = {fault.file: fault.what for fault in content.load(clinic).faults}
    assert faults["one.toml"].startswith("is not TOML")
    assert faults["two.toml"].startswith("kind must be")
    assert faults["three.toml"].startswith("is not UTF-8")


def test_the_shipped_text_stands_in_for_a_broken_file_of_the_clinic(clinic: Path) -> None:
    _own(
        clinic, "nausea.toml", OWN_LIST.format(id="nausea", version=1001).replace('source = "Our clinic"', "")
    )
    loaded = content.load(clinic)
    assert [fault.key for fault in loaded.faults] == ["source"]
    assert loaded.checklist("nausea").origin is Origin.SHIPPED


def test_a_file_saved_by_notepad_with_a_mark_in_front_is_read(clinic: Path) -> None:
    clinic.mkdir()
    text = OWN_LIST.format(id="kettle", version=1001)
    (clinic / "kettle.toml").write_text(text, encoding="utf-8-sig")
    assert content.load(clinic).faults == ()


@pytest.mark.parametrize(
    ("name", "text", "what"),
    [
        ("other.toml", OWN_LIST.format(id="kettle", version=1001), "must be the file's name"),
        ("kettle.v1002.toml", OWN_LIST.format(id="kettle", version=1001), "the file's name says 1002"),
        ("kettle.toml", OWN_LIST.format(id="kettle", version=2), "start at 1001"),
    ],
)
def test_a_name_or_version_that_could_mean_two_texts_is_refused(
    clinic: Path, name: str, text: str, what: str
) -> None:
    _own(clinic, name, text)
    (fault,) = content.load(clinic).faults
    assert what in fault.what


def test_one_id_and_version_in_two_files_is_refused(clinic: Path) -> None:
    _own(clinic, "kettle.toml", OWN_LIST.format(id="kettle", version=1001))
    _own(clinic, "kettle.v1001.toml", OWN_LIST.format(id="kettle", version=1001))
    (fault,) = content.load(clinic).faults
    assert "in another file" in fault.what


def test_a_clinic_cannot_change_the_words_of_a_shipped_instrument(clinic: Path) -> None:
    text = (SHIPPED / "instruments" / "phq9.toml").read_text(encoding="utf-8")
    _own(clinic, "phq9.toml", text.replace("version = 1\n", "version = 1001\n").replace("hopeless", "low"))
    loaded = content.load(clinic)
    (fault,) = loaded.faults
    assert "cannot be replaced" in fault.what
    assert loaded.versions(Instrument, "phq9") == (1,)


@pytest.mark.parametrize(
    ("old", "new", "weakened"),
    [
        ('id = "D14"', 'id = "X14"', "D14"),
        ('weight = "hard"', 'weight = "soft"', "D01"),
        ("may_override = false", "may_override = true", "D18"),
    ],
)
def test_a_clinic_may_add_criteria_for_leaving_but_not_weaken_them(
    clinic: Path, old: str, new: str, weakened: str
) -> None:
    text = (SHIPPED / "checklists" / "readiness.toml").read_text(encoding="utf-8")
    assert old in text
    _own(clinic, "readiness.toml", text.replace("version = 1\n", "version = 1001\n").replace(old, new))
    (fault,) = content.load(clinic).faults
    assert weakened in fault.what


def test_the_clinics_own_wording_of_the_criteria_is_taken(clinic: Path) -> None:
    text = (SHIPPED / "checklists" / "readiness.toml").read_text(encoding="utf-8")
    _own(clinic, "readiness.toml", text.replace("version = 1\n", "version = 1001\n").replace("Gait", "Walk"))
    loaded = content.load(clinic)
    assert loaded.faults == ()
    assert loaded.checklist("readiness").item("D07").label == "Walk steady"


LETTER = """
kind = "letter"
id = "card"
version = 1001
title = "Card"
source = "Our clinic"
licence = "MIT"
audience = "client"
placeholders = [{listed}]
[[blocks]]
id = "one"
heading = "Hello"
paragraphs = ["{text}"]
"""


@pytest.mark.parametrize(
    ("listed", "text", "what"),
    [
        ("", "See {name}.", "do not agree on: name"),
        ('"name"', "See you.", "do not agree on: name"),
        ("", "See {Name}.", "a brace stands alone"),
        ("", "See {.", "a brace stands alone"),
    ],
)
def test_open_places_of_a_letter_are_listed_and_spelt(
    clinic: Path, listed: str, text: str, what: str
) -> None:
    _own(clinic, "card.toml", LETTER.replace("{listed}", listed).replace("{text}", text))
    (fault,) = content.load(clinic).faults
    assert what in fault.what


def test_rows_that_do_not_fit_the_columns_are_all_told(clinic: Path) -> None:
    text = """
kind = "table"
id = "keys"
version = 1001
title = "Keys"
source = "Our clinic"
licence = "MIT"
columns = [{ id = "label", holds = "text" }, { id = "n", holds = "number", required = false }]
rows = [{ id = "a", label = 5 }, { id = "b", n = true }, { id = "c", label = "C", x = "?" }, { label = "D" }]
"""
    _own(clinic, "keys.toml", text)
    (fault,) = content.load(clinic).faults
    for part in (
        "row 1: label must hold text",
        "row 2: label is missing",
        "row 2: n must hold number",
        "row 3: x is no column",
        "row 4: id is missing",
    ):
        assert part in fault.what


def test_damaged_shipped_files_stop_the_start_and_name_every_mistake(clinic: Path) -> None:
    _own(clinic, "one.toml", "kind = ")
    _own(clinic, "two.toml", 'kind = "poem"')
    with pytest.raises(content.ContentDamaged) as told:
        content.load(shipped_folder=clinic)
    assert "one.toml" in told.value.sentence
    assert "two.toml" in told.value.sentence
    assert "The record was not opened or changed" in told.value.sentence


def test_an_empty_folder_of_shipped_files_stops_the_start(clinic: Path) -> None:
    with pytest.raises(content.ContentDamaged):
        content.load(shipped_folder=clinic)


def test_the_checker_is_not_imported_until_content_is_loaded() -> None:
    code = "import sys, kapdesk.content; sys.exit('pydantic' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
