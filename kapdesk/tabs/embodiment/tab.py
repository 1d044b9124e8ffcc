"""Embodiment support: one thing offered, watched, and written down by one press; nothing is scored."""

import hashlib
from typing import cast
from uuid import UUID

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from kapdesk.desk import Chart, Desk, Go, Tab
from kapdesk.domain.change import Change, Topic
from kapdesk.domain.embodiment import StepAnswer
from kapdesk.domain.errors import KapdeskError
from kapdesk.domain.happened import parse_happened
from kapdesk.services import embodiment, notes, offers, readiness_history, sessions
from kapdesk.services.embodiment import Embodiment
from kapdesk.services.offers import Given
from kapdesk.services.readiness_history import Learned
from kapdesk.services.sessions import SessionHead
from kapdesk.tabs.embodiment.asking import ConsentPart
from kapdesk.tabs.embodiment.guiding import GuidePart
from kapdesk.tabs.embodiment.ladder import LadderCard
from kapdesk.tabs.embodiment.panels import HistoryCard, RatingsCard
from kapdesk.tabs.embodiment.plan import ROOM, WithDaysAfter
from kapdesk.tabs.embodiment.steps import StepsCard
from kapdesk.ui.card import Card, Columns, EmptyState
from kapdesk.ui.note import Composer

_OF_SESSION = (
    Topic.EMBODIMENT, Topic.ANSWER, Topic.NOTE, Topic.SESSION, Topic.CONSENT, Topic.DOSE, Topic.DISCHARGE,
)  # fmt: skip
_TAKEN = (StepAnswer.ACCEPTED, StepAnswer.HELPED)


class EmbodimentTab(Tab):
    """The client's own anchors first, then movement, smell, anchoring, orienting and basic needs."""

    name = "embodiment"
    title = "Embodiment"

    def __init__(self, desk: Desk, chart: Chart, parent: QWidget | None = None) -> None:
        """Stand ready for one session."""
        super().__init__(desk, chart, parent)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._built = False
        self._zone = desk.record.zone
        self._head: SessionHead | None = None
        self._learned: tuple[Learned, ...] = ()
        self._shown: Embodiment | None = None
        self._wanted: dict[str, StepAnswer] = {}

    def load(self) -> None:
        """Build on the first call; fill from the record on every call."""
        if self.chart.session is None:
            self._show_empty()
            return
        if not self._built:
            self._build(self.chart.session)
        self._head = self.desk.read(sessions.head, self.chart.session)
        self._zone = self._head.zone
        self._learned = self.desk.read(readiness_history.before, self.chart.session)
        self._show()

    def heard(self, change: Change) -> None:
        """Take in what another screen wrote for this session, or an alert of this client.

        Nobody waits for this page while another one is in front; coming back to it loads it.
        """
        of_session = change.subject == self.chart.session and change.topic in _OF_SESSION
        of_client = change.subject == self.chart.client and change.topic in (Topic.ALERT, Topic.CONSENT)
        if self._built and self.isVisible() and (of_session or of_client):
            self.load()

    def arrive(self) -> None:
        """Stand in front now: with the focus on a step, so that one key answers it."""
        within = cast("QWidget | None", self.focusWidget())
        if not self._built:
            super().arrive()
        elif self.guide.running:
            if within is None or not self.guide.card.isAncestorOf(within):
                self.guide.card.enter()
        elif within is None or within is self or self._is_at_the_top(within):
            self.steps.enter()
        else:
            super().arrive()

    def keyPressEvent(self, e: QKeyEvent) -> None:
        """Go to what is asked in the room (F7), or to the step that could come next (F8), from anywhere."""
        if self._built and e.key() == Qt.Key.Key_F7:
            self._come_into_the_room()
            self.consents.card.enter()
        elif self._built and e.key() == Qt.Key.Key_F8 and not self.guide.running:
            self._come_into_the_room()
            self.steps.go_on()
        else:
            super().keyPressEvent(e)

    def _is_at_the_top(self, within: QWidget) -> bool:
        """Say whether the focus is where it falls by itself when the page of the room comes in front."""
        in_room = self.pages.stack.currentIndex() == 0
        return in_room and (within is self.steps.gentle.button or self.pages.bar.isAncestorOf(within))

    def _come_into_the_room(self) -> None:
        if self.pages.bar.value() != ROOM:
            self.pages.bar.segments.buttons[ROOM].click()

    def _show_empty(self) -> None:
        if self._column.count():
            return
        empty = EmptyState("What is offered on coming back into the body is kept here.", "Go to Dosing")
        empty.chosen.connect(self._go_to_dosing)
        card = Card("No session yet")
        card.add(empty)
        self._column.setContentsMargins(16, 16, 16, 16)
        self._column.addWidget(card, 0, Qt.AlignmentFlag.AlignTop)

    def _build(self, session: UUID) -> None:
        self._built = True
        self.steps, self.history = StepsCard(), HistoryCard()
        self.ladder = LadderCard()
        self.consents, self.guide = ConsentPart(self, session), GuidePart(self, session)
        self.touch = self.consents.card.touch
        self.ratings = RatingsCard(self.desk.record.content.form(embodiment.FORM))
        page = Columns()
        for card in (self.guide.card, self.steps):
            page.add_work(card)
        page.work.addStretch(1)
        for card in (self.consents.card, self.ladder, self.ratings, self.history):
            page.add_context(card)
        page.context.addStretch(1)
        self.pages = WithDaysAfter(self, page)
        self._column.addWidget(self.pages)
        # Connect Signals
        self.steps.answered.connect(self._answer)
        self.steps.effect_chosen.connect(self._rate_effect)
        self.steps.note_line.connect(self._keep_note)
        self.steps.noted.connect(self._answer_with_note)
        self.steps.listed.connect(self._show_guide)
        self.steps.fragrance_free.connect(self._say_fragrance_free)
        self.ladder.asked_for.connect(self._go_to_step)
        self.consents.changed.connect(self._show)
        self.guide.changed.connect(self._show)
        self.ratings.chosen.connect(self._rate)
        self.history.timed.connect(self._set_time)
        self.desk.refused.connect(self._refused)

    def _show(self) -> None:
        """Show everything as recorded; the focus stays where it is."""
        if self.chart.session is None or self._head is None:
            return
        it = self._shown = self.desk.read(embodiment.look, self.chart.session)
        dosed_at = self._head.dosed_at
        self.guide.load(it, self._zone)
        self.steps.show_steps(it, self._zone)
        self.ladder.show_ladder(it, self._learned, self._zone, dosed_at)
        self.touch.show_touch(it)
        self.consents.load(it, self._zone)
        self.ratings.show_ratings(it, self._zone)
        self.history.show_history(it.history, self._zone, dosed_at, read_only=it.signed)
        self._show_guide(self.steps.shown())

    def _show_guide(self, shown_list: str) -> None:
        """Show the guided senses over their own list, and alone while they are gone through."""
        self.guide.card.setVisible(self.guide.running or shown_list == offers.ORIENTING)
        self.steps.setVisible(not self.guide.running)

    def _go_to_step(self, step: str) -> None:
        if not self.guide.running:
            self.steps.go_to(step)

    def _answer(self, step: str, answer: str | None) -> None:
        """Write an answer, take one back, or ask first for the note that a scent needs."""
        self.steps.say("")
        if self.chart.session is None or self._shown is None:
            return
        if answer is None:
            self.desk.do(self, embodiment.take_back, self.chart.session, step)
            self._show()
            return
        given = StepAnswer(answer)
        offer = self._shown.offer(step)
        if given in _TAKEN and embodiment.asks_note(offer):
            self._wanted[step] = given
            self.steps.ask_note(offer)
            self._show()
            return
        self._write(step, given)

    def _answer_with_note(self, step: str, note: str) -> None:
        if self._write(step, self._wanted.get(step, StepAnswer.ACCEPTED), note=note):
            line = self.notes.get(_draft(step))
            if isinstance(line, Composer):
                line.taken()  # its words went with the answer, in the same write
            self.let_go(_draft(step))
            self.steps.reason.hide()
            self.steps.go_to(step)

    def _write(self, step: str, given: StepAnswer, *, note: str = "") -> bool:
        if self.chart.session is None:
            return False
        draft = _draft(step) if note else ""
        written = self.desk.do(
            self, embodiment.answer, self.chart.session, step, given, note=note, draft=draft
        )
        self._show()
        return written is not None

    def _keep_note(self, step: str, line: Composer) -> None:
        field = _draft(step)
        for other in [name for name, edit in self.notes.items() if edit is line and name != field]:
            self.let_go(other)
        self.keep(self.chart.owner, field, line, self.desk.read(notes.text, self.chart.owner, field))

    def _rate_effect(self, step: str, effect: int | None) -> None:
        self.steps.say("")
        if self.chart.session is not None:
            self.desk.do(self, embodiment.rate_effect, self.chart.session, step, effect)
        self._show()

    def _rate(self, item: str, value: int | None) -> None:
        if self.chart.session is not None:
            self.desk.do(self, embodiment.rate, self.chart.session, item, value)
        self._show()

    def _set_time(self, given: Given, typed: str) -> None:
        """Set back when an answer was given; what cannot be read is said beside the line."""
        if self.chart.session is None:
            return
        try:
            at = parse_happened(typed, self.desk.now(), self._zone)
        except KapdeskError as error:
            self.history.say(error.sentence)
            return
        if self.desk.do(self, embodiment.set_time, self.chart.session, given.id, at) is not None:
            self.history.taken()
        self._show()

    def _say_fragrance_free(self, free: bool) -> None:  # noqa: FBT001 - a signal's slot
        self.desk.do(self, offers.say_fragrance_free, free=free)
        self._show()

    def _refused(self, sentence: str, source: QObject) -> None:
        """Say a refusal where it happened."""
        if source is not self:
            return
        for part in (self.consents, self.guide):
            if part.acting:
                part.card.say(sentence)
                return
        self.steps.say(sentence)

    def _go_to_dosing(self) -> None:
        self.desk.go(Go(chart=self.chart, tab="dosing"))


def _draft(step: str) -> str:
    """Return where an unfinished note on a step is kept; the name says nothing of the step."""
    return f"draft.step.{hashlib.sha256(step.encode()).hexdigest()[:16]}"
