"""The four looks: every text readable, every border seen, nothing bright at night."""

import itertools
import re
from collections.abc import Iterator

import pytest
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication, QCheckBox, QPushButton, QRadioButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from kapdesk.domain.resources import resource_folder
from kapdesk.ui import theme
from kapdesk.ui.theme import Theme

BACKGROUNDS = ("window", "surface", "raised")
SPEAKING = ("accent", "danger", "caution", "done", "client", "observer")


def luminance(colour: QColor) -> float:
    parts = [
        c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4
        for c in (colour.redF(), colour.greenF(), colour.blueF())
    ]
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]


def contrast(one: QColor, other: QColor) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.fixture(params=theme.NAMES)
def worn(request: pytest.FixtureRequest, qapp: QApplication) -> Iterator[Theme]:
    """Each theme in turn, applied."""
    chosen = Theme.load(str(request.param))
    theme.apply(qapp, chosen)
    yield chosen
    theme.apply(qapp, Theme.load("paper"))


def test_every_text_can_be_read_on_every_background(worn: Theme) -> None:
    for token, behind in itertools.product(("text", "muted", *SPEAKING), BACKGROUNDS):
        assert contrast(worn.color(token), worn.color(behind)) >= 4.5, (token, behind)


def test_every_text_can_be_read_on_the_weak_colour_of_a_state(worn: Theme) -> None:
    for token in SPEAKING:
        behind = worn.color(f"{token}_weak")
        for ink in ("text", "muted", token):
            assert contrast(worn.color(ink), behind) >= 4.5, (ink, token)


def test_words_on_filled_buttons_and_on_the_cover_can_be_read(worn: Theme) -> None:
    for ink, behind in (("on_accent", "accent"), ("on_danger", "danger"), ("cover_text", "cover")):
        assert contrast(worn.color(ink), worn.color(behind)) >= 4.5


def test_borders_of_inputs_focus_rings_and_marks_are_seen(worn: Theme) -> None:
    for behind in BACKGROUNDS:
        assert contrast(worn.color("edge"), worn.color(behind)) >= 3
        assert contrast(worn.color("accent"), worn.color(behind)) >= 3
    for number in range(8):
        assert contrast(worn.mark(number), worn.color("surface")) >= 3
    assert len(set(worn.marks)) == 8


def test_what_is_disabled_stays_readable(worn: Theme) -> None:
    palette = theme.palette(worn)
    for role in (QPalette.ColorRole.Text, QPalette.ColorRole.ButtonText):
        ink = palette.color(QPalette.ColorGroup.Disabled, role)
        assert contrast(ink, worn.color("surface")) >= 4.5


def test_no_text_at_night_is_brighter_than_its_limit_and_every_hue_is_warm() -> None:
    night = Theme.load("night")
    limit = luminance(QColor("#B07A5E"))
    for token in night.colours:
        colour = night.color(token)
        assert luminance(colour) <= limit, token
        assert colour.red() >= colour.green() >= 0, token
        assert colour.red() >= colour.blue(), token


def test_the_marks_in_check_boxes_have_the_colour_of_their_theme(worn: Theme) -> None:
    folder = resource_folder() / "icons" / worn.name
    inks = {"check": "on_accent", "partial": "on_accent", "dot": "on_accent", "down": "text", "up": "text"}
    for name, token in inks.items():
        drawn = (folder / f"{name}.svg").read_text(encoding="utf-8")
        assert worn.colours[token] in drawn, (name, token)


def test_the_stylesheet_leaves_no_token_and_no_unit_unfilled(worn: Theme) -> None:
    text = theme.stylesheet(worn, 100)
    assert "@" not in text
    assert not re.search(r"\d+u\b", text)


def test_lengths_and_type_grow_with_the_text_size(qapp: QApplication) -> None:
    theme.apply(qapp, Theme.load("paper"), 200)
    assert qapp.font().pixelSize() == 28
    assert theme.px(8) == 16
    assert "font-size: 52px" in qapp.styleSheet()
    theme.apply(qapp, Theme.load("paper"), 100)
    assert qapp.font().pixelSize() == 14


@pytest.mark.parametrize(("asked", "got"), [(20, 100), (100, 100), (155, 155), (900, 200)])
def test_the_text_size_stays_between_one_and_two(asked: int, got: int) -> None:
    assert theme.fit_scale(asked) == got


def test_a_change_of_look_is_told(qtbot: QtBot, qapp: QApplication) -> None:
    with qtbot.waitSignal(theme.look().changed):
        theme.change("ember", 120)
    assert theme.look().theme.name == "ember"
    assert theme.color("window").name().upper() == "#14110F"
    theme.apply(qapp, Theme.load("paper"))


def test_a_theme_that_does_not_exist_is_refused() -> None:
    with pytest.raises(KeyError):
        Theme.load("../paper")


def test_the_system_is_asked_which_look_it_prefers(qapp: QApplication) -> None:
    assert theme.preferred(qapp) in {"paper", "ember", "contrast"}
    theme.apply(qapp, Theme.load("ember"))
    assert theme.preferred(qapp) in {"paper", "ember"}  # offscreen keeps no scheme of its own
    theme.apply(qapp, Theme.load("paper"))


@pytest.mark.parametrize("kind", [QCheckBox, QRadioButton])
def test_an_empty_box_can_be_seen(qtbot: QtBot, worn: Theme, kind: type[QCheckBox]) -> None:
    page = QWidget()
    qtbot.addWidget(page)
    box = kind("")
    QVBoxLayout(page).addWidget(box)
    with qtbot.waitExposed(page):
        page.show()
    image = box.grab().toImage()
    seen = {image.pixelColor(x, y).name() for x in range(image.width()) for y in range(image.height())}
    assert any(contrast(QColor(ink), worn.color("window")) >= 3 for ink in seen)


def test_the_ring_around_a_focused_button_is_two_pixels_of_accent(qtbot: QtBot, worn: Theme) -> None:
    page = QWidget()
    qtbot.addWidget(page)
    button = QPushButton("Record")
    QVBoxLayout(page).addWidget(button)
    with qtbot.waitExposed(page):
        page.show()
    page.activateWindow()
    button.setFocus()
    image = button.grab().toImage()
    middle = image.height() // 2
    assert [image.pixelColor(x, middle).name() for x in (0, 1)] == [worn.color("accent").name()] * 2


def test_the_ring_inside_a_filled_button_is_two_pixels_that_stand_out(qtbot: QtBot, worn: Theme) -> None:
    page = QWidget()
    qtbot.addWidget(page)
    button = QPushButton("Record")
    theme.give_role(button, "primary")
    QVBoxLayout(page).addWidget(button)
    with qtbot.waitExposed(page):
        page.show()
    page.activateWindow()
    button.setFocus()
    image = button.grab().toImage()
    across = [image.pixelColor(x, image.height() // 2) for x in range(8)]
    ring = [x for x, ink in enumerate(across) if x > 1 and contrast(ink, worn.color("accent")) >= 3]
    assert ring == [4, 5]
