"""What is asked in the room: which, how it was answered, how far it goes, and taken back by one press."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QPushButton, QWidget

from kapdesk.domain.consent_events import ConsentAnswer, ConsentKind, Stand, Standing
from kapdesk.services.consent_events import Asked, Question
from kapdesk.tabs.embodiment.panels import TouchLine
from kapdesk.tabs.embodiment.words import time_words
from kapdesk.ui.announce import announce
from kapdesk.ui.appearing import appear
from kapdesk.ui.card import Card, Row, Rows
from kapdesk.ui.controls import ChoiceBar, Option, PlainButton, QuietButton, Sign, SignLabel
from kapdesk.ui.note import Composer, NoteField
from kapdesk.ui.theme import give_role

ANSWERS = (Option("yes", "Yes"), Option("no", "No"), Option("not now", "Not now"))


HINT = "F7; which, then the answer"
FEW = 3
"""How many answers are seen at once; every yes that can be taken back always is."""
_Shown = tuple[tuple[Asked, ...], Mapping[ConsentKind, Standing], str, bool]


class ConsentCard(Card):
    """Asked in two presses, taken back in one; what stands is said with each."""

    answered = Signal(object, object)  # ConsentKind, ConsentAnswer
    scoped = Signal(str)  # how far the last answer goes
    withdrawn = Signal(object)  # event
    worded = Signal(str)  # what was said on taking it back
    struck = Signal(object)  # event

    def __init__(self, questions: Sequence[Question], parent: QWidget | None = None) -> None:
        """Offer every kind; nothing is chosen."""
        super().__init__("Asked in the room", HINT, parent=parent)
        self._questions = {one.kind: one for one in questions}
        self.kinds = ChoiceBar([Option(one.kind.value, one.label) for one in questions], "What is asked")
        self.answers = ChoiceBar(ANSWERS, "Answer")
        self.scope = Composer("How far it goes", "Enter adds it to the answer", several_lines=False)
        self.words = Composer("In their words", "Enter adds it", several_lines=False)
        self._ask = QLabel()
        self._ask.setWordWrap(True)
        give_role(self._ask, "aside")
        self._said = SignLabel(Sign.MISSING, wraps=True)
        self._said.hide()
        self.touch = TouchLine()
        self.rows = Rows()
        self.rest = QuietButton("Show all", small=True)
        self._all = False
        self._shown: _Shown | None = None
        self._lay_out()
        self.kinds.segments.join_list()
        self.answers.segments.join_list()
        # Connect Signals
        self.kinds.chosen.connect(self._choose)
        self.answers.chosen.connect(self._answer)
        self.scope.composed.connect(self.scoped)
        self.words.composed.connect(self.worded)
        self.rest.clicked.connect(self._show_all)
        self.kinds.segments.stepped.connect(self._step)
        self.answers.segments.stepped.connect(self._step)

    def show_consents(
        self, asked: Sequence[Asked], standing: Mapping[ConsentKind, Standing], zone: str, *, read_only: bool
    ) -> None:
        """Show what was asked, the newest first, and where an answer does not stand."""
        for part in (self.kinds, self.answers):
            part.setEnabled(not read_only)
        shown = (tuple(asked), dict(standing), zone, read_only)
        if shown == self._shown:
            return
        self._shown = shown
        self.set_subtitle(_summary(standing) or HINT)
        self._fill()

    def enter(self) -> None:
        """Put the keyboard on what can be asked."""
        self.kinds.setFocus(Qt.FocusReason.OtherFocusReason)

    def open_answer(self, kind: ConsentKind | None) -> None:
        """Ask for the answer to a kind, or for nothing."""
        self.kinds.set_value(kind.value if kind else None)
        question = self._questions.get(kind) if kind else None
        self._ask.setText(f"“{question.ask}”" if question else "")
        for part in (self._ask, self.answers):
            part.setVisible(question is not None)
        self.answers.set_value(None)

    def open_scope(self, kind: ConsentKind | None) -> None:
        """Ask how far the answer just given goes; it may stay open."""
        question = self._questions.get(kind) if kind else None
        self._scope.setVisible(question is not None)
        if question is not None:
            hint = f"{question.label}: {question.scope}; Enter adds it to the answer"
            self.scope.setPlaceholderText(hint)
            self.scope.setAccessibleDescription(hint)

    def open_words(self, *, shown: bool) -> None:
        """Ask for the client's words on taking a consent back; they may stay open."""
        self._words.setVisible(shown)

    def say(self, sentence: str) -> None:
        """Say what was refused, in the card."""
        self._said.set_sign(Sign.MISSING, sentence)
        self._said.setVisible(bool(sentence))
        if sentence:
            announce(self, sentence)

    def said(self) -> str:
        """Return what was refused last."""
        return "" if self._said.isHidden() else self._said.text()

    def _lay_out(self) -> None:
        self._scope = NoteField("How far it goes", note=self.scope)
        self._words = NoteField("In their words", note=self.words)
        for widget in (
            self.touch, self.kinds, self._ask, self.answers, self._scope, self._said, self._words, self.rows,
        ):  # fmt: skip
            self.add(widget)
        self.body.addWidget(self.rest, 0, Qt.AlignmentFlag.AlignLeft)
        for widget in (self._ask, self.answers, self._scope, self._words, self.rest):
            appear(widget, shown=False)

    def _fill(self) -> None:
        if self._shown is None:
            return
        asked, standing, zone, read_only = self._shown
        newest = tuple(reversed(asked))
        first = [one for one in newest if _can_be_withdrawn(one)]
        others = [one for one in newest if not _can_be_withdrawn(one)]
        kept = first + (others if self._all else others[: max(FEW - len(first), 0)])
        self.rows.show_rows([self._row(one, standing, zone, read_only=read_only) for one in kept])
        self.rest.setVisible(len(newest) > len(kept) or self._all)
        self.rest.say("Show fewer" if self._all else f"Show all {len(newest)}")

    def _show_all(self) -> None:
        self._all = not self._all
        self._fill()

    def _row(
        self, one: Asked, standing: Mapping[ConsentKind, Standing], zone: str, *, read_only: bool
    ) -> Row:
        label = self._questions[one.kind].label
        row = Row(f"{label}: {one.answer.value}", _line(one, zone))
        against = _against(one, standing[one.kind])
        if against:
            row.add_below(SignLabel(Sign.CAUTION, against, wraps=True))
        if read_only or one.struck_reason:
            return row
        if _can_be_withdrawn(one):
            self._add(row, PlainButton("Withdraw"), f"Withdraw: {label}", partial(self._withdraw, one.id))
        self._add(
            row, QuietButton("Strike"), f"Strike, a wrong press: {label}", partial(self._strike, one.id)
        )
        return row

    def _add(self, row: Row, button: QPushButton, spoken: str, act: Callable[..., None]) -> None:
        button.setAccessibleName(spoken)
        button.setToolTip(spoken)
        button.clicked.connect(act)
        row.add(button)

    def _choose(self, kind: object) -> None:
        self.say("")
        self.open_scope(None)
        self.open_answer(ConsentKind(kind) if isinstance(kind, str) else None)
        if kind is not None:
            next(iter(self.answers.segments.buttons.values())).setFocus(Qt.FocusReason.OtherFocusReason)

    def _answer(self, answer: object) -> None:
        kind = self.kinds.value()
        if kind is not None and isinstance(answer, str):
            self.answered.emit(ConsentKind(kind), ConsentAnswer(answer))

    def _step(self, way: int) -> None:
        self.focusNextPrevChild(way > 0)

    def _withdraw(self, event: UUID) -> None:
        self.withdrawn.emit(event)

    def _strike(self, event: UUID) -> None:
        self.struck.emit(event)


def _can_be_withdrawn(one: Asked) -> bool:
    return one.answer is ConsentAnswer.YES and one.withdrawn_at is None and not one.struck_reason


def _line(one: Asked, zone: str) -> str:
    back = f"withdrawn {time_words(one.withdrawn_at, one.withdrawn_at, zone)}" if one.withdrawn_at else ""
    words = f"“{one.withdrawn_words}”" if one.withdrawn_words else ""
    struck = f"struck through: {one.struck_reason}" if one.struck_reason else ""
    said = (time_words(one.at, one.written_at, zone), one.scope, one.asked_by, back, words, struck)
    return " · ".join(part for part in said if part)


def _against(one: Asked, now: Standing) -> str:
    """Say where a yes does not stand, and why."""
    if one.answer is not ConsentAnswer.YES or one.withdrawn_at or one.struck_reason:
        return ""
    if now.stand is Stand.NO and now.before_dose:
        return "Does not stand: the client said no before the dose."
    if now.stand is Stand.WITHDRAWN:
        return "Does not stand: the consent was taken back."
    return ""


def _summary(standing: Mapping[ConsentKind, Standing]) -> str:
    against = [now.kind.value for now in standing.values() if now.stand.asks_again]
    return f"not given: {', '.join(against)}" if against else ""
