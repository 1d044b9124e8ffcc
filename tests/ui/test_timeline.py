"""Timeline: newest last and in sight, struck moments still to be read, every act by key."""

import time
from dataclasses import replace
from functools import partial

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from kapdesk.ui import theme
from kapdesk.ui.moments import Moment
from kapdesk.ui.note import Voice
from kapdesk.ui.timeline import Timeline, lines_of


def moments(count: int) -> list[Moment]:
    voices = (Voice.OBSERVER, Voice.CLIENT)
    return [
        Moment(n, f"T+00:{n % 60:02d}", f"10:{n % 60:02d}", "tears", f"Moment {n}. " * 8, voices[n % 2])
        for n in range(count)
    ]


@pytest.fixture
def journey(qtbot: QtBot) -> Timeline:
    made = Timeline()
    qtbot.addWidget(made)
    made.resize(600, 400)
    with qtbot.waitExposed(made):
        made.show()
    return made


def test_the_newest_moment_is_in_sight(qtbot: QtBot, journey: Timeline) -> None:
    journey.show_moments(moments(40))
    bar = journey.verticalScrollBar()
    qtbot.waitUntil(lambda: bar.maximum() > 0 and bar.value() == bar.maximum())
    high = bar.maximum()
    journey.show_moments(moments(41))
    qtbot.waitUntil(lambda: bar.maximum() > high and bar.value() == bar.maximum())


def test_reading_back_is_not_disturbed_by_a_new_moment(qtbot: QtBot, journey: Timeline) -> None:
    journey.show_moments(moments(40))
    bar = journey.verticalScrollBar()
    qtbot.waitUntil(lambda: bar.maximum() > 0)
    bar.setValue(10)
    high = bar.maximum()
    journey.show_moments(moments(41))
    qtbot.waitUntil(lambda: bar.maximum() > high)
    assert bar.value() == 10


def test_the_caret_stays_on_its_moment_when_another_comes(journey: Timeline) -> None:
    journey.show_moments(moments(5))
    journey.setCurrentIndex(journey.moments.index(2))
    journey.show_moments(moments(6))
    assert journey.key() == 2


def test_a_struck_moment_is_still_read_and_heard(journey: Timeline) -> None:
    first = replace(moments(1)[0], text="Jaw lets go.", struck="wrong client key", later="written 10:52")
    journey.show_moments([first])
    spoken = journey.moments.index(0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken == (
        "T+00:00, 10:00, Observer, struck through: wrong client key, tears: Jaw lets go., written 10:52"
    )
    assert not journey.grab().isNull()


@pytest.mark.parametrize(
    ("key", "name"),
    [
        (Qt.Key.Key_Delete, "strike_asked"),
        (Qt.Key.Key_Return, "edit_asked"),
        (Qt.Key.Key_F4, "voice_asked"),
    ],
)
def test_every_act_has_a_key(qtbot: QtBot, journey: Timeline, key: Qt.Key, name: str) -> None:
    journey.show_moments(moments(3))
    journey.setCurrentIndex(journey.moments.index(1))
    with qtbot.waitSignal(getattr(journey, name)) as told:
        qtbot.keyClick(journey, key)
    assert told.args == [1]


def test_the_menu_offers_the_same_acts(qtbot: QtBot, journey: Timeline) -> None:
    journey.show_moments(moments(3))
    journey.setCurrentIndex(journey.moments.index(1))
    actions = journey.menu().actions()
    assert len(actions) == 3
    with qtbot.waitSignal(journey.strike_asked):
        actions[2].trigger()


def test_no_key_acts_while_no_moment_is_chosen(qtbot: QtBot, journey: Timeline) -> None:
    with qtbot.assertNotEmitted(journey.strike_asked):
        qtbot.keyClick(journey, Qt.Key.Key_Delete)


def test_five_hundred_moments_are_shown_and_one_more_costs_little(qtbot: QtBot, journey: Timeline) -> None:
    journey.show_moments(moments(500))
    bar = journey.verticalScrollBar()
    qtbot.waitUntil(lambda: bar.maximum() > 0 and bar.value() == bar.maximum())
    started = time.process_time()
    journey.show_moments(moments(501))
    journey.grab()
    assert time.process_time() - started < 1.0


def test_coming_to_the_list_shows_where_one_is(qtbot: QtBot) -> None:
    page = QWidget()
    column = QVBoxLayout(page)
    first, journey = QLineEdit(), Timeline()
    column.addWidget(first)
    column.addWidget(journey)
    qtbot.addWidget(page)
    with qtbot.waitExposed(page):
        page.show()
    page.activateWindow()
    first.setFocus()
    qtbot.waitUntil(first.hasFocus)
    journey.show_moments(moments(3))
    assert journey.key() is None
    qtbot.keyClick(first, Qt.Key.Key_Tab)
    qtbot.waitUntil(journey.hasFocus)
    assert journey.key() == 2


def test_each_voice_has_a_bar_a_colour_and_a_name_of_its_own(journey: Timeline, qapp: QApplication) -> None:
    journey.show_moments(moments(2))
    journey.resize(600, 400)
    picture = journey.grab().toImage()
    seen = []
    for row, voice in enumerate((Voice.OBSERVER, Voice.CLIENT)):
        place = journey.visualRect(journey.moments.index(row))
        ink, x = theme.color(voice.value), place.left() + theme.px(105)
        column = range(place.top() + theme.px(7), place.bottom() - theme.px(8))
        seen.append([picture.pixelColor(x, y) == ink for y in column])
        assert journey.moments.index(row).data(Qt.ItemDataRole.AccessibleTextRole).count(voice.label) == 1
    observer, client = seen
    assert all(client)  # a whole bar
    assert any(observer)
    assert not all(observer)  # a broken one


def test_a_stamp_without_words_is_read_by_its_kind(journey: Timeline) -> None:
    stamped, written = replace(moments(1)[0], text=""), moments(1)[0]
    assert [words for words, _, _ in lines_of(stamped)] == ["Observer", "tears"]
    assert next(words for words, _, _ in lines_of(written)) == "Observer · tears"


def test_a_moment_set_back_finds_its_place_without_the_others_being_measured_again(
    journey: Timeline,
) -> None:
    shown = moments(30)
    journey.show_moments([one for one in shown if one.key != 12])
    resets: list[bool] = []
    journey.moments.modelReset.connect(partial(resets.append, True))
    journey.show_moments(shown)
    journey.reveal(12)
    assert resets == []
    assert [one.key for one in journey.moments.moments] == list(range(30))
    assert journey.viewport().rect().intersects(journey.visualRect(journey.moments.index(12)))
