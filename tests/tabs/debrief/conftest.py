"""The Debrief tab of an invented client, in a first session and in the one two weeks later."""

from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID, uuid4

import pytest
from pytestqt.qtbot import QtBot

from kapdesk.desk import Chart, Desk
from kapdesk.domain.clock import SetClock
from kapdesk.services import sessions
from kapdesk.services.record import Record
from kapdesk.store.rows import ClientRow, SessionRow
from kapdesk.tabs.debrief.page import DebriefPage
from kapdesk.tabs.debrief.tab import DebriefTab


@dataclass
class Room:
    """One client with a session, and its tab as often as it is opened."""

    record: Record
    clock: SetClock
    desk: Desk
    qtbot: QtBot
    client: UUID
    session: UUID

    def open(self) -> DebriefTab:
        tab = DebriefTab(self.desk, Chart(self.client, self.session))
        self.qtbot.addWidget(tab, before_close_func=DebriefTab.close_down)
        tab.resize(1148, 690)
        tab.load()
        with self.qtbot.waitExposed(tab):
            tab.show()
        tab.activateWindow()
        tab.setFocus()
        return tab

    @staticmethod
    def page(tab: DebriefTab) -> DebriefPage:
        assert tab.page is not None
        return tab.page

    def sign(self) -> None:
        with self.record.write() as db:
            row = db.get_one(SessionRow, self.session)
            row.opened_at, row.ended_at, row.signed_at = (self.record.now(),) * 3

    def two_weeks_later(self) -> UUID:
        """Go on to the next session; return the one that was."""
        before = self.session
        self.clock.move(days=14)
        made = sessions.plan(self.record, self.client).item
        assert made is not None
        self.session = made
        return before


@pytest.fixture
def room(qtbot: QtBot, record: Record, clock: SetClock, qapp: object) -> Iterator[Room]:
    client = uuid4()
    with record.write() as db:
        row = ClientRow(id=client, code="K-0142", family_name="Mor", given_name="Aster")
        row.written_at = record.now()
        db.add(row)
    session = sessions.plan(record, client).item
    assert session is not None
    desk = Desk(record)
    yield Room(record, clock, desk, qtbot, client, session)
    desk.deleteLater()
