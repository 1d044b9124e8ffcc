"""Texts across real tabs: undo stays at home, the time goes in everywhere, marks survive."""

from collections.abc import Iterator
from datetime import timedelta
from uuid import uuid4

import pytest
from PySide6.QtCore import QMimeData, Qt
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from kapdesk.desk import Chart, Desk, Tab
from kapdesk.domain.clock import SetClock
from kapdesk.domain.snippets import Passage
from kapdesk.domain.timeline import Voice as Said
from kapdesk.services import notes, sessions, timeline
from kapdesk.services.record import Record
from kapdesk.store.rows import ClientRow, DoseRow, SessionRow
from kapdesk.tabs.debrief.tab import DebriefTab
from kapdesk.tabs.dosing.tab import DosingTab
from kapdesk.tabs.embodiment.tab import EmbodimentTab
from kapdesk.tabs.integration.tab import IntegrationTab
from kapdesk.tabs.prepare.tab import PrepareTab
from kapdesk.tabs.stabilization.tab import StabilizationTab
from kapdesk.ui.card import Card
from kapdesk.ui.note import NoteEdit, Voice
from kapdesk.ui.versions import VersionsSheet

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support propagateSizeHints")
CTRL = Qt.KeyboardModifier.ControlModifier
TABS: tuple[type[Tab], ...] = (
    PrepareTab, DosingTab, DebriefTab, EmbodimentTab, StabilizationTab, IntegrationTab,
)  # fmt: skip


@pytest.fixture
def desk(record: Record, qapp: QApplication) -> Iterator[Desk]:
    made = Desk(record)
    yield made
    made.rest()
    made.deleteLater()


@pytest.fixture
def chart(record: Record) -> Chart:
    """A session that is under way, dosed 42 minutes ago."""
    with record.write() as db:
        row = ClientRow(id=uuid4(), code="K-0142", family_name="Mor", given_name="Aster")
        row.written_at, row.author_id = record.now(), record.author.id
        db.add(row)
    session = sessions.plan(record, row.id).item
    assert session is not None
    with record.write() as db:
        kept = db.get_one(SessionRow, session)
        kept.opened_at, kept.state = record.now(), "journey"
        dose = DoseRow(id=uuid4(), session_id=session, drug="ketamine", route="im", amount="50")
        dose.unit, dose.given_by, dose.seq = "mg", "R. Sato, RN", 1
        dose.happened_at, dose.zone = record.now() - timedelta(minutes=42), record.zone
        dose.written_at, dose.author_id = record.now(), record.author.id
        db.add(dose)
    return Chart(row.id, session)


def opened(qtbot: QtBot, desk: Desk, chart: Chart, kind: type[Tab]) -> Tab:
    tab = kind(desk, chart)
    qtbot.addWidget(tab)
    tab.resize(1148, 690)
    tab.load()
    with qtbot.waitExposed(tab):
        tab.show()
    tab.activateWindow()
    return tab


def texts_in(tab: Tab) -> list[NoteEdit]:
    return [note for note in tab.findChildren(NoteEdit) if not note.isReadOnly()]


@pytest.mark.parametrize("kind", TABS, ids=lambda kind: kind.name)
def test_ctrl_t_puts_the_time_into_every_text_and_one_undo_takes_it_out(
    qtbot: QtBot, desk: Desk, chart: Chart, kind: type[Tab]
) -> None:
    tab = opened(qtbot, desk, chart, kind)
    for note in texts_in(tab):
        before = note.text()
        note.set_caret(len(before))
        qtbot.keyClick(note, Qt.Key.Key_T, CTRL)
        assert note.text() == f"{before}09:00 T+00:42 ", note.accessibleName()
        note.undo()
        assert note.text() == before


@pytest.mark.parametrize("kind", [PrepareTab, DebriefTab], ids=lambda kind: kind.name)
def test_undo_never_leaves_the_text_it_is_pressed_in(
    qtbot: QtBot, desk: Desk, chart: Chart, kind: type[Tab]
) -> None:
    tab = opened(qtbot, desk, chart, kind)
    first, second = [note for note in tab.notes.values() if not note.property("oneLine")][:2]
    pasted = QMimeData()
    pasted.setText("pasted words")
    for note, word in ((first, "first"), (second, "second")):
        note.setFocus()
        qtbot.keyClicks(note, f"{word} ;tears ")
        qtbot.keyClick(note, Qt.Key.Key_T, CTRL)
        note.insertFromMimeData(pasted)
    full = first.text()
    assert "Tears." in full
    assert full.endswith("09:00 T+00:42 pasted words")
    for _ in range(20):
        qtbot.keyClick(second, Qt.Key.Key_Z, CTRL)
    assert second.text() == ""
    assert first.text() == full
    assert tab.leave()
    tab.load()
    assert first.text() == full
    for _ in range(20):
        qtbot.keyClick(first, Qt.Key.Key_Z, CTRL)
    assert first.text() == ""


def test_after_a_lock_there_is_nothing_to_undo(qtbot: QtBot, desk: Desk, chart: Chart) -> None:
    tab = opened(qtbot, desk, chart, DebriefTab)
    words = tab.notes["debrief.words"]
    words.setFocus()
    qtbot.keyClicks(words, "the hallway")
    assert tab.leave()
    tab.hide()
    again = opened(qtbot, desk, chart, DebriefTab).notes["debrief.words"]
    assert not again.document_in_use.isUndoAvailable()
    for _ in range(20):
        again.undo()
    assert again.text() == "the hallway"


def test_what_nobody_confirmed_is_still_marked_after_a_lock(
    qtbot: QtBot, desk: Desk, chart: Chart, record: Record
) -> None:
    tab = opened(qtbot, desk, chart, DebriefTab)
    words = tab.notes["debrief.words"]
    words.setFocus()
    qtbot.keyClicks(words, "so ;tears ")
    assert tab.leave()
    tab.hide()
    again = opened(qtbot, desk, chart, DebriefTab)
    note = again.notes["debrief.words"]
    assert note.passages.stored() == (Passage(3, "09:00 Tears."),)
    qtbot.keyClick(note, Qt.Key.Key_Return, CTRL)
    assert again.leave()
    assert "debrief.words" not in notes.unconfirmed(record, chart.owner)


def versions(tab: Tab) -> VersionsSheet:
    return tab.findChildren(VersionsSheet)[-1]


def test_every_version_is_visited_by_key_and_put_back_as_one_edit(
    qtbot: QtBot, desk: Desk, chart: Chart, record: Record, clock: SetClock
) -> None:
    for text in ("the red door", "the red door opens", "the blue door"):
        notes.write(record, chart.owner, "debrief.words", text)
        clock.move(minutes=5)
    tab = opened(qtbot, desk, chart, DebriefTab)
    note = tab.notes["debrief.words"]
    note.setFocus()
    qtbot.keyClick(note, Qt.Key.Key_F3)
    sheet = versions(tab)
    assert sheet.slider.hasFocus()
    assert not sheet.isWindow()
    assert sheet.geometry() == tab.rect()
    assert sheet.when.text() == "As it stood at 09:10"
    assert sheet.legend.text() == "The text stands like this now."
    qtbot.keyClick(sheet.slider, Qt.Key.Key_Home)
    assert sheet.when.text() == "As it stood at 09:00"
    assert "Version 1 of 3 · J. Adler · 12 characters, the first version" in sheet.about.text()
    assert sheet.words.text() == "the red blue door"
    sheet.marked.setChecked(False)
    assert sheet.words.text() == "the red door"
    qtbot.mouseClick(sheet.back, Qt.MouseButton.LeftButton)
    assert note.text() == "the red door"
    assert note.hasFocus()
    assert tab.leave()
    assert len(notes.history(record, chart.owner, "debrief.words")) == 4
    note.undo()
    assert note.text() == "the blue door"


def test_every_wording_of_a_moment_is_visited_from_where_it_is_put_right(
    qtbot: QtBot, desk: Desk, chart: Chart, record: Record, clock: SetClock
) -> None:
    assert chart.session is not None
    moment = timeline.write(record, chart.session, Said.CLIENT, "the red door").item
    assert moment is not None
    clock.move(minutes=5)
    timeline.edit(record, chart.session, moment, "the blue door")
    tab = opened(qtbot, desk, chart, DosingTab)
    assert isinstance(tab, DosingTab)
    assert tab.day is not None
    card = tab.day.journey.card
    card.edit_asked.emit(moment)
    words = card.strip.words.note
    qtbot.keyClick(words, Qt.Key.Key_F3)
    sheet = versions(tab)
    assert "Version 2 of 2" in sheet.about.text()
    qtbot.keyClick(sheet.slider, Qt.Key.Key_Left)
    assert sheet.when.text() == "As it stood at 09:00"
    qtbot.mouseClick(sheet.back, Qt.MouseButton.LeftButton)
    assert words.text() == "the red door"
    words.undo()
    assert words.text() == "the blue door"


def test_the_sheet_keeps_the_keyboard_and_goes_with_escape(
    qtbot: QtBot, desk: Desk, chart: Chart, record: Record
) -> None:
    notes.write(record, chart.owner, "debrief.words", "one")
    notes.write(record, chart.owner, "debrief.words", "one two")
    tab = opened(qtbot, desk, chart, DebriefTab)
    note = tab.notes["debrief.words"]
    note.setFocus()
    qtbot.keyClick(note, Qt.Key.Key_F3)
    sheet = versions(tab)
    for _ in range(12):
        inside = QApplication.focusWidget()
        assert inside is not None
        assert sheet.isAncestorOf(inside)
        qtbot.keyClick(inside, Qt.Key.Key_Tab)
    with qtbot.waitSignal(sheet.closed):
        qtbot.keyClick(QApplication.focusWidget() or sheet, Qt.Key.Key_Escape)
    assert note.hasFocus()
    assert note.text() == "one two"


def test_a_text_without_versions_says_so_and_a_signed_one_is_not_put_back(
    qtbot: QtBot, desk: Desk, chart: Chart, record: Record
) -> None:
    tab = opened(qtbot, desk, chart, DebriefTab)
    words, observed = tab.notes["debrief.words"], tab.notes["debrief.observed"]
    qtbot.keyClick(words, Qt.Key.Key_F3)
    assert versions(tab).when.text() == "No earlier version is kept yet"
    notes.write(record, chart.owner, "debrief.observed", "still")
    observed.setReadOnly(True)
    qtbot.keyClick(observed, Qt.Key.Key_F3)
    assert not versions(tab).back.isEnabled()


def test_the_day_is_told_where_a_version_is_not_of_today(
    qtbot: QtBot, desk: Desk, chart: Chart, record: Record, clock: SetClock
) -> None:
    notes.write(record, chart.owner, "debrief.words", "one")
    clock.move(days=2)
    tab = opened(qtbot, desk, chart, DebriefTab)
    qtbot.keyClick(tab.notes["debrief.words"], Qt.Key.Key_F3)
    assert versions(tab).when.text() == "As it stood at 09:00 on 22-Nov-2026"


@pytest.mark.parametrize("kind", [DosingTab, DebriefTab, IntegrationTab], ids=lambda kind: kind.name)
def test_whose_words_a_text_holds_is_shown_written_and_spoken(
    qtbot: QtBot, desk: Desk, chart: Chart, kind: type[Tab]
) -> None:
    tab = opened(qtbot, desk, chart, kind)
    voiced = [note for note in texts_in(tab) if note.voice() is not Voice.NONE]
    for note in voiced:
        label = note.voice().label
        spoken = f"{note.accessibleName()}. {note.accessibleDescription()}"
        assert label.casefold() in spoken.casefold(), note.accessibleName()
        assert note.property("role") == note.voice().value
        card: QWidget | None = note
        while card is not None and not isinstance(card, Card):
            card = card.parentWidget()
        assert card is not None
        written = [each.text().casefold() for each in card.findChildren(QLabel)]
        assert label.casefold() in " ".join(written), note.accessibleName()
