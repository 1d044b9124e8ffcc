"""The page of process notes: closed, opened with the passphrase, written, closed again when left."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import cast
from uuid import UUID

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from kapdesk.desk import Chart, Desk
from kapdesk.domain.clock import SetClock
from kapdesk.services import clients, notes, process_drafts, process_notes
from kapdesk.services.notes import Owner
from kapdesk.services.reauthentication import Confirmation, Purpose, Question
from kapdesk.services.record import Record
from kapdesk.store.engine import FILE, Store
from kapdesk.tabs.process.tab import ProcessTab
from tests.conftest import PASSPHRASE, ZONE, Template, shipped

SECRET = "a private thought about the hour"


@dataclass
class Room:
    """One client and the page about them."""

    record: Record
    desk: Desk
    qtbot: QtBot
    client: UUID
    tab: ProcessTab

    def enter(self, passphrase: str = PASSPHRASE) -> None:
        self.tab.closed.entry.field.setText(passphrase)
        self.tab.closed.entry.go.click()
        self.qtbot.waitUntil(lambda: self.tab.room is not None)

    def write(self, words: str) -> None:
        cast("SetClock", self.record.clock).move(minutes=1)
        self.tab.open.add.click()
        self.tab.open.note.insertPlainText(words)

    def texts(self) -> list[str]:
        room = process_notes.enter(self.record, PASSPHRASE)
        return [note.text for note in process_notes.of_client(self.record, room, self.client)]


@pytest.fixture
def page(template: Template, vault_folder: Path, clock: SetClock, qtbot: QtBot) -> Iterator[Room]:
    store = Store(vault_folder / FILE, template.key)
    record = Record(store, shipped(), clock, template.person, ZONE)
    new = replace(clients.blank(record), family_name="Moreau", given_name="Aster")
    clients.add(record, new)
    desk = Desk(record)
    tab = ProcessTab(desk, Chart(new.id))
    qtbot.addWidget(tab, before_close_func=ProcessTab.close_down)
    tab.resize(1148, 690)
    tab.load()
    with qtbot.waitExposed(tab):
        tab.show()
    yield Room(record, desk, qtbot, new.id, tab)
    store.close()


def words_on(page: QWidget) -> str:
    return " ".join(
        str(part.property("text") or part.property("plainText") or "") for part in page.findChildren(QWidget)
    )


def test_what_is_typed_is_kept_sealed_and_read_again(page: Room) -> None:
    page.enter()
    page.write(SECRET)
    assert page.tab.leave()
    assert page.texts() == [SECRET]


def test_a_wrong_passphrase_keeps_the_page_closed_and_says_so(page: Room) -> None:
    page.tab.closed.entry.field.setText("another harbour lantern field")
    page.tab.closed.entry.go.click()
    page.qtbot.waitUntil(lambda: bool(page.tab.closed.entry.error.text()))
    assert page.tab.room is None
    assert "stay closed" in page.tab.closed.entry.error.text()


def test_leaving_closes_the_notes_and_no_word_stays_on_the_page(page: Room) -> None:
    page.enter()
    page.write(SECRET)
    page.tab.open.risk.setText(SECRET)
    room = page.tab.room
    assert page.tab.leave()
    assert room is not None
    assert not room.open
    assert page.tab.room is None
    assert SECRET not in words_on(page.tab)
    assert page.tab.open.list.count() == 0


def test_covering_the_page_closes_it(page: Room) -> None:
    page.enter()
    page.write(SECRET)
    page.tab.hide()
    assert page.tab.room is None
    assert page.texts() == [SECRET]


def test_five_minutes_without_a_key_close_it(page: Room) -> None:
    page.enter()
    page.write(SECRET)
    page.tab.idle.timeout.emit()
    assert page.tab.room is None
    assert page.texts() == [SECRET]


def test_typing_goes_to_the_note_it_was_typed_in(page: Room) -> None:
    page.enter()
    page.write("first")
    page.write("second")
    page.tab.open.list.setCurrentRow(1)
    page.tab.open.note.insertPlainText("more of the ")
    page.tab.leave()
    assert sorted(page.texts()) == ["more of the first", "second"]


def test_undo_never_reaches_into_another_note(page: Room) -> None:
    page.enter()
    page.write("first")
    page.write("second")
    page.tab.open.list.setCurrentRow(1)
    for _press in range(20):
        page.tab.open.note.undo()
    assert page.tab.open.note.text() == "first"


def test_the_search_finds_in_what_is_open(page: Room) -> None:
    page.enter()
    page.write("about a bridge")
    page.write("about a lamp")
    QTest.keyClicks(page.tab.open.search, "BRIDGE")
    assert page.tab.open.list.count() == 1
    assert "bridge" in page.tab.open.list.item(0).text()


def test_a_risk_line_goes_into_the_record_and_the_private_text_does_not(page: Room) -> None:
    page.enter()
    page.write(SECRET)
    page.tab.open.risk.setText("Said at 10:20 that she would not act on it.")
    QTest.keyClick(page.tab.open.risk, Qt.Key.Key_Return)
    kept = notes.texts(page.record, Owner(page.client))
    assert [note.text for note in kept.values()] == ["Said at 10:20 that she would not act on it."]
    assert page.tab.open.risk.text() == ""


def test_what_the_disk_refused_at_a_lock_waits_sealed_to_its_author(page: Room) -> None:
    page.enter()
    page.write(SECRET)
    room = page.tab.room
    assert room is not None
    waiting = page.tab.waiting()
    assert list(waiting.values())
    assert SECRET not in str(waiting)
    page.tab.autosave.release(next(iter(page.tab.autosave.pending())))
    for key, text in waiting.items():
        owner, field = cast("tuple[Owner, str]", key)
        notes.write(page.record, owner, field, text)
    page.tab.leave()
    assert page.texts() == [""]
    page.enter()
    assert page.tab.open.note.text() == SECRET
    assert process_drafts.take_in(page.record, process_notes.enter(page.record, PASSPHRASE)) == 0


def test_releasing_asks_for_the_passphrase_and_shows_the_page(page: Room) -> None:
    page.enter()
    page.write(SECRET)
    page.tab.others.changed.emit()
    card = page.tab.others.release
    card.open.click()
    card.act.click()
    assert "day" in card.said.accessibleName() or "day" in words_on(card)
    asked: list[Question] = []
    page.desk.confirmation_asked.connect(asked.append)
    card.slip.show_texts(
        {"by": "A. Moreau", "on": "20-Nov-2026", "to": "Dr R. Voss", "purpose": "second opinion"}
    )
    card.act.click()
    assert [question.purpose for question in asked] == [Purpose.PROCESS]
    asked[0].then(Confirmation(page.record.author.id, Purpose.PROCESS, page.record.now()))
    page.qtbot.waitUntil(card.preview.isVisible)
    assert page.tab.leave()
    assert not card.preview.isVisible()
