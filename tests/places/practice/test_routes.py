"""The clinic sets when vital signs are due; what ships is the floor, and no earlier session is changed."""

import pytest
from pytestqt.qtbot import QtBot

from kapdesk.desk import Desk
from kapdesk.domain.routes import Route
from kapdesk.places.practice.place import PracticePlace
from kapdesk.services import practice_limits
from kapdesk.services.record import Record


@pytest.fixture
def place(qtbot: QtBot, record: Record) -> PracticePlace:
    made = PracticePlace(Desk(record))
    qtbot.addWidget(made, before_close_func=PracticePlace.close_down)
    made.load()
    return made


def test_every_route_says_its_times_and_where_they_come_from(place: PracticePlace) -> None:
    assert set(place.times.card._times) == {route.value for route in Route}
    im = place.times.card._times["im"]
    assert (im.vitals_at, im.after_booster, im.set_by) == ("0, 15, 30, 60, 90, 120", "15, 30", "as shipped")


def test_times_are_kept_as_a_version_with_who_set_them(place: PracticePlace, record: Record) -> None:
    card = place.times.card
    card.change_asked.emit("im")
    card.slip.show_texts({"vitals-at": "0 10 20 40 60 90 120", "after-booster": "10, 20"})
    card.keep.click()
    profile = practice_limits.profile(record, Route.IM)
    assert profile.vitals_schedule_min == (0, 10, 20, 40, 60, 90, 120)
    assert profile.after_booster_min == (10, 20)
    assert card._times["im"].set_by == "own version 1, 22-Nov-2026, J. Adler, LMFT"
    assert not card.slip.isVisibleTo(card)


@pytest.mark.parametrize(
    ("route", "typed", "said"),
    [
        ("im", "15 30", "begins with 0"),
        ("im", "0, half an hour", "whole minutes"),
        ("esketamine", "0 60 120", "0, 40 and 120"),
    ],
)
def test_what_is_refused_stays_in_the_slip_with_its_sentence(
    place: PracticePlace, record: Record, route: str, typed: str, said: str
) -> None:
    before = practice_limits.profile(record, Route(route))
    card = place.times.card
    card.change_asked.emit(route)
    card.slip.show_texts({"vitals-at": typed, "after-booster": ""})
    card.keep.click()
    assert said in card.sentence.text()
    assert card.slip.text("vitals-at") == typed
    assert practice_limits.profile(record, Route(route)) == before


def test_half_a_slip_is_kept_for_its_own_route(place: PracticePlace, record: Record, qtbot: QtBot) -> None:
    card = place.times.card
    card.change_asked.emit("im")
    field = card.slip.parts["vitals-at"]
    field.selectAll()  # type: ignore[attr-defined]
    qtbot.keyClicks(field, "0 20")
    card.change_asked.emit("iv")
    assert card.slip.text("vitals-at") == "0, 15, 30, 40, 60, 90, 120"
    card.change_asked.emit("im")
    assert card.slip.text("vitals-at") == "0 20"
    assert practice_limits.profile(record, Route.IM).vitals_schedule_min[1] == 15
