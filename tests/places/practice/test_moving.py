"""A bundle is made and taken in from Practice; what differs is settled there, from the keyboard too."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from kapdesk.desk import Desk
from kapdesk.places.practice import moving
from kapdesk.places.practice.moving import MovingPart
from kapdesk.places.practice.moving_conflicts import ConflictsCard
from kapdesk.places.today.place import TodayPlace
from kapdesk.services import clients, conflicts, notes
from kapdesk.services.conflicts import Choice
from kapdesk.services.notes import Owner
from kapdesk.store.derivation import FLOOR
from tests.conftest import Template
from tests.services.two_stations import WORDS, Station, station
from tests.services.whole_day import a_client


@pytest.fixture
def both(template: Template, tmp_path: Path) -> Iterator[tuple[Station, Station]]:
    with (
        station(template, tmp_path / "here") as here,
        station(template, tmp_path / "there", name="R. Lind") as there,
    ):
        yield here, there


@pytest.fixture
def part(both: tuple[Station, Station], qtbot: QtBot) -> Iterator[MovingPart]:
    made = MovingPart(Desk(both[0].record))
    for card in made.cards:
        qtbot.addWidget(card)
    with qtbot.waitExposed(made.card):
        made.card.show()
    yield made
    made.rest()


def test_a_bundle_is_made_and_its_words_are_shown_once(
    both: tuple[Station, Station], part: MovingPart, tmp_path: Path, qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    monkeypatch.setattr("kapdesk.store.derivation.calibrate", lambda: FLOOR)
    here, there = both
    client = a_client(here.record)
    card = part.card
    card.codes.setText("K-9")
    card.make_in(str(tmp_path))
    qtbot.waitUntil(lambda: "There is no client K-9" in card.said.text())
    assert card.progress.isHidden()
    card.codes.setText(clients.one(here.record, client).code)
    card.make_in(str(tmp_path))
    qtbot.waitUntil(card.made_words.isVisible)
    words = card.made_words.text()
    made = next(tmp_path.glob("*.kapbundle"))
    card.done.click()
    assert (card.made_words.text(), card.made_words.isHidden()) == ("", True)
    there.record.store.read()
    from kapdesk.services import merging

    assert merging.preview(there.record, made, words).clients[0].id == client


def test_a_bundle_is_looked_into_taken_in_and_what_differs_is_settled(
    both: tuple[Station, Station], part: MovingPart, qtbot: QtBot
) -> None:
    here, there = both
    owner = Owner(a_client(there.record))
    a_client(here.record, "Berg", "Ida")
    notes.write(there.record, owner, "intention", "first")
    card = part.card
    _take(card, there.send(owner.client), qtbot)
    assert "Another client here has the number K-0001" in card.seen.text()
    card.number.setText("K-0077")
    card.take.click()
    qtbot.waitUntil(lambda: card.said.text().startswith("Taken in: "))
    assert clients.one(here.record, owner.client).code == "K-0077"
    there.take(here.send(owner.client))
    for at, words in ((here, "mine"), (there, "theirs")):
        notes.write(at.record, owner, "intention", words)
    _take(card, there.send(owner.client), qtbot)
    assert "To be settled, changed on both: 1" in card.seen.text()
    card.take.click()
    qtbot.waitUntil(lambda: bool(part.conflicts.buttons))
    _settles(here, part.conflicts, owner, qtbot)


def _take(card: moving.MovingCard, path: Path, qtbot: QtBot) -> None:
    card.show_bundle(str(path))
    card.words.setText("wrong-words")
    card.look.click()
    qtbot.waitUntil(lambda: "do not open this bundle" in card.said.text())
    card.words.setText(WORDS)
    card.look.click()
    qtbot.waitUntil(card.seen.isVisible)


def _settles(here: Station, shown: ConflictsCard, owner: Owner, qtbot: QtBot) -> None:
    today = TodayPlace(Desk(here.record))
    qtbot.addWidget(today)
    today.load()
    assert not today.differing.isHidden()
    button = next(button for (_one, choice), button in shown.buttons.items() if choice is Choice.THEIRS)
    button.click()
    assert notes.text(here.record, owner, "intention") == "theirs"
    assert not conflicts.count(here.record)
    assert shown.isHidden()
    today.load()
    assert today.differing.isHidden()
