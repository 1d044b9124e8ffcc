"""Embodiment support: one thing offered, watched, and written down by one press; nothing is scored."""

import hashlib
from typing import cast

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from kapdesk.desk import Chart, Desk, Go, Tab
from kapdesk.domain.change import Change, Topic
from kapdesk.domain.embodiment import StepAnswer
from kapdesk.services import embodiment, notes, sessions
from kapdesk.services.embodiment import Embodiment
from kapdesk.tabs.embodiment.panels import HistoryCard, RatingsCard, TouchCard
from kapdesk.tabs.embodiment.steps import StepsCard
from kapdesk.ui.card import Card, Columns, EmptyState
from kapdesk.ui.note import Composer

_OF_SESSION = (Topic.EMBODIMENT, Topic.ANSWER, Topic.NOTE, Topic.SESSION)
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
        self._shown: Embodiment | None = None
        self._wanted: dict[str, StepAnswer] = {}

    def load(self) -> None:
        """Build on the first call; fill from the record on every call."""
        if self.chart.session is None:
            self._show_empty()
            return
        if not self._built:
            self._build()
        self._zone = self.desk.read(sessions.head, self.chart.session).zone
        self._show()

    def heard(self, change: Change) -> None:
        """Take in what another screen wrote for this session, or an alert of this client."""
        of_session = change.subject == self.chart.session and change.topic in _OF_SESSION
        of_client = change.subject == self.chart.client and change.topic is Topic.ALERT
        if self._built and (of_session or of_client):
            self.load()

    def arrive(self) -> None:
        """Stand in front now: with the focus on a step, so that one key answers it."""
        within = cast("QWidget | None", self.focusWidget())
        if self._built and (within is None or within is self):
            self.steps.enter()
        else:
            super().arrive()

    def _show_empty(self) -> None:
        if self._column.count():
            return
        empty = EmptyState("What is offered on coming back into the body is kept here.", "Go to Dosing")
        empty.chosen.connect(self._go_to_dosing)
        card = Card("No session yet")
        card.add(empty)
        self._column.setContentsMargins(16, 16, 16, 16)
        self._column.addWidget(card, 0, Qt.AlignmentFlag.AlignTop)

    def _build(self) -> None:
        self._built = True
        self.steps, self.touch, self.history = StepsCard(), TouchCard(), HistoryCard()
        self.ratings = RatingsCard(self.desk.record.content.form(embodiment.FORM))
        page = Columns()
        page.add_work(self.steps)
        page.work.addStretch(1)
        for card in (self.touch, self.ratings, self.history):
            page.add_context(card)
        page.context.addStretch(1)
        self._column.addWidget(page)
        # Connect Signals
        self.steps.answered.connect(self._answer)
        self.steps.effect_chosen.connect(self._rate_effect)
        self.steps.note_line.connect(self._keep_note)
        self.steps.noted.connect(self._answer_with_note)
        self.ratings.chosen.connect(self._rate)
        self.desk.refused.connect(self._refused)

    def _show(self) -> None:
        """Show everything as recorded; the focus stays where it is."""
        if self.chart.session is None:
            return
        it = self._shown = self.desk.read(embodiment.look, self.chart.session)
        self.steps.show_steps(it, self._zone)
        self.touch.show_touch(it)
        self.ratings.show_ratings(it.ratings, self._zone, read_only=it.signed)
        self.history.show_history(it.history, self._zone)

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
        if offer.scent_caution and given in _TAKEN and not any(one.step.note for one in offer.given):
            self._wanted[step] = given
            self.steps.ask_note(offer)
            self._show()
            return
        self._write(step, given)

    def _answer_with_note(self, step: str, note: str) -> None:
        if self._write(step, self._wanted.get(step, StepAnswer.ACCEPTED), note=note):
            line = self.notes.get(_draft(step))
            if isinstance(line, Composer):
                line.taken()
            self.let_go(_draft(step))
            self.steps.reason.hide()
            self.steps.go_to(step)

    def _write(self, step: str, given: StepAnswer, *, note: str = "") -> bool:
        if self.chart.session is None:
            return False
        written = self.desk.do(self, embodiment.answer, self.chart.session, step, given, note=note)
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

    def _refused(self, sentence: str, source: QObject) -> None:
        if source is self:
            self.steps.say(sentence)

    def _go_to_dosing(self) -> None:
        self.desk.go(Go(chart=self.chart, tab="dosing"))


def _draft(step: str) -> str:
    """Return where an unfinished note on a step is kept; the name says nothing of the step."""
    return f"draft.step.{hashlib.sha256(step.encode()).hexdigest()[:16]}"
