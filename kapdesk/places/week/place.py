"""The week: every appointment of the clinic, booked, moved and called off by key."""

from datetime import date, time, timedelta
from functools import partial
from uuid import UUID

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtGui import QHideEvent, QKeySequence, QResizeEvent, QShortcut, QShowEvent
from PySide6.QtWidgets import QCheckBox, QComboBox, QLabel, QVBoxLayout, QWidget

from kapdesk.desk import Chart, Desk, Go, Place
from kapdesk.domain.appointments import AppointmentKind
from kapdesk.domain.change import Change, Topic
from kapdesk.domain.clock import local
from kapdesk.places.week.booking import WeekBooking
from kapdesk.places.week.calendar import WeekCalendar
from kapdesk.places.week.day_print import DayPrint
from kapdesk.places.week.diary import Sieve, grid, lines, monday_of, shut
from kapdesk.places.week.standing import WeekStanding
from kapdesk.places.week.tools import labelled, offer, quietly
from kapdesk.services import client_list, closures, diary, people, settings, working_hours
from kapdesk.services.diary import Booked
from kapdesk.ui.controls import Flow, PlainButton
from kapdesk.ui.said import Said
from kapdesk.ui.signs import Sign
from kapdesk.ui.table import Column, Table
from kapdesk.ui.theme import give_role, px
from kapdesk.ui.week_view import Aim, Hours, WeekView

CODES = "week.codes_only"
LOW = 560  # px at 100 % under which the grid needs the room of everything else
_MINUTE = 60_000  # milliseconds after which the line of now stands elsewhere
_PAUSE = 600  # milliseconds after the last key on the booking slip until its draft is kept
_TABS = {AppointmentKind.DOSING: "dosing", AppointmentKind.PREPARATION: "prepare"}
_COLUMNS = (
    Column("Day", 0), Column("Time", 0), Column("Client", 1, whole=True), Column("What for", 0, goes=3),
    Column("Room", 0, goes=2), Column("With", 0, goes=1), Column("State", 1),
)  # fmt: skip
ALL_ROOMS, EVERYBODY = "All rooms", "Everybody"


class WeekPlace(Place):
    """The grid for the hands, the list below for reading and hearing."""

    name = "week"
    title = "Week"

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        """Stand ready; nothing is read before `load`."""
        super().__init__(desk, parent)
        self._zone = desk.record.zone
        self._booked: dict[UUID, Booked] = {}
        self.booking = WeekBooking(desk, self)
        self.monday = monday_of(self.booking.today())
        begins, ends = desk.read(working_hours.week).bounds
        opens, closes = begins // 60, -(-ends // 60)
        hours = Hours(min(7, opens), max(21, closes), opens, closes)
        self.view = WeekView(hours)
        self.list = Table(_COLUMNS, "Appointments of the week")
        self.calendar = WeekCalendar(desk, self.view, self.list, self)
        self.standing = WeekStanding(desk, self)
        self.status = self.standing.sheet
        self.said = Said()
        self.last = PlainButton("Previous", small=True)
        self.now = PlainButton("This week", small=True)
        self.next = PlainButton("Next", small=True)
        self.leaves = PlainButton("For a calendar", small=True)
        self.prints = PlainButton("Day list", small=True)
        self.day_print = DayPrint(desk, self)
        self.room, self.therapist = QComboBox(), QComboBox()
        self.codes = QCheckBox("Codes only")
        self.day = PlainButton("One day", small=True)
        self.day.setCheckable(True)
        self._minute = QTimer(self)
        self._minute.setInterval(_MINUTE)
        self._keeping = QTimer(self)
        self._keeping.setSingleShot(True)
        self._keeping.setInterval(_PAUSE)
        self._lay_out()
        self._connect()

    def _connect(self) -> None:
        # Connect Signals
        for keys, step in (("Alt+Left", -1), ("Alt+Home", 0), ("Alt+Right", 1)):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(partial(self._turn, step))
        for button, step in ((self.last, -1), (self.now, 0), (self.next, 1)):
            button.clicked.connect(partial(self._turn, step))
        self.room.currentIndexChanged.connect(self._sift)
        self.therapist.currentIndexChanged.connect(self._sift)
        self.codes.toggled.connect(self._choose_codes)
        self.view.asked.connect(self._ask)
        self.view.opened.connect(self._open)
        self.view.moved.connect(self._move)
        self.view.cancel_asked.connect(self._ask_status)
        self.list.opened.connect(self._open)
        self.view.carried.connect(self._say_carried)
        self.view.week_asked.connect(self._go_to)
        self.day.toggled.connect(self._show_day)
        self._minute.timeout.connect(self._show_now)
        self.standing.written.connect(self._show)
        self.leaves.clicked.connect(self._ask_calendar)
        self.prints.clicked.connect(self._ask_day_list)
        self.calendar.said.connect(self.said.say)
        self.booking.written.connect(self._written)
        self.booking.slip.edited.connect(self._draft)
        self._keeping.timeout.connect(self._keep_drafts)
        self.status.edited.connect(self._keeping.start)
        self.desk.refused.connect(self._refused)

    def load(self) -> None:
        """Read the week that is shown."""
        codes_only = self.desk.read(settings.get, CODES) == "yes"
        quietly(self.codes, codes_only)
        self.booking.refresh(codes_only=codes_only)
        offer(self.room, ALL_ROOMS, self.desk.read(diary.rooms))
        offer(self.therapist, EVERYBODY, tuple(person.name for person in self.desk.read(people.everyone)))
        self._show()

    def heard(self, change: Change) -> None:
        """Take in what was booked elsewhere, while this is seen."""
        if self.isVisible() and change.topic in {Topic.APPOINTMENT, Topic.INTEGRATION, Topic.CLIENT}:
            self._show()

    def arrive(self) -> None:
        """Put the keyboard on the grid."""
        within = self.focusWidget()
        (within or self.view).setFocus()

    def leave(self) -> bool:
        """Keep what stands on the booking slip."""
        self._keep_now()
        return super().leave()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the grid the height, and leave the list what shows that it goes on."""
        super().resizeEvent(event)
        low = self.height() < px(LOW)
        self._hint.setVisible(not low)
        self.list.setFixedHeight(self.list.height_of_rows(2 if low else 3))

    def showEvent(self, event: QShowEvent) -> None:
        """Let the line of now go on while the week is seen."""
        super().showEvent(event)
        self._minute.start()

    def hideEvent(self, event: QHideEvent) -> None:
        """Keep what stands on the slips before they are out of sight."""
        super().hideEvent(event)
        self._minute.stop()
        self._keep_now()

    def _show(self) -> None:
        sieve = self._sieve()
        found = self.desk.read(diary.between, self.monday, self.monday + timedelta(days=6))
        shown = [booked for booked in found if sieve.lets(booked)]
        self._booked = {booked.appointment.id: booked for booked in shown}
        now = local(self.desk.now(), self._zone).time()
        sunday = self.monday + timedelta(days=6)
        closed = self.desk.read(closures.between, self.monday, sunday)
        shuts = shut(self.monday, self.desk.read(working_hours.week), closed, sieve)
        self.view.show_week(
            self.monday, self.booking.today(), grid(shown, sieve, self._zone), self._zone, now, shuts
        )
        row = self.list.currentIndex().row()
        self.list.show_lines(lines(shown, sieve, self._zone))
        if row >= 0:
            self.list.setCurrentIndex(self.list.rows.index(min(row, len(shown) - 1), 0))

    def _sieve(self) -> Sieve:
        room, who = self.room, self.therapist
        return Sieve(
            room.currentText() if room.currentIndex() > 0 else "",
            who.currentText() if who.currentIndex() > 0 else "",
            self.codes.isChecked(),
        )

    def _turn(self, step: int) -> None:
        if self.view.table.one_day:
            here, _ = self.view.table.week.moment(0, max(self.view.table.currentIndex().column(), 0))
            self.view.table.go_to_day(self.booking.today() if step == 0 else here + timedelta(days=step))
            return
        today = monday_of(self.booking.today())
        self.monday = today if step == 0 else self.monday + timedelta(days=7 * step)
        self._show()

    def _go_to(self, day: date) -> None:
        if self.monday != monday_of(day):
            self.monday = monday_of(day)
            self._show()

    def _show_day(self, on: bool) -> None:  # noqa: FBT001 - Qt's own signature
        self.view.table.day_wished = on
        self.view.table.show_columns()

    def _show_now(self) -> None:
        self.view.table.week.now = local(self.desk.now(), self._zone).time()
        self.view.table.viewport().update()

    def _say_carried(self, words: str) -> None:
        self.said.say(words, Sign.NOT_YET)

    def _sift(self, _index: int) -> None:
        self._show()

    def _choose_codes(self, on: bool) -> None:  # noqa: FBT001 - Qt's own signature
        self.desk.do(self, settings.put, CODES, "yes" if on else "no")
        self.load()

    def _ask(self, day: date, at: time) -> None:
        self.said.say("")
        self.booking.ask_new(day, at, self._sieve().room)

    def _open(self, key: UUID) -> None:
        one = self._booked[key].appointment
        session = self.desk.read(client_list.session_to_open, one.client_id)
        self.desk.go(Go(chart=Chart(one.client_id, session), tab=_TABS.get(one.kind, "integration")))

    def _move(self, key: UUID, aim: Aim) -> None:
        self.said.say("")
        booked = self._booked.get(key) or self.desk.read(diary.one, key)  # carried out of the week shown
        self.booking.move(booked, aim)

    def _ask_status(self, key: UUID) -> None:
        booked = self._booked[key]
        self.standing.ask(booked, self._sieve().name(booked))

    def _ask_calendar(self) -> None:
        self.calendar.ask(self._booked, self._sieve())

    def _ask_day_list(self) -> None:
        day, _ = self.view.table.week.moment(0, max(self.view.table.currentIndex().column(), 0))
        self.said.say(self.day_print.ask(day, self._sieve()), Sign.MISSING)

    def _written(self, key: UUID) -> None:
        self._show()
        if key not in self._booked:
            booked = self.desk.read(diary.one, key)
            self.monday = monday_of(local(booked.appointment.starts_at, self._zone).date())
            self._show()
        self.view.table.go_to(key)
        self.view.setFocus()

    def _refused(self, sentence: str, source: QObject) -> None:
        if source is self.booking and not self.booking.sheet.isVisible():
            self.said.say(sentence, Sign.MISSING)

    def _draft(self) -> None:
        if self.booking.sheet.isVisible():
            self._keeping.start()

    def _keep_now(self) -> None:
        if self._keeping.isActive():
            self._keeping.stop()
            self._keep_drafts()

    def _keep_drafts(self) -> None:
        self.booking.keep()
        self.standing.keep()

    def _lay_out(self) -> None:
        tools = QWidget(self)
        top = Flow(tools)
        self.last.setAccessibleName("Previous week, or day where one is shown")
        self.next.setAccessibleName("Next week, or day where one is shown")
        for button, keys in ((self.last, "Alt+Left"), (self.now, "Alt+Home"), (self.next, "Alt+Right")):
            button.setToolTip(keys)
            button.setAccessibleDescription(f"Key {keys}")
            top.addWidget(button)
        for words, box in (("Room", self.room), ("With", self.therapist)):
            top.addWidget(labelled(words, box))
        top.addWidget(self.codes)
        self.leaves.setToolTip("Save the appointment, the client’s series or the day as a calendar file")
        self.prints.setToolTip("Print the day the caret stands on, with client numbers alone")
        for button in (self.day, self.prints, self.leaves):
            self.view.head.addWidget(button)
        self._hint = hint = QLabel(
            "Enter books or opens · Space takes up, arrows carry, Enter drops · Delete says how it stands"
        )
        give_role(hint, "muted")
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 16)
        column.setSpacing(8)
        column.addWidget(tools)
        column.addWidget(self.said)
        column.addWidget(self.view, 1)
        column.addWidget(hint)
        column.addWidget(self.list)
        self.view.table.setAccessibleDescription(hint.text())
