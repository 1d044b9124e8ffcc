"""The clinic sets its hours, rooms, closures and cadence; what cannot be stays typed and the old stands."""

from datetime import date, time
from uuid import uuid4

import pytest
from pytestqt.qtbot import QtBot

from kapdesk.desk import Desk, Go, Place
from kapdesk.domain.appointments import AppointmentKind
from kapdesk.places.practice.hours import HoursPart
from kapdesk.services import appointments, closures, diary, settings, working_hours
from kapdesk.services.appointments import Plan
from kapdesk.services.record import Record
from kapdesk.store.rows import ClientRow


class Bench(Place):
    """A place with these cards alone."""

    name, title = "practice", "Practice"

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.part = HoursPart(self)
        from PySide6.QtWidgets import QVBoxLayout

        column = QVBoxLayout(self)
        for card in self.part.cards:
            column.addWidget(card)


def stage(qtbot: QtBot, record: Record) -> Bench:
    made = Bench(Desk(record))
    qtbot.addWidget(made, before_close_func=Bench.close_down)
    made.resize(700, 1400)
    with qtbot.waitExposed(made):
        made.show()
    return made


@pytest.fixture
def bench(qtbot: QtBot, record: Record) -> Bench:
    return stage(qtbot, record)


def test_hours_are_shown_as_they_are_and_kept_together(bench: Bench, record: Record) -> None:
    card = bench.part.hours
    assert card.typed()["0"] == "09:00 to 18:00"
    card.slip.show_texts({**card.typed(), "0": "9-12, 13-17", "6": "closed"})
    card.button.click()
    assert card.said.text() == "Kept."
    assert card.typed()["0"] == "09:00 to 12:00, 13:00 to 17:00"
    assert working_hours.week(record).days[6] == ()


def test_wrong_hours_stay_typed_over_a_lock_and_the_old_stand(
    bench: Bench, record: Record, qtbot: QtBot
) -> None:
    card = bench.part.hours
    line = card.slip.parts["1"]
    line.setFocus()
    line.clear()
    qtbot.keyClicks(line, "late")
    card.button.click()
    assert "are no hours" in card.said.text()
    assert working_hours.week(record).days[1]
    assert bench.leave()
    assert stage(qtbot, record).part.hours.typed()["1"] == "late"


def test_rooms_and_cadence_are_the_clinics_own(bench: Bench, record: Record) -> None:
    bench.part.rooms.slip.show_texts({"rooms": "Hazel room,  Garden room ,Hazel room"})
    bench.part.rooms.button.click()
    assert diary.rooms(record) == ("Hazel room", "Garden room")
    card = bench.part.cadence
    assert card.typed()["cadence.days"] == "1, 3, 7"
    card.slip.show_texts({**card.typed(), "cadence.days": "2 5", "cadence.window": "12-48"})
    card.button.click()
    assert diary.cadence(record).first_days == (2, 5)
    assert card.typed()["cadence.window"] == "12 to 48"
    card.slip.show_texts({**card.typed(), "cadence.days": "5, 2"})
    card.button.click()
    assert "no days after the dose" in card.said.text()
    assert diary.cadence(record).first_days == (2, 5)


def test_days_are_closed_and_what_is_booked_there_is_listed_until_it_is_moved(
    bench: Bench, record: Record
) -> None:
    with record.write() as db:
        row = ClientRow(id=uuid4(), code="K-0107", family_name="Vega", given_name="Lin")
        row.written_at = record.now()
        db.add(row)
    plan = Plan(row.id, AppointmentKind.REGULAR, date(2026, 11, 24), time(10), 60)
    made = bench.desk.do(bench, appointments.book, plan)
    card = bench.part.closures
    card.button.click()
    assert card.slip.flagged() == {"first": "Write the first day."}
    card.slip.show_texts({"first": "24-Nov-2026", "reason": "staff day"})
    card.button.click()
    (closed,) = closures.ahead(record)
    assert closed.words == "The clinic is closed, 24-Nov-2026: staff day."
    assert card.to_move.isVisible()
    wishes: list[Go] = []
    bench.desk.asked.connect(wishes.append)
    card._go()
    assert wishes == [Go(place="week")]
    assert made is not None
    assert made.item is not None
    later = Plan(row.id, AppointmentKind.REGULAR, date(2026, 11, 25), time(10), 60)
    bench.desk.do(bench, appointments.move, made.item, later)
    assert not card.to_move.isVisible()
    card._take_back(closed.id, "it was the wrong week")
    assert closures.ahead(record) == ()


def test_a_closure_in_the_wrong_order_stays_on_its_slip(bench: Bench, record: Record) -> None:
    card = bench.part.closures
    card.slip.show_texts({"first": "26-Nov-2026", "last": "24-Nov-2026"})
    card.button.click()
    assert "before the first" in card.said.text()
    assert card.slip.text("first") == "26-Nov-2026"
    assert closures.ahead(record) == ()
    assert settings.get(record, "draft.practice.closure") == ""
