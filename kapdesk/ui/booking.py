"""The slip on which an appointment is written: what for, when, how long, where, with whom."""

import json
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, time

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from kapdesk.domain.appointments import AppointmentKind
from kapdesk.domain.booking import Reason
from kapdesk.domain.dates import parse_date, parse_time
from kapdesk.domain.errors import Refused
from kapdesk.domain.recurrence import Repeat
from kapdesk.ui import reasons
from kapdesk.ui.booking_row import RowPart
from kapdesk.ui.choices import ChoiceBar
from kapdesk.ui.fields import DateField, TimeField
from kapdesk.ui.said import Said
from kapdesk.ui.segments import Option
from kapdesk.ui.signs import Sign
from kapdesk.ui.slip import Picker, Slip, read_draft
from kapdesk.ui.theme import give_role

KINDS = (
    Option(AppointmentKind.REGULAR.value, "Integration"),
    Option(AppointmentKind.CONTACT.value, "Call"),
    Option(AppointmentKind.REVIEW.value, "Review"),
    Option(AppointmentKind.PARTNER.value, "With partner"),
    Option(AppointmentKind.GROUP.value, "Group"),
    Option(AppointmentKind.PREPARATION.value, "Preparation"),
    Option(AppointmentKind.DOSING.value, "Dosing"),
)
LENGTHS = ("30 min", "50 min", "60 min", "90 min", "120 min", "180 min")
_MINUTES = re.compile(r"(\d{1,3})\s*(?:m|min|minutes)?")
_TWICE = (Option("earlier", "The earlier one"), Option("later", "The later one"))


@dataclass(frozen=True, slots=True)
class Wanted:
    """What stands on the slip; what was not filled in, or cannot be read, is None."""

    client: str
    kind: AppointmentKind | None
    day: date | None
    at: time | None
    minutes: int | None
    room: str
    therapist: str
    later: bool | None
    repeat: Repeat | None = None

    @property
    def missing(self) -> dict[str, str]:
        """Return by part what is still needed."""
        needed = {
            "kind": (self.kind, "Choose what it is for."),
            "day": (self.day, "Write the day."),
            "at": (self.at, "Write the time."),
            "minutes": (self.minutes, "Write how many minutes."),
        }
        return {part: said for part, (value, said) in needed.items() if value is None}


class BookingSlip(QWidget):
    """An appointment before it is written; everything on it can be changed until then."""

    edited = Signal()  # something was typed or chosen: the draft is different
    weighed = Signal()  # a part is complete: what is wanted may be looked at
    asked = Signal()  # Enter in a line

    def __init__(
        self, today: Callable[[], date], *, with_client: bool = False, parent: QWidget | None = None
    ) -> None:
        """Lay out an empty slip; `today` is the day in the clinic's zone, for “+3d” and “tomorrow”."""
        super().__init__(parent)
        self._today = today
        self.slip = Slip()
        if with_client:
            self.slip.pick("client", "Client", (), "any part of the name or number")
        self.kind = self.slip.choice("kind", "What for", KINDS)
        self.slip.row()
        self.day: DateField = self.slip.day(
            "day", "Day", self._read_day, "23-Nov-2026, tomorrow or +3d", share=2
        )
        self.at: TimeField = self.slip.time("at", "Time", _read_time, "24 h", share=1)
        self.slip.pick("minutes", "Length", LENGTHS, share=1)
        self.slip.row()
        self.slip.pick("room", "Room", ())
        self.slip.pick("therapist", "With", ())
        self.why = Slip()
        self.why.row()
        self.why_pick = self.why.pick("why", "Why it is moved", (), "needed where it was confirmed")
        self.why.line("reason", "In own words")
        self.why.hide()
        self.row = RowPart(self._read_day)
        self._reasons: dict[str, str] = {}
        self.moving = ""
        self._said: tuple[str, ...] = ()
        self.twice = ChoiceBar(_TWICE, "Which of the two", small=True, even=False)
        self.twice.hide()
        self.echo = QLabel()
        self.echo.setWordWrap(True)
        give_role(self.echo, "strong")
        self.echo.hide()
        self.said, self._warnings = Said(), QVBoxLayout()
        self._warnings.setSpacing(4)
        self._lay_out()
        # Connect Signals
        self.slip.edited.connect(self._touch)
        self.why.edited.connect(self._touch)
        self.why.entered.connect(self._enter)
        self.day.line.returnPressed.connect(self._enter)
        self.at.line.returnPressed.connect(self._enter)
        self.day.entered.connect(self._weigh)
        self.at.entered.connect(self._weigh)
        self.kind.chosen.connect(self._weigh)
        self.twice.chosen.connect(self._weigh)
        self.row.edited.connect(self._touch)
        self.row.weighed.connect(self._weigh)
        for name in ("minutes", "room", "therapist", "client"):
            part = self.slip.parts.get(name)
            if isinstance(part, Picker):
                part.textActivated.connect(self._weigh)
                line = part.lineEdit()
                if line is not None:
                    line.editingFinished.connect(self._weigh)
                    line.returnPressed.connect(self._enter)

    def offer(self, part: str, options: Sequence[str]) -> None:
        """Offer rooms, people or clients to choose from; what stands on the slip stays."""
        picker = self.slip.parts[part]
        if isinstance(picker, Picker):
            picker.offer(options)

    def reasons(self) -> tuple[tuple[str, str], ...]:
        """Return the clinic's reasons as they were offered, by id and words."""
        return tuple((code, words) for words, code in self._reasons.items())

    def offer_reasons(self, offered: Sequence[tuple[str, str]]) -> None:
        """Offer the clinic's reasons for moving, by id and words."""
        self._reasons = {words: code for code, words in offered}
        self.why_pick.offer(tuple(self._reasons))

    def show_wanted(
        self,
        *,
        kind: AppointmentKind | None,
        day: date | None,
        at: time | None,
        minutes: int,
        room: str = "",
        therapist: str = "",
        client: str = "",
    ) -> None:
        """Put an offer or an appointment on the slip; all of it can be changed."""
        shown = {"minutes": f"{minutes} min", "room": room, "therapist": therapist, "client": client}
        if kind is not None:
            early = {AppointmentKind.EARLY, AppointmentKind.IMMEDIATE}
            shown["kind"] = (AppointmentKind.REGULAR if kind in early else kind).value
        self.slip.show_texts(shown)
        self.day.set_value(day)
        self.at.set_value(at)
        self.twice.set_value(None)
        self.say("")
        self._weigh()
        self._touch()

    def wanted(self, *, settle: bool = False) -> Wanted:
        """Return what stands on the slip; with `settle` every line is read first, as leaving it does."""
        if settle:
            self.slip.stopped()
        kind, typed = self.kind.value(), _MINUTES.fullmatch(self.slip.text("minutes").lower())
        day, at = self.day.value(), self.at.value()
        later = self.twice.value()
        return Wanted(
            self.slip.text("client") if "client" in self.slip.parts else "",
            AppointmentKind(kind) if kind else None,
            day if isinstance(day, date) and not self.day.is_stopped() else None,
            at if isinstance(at, time) and not self.at.is_stopped() else None,
            int(typed[1]) if typed else None,
            self.slip.text("room"),
            self.slip.text("therapist"),
            None if later is None else later == "later",
            None if self.moving else self.row.repeat(),
        )

    def show_outlook(self, echo: str, warnings: Sequence[str]) -> None:
        """Say in one line what would be booked, and what should be known before."""
        self.echo.setText(echo)
        self._said = tuple(warnings)
        self.echo.setVisible(bool(echo))
        while (item := self._warnings.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        for warning in warnings:
            line = Said()
            self._warnings.addWidget(line)
            line.say(warning, Sign.CAUTION)

    def ask_which(self, *, shown: bool) -> None:
        """Offer the two readings of a time that comes twice."""
        if not shown:
            self.twice.set_value(None)
        self.twice.setVisible(shown)

    def warnings(self) -> tuple[str, ...]:
        """Return what is said that should be known before."""
        return self._said

    def say(self, sentence: str, sign: Sign = Sign.MISSING) -> None:
        """Say under the slip what was refused or done."""
        self.said.say(sentence, sign)

    def say_moving(self, moving: str, still_to_come: int = 1) -> None:
        """Say which appointment is moved by this slip, by its id, and of how many; none is a new one."""
        self.moving = moving
        self.why.setVisible(bool(moving))
        if moving:
            self.row.be_for_moving(still_to_come)
        else:
            self.row.be_for_new()

    def reason(self) -> Reason:
        """Return why it is moved."""
        return reasons.read(self._reasons, self.why.text("why"), self.why.text("reason"))

    def draft(self) -> str:
        """Return everything that stands on the slip as one text; empty where nothing does."""
        parts = {**read_draft(self.slip.draft()), **read_draft(self.why.draft()), **self.row.draft()}
        if parts and self.moving:
            parts["moving"] = self.moving
        return json.dumps(parts, ensure_ascii=False) if parts else ""

    def restore(self, draft: str) -> None:
        """Put back a draft; nothing is announced but what it would mean."""
        parts = read_draft(draft)
        self.slip.show_texts(parts)
        self.why.show_texts(parts)
        self.say_moving(parts.get("moving", ""))
        self.row.restore(parts)
        self._weigh()

    def clear(self) -> None:
        """Empty the slip: it is in the record now."""
        self.slip.clear()
        self.why.clear()
        self.row.clear()
        self.say_moving("")
        self.show_outlook("", ())
        self.ask_which(shown=False)
        self.say("")

    def go_to_day(self) -> None:
        """Put the caret where the day is written."""
        self.day.setFocus(Qt.FocusReason.OtherFocusReason)
        self.day.line.selectAll()

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        for widget in (self.slip, self.why, self.echo):
            column.addWidget(widget)
        line = QHBoxLayout()
        line.addWidget(self.twice)
        line.addStretch(1)
        column.addLayout(line)
        column.addLayout(self._warnings)
        column.addWidget(self.row)
        column.addWidget(self.said)

    def _read_day(self, text: str) -> date | str:
        try:
            return parse_date(text, self._today())
        except Refused as refused:
            return refused.sentence

    def _touch(self) -> None:
        self.edited.emit()

    def _weigh(self, _value: object = None) -> None:
        self.weighed.emit()

    def _enter(self) -> None:
        self.asked.emit()


def _read_time(text: str) -> time | str:
    try:
        return parse_time(text)
    except Refused as refused:
        return refused.sentence
