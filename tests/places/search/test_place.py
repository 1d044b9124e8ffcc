"""Every text is found as one types, narrowed and read by keys; nothing that was looked for stays anywhere."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID, uuid4

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot
from sqlalchemy import select

from kapdesk.app import rooms
from kapdesk.desk import Chart, Desk, Go
from kapdesk.domain.change import Change, Topic
from kapdesk.domain.clients import Client
from kapdesk.domain.clock import SetClock
from kapdesk.domain.people import Role
from kapdesk.domain.roles import Power, may
from kapdesk.places.search.asking import PAGE
from kapdesk.places.search.place import SearchPlace
from kapdesk.services import audit, clients, notes, search, search_index, sessions
from kapdesk.services.notes import Owner
from kapdesk.services.record import Record
from kapdesk.services.search import Kind
from kapdesk.store.rows import NoteRow, SettingRow
from kapdesk.ui.shoulder import shoulder

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support propagateSizeHints")


class Clinic:
    """Two clients with a session each, and what is written about them."""

    def __init__(self, record: Record, clock: SetClock) -> None:
        self.record, self.clock = record, clock
        self.mor, self.vega = self._client("Mor", "Aster"), self._client("Vega", "Lin")
        self.sessions = {one: self._session(one) for one in (self.mor, self.vega)}

    def _client(self, family: str, given: str) -> UUID:
        made: Client = replace(clients.blank(self.record), family_name=family, given_name=given)
        clients.add(self.record, made)
        return made.id

    def _session(self, client: UUID) -> UUID:
        planned = sessions.plan(self.record, client).item
        assert planned is not None
        return planned

    def write(self, client: UUID, field: str, text: str) -> None:
        self.clock.move(days=1)
        notes.write(self.record, Owner(client, session=self.sessions[client]), field, text, uuid4())

    def write_many(self, client: UUID, count: int, text: str) -> None:
        with self.record.write() as db:
            for number in range(count):
                row = NoteRow(id=uuid4(), field=f"debrief.{number}", text=f"{text} {number}")
                row.client_id, row.session_id = client, self.sessions[client]
                row.written_at = self.record.now() - timedelta(minutes=number)
                row.author_id = self.record.author.id
                db.add(row)


@pytest.fixture
def clinic(record: Record, clock: SetClock) -> Clinic:
    made = Clinic(record, clock)
    made.write(made.vega, "debrief.words", "A heron stood in the reeds.")
    made.write(made.mor, "debrief.observed", "Hands open. Speaks of a heron, twice.")
    made.write(made.mor, "debrief.words", "The heron was my father, then it was only a heron.")
    return made


@pytest.fixture
def place(qtbot: QtBot, record: Record, clinic: Clinic) -> Iterator[SearchPlace]:
    desk = Desk(record)
    made = SearchPlace(desk)
    qtbot.addWidget(made)
    made.resize(1000, 700)
    made._pause.setInterval(1)
    made.load()
    with qtbot.waitExposed(made):
        made.show()
    made.activateWindow()
    made.arrive()
    yield made
    made.leave()
    made.asking.rest()
    desk.deleteLater()


def ask(qtbot: QtBot, place: SearchPlace, words: str) -> None:
    """Type, and wait until it is searched."""
    place.field.clear()
    with qtbot.waitSignal(place.list.rows.grown):
        qtbot.keyClicks(place.field, words)


def shown(place: SearchPlace) -> list[tuple[str, str]]:
    return [(result.who, result.words) for result in place.list.rows.results]


def gone(qtbot: QtBot, place: SearchPlace) -> Go:
    with qtbot.waitSignal(place.desk.asked) as wish:
        qtbot.keyClick(QApplication.focusWidget() or place, Qt.Key.Key_Return)
    assert isinstance(wish.args[0], Go)
    return wish.args[0]


def test_what_is_typed_is_found_with_whose_when_where_and_the_words_marked(
    qtbot: QtBot, place: SearchPlace
) -> None:
    assert place.field.hasFocus()
    assert not place.hint.isHidden()
    ask(qtbot, place, "hero")
    newest, _, oldest = place.list.rows.results
    assert newest.who == "MOR, Aster"
    assert newest.facts == ("25-Nov-2026", "Session 1")
    assert newest.stands == "Debrief · In their words"
    assert newest.voice.value == "client"
    assert [text for text, matched in newest.pieces if matched] == ["heron", "heron"]
    assert oldest.who == "VEGA, Lin"
    assert place.said.text().startswith("3 texts shown, newest first.")
    assert place.said.accessibleName() == place.said.text()
    assert place.hint.isHidden()
    ask(qtbot, place, '"only a heron" -reeds')
    assert [who for who, _ in shown(place)] == ["MOR, Aster"]


def test_what_is_not_found_is_said_and_an_empty_field_says_how_to_search(
    qtbot: QtBot, place: SearchPlace
) -> None:
    ask(qtbot, place, "kingfisher")
    assert place.said.text().startswith("Nothing is found for this.")
    ask(qtbot, place, "-heron")
    assert place.said.text() == "Only words to leave out: write also what to look for."
    with qtbot.waitSignal(place.list.rows.grown):
        qtbot.keyClick(place.field, Qt.Key.Key_Escape)
    assert (place.field.text(), place.said.text(), shown(place)) == ("", "", [])
    assert not place.hint.isHidden()
    with qtbot.waitSignal(place.desk.asked) as wish:
        qtbot.keyClick(place.field, Qt.Key.Key_Escape)
    assert wish.args == [Go(place="today")]


def test_only_the_newest_question_is_answered(qtbot: QtBot, place: SearchPlace) -> None:
    grown: list[int] = []
    place.list.rows.grown.connect(lambda: grown.append(len(place.list.rows.results)))
    qtbot.keyClicks(place.field, "heron")
    place.field.clear()
    ask(qtbot, place, "reeds")
    assert [who for who, _ in shown(place)] == ["VEGA, Lin"]
    assert grown == [1]


def test_keys_lead_from_the_field_to_the_list_to_the_text_and_back(
    qtbot: QtBot, place: SearchPlace, clinic: Clinic
) -> None:
    ask(qtbot, place, "heron")
    qtbot.keyClick(place.field, Qt.Key.Key_Down)
    assert place.list.hasFocus()
    qtbot.keyClick(place.list, Qt.Key.Key_Down)
    wish = gone(qtbot, place)
    assert wish.chart == Chart(clinic.mor, clinic.sessions[clinic.mor])
    assert (wish.tab, wish.place) == ("debrief", "")
    assert wish.sighting is not None
    assert wish.sighting.field == "debrief.observed"
    assert (wish.sighting.start, wish.sighting.length) == (len("Hands open. Speaks of a "), len("heron"))
    place.leave()
    place.load()
    assert place.list.currentIndex().row() == 1
    assert place.list.hasFocus()
    qtbot.keyClick(place.list, Qt.Key.Key_Up)
    qtbot.keyClick(place.list, Qt.Key.Key_Up)
    assert place.field.hasFocus()
    qtbot.keyClick(place.field, Qt.Key.Key_Down)
    qtbot.keyClick(place.list, Qt.Key.Key_Escape)
    assert place.field.hasFocus()
    assert place.field.selectedText() == "heron"


def test_enter_in_the_field_opens_the_first_without_waiting(qtbot: QtBot, place: SearchPlace) -> None:
    qtbot.keyClicks(place.field, "reeds")
    wish = gone(qtbot, place)
    assert wish.sighting is not None
    assert wish.sighting.looked_for == ("reeds",)


def test_one_key_narrows_to_the_open_chart_and_opens_wide_again(
    qtbot: QtBot, place: SearchPlace, clinic: Clinic
) -> None:
    assert place.sieve.mine.isHidden()
    qtbot.keyClick(place.field, Qt.Key.Key_F4)
    assert not place.sieve.mine.isChecked()
    place.set_chart(Chart(clinic.vega, clinic.sessions[clinic.vega]))
    assert place.sieve.mine.text() == "Only VEGA, Lin"
    ask(qtbot, place, "heron")
    assert len(shown(place)) == 3
    qtbot.keyClick(place.field, Qt.Key.Key_F4)
    assert [who for who, _ in shown(place)] == ["VEGA, Lin"]
    place.set_chart(Chart(clinic.mor, clinic.sessions[clinic.mor]))
    assert not place.sieve.mine.isChecked()
    place.look_for("heron")
    assert len(shown(place)) == 3


def test_kind_voice_days_and_order_narrow_what_is_found(
    qtbot: QtBot, place: SearchPlace, clinic: Clinic
) -> None:
    ask(qtbot, place, "heron")
    sieve = place.sieve
    sieve.voice.setCurrentIndex(sieve.voice.findData("observer"))
    assert len(shown(place)) == 1
    sieve.open_wide()
    sieve.kind.setCurrentIndex(sieve.kind.findData(Kind.SAFETY.value))
    assert shown(place) == []
    sieve.open_wide()
    sieve.first.set_text("24 nov 2026")
    sieve.first.settle()
    assert [who for who, _ in shown(place)] == ["MOR, Aster", "MOR, Aster"]
    sieve.last.set_text("24-11-2026")
    sieve.last.settle()
    assert sieve.sieve("").last == date(2026, 11, 24)
    assert len(shown(place)) == 1
    sieve.open_wide()
    search_index.catch_up(clinic.record, gentle=False)
    sieve.order.setCurrentIndex(1)
    assert place.said.text().startswith("3 texts shown, best match first.")


def test_the_list_reads_a_page_at_a_time_and_stays_on_its_row(
    qtbot: QtBot, place: SearchPlace, clinic: Clinic
) -> None:
    clinic.write_many(clinic.vega, 2 * PAGE + 20, "grebe")
    search_index.catch_up(clinic.record, gentle=False)
    ask(qtbot, place, "grebe")
    rows = place.list.rows
    assert len(rows.results) == PAGE
    assert place.said.text().startswith(f"{PAGE} texts shown, newest first; more below.")
    rows.fetchMore(QModelIndex())
    rows.fetchMore(QModelIndex())
    assert len(rows.results) == 2 * PAGE + 20 == len({result.key for result in rows.results})
    assert not rows.canFetchMore(QModelIndex())
    assert place.said.text().startswith(f"{2 * PAGE + 20} texts shown, newest first.")
    place.list.setCurrentIndex(rows.index(PAGE + 7))
    here = place.list.key()
    place.leave()
    place.load()
    assert place.list.key() == here


def test_names_and_the_words_around_them_hide_together(qtbot: QtBot, place: SearchPlace) -> None:
    ask(qtbot, place, "heron")
    shoulder().set_hidden(hidden=True)
    place.load()
    newest = place.list.rows.results[0]
    assert "Aster" not in newest.spoken
    assert "heron" not in newest.spoken
    assert newest.pieces == ()
    assert "F11" in newest.words


def test_what_is_not_searched_yet_is_counted_and_looked_for_again(
    qtbot: QtBot, place: SearchPlace, clinic: Clinic, monkeypatch: pytest.MonkeyPatch
) -> None:
    search_index.catch_up(clinic.record, gentle=False)
    clinic.write(clinic.vega, "debrief.observed", "A grebe.")
    clinic.write(clinic.mor, "debrief.body", "Another grebe.")
    monkeypatch.setattr(search, "FRESH_ROWS", 1)
    place._again.setInterval(1)
    ask(qtbot, place, "grebe")
    assert len(shown(place)) == 1
    assert place.said.text().endswith("1 text is not searched yet.")
    qtbot.keyClicks(place.field, "s")  # typed on while it is slow: nobody waits for the answer
    assert len(shown(place)) == 1
    with qtbot.waitSignal(place.asking.answered):
        qtbot.keyClick(place.field, Qt.Key.Key_Backspace)
    with qtbot.waitSignal(place.list.rows.grown):
        search_index.catch_up(clinic.record, gentle=False)
    assert len(shown(place)) == 2
    assert "not searched" not in place.said.text()


def test_nothing_of_what_was_looked_for_stays(qtbot: QtBot, place: SearchPlace, record: Record) -> None:
    wishes: list[Go] = []
    place.desk.asked.connect(wishes.append)
    ask(qtbot, place, "heron")
    place.open(place.list.key())
    place.desk.go(Go(place="search", words="heron"))
    lines = list(audit.lines(record))
    assert [line.action for line in lines].count("searched") == 1
    with record.read() as db:
        kept = [row.value for row in db.scalars(select(SettingRow))]
    assert not any("heron" in str(each) for each in (*kept, *lines))
    assert not any("heron" in part.windowTitle() for part in QApplication.topLevelWidgets())
    assert "heron" not in repr((*wishes, *place.list.rows.results))
    assert place.waiting() == {}
    place.close_down()
    assert (place.field.text(), place.said.text(), shown(place)) == ("", "", [])
    place.field.undo()
    assert place.field.text() == ""
    assert place.field.completer() is None


def test_every_control_has_a_name(place: SearchPlace, clinic: Clinic) -> None:
    place.set_chart(Chart(clinic.mor))
    parts = [
        one for one in place.findChildren(QWidget)
        if one.isVisible() and one.focusPolicy() & Qt.FocusPolicy.TabFocus
    ]  # fmt: skip
    assert len(parts) > 6
    assert [one for one in parts if not (one.accessibleName() or one.property("text"))] == []


@pytest.mark.parametrize("role", list(Role))
def test_who_may_not_read_the_record_has_no_search(role: Role) -> None:
    assert ("search" in rooms.places_for(role)) is may(role, Power.READ)


def test_the_next_key_opens_the_first_and_then_the_one_after(qtbot: QtBot, place: SearchPlace) -> None:
    opened: list[Go] = []
    place.desk.asked.connect(opened.append)
    ask(qtbot, place, "heron")
    for by in (1, 1, 1, 1, -1):
        place.step(by)
    fields = [wish.sighting.field for wish in opened if wish.sighting is not None]
    assert fields == ["debrief.words", "debrief.observed", "debrief.words", "debrief.observed"]


def test_the_words_of_a_client_who_was_deleted_are_let_go(
    qtbot: QtBot, place: SearchPlace, clinic: Clinic, record: Record
) -> None:
    ask(qtbot, place, "heron")
    place.hide()
    with record.write() as db:
        for row in db.scalars(select(NoteRow).where(NoteRow.client_id == clinic.mor)):
            row.text = ""
    place.desk.changed.emit(Change(Topic.ERASED, clinic.mor), place.desk)
    assert [who for who, _ in shown(place)] == ["VEGA, Lin"]
