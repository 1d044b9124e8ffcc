"""Every page is black on white on paper, whatever the room's theme; nothing stands outside its margins."""

import pytest
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication

from kapdesk.domain.clock import SetClock
from kapdesk.services import documents, releases
from kapdesk.services.documents import Paper, Printed
from kapdesk.services.record import Record
from kapdesk.ui import theme
from kapdesk.ui.pages import POINTS, Pages
from tests.services.leaving_day import LeavingDay
from tests.services.whole_day import a_day, lead_home

DOTS = 36
THEMES = ("paper", "ember")
MADE = ("discharge", "escort", "plan", "card", "provider", "summary")
LIGHT = 0.8
"""The least mean light of a page: words and rules on white."""
EDGE = 0.25
"""Inches of white around every page; a printer needs as much."""


@pytest.fixture
def day(record: Record, clock: SetClock) -> LeavingDay:
    made = a_day(record, clock)
    lead_home(made)
    releases.decide(record, made.session, "Dr N. Okafor, physician", "The ward asked for it at once")
    return made


def pictures(printed: Printed) -> list[QImage]:
    pages = Pages(printed.pdf)
    found = [pages.picture(number, DOTS, None) for number in range(pages.count())]
    return [one.convertToFormat(QImage.Format.Format_Grayscale8).copy() for one in found]


def light(image: QImage, left: int, top: int, right: int, bottom: int) -> list[int]:
    return [image.pixelColor(x, y).lightness() for y in range(top, bottom) for x in range(left, right)]


def test_pages_are_light_and_the_same_in_a_light_theme_and_a_dark_one(
    day: LeavingDay, qapp: QApplication
) -> None:
    seen: dict[str, list[bytes]] = {key: [] for key in MADE}
    for name in THEMES:
        theme.apply(qapp, theme.Theme.load(name))
        for key in MADE:
            printed = documents.make(day.record, key, day.client, day.session, paper=Paper.A4)
            seen[key].append(printed.pdf)
    for key, made in seen.items():
        assert len(set(made)) == 1, key
    theme.apply(qapp, theme.Theme.load("ember"))
    for key, made in seen.items():
        for image in pictures(Printed(made[0], "", "", 0)):
            shades = light(image, 0, 0, image.width(), image.height())
            assert sum(shades) / len(shades) / 255 > LIGHT, key


@pytest.mark.parametrize("paper", list(Paper))
def test_nothing_stands_at_the_edge_of_the_paper(day: LeavingDay, paper: Paper) -> None:
    margin = int(EDGE * DOTS)
    for key in MADE:
        printed = documents.make(day.record, key, day.client, day.session, paper=paper)
        for image in pictures(printed):
            wide, high = image.width(), image.height()
            assert (wide, high) == tuple(round(side * DOTS / POINTS) for side in paper.size)
            edges = light(image, 0, 0, wide, margin) + light(image, 0, high - margin, wide, high)
            edges += light(image, wide - margin // 2, 0, wide, high) if key not in {"escort", "card"} else []
            assert min(edges) > 200, key
