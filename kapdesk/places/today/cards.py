"""The cards of Today: each row leads to the place where it is dealt with."""

from collections.abc import Collection, Sequence
from datetime import datetime
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from kapdesk.desk import Go
from kapdesk.domain import esketamine_form
from kapdesk.domain.appointments import AppointmentKind, AppointmentStatus
from kapdesk.domain.clock import local, show_date, show_moment, show_time
from kapdesk.domain.sessions import SessionState
from kapdesk.places.today.rows import Act, Entry, ListCard, who_of
from kapdesk.services.boards import Backup, Due, HeldQuestion, NotSeen, Open, Unsigned
from kapdesk.services.crisis import CrisisLine
from kapdesk.services.diary import Booked
from kapdesk.services.sessions import SessionHead
from kapdesk.ui.card import Card, Row
from kapdesk.ui.controls import PrimaryButton
from kapdesk.ui.shoulder import name_of
from kapdesk.ui.signs import Sign
from kapdesk.ui.table import Cell, Column, Line, Table
from kapdesk.ui.theme import give_role

_TONES = {
    AppointmentStatus.ATTENDED: "done",
    AppointmentStatus.CONFIRMED: "",
    AppointmentStatus.PLANNED: "",
    AppointmentStatus.DID_NOT_ATTEND: "caution",
}


class OpenCard(Card):
    """The session whose client is here: one press returns to it."""

    gone = Signal(object)  # Go

    def __init__(self, here: Open, wish: Go, zone: str, parent: QWidget | None = None) -> None:
        """Show who is here and how far the day is."""
        super().__init__(emphasis=True, parent=parent)
        self._wish = wish
        name = who_of(here.who)
        self.setAccessibleName(f"Session open: {name}")
        row = Row(f"Session open: {name}", _so_far(here.head, zone), strong=True)
        self.button = PrimaryButton("Return to the session")
        self.button.setAccessibleName(f"Return to the session: {name}")
        row.add(self.button)
        self.add(row)
        # Connect Signals
        self.button.clicked.connect(self._go)

    def _go(self) -> None:
        self.gone.emit(self._wish)


def _so_far(head: SessionHead, zone: str) -> str:
    dosed = f"dose {show_time(head.dosed_at, zone)}" if head.dosed_at else "dose not given"
    arrived = f"arrived {show_moment(head.opened_at, zone)}" if head.opened_at else ""
    state = "" if head.state is SessionState.ARRIVED else head.state.value
    return " · ".join(part for part in (f"Dosing session {head.number}", arrived, state, dosed) if part)


class AppointmentsCard(Card):
    """The appointments of the day; Enter opens the chart of the row."""

    opened = Signal(object)  # Booked

    def __init__(self, parent: QWidget | None = None) -> None:
        """Start with none."""
        super().__init__("Appointments", parent=parent)
        columns = (
            Column("Time", 0), Column("Client", 1, whole=True), Column("What for", 1, goes=2),
            Column("Room", 0, goes=1), Column("State", 0),
        )  # fmt: skip
        self.table = Table(columns, "Appointments of today")
        self.table.horizontalHeader().hide()
        self._shown: tuple[Booked, ...] = ()
        self._empty = QLabel(
            "Nobody is booked today. Appointments are made in Week, or in a chart under Integration."
        )
        self._empty.setWordWrap(True)
        give_role(self._empty, "muted")
        self.add(self._empty)
        self.add(self.table)
        # Connect Signals
        self.table.opened.connect(self._open)

    def show_all(self, booked: Sequence[Booked], zone: str, here: Collection[UUID] = ()) -> None:
        """Show these, the earliest first; who came to a dosing session is here."""
        self._shown = tuple(booked)
        lines = [_line(number, each, zone, here) for number, each in enumerate(booked)]
        self.table.show_lines(lines)
        rows = self.table.verticalHeader().defaultSectionSize() * len(booked)
        self.table.setFixedHeight(rows + 4)
        self.table.setVisible(bool(booked))
        self._empty.setVisible(not booked)

    def _open(self, key: object) -> None:
        if isinstance(key, int):
            self.opened.emit(self._shown[key])


def _line(number: int, booked: Booked, zone: str, here: Collection[UUID]) -> Line:
    one = booked.appointment
    arrived = one.kind is AppointmentKind.DOSING and one.status.stands and one.client_id in here
    said = Cell(one.status.value, _TONES.get(one.status, "muted"))
    state = Cell("here", "done") if arrived else said
    return Line(
        number,
        (
            Cell(show_time(one.starts_at, zone)), Cell(name_of(booked.client_name, booked.code), strong=True),
            Cell(one.kind.label.capitalize()), Cell(one.room), state,
        ),
    )  # fmt: skip


def not_seen_entry(one: NotSeen, acts: tuple[Act, ...], zone: str) -> Entry:
    """Say who was not seen, since which dose, what is booked, and how they may be reached."""
    unseen = one.unseen
    days = "today" if unseen.days == 0 else f"{unseen.days} {'day' if unseen.days == 1 else 'days'} ago"
    dosed = f"dose {one.session_number} on {show_date(local(unseen.dosed_at, zone).date())}, {days}"
    if unseen.booked_at is not None:
        second = f"{dosed} · booked {show_moment(unseen.booked_at, zone)}"
        return Entry(who_of(one.who), second, acts)
    mark = (
        f", past {unseen.threshold} {'day' if unseen.threshold == 1 else 'days'}" if unseen.threshold else ""
    )
    reach = f"{dosed} · {one.who.contact.words}"
    mark += " · the work with them has ended" if one.who.ended else ""
    return Entry(who_of(one.who), reach, acts, sign=Sign.CAUTION, word=f"nothing booked{mark}")


def unsigned_entry(one: Unsigned, acts: tuple[Act, ...], now: datetime, zone: str) -> Entry:
    """Say what is not signed, since when, and from when a signature is a late entry."""
    what = f"Dosing {one.number}"
    if one.number is None:
        what = "Integration, under way" if one.under_way else "Integration"
    late = show_moment(one.late_from, zone)
    second = f"{what} · {show_moment(one.since, zone)}"
    if now > one.late_from:
        return Entry(who_of(one.who), second, acts, sign=Sign.CAUTION, word=f"late entry from {late}")
    return Entry(who_of(one.who), f"{second} · late entry from {late}", acts)


def due_entry(one: Due, acts: tuple[Act, ...], now: datetime, zone: str) -> Entry:
    """Say what is to be done for whom, by when."""
    overdue = one.task.overdue(now)
    second = f"by {show_moment(one.task.due_at, zone)} · {one.task.text}"
    if one.task.kind == esketamine_form.KIND:
        left = esketamine_form.countdown(one.task.due_at, now, zone)
        return Entry(who_of(one.who), second, acts, sign=Sign.DUE if overdue else Sign.CAUTION, word=left)
    return Entry(
        who_of(one.who), second, acts, sign=Sign.DUE if overdue else None, word="overdue" if overdue else ""
    )


def held_entry(one: HeldQuestion, acts: tuple[Act, ...], zone: str) -> Entry:
    """Say which question is on hold, and when it is looked at again."""
    booked = f"look again {show_moment(one.revisit, zone)}" if one.revisit else ""
    chosen = f"look again on {show_date(one.on)}" if one.on else ""
    again = chosen or booked or "no session booked to look at it"
    return Entry(f"“{one.text.strip('“”')}”", f"{who_of(one.who)} · {again}", acts, strong=False)


def numbers_entry(one: CrisisLine, acts: tuple[Act, ...]) -> Entry:
    """Say which number was tried so long ago that it is to be tried again."""
    tried = f"{one.number} · tried {show_date(one.verified_on)} by {one.by}"
    return Entry(one.label, tried, acts, strong=False, sign=Sign.DUE, word="try it again")


def differing_entry(number: int, acts: tuple[Act, ...]) -> Entry:
    """Say how many entries two workstations wrote apart; both versions are kept until somebody chooses."""
    what = f"{number} to be settled; both versions are kept"
    return Entry("Taken in from a bundle", what, acts, strong=False, sign=Sign.DUE, word="choose")


class BackupCard(ListCard):
    """Whether the record is safe from a broken disk, and whether the recovery sheet is known to work."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Start empty."""
        super().__init__(
            "Backup", "The practice room holds invented clients; it is not backed up.", parent=parent
        )

    def show_backup(self, backup: Backup, zone: str) -> None:
        """Say when a backup last proved good, and what is to be done."""
        practice = (Act("Open Practice", Go(place="practice")),)
        if backup.rehearsal:
            self.show_entries(())
            return
        last = backup.last_good
        words = f"Last good one {show_moment(last, zone)}" if last else "There is no good backup yet."
        second = backup.problem or (
            "It was opened, checked and counted." if last else "One is made when the record is closed."
        )
        good = last is not None and not backup.stale and not backup.problem
        sign, word = (Sign.RECORDED, "good") if good else (Sign.CAUTION, "look at it")
        acts = () if good else practice
        entries = [Entry(words, second, acts, strong=False, sign=sign, word=word)]
        if not backup.recovery_confirmed:
            entries.append(
                Entry(
                    "The recovery sheet is not confirmed.",
                    "Without it a forgotten passphrase means a lost record.",
                    practice, strong=False, sign=Sign.CAUTION, word="not yet",
                )
            )  # fmt: skip
        self.show_entries(entries)


class OpenCards(QWidget):
    """One card for each session whose client is here; nothing where nobody is."""

    gone = Signal(object)  # Go

    def __init__(self, parent: QWidget | None = None) -> None:
        """Start with nobody."""
        super().__init__(parent)
        self.cards: list[OpenCard] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(16)

    def show_all(self, here: Sequence[tuple[Open, Go]], zone: str) -> None:
        """Show who is here."""
        for card in self.cards:
            card.hide()
            card.deleteLater()
        self.cards = [OpenCard(one, wish, zone) for one, wish in here]
        for card in self.cards:
            card.gone.connect(self._go)
            self._column.addWidget(card)
        self.setVisible(bool(here))

    def _go(self, wish: Go) -> None:
        self.gone.emit(wish)
