"""From a word in the field to the place it stands in and back, by keys alone; a lock leaves nothing of it."""

from pathlib import Path
from uuid import uuid4

from app_stage import WAIT, Stage
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from kapdesk.app.searching import NOT_SHOWN
from kapdesk.desk import Chart, Go
from kapdesk.domain.contacts import Channel, Outcome
from kapdesk.domain.sighting import Sighting
from kapdesk.domain.timeline import Voice
from kapdesk.places.search.place import SearchPlace
from kapdesk.services import contacts, insights, integration, notes, timeline
from kapdesk.services.notes import Owner
from kapdesk.ui.note_edit import NoteEdit
from kapdesk.ui.ring import Ring
from kapdesk.ui.timeline import Timeline

PLAIN, ALT, CTRL = (
    Qt.KeyboardModifier.NoModifier,
    Qt.KeyboardModifier.AltModifier,
    Qt.KeyboardModifier.ControlModifier,
)
SHIFT = Qt.KeyboardModifier.ShiftModifier
KEYS = Qt.Key


def press(stage: Stage, key: Qt.Key, held: Qt.KeyboardModifier = PLAIN) -> None:
    QTest.keyClick(QApplication.focusWidget() or stage.program.window, key, held)


def page(stage: Stage) -> SearchPlace:
    place = stage.house.places["search"]
    assert isinstance(place, SearchPlace)
    return place


def look_for(stage: Stage, words: str) -> None:
    """Type words over what stands in the field and go to the list."""
    press(stage, KEYS.Key_F, CTRL | SHIFT)
    assert page(stage).field.hasFocus()
    QTest.keyClicks(page(stage).field, words)
    press(stage, KEYS.Key_Down)


def written_day(stage: Stage) -> Chart:
    """Write the same word into a text, a moment, an insight, a call and an integration session."""
    chart, record = stage.client_here(), stage.house.desk.record
    assert chart.session is not None
    notes.write(record, chart.owner, "debrief.body", "Shoulders like a heron.", uuid4())
    stage.clock.move(minutes=1)
    timeline.write(record, chart.session, Voice.CLIENT, "A heron, she says.")
    stage.clock.move(minutes=1)
    insights.add(record, chart.session, "The heron waits and so can I.")
    stage.clock.move(minutes=1)
    contacts.log(record, chart.client, Channel.PHONE, Outcome.REACHED, text="Told of a heron on the roof.")
    stage.clock.move(minutes=1)
    note = integration.start(record, chart.client).item
    assert note is not None
    integration.end(record, note)
    notes.write(record, Owner(chart.client, integration=note), "integration.people", "Drew a heron.", uuid4())
    return chart


def is_seen(stage: Stage, part: QWidget) -> None:
    stage.qtbot.waitUntil(lambda: not part.visibleRegion().isEmpty(), timeout=WAIT)


def ringed(stage: Stage) -> str:
    """Return the words that have the ring, once they are seen."""
    front = stage.house.front()
    assert front is not None
    (ring,) = [one for one in front.findChildren(Ring) if not one.isHidden()]
    is_seen(stage, ring)
    assert isinstance(ring.part, QLabel)
    return ring.part.text()


def from_the_clients(stage: Stage) -> None:
    """Look in every text for what nobody among the clients is called."""
    press(stage, KEYS.Key_K, CTRL)
    QTest.keyClicks(QApplication.focusWidget(), "heron")
    (offered,) = [
        one for one in stage.house.places["clients"].findChildren(QWidget)
        if one.isVisible() and one.accessibleName() == "Search every text for “heron”"
    ]  # fmt: skip
    offered.setFocus()
    press(stage, KEYS.Key_Space)
    assert page(stage).field.text() == "heron"
    assert page(stage).field.hasFocus()
    assert len(page(stage).list.rows.results) == 5


def test_a_word_leads_by_keys_to_each_place_it_stands_in_and_a_lock_leaves_nothing_of_it(
    stage: Stage, tmp_path: Path
) -> None:
    chart = written_day(stage)
    from_the_clients(stage)
    press(stage, KEYS.Key_Escape)
    look_for(stage, "heron")
    results = page(stage).list.rows.results
    assert [one.stands.partition(" · ")[0] for one in results] == [
        "Integration", "Contact", "Insight", "Moment of the journey", "Debrief",
    ]  # fmt: skip
    press(stage, KEYS.Key_Return)
    note = QApplication.focusWidget()
    assert isinstance(note, NoteEdit)
    assert (note.text(), note.match.words()) == ("Drew a heron.", "heron")
    is_seen(stage, note)
    press(stage, KEYS.Key_F3, CTRL)
    assert "Told of a heron" in ringed(stage)
    press(stage, KEYS.Key_F3, CTRL)
    assert "The heron waits" in ringed(stage)
    press(stage, KEYS.Key_F3, CTRL)
    moments = QApplication.focusWidget()
    assert isinstance(moments, Timeline)
    assert moments.moments.moments[moments.currentIndex().row()].text == "“A heron, she says.”"
    press(stage, KEYS.Key_F3, CTRL)
    folded = QApplication.focusWidget()
    assert isinstance(folded, NoteEdit)
    assert folded.match.words() == "heron"
    is_seen(stage, folded)
    press(stage, KEYS.Key_F3, CTRL)
    assert QApplication.focusWidget() is folded
    press(stage, KEYS.Key_5, ALT)
    assert page(stage).list.hasFocus()
    assert page(stage).list.currentIndex().row() == 4
    press(stage, KEYS.Key_F4)
    assert page(stage).sieve.mine.isChecked()
    press(stage, KEYS.Key_F3, CTRL | SHIFT)
    assert page(stage).list.currentIndex().row() == 3
    nowhere = Sighting(words="A kite in the wind", looked_for=("kite",))
    stage.house.desk.go(Go(chart=chart, tab="debrief", sighting=nowhere))
    assert NOT_SHOWN in [one.text() for one in stage.program.window.desk.notices.findChildren(QLabel)]
    press(stage, KEYS.Key_5, ALT)
    press(stage, KEYS.Key_L, CTRL)
    stage.qtbot.waitUntil(lambda: not stage.is_open(), timeout=WAIT)
    stage.unlock()
    stage.qtbot.waitUntil(page(stage).isVisible, timeout=WAIT)
    assert (page(stage).field.text(), page(stage).list.rows.results) == ("", [])
    assert not page(stage).sieve.mine.isChecked()
    for file in tmp_path.rglob("*"):
        assert not (file.is_file() and b"heron" in file.read_bytes()), file.name
