"""Before leaving: what is recorded, what is still open, two signatures, and how the day ends."""

from functools import partial
from uuid import UUID

from PySide6.QtCore import QObject, QTimer
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from kapdesk.desk import Chart, Desk, Go, Tab
from kapdesk.domain.change import Change, Topic
from kapdesk.domain.errors import KapdeskError
from kapdesk.domain.sighting import Sighting
from kapdesk.services import (
    escorts,
    notes,
    open_results,
    outcomes,
    readiness,
    retractions,
    safety_plans,
    screens,
    sessions,
)
from kapdesk.services.notes import Owner
from kapdesk.services.readiness import Readiness
from kapdesk.services.sessions import SessionHead
from kapdesk.tabs.stabilization.between import Between
from kapdesk.tabs.stabilization.editor import Editor
from kapdesk.tabs.stabilization.editors import Editors
from kapdesk.tabs.stabilization.leading import Leads
from kapdesk.tabs.stabilization.lines import Sentence
from kapdesk.tabs.stabilization.page import StabilizationPage
from kapdesk.tabs.stabilization.recording import Done, Recorder
from kapdesk.tabs.stabilization.screening import RIGHT
from kapdesk.tabs.stabilization.signing import OverrideEditor
from kapdesk.ui.card import EmptyState
from kapdesk.ui.signs import Sign

_TICK = 15_000  # milliseconds between two looks at the clock
_CLOSING = "draft.close-positive"
_KEPT_IN = {"safety_plan": "plan", "means_action": "D12", "override": "override", "screen": "D10"}
_ABOUT = frozenset(
    {
        Topic.SESSION, Topic.ANSWER, Topic.DOSE, Topic.VITAL, Topic.SCREEN, Topic.SAFETY_PLAN,
        Topic.READINESS, Topic.DISCHARGE, Topic.APPOINTMENT, Topic.ALERT, Topic.NOTE, Topic.CLIENT,
    }
)  # fmt: skip


class StabilizationTab(Tab):
    """The gate of one session: it counts and reminds, the clinicians decide."""

    name = "stabilization"
    title = "Stabilization"

    def __init__(self, desk: Desk, chart: Chart, parent: QWidget | None = None) -> None:
        """Stand ready for one session; nothing is read before `load`."""
        super().__init__(desk, chart, parent)
        self.page: StabilizationPage | None = None
        self.between: Between | None = None
        self.editors: Editors | None = None
        self._recorder: Recorder | None = None
        self._beside: Sentence | None = None
        self._stale = False
        self._clock = QTimer(self)
        self._clock.setInterval(_TICK)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        # Connect Signals
        self._clock.timeout.connect(self._tick)
        desk.refused.connect(self._refused)

    def load(self) -> None:
        """Build on the first call; fill from the record on every call."""
        if self.chart.session is None:
            self._show_empty()
            return
        if self.page is None:
            self.page = self._build(self.chart.session)
        self._show()

    def heard(self, change: Change) -> None:
        """Take in what was written elsewhere for this session or this client."""
        mine = change.subject in {self.chart.session, self.chart.client}
        if self.between is not None and mine and change.topic in {Topic.SCREEN, Topic.SAFETY_PLAN}:
            self.between.show_all()
        if self.page is None or not mine or change.topic not in _ABOUT:
            return
        if self.isVisible():
            self._show()
            return
        self._stale = True
        if change.topic is not Topic.NOTE:  # nobody waits for the count while a sentence is typed elsewhere
            self.counted.emit(self.open_count())

    def showEvent(self, event: QShowEvent) -> None:
        """Take in what was written while the tab stood behind."""
        super().showEvent(event)
        if self._stale:
            self._show()

    def close_down(self) -> None:
        """Go for good, and let the clock rest."""
        self._clock.stop()
        self.desk.refused.disconnect(self._refused)
        if self.between is not None:
            self.between.close_down()
        super().close_down()

    def open_count(self) -> str:
        """Return how many criteria are not met once a dose was given, else nothing."""
        if self.chart.session is None:
            return ""
        return _count(self.desk.read(readiness.of_session, self.chart.session))

    def arrive(self) -> None:
        """Stand in front: the keyboard goes on where it was, else to the first open criterion."""
        if self.focusWidget() or self.page is None:
            super().arrive()
        else:
            self.page.focus_next()

    def caret(self) -> tuple[str, int]:
        """Return which text, or else which editor, is worked in."""
        field, position = super().caret()
        editor = None if self.page is None else self.page.open_editor
        return (field, position) if field or editor is None else (editor.key, 0)

    def set_caret(self, field: str, position: int) -> None:
        """Open the editor of a criterion, a screen or the plan, and put the caret back into a text."""
        if self.between is not None:
            self.between.open("plan" if field.startswith("plan.") else field)
        if self.page is None or self.editors is None or not field:
            return
        key = self.editors.key_of(field)
        if key == "outcome":
            self.page.outcome.focus_first()
        elif key:
            self._open(key)
        super().set_caret(field, position)

    def open_more(self, sighting: Sighting) -> None:
        """Open the editor that shows what was recorded before."""
        self.set_caret(_KEPT_IN.get(sighting.of, ""), 0)

    def _build(self, session: UUID) -> StabilizationPage:
        page = StabilizationPage(self.desk.record.content)
        self.editors = Editors(self, self.chart, page)
        self._recorder = Recorder(self, self.chart.client, session)
        Leads(self, page, session, self._act, self._open)
        self._column.addWidget(page)
        # Connect Signals
        page.acted.connect(self._act)
        page.clearances.override_asked.connect(partial(self._open, "override"))
        page.leaves_with.opened.connect(partial(self._open, "D14"))
        page.take_home.asked.connect(self._preview)
        page.positive.close_asked.connect(self._close_positive)
        page.positive.assess_asked.connect(partial(self._open, "bssa"))
        page.past.asked.connect(self._open)
        page.past.right_asked.connect(self._put_right)
        page.outcome.time_asked.connect(self._fill_time)
        page.outcome.sign_asked.connect(partial(self._preview, "signing"))
        self.editors.recorded.connect(self._record)
        self.editors.withdraw_asked.connect(self._withdraw_override)
        self.editors.left.connect(self._leave_editor)
        self.editors.take_in(page.outcome)
        return page

    def _show(self) -> None:
        """Show what is recorded; editors keep what stands in them."""
        if self.page is None or self.chart.session is None or self.editors is None:
            return
        self._stale = False
        head = self.desk.read(sessions.head, self.chart.session)
        stands = self.desk.read(readiness.of_session, self.chart.session)
        self.page.show_readiness(stands, read_only=head.signed_at is not None)
        endings = self.desk.read(outcomes.of_session, self.chart.session)
        gone = self.desk.read(retractions.of_session, self.chart.client, self.chart.session)
        self.page.show_beside(
            stands, head, self.desk.read(escorts.of_session, self.chart.session),
            self.desk.read(safety_plans.latest, self.chart.client), endings, gone,
        )  # fmt: skip
        self._show_positive(head)
        self.editors.refresh(stands, head)
        self.counted.emit(_count(stands))
        self._run_clock(head)

    def _tick(self) -> None:
        """Let the minutes go on, in front on the page, behind in the count alone."""
        if self.isVisible():
            self._show()
        elif self.page is not None:
            self._stale = True
            self.counted.emit(self.open_count())

    def _run_clock(self, head: SessionHead) -> None:
        if head.dosed_at is not None and head.ended_at is None:
            self._clock.start()
        else:
            self._clock.stop()

    def _show_positive(self, head: SessionHead) -> None:
        if self.page is None:
            return
        now, zone = self.desk.now(), self.desk.record.zone
        found = self.desk.read(open_results.open_results, self.chart.client)
        explained = self.desk.read(screens.explained, self.chart.client)
        self.page.positive.show_results(found, explained, now, zone)
        past = self.desk.read(open_results.history, self.chart.client)
        self.page.past.show_past(past, now, zone, None if head.signed_at else self.chart.session)
        owner = Owner(self.chart.client)  # of the client, for it may be closed after the session is signed
        stored = self.desk.read(notes.text, owner, _CLOSING)
        self.keep(owner, _CLOSING, self.page.positive.reason, stored)

    def _show_empty(self) -> None:
        if self.between is None:
            empty = EmptyState("What is checked before leaving stands here, for one session.", "Go to Dosing")
            empty.chosen.connect(self._go_to_dosing)
            self.between = Between(self, empty)
            self._column.addWidget(self.between)
        self.between.show_all()

    def _act(self, criterion: str) -> None:
        if criterion == "D17":
            self.desk.go(Go(chart=self.chart, tab="integration", field="book"))
        elif self.editors is not None:
            self._open(self.editors.for_criterion(criterion))

    def _open(self, key: str) -> None:
        if self.page is not None and self.editors is not None:
            self.page.open(self.editors.get(key))

    def _put_right(self, screen: UUID) -> None:
        self._open(f"{RIGHT}{screen}")

    def _record(self, editor: Editor) -> None:
        if self._recorder is not None:
            self._finish(editor, partial(self._recorder.record, editor))

    def _withdraw_override(self, editor: OverrideEditor) -> None:
        if self._recorder is not None:
            self._finish(editor, partial(self._recorder.withdraw_override, editor))

    def _finish(self, editor: Editor, act: "partial[Done | None]") -> None:
        """Do it; say what came of it, empty the editor and lead on, or say beside it why not."""
        editor.sentence.say("")
        self._beside = editor.sentence
        if not self.autosave.flush():
            return
        try:
            done = act()
        except KapdeskError as error:
            editor.sentence.say(error.sentence)
            return
        if done is None or self.page is None or self.editors is None:
            return
        self.editors.empty(editor)
        self._show()
        self.page.said.say(done.sentence, Sign.CAUTION if done.attention else Sign.RECORDED)
        if done.then:
            self._open(done.then)
            self.editors.say_next(done.then, done.sentence)
        elif editor is not self.page.outcome:
            self.page.close_editor()

    def _leave_editor(self) -> None:
        if self.page is not None:
            self.page.close_editor()

    def _refused(self, sentence: str, source: QObject) -> None:
        if source is self and self._beside is not None:
            self._beside.say(sentence)

    def _close_positive(self, reason: str) -> None:
        if self.page is None:
            return
        card = self.page.positive
        card.sentence.say("")
        self._beside = card.sentence
        if self.desk.do(self, screens.close, self.chart.client, reason) is not None:
            card.reason.document_in_use.clear()
            self.autosave.flush()
            self._show()

    def _fill_time(self, _field: str) -> None:
        if self.page is not None:
            self.page.outcome.fill_time(self.desk.now(), self.desk.record.zone)

    def _preview(self, document: str) -> None:
        self.desk.go(Go(chart=self.chart, tab="documents", field=document))

    def _go_to_dosing(self) -> None:
        self.desk.go(Go(chart=self.chart, tab="dosing"))


def _count(stands: Readiness) -> str:
    dosed = stands.facts.observed_from is not None
    return str(stands.still_open) if dosed and stands.still_open else ""
