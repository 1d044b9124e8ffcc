"""Before a page of the chart leaves it is asked for whom; what goes outside stands in the log afterwards."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from kapdesk.desk import Chart, Desk
from kapdesk.domain.clock import SetClock
from kapdesk.services import disclosures, notes
from kapdesk.services.notes import Owner
from kapdesk.services.record import Record
from kapdesk.tabs.documents.leaving import CLINIC, DRAFT, OUTSIDE, LeavingSheet
from kapdesk.tabs.documents.tab import DocumentsTab
from tests.services.leaving_day import LeavingDay
from tests.services.whole_day import a_day, lead_home

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support propagateSizeHints")


@pytest.fixture
def day(record: Record, clock: SetClock) -> LeavingDay:
    made = a_day(record, clock)
    lead_home(made)
    return made


@pytest.fixture
def tab(day: LeavingDay, qtbot: QtBot) -> Iterator[DocumentsTab]:
    desk = Desk(day.record)
    made = DocumentsTab(desk, Chart(day.client, day.session))
    qtbot.addWidget(made)
    made.resize(1148, 690)
    made.load()
    made.show()
    made.open_document("summary")
    qtbot.waitUntil(made.shown.preview.save_button.isEnabled, timeout=10_000)
    yield made
    made.close_down()
    desk.deleteLater()


def asked(tab: DocumentsTab, qtbot: QtBot) -> LeavingSheet:
    qtbot.mouseClick(tab.shown.preview.save_button, Qt.MouseButton.LeftButton)
    assert tab.leaving.sheet is not None
    return tab.leaving.sheet


def press(sheet: LeavingSheet, whom: str, qtbot: QtBot) -> None:
    qtbot.mouseClick(sheet.whom.segments.buttons[whom], Qt.MouseButton.LeftButton)


def test_what_goes_outside_is_in_the_log_once_it_left(
    day: LeavingDay, tab: DocumentsTab, qtbot: QtBot, tmp_path: Path
) -> None:
    sheet = asked(tab, qtbot)
    assert not sheet.act.isEnabled()
    press(sheet, OUTSIDE, qtbot)
    sheet.act.click()
    assert sheet.isVisible()
    assert set(sheet.slip.flagged()) == {"recipient", "purpose", "ground"}
    for part, words in (("recipient", "Hill Surgery"), ("purpose", "going on with care")):
        qtbot.keyClicks(sheet.slip.parts[part], words)
    sheet.slip.pick_of("ground").setEditText("Treatment by another clinician")
    sheet.act.click()
    assert tab.sheet is not None  # how the file is closed is asked next
    assert disclosures.of_client(day.record, day.client) == ()
    tab.sheet.reject()
    tab.save("lemona-tirusa-bevodi-kanuro", tmp_path / "kapdesk.pdf")
    qtbot.waitUntil(lambda: not tab._work.saving)
    (one,) = disclosures.of_client(day.record, day.client)
    assert (one.leaving.recipient, one.leaving.document, one.way) == (
        "Hill Surgery",
        "Session summary",
        "saved as a file",
    )
    tab.leave()
    assert notes.text(day.record, Owner(day.client), DRAFT) == ""


def test_what_stays_here_needs_no_more_words_and_is_not_logged(
    day: LeavingDay, tab: DocumentsTab, qtbot: QtBot, tmp_path: Path
) -> None:
    sheet = asked(tab, qtbot)
    press(sheet, CLINIC, qtbot)
    sheet.act.click()
    assert tab.sheet is not None
    tab.sheet.reject()
    tab.save("lemona-tirusa-bevodi-kanuro", tmp_path / "kapdesk.pdf")
    qtbot.waitUntil(lambda: not tab._work.saving)
    assert disclosures.of_client(day.record, day.client) == ()


def test_what_was_typed_for_whom_is_kept_when_one_goes_back(
    day: LeavingDay, tab: DocumentsTab, qtbot: QtBot
) -> None:
    sheet = asked(tab, qtbot)
    press(sheet, OUTSIDE, qtbot)
    qtbot.keyClicks(sheet.slip.parts["recipient"], "Hill Surgery")
    sheet.reject()
    tab.leave()
    assert "Hill Surgery" in notes.text(day.record, Owner(day.client), DRAFT)


def test_a_record_under_part_2_says_what_is_missing(day: LeavingDay, tab: DocumentsTab, qtbot: QtBot) -> None:
    disclosures.set_part2(day.record, day.client, True)
    sheet = asked(tab, qtbot)
    press(sheet, OUTSIDE, qtbot)
    sheet.slip.pick_of("ground").setEditText("Payment or insurance")
    assert "no written consent" in sheet.said.text()
    sheet.reject()
