"""Closures: days on which the clinic, a room or a person is not there, and what is booked in them."""

from datetime import date
from functools import partial
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QLabel, QWidget

from kapdesk.desk import Go, Place
from kapdesk.domain.change import Change, Topic
from kapdesk.domain.clock import local, show_moment
from kapdesk.domain.closures import Closure
from kapdesk.domain.dates import parse_date
from kapdesk.domain.errors import KapdeskError
from kapdesk.services import closures, diary, people, settings
from kapdesk.services.diary import Booked
from kapdesk.ui.card import Card, Row, Rows
from kapdesk.ui.controls import PlainButton, QuietButton
from kapdesk.ui.dialog import ReasonSheet
from kapdesk.ui.said import Said
from kapdesk.ui.shoulder import name_of
from kapdesk.ui.signs import Sign, SignLabel
from kapdesk.ui.slip import Picker, Slip
from kapdesk.ui.theme import give_role

DRAFT = "draft.practice.closure"


class ClosuresCard(Card):
    """The closures to come, a slip for a new one, and each appointment that stands in one, to be moved."""

    def __init__(self, place: Place) -> None:
        """Stand ready; nothing is read before the card is seen."""
        super().__init__("Closures", "days nobody is there")
        self._place, self._desk = place, place.desk
        self._people: dict[str, UUID] = {}
        self._sheet: ReasonSheet | None = None
        self.rows, self.to_move, self.said = Rows(), Rows(), Said()
        self.slip, self.button = Slip(), PlainButton("Close these days", small=True)
        self._moving = QLabel("Booked in a closure, to be moved")
        give_role(self._moving, "strong")
        self._lay_out()
        # Connect Signals
        self.button.clicked.connect(self._add)
        self.slip.edited.connect(self._draft)
        self._desk.refused.connect(self._refused)
        self._desk.changed.connect(self._heard)

    def showEvent(self, event: QShowEvent) -> None:
        """Read what is closed when the card is seen."""
        super().showEvent(event)
        self._people = {person.name: person.id for person in self._desk.read(people.everyone)}
        for part, options in (("room", self._desk.read(diary.rooms)), ("person", tuple(self._people))):
            picker = self.slip.parts[part]
            if isinstance(picker, Picker):
                picker.offer(options)
        self.slip.restore(self._desk.read(settings.get, DRAFT))
        self.show_all()

    def show_all(self) -> None:
        """Show the closures to come, and what is booked in them."""
        ahead = self._desk.read(closures.ahead)
        rows: list[QWidget] = [self._row(each) for each in ahead]
        self.rows.show_rows(
            rows or [Row("Nothing is closed.", "Days off of the clinic, a room or a person stand here.")]
        )
        booked = self._desk.read(diary.in_closures)
        self.to_move.show_rows([self._booked_row(each, closure) for each, closure in booked])
        self._moving.setVisible(bool(booked))
        self.to_move.setVisible(bool(booked))
        self.set_subtitle(f"{len(booked)} to be moved" if booked else "days nobody is there")

    def _lay_out(self) -> None:
        self.slip.row()
        self.slip.day("first", "First day", self._read_day)
        self.slip.day("last", "Last day", self._read_day, "empty is the same day")
        self.slip.row()
        self.slip.pick("room", "Room", (), "empty is every room")
        self.slip.pick("person", "Person", (), "empty is everybody")
        self.slip.row()
        self.slip.line("reason", "Why", "stands in the week; no client is named here")
        for widget in (self.rows, self._moving, self.to_move, self.slip, self.said):
            self.add(widget)
        self.body.addWidget(self.button, 0, Qt.AlignmentFlag.AlignLeft)

    def _row(self, closure: Closure) -> Row:
        row = Row(closure.days, " · ".join(part for part in (closure.what, closure.reason) if part))
        back = QuietButton("Take back", small=True)
        back.setAccessibleName(f"Take back: {closure.words}")
        back.clicked.connect(partial(self._ask_back, closure))
        row.add(back)
        return row

    def _booked_row(self, booked: Booked, closure: Closure) -> Row:
        when = show_moment(booked.appointment.starts_at, self._desk.record.zone)
        who = name_of(booked.client_name, booked.code)
        row = Row(f"{when} · {who}", closure.words)
        row.add(SignLabel(Sign.DUE, "to be moved"))
        move = PlainButton("To the week", small=True)
        move.setAccessibleName(f"To the week: {when}")
        move.clicked.connect(self._go)
        row.add(move)
        return row

    def _add(self) -> None:
        stopped = self.slip.stopped()
        first, last = self.slip.value("first"), self.slip.value("last")
        person = self.slip.text("person")
        missing = {} if isinstance(first, date) or "first" in stopped else {"first": "Write the first day."}
        if person and person not in self._people:
            missing["person"] = "Nobody of this name works here now. Choose one of the list."
        self.slip.flag(missing)
        if missing or stopped or not isinstance(first, date):
            return
        self.said.say("")
        done = self._desk.do(
            self, closures.add, first, last if isinstance(last, date) else first,
            room=self.slip.text("room"), person=self._people.get(person), reason=self.slip.text("reason"),
        )  # fmt: skip
        if done is not None:
            self.slip.clear()
            self._draft()
            self._place.autosave.flush()
            self.show_all()

    def _ask_back(self, closure: Closure) -> None:
        if self._sheet is not None:
            self._sheet.deleteLater()
        self._sheet = ReasonSheet(
            "Take this closure back", closure.words, act="Take back", parent=self.window()
        )
        self._sheet.given.connect(partial(self._take_back, closure.id))
        self._sheet.ask()

    def _take_back(self, closure: UUID, reason: str) -> None:
        if self._desk.do(self, closures.strike, closure, reason) is not None:
            if self._sheet is not None:
                self._sheet.taken()
            self.show_all()

    def _draft(self) -> None:
        self._place.autosave.touched((settings.OWNER, DRAFT), self.slip.draft)

    def _go(self) -> None:
        self._desk.go(Go(place="week"))

    def _heard(self, change: Change, source: object) -> None:
        if source is not self and change.topic is Topic.APPOINTMENT and self.isVisible():
            self.show_all()

    def _refused(self, sentence: str, source: object) -> None:
        if source is self:
            self.said.say(sentence, Sign.MISSING)

    def _read_day(self, text: str) -> date | str:
        try:
            return parse_date(text, local(self._desk.now(), self._desk.record.zone).date())
        except KapdeskError as error:
            return error.sentence
