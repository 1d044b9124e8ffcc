"""A client without a session is screened, assessed and planned for all the same; nothing of it is lost."""

from collections.abc import Iterator
from uuid import UUID, uuid4

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from kapdesk.desk import Chart, Desk
from kapdesk.domain.screens import AsqResult, Context, Disposition
from kapdesk.domain.tasks import TaskKind
from kapdesk.services import measures, open_results, safety_plans, screens, tasks
from kapdesk.services.record import Record
from kapdesk.store.rows import ClientRow
from kapdesk.tabs.stabilization.between import Between
from kapdesk.tabs.stabilization.editor import Editor
from kapdesk.tabs.stabilization.tab import StabilizationTab
from kapdesk.ui.controls import ChoiceBar


@pytest.fixture
def client(record: Record) -> UUID:
    with record.write() as db:
        row = ClientRow(id=uuid4(), code="K-0142", family_name="Mor", given_name="Aster")
        row.written_at, row.author_id = record.now(), record.author.id
        db.add(row)
    return row.id


@pytest.fixture
def tab(qtbot: QtBot, qapp: QApplication, desk: Desk, client: UUID) -> Iterator[StabilizationTab]:
    made = StabilizationTab(desk, Chart(client))
    made.resize(1148, 690)
    made.load()
    with qtbot.waitExposed(made):
        made.show()
    made.activateWindow()
    yield made
    made.autosave.flush()
    made.hide()
    made.close_down()


def between(tab: StabilizationTab) -> Between:
    assert tab.between is not None
    return tab.between


def press(qtbot: QtBot, button: QWidget) -> None:
    button.setFocus()
    qtbot.keyClick(button, Qt.Key.Key_Space)


def choose(qtbot: QtBot, editor: Editor | None, field: str, value: str) -> None:
    assert editor is not None
    bar = editor.form.controls[field]
    assert isinstance(bar, ChoiceBar)
    press(qtbot, bar.segments.buttons[value])


def test_item_nine_leads_to_the_screen_the_assessment_and_the_closing(
    qtbot: QtBot, tab: StabilizationTab, record: Record, client: UUID
) -> None:
    measures.administer(record, client, "phq9", 1, {"phq9": 1})
    tab.set_caret("screen:contact", 0)
    page = between(tab)
    for item in ("asq1", "asq2", "asq3"):
        choose(qtbot, page.open_editor, item, "no")
    choose(qtbot, page.open_editor, "asq4", "yes")
    choose(qtbot, page.open_editor, "asq5", "no")
    assert page.open_editor is not None
    press(qtbot, page.open_editor.act)
    (asked,) = screens.of_client(record, client)
    assert (asked.context, asked.result) == (Context.CONTACT, AsqResult.NON_ACUTE_POSITIVE)
    assert tasks.open_of(record, client, TaskKind.SCREEN_TODAY) == ()
    assert page.positive.isVisible()
    press(qtbot, page.positive.assess)
    choose(qtbot, page.open_editor, "disposition", "non-urgent")
    assert page.open_editor is not None
    press(qtbot, page.open_editor.act)
    last = open_results.last_assessed(record, client)
    assert last is not None
    assert last.result == Disposition.NON_URGENT
    page.positive.reason.setFocus()
    qtbot.keyClicks(page.positive.reason, "Referred to Dr Sole today")
    press(qtbot, page.positive.button)
    assert not page.positive.isVisible()
    assert screens.open_results(record, client) == ()


def test_a_refused_record_says_so_beside_what_was_asked(qtbot: QtBot, tab: StabilizationTab) -> None:
    tab.set_caret("screen:contact", 0)
    editor = between(tab).open_editor
    assert editor is not None
    press(qtbot, editor.act)
    assert "Nothing was answered yet" in editor.sentence.text()


def test_the_plan_is_begun_before_any_session(
    qtbot: QtBot, tab: StabilizationTab, record: Record, client: UUID
) -> None:
    press(qtbot, between(tab).plan)
    editor = between(tab).open_editor
    assert editor is not None
    note = editor.form.notes["matters"]
    note.setFocus()
    qtbot.keyClicks(note, "My sister and the garden")
    assert tab.autosave.flush()
    assert safety_plans.texts(record, client)["matters"] == "My sister and the garden"
