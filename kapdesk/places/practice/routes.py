"""Times by route: when vital signs are due after a dose and after a booster, as the clinic has set them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from kapdesk.desk import Place
from kapdesk.domain.errors import KapdeskError
from kapdesk.domain.routes import Route, minutes_words, parse_minutes
from kapdesk.services import practice_limits, settings
from kapdesk.ui.card import Card, Row, Rows
from kapdesk.ui.controls import PrimaryButton, QuietButton
from kapdesk.ui.slip import Slip
from kapdesk.ui.theme import give_role

_HINT = (
    "For display and reminders, never dosing advice. A session keeps the times that were in force when its "
    "dose was recorded. After a booster these times count from the booster; the first ones go on."
)


@dataclass(frozen=True, slots=True)
class ShownTimes:
    """The times of one route as they read: its name, both lists of minutes, and where they come from."""

    route: str
    label: str
    vitals_at: str
    after_booster: str
    set_by: str


class RoutesCard(Card):
    """The times of every route; what is refused stays in the slip, and the old times stand."""

    written = Signal(str, str, str)  # route, minutes after the dose, minutes after a booster
    change_asked = Signal(str)  # route
    edited = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        """Stand empty."""
        super().__init__("Vital signs due, by route", parent=parent)
        self._times: Mapping[str, ShownTimes] = {}
        self.route = ""
        self.rows = Rows()
        self.slip = Slip()
        self._what, self.sentence = QLabel(), QLabel()
        give_role(self._what, "strong")
        give_role(self.sentence, "danger")
        self.sentence.setWordWrap(True)
        self.slip.put(self._what)
        self.slip.line("vitals-at", "Minutes after the dose, beginning with 0")
        self.slip.line("after-booster", "Minutes after a booster, empty for none")
        self.keep, self.back = PrimaryButton("Keep times", small=True), QuietButton("Close", small=True)
        self._writing = QWidget()
        self._lay_out()
        # Connect Signals
        self.keep.clicked.connect(self._keep)
        self.back.clicked.connect(self.close_slip)
        self.slip.edited.connect(self.edited)

    def show_times(self, times: Sequence[ShownTimes]) -> None:
        """Show the times that are in force."""
        self._times = {one.route: one for one in times}
        self.rows.show_rows([self._row(one) for one in times])

    def open_slip(self, route: str, draft: str = "") -> None:
        """Open the slip with what was typed for a route and not kept, else with its times."""
        one = self._times[route]
        self.route = route
        self._what.setText(one.label)
        if draft:
            self.slip.restore(draft)
        else:
            self.slip.show_texts({"vitals-at": one.vitals_at, "after-booster": one.after_booster})
        self.say("")
        self._writing.show()
        self.slip.parts["vitals-at"].setFocus(Qt.FocusReason.OtherFocusReason)

    def close_slip(self) -> None:
        """Close the slip; what was typed stays in it until it is kept."""
        self._writing.hide()
        self.say("")

    def say(self, sentence: str) -> None:
        """Say beside the slip why the times were not kept."""
        self.sentence.setText(sentence)
        self.sentence.setVisible(bool(sentence))

    def taken(self) -> None:
        """Empty and close the slip: the times are in force."""
        self.slip.clear()
        self.close_slip()

    def _lay_out(self) -> None:
        hint = QLabel(_HINT)
        hint.setWordWrap(True)
        give_role(hint, "hint")
        buttons = QHBoxLayout()
        buttons.addWidget(self.keep)
        buttons.addWidget(self.back)
        buttons.addStretch(1)
        column = QVBoxLayout(self._writing)
        column.setContentsMargins(0, 8, 0, 8)
        column.setSpacing(12)
        column.addWidget(self.slip)
        column.addWidget(self.sentence)
        column.addLayout(buttons)
        self._writing.hide()
        self.sentence.hide()
        for widget in (hint, self.rows, self._writing):
            self.add(widget)

    def _row(self, one: ShownTimes) -> Row:
        booster = one.after_booster or "none"
        row = Row(one.label, f"at {one.vitals_at} min · after a booster {booster} · {one.set_by}")
        change = QuietButton("Change", small=True)
        change.setAccessibleName(f"Change the times of {one.label}")
        change.clicked.connect(partial(self._ask, one.route))
        row.add(change)
        return row

    def _ask(self, route: str) -> None:
        self.change_asked.emit(route)

    def _keep(self) -> None:
        self.written.emit(self.route, self.slip.text("vitals-at"), self.slip.text("after-booster"))


class RoutesPart(QObject):
    """What the card asks for, done in the record; half a slip is kept while it is typed."""

    def __init__(self, place: Place) -> None:
        """Bring the card."""
        super().__init__(place)
        self._place, self.card = place, RoutesCard()
        # Connect Signals
        self.card.written.connect(self._write)
        self.card.change_asked.connect(self._open)
        self.card.edited.connect(self._keep_draft)
        place.desk.refused.connect(self._refused)

    def load(self) -> None:
        """Show the times in force."""
        read = self._place.desk.read
        found: list[ShownTimes] = []
        for route, label in read(practice_limits.routes):
            kept = read(practice_limits.kept, route)
            at, booster = kept.profile.vitals_schedule_min, kept.profile.after_booster_min
            found.append(
                ShownTimes(route.value, label, minutes_words(at), minutes_words(booster), kept.words)
            )
        self.card.show_times(found)

    def _field(self, route: str) -> str:
        return f"draft.times.{route}"

    def _open(self, route: str) -> None:
        self._place.autosave.flush()  # what was typed for another route is that route's
        self.card.open_slip(route, self._place.desk.read(settings.get, self._field(route)))

    def _keep_draft(self) -> None:
        self._place.autosave.touched((settings.OWNER, self._field(self.card.route)), self.card.slip.draft)

    def _write(self, route: str, vitals_at: str, after_booster: str) -> None:
        self.card.say("")
        try:
            at, booster = parse_minutes(vitals_at), parse_minutes(after_booster)
        except KapdeskError as error:
            self.card.say(error.sentence)
            return
        done = self._place.desk.do(
            self, practice_limits.set_profile, Route(route), vitals_at=at, after_booster=booster
        )
        if done is not None:
            self.card.taken()
            self._keep_draft()
            self._place.autosave.flush()
            self.load()

    def _refused(self, sentence: str, source: object) -> None:
        if source is self:
            self.card.say(sentence)
