"""The clinic's own years count, and a record over its time is listed by its code alone."""

from datetime import date

from pytestqt.qtbot import QtBot

from kapdesk.desk import Desk
from kapdesk.domain.clock import SetClock
from kapdesk.domain.retention import Rule
from kapdesk.places.practice.retention import RetentionCard
from kapdesk.services import clients, retention
from kapdesk.services.record import Record
from tests.services.whole_day import a_client


def test_the_years_of_the_clinic_count_and_what_is_over_is_listed(
    record: Record, clock: SetClock, qtbot: QtBot
) -> None:
    client = a_client(record)
    clients.end(record, client, date(2026, 11, 22), "moved away")
    desk = Desk(record)
    card = RetentionCard(desk)
    qtbot.addWidget(card)
    assert "7 years" in card.stands.text()
    card.keep.click()
    assert retention.rule(record) == Rule(7, 18, 3)
    for part, years in (("after", "5"), ("majority", "18"), ("after_majority", "4")):
        card.slip.parts[part].setText(years)  # type: ignore[union-attr]
    card.keep.click()
    assert retention.rule(record) == Rule(5, 18, 4)
    card.due.click()
    assert "No record" in card.said._words.text()
    clock.move(days=6 * 366)
    card.due.click()
    assert "1 over" in card.said._words.text()
    desk.deleteLater()
