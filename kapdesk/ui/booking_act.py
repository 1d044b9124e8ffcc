"""Booking and moving from a slip: looked at part by part, written once, and said why not."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from PySide6.QtCore import QObject

from kapdesk.domain.booking import Outlook, Plan, Reason, SlotOutlook
from kapdesk.domain.change import Change
from kapdesk.domain.clock import local, show_time, show_weekday_date
from kapdesk.domain.errors import KapdeskError
from kapdesk.domain.recurrence import Answer, Repeat, Scope
from kapdesk.domain.wall_time import instants
from kapdesk.ui.booking import BookingSlip, Wanted

Answers = Mapping[date, Answer]


@dataclass(frozen=True, slots=True)
class Verbs:
    """What can be asked and written; who writes gets None back where it was refused."""

    look: Callable[[Plan, UUID | None], Outlook]
    look_row: Callable[[Plan, Repeat, Answers], tuple[SlotOutlook, ...]]
    look_moved: Callable[[UUID, Plan, Scope, Answers], tuple[SlotOutlook, ...]]
    book: Callable[[Plan], Change | None]
    book_row: Callable[[Plan, Repeat, Answers], Change | None]
    move: Callable[[UUID, Plan, Reason], Change | None]
    move_row: Callable[[UUID, Plan, Scope, Answers, Reason], Change | None]


class BookingAct(QObject):
    """Stands between one slip and the verbs of the record."""

    def __init__(self, slip: BookingSlip, verbs: Verbs, zone: str, parent: QObject) -> None:
        """Bind to one slip for life; `zone` is that of the clinic."""
        super().__init__(parent)
        self._slip, self._verbs, self._zone = slip, verbs, zone
        self.clients: dict[str, UUID] = {}  # by the words they are chosen by
        self.people: dict[str, UUID] = {}
        self.client: UUID | None = None  # where the slip does not ask for whom
        # Connect Signals
        slip.weighed.connect(self.weigh)

    def weigh(self) -> None:
        """Say what the slip would book, and what should be known before."""
        wanted, plan = self._slip.wanted(), self.plan(self._slip.wanted())
        try:
            self._slip.ask_which(shown=self._comes_twice(wanted))
            if plan is None:
                self._slip.show_outlook("", ())
                self._slip.row.show_days(())
            elif self._is_row(wanted):
                self._show_row(plan, wanted)
            else:
                self._show_one(self._verbs.look(plan, self.moving()))
        except KapdeskError as error:
            self._slip.show_outlook("", ())
            self._slip.row.show_days(())
            self._slip.say(error.sentence)
            return
        self._slip.say("")

    def write(self, more: Mapping[str, str] | None = None) -> Change | None:
        """Book or move what stands on the slip; None where something is missing or it was refused.

        `more` says at which parts something is missing besides.
        """
        wanted = self._slip.wanted(settle=True)
        missing = {**wanted.missing, **(more or {})}
        if wanted.therapist and wanted.therapist not in self.people:
            missing["therapist"] = "Nobody of this name works here now. Choose one of the list."
        plan = self.plan(wanted)
        self._slip.slip.flag(missing)
        row_missing = self._slip.row.missing()
        self._slip.row.end.flag(row_missing)
        if self._slip.row.scope_missing():
            self._slip.say("Choose how much of the row is moved.")
            return None
        if missing or row_missing or plan is None:
            return None
        return self._write(plan, wanted)

    def plan(self, wanted: Wanted) -> Plan | None:
        """Return what is wanted as it can be looked at; None while a part of it is missing."""
        client = self.client or self.clients.get(wanted.client)
        if client is None or wanted.kind is None or wanted.day is None or wanted.at is None:
            return None
        if wanted.minutes is None:
            return None
        return Plan(
            client, wanted.kind, wanted.day, wanted.at, wanted.minutes, wanted.room,
            self.people.get(wanted.therapist), later=wanted.later,
        )  # fmt: skip

    def moving(self) -> UUID | None:
        """Return which appointment is moved; None where a new one is booked."""
        return UUID(self._slip.moving) if self._slip.moving else None

    def _write(self, plan: Plan, wanted: Wanted) -> Change | None:
        moving, row = self.moving(), self._slip.row
        if moving is None:
            if wanted.repeat is None:
                return self._verbs.book(plan)
            return self._verbs.book_row(plan, wanted.repeat, row.answers())
        if row.chosen_scope() is Scope.ONE:
            return self._verbs.move(moving, plan, self._slip.reason())
        return self._verbs.move_row(moving, plan, row.chosen_scope(), row.answers(), self._slip.reason())

    def _is_row(self, wanted: Wanted) -> bool:
        if self.moving() is None:
            return wanted.repeat is not None
        return self._slip.row.chosen_scope() is not Scope.ONE

    def _show_row(self, plan: Plan, wanted: Wanted) -> None:
        moving, row = self.moving(), self._slip.row
        if moving is not None:
            days = self._verbs.look_moved(moving, plan, row.chosen_scope(), row.answers())
        else:
            days = self._verbs.look_row(plan, wanted.repeat, row.answers()) if wanted.repeat else ()
        self._slip.ask_which(shown=False)
        self._slip.show_outlook("", ())
        row.show_days(days)

    def _show_one(self, outlook: Outlook) -> None:
        one = outlook.appointment
        day = show_weekday_date(local(one.starts_at, one.zone).date())
        times = f"{show_time(one.starts_at, one.zone)} to {show_time(one.ends_at, one.zone)}"
        self._slip.row.show_days(())
        self._slip.show_outlook(f"{day} {times}, {one.zone}", outlook.warnings)

    def _comes_twice(self, wanted: Wanted) -> bool:
        if wanted.day is None or wanted.at is None:
            return False
        return len(instants(wanted.day, wanted.at, self._zone)) > 1
