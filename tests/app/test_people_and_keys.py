"""Two people at one desk: one is let in, they change places, and the record gets a new key meanwhile."""

from collections.abc import Callable
from pathlib import Path

import pytest
from app_stage import WAIT, Stage
from conftest import MORNING, PASSPHRASE

from kapdesk.app import rooms
from kapdesk.app.papers import PaperDialog
from kapdesk.desk import Chart
from kapdesk.domain.clients import Client
from kapdesk.domain.clock import SetClock
from kapdesk.domain.people import Role
from kapdesk.domain.roles import Power, may
from kapdesk.places.practice.place import PracticePlace
from kapdesk.services import backups, clients, people, sessions, settings
from kapdesk.store import archive, keyfile
from kapdesk.ui.confirming import ConfirmSheet
from kapdesk.ui.note_edit import NoteEdit
from kapdesk.ui.unlock import Locked
from tests.services.signing_in import OTHER, prepare, signed_in

pytestmark = pytest.mark.timeout(300)


@pytest.fixture
def desk(vault_folder: Path, start: Callable[..., Stage], monkeypatch: pytest.MonkeyPatch) -> Stage:
    """The program, unlocked, where the slow step of a passphrase takes no time."""
    prepare(vault_folder, monkeypatch)
    stage = start()
    stage.unlock()
    return stage


def practice(stage: Stage) -> PracticePlace:
    stage.house.show_place("practice")
    place = stage.house.places["practice"]
    assert isinstance(place, PracticePlace)
    return place


def confirm(stage: Stage, passphrase: str = PASSPHRASE) -> ConfirmSheet:
    """Type the passphrase into the question that stands over the page."""
    window = stage.program.window
    stage.qtbot.waitUntil(lambda: any(s.isVisible() for s in window.findChildren(ConfirmSheet)), timeout=WAIT)
    (sheet,) = [s for s in window.findChildren(ConfirmSheet) if s.isVisible()]
    sheet.entry.field.setText(passphrase)
    sheet.entry.go.click()
    return sheet


def let_in(stage: Stage, place: PracticePlace, name: str = "M. Rowe") -> None:
    """Name somebody, open them, and give them a passphrase of their own."""
    record = stage.house.desk.record
    person = stage.house.desk.do(stage.house, people.add, name, "LCSW", Role.CLINICIAN)
    assert person is not None
    place.team.open(person.item)
    card = place.team.member
    assert not card.isHidden()
    card.sign_in.show_texts({"name": "rowe"})
    card.first.setText(OTHER)
    card.second.setText(OTHER)
    card.give.click()
    confirm(stage)
    stage.qtbot.waitUntil(lambda: "can sign in" in card.said.text(), timeout=WAIT)
    assert people.one(record, person.item or record.author.id).name == name


def locked(stage: Stage) -> Locked:
    stage.qtbot.waitUntil(lambda: not stage.is_open(), timeout=WAIT)
    page = stage.program.window.findChildren(Locked)[-1]
    stage.qtbot.waitUntil(lambda: page.entry.name is not None, timeout=WAIT)
    return page


def test_somebody_is_let_in_takes_the_desk_and_gives_it_back(desk: Stage) -> None:
    place = practice(desk)
    let_in(desk, place)
    rail = desk.program.window.rail
    assert rail.person.text() == "J. Adler, LMFT"
    rail.switch.click()
    page = locked(desk)
    assert page.entry.name is not None
    desk.qtbot.waitUntil(lambda: desk.program.window.focusWidget() is page.entry.name, timeout=WAIT)
    page.entry.name.setText("rowe")
    page.entry.field.setText(OTHER)
    page.entry.go.click()
    desk.qtbot.waitUntil(desk.is_open, timeout=WAIT)
    assert rail.person.text() == "M. Rowe, LCSW"
    mine = practice(desk)
    assert mine.key_rings.rotation.isHidden()
    assert not mine.key_rings.stick.isHidden()
    desk.house.show_place("week")
    desk.program.window.lock_asked.emit()
    page = locked(desk)
    page.entry.field.setText(OTHER)  # after a lock the one who locked is tried first: no name is typed
    page.entry.go.click()
    desk.qtbot.waitUntil(desk.is_open, timeout=WAIT)
    assert rail.person.text() == "M. Rowe, LCSW"


def test_a_wrong_passphrase_changes_nothing_and_going_back_asks_no_more(desk: Stage) -> None:
    place = practice(desk)
    desk.program.window.desk.setFocus()
    place.key_rings.rotation.act.click()
    sheet = confirm(desk, "not this one")
    desk.qtbot.waitUntil(lambda: "not your passphrase" in sheet.entry.error.text(), timeout=WAIT)
    assert desk.is_open()
    assert not sheet.entry.go.isEnabled()
    sheet.reject()
    assert desk.is_open()


def test_the_record_gets_a_new_key_and_the_desk_comes_back_with_a_new_sheet(desk: Stage) -> None:
    place = practice(desk)
    let_in(desk, place)
    watching = desk.program.door.open
    assert watching is not None
    before = watching._opening.opened.keys.db_key
    opened, record = watching._opening.opened, watching._opening.record
    settings.put(record, backups.FOLDER, str(opened.folder / "backups"))
    kept = backups.make(opened, clock=record.clock, suffix="-before-import").path
    place.load()
    card = place.key_rings.rotation
    card.also.click()
    assert card.rewraps
    card.act.click()
    confirm(desk)
    desk.qtbot.waitUntil(lambda: desk.program.door.open not in (None, watching), timeout=WAIT)
    again = desk.program.door.open
    assert again is not None
    keys = again._opening.opened.keys
    assert keys.db_key != before
    with archive.laid_out(kept) as laid:
        assert keyfile.read(laid)[0].sealed_with(keys.derive("header-mac"))
    papers = [p for p in desk.program.window.findChildren(PaperDialog) if p.isVisible()]
    assert len(papers) == 1
    papers[0].reject()


@pytest.mark.parametrize(
    "role", [pytest.param(Role.SUPERVISOR, marks=pytest.mark.slow), Role.ASSISTANT, Role.AUDITOR]
)
def test_each_role_finds_only_pages_it_can_use_and_no_text_to_type_for_nothing(
    vault_folder: Path, start: Callable[..., Stage], monkeypatch: pytest.MonkeyPatch, role: Role
) -> None:
    prepare(vault_folder, monkeypatch)
    with signed_in(vault_folder, SetClock(MORNING)) as owner:
        owner.add("M. Rowe", role, "rowe")
        blank = clients.blank(owner.record)
        clients.add(owner.record, Client(blank.id, blank.code, "Mor", "Aster"))
        session = sessions.plan(owner.record, blank.id).item
    stage = start()
    stage.unlock(OTHER)
    window, refused = stage.program.window, []
    stage.house.desk.refused.connect(refused.append)
    said: list[str] = []
    monkeypatch.setattr(window, "notice", said.append)
    shown = [name for name in rooms.PLACES if not window.rail.button(name).isHidden()]
    assert shown == list(rooms.places_for(role))
    for name in shown:
        stage.house.show_place(name)
        assert stage.house.places[name].isVisible()
    stage.go(Chart(blank.id, session), "debrief")
    for name in rooms.tabs_for(role):
        stage.house.show_tab(name)
        notes = stage.house.tabs[name].findChildren(NoteEdit)
        assert all(note.isReadOnly() for note in notes)
    assert refused == []
    if may(role, Power.READ):
        assert said == []
        stage.house.show_tab("documents")
        assert said == [rooms.NOT_YOURS]
    else:
        assert stage.house.chart is None
