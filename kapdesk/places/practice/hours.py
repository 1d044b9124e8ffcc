"""When and where the clinic meets its clients: hours, rooms, closures, and how soon they meet again."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QLabel, QLineEdit, QWidget

from kapdesk.desk import Place
from kapdesk.domain import visit_cadence
from kapdesk.domain.change import Change
from kapdesk.domain.clock import WEEKDAYS
from kapdesk.domain.working_hours import show_hours
from kapdesk.places.practice.closing import ClosuresCard
from kapdesk.places.practice.retention import RetentionCard
from kapdesk.services import diary, settings, working_hours
from kapdesk.ui.card import Card
from kapdesk.ui.controls import PlainButton
from kapdesk.ui.said import Said
from kapdesk.ui.signs import Sign
from kapdesk.ui.slip import Slip
from kapdesk.ui.theme import give_role

CADENCE = (
    (visit_cadence.DAYS, "Days after the dose, before it goes on weekly", "rising, with commas"),
    (visit_cadence.WEEKLY, "Then weekly, so many times", "0 to 52"),
    (visit_cadence.WINDOW, "The first window, in hours after the dose", "from, to"),
    (visit_cadence.WARN, "A first meeting is late after so many days", "1 to 60; it is said, never blocked"),
)


class TypedCard(Card):
    """Lines that say how it is now; changed ones are kept together or not at all, and wait until then."""

    shown = Signal()
    keep_asked = Signal()
    edited = Signal()

    def __init__(self, title: str, hint: str, verb: str, parent: QWidget | None = None) -> None:
        """Stand empty; the lines are put in by whoever makes the card."""
        super().__init__(title, parent=parent)
        self.slip, self.said = Slip(), Said()
        self.kept: dict[str, str] = {}
        self.button = PlainButton(verb, small=True)
        words = QLabel(hint)
        words.setWordWrap(True)
        give_role(words, "hint")
        for widget in (words, self.slip, self.said):
            self.add(widget)
        self.body.addWidget(self.button, 0, Qt.AlignmentFlag.AlignLeft)
        # Connect Signals
        self.button.clicked.connect(self.keep_asked)
        self.slip.edited.connect(self.edited)

    def showEvent(self, event: QShowEvent) -> None:
        """Read how it is now when the card is seen."""
        super().showEvent(event)
        self.shown.emit()

    def show_kept(self, kept: dict[str, str], draft: str) -> None:
        """Show how it is now, or what was begun and not kept yet."""
        self.kept = kept
        if draft:
            self.slip.restore(draft)
        else:
            self.slip.show_texts(kept)
        for part in self.slip.parts.values():
            if isinstance(part, QLineEdit):
                part.setCursorPosition(0)  # a long line is read from its beginning

    def typed(self) -> dict[str, str]:
        """Return the lines as they stand."""
        return {part: self.slip.text(part) for part in self.slip.parts}

    def draft(self) -> str:
        """Return what was begun; empty where the lines say how it is."""
        return "" if self.typed() == self.kept else self.slip.draft()


class HoursPart(QObject):
    """Stands between the cards of hours, rooms, cadence and closures, and the record."""

    def __init__(self, place: Place) -> None:
        """Make the cards of one place; nothing is read before they are seen."""
        super().__init__(place)
        self._place, self._desk = place, place.desk
        self._writing: TypedCard | None = None
        self.hours = _hours_card()
        self.rooms = TypedCard("Rooms", "As they are offered when something is booked.", "Keep the rooms")
        self.rooms.slip.line("rooms", "Names, with commas between them")
        self.cadence = TypedCard(
            "Meeting again after a dose",
            "Suggestions only: nothing is booked by them and nothing is blocked.", "Keep the cadence",
        )  # fmt: skip
        for key, label, hint in CADENCE:
            self.cadence.slip.line(key, label, hint)
        self.closures = ClosuresCard(place)
        self.cards = (self.hours, self.rooms, self.closures, self.cadence)
        self._connect(self.hours, "hours", self._hours_now, self._keep_hours)
        self._connect(self.rooms, "rooms", self._rooms_now, self._keep_rooms)
        self._connect(self.cadence, "cadence", self._cadence_now, self._keep_cadence)
        self._desk.refused.connect(self._refused)

    def _connect(
        self, card: TypedCard, name: str, now: Callable[[], dict[str, str]], keep: Callable[[], Change | None]
    ) -> None:
        # Connect Signals
        card.shown.connect(partial(self._show, card, name, now))
        card.edited.connect(partial(self._draft, card, name))
        card.keep_asked.connect(partial(self._keep, card, name, now, keep))

    def _show(self, card: TypedCard, name: str, now: Callable[[], dict[str, str]]) -> None:
        card.show_kept(now(), self._desk.read(settings.get, _draft_key(name)))

    def _draft(self, card: TypedCard, name: str) -> None:
        self._place.autosave.touched((settings.OWNER, _draft_key(name)), card.draft)

    def _keep(
        self, card: TypedCard, name: str, now: Callable[[], dict[str, str]], keep: Callable[[], Change | None]
    ) -> None:
        self._writing = card
        card.said.say("")
        if keep() is None:
            return
        card.show_kept(now(), "")
        self._draft(card, name)
        self._place.autosave.flush()
        card.said.say("Kept.")

    def _hours_now(self) -> dict[str, str]:
        week = self._desk.read(working_hours.week)
        return {str(number): show_hours(spans) for number, spans in enumerate(week.days)}

    def _keep_hours(self) -> Change | None:
        texts = {int(part): text for part, text in self.hours.typed().items()}
        return self._desk.do(self, working_hours.set_days, texts)

    def _rooms_now(self) -> dict[str, str]:
        return {"rooms": ", ".join(self._desk.read(diary.listed_rooms))}

    def _keep_rooms(self) -> Change | None:
        return self._desk.do(self, working_hours.set_rooms, self.rooms.slip.text("rooms"))

    def _cadence_now(self) -> dict[str, str]:
        return visit_cadence.show(self._desk.read(diary.cadence))

    def _keep_cadence(self) -> Change | None:
        return self._desk.do(self, working_hours.set_cadence, self.cadence.typed())

    def _refused(self, sentence: str, source: object) -> None:
        if source is self and self._writing is not None:
            self._writing.said.say(sentence, Sign.MISSING)


def mount(place: Place) -> tuple[Card, ...]:
    """Return the cards for a place, which keeps what drives them."""
    return (*HoursPart(place).cards, RetentionCard(place.desk))


def _hours_card() -> TypedCard:
    card = TypedCard(
        "Working hours",
        "From when to when, with commas between the parts of a day, or “closed”. An appointment outside is "
        "pointed out, never blocked.",
        "Keep the hours",
    )
    for number, name in enumerate(WEEKDAYS):
        if number % 2 == 0:
            card.slip.row()
        card.slip.line(str(number), name)
    return card


def _draft_key(name: str) -> str:
    return f"draft.practice.{name}"
