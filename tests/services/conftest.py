"""One invented client on one dosing day, brought as far as a test needs."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from uuid import UUID, uuid4

import pytest

from kapdesk.domain.clock import SetClock
from kapdesk.domain.doses import DoseEvent, DoseUnit, Escort
from kapdesk.domain.readings import Reading
from kapdesk.domain.routes import Route
from kapdesk.domain.sessions import SessionState
from kapdesk.services import arrivals, doses, escorts, sessions, vitals
from kapdesk.services.record import Record
from kapdesk.store.rows import ClientRow, DoseRow, ScreenRow, SessionRow

FULL = Reading(sbp=122, dbp=78, hr=72, spo2=98, on_oxygen=False, rr=14, moaas=5, dissociation=0)
ANSWERS = {
    "identity": "name-and-birth-date",
    "hours-since-food": "5",
    "hours-since-drink": "2",
    "medicines-today": "none",
    "still-wants": "yes",
}


@dataclass
class DosingDay:
    """A planned session and the acts that lead it on."""

    record: Record
    clock: SetClock
    client: UUID
    session: UUID

    @property
    def now(self) -> datetime:
        return self.record.now()

    @property
    def head(self) -> sessions.SessionHead:
        return sessions.head(self.record, self.session)

    def name_escort(self) -> None:
        escorts.write(self.record, self.session, Escort("Tove Lind", "sister", "555 0101", adult=True))

    def answer_arrival(self) -> None:
        for item, value in ANSWERS.items():
            arrivals.answer(self.record, self.session, item, value)
        vitals.take(self.record, self.session, FULL)
        self.screen()

    def screen(self) -> None:
        with self.record.write() as db:
            row = ScreenRow(id=uuid4(), client_id=self.client, session_id=self.session, instrument="asq")
            row.instrument_version, row.context, row.answers = 1, "arrival", {}
            row.result, row.happened_at, row.zone = "negative", self.now, self.record.zone
            row.written_at, row.author_id = self.now, self.record.author.id
            db.add(row)

    def clear(self) -> None:
        self.name_escort()
        arrivals.arrive(self.record, self.session)
        self.answer_arrival()
        arrivals.clear(self.record, self.session)

    def a_dose(self, minutes_ago: float = 0, *, booster: bool = False, amount: int = 50) -> DoseEvent:
        given_at = self.now - timedelta(minutes=minutes_ago)
        return DoseEvent(
            "ketamine", Route.IM, Decimal(amount), DoseUnit.MG, given_at, "Dr N. Rowe", "K44", "J. Adler",
            is_booster=booster,
        )  # fmt: skip

    def dose(self) -> UUID:
        self.clear()
        made = doses.give(self.record, self.session, self.a_dose()).item
        assert made is not None
        return made

    def sign(self) -> None:
        """Sign the session through the store, as the database demands it: opened, ended, signed."""
        with self.record.write() as db:
            row = db.get_one(SessionRow, self.session)
            row.opened_at = row.opened_at or self.now
            row.ended_at = self.now
            row.signed_at, row.signed_by = self.now, self.record.author.id

    def count(self, table: type) -> int:
        with self.record.read() as db:
            return db.query(table).filter_by(session_id=self.session).count()

    def dose_rows(self) -> int:
        return self.count(DoseRow)

    def lead(self, *states: SessionState) -> None:
        for state in states:
            sessions.move(self.record, self.session, state)


def plan_day(record: Record, clock: SetClock) -> DosingDay:
    client = uuid4()
    with record.write() as db:
        row = ClientRow(id=client, code=f"K-{client.hex[:6]}", family_name="Mor", given_name="Aster")
        row.written_at, row.author_id = record.now(), record.author.id
        db.add(row)
    session = sessions.plan(record, client).item
    assert session is not None
    return DosingDay(record, clock, client, session)


@pytest.fixture
def day(record: Record, clock: SetClock) -> DosingDay:
    return plan_day(record, clock)


@pytest.fixture
def another_day(record: Record, clock: SetClock) -> DosingDay:
    return plan_day(record, clock)
