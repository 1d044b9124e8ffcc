"""A damaged record at the door leads to a new one with all that could be read, in the same place."""

from collections.abc import Callable
from typing import TypeVar

from app_stage import WAIT, Stage
from conftest import PASSPHRASE
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QScrollArea, QWidget

from kapdesk.store.engine import FILE
from kapdesk.store.pages import PAGE
from kapdesk.ui.dialog import Sheet
from kapdesk.ui.errors import TroubleDialog
from kapdesk.ui.secret import SecretField

T = TypeVar("T", bound=QWidget)


def shown(stage: Stage, kind: type[T], title: str = "") -> T:
    """Wait for a dialog of that kind, and of that name where one is given, and return it."""

    def there() -> T | None:
        for each in QApplication.topLevelWidgets():
            if isinstance(each, kind) and each.isVisible() and title in each.accessibleName():
                return each
        return None

    stage.qtbot.waitUntil(lambda: there() is not None, timeout=WAIT)
    found = there()
    assert found is not None
    return found


def test_a_damaged_record_is_saved_from_the_door_and_opens_again(start: Callable[..., Stage]) -> None:
    stage = start()
    with (stage.folder / FILE).open("r+b") as file:
        file.write(bytes(PAGE))
    stage.say(PASSPHRASE)
    dialog = shown(stage, TroubleDialog)
    assert set(dialog.buttons) >= {"restore", "save", "back"}
    dialog.buttons["save"].click()
    asking = shown(stage, Sheet, "Save what can be read")
    field = asking.findChild(SecretField)
    assert field is not None
    QTest.keyClicks(field, PASSPHRASE)
    asking.act.click()
    told = shown(stage, Sheet, "What could be saved")
    area = told.findChild(QScrollArea)
    assert area is not None
    told.act.click()
    stage.qtbot.waitUntil(lambda: bool(list(stage.folder.parent.glob("*before-salvage*"))), timeout=WAIT)
    stage.program.door.entry().field.setFocus()
    stage.unlock()
