"""What the vitals card asks for, done in the record."""

from datetime import datetime
from uuid import UUID

from PySide6.QtCore import QTimer

from kapdesk.desk import Tab
from kapdesk.domain.change import Change, Topic
from kapdesk.domain.errors import KapdeskError
from kapdesk.domain.readings import Level
from kapdesk.domain.vital_line import parse_line, so_far
from kapdesk.domain.vital_schedule import DueLook, DueState
from kapdesk.services import vitals, vitals_asked
from kapdesk.services.sessions import SessionHead
from kapdesk.services.vitals import Status, Vital
from kapdesk.tabs.dosing.course import CoursePart
from kapdesk.tabs.dosing.levels import LevelChoices
from kapdesk.tabs.dosing.part import Part
from kapdesk.tabs.dosing.vital_rows import look_line, row_words, understood, vital_line
from kapdesk.tabs.dosing.vitals import VitalsCard
from kapdesk.tabs.dosing.words import change_words, due_now, due_words, worth_saying
from kapdesk.ui.signs import Sign
from kapdesk.ui.table import Line
from kapdesk.ui.vitals_trend import VitalsTrend

_NAMES = (
    ("moaas", "Alert", "a0 to a5"),
    ("dissociation", "Dissociation", "d0 to d4"),
    ("nausea", "Nausea", "n0 to n3"),
    ("pain", "Pain", "p0 to p10"),
    ("anxiety", "Anxiety", "f0 to f10"),
)


class VitalsPart(Part):
    """Vital signs: typed in one line, never lost, never guessed, and none of them made up."""

    def __init__(self, tab: Tab, session: UUID) -> None:
        """Bring the card and the drawing."""
        super().__init__(tab, session)
        self._words = self.desk.read(vitals_asked.level_words)
        self.card = VitalsCard(
            [LevelChoices(field, name, key, self._words[field]) for field, name, key in _NAMES]
        )
        self._course = CoursePart(self, session)
        self._looks: tuple[DueLook, ...] = ()
        self._taken: dict[UUID, Vital] = {}
        self._head: SessionHead | None = None
        self._soon = QTimer(self)  # after a draft was put back into the line, which is announced to nobody
        self._soon.setSingleShot(True)
        self._soon.setInterval(0)
        # Connect Signals
        self._soon.timeout.connect(self._echo)
        self.card.changed.connect(self._echo)
        self.card.typed.connect(self._take)
        self.card.not_taken.connect(self._not_taken)
        self.card.baseline_chosen.connect(self._mark)
        self.card.strike_asked.connect(self._strike)
        self.card.row_opened.connect(self._open_row)
        self.desk.changed.connect(self._heard)

    @property
    def chart(self) -> VitalsTrend:
        """Return the drawing with its table."""
        return self._course.trend

    @property
    def overdue(self) -> int:
        """Return how many looks are due now."""
        return 0 if due_now(self._looks) is None else 1

    def load(self, head: SessionHead) -> None:
        """Show every set against the baseline, what was not recorded, and the drawing since the dose."""
        self._head = head
        taken = self.desk.read(vitals.of_session, self.session)
        self._taken = {one.id: one for one in taken}
        self._looks = self.desk.read(vitals.due, self.session) if head.dosed_at else ()
        self._show_rows(head)
        self._show_latest(head, taken)
        self.card.set_read_only(read_only=head.signed_at is not None)
        self._say_due(head)
        self._course.show(head, taken, self._looks)
        self._soon.start()

    def tick(self, head: SessionHead) -> None:
        """Say what is due now; a look whose time is over becomes a row that says so."""
        before = self._not_recorded()
        self._looks = self.desk.read(vitals.due, self.session) if head.dosed_at else ()
        self._say_due(head)
        if self._not_recorded() != before:
            self._show_rows(head)
            self._course.show(head, tuple(self._taken.values()), self._looks)

    def _not_recorded(self) -> list[datetime]:
        return [look.due_at for look in self._looks if look.state is DueState.NOT_RECORDED]

    def _say_due(self, head: SessionHead) -> None:
        words, tone = due_words(self._looks, self.desk.record.zone)
        if not words and head.dosed_at is None:
            words = "baseline, before the dose"
        self.card.show_due(words, tone)

    def _show_rows(self, head: SessionHead) -> None:
        zone = self.desk.record.zone
        rows: list[tuple[datetime, int, Line]] = [
            (one.due_at if one.status is not Status.DONE and one.due_at else one.happened_at, place,
             vital_line(one, head.dosed_at, zone))
            for place, one in enumerate(self._taken.values())
        ]  # fmt: skip
        rows += [
            (look.due_at, len(rows), look_line(look, head.dosed_at, zone))
            for look in self._looks
            if look.state is DueState.NOT_RECORDED
        ]
        self.card.show_lines([line for _, _, line in sorted(rows, key=_in_time)])

    def _show_latest(self, head: SessionHead, taken: tuple[Vital, ...]) -> None:
        latest = next((one for one in reversed(taken) if one.status is Status.DONE and not one.struck), None)
        found = () if latest is None else worth_saying(latest)
        self.card.show_change("" if latest is None else change_words(latest, head.dosed_at))
        urgent = any(flag.level is Level.URGENT for flag in found)
        self.card.show_flags(" ".join(flag.words for flag in found), Sign.MISSING if urgent else Sign.CAUTION)

    def _heard(self, change: Change, _source: object) -> None:
        """Draw anew what stands beside the readings, where it was written elsewhere."""
        if change.subject != self.session or self._head is None:
            return
        if change.topic is Topic.ADVERSE_EVENT or (
            change.topic is Topic.TIMELINE and self._course.shows_moments
        ):
            self._course.show(self._head, tuple(self._taken.values()), self._looks)

    def _echo(self) -> None:
        line = self.card.typed_line()
        reading = so_far(line) if line else None
        words = "" if not line else understood(reading, self._words)
        self.card.show_echo(words, reading)

    def _take(self) -> None:
        card = self.card
        at = self.when(card.at.text(), card.sentence)
        if at is None:
            return
        try:
            reading = parse_line(card.typed_line())
        except KapdeskError as error:
            card.sentence.say(error.sentence)
            return
        set_back = at if card.at.text() else None
        if self.do(
            card.sentence, vitals.take, self.session, reading, at=set_back, observer=card.observer.text(),
            observer_role=card.role.text(),
        ):  # fmt: skip
            card.taken()

    def _not_taken(self, status: str, reason: str) -> None:
        look, due_at = due_now(self._looks), self.card.missing
        if due_at is None and look is not None:
            due_at = look.due_at
        if self.do(self.card.sentence, vitals.not_taken, self.session, Status(status), reason, due_at=due_at):
            self.card.why.taken()

    def _open_row(self, key: object) -> None:
        if isinstance(key, datetime):
            self.card.show_row("Nothing is recorded of this look. Say why it was not taken:", missing=key)
        elif isinstance(key, UUID) and key in self._taken:
            self.card.show_row(row_words(self._taken[key], self.desk.record.zone))

    def _mark(self, key: object) -> None:
        if isinstance(key, UUID):
            self.do(self.card.sentence, vitals.mark_baseline, self.session, key)

    def _strike(self, key: object, reason: str) -> None:
        struck = isinstance(key, UUID) and self.do(
            self.card.sentence, vitals.strike, self.session, key, reason
        )
        if struck:
            self.card.reason.taken()


def _in_time(row: tuple[datetime, int, Line]) -> tuple[datetime, int]:
    return row[0], row[1]
