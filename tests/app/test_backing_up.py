"""From Practice a backup is made, compared and brought back; what was done is said at the next opening."""

from pathlib import Path

import pytest
from app_stage import WAIT, Stage
from conftest import PASSPHRASE
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel
from sqlalchemy import select

from kapdesk.domain.audit import Action
from kapdesk.places.practice.backups import BackupCard
from kapdesk.services import backup_list, notes, settings
from kapdesk.services import backups as backups_of
from kapdesk.store.rows_trust import AuditRow
from kapdesk.ui.dialog import Sheet
from kapdesk.ui.secret import SecretField

WORDS = "the heron crossed the lake of glass"


def card(stage: Stage) -> BackupCard:
    stage.house.show_place("practice")
    return stage.house.places["practice"].backups


def sheet(stage: Stage, title: str) -> Sheet:
    def there() -> list[Sheet]:
        found = [w for w in QApplication.topLevelWidgets() if isinstance(w, Sheet) and w.isVisible()]
        return [w for w in found if w.accessibleName() == title]

    stage.qtbot.waitUntil(lambda: bool(there()), timeout=WAIT)
    return there()[0]


def trail(stage: Stage) -> list[str]:
    with stage.house.desk.record.read() as db:
        return list(db.scalars(select(AuditRow.action).order_by(AuditRow.seq)))


def at_end(stage: Stage, backups: BackupCard) -> None:
    """Wait till the work is home, whatever came of it, so that what is said then names it."""
    stage.qtbot.waitUntil(lambda: not backups.stop.isVisibleTo(backups), timeout=WAIT)


def backed_up(stage: Stage) -> BackupCard:
    backups = card(stage)
    backups.now.click()
    assert backups.stop.isVisibleTo(backups)
    at_end(stage, backups)
    assert "The backup is good" in backups.said.text()
    return backups


def ask_restore(stage: Stage, backups: BackupCard, passphrase: str) -> None:
    restore = next(b for b in backups.findChildren(type(backups.choose)) if b.text() == "Restore")
    restore.click()
    asking = sheet(stage, "Restore this backup")
    field = asking.findChild(SecretField)
    assert field is not None
    QTest.keyClicks(field, passphrase)
    asking.act.click()


@pytest.fixture
def usb(stage: Stage, tmp_path: Path) -> Path:
    outside = tmp_path / "usb"
    outside.mkdir()
    field = card(stage).outside
    field.setText(str(outside))
    field.editingFinished.emit()
    return outside


def test_a_backup_reaches_both_places_is_kept_in_the_trail_and_can_be_brought_back(
    stage: Stage, usb: Path
) -> None:
    chart = stage.client_here()
    settings.put(stage.house.desk.record, backups_of.FOLDER, str(usb.parent / "kept"))
    backups = backed_up(stage)
    assert len(list(usb.glob("*.kapbackup"))) == 1
    assert "Last outside copy: today" in backups.outside_state.text()
    assert trail(stage).count(Action.BACKED_UP) == 1
    notes.write(stage.house.desk.record, chart.owner, "debrief.words", WORDS)
    kept = backup_list.state(stage.house.desk.record).kept[0]
    ask_restore(stage, backups, "not the right one at all")
    at_end(stage, backups)
    assert "does not open" in backups.said.text()
    ask_restore(stage, backups, PASSPHRASE)
    losing = sheet(stage, "What would be lost")
    said = " ".join(label.text() for label in losing.findChildren(QLabel))
    assert "K-0001 session 1: " in said
    assert WORDS not in said
    losing.act.click()
    stage.qtbot.waitUntil(lambda: not stage.is_open(), timeout=WAIT)
    assert list(stage.folder.parent.glob("record-before-restore-*")) != []
    assert kept.path.exists()
    stage.unlock()
    words = stage.program.window.desk.notices.words
    assert "A backup was brought back into this place" in words.text()
    assert notes.text(stage.house.desk.record, chart.owner, "debrief.words") == ""
    assert trail(stage)[-1] == Action.RESTORED
