"""What the arrival, escort and clearance cards ask for, done in the record."""

from dataclasses import replace
from uuid import UUID

from PySide6.QtCore import Signal

from kapdesk.desk import Tab
from kapdesk.domain.clock import show_time
from kapdesk.domain.doses import Escort
from kapdesk.domain.sessions import SessionState
from kapdesk.services import arrivals, escorts, sessions
from kapdesk.services.sessions import SessionHead
from kapdesk.tabs.dosing.arrival import ArrivalCard
from kapdesk.tabs.dosing.clearing import ClearCard, EndCard, EscortCard
from kapdesk.tabs.dosing.part import Part

_BEFORE_DOSE = (SessionState.SCHEDULED, SessionState.ARRIVED, SessionState.CLEARED_TO_DOSE)
_WITHOUT_DOSE = (SessionState.CANCELLED, SessionState.ABORTED)


def stands_before_dose(head: SessionHead) -> bool:
    """Return whether the day has not come to a dose, or ended without one."""
    return head.dosed_at is None and head.state in (*_BEFORE_DOSE, *_WITHOUT_DOSE)


class ArrivalPart(Part):
    """From the door to the clearance: nothing is answered by itself."""

    screen_asked = Signal()

    def __init__(self, tab: Tab, session: UUID) -> None:
        """Bring the three cards."""
        super().__init__(tab, session)
        self.card, self.escort, self.clearance = ArrivalCard(), EscortCard(), ClearCard()
        self.ending = EndCard()
        self.unanswered = 0
        self.wanted = False
        self.answers: dict[str, str] = {}
        # Connect Signals
        self.card.arrived.connect(self._arrive)
        self.card.answered.connect(self._answer)
        self.escort.named.connect(self._name)
        self.escort.excepted.connect(self._except)
        self.clearance.cleared.connect(self._clear)
        self.clearance.back_asked.connect(self._back)
        self.clearance.screen_asked.connect(self.screen_asked)
        self.ending.ended.connect(self._end)

    def load(self, head: SessionHead) -> None:
        """Show how the arrival stands."""
        before = stands_before_dose(head)
        if not before and not self.wanted:
            self.unanswered = 0
            return
        stands = self.desk.read(arrivals.of_session, self.session)
        zone, signed = self.desk.record.zone, head.signed_at is not None
        self.card.show_checklist(stands.checklist)
        self.answers = {item: given.value or "" for item, given in stands.answers.items()}
        self.card.show_answers(self.answers)
        self.card.back.setVisible(not before)
        self.clearance.setVisible(head.state in (SessionState.ARRIVED, SessionState.CLEARED_TO_DOSE))
        self.ending.setVisible(before and head.ended_at is None)
        is_here = head.opened_at is not None
        self.unanswered = len(stands.unanswered) if is_here else 0
        self.card.show_stage(is_here=is_here, words=self._stage_words(head), read_only=signed)
        self._show_escort(head)
        screened = stands.screened_at
        self.clearance.show_missing(
            stands.missing,
            f"Suicide screen asked at {show_time(screened, zone)}" if screened else "",
            cleared_at=self._cleared_at(head),
            is_here=is_here and not signed,
        )

    def _stage_words(self, head: SessionHead) -> str:
        if head.opened_at is None:
            return str(head.state)
        if head.ended_at is not None:
            return f"{head.state} at {show_time(head.ended_at, head.zone)}"
        return f"here since {show_time(head.opened_at, head.zone)} · {self.unanswered} not asked"

    def _cleared_at(self, head: SessionHead) -> str:
        if head.state is not SessionState.CLEARED_TO_DOSE:
            return ""
        steps = self.desk.read(sessions.steps, self.session)
        return show_time(steps[-1].happened_at, head.zone)

    def _show_escort(self, head: SessionHead) -> None:
        escort = self.desk.read(escorts.of_session, self.session) or Escort()
        name, second = escort.name, " · ".join(part for part in (escort.relation, escort.phone) if part)
        if not name and head.escort_exception:
            name, second = "No escort", head.escort_exception
        self.escort.show_escort(name, second, read_only=head.signed_at is not None)

    def _arrive(self) -> None:
        at = self.when(self.card.at.text(), self.card.sentence)
        if at is not None and self.do(self.card.sentence, arrivals.arrive, self.session, at):
            self.card.at.taken()

    def _answer(self, item: str, value: str | None) -> None:
        if (value or None) != (self.answers.get(item) or None):
            self.do(self.card.sentence, arrivals.answer, self.session, item, value)

    def _name(self) -> None:
        card = self.escort
        if not card.name.text():
            card.sentence.say("The escort has no name yet. Nothing was recorded. Type the name.")
            return
        known = self.desk.read(escorts.of_session, self.session) or Escort()
        named = replace(known, name=card.name.text(), relation=card.relation.text(), phone=card.phone.text())
        if self.do(card.sentence, escorts.write, self.session, named):
            card.taken()

    def _except(self) -> None:
        card = self.escort
        if self.do(card.sentence, escorts.write_exception, self.session, card.reason.text()):
            card.taken()

    def _clear(self) -> None:
        card = self.clearance
        if self.do(card.sentence, arrivals.clear, self.session, reason=card.reason.text()):
            card.reason.taken()

    def _end(self) -> None:
        card = self.ending
        if self.do(card.sentence, arrivals.end_without_dose, self.session, card.reason.text()):
            card.reason.taken()

    def _back(self) -> None:
        self.do(self.clearance.sentence, sessions.move, self.session, SessionState.ARRIVED)
