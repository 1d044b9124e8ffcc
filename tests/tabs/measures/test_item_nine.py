"""PHQ-9 item 9 above zero stays in sight until the screen has a result or what was done is written."""

from uuid import UUID, uuid4

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from kapdesk.app.bandfacts import of_chart
from kapdesk.desk import Chart, Desk, Go
from kapdesk.domain.change import Change, Topic
from kapdesk.domain.screens import AsqAnswers, Context
from kapdesk.domain.tasks import TaskKind
from kapdesk.services import assessments, measures, screens, tasks
from kapdesk.services.record import Record
from kapdesk.store.rows import ClientRow
from kapdesk.tabs.measures.tab import MeasuresTab

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support propagateSizeHints")
NO = AsqAnswers(wished_dead=False, better_off_dead=False, thoughts_of_killing=False, ever_tried=False)


@pytest.fixture
def client(record: Record) -> UUID:
    with record.write() as db:
        row = ClientRow(id=uuid4(), code="K-0142", family_name="Mor", given_name="Aster")
        row.written_at, row.author_id = record.now(), record.author.id
        db.add(row)
    return row.id


def words(record: Record, client: UUID) -> list[str]:
    return [flag.text for flag in of_chart(record, Chart(client)).flags]


def test_item_nine_stands_over_every_total_and_leads_to_the_screen(
    qtbot: QtBot, qapp: QApplication, record: Record, client: UUID
) -> None:
    desk = Desk(record)
    tab = MeasuresTab(desk, Chart(client))
    qtbot.addWidget(tab)
    tab.load()
    assert tab.item_nine.isHidden()
    measures.administer(record, client, "phq9", 1, {"phq9": 1})
    tab.heard(Change(Topic.MEASURE, client))
    assert not tab.item_nine.isHidden()
    with qtbot.waitSignal(desk.asked) as wished:
        qtbot.keyClick(tab.item_nine.button, Qt.Key.Key_Space)
    assert wished.args == [Go(chart=Chart(client), tab="stabilization", field="screen:contact")]
    screens.ask(record, client, screens.Asked(Context.CONTACT, NO))
    tab.heard(Change(Topic.SCREEN, client))
    assert tab.item_nine.isHidden()
    tab.close_down()
    desk.deleteLater()


def test_the_band_says_item_nine_until_an_action_is_written(record: Record, client: UUID) -> None:
    assert not any("item 9" in said for said in words(record, client))
    measures.administer(record, client, "phq9", 1, {"phq9": 3})
    assert any("item 9" in said for said in words(record, client))
    (due,) = tasks.open_of(record, client, TaskKind.SCREEN_TODAY)
    tasks.done(record, due.id, "Asked on paper by Dr Sole at the hospital")
    assert not any("item 9" in said for said in words(record, client))


def test_the_band_says_which_screen_what_it_came_to_and_when(record: Record, client: UUID) -> None:
    attempt = AsqAnswers(
        wished_dead=False, better_off_dead=False, thoughts_of_killing=False, ever_tried=True,
        thoughts_now=False,
    )  # fmt: skip
    screens.ask(record, client, screens.Asked(Context.CONTACT, attempt))
    assert "ASQ non-acute positive, 09:00" in words(record, client)
    screens.ask(record, client, screens.Asked(Context.CONTACT, NO))
    assert "ASQ non-acute positive, 09:00" in words(record, client)
    assessments.assess(record, client, assessments.Talk(assessments.Disposition.NO_FURTHER))
    screens.close(record, client, "Talked it through, nothing new")
    assert not any("ASQ" in said for said in words(record, client))
