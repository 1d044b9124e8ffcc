"""The Dosing tab of an invented client, at any stage of the day."""

from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from uuid import UUID, uuid4

import pytest
from pytestqt.qtbot import QtBot

from kapdesk.desk import Chart, Desk
from kapdesk.domain.clock import SetClock
from kapdesk.domain.doses import DoseEvent, DoseUnit, Escort
from kapdesk.domain.readings import Reading
from kapdesk.domain.routes import Route
from kapdesk.domain.sessions import SessionState
from kapdesk.services import arrivals, doses, escorts, sessions, vitals
from kapdesk.services.record import Record
from kapdesk.store.rows import ClientRow, SessionRow
from kapdesk.tabs.dosing.tab import Day, DosingTab

BASE = Reading(sbp=122, dbp=78, hr=72, spo2=98, moaas=5, dissociation=0)
REASON = "Transcribed from the paper form of today"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Let the offscreen window system say that it knows no size hints, and nothing else."""
    for item in items:
        item.add_marker(pytest.mark.qt_log_ignore("This plugin does not support propagateSizeHints"))


@dataclass
class Stage:
    """A session, and its tab as often as it is opened."""

    record: Record
    clock: SetClock
    qtbot: QtBot
    client: UUID
    session: UUID

    def open(self) -> DosingTab:
        tab = DosingTab(Desk(self.record), Chart(self.client, self.session))
        self.qtbot.addWidget(tab, before_close_func=DosingTab.close_down)
        tab.resize(1100, 690)
        tab.load()
        with self.qtbot.waitExposed(tab):
            tab.show()
        tab.activateWindow()
        tab.arrive()
        return tab

    @staticmethod
    def day(tab: DosingTab) -> Day:
        assert tab.day is not None
        return tab.day

    def shut(self, tab: DosingTab) -> None:
        assert tab.leave()
        tab.hide()

    @property
    def head(self) -> sessions.SessionHead:
        return sessions.head(self.record, self.session)

    def arrive(self) -> None:
        arrivals.arrive(self.record, self.session)

    def name_escort(self) -> None:
        escorts.write(self.record, self.session, Escort("Tove Lind", "sister", "555 0101"))

    def clear(self) -> None:
        self.name_escort()
        self.arrive()
        vitals.take(self.record, self.session, BASE)
        arrivals.clear(self.record, self.session, reason=REASON)

    def dose(self) -> None:
        self.clear()
        given = DoseEvent(
            "ketamine", Route.IM, Decimal(50), DoseUnit.MG, self.record.now(), "Dr N. Rowe", "K44", "J. Adler"
        )
        doses.give(self.record, self.session, given)
        sessions.move(self.record, self.session, SessionState.JOURNEY)

    def sign(self) -> None:
        with self.record.write() as db:
            row = db.get_one(SessionRow, self.session)
            row.ended_at = row.signed_at = self.record.now() + timedelta(seconds=1)
            row.signed_by = self.record.author.id


@pytest.fixture
def stage(record: Record, clock: SetClock, qtbot: QtBot) -> Stage:
    client = uuid4()
    with record.write() as db:
        row = ClientRow(id=client, code="K-0142", family_name="Mor", given_name="Aster")
        row.written_at, row.author_id = record.now(), record.author.id
        db.add(row)
    session = sessions.plan(record, client).item
    assert session is not None
    return Stage(record, clock, qtbot, client, session)


@pytest.fixture
def journey(stage: Stage) -> DosingTab:
    """The tab twelve minutes into a journey."""
    stage.dose()
    stage.clock.move(minutes=12)
    return stage.open()
