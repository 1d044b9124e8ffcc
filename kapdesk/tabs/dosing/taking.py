"""What the vitals card asks for, done in the record."""

from uuid import UUID

from kapdesk.desk import Tab
from kapdesk.domain.errors import KapdeskError
from kapdesk.domain.readings import Level
from kapdesk.domain.typed_vitals import parse_typed
from kapdesk.domain.vital_schedule import DueLook
from kapdesk.services import doses, vitals
from kapdesk.services.sessions import SessionHead
from kapdesk.services.vitals import Status, Vital
from kapdesk.tabs.dosing.part import Part
from kapdesk.tabs.dosing.vitals import VitalsCard
from kapdesk.tabs.dosing.words import change_words, due_now, due_words, vital_line, worth_saying
from kapdesk.ui.chart import Pressure, PressureChart
from kapdesk.ui.signs import Sign


class VitalsPart(Part):
    """Vital signs: typed in one line, never lost, never guessed."""

    def __init__(self, tab: Tab, session: UUID) -> None:
        """Bring the card and the drawing."""
        super().__init__(tab, session)
        self.card, self.chart = VitalsCard(), PressureChart()
        self._looks: tuple[DueLook, ...] = ()
        # Connect Signals
        self.card.typed.connect(self._take)
        self.card.not_taken.connect(self._not_taken)
        self.card.baseline_chosen.connect(self._mark)
        self.card.strike_asked.connect(self._strike)

    @property
    def overdue(self) -> int:
        """Return how many looks are due now."""
        return 0 if due_now(self._looks) is None else 1

    def load(self, head: SessionHead) -> None:
        """Show every set against the baseline, and the drawing since the dose."""
        zone, taken = self.desk.record.zone, self.desk.read(vitals.of_session, self.session)
        self.card.show_lines([vital_line(one, head.dosed_at, zone) for one in taken])
        self._show_latest(head, taken)
        self.card.set_read_only(read_only=head.signed_at is not None)
        self.tick(head)
        self._draw(head, taken)

    def tick(self, head: SessionHead) -> None:
        """Say what is due now."""
        self._looks = self.desk.read(vitals.due, self.session) if head.dosed_at else ()
        words, tone = due_words(self._looks, self.desk.now(), self.desk.record.zone)
        if not words and head.dosed_at is None:
            words = "baseline, before the dose"
        self.card.show_due(words, tone)

    def _show_latest(self, head: SessionHead, taken: tuple[Vital, ...]) -> None:
        latest = next((one for one in reversed(taken) if one.status is Status.DONE and not one.struck), None)
        found = () if latest is None else worth_saying(latest)
        self.card.show_change("" if latest is None else change_words(latest, head.dosed_at))
        urgent = any(flag.level is Level.URGENT for flag in found)
        self.card.show_flags(" ".join(flag.words for flag in found), Sign.MISSING if urgent else Sign.CAUTION)

    def _draw(self, head: SessionHead, taken: tuple[Vital, ...]) -> None:
        start = head.dosed_at
        if start is None:
            return
        given = [
            one.dose.given_at for one in self.desk.read(doses.of_session, self.session) if not one.struck
        ]
        readings = [
            Pressure(
                int((one.happened_at - start).total_seconds() // 60),
                one.reading.sbp,
                one.reading.dbp,
                one.reading.hr,
            )
            for one in taken
            if one.status is Status.DONE and not one.struck
        ]
        self.chart.show_readings(readings, [int((at - start).total_seconds() // 60) for at in given])

    def _take(self) -> None:
        card = self.card
        at = self.when(card.at.text(), card.sentence)
        if at is None:
            return
        try:
            reading = parse_typed(card.typed_line(), card.typed_beside())
        except KapdeskError as error:
            card.sentence.say(error.sentence)
            return
        observer = card.observer.text()
        set_back = at if card.at.text() else None
        if self.do(card.sentence, vitals.take, self.session, reading, at=set_back, observer=observer):
            card.taken()

    def _not_taken(self, status: str, reason: str) -> None:
        look = due_now(self._looks)
        due_at = None if look is None else look.due_at
        self.do(self.card.sentence, vitals.not_taken, self.session, Status(status), reason, due_at=due_at)

    def _mark(self, key: object) -> None:
        if isinstance(key, UUID):
            self.do(self.card.sentence, vitals.mark_baseline, self.session, key)

    def _strike(self, key: object, reason: str) -> None:
        struck = isinstance(key, UUID) and self.do(
            self.card.sentence, vitals.strike, self.session, key, reason
        )
        if struck:
            self.card.reason.taken()
