"""Months of an invented clinic, led by chance through the services, and a model of it that knows no service.

The model keeps its own true time and is told only what was done: it never reads the record.
"""

import copy
import random
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from uuid import UUID, uuid4

from kapdesk.domain.appointments import AppointmentKind, AppointmentStatus
from kapdesk.domain.board import Line, LineKind
from kapdesk.domain.booking import Plan, Reason
from kapdesk.domain.clients import Client
from kapdesk.domain.clock import SetClock, local
from kapdesk.domain.contacts import Channel, Outcome
from kapdesk.domain.doses import DoseEvent, DoseUnit, Escort
from kapdesk.domain.errors import KapdeskError
from kapdesk.domain.recurrence import Repeat, Rhythm, Scope
from kapdesk.domain.routes import Route
from kapdesk.domain.screens import AsqAnswers, Context
from kapdesk.domain.sessions import SessionState
from kapdesk.services import (
    appointments,
    board_closing,
    board_lines,
    boards,
    clients,
    closures,
    contacts,
    doses,
    escorts,
    integration,
    recurrence,
    screens,
    sessions,
)
from kapdesk.services.record import Record
from kapdesk.store.rows import SessionRow

BEGINS = datetime(2026, 9, 14, 12, 0, tzinfo=UTC)
"""So that both nights on which the clocks of the zone change lie in the six months after it."""
_HOME = (
    SessionState.JOURNEY, SessionState.EMERGENCE, SessionState.RECOVERY, SessionState.DEBRIEF,
    SessionState.STABILIZATION, SessionState.DISCHARGED,
)  # fmt: skip


@dataclass
class Known:
    """What the model was told of one client: doses and acts, each with its true time, and what was undone."""

    doses: dict[UUID, datetime] = field(default_factory=dict[UUID, datetime])
    visits: dict[UUID, datetime] = field(default_factory=dict[UUID, datetime])
    reached: list[datetime] = field(default_factory=list[datetime])
    closed: list[tuple[datetime, datetime | None]] = field(
        default_factory=list[tuple[datetime, datetime | None]]
    )

    def is_lost_from_sight(self, now: datetime) -> bool:
        """Return whether the latest dose was followed by nothing that counts."""
        held = [when for when, until in self.closed if until is None or now < until]
        acts = [*self.visits.values(), *self.reached, *held]
        return bool(self.doses) and max(self.doses.values()) >= max(acts, default=BEGINS)


@dataclass
class Booked:
    """A visit as the driver remembers it."""

    id: UUID
    starts: datetime


@dataclass(frozen=True)
class Stood:
    """How everything stood at one moment: what the model and the driver knew, and what the boards showed."""

    at: datetime
    seen: dict[UUID, Known]
    visits: dict[UUID, list[Booked]]
    sessions: dict[UUID, list[tuple[UUID, UUID]]]
    board: frozenset[UUID]
    lines: tuple[Line, ...]


class Clinic:
    """Some clients over some months; `seen` is the model, `counts` what was done."""

    def __init__(
        self, record: Record, clock: SetClock, seed: int, people: int, begins: datetime = BEGINS
    ) -> None:
        self.record, self.clock, self.dice = record, clock, random.Random(seed)
        clock.at = begins
        self.wrong = timedelta()  # by how much the machine's clock is wrong
        self.counts: Counter[str] = Counter()
        self.seen: dict[UUID, Known] = {}
        self.visits: dict[UUID, list[Booked]] = {}
        self.sessions: dict[UUID, list[tuple[UUID, UUID]]] = {}
        self.here: list[UUID] = []
        self.touched: set[UUID] = set()
        for number in range(people):
            one = Client(uuid4(), f"K-{number:03}", f"Invented-{number}", "E", born=date(1980, 1, 1))
            clients.add(record, one)
            self.seen[one.id], self.visits[one.id], self.sessions[one.id] = Known(), [], []
        self.acts: list[tuple[Callable[[UUID], None], int]] = [
            (self.dose, 3), (self.book, 6), (self.row, 1), (self.move, 3), (self.cancel, 3), (self.miss, 4),
            (self.attend, 6), (self.take_attendance_back, 1), (self.call_in_vain, 3), (self.reach, 2),
            (self.reach_late, 1), (self.close, 1), (self.close_for_now, 2), (self.note, 1), (self.screen, 1),
            (self.end, 1), (self.resume, 1), (self.put_dose_right, 1), (self.strike_dose, 1),
        ]  # fmt: skip

    @property
    def true_now(self) -> datetime:
        """Return the time it really is."""
        return self.clock.now() - self.wrong

    def live_a_day(self, acts: int) -> None:
        """Live one day: acts by chance, some of them while the clock of the machine is wrong."""
        for _ in range(acts):
            self.act()
        if self.dice.random() < 0.15:
            self._live_with_a_wrong_clock()
        if self.dice.random() < 0.02:
            self._close_the_clinic()
        self.go_home()
        evening = self.true_now.replace(hour=23, minute=0) + timedelta(hours=1)
        self.live_the_night(evening)
        self.clock.at = evening + timedelta(hours=12) + self.wrong
        self.counts["days"] += 1

    def live_the_night(self, evening: datetime) -> None:
        """Live the twelve hours after an instant: nobody works."""

    def act(self) -> None:
        """Do one thing for one client; what a service refuses was not done, and the model is not told."""
        verbs, weights = zip(*self.acts, strict=True)
        (verb,) = self.dice.choices(verbs, weights)
        client = self.dice.choice(list(self.seen))
        self.clock.move(minutes=self.dice.randint(1, 25))
        self.do(verb, client)

    def do(self, verb: Callable[[UUID], None], client: UUID) -> None:
        """Do one thing for a client; a refusal is counted."""
        self.touched.add(client)
        try:
            verb(client)
        except KapdeskError:
            self.counts["refused"] += 1
        else:
            self.counts["acts"] += 1

    def board(self) -> frozenset[UUID]:
        """Return who stands on the board as dosed and not seen since."""
        return frozenset(one.who.id for one in boards.not_seen(self.record))

    def model(self) -> frozenset[UUID]:
        """Return who should stand there, by what was done alone."""
        return frozenset(key for key, one in self.seen.items() if one.is_lost_from_sight(self.true_now))

    def dose(self, client: UUID) -> None:
        """Lead a client from arrival to the dose on the short way; in the evening they go home."""
        escort = Escort("Tove Lind", "sister", "555 0101", adult=True)
        session = sessions.plan(self.record, client).item
        assert session is not None
        escorts.write(self.record, session, escort)
        for state in (SessionState.ARRIVED, SessionState.CLEARED_TO_DOSE):
            sessions.move(self.record, session, state)
        made = doses.give(self.record, session, self._event()).item
        assert made is not None
        self.here.append(session)
        self.seen[client].doses[made] = self.true_now
        self.sessions[client].append((session, made))
        self.counts["doses"] += 1

    def put_dose_right(self, client: UUID) -> None:
        """Put the dose that was recorded last right: it is struck and recorded anew, with its true time."""
        session, wrong = self.dice.choice(self.sessions[client] or [(client, client)])
        given_at = self.seen[client].doses.get(wrong, self.true_now)
        event = self._event(min(given_at, self.record.now()))
        made = doses.correct(self.record, session, wrong, event, "a slip").item
        assert made is not None
        self.seen[client].doses[made] = self.seen[client].doses.pop(wrong)
        self.sessions[client].remove((session, wrong))
        self.sessions[client].append((session, made))

    def strike_dose(self, client: UUID) -> None:
        """Strike a dose that was another client's."""
        session, wrong = self.dice.choice(self.sessions[client] or [(client, client)])
        doses.strike(self.record, session, wrong, "another chart")
        del self.seen[client].doses[wrong]
        self.sessions[client].remove((session, wrong))

    def book(self, client: UUID) -> None:
        """Book a visit or a call."""
        kind = self.dice.choice((AppointmentKind.EARLY, AppointmentKind.REGULAR, AppointmentKind.GROUP))
        made = appointments.book(self.record, self.plan(client, kind)).item
        self._booked(client, made)

    def row(self, client: UUID) -> None:
        """Book a row of visits."""
        plan = self.plan(client, AppointmentKind.REGULAR)
        recurrence.book(self.record, plan, Repeat(Rhythm.WEEKLY, times=self.dice.randint(2, 5)), {})

    def move(self, client: UUID) -> None:
        """Move a visit."""
        one = self._one(client)
        kind = AppointmentKind.REGULAR
        made = appointments.move(self.record, one.id, self.plan(client, kind), "asked to").item
        if made != one.id:
            self._booked(client, made)
        else:
            one.starts = self.starts(made)

    def cancel(self, client: UUID) -> None:
        """Call a visit off, in time, late, or with all that follow."""
        status = self.dice.choice((AppointmentStatus.CANCELLED, AppointmentStatus.LATE_CANCELLED))
        scope = self.dice.choice((Scope.ONE, Scope.FOLLOWING))
        one = self._one(client)
        recurrence.call_off(self.record, one.id, status, scope, Reason("ill"))
        self.seen[client].visits.pop(one.id, None)

    def miss(self, client: UUID) -> None:
        """Say that they did not attend."""
        one = self._one(client)
        appointments.set_status(self.record, one.id, AppointmentStatus.DID_NOT_ATTEND, "said by the desk")
        self.seen[client].visits.pop(one.id, None)

    def attend(self, client: UUID) -> None:
        """Say that they came; with a wrong clock only of what has just ended is that said."""
        one = self._one(client)
        if self.wrong:
            raise KapdeskError("Nothing is said of visits while the clock is wrong.")
        if one.id in self.seen[client].visits:
            return
        appointments.set_status(self.record, one.id, AppointmentStatus.ATTENDED, "said by the desk")
        self.seen[client].visits[one.id] = min(one.starts, self.true_now)

    def take_attendance_back(self, client: UUID) -> None:
        """Say that it was somebody else who came."""
        came = list(self.seen[client].visits)
        if came:
            one = self.dice.choice(came)
            appointments.set_status(self.record, one, AppointmentStatus.CANCELLED, "was somebody else")
            del self.seen[client].visits[one]

    def note(self, client: UUID) -> None:
        """Hold a session nobody had booked."""
        made = integration.start(self.record, client).item
        assert made is not None
        begun = self.true_now
        integration.end(self.record, made)
        self.seen[client].reached.append(begun)

    def call_in_vain(self, client: UUID) -> None:
        """Call, and reach nobody."""
        outcome = self.dice.choice((Outcome.NO_ANSWER, Outcome.MESSAGE_LEFT, Outcome.NOT_IN_USE))
        contacts.log(self.record, client, Channel.PHONE, outcome)

    def reach(self, client: UUID) -> None:
        """Reach the client."""
        contacts.log(self.record, client, Channel.PHONE, Outcome.REACHED)
        self.seen[client].reached.append(self.true_now)

    def reach_late(self, client: UUID) -> None:
        """Write in the evening that they were reached in the morning."""
        if self.wrong:
            raise KapdeskError("Nothing is written late while the clock is wrong.")
        earlier = timedelta(minutes=self.dice.randint(5, 300))
        contacts.log(self.record, client, Channel.PHONE, Outcome.REACHED, at=self.record.now() - earlier)
        self.seen[client].reached.append(self.true_now - earlier)

    def close(self, client: UUID) -> None:
        """Take a client off the board for good, for a reason."""
        board_closing.close(self.record, self._line(client), "in-other-care")
        self.seen[client].closed.append((self.true_now, None))

    def close_for_now(self, client: UUID) -> None:
        """Take a client off the board until a day to come."""
        if self.wrong:
            raise KapdeskError("No day is chosen while the clock is wrong.")
        self.close_until(client, self.dice.randint(1, 9))

    def close_until(self, client: UUID, days: int) -> None:
        """Take a client off the board until the morning some days from now."""
        day = local(self.record.now(), self.record.zone).date() + timedelta(days=days)
        board_closing.close(self.record, self._line(client), "agreed-later", look_again_on=day)
        morning = datetime.combine(day, time(0), tzinfo=local(self.record.now(), self.record.zone).tzinfo)
        self.seen[client].closed.append((self.true_now, morning.astimezone(UTC)))

    def screen(self, client: UUID) -> None:
        """Ask the suicide screen; it is positive."""
        answers = AsqAnswers(True, False, False, False, False)
        screens.ask(self.record, client, screens.Asked(Context.CONTACT, answers))

    def end(self, client: UUID) -> None:
        """End the work with a client: whoever was not seen stays on the board."""
        day = local(self.record.now(), self.record.zone).date()
        clients.end(self.record, client, day, "did not come back")

    def resume(self, client: UUID) -> None:
        """Take up the work again."""
        clients.resume(self.record, client)

    def _live_with_a_wrong_clock(self) -> None:
        """Let the clock of the machine be hours or days wrong for a while; then put right what was dosed."""
        self.wrong = timedelta(minutes=self.dice.choice((-60, 60, -400, 300, -3 * 1440, 3 * 1440)))
        self.clock.at += self.wrong
        before = {key for known in self.seen.values() for key in known.doses}
        for _ in range(self.dice.randint(1, 4)):
            self.act()
        self.clock.at -= self.wrong
        self.wrong = timedelta()
        self.counts["clock wrong"] += 1
        self.clock.move(minutes=1)
        for client, made in list(self.sessions.items()):
            for session, dose in [each for each in made if each[1] not in before]:
                event = self._event(self.seen[client].doses[dose])
                new = doses.correct(self.record, session, dose, event, "the clock was wrong").item
                assert new is not None
                self.seen[client].doses[new] = self.seen[client].doses.pop(dose)
                made.remove((session, dose))
                made.append((session, new))

    def stand(self) -> Stood:
        """Return how everything stands now, to compare with and to go back to."""
        known = copy.deepcopy((self.seen, self.visits, self.sessions))
        return Stood(self.clock.at, *known, self.board(), board_lines.lines(self.record))

    def go_back(self, record: Record, stood: Stood) -> None:
        """Go on with a record of an earlier moment: of what was done since, nobody knows any more."""
        self.record = record
        self.here.clear()
        self.seen, self.visits, self.sessions = copy.deepcopy((stood.seen, stood.visits, stood.sessions))

    def go_home(self) -> None:
        """Lead everybody who is here home, on the short way."""
        with self.record.write() as db:
            dosed = {session for made in self.sessions.values() for session, _ in made}
            for session in self.here:
                for state in _HOME if session in dosed else (SessionState.ABORTED,):
                    sessions.enter(db, self.record, db.get_one(SessionRow, session), state, self.record.now())
        self.here.clear()

    def _close_the_clinic(self) -> None:
        day = local(self.record.now(), self.record.zone).date() + timedelta(days=self.dice.randint(1, 9))
        closures.add(self.record, day, day + timedelta(days=2), reason="holiday")
        self.counts["closures"] += 1

    def _event(self, at: datetime | None = None) -> DoseEvent:
        given = at or self.record.now()
        return DoseEvent(
            "ketamine", Route.IM, Decimal(50), DoseUnit.MG, given, "Dr N. Rowe", "K44", "J. Adler"
        )

    def plan(self, client: UUID, kind: AppointmentKind) -> Plan:
        """Return a visit to be booked some day soon."""
        day = local(self.record.now(), self.record.zone).date() + timedelta(days=self.dice.randint(0, 8))
        return Plan(client, kind, day, time(self.dice.randint(8, 22), 30), 50)

    def _booked(self, client: UUID, made: UUID | None) -> None:
        assert made is not None
        self.visits[client].append(Booked(made, self.starts(made)))

    def starts(self, made: UUID | None) -> datetime:
        """Return when a visit begins."""
        from kapdesk.services import diary

        assert made is not None
        return diary.one(self.record, made).appointment.starts_at

    def _one(self, client: UUID) -> Booked:
        recent = self.visits[client][-6:]
        if not recent:
            raise KapdeskError("There is no visit.")
        return self.dice.choice(recent)

    def _line(self, client: UUID) -> Line:
        session, _ = self.dice.choice(self.sessions[client] or [(client, client)])
        return Line(LineKind.NOT_SEEN, client, session, "", self.record.now())
