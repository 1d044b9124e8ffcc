"""The editors of one session: made when first asked for, each with a draft that survives lock and crash."""

from collections.abc import Callable
from functools import partial
from uuid import UUID

from PySide6.QtCore import QObject, Signal

from kapdesk.desk import Chart, Tab
from kapdesk.domain.readiness import Signature, oriented_at
from kapdesk.domain.screens import Context
from kapdesk.domain.second_look import rule_words
from kapdesk.services import escorts, gate_settings, means, notes, open_results, screens
from kapdesk.services.notes import Owner
from kapdesk.services.readiness import Readiness
from kapdesk.services.sessions import SessionHead
from kapdesk.tabs.stabilization import asking, signing
from kapdesk.tabs.stabilization.editor import Editor
from kapdesk.tabs.stabilization.home import EscortEditor
from kapdesk.tabs.stabilization.looking import (
    SECOND,
    SecondLookEditor,
    TonightEditor,
    score_fields,
    scores_words,
)
from kapdesk.tabs.stabilization.page import StabilizationPage
from kapdesk.tabs.stabilization.plan import MeansEditor, PlanEditor
from kapdesk.tabs.stabilization.plan_binding import PlanBinding
from kapdesk.tabs.stabilization.recording import WITHDRAW
from kapdesk.tabs.stabilization.screening import RIGHT, AssessmentEditor, PaperEditor, ScreenEditor
from kapdesk.tabs.stabilization.signing import OverrideEditor, SignatureEditor
from kapdesk.ui.form import Field

_SAME = {
    "D05": "D02", "D06": "D02", "D11": "plan", "screen:leaving": "D10",
    "screen:arrival": "screen:arrival", "screen": "D10",
}  # fmt: skip
_SIGNED = {"D18": Signature.MEDICAL, "D19": Signature.THERAPIST}
_ASKED = frozenset(f"D{number:02d}" for number in range(2, 20)) - {"D17"}
_OTHERS = frozenset(
    {"plan", "bssa", "override", "outcome", "screen:arrival", "screen:contact", "paper", SECOND}
)
_OF_CLIENT = frozenset({"plan", "bssa", "screen:contact", "paper", "D12"})
"""What goes on after a session is signed: it is the client's then, and none of the session's."""


class Editors(QObject):
    """Gives each editor when it is asked for; binds its draft, and refreshes what it shows of the record."""

    recorded = Signal(object)  # Editor
    withdraw_asked = Signal(object)  # OverrideEditor
    left = Signal()

    def __init__(self, tab: Tab, chart: Chart, page: StabilizationPage) -> None:
        """Start with none."""
        super().__init__(tab)
        self._tab, self._chart, self._page = tab, chart, page
        self._made: dict[str, Editor] = {}
        self._plan: PlanBinding | None = None
        self._stands: Readiness | None = None
        self._head: SessionHead | None = None

    def key_of(self, field: str) -> str:
        """Return the editor a field leads to; empty for none."""
        if field.startswith("plan."):
            return "plan"
        key = _SAME.get(field, field)
        return key if key in _OTHERS | _ASKED or key.startswith(WITHDRAW) else ""

    def for_criterion(self, criterion: str) -> str:
        """Return the editor behind the act of a criterion as it stands."""
        if criterion != "D10" or self._stands is None:
            return self.key_of(criterion)
        return "bssa" if self._page.wants_assessment(criterion) else "D10"

    def get(self, key: str) -> Editor:
        """Return an editor; the first time it is made and its draft put back."""
        editor = self._made.get(key)
        if editor is None:
            editor = self._make(key)
            self.take_in(editor)
            self._refresh(editor)
            self._begin(editor)
        return editor

    def take_in(self, editor: Editor) -> None:
        """Listen to an editor, and put its draft back."""
        self._made[editor.key] = editor
        # Connect Signals
        editor.edited.connect(self._edited)
        editor.recorded.connect(self._recorded)
        editor.left.connect(self._left)
        if isinstance(editor, MeansEditor):
            editor.carried_out.connect(self._carry_out)

    def refresh(self, stands: Readiness, head: SessionHead) -> None:
        """Show in the editors what the record says now; what stands in them is left alone."""
        first = self._stands is None
        self._stands, self._head = stands, head
        for editor in self._made.values():
            self._refresh(editor)
        if first:
            self._page.outcome.show_draft(self._draft(self._page.outcome))

    def empty(self, editor: Editor) -> None:
        """Empty an editor whose content is in the record now, and its draft with it."""
        editor.clear()
        self._edited(editor.key)
        self._tab.autosave.flush()
        if isinstance(editor, EscortEditor):
            self._begin(editor)

    def say_next(self, key: str, words: str) -> None:
        """Say in the assessment what the screen asks for."""
        editor = self._made.get(key)
        if isinstance(editor, AssessmentEditor):
            editor.show_next_step(words)

    def _make(self, key: str) -> Editor:
        content = self._tab.desk.record.content
        makers: dict[str, Callable[[], Editor]] = {
            "D10": partial(ScreenEditor, key, content, Context.PRE_DISCHARGE),
            "screen:arrival": partial(ScreenEditor, key, content, Context.ARRIVAL),
            "screen:contact": partial(ScreenEditor, key, content, Context.CONTACT),
            "bssa": partial(AssessmentEditor, content),
            "paper": partial(PaperEditor, content),
            "D12": partial(MeansEditor, content),
            "D09": self._scores,
            "D14": partial(EscortEditor, content),
            "D15": partial(TonightEditor, content),
            SECOND: partial(SecondLookEditor, content),
            "plan": partial(PlanEditor, content),
            "override": self._override,
        }
        if key in makers:
            return makers[key]()
        if key.startswith(RIGHT):
            return self._wrong(key)
        if key in _SIGNED:
            return SignatureEditor(_SIGNED[key])
        if key.startswith(WITHDRAW):
            return _withdrawal(key)
        title = content.checklist("readiness").item(key).label
        return Editor(key, title, asking.hint(content, key), fields=asking.fields(content, key))

    def _scores(self) -> Editor:
        """Return the editor of both recovery scores, as the clinic counts them."""
        content = self._tab.desk.record.content
        route = self._stands.facts.route if self._stands else None
        which = self._tab.desk.read(gate_settings.padss)
        title = content.checklist("readiness").item("D09").label
        return Editor("D09", title, asking.hint(content, "D09"), fields=score_fields(content, which, route))

    def _wrong(self, key: str) -> ScreenEditor:
        """Return the editor in which one screen is answered anew."""
        kept = self._tab.desk.read(screens.of_client, self._chart.client, struck=True)
        wrong = next(one for one in kept if str(one.id) == key.removeprefix(RIGHT))
        return ScreenEditor(key, self._tab.desk.record.content, wrong.context, wrong)

    def _override(self) -> OverrideEditor:
        editor = OverrideEditor()
        editor.withdraw.clicked.connect(partial(self._ask_withdrawal, editor))
        return editor

    def _begin(self, editor: Editor) -> None:
        """Put into a new editor what is offered from the record, and over it what was not recorded yet."""
        draft = self._draft(editor)
        if draft:
            editor.show_draft(draft)
        else:
            editor.put(self._offered(editor))

    def _offered(self, editor: Editor) -> dict[str, str]:
        if isinstance(editor, EscortEditor) and self._stands is not None:
            return self._escort(editor)
        if isinstance(editor, SignatureEditor) and self._head is not None:
            return self._signer(editor, self._head)
        if isinstance(editor, ScreenEditor):
            return editor.as_recorded()
        return {}

    def _escort(self, editor: EscortEditor) -> dict[str, str]:
        session = self._chart.session
        assert session is not None  # noqa: S101 - editors are made for a session only
        stored = self._tab.desk.read(escorts.of_session, session)
        drives = self._stands.facts.client_drives if self._stands else None
        return editor.show_stored(stored, client_drives=drives, zone=self._tab.desk.record.zone)

    def _signer(self, editor: SignatureEditor, head: SessionHead) -> dict[str, str]:
        author = self._tab.desk.record.author
        if editor.signature is Signature.THERAPIST:
            return {signing.NAME: author.signature, signing.ROLE: "therapist"}
        return {signing.NAME: head.medical_name} if head.medical_name else {}

    def _refresh(self, editor: Editor) -> None:
        stands, head = self._stands, self._head
        if stands is None or head is None:
            return
        if isinstance(editor, ScreenEditor):
            editor.show_oriented(oriented=oriented_at(stands.facts) is not None)
        elif isinstance(editor, PlanEditor):
            self._plan_of(editor).refresh()
        elif isinstance(editor, MeansEditor):
            read, client = self._tab.desk.read, self._chart.client
            editor.show_steps(
                read(means.of_client, client), read(means.to_do, client), self._tab.desk.record.zone
            )
        elif isinstance(editor, AssessmentEditor):
            self._show_before(editor)
        elif isinstance(editor, OverrideEditor):
            editor.show_criteria(stands.criteria)
        else:
            self._show_rule(editor, stands)
        if head.signed_at is not None and editor.key not in _OF_CLIENT:
            editor.set_read_only(read_only=True)

    def _show_rule(self, editor: Editor, stands: Readiness) -> None:
        """Say in an editor what is offered, calculated or asked for by the clinic."""
        if isinstance(editor, TonightEditor):
            editor.show_named(stands.facts.tonight_named if stands.criterion("D15").stands_open else "")
        elif editor.key == SECOND:
            editor.show_hint(f"{self._again()} {rule_words(stands.limits)}")
        elif editor.key == "D09":
            editor.show_hint(scores_words(stands))
        elif isinstance(editor, SignatureEditor):
            editor.show_other(_other_signer(editor.signature, stands))

    def _again(self) -> str:
        return self._tab.desk.record.content.checklist(SECOND).groups[0].hint

    def _plan_of(self, editor: PlanEditor) -> PlanBinding:
        if self._plan is None:
            self._plan = PlanBinding(self._tab, self._chart.client, editor)
        return self._plan

    def _show_before(self, editor: AssessmentEditor) -> None:
        desk, client = self._tab.desk, self._chart.client
        last = desk.read(open_results.last_assessed, client)
        editor.show_before(last, desk.read(screens.explained, client), desk.record.zone)

    def _owner(self, key: str) -> Owner:
        """Return whose draft it is: the session's, or the client's once the session is signed."""
        signed = self._head is not None and self._head.signed_at is not None
        return Owner(self._chart.client) if signed and key in _OF_CLIENT else self._chart.owner

    def _draft(self, editor: Editor) -> str:
        return self._tab.desk.read(notes.text, self._owner(editor.key), _field(editor.key))

    def _edited(self, key: str) -> None:
        editor = self._made[key]
        self._tab.autosave.touched((self._owner(key), _field(key)), editor.draft)

    def _recorded(self, key: str) -> None:
        self.recorded.emit(self._made[key])

    def _carry_out(self, step: UUID) -> None:
        session = None if self._head is None or self._head.signed_at else self._chart.session
        self._tab.desk.do(self._tab, means.carry_out, step, session)
        editor = self._made["D12"]
        self._refresh(editor)
        editor.focus_first()

    def _left(self, _key: str) -> None:
        self.left.emit()

    def _ask_withdrawal(self, editor: OverrideEditor) -> None:
        self.withdraw_asked.emit(editor)


def _field(key: str) -> str:
    return f"draft.leaving.{key}"


def _other_signer(signature: Signature, stands: Readiness) -> str:
    facts = stands.facts
    seen = facts.therapist_clearance if signature is Signature.MEDICAL else facts.medical_clearance
    return "" if seen is None else seen.value.name


def _withdrawal(key: str) -> Editor:
    signature = key.removeprefix(WITHDRAW).capitalize()
    fields = (Field(signing.REASON, "Why it is withdrawn", required=True),)
    return Editor(key, f"Withdraw: {signature} clearance", act="Withdraw", fields=fields, observed=False)
