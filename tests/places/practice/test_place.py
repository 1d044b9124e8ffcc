"""What the clinic decides is kept at once; a number prints only after somebody said they tried it."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from kapdesk.desk import Desk
from kapdesk.domain.clock import SetClock
from kapdesk.domain.page_codes import Page, code
from kapdesk.domain.people import Role
from kapdesk.domain.routes import Route
from kapdesk.places.practice.place import PracticePlace
from kapdesk.services import crisis, notes, offers, people, practice_limits, settings
from kapdesk.services.record import Record
from kapdesk.store.backup import BackupResult
from kapdesk.ui.dialog import Sheet
from tests.services.signing_in import as_role

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support propagateSizeHints")
LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def desk(record: Record, qapp: QApplication) -> Iterator[Desk]:
    made = Desk(record)
    yield made
    made.deleteLater()


def open_place(qtbot: QtBot, desk: Desk) -> PracticePlace:
    place = PracticePlace(desk)
    qtbot.addWidget(place)
    place.resize(1100, 700)
    place.load()
    place.show()
    return place


@pytest.fixture
def place(qtbot: QtBot, desk: Desk) -> PracticePlace:
    return open_place(qtbot, desk)


def press(qtbot: QtBot, button: QPushButton) -> None:
    qtbot.waitUntil(button.isVisible)
    qtbot.mouseClick(button, LEFT)


def named(within: QWidget, name: str) -> QPushButton:
    """Return the newest button that is heard by that name."""
    return [one for one in within.findChildren(QPushButton) if one.accessibleName() == name][-1]


def type_number(qtbot: QtBot, field: QWidget, text: str) -> None:
    line = field.line  # pyright: ignore[reportAttributeAccessIssue]
    line.clear()
    qtbot.keyClicks(line, text)
    qtbot.keyClick(line, Qt.Key.Key_Return)


def test_name_and_address_keep_themselves(qtbot: QtBot, place: PracticePlace, record: Record) -> None:
    assert place.clinic.notes["clinic"].text() == "Hollow Oak Clinic"
    qtbot.keyClicks(place.clinic.notes["clinic.address"], "1 Oak Lane")
    assert place.leave()
    assert settings.get(record, "clinic.address") == "1 Oak Lane"


def test_what_nobody_confirmed_is_still_marked_after_a_lock(
    qtbot: QtBot, desk: Desk, place: PracticePlace
) -> None:
    address = place.clinic.notes["clinic.address"]
    address.setFocus()
    qtbot.keyClicks(address, "so ;tears ")
    marks = address.passages.stored()
    assert len(marks) == 1
    assert place.leave()
    place.close_down()
    again = open_place(qtbot, desk)
    note = again.clinic.notes["clinic.address"]
    assert note.passages.stored() == marks
    qtbot.keyClick(note, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert again.leave()
    assert notes.unconfirmed(desk.record, settings.OWNER).get("clinic.address", ()) == ()


def test_that_no_fragrances_are_opened_here_is_said_in_practice_too(
    qtbot: QtBot, place: PracticePlace, record: Record
) -> None:
    box = place.clinic.no_scents
    assert not box.isChecked()
    qtbot.keyClick(box, Qt.Key.Key_Space)
    assert offers.is_fragrance_free(record)
    offers.say_fragrance_free(record, free=False)
    place.load()
    assert not box.isChecked()


def test_a_number_prints_only_after_a_person_said_on_which_day_it_was_tried(
    qtbot: QtBot, place: PracticePlace, record: Record
) -> None:
    press(qtbot, named(place.numbers, "Write The clinic"))
    qtbot.keyClicks(place.numbers.slip.parts["number"], "555 0100")
    press(qtbot, place.numbers.keep)
    assert crisis.confirmed(record) == ()
    press(qtbot, named(place.numbers, "Confirm The clinic"))
    sheet = place.window().findChild(Sheet)
    assert sheet is not None
    press(qtbot, sheet.act)
    assert crisis.confirmed(record) == ()
    assert place.numbers.day.flagged() == {"on": "write the day"}
    qtbot.keyClicks(place.numbers.day.parts["on"].line, "20 nov 2026")  # pyright: ignore[reportAttributeAccessIssue]
    press(qtbot, sheet.act)
    [line] = crisis.confirmed(record)
    assert (line.number, line.verified_on, line.by) == ("555 0100", date(2026, 11, 20), "J. Adler, LMFT")


def test_suggestions_are_taken_for_a_place_and_none_of_them_prints(
    qtbot: QtBot, place: PracticePlace, record: Record
) -> None:
    place.numbers.places.setEditText("Ireland")
    press(qtbot, place.numbers.take)
    assert len(crisis.on_list(record)) == 5
    assert crisis.confirmed(record) == ()
    press(qtbot, named(place.numbers, "Change Samaritans"))
    press(qtbot, place.numbers.remove)
    assert len(crisis.on_list(record)) == 4


def test_a_number_tried_half_a_year_ago_warns(
    qtbot: QtBot, desk: Desk, record: Record, clock: SetClock
) -> None:
    crisis.add(record, "Night line", "555 0177")
    line = next(one for one in crisis.on_list(record) if one.label == "Night line")
    crisis.confirm(record, line.id, line.number)
    place = open_place(qtbot, desk)
    assert place.numbers.stale.isHidden()
    clock.move(days=181)
    place.load()
    assert place.numbers.stale.text() == "1 tried more than 180 days ago: try them again"


def test_a_number_is_said_once_in_its_row(qtbot: QtBot, place: PracticePlace, record: Record) -> None:
    place.numbers.places.setEditText("United States")
    press(qtbot, place.numbers.take)
    crisis.add(record, "555 0177 Night line", "555 0177")
    crisis.add(record, "911 desk", "911")
    place.load()
    said = [row.text() for row in place.numbers.rows.findChildren(QLabel) if row.isVisible()]
    assert "988   Suicide and Crisis Lifeline" in said
    assert "555 0177 Night line" in said
    assert "911 desk" in said


def test_the_country_is_named_beside_its_list(place: PracticePlace) -> None:
    names = [label for label in place.numbers.findChildren(QLabel) if label.buddy() is place.numbers.places]
    assert [label.text() for label in names] == ["Country"]


def test_the_practice_room_lets_nobody_change_what_opens_it(
    qtbot: QtBot, record: Record, desk: Desk, qapp: QApplication
) -> None:
    room = open_place(qtbot, Desk(replace(record, rehearsal=True)))
    assert not room.keys.isVisible()
    assert not room.recovery.isVisible()
    assert not room.backups.state.isVisible()
    assert room.backups.rehearsal.isVisible()
    said = "\n".join(label.text() for label in room.findChildren(QLabel) if label.isVisible())
    assert "these people were never born" in said
    assert "No good backup" not in said
    cared_for = open_place(qtbot, desk)
    assert cared_for.keys.isVisible()
    assert cared_for.recovery.isVisible()
    assert cared_for.backups.state.isVisible()
    assert not cared_for.backups.rehearsal.isVisible()


def test_people_are_added_and_ended_and_the_one_writing_cannot_be(
    qtbot: QtBot, place: PracticePlace, record: Record
) -> None:
    press(qtbot, place.people.more)
    qtbot.keyClicks(place.people.slip.parts["name"], "R. Sole")
    press(qtbot, place.people.add_button)
    assert place.people.slip.flagged() == {"role": "choose the role"}
    role = place.people.slip.parts["role"].segments.buttons["medical professional"]  # pyright: ignore[reportAttributeAccessIssue]
    qtbot.mouseClick(role, LEFT)
    press(qtbot, place.people.add_button)
    assert [person.name for person in people.everyone(record)] == ["J. Adler", "R. Sole"]
    press(qtbot, named(place.people, "End R. Sole"))
    sheet = place.window().findChild(Sheet)
    assert sheet is not None
    press(qtbot, sheet.act)
    assert [person.name for person in people.everyone(record)] == ["J. Adler"]
    assert not [
        one for one in place.people.findChildren(QPushButton) if one.accessibleName() == "End J. Adler"
    ]


def test_half_a_person_survives_leaving(qtbot: QtBot, place: PracticePlace, desk: Desk) -> None:
    press(qtbot, place.people.more)
    qtbot.keyClicks(place.people.slip.parts["name"], "R. So")
    assert place.leave()
    assert open_place(qtbot, desk).people.slip.text("name") == "R. So"


def test_observation_is_raised_and_never_lowered_below_what_ships(
    qtbot: QtBot, place: PracticePlace, desk: Desk, record: Record
) -> None:
    field = place.observation.fields["im"]
    type_number(qtbot, field, "120")
    assert practice_limits.profile(record, Route.IM).min_observation_min == 120
    with qtbot.waitSignal(desk.refused):
        type_number(qtbot, field, "60")
    assert practice_limits.profile(record, Route.IM).min_observation_min == 120
    assert field.value() == 120


def test_a_limit_is_set_and_urgent_ones_only_go_down(
    qtbot: QtBot, place: PracticePlace, desk: Desk, record: Record
) -> None:
    type_number(qtbot, place.limits.fields["predose_sbp"], "150")
    assert practice_limits.vital_limits(record).predose_sbp == 150
    with qtbot.waitSignal(desk.refused):
        type_number(qtbot, place.limits.fields["urgent_sbp"], "200")
    assert practice_limits.vital_limits(record).urgent_sbp == 180
    assert place.limits.fields["urgent_sbp"].value() == 180


def test_the_minutes_before_locking_are_kept_within_their_range(
    qtbot: QtBot, place: PracticePlace, record: Record
) -> None:
    field = place.lock_card.fields["lock.minutes"]
    assert field.value() == 5
    type_number(qtbot, field, "10")
    assert settings.get(record, "lock.minutes") == "10"
    type_number(qtbot, field, "0")
    assert settings.get(record, "lock.minutes") == "10"
    assert field.is_stopped()


def test_a_backup_is_asked_for_and_what_came_of_it_is_said(qtbot: QtBot, place: PracticePlace) -> None:
    assert place.backups.state.text() == "No good backup yet"
    with qtbot.waitSignal(place.backup_asked):
        press(qtbot, place.backups.now)
    assert place.backups.busy.isVisible()
    place.show_backup(BackupResult(Path("x"), place.desk.now(), {"client": 2, "session": 3, "note": 4}))
    assert place.backups.busy.isHidden()
    assert "counted (9 rows, 2 clients, 3 sessions)" in place.backups.said.text()
    place.show_backup("The disk is full. Nothing was lost. Choose another folder.")
    assert place.backups.said.text().startswith("The disk is full.")


def test_backups_in_the_folder_are_listed_and_can_be_tested(
    qtbot: QtBot, desk: Desk, record: Record, tmp_path: Path
) -> None:
    with record.read() as db:
        from sqlalchemy import text

        vault_id = str(db.scalar(text("SELECT vault_id FROM vault_identity")))
    kept = tmp_path / f"2026-11-20_184000_{vault_id[:8]}.kapbackup"
    kept.write_bytes(b"x" * 4096)
    (tmp_path / "2026-11-21_184000_00000000.kapbackup").write_bytes(b"of another record")
    settings.put(record, "backup_folder", str(tmp_path))
    settings.put(record, "backup.problem", "The folder could not be reached.")
    place = open_place(qtbot, desk)
    assert place.backups.problem.text() == "The folder could not be reached."
    with qtbot.waitSignal(place.test_asked) as asked:
        test, _restore = place.backups.rows.findChildren(QPushButton)
        press(qtbot, test)
    assert asked.args == [kept]


def test_a_new_sheet_and_another_passphrase_are_asked_for(
    qtbot: QtBot, place: PracticePlace, record: Record
) -> None:
    assert "Not yet typed back" in place.recovery.state.text()
    settings.put(record, "recovery.confirmed_at", place.desk.now().isoformat())
    place.load()
    assert place.recovery.state.text() == "Typed back 22-Nov-2026 09:00"
    with qtbot.waitSignal(place.new_sheet_asked):
        press(qtbot, place.recovery.new)
    keys = place.keys
    qtbot.keyClicks(keys.old, "quiet harbour lantern field")
    qtbot.keyClicks(keys.new, "short")
    qtbot.keyClicks(keys.again, "short")
    assert not keys.change.isEnabled()
    for field in (keys.new, keys.again):
        field.clear()
        qtbot.keyClicks(field, "maple orbit cradle seventeen")
    with qtbot.waitSignal(place.passphrase_change_asked) as asked:
        press(qtbot, keys.change)
    assert asked.args == ["quiet harbour lantern field", "maple orbit cradle seventeen"]
    place.show_passphrase("Changed.", changed=True)
    assert (keys.old.text(), keys.new.text(), keys.said.text()) == ("", "", "Changed.")


def test_about_says_what_kapdesk_is_not_and_where_the_record_lies(
    place: PracticePlace, record: Record
) -> None:
    assert "does not diagnose, dose, or clear anyone" in place.about.statement.text()
    assert str(record.store.path) in place.about.versions.text()
    assert "time zones 20" in place.about.versions.text()
    assert "PySide6" in place.about.parts.text()
    assert place.content.state.text() == "All texts are read"


def test_the_row_over_practice_leads_to_each_card_with_the_keyboard(
    qtbot: QtBot, place: PracticePlace
) -> None:
    place.activateWindow()
    names = [button.text() for button in place.index.buttons]
    assert names[0] == "Clinic"
    assert "Audit trail" in names
    press(qtbot, place.index.buttons[names.index("Audit trail")])
    focus = place.focusWidget()
    assert focus is not None
    assert place.trail.isAncestorOf(focus)
    qtbot.waitUntil(lambda: not place.trail.visibleRegion().isEmpty())


@pytest.mark.parametrize("role", [Role.AUDITOR, Role.ASSISTANT])
def test_who_may_read_the_audit_trail_sees_it_and_the_proof_on_paper(
    qtbot: QtBot, record: Record, role: Role
) -> None:
    desk = Desk(as_role(record, role))
    refused: list[str] = []
    desk.refused.connect(refused.append)
    place = PracticePlace(desk)
    qtbot.addWidget(place)
    place.load()
    audits = role is Role.AUDITOR
    assert (place.trail.isHidden(), place.proof.isHidden()) == (not audits, not audits)
    assert place.backups.isHidden()
    assert ("Audit trail" in [button.text() for button in place.index.buttons]) is audits
    place.show()
    if audits:
        place.proof.code.setText(code(b"another record", Page("summary", "session", "a", "b", "c", 1, 1)))
        place.proof.check.click()
        assert place.proof.said.text().startswith("Not ours")
    assert refused == []
    place.close_down()
