"""An invented clinic that also works in the nights in which its clocks are changed, minute by minute."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from functools import partial
from uuid import UUID

import pytest
from six_months import Clinic

from kapdesk.domain.appointments import AppointmentKind, AppointmentStatus
from kapdesk.domain.board import CALL_UNTIL, LineKind
from kapdesk.domain.clock import local, zone
from kapdesk.domain.errors import Refused
from kapdesk.services import appointments, board_lines

AROUND = (-125, -115, -50, -10, 5, 50, 110)
"""Minutes from the change, with the midnight before it in between."""
HALF = timedelta(minutes=30)


class ClinicAtNight(Clinic):
    """Doses, calls and visits around a change of the clocks; the board is compared after each of them."""

    is_after = False  # the night before was one of those

    def live_the_night(self, evening: datetime) -> None:
        """Live the night of a change and the midnight a day later; in other nights nobody works."""
        there = zone(self.record.zone)
        offsets = [(evening + timedelta(hours=hour)).astimezone(there).utcoffset() for hour in range(37)]
        if self.is_after:
            self.clock.at = evening
            self.do(self.dose, list(self.seen)[5])
            self.clock.move(minutes=1)
            self.do(partial(self.close_until, days=1), list(self.seen)[5])
            self.go_home()
            day = evening.astimezone(there).date() + timedelta(days=1)
            midnight = datetime.combine(day, time(0), there).astimezone(UTC)
            for minutes in (-5, 5):
                self.compare_at(midnight + timedelta(minutes=minutes))
        if offsets[12] != offsets[36]:
            self.leave_calls_to_make(evening)
        self.is_after = offsets[0] != offsets[12]
        if self.is_after:
            self.live_a_change(evening, evening + timedelta(hours=offsets.index(offsets[12])))

    def leave_calls_to_make(self, evening: datetime) -> None:
        """Dose some the evening before and see them once more that day: they are called in the days after."""
        self.clock.at = evening
        for client in list(self.seen)[2:4]:
            self.do(self.dose, client)
        self.clock.move(minutes=1)
        for client in list(self.seen)[2:4]:
            self.do(self.reach, client)
        self.go_home()

    def live_a_change(self, evening: datetime, change: datetime) -> None:
        """Live the night of a change; each call that was due stays due at its hour, on its day."""
        self.clock.at = evening
        before = self.due_calls()
        self.close_until_the_days_after(evening)
        visits = self.visits_in_the_night(change)
        for minutes in AROUND:
            self.act_at(change + timedelta(minutes=minutes), is_later=minutes > 0)
        for client, visit in visits.items():
            appointments.set_status(self.record, visit, AppointmentStatus.ATTENDED, "said by the desk")
            self.seen[client].visits[visit] = self.starts(visit)
        self.compare_at(self.clock.at)
        self.go_home()
        after = self.due_calls()
        kept = before.keys() & after.keys()
        assert {key: before[key] for key in kept} == {key: after[key] for key in kept}
        self.counts["calls still due"] += len(kept)
        self.counts["nights"] += 1

    def act_at(self, at: datetime, *, is_later: bool) -> None:
        """Dose one and reach another; who was dosed before the change is reached after it, and reversed."""
        self.clock.at = max(at, self.clock.at)
        one, other = list(self.seen)[-2:]
        self.do(self.dose, other if is_later else one)
        self.clock.move(minutes=1)
        self.do(self.reach, one if is_later else other)
        self.do(self.call_in_vain, self.dice.choice(list(self.seen)))
        self.compare_at(self.clock.at)

    def close_until_the_days_after(self, evening: datetime) -> None:
        """Take those who stand on the board off it, until the day of the change or until the one after."""
        self.clock.at = evening
        until_next, until_after = list(self.seen)[4:6]
        for client in (until_next, until_after):
            self.do(self.dose, client)
        self.clock.move(minutes=1)
        for client in sorted(self.board()):
            self.do(partial(self.close_until, days=1 if client == until_next else 2), client)
            self.counts["off the board over a change"] += 1
        self.compare_at(self.clock.at)

    def visits_in_the_night(self, change: datetime) -> dict[UUID, UUID]:
        """Book both half past one of the hour that comes twice; in the hour that never comes, none."""
        day = local(change, self.record.zone).date()
        one, other = list(self.seen)[:2]
        wish = replace(self.plan(one, AppointmentKind.REGULAR), day=day)
        if local(change, self.record.zone).hour != 1:
            with pytest.raises(Refused):
                appointments.book(self.record, replace(wish, at=time(2, 30)))
            return {}
        made: dict[UUID, UUID] = {}
        for client, is_later, starts in ((one, False, change - HALF), (other, True, change + HALF)):
            there = replace(wish, client=client, at=time(1, 30))
            with pytest.raises(Refused):
                appointments.book(self.record, there)
            booked = appointments.book(self.record, replace(there, later=is_later)).item
            assert booked is not None
            assert self.starts(booked) == starts
            made[client] = booked
        return made

    def due_calls(self) -> dict[UUID, tuple[datetime, date]]:
        """Return by session when a call is due, which is so many hours after the dose, and on which day."""
        found: dict[UUID, tuple[datetime, date]] = {}
        for line in board_lines.lines(self.record):
            if line.kind is LineKind.CALL and line.due is not None:
                assert line.since in self.seen[line.client].doses.values()
                assert line.due == line.since + CALL_UNTIL
                found[line.of] = (line.due, local(line.due, self.record.zone).date())
        return found

    def compare_at(self, at: datetime) -> None:
        """Hold the board against the model at an instant."""
        self.clock.at = at
        assert self.board() == self.model(), self.counts
        self.counts["compared at night"] += 1
