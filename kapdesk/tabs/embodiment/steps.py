"""The steps of coming back into the body, one list at a time, with a quiet word on what could come next."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from kapdesk.domain.clock import show_time
from kapdesk.domain.embodiment import rounds
from kapdesk.services.embodiment import Embodiment
from kapdesk.services.offers import SMELL, Offer, Section
from kapdesk.ui.announce import announce
from kapdesk.ui.card import Card
from kapdesk.ui.checklist import LADDER, Checklist, Step, StepGroup, StepState
from kapdesk.ui.controls import ChoiceBar, Option, PlainButton, QuietButton, Sign, SignLabel
from kapdesk.ui.note import Composer, NoteField
from kapdesk.ui.theme import give_role

NEXT_KEY = "F8"


class StepsCard(Card):
    """The steps of one list at a time; the order is a suggestion, and passing over is normal."""

    answered = Signal(str, object)  # step, answer or None
    effect_chosen = Signal(str, object)  # step, -2 to +2 or None
    noted = Signal(str, str)  # step, the note that was asked for
    fragrance_free = Signal(bool)  # whether no fragrances are opened in this clinic
    listed = Signal(str)  # which list is in front now
    note_line = Signal(str, object)  # step, the line a note is written in, each time one is asked for

    def __init__(self, parent: QWidget | None = None) -> None:
        """Start with no steps."""
        super().__init__(
            "Back in the body", "offer one thing, wait, watch; leaving out is normal", parent=parent
        )
        self.gentle = _Gentle()
        self.reason = _Reason()
        self.lists: dict[str, Checklist] = {}
        self.bar: ChoiceBar | None = None
        self._note = QLabel()
        self._note.setWordWrap(True)
        give_role(self._note, "muted")
        self._said = SignLabel(Sign.MISSING, wraps=True)
        self._said.hide()
        self._place_of: dict[str, str] = {}
        self._notes: dict[str, str] = {}
        self._built: set[str] = set()
        self._it: Embodiment | None = None
        self._zone = ""
        self._bar_place, self._inside = QVBoxLayout(), QVBoxLayout()
        self.add(self.gentle)
        self.body.addLayout(self._bar_place)
        for widget in (self.reason, self._said):
            self.add(widget)
        self.body.addLayout(self._inside)
        self.add(self._note)
        self.no_scents = QCheckBox("No fragrances are opened in this clinic")
        self.add(self.no_scents)
        # Connect Signals
        self.gentle.asked_for.connect(self.go_to)
        self.reason.noted.connect(self._noted)
        self.no_scents.clicked.connect(self.fragrance_free)

    def show_steps(self, it: Embodiment, zone: str) -> None:
        """Show every step as it is recorded; nothing is announced and the focus stays."""
        self._make_lists(it.sections)
        self._it, self._zone = it, zone
        self._place_of = {offer.key: section.id for section in it.sections for offer in section.offers}
        for section in it.sections:
            if section.id in self._built:
                self._fill(section)
        self._notes = {section.id: section.note for section in it.sections}
        self.no_scents.setChecked(it.fragrance_free)
        self.no_scents.setEnabled(not it.signed)
        next_step = it.proposal if it.proposal and not it.signed else None
        offer, why = (it.offer(next_step.key), next_step.why) if next_step else (None, "")
        self.gentle.show_step(offer, why)
        self._show_list(self.shown())

    def shown(self) -> str:
        """Return which list is shown: the chosen one, else the client's own, else the first."""
        chosen = self.bar.value() if self.bar else None
        return chosen or next(iter(self.lists), "")

    def go_to(self, step: str) -> None:
        """Show the list a step is in and put the focus on it."""
        self._show_list(self._place_of[step])
        self.lists[self._place_of[step]].go_to(step)

    def enter(self) -> None:
        """Put the focus on a step of the list that is shown: the suggested one where it is there."""
        steps = [step for step, place in self._place_of.items() if place == self.shown()]
        if steps:
            self.go_to(self.gentle.step if self.gentle.step in steps else steps[0])

    def go_on(self) -> None:
        """Go to the step that could come next, where there is one."""
        if self.gentle.step and not self.gentle.isHidden():
            self.go_to(self.gentle.step)

    def ask_note(self, offer: Offer) -> None:
        """Ask for a note before a step is taken that a caution or a consent speaks against."""
        self.reason.ask(offer)
        self.note_line.emit(offer.key, self.reason.line)
        self.reason.line.setFocus(Qt.FocusReason.OtherFocusReason)

    def say(self, sentence: str) -> None:
        """Say what was refused, beside the steps."""
        self._said.set_sign(Sign.MISSING, sentence)
        self._said.setVisible(bool(sentence))
        if sentence:
            announce(self, sentence)

    def said(self) -> str:
        """Return what was refused last."""
        return "" if self._said.isHidden() else self._said.text()

    def _make_lists(self, sections: Sequence[Section]) -> None:
        if [section.id for section in sections] == list(self.lists):
            return
        for old in self.lists.values():
            old.hide()
            old.deleteLater()
        self._built = set()
        self.lists = {section.id: Checklist(LADDER, section.title, effects=True) for section in sections}
        if self.bar is not None:
            self.bar.hide()
            self.bar.deleteLater()
        self.bar = ChoiceBar([Option(section.id, _short(section.title)) for section in sections], "List")
        self._bar_place.addWidget(self.bar)
        self.bar.chosen.connect(self._choose)
        for steps in self.lists.values():
            self._inside.addWidget(steps)
            steps.answered.connect(self._answer)
            steps.effect_chosen.connect(self._choose_effect)

    def _fill(self, section: Section) -> None:
        """Show the steps of one list; a list is built when it is first come to."""
        if self._it is None:
            return
        self._built.add(section.id)
        steps = self.lists[section.id]
        steps.show_groups(_groups(section))
        for offer in section.offers:
            steps.show_state(offer.key, _state(offer, self._zone))
        steps.set_read_only(read_only=self._it.signed)

    def _show_list(self, id_: str) -> None:
        for section in self._it.sections if self._it else ():
            if section.id == id_ and id_ not in self._built:
                self._fill(section)
        if self.bar is not None:
            self.bar.set_value(id_)
        for other, steps in self.lists.items():
            steps.setVisible(other == id_)
        self._note.setText(self._notes.get(id_, ""))
        self.no_scents.setVisible(id_ == SMELL)
        self.listed.emit(id_)

    def _choose(self, id_: object) -> None:
        self._show_list(id_ if isinstance(id_, str) else self.shown())

    def _answer(self, step: str, answer: object) -> None:
        self.answered.emit(step, answer)

    def _choose_effect(self, step: str, effect: object) -> None:
        self.effect_chosen.emit(step, effect)

    def _noted(self, step: str, note: str) -> None:
        self.noted.emit(step, note)


class _Gentle(QWidget):
    """One quiet line: which step could come next."""

    asked_for = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.step = ""
        self._words, self._why = QLabel(), QLabel()
        give_role(self._words, "strong")
        give_role(self._why, "muted")
        said = QVBoxLayout()
        said.setSpacing(2)
        for label in (self._words, self._why):
            label.setWordWrap(True)
            label.setTextFormat(Qt.TextFormat.PlainText)
            said.addWidget(label)
        self.button = PlainButton("Go there", key=NEXT_KEY)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.addLayout(said, 1)
        line.addWidget(self.button)
        # Connect Signals
        self.button.clicked.connect(self._ask)

    def show_step(self, offer: Offer | None, why: str) -> None:
        self.step = offer.key if offer else ""
        self._words.setText(f"Next, if they like: {offer.label}" if offer else "")
        self._why.setText(why)
        self.setVisible(offer is not None)

    def text(self) -> str:
        return self._words.text()

    def why(self) -> str:
        return self._why.text()

    def _ask(self) -> None:
        self.asked_for.emit(self.step)


class _Reason(QFrame):
    """What speaks against a step, and the line that is written before it is taken all the same."""

    noted = Signal(str, str)

    def __init__(self) -> None:
        super().__init__()
        give_role(self, "notice")
        self._step = ""
        self._caution = SignLabel(Sign.CAUTION, wraps=True)
        self.line = Composer(
            "Why it is offered all the same", "Enter records the answer with this note", several_lines=False
        )
        self.leave = QuietButton("Leave it out", small=True)
        column = QVBoxLayout(self)
        column.addWidget(self._caution)
        column.addWidget(
            NoteField(
                "Why it is offered all the same", "Enter records the answer with this note", note=self.line
            )
        )
        column.addWidget(self.leave, 0, Qt.AlignmentFlag.AlignLeft)
        self.hide()
        # Connect Signals
        self.line.composed.connect(self._note)
        self.leave.clicked.connect(self.hide)

    def ask(self, offer: Offer) -> None:
        self._step = offer.key
        named = offer.asks_note.casefold().startswith(offer.label.casefold())
        said = offer.asks_note if named else f"{offer.label}. {offer.asks_note}"
        self._caution.set_sign(Sign.CAUTION, said)
        self.show()

    def text(self) -> str:
        return self._caution.text()

    def _note(self, words: str) -> None:
        self.noted.emit(self._step, words)


def _groups(section: Section) -> tuple[StepGroup, ...]:
    titles = list(dict.fromkeys(offer.group for offer in section.offers))
    return tuple(
        StepGroup(title, tuple(_step(offer) for offer in section.offers if offer.group == title))
        for title in titles
    )


def _step(offer: Offer) -> Step:
    return Step(offer.key, offer.label, offer.hint, offer.cautions)


def _state(offer: Offer, zone: str) -> StepState:
    last = offer.last
    if last is None:
        return StepState()
    at = show_time(last.step.at, zone)
    times = rounds([one.step.answer for one in offer.given])
    return StepState(last.step.answer.value, last.step.effect, at, times)


def _short(title: str) -> str:
    return title.split(" 5-4", 1)[0].removeprefix("Basic ").capitalize()
