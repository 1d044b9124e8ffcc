"""Proof on paper: a code is typed in by keys, and the card says what it proves."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from kapdesk.desk import Desk
from kapdesk.domain.clock import SetClock
from kapdesk.domain.signing import Of
from kapdesk.places.practice.proof import ProofCard
from kapdesk.services import addenda, page_codes
from kapdesk.services.hands import Hand
from kapdesk.services.page_codes import Made
from kapdesk.services.record import Record
from tests.conftest import Template
from tests.services.conftest import DosingDay, plan_day
from tests.services.signed_day import own_hand, sign_short

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support propagateSizeHints")


@pytest.fixture
def hand(record: Record, template: Template) -> Hand:
    return own_hand(record, template)


@pytest.fixture
def day(record: Record, clock: SetClock, hand: Hand) -> DosingDay:
    made = plan_day(record, clock)
    sign_short(made, hand)
    return made


@pytest.fixture
def card(day: DosingDay, qtbot: QtBot) -> Iterator[ProofCard]:
    desk = Desk(day.record)
    made = ProofCard(desk)
    qtbot.addWidget(made)
    made.show()
    yield made
    made.deleteLater()
    desk.deleteLater()


def a_code(day: DosingDay) -> str:
    from kapdesk.services import signatures

    stands = signatures.standing(day.record, Of.SESSION, day.session)
    assert stands is not None
    made = Made("summary", Of.SESSION, day.session, day.client, stands.content_hash)
    return page_codes.mark(day.record, made, ["the words of page one", "and of page two"])[1]


def test_a_code_and_enter_say_which_page_it_is(card: ProofCard, day: DosingDay, qtbot: QtBot) -> None:
    qtbot.keyClicks(card.code, a_code(day).lower())
    qtbot.keyClick(card.code, Qt.Key.Key_Return)
    assert card.said.text() == "Matches the signed record. Signature valid."
    assert card.facts.text().startswith("Session summary, page 2 of 2\nK-")
    assert "Made 22-Nov-2026 09:00 by J. Adler, LMFT" in card.facts.text()
    assert "Mor" not in card.facts.text()


def test_an_earlier_version_names_what_was_added_since(
    card: ProofCard, day: DosingDay, hand: Hand, clock: SetClock
) -> None:
    code = a_code(day)
    clock.at = clock.at.replace(hour=15)
    addenda.add(
        day.record,
        hand,
        Of.SESSION,
        day.session,
        kind="addendum",
        reason="left out",
        text="she slept",
        about=None,
    )
    card.code.setText(code)
    card.check.click()
    assert card.said.text().startswith("An earlier version")
    assert "Since then: addendum, 22-Nov-2026 10:00, J. Adler, LMFT" in card.facts.text()


def test_a_mistyped_code_names_its_group_and_typing_takes_that_away(card: ProofCard, qtbot: QtBot) -> None:
    card.code.setText("ABC")
    card.check.click()
    assert "group 1" in card.said.text()
    assert card.facts.isHidden()
    qtbot.keyClicks(card.code, "D")
    assert card.said.text() == ""
