"""The fonts that ship cover the scripts of names, each beside its licence."""

import pytest

from kapdesk.domain.resources import resource_folder
from kapdesk.reports.fonts import FAMILIES, Style, face_for


def test_every_font_is_there_and_nothing_else_but_licences() -> None:
    folder = resource_folder() / "fonts"
    used = {family.file(style) for family in FAMILIES for style in Style}
    there = {path.name for path in folder.iterdir() if not path.name.startswith("LICENSE-")}
    assert there == used


@pytest.mark.parametrize("start", ["NotoSans", "DejaVuSans", "WenQuanYiMicroHei"])
def test_every_font_has_its_licence_beside_it(start: str) -> None:
    licence = (resource_folder() / "fonts" / f"LICENSE-{start}.txt").read_text(encoding="utf-8")
    assert "opyright" in licence


@pytest.mark.parametrize(
    "name",
    [
        "Łukasz Đặng",
        "Ωμέγα",
        "Ёжик",
        "محمد",
        "שלום",
        "अमित",
        "สมชาย",
        "王小明",
        "さくら",
        "김민수",
        "გიორგი",
        "Արամ",
        "አበበ",
        "தமிழ்",
    ],
)
@pytest.mark.parametrize("style", list(Style))
def test_names_in_many_scripts_can_be_drawn(name: str, style: Style) -> None:
    assert all(face_for(ord(sign), style) for sign in name)


def test_signs_beyond_the_first_plane_are_left_to_stand_ins() -> None:
    assert face_for(0x1F642, Style.REGULAR) is None
