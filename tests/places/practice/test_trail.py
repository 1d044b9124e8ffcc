"""The audit trail on its card: paged, sifted, checked behind the window, printed from memory."""

import shutil
from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from kapdesk.desk import Desk
from kapdesk.places.practice.trail import STOPPED, TrailCard
from kapdesk.services import audit, settings
from kapdesk.services.record import Record
from tests.conftest import Template


@pytest.fixture
def card(record: Record, template: Template, qtbot: QtBot) -> Iterator[TrailCard]:
    for copy in template.folder.glob("vault.keys*"):
        shutil.copy(copy, record.store.path.parent / copy.name)
    for number in range(250):
        settings.put(record, "paper", str(number))
    made = TrailCard(Desk(record))
    qtbot.addWidget(made)
    with qtbot.waitExposed(made):
        made.show()
    yield made
    made.rest()


def at_end(card: TrailCard, qtbot: QtBot) -> None:
    """Wait till what is done behind the window is home."""
    qtbot.waitUntil(lambda: not card.progress.isVisibleTo(card), timeout=20_000)


def rows(card: TrailCard) -> int:
    return card.table.model().rowCount()


def test_the_trail_is_read_when_it_is_asked_for_and_a_page_at_a_time(card: TrailCard, qtbot: QtBot) -> None:
    assert rows(card) == 0
    card.open.click()
    first = rows(card)
    assert 0 < first < 250
    model = card.table.model()
    while model.canFetchMore(card.table.rootIndex()):
        model.fetchMore(card.table.rootIndex())
    assert rows(card) == 250
    card.acts.setCurrentIndex(card.acts.findData("setting changed"))
    assert rows(card) == first
    card.code.setText("K-9999")
    card.code.editingFinished.emit()
    assert rows(card) == 0


def test_a_check_says_what_it_found_and_is_itself_in_the_trail(
    card: TrailCard, qtbot: QtBot, record: Record
) -> None:
    card.check.click()
    at_end(card, qtbot)
    assert "250 lines checked" in card.said.text()
    assert next(audit.lines(record)).action == "trail verified"


def test_the_attestation_is_shown_from_memory_and_its_print_is_a_line(
    card: TrailCard, qtbot: QtBot, record: Record
) -> None:
    card.attest.click()
    assert card.progress.isVisibleTo(card)
    assert not card.preview.isVisible()
    at_end(card, qtbot)
    assert card.preview.isVisible()
    card.preview.printed.emit(1)
    assert [line.count for line in audit.lines(record, action="attestation printed")] == [1]
    end = audit.anchor(record.store)
    assert end is not None
    card.anchor.setText(f"{end.seq}-{end.mac[:12]}")
    card.compare.click()
    assert "stands as it was printed" in card.said.text()


def test_the_sifted_lines_are_set_behind_the_window(card: TrailCard, qtbot: QtBot) -> None:
    card.open.click()
    card.list_button.click()
    at_end(card, qtbot)
    assert card.preview.isVisible()
    assert card.said.text() == ""


def test_a_check_that_is_stopped_says_so(card: TrailCard, qtbot: QtBot) -> None:
    card.check.click()
    card.progress.stop.click()
    at_end(card, qtbot)
    assert card.said.text() == STOPPED
