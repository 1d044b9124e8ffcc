"""Beside the steps: what was agreed about touch, how it is before and after, what was offered so far."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from kapdesk.domain.clock import show_time
from kapdesk.domain.definitions import Form
from kapdesk.domain.embodiment import TouchLevel
from kapdesk.services.checklists import Answer
from kapdesk.services.embodiment import Embodiment
from kapdesk.services.offers import Given
from kapdesk.tabs.embodiment.words import given_line
from kapdesk.ui.appearing import appear
from kapdesk.ui.card import Card, Row, Rows
from kapdesk.ui.controls import QuietButton, ScaleBar, Sign, SignLabel
from kapdesk.ui.note import LineNote, NoteField
from kapdesk.ui.theme import give_role

SHOWN_OF_HISTORY = 12


class TouchLine(QWidget):
    """What was agreed about touch before any medicine, or that nothing was."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Say nothing yet."""
        super().__init__(parent)
        self._level = QLabel()
        self._level.setWordWrap(True)
        self._missing = SignLabel(Sign.CAUTION, "No touch agreement is recorded.", wraps=True)
        self._more = QLabel()
        self._more.setWordWrap(True)
        give_role(self._more, "muted")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        for widget in (self._level, self._missing, self._more):
            column.addWidget(widget)

    def show_touch(self, it: Embodiment) -> None:
        """Show what was agreed for today; an earlier agreement is named and does not count."""
        agreed = it.touch.level is not TouchLevel.NOT_DISCUSSED
        self._level.setText(f"Touch agreement: {it.touch_words}")
        give_role(self._level, "strong")
        self._level.setVisible(agreed)
        self._missing.setVisible(not agreed)
        earlier = f"Earlier, not for today: {it.touch_earlier}" if it.touch_earlier and not agreed else ""
        limits = it.touch.words.removeprefix(it.touch_words).lstrip("; ") if agreed else ""
        self._more.setText("\n".join(part for part in (limits, earlier) if part))
        self._more.setVisible(bool(self._more.text()))

    def text(self) -> str:
        """Return what is shown, in one line."""
        level = self._missing.text() if self._level.isHidden() else self._level.text()
        return " ".join(part for part in (level, self._more.text()) if part)


class RatingsCard(Card):
    """Arousal and presence in the body, before and after; empty until somebody asks, asked again at will."""

    chosen = Signal(str, object)  # item, 0 to 10 or None

    def __init__(self, form: Form, parent: QWidget | None = None) -> None:
        """Offer the four scales of the form."""
        super().__init__(form.title, "0 to 10, as they say", parent=parent)
        self.scales: dict[str, ScaleBar] = {}
        self.again: dict[str, QuietButton] = {}
        self._when: dict[str, QLabel] = {}
        self._asking: set[str] = set()
        self._ratings: Mapping[str, Answer] = {}
        for field in form.fields:
            scale = ScaleBar(int(field.minimum or 0), int(field.maximum or 10), field.label)
            scale.setToolTip(field.prompt)
            self.scales[field.id] = scale
            self._add(field.id, field.label, scale)
            scale.chosen.connect(partial(self._choose, field.id))

    def show_ratings(self, it: Embodiment, zone: str) -> None:
        """Show what is recorded, each measure with its time; nothing is announced."""
        self._ratings = it.ratings
        for item, scale in self.scales.items():
            measured = it.measured.get(item, ())
            said = _measures(measured, zone) if measured else ""
            self._when[item].setText(said)
            self._when[item].setVisible(bool(said))
            scale.setEnabled(not it.signed)
            self.again[item].setVisible(bool(measured) and not it.signed)
            self._show_value(item)

    def when(self, item: str) -> str:
        """Return what is said beside a scale: every measure with its time."""
        return self._when[item].text()

    def _show_value(self, item: str) -> None:
        given = None if item in self._asking else self._ratings.get(item)
        self.scales[item].set_value(int(given.value) if given and given.value is not None else None)

    def _add(self, item: str, label: str, scale: ScaleBar) -> None:
        name, when = QLabel(label), QLabel()
        name.setBuddy(scale)
        give_role(when, "muted")
        when.setWordWrap(True)
        appear(when, shown=False)
        again = self.again[item] = QuietButton("Ask again", small=True)
        again.setAccessibleName(f"Ask again: {label}")
        again.clicked.connect(partial(self._ask_again, item))
        self._when[item] = when
        top = QHBoxLayout()
        top.addWidget(name)
        top.addStretch(1)
        top.addWidget(again)
        self.body.addLayout(top)
        self.add(scale)
        self.add(when)

    def _ask_again(self, item: str, *_pressed: object) -> None:
        """Empty the scale for another measure; what was said before stays beside it."""
        self._asking.add(item)
        self._show_value(item)
        self.scales[item].setFocus(Qt.FocusReason.OtherFocusReason)

    def _choose(self, item: str, value: object) -> None:
        self._asking.discard(item)
        self.chosen.emit(item, value)


class HistoryCard(Card):
    """What was offered so far and what came of it, the newest first; when it happened can be put right."""

    timed = Signal(object, str)  # answer, when it happened as it was typed

    def __init__(self, parent: QWidget | None = None) -> None:
        """Start empty."""
        super().__init__("Offered so far", parent=parent)
        self._rows = Rows()
        self._shown: object = None
        self._of: Given | None = None
        self._empty = QLabel("What is offered stands here, with its time and what came of it.")
        self._empty.setWordWrap(True)
        give_role(self._empty, "muted")
        self.at = LineNote("When it happened", "10:05, or -5 for five minutes ago")
        self._field = NoteField("When it happened", "10:05, or -5 for five minutes ago; Enter", note=self.at)
        self._said = SignLabel(Sign.MISSING, wraps=True)
        for widget in (self._empty, self._field, self._said, self._rows):
            self.add(widget)
        self._field.hide()
        self._said.hide()
        # Connect Signals
        self.at.entered.connect(self._time)

    def show_history(
        self, history: Sequence[Given], zone: str, dosed_at: datetime | None, *, read_only: bool
    ) -> None:
        """Show the newest answers."""
        self._empty.setVisible(not history)
        newest = tuple(reversed(history))[:SHOWN_OF_HISTORY]
        if (newest, dosed_at, read_only) == self._shown:
            return
        self._shown = (newest, dosed_at, read_only)
        self.set_subtitle(str(len(history)) if history else "")
        self._rows.show_rows([self._row(given, zone, dosed_at, read_only=read_only) for given in newest])

    def open_time(self, given: Given) -> None:
        """Ask when an answer was given."""
        self._of = given
        self.say("")
        self._field.show()
        self.at.setAccessibleName(f"When it happened: {given.label}, {given.step.answer}")
        self.at.setFocus(Qt.FocusReason.OtherFocusReason)

    def taken(self) -> None:
        """Empty the line: the time is in the record."""
        self._of = None
        self.at.document_in_use.clear()
        self._field.hide()
        self.say("")

    def say(self, sentence: str) -> None:
        """Say what is wrong with the time."""
        self._said.set_sign(Sign.MISSING, sentence)
        self._said.setVisible(bool(sentence))

    def said(self) -> str:
        """Return what is wrong with the time."""
        return "" if self._said.isHidden() else self._said.text()

    def _row(self, given: Given, zone: str, dosed_at: datetime | None, *, read_only: bool) -> Row:
        row = Row(given.label, given_line(given, zone, dosed_at))
        if not given.struck_reason and not read_only:
            button = QuietButton("Time")
            button.setAccessibleName(f"When it happened: {given.label}, {given.step.answer}")
            button.clicked.connect(partial(self._open, given))
            row.add(button)
        return row

    def _open(self, given: Given, *_pressed: object) -> None:
        self.open_time(given)

    def _time(self) -> None:
        if self._of is not None:
            self.timed.emit(self._of, self.at.text().strip())


def _measures(measured: Sequence[Answer], zone: str) -> str:
    """Say every measure with its time: `at 10:05`, or `7 at 10:05 · 4 at 10:31`."""
    if len(measured) == 1:
        return f"at {show_time(measured[0].happened_at, zone)}"
    return " · ".join(f"{one.value} at {show_time(one.happened_at, zone)}" for one in measured)
