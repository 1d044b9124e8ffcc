"""The page before leaving: the criteria at the left, the signatures and what is taken home at the right."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QPushButton, QWidget

from kapdesk.content import Content
from kapdesk.domain.doses import Escort
from kapdesk.services.outcomes import Ending
from kapdesk.services.readiness import Readiness
from kapdesk.services.readiness_past import PastLook
from kapdesk.services.retractions import Gone
from kapdesk.services.safety_plans import PlanVersion
from kapdesk.services.sessions import SessionHead
from kapdesk.tabs.stabilization import words
from kapdesk.tabs.stabilization.cards import LeavesWithCard, TakeHomeCard
from kapdesk.tabs.stabilization.clearing import ClearancesCard
from kapdesk.tabs.stabilization.editor import Editor
from kapdesk.tabs.stabilization.ending import OutcomeCard
from kapdesk.tabs.stabilization.lines import Headed, Sentence, flowing
from kapdesk.tabs.stabilization.looks import LooksCard
from kapdesk.tabs.stabilization.risk import PastCard, PositiveCard
from kapdesk.ui.card import Card, Columns
from kapdesk.ui.controls import QuietButton
from kapdesk.ui.criteria import CriteriaList, Criterion
from kapdesk.ui.signs import Sign

_PLACES = tuple(Criterion(f"D{number:02d}", Sign.NOT_YET, "") for number in range(1, 18))


class StabilizationPage(Columns):
    """Every card of the tab; it shows what it is given."""

    acted = Signal(str)  # criterion whose act was pressed
    looks_asked = Signal(str)  # criterion whose looks are to be seen

    def __init__(self, content: Content, parent: QWidget | None = None) -> None:
        """Lay out the cards."""
        super().__init__(parent)
        self._content = content
        self.before = Card("Before leaving")
        self.state, self.said = Headed(), Sentence()
        self.looks = LooksCard()
        self.list = CriteriaList("Before leaving")
        self.list.show_criteria(_PLACES)  # made first, so that Tab goes from them to the cards beside
        self.again = QuietButton("Look again at what is recorded")
        self.again.setCheckable(True)
        self.clearances, self.leaves_with = ClearancesCard(), LeavesWithCard()
        self.take_home, self.positive, self.outcome = TakeHomeCard(), PositiveCard(), OutcomeCard()
        self.past = PastCard()
        self._stands: Readiness | None = None
        self._read_only = False
        self._open: Editor | None = None
        self._lay_out()
        # Connect Signals
        self.list.acted.connect(self._act)
        self.list.looks_asked.connect(self._ask_looks)
        self.looks.left.connect(self.close_looks)
        self.again.toggled.connect(self._toggle)

    @property
    def open_editor(self) -> Editor | None:
        """Return the editor that stands open, if one does."""
        return self._open

    def show_readiness(self, stands: Readiness, *, read_only: bool) -> None:
        """Show every criterion as it stands."""
        self._stands, self._read_only = stands, read_only
        self.state.say(*words.state_line(stands))
        again = self.again.isChecked() and not read_only
        self.list.show_criteria(
            [
                words.line(self._content, one, stands, read_only=read_only, again=again)
                for one in words.listed(stands)
            ]
        )
        self.again.setVisible(not read_only)

    def wants_assessment(self, criterion: str) -> bool:
        """Return whether the act of a criterion leads to the safety assessment."""
        stands = self._stands
        return stands is not None and words.act_of(stands, criterion) == "Assess"

    def show_beside(
        self, stands: Readiness, head: SessionHead, escort: Escort | None, plan: PlanVersion | None,
        endings: Sequence[Ending], gone: Gone | None = None,
    ) -> None:  # fmt: skip
        """Show the cards of context; `gone` says of a session that it was retracted."""
        signed, ended = head.signed_at is not None, head.ended_at is not None
        self.clearances.show_readiness(stands, head, read_only=signed or ended)
        self.leaves_with.show_escort(escort, head.escort_exception, stands.facts.zone, read_only=signed)
        self.take_home.show_facts(
            stands, plan, signed=signed, gone="" if gone is None else gone.words(stands.facts.zone)
        )
        self.outcome.show_allowed(stands.outcomes, stands.facts.route)
        self.outcome.show_endings(endings, stands.facts.now, stands.facts.zone, ended=ended, signed=signed)

    def show_looks(self, criterion: str, looks: Sequence[PastLook]) -> None:
        """Show every look at a criterion at the top of the context column, with the keyboard there."""
        if self._stands is None:
            return
        title = self._content.checklist("readiness").item(criterion).label
        facts = self._stands.facts
        self.looks.show_looks(criterion, title, looks, facts.now, facts.zone)
        if self.context.indexOf(self.looks) < 0:
            self.context.insertWidget(0, self.looks)
        self.looks.show()
        self.looks.focus_first()
        self.reveal(self.looks)

    def close_looks(self) -> None:
        """Put the looks away and lead the keyboard back to their criterion."""
        self.looks.hide()
        if self.list.go_to(self.looks.criterion) is None:
            self.focus_next()

    def open(self, editor: Editor) -> None:
        """Put an editor at the top of the context column, with the keyboard in it."""
        if self._open is not None and self._open is not editor:
            self._open.hide()
        self._open = editor
        if self.context.indexOf(editor) < 0:
            self.context.insertWidget(0, editor)
        editor.show()
        editor.focus_first()
        self.reveal(editor)

    def close_editor(self) -> None:
        """Put the open editor away and lead the keyboard to the next open criterion."""
        if self._open is not None:
            self._open.hide()
            self._open = None
        self.focus_next()

    def focus_next(self) -> None:
        """Put the keyboard on the act of the first open criterion."""
        buttons = [one for one in self.list.findChildren(QPushButton) if not one.isHidden()]
        target = next(iter(buttons), self.again)
        target.setFocus(Qt.FocusReason.OtherFocusReason)

    def _lay_out(self) -> None:
        self.before.add(self.state)
        self.before.add(self.said)
        self.before.add(self.list)
        self.before.add(flowing(self.again))
        self.before.fill()
        self.add_work(self.before, 1)
        for card in (
            self.positive,
            self.clearances,
            self.leaves_with,
            self.take_home,
            self.outcome,
            self.past,
        ):
            self.add_context(card)
        self.context.addStretch(1)

    def _act(self, criterion: str) -> None:
        self.acted.emit(criterion)

    def _ask_looks(self, criterion: str) -> None:
        self.looks_asked.emit(criterion)

    def _toggle(self, _on: bool) -> None:  # noqa: FBT001 - Qt's own signature
        if self._stands is not None:
            self.show_readiness(self._stands, read_only=self._read_only)
