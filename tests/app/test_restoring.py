"""A backup is brought back from the door; what it replaces is kept and what would be lost is said first."""

from collections.abc import Callable
from pathlib import Path

from app_stage import WAIT, Stage
from conftest import PASSPHRASE
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QWidget

from kapdesk.domain.clients import Client
from kapdesk.services import backups, clients, vault
from kapdesk.services.record import Record
from kapdesk.ui.dialog import Sheet
from kapdesk.ui.secret import SecretField
from kapdesk.ui.unlock import Unlock


def backed_up_then_changed(stage: Stage, tmp_path: Path) -> Path:
    """Make a backup of the record in the folder, then write one more client into the record."""
    opened = vault.unlock(stage.folder, PASSPHRASE, clock=stage.clock)
    result = backups.make(opened, tmp_path / "outside", clock=stage.clock)
    stage.clock.move(minutes=1)
    with opened.store.read() as db:
        from kapdesk.services import people

        author = people.author(db, opened.person_id)
    from conftest import shipped

    record = Record(opened.store, shipped(), stage.clock, author, "UTC")
    blank = clients.blank(record)
    clients.add(record, Client(blank.id, blank.code, "Later", "Someone"))
    opened.close()
    return result.path


def shown(stage: Stage, kind: type[Sheet] | type[QFileDialog], title: str = "") -> Sheet | QFileDialog:
    """Wait for a dialog of that kind, and of that name where one is given, and return it."""

    def there() -> list[QWidget]:
        found = [w for w in QApplication.topLevelWidgets() if isinstance(w, kind) and w.isVisible()]
        return [w for w in found if title in w.accessibleName()]

    stage.qtbot.waitUntil(lambda: bool(there()), timeout=WAIT)
    return there()[0]


def test_a_backup_replaces_a_record_only_after_its_loss_was_said(
    start: Callable[..., Stage], tmp_path: Path
) -> None:
    stage = start()
    backup = backed_up_then_changed(stage, tmp_path)
    page = stage.program.window.findChild(Unlock)
    assert page is not None
    page.restore.click()
    chooser = shown(stage, QFileDialog)
    chooser.fileSelected.emit(str(backup))
    chooser.close()
    asking = shown(stage, Sheet)
    field = asking.findChild(SecretField)
    assert field is not None
    QTest.keyClicks(field, PASSPHRASE)
    asking.act.click()
    replacing = shown(stage, Sheet, "The record here holds more")
    assert "K-0001: 1 entry" in replacing.accessibleDescription()
    assert not list(stage.folder.parent.glob("*before-restore*"))
    replacing.act.click()
    stage.qtbot.waitUntil(lambda: bool(list(stage.folder.parent.glob("*before-restore*"))), timeout=WAIT)
    fresh = stage.program.window.findChild(Unlock)
    stage.qtbot.waitUntil(
        lambda: any(p.news.text() for p in stage.program.window.findChildren(Unlock)), timeout=WAIT
    )
    assert fresh is not None
    stage.program.door.entry().field.setFocus()
    stage.unlock()
    assert clients.find(stage.house.desk.record, "Later") == ()
