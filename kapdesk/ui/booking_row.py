"""An appointment that is repeated: how often, until when, and each day of which something must be known."""

from collections.abc import Sequence
from datetime import date
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from kapdesk.domain.booking import SlotOutlook
from kapdesk.domain.clock import show_weekday_date
from kapdesk.domain.recurrence import Answer, Repeat, Rhythm, Scope
from kapdesk.ui.card import Row, Rows
from kapdesk.ui.choices import ChoiceBar
from kapdesk.ui.segments import Option
from kapdesk.ui.signs import Sign, SignLabel
from kapdesk.ui.slip import Parse, Slip
from kapdesk.ui.theme import give_role

_RHYTHMS = tuple(Option(each.value, each.value.capitalize()) for each in Rhythm)
_SCOPES = tuple(Option(each.value, each.value.capitalize()) for each in Scope)
ANSWER = "answer."
SHOWN = 8  # days of a row that are listed with something to be known; the others are counted


class RowPart(QWidget):
    """The part of a booking slip that makes a row of one appointment, or says how much of a row is moved."""

    edited = Signal()
    weighed = Signal()

    def __init__(self, parse_day: Parse, parent: QWidget | None = None) -> None:
        """Stand empty: booked once."""
        super().__init__(parent)
        self._answers: dict[date, Answer] = {}
        self.slip, self.end = Slip(), Slip()
        self.rhythm = self.slip.choice("rhythm", "Repeated", _RHYTHMS, "leave it empty for one appointment")
        self.end.row()
        self.times = self.end.line("times", "How many times")
        self.until = self.end.day("until", "Or until, at the latest", parse_day)
        self.scope = ChoiceBar(_SCOPES, "Which of the row", small=True, even=False)
        self.said, self.list = QLabel(), Rows()
        self.said.setWordWrap(True)
        give_role(self.said, "strong")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        for widget in (self.slip, self.end, self.scope, self.said, self.list):
            column.addWidget(widget)
        self.end.hide()
        self.be_for_new()
        # Connect Signals
        self.slip.edited.connect(self._touch)
        self.end.edited.connect(self._touch)
        self.rhythm.chosen.connect(self._choose)
        self.scope.chosen.connect(self._choose)
        self.times.editingFinished.connect(self._weigh)
        self.until.entered.connect(self._choose)

    def be_for_new(self) -> None:
        """Ask how a new appointment is repeated."""
        self.slip.show()
        self.scope.set_value(None)
        self.scope.hide()
        self.show_days(())

    def be_for_moving(self, still_to_come: int) -> None:
        """Ask how much of a row is moved; one that stands alone is not asked."""
        self.slip.show_texts({})
        self.end.show_texts({})
        self.slip.hide()
        self.end.hide()
        self.scope.setVisible(still_to_come > 1)
        self.scope.set_value(None)
        self.show_days(())

    def repeat(self) -> Repeat | None:
        """Return how it is repeated; None for once, or while its end is not said."""
        rhythm, times = self.rhythm.value(), self.end.text("times")
        until = self.until.value()
        until = until if isinstance(until, date) and not self.until.is_stopped() else None
        if rhythm is None or (until is None and not times.isdecimal()):
            return None
        return Repeat(Rhythm(rhythm), int(times) if times.isdecimal() else None, until)

    def missing(self) -> dict[str, str]:
        """Return what is still needed where it is repeated, or where one of several is moved."""
        if self.rhythm.value() is not None and self.repeat() is None:
            return {"times": "Write how many times, or until when."}
        return {}

    def scope_missing(self) -> bool:
        """Say whether one of several is moved and nobody said how many of them."""
        return not self.scope.isHidden() and self.scope.value() is None

    def chosen_scope(self) -> Scope:
        """Return how much of a row is moved; this one alone where that was not asked."""
        return Scope(self.scope.value() or Scope.ONE)

    def answers(self) -> dict[date, Answer]:
        """Return what was chosen for single days."""
        return dict(self._answers)

    def show_days(self, days: Sequence[SlotOutlook]) -> None:
        """Say how many days there are, and list those of which something must be known or chosen."""
        speak = [each for each in days if each.speaks]
        self.said.setText(_counted(days, len(speak)))
        self.said.setVisible(bool(days))
        rows: list[QWidget] = [self._row(each) for each in speak[:SHOWN]]
        self.list.show_rows(rows)
        self.list.setVisible(bool(rows))

    def draft(self) -> dict[str, str]:
        """Return what stands here by its names."""
        typed = {
            "rhythm": self.slip.text("rhythm"),
            **{key: self.end.text(key) for key in ("times", "until")},
        }
        typed |= {f"{ANSWER}{day.isoformat()}": answer.value for day, answer in self._answers.items()}
        return {key: text for key, text in typed.items() if text}

    def restore(self, parts: dict[str, str]) -> None:
        """Put back a draft; nothing is announced."""
        self.slip.show_texts(parts)
        self.end.show_texts(parts)
        self.end.setVisible(self.rhythm.value() is not None and self.scope.isHidden())
        self._answers = {
            date.fromisoformat(key.removeprefix(ANSWER)): Answer(text)
            for key, text in parts.items()
            if key.startswith(ANSWER) and text in set(Answer)
        }

    def clear(self) -> None:
        """Empty it: it is in the record now."""
        self.restore({})
        self.be_for_new()

    def _row(self, one: SlotOutlook) -> Row:
        slot = one.slot
        day = show_weekday_date(slot.day)
        row = Row(f"{day} {slot.at:%H:%M}", " ".join(part for part in (slot.sentence, *one.warnings) if part))
        if one.starts_at is None and not one.left_out:
            row.add_below(SignLabel(Sign.MISSING, "choose for this day"))
        options = slot.options or (Answer.LEAVE_OUT,)
        bar = ChoiceBar(
            [Option(each.value, each.value.capitalize()) for each in options], day, small=True, even=False
        )
        for button in bar.segments.buttons.values():
            button.setAccessibleName(f"{button.text()}: {day}")
        answer = self._answers.get(slot.day)
        bar.set_value(None if answer is None else answer.value)
        bar.chosen.connect(partial(self._answer, slot.day))
        row.add_below(bar)
        return row

    def _answer(self, day: date, value: object) -> None:
        if value is None:
            self._answers.pop(day, None)
        else:
            self._answers[day] = Answer(str(value))
        self.edited.emit()
        self.weighed.emit()

    def _choose(self, _value: object = None) -> None:
        self.end.setVisible(self.rhythm.value() is not None and not self.slip.isHidden())
        self.edited.emit()
        self.weighed.emit()

    def _weigh(self) -> None:
        self.weighed.emit()

    def _touch(self) -> None:
        self.edited.emit()


def _counted(days: Sequence[SlotOutlook], speak: int) -> str:
    """Say how many appointments these are, from when to when, and how many are to be looked at."""
    booked = [each for each in days if not each.left_out]
    if not booked:
        return "No day is left of this row."
    begins, ends = (show_weekday_date(each.slot.day) for each in (booked[0], booked[-1]))
    many = "1 appointment" if len(booked) == 1 else f"{len(booked)} appointments"
    span = begins if len(booked) == 1 else f"{begins} to {ends}"
    looked = f" Look at {'this day' if speak == 1 else f'these {speak} days'}:" if speak else ""
    more = f" The first {SHOWN} of them are listed." if speak > SHOWN else ""
    return f"{many}, {span}.{looked}{more}"
