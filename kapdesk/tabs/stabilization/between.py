"""Risk outside of a session: the screen, the assessment, a paper result and the plan belong to the client."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject

from kapdesk.desk import Tab
from kapdesk.domain.errors import KapdeskError, Refused
from kapdesk.domain.happened import parse_happened
from kapdesk.domain.screens import Context, next_step
from kapdesk.services import assessments, notes, open_results, paper_results, safety_plans, screens
from kapdesk.services.assessments import OF_CHOICE, Talk
from kapdesk.services.notes import Owner
from kapdesk.services.screens import Asked
from kapdesk.tabs.stabilization.editor import OBSERVER, WHEN, Editor
from kapdesk.tabs.stabilization.lines import Sentence
from kapdesk.tabs.stabilization.plan import PlanEditor
from kapdesk.tabs.stabilization.plan_binding import PlanBinding
from kapdesk.tabs.stabilization.risk import PastCard, PositiveCard
from kapdesk.tabs.stabilization.screening import (
    DISPOSITION,
    JUDGEMENT,
    AssessmentEditor,
    PaperEditor,
    ScreenEditor,
)
from kapdesk.ui.card import Card, Columns, EmptyState
from kapdesk.ui.controls import PlainButton
from kapdesk.ui.signs import Sign

KEYS = ("screen:contact", "bssa", "paper", "plan")


class Between(Columns):
    """What can be asked and recorded of a client who has no session; nothing of it waits for one."""

    def __init__(self, tab: Tab, first: EmptyState) -> None:
        """Lay out the way to a session beside the client's open results and history."""
        super().__init__()
        self._tab, self._client = tab, tab.chart.client
        self.said, self.positive, self.past = Sentence(), PositiveCard(), PastCard()
        self.plan = PlainButton("Stay-safe plan", small=True)
        self._editors: dict[str, Editor] = {}
        self._plan: PlanBinding | None = None
        self.open_editor: Editor | None = None
        card = Card("No session yet")
        card.add(first)
        self.past.add(self.plan)
        self.past.add(self.said)
        for each in (self.positive, self.past):
            self.add_work(each)
        self.work.addStretch(1)
        self.add_context(card)
        self.context.addStretch(1)
        # Connect Signals
        self.positive.close_asked.connect(self._close_positive)
        self.positive.assess_asked.connect(partial(self.open, "bssa"))
        self.past.asked.connect(self.open)
        self.plan.clicked.connect(partial(self.open, "plan"))
        tab.desk.refused.connect(self._refused)
        self._beside = self.said

    def show_all(self) -> None:
        """Show what is recorded; editors keep what stands in them."""
        desk, client = self._tab.desk, self._client
        now, zone = desk.now(), desk.record.zone
        found = desk.read(open_results.open_results, client)
        self.positive.show_results(found, desk.read(screens.explained, client), now, zone)
        self.past.show_past(desk.read(open_results.history, client), now, zone, None)
        for button in self.past.buttons.values():
            button.hide()
        closing = "draft.close-positive"
        stored = desk.read(notes.text, Owner(client), closing)
        self._tab.keep(Owner(client), closing, self.positive.reason, stored)
        for editor in self._editors.values():
            self._refresh(editor)

    def open(self, key: str) -> None:
        """Bring out an editor, with the keyboard in it."""
        if key not in KEYS:
            return
        editor = self._editors.get(key) or self._make(key)
        if self.open_editor is not None and self.open_editor is not editor:
            self.open_editor.hide()
        self.open_editor = editor
        if self.context.indexOf(editor) < 0:
            self.context.insertWidget(0, editor)
        editor.show()
        editor.focus_first()
        self.reveal(editor)

    def close_down(self) -> None:
        """Listen to the desk no more."""
        self._tab.desk.refused.disconnect(self._refused)

    def _make(self, key: str) -> Editor:
        content = self._tab.desk.record.content
        makers: dict[str, Callable[[], Editor]] = {
            "screen:contact": partial(ScreenEditor, key, content, Context.CONTACT),
            "bssa": partial(AssessmentEditor, content),
            "paper": partial(PaperEditor, content),
            "plan": partial(PlanEditor, content),
        }
        editor = self._editors[key] = makers[key]()
        self._refresh(editor)
        editor.show_draft(self._tab.desk.read(notes.text, Owner(self._client), _field(key)))
        # Connect Signals
        editor.edited.connect(self._edited)
        editor.recorded.connect(self._recorded)
        editor.left.connect(self._leave)
        return editor

    def _refresh(self, editor: Editor) -> None:
        desk = self._tab.desk
        if isinstance(editor, AssessmentEditor):
            last = desk.read(open_results.last_assessed, self._client)
            editor.show_before(last, desk.read(screens.explained, self._client), desk.record.zone)
        elif isinstance(editor, PlanEditor):
            self._plan = self._plan or PlanBinding(self._tab, self._client, editor)
            self._plan.refresh()

    def _recorded(self, key: str) -> None:
        editor = self._editors[key]
        editor.sentence.say("")
        self._beside = editor.sentence
        if not self._tab.autosave.flush():
            return
        try:
            words = self._record(editor)
        except KapdeskError as error:
            editor.sentence.say(error.sentence)
            return
        if not words:
            return
        editor.clear()
        self._edited(key)
        self._tab.autosave.flush()
        self.show_all()
        self.said.say(words, Sign.RECORDED)
        self._leave(key)

    def _record(self, editor: Editor) -> str:
        """Do it, and return what to say about it; empty where it was refused, for the desk said why."""
        given, at = editor.values(), None
        if given.get(WHEN):
            at = parse_happened(given[WHEN], self._tab.desk.now(), self._tab.desk.record.zone)
        who = given.get(OBSERVER, "")
        if isinstance(editor, ScreenEditor):
            asked = Asked(
                Context.CONTACT, editor.answers(), editor.words(), given.get(JUDGEMENT, ""), who, "", at,
                editor.attempt_recent(),
            )  # fmt: skip
            if self._tab.desk.do(self._tab, screens.ask, self._client, asked) is None:
                return ""
            last = self._tab.desk.read(screens.of_client, self._client)[-1]
            asks = next_step(last.result).words if last.result else ""
            return f"Suicide screen: {last.result or last.not_scored}. {asks}".strip()
        if isinstance(editor, AssessmentEditor):
            return self._assess(editor, who)
        if isinstance(editor, PaperEditor):
            result = editor.result(at)
            done = self._tab.desk.do(self._tab, paper_results.keep, self._client, result)
            return "" if done is None else f"{result.instrument}: recorded"
        assert isinstance(editor, PlanEditor)  # noqa: S101 - there is no other editor here
        done = self._tab.desk.do(
            self._tab, safety_plans.review, self._client, copy_given=editor.copy_given(),
            likelihood=editor.likelihood(), observer=who, at=at,
        )  # fmt: skip
        return "" if done is None else "Stay-safe plan: reviewed and kept as a version"

    def _assess(self, editor: AssessmentEditor, who: str) -> str:
        disposition = OF_CHOICE.get(editor.values().get(DISPOSITION, ""))
        referral = editor.referral(self._tab.desk.now(), self._tab.desk.record.zone)
        if disposition is None and referral is not None:
            raise Refused("The assessment ends with exactly one disposition. Nothing was recorded.")
        talk = Talk(disposition, editor.texts(), referral, who)
        done = self._tab.desk.do(self._tab, assessments.assess, self._client, talk)
        return "" if done is None else f"Assessment recorded: {disposition}"

    def _close_positive(self, reason: str) -> None:
        self.positive.sentence.say("")
        self._beside = self.positive.sentence
        if self._tab.desk.do(self._tab, screens.close, self._client, reason) is not None:
            self.positive.reason.document_in_use.clear()
            self._tab.autosave.flush()
            self.show_all()

    def _edited(self, key: str) -> None:
        self._tab.autosave.touched((Owner(self._client), _field(key)), self._editors[key].draft)

    def _leave(self, _key: str) -> None:
        if self.open_editor is not None:
            self.open_editor.hide()
            self.open_editor = None
        self.past.again.setFocus()

    def _refused(self, sentence: str, source: QObject) -> None:
        if source is self._tab:
            self._beside.say(sentence)


def _field(key: str) -> str:
    return f"draft.leaving.{key}"
