"""Five, four, three, two, one in large calm words: one key goes on, one stops, nothing moves by itself."""

from collections.abc import Callable
from uuid import UUID

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from kapdesk.desk import Tab
from kapdesk.domain.change import Change
from kapdesk.domain.clock import show_seconds
from kapdesk.domain.definitions import Form
from kapdesk.domain.guided import WELCOME, Welcome
from kapdesk.services import guided, notes
from kapdesk.services.embodiment import Embodiment
from kapdesk.services.guided import Guide
from kapdesk.tabs.embodiment.words import run_line
from kapdesk.ui.announce import announce
from kapdesk.ui.appearing import appear
from kapdesk.ui.card import Card
from kapdesk.ui.controls import ChoiceBar, Option, PlainButton, PrimaryButton, QuietButton, Sign, SignLabel
from kapdesk.ui.note import LineNote, NoteField
from kapdesk.ui.theme import give_role

DRAFT = "draft.guide"
STOP_IF = "Stop at once if it makes anything worse; stopping is as good as going on."


class GuideCard(Card):
    """Asked first; then one sense at a time."""

    welcomed = Signal(object)  # Welcome
    went_on = Signal(str)  # what was named, or nothing
    left_out = Signal()
    stopped = Signal(str)  # what was typed so far

    def __init__(self, form: Form, parent: QWidget | None = None) -> None:
        """Ask nothing yet."""
        super().__init__(form.title, "asked first, stopped at any moment", parent=parent)
        self._names = {field.id: field.label for field in form.fields}
        asking = form.field(WELCOME)
        self.ask = QLabel(asking.prompt)
        self.welcome = ChoiceBar([Option(one.value, one.label) for one in asking.choices], asking.label)
        self.welcome.segments.join_list()
        self._head, self._prompt, self._pace, self._past = QLabel(), QLabel(), QLabel(), QLabel()
        self._caution = SignLabel(Sign.CAUTION, wraps=True)
        self._inward = SignLabel(Sign.CAUTION, wraps=True)
        self._stop_if = QLabel(STOP_IF)
        self._said = SignLabel(Sign.MISSING, wraps=True)
        self.line = LineNote("What was named", "Enter goes on, with words or without")
        self.next = PrimaryButton("Next", key="Enter")
        self.stop = PlainButton("Stop here", key="Esc")
        self.leave = QuietButton("Leave this one out")
        self._running = QWidget()
        self._lay_out(form.note)
        # Connect Signals
        self.welcome.chosen.connect(self._welcome)
        self.next.clicked.connect(self.go_on)
        self.line.entered.connect(self.go_on)
        self.stop.clicked.connect(self._stop)
        self.leave.clicked.connect(self.left_out)

    @property
    def running(self) -> bool:
        """Return whether a sense is being asked."""
        return not self._running.isHidden()

    def show_guide(self, it: Guide, zone: str, *, read_only: bool) -> None:
        """Show the sense that is asked, or the question that comes before."""
        running = it.sense is not None and not read_only
        for part in (self.ask, self.welcome, self._note, self._past):
            part.setVisible(not running)
        self.welcome.setEnabled(not read_only)
        self.welcome.set_value(None)
        self._running.setVisible(running)
        inward = f"Client alert: {it.inward}. Keep every sense outwards, and watch face, breath and hands."
        self._inward.set_sign(Sign.CAUTION, inward)
        self._inward.setVisible(bool(it.inward))
        self._past.setText("\n".join(run_line(run, zone, self._names) for run in it.past))
        self._past.setVisible(bool(it.past) and not running)
        if running:
            self._show_sense(it, zone)

    def say(self, sentence: str) -> None:
        """Say what was refused, in the card."""
        self._said.set_sign(Sign.MISSING, sentence)
        self._said.setVisible(bool(sentence))
        if sentence:
            announce(self, sentence)

    def said(self) -> str:
        """Return what was refused last."""
        return "" if self._said.isHidden() else self._said.text()

    def past(self) -> str:
        """Return what is said of the times it was asked before."""
        return "" if self._past.isHidden() else self._past.text()

    def asks(self) -> str:
        """Return the large words that are shown; empty while no sense is asked."""
        return self._head.text() if self.running else ""

    def caution(self) -> str:
        """Return what is to be thought of with this sense."""
        return "" if self._caution.isHidden() else self._caution.text()

    def enter(self) -> None:
        """Put the keyboard where one key goes on."""
        target = self.next if self.running else self.welcome
        target.setFocus(Qt.FocusReason.OtherFocusReason)

    def go_on(self) -> None:
        """Go on with what was typed, or with nothing."""
        self.went_on.emit(self.line.text().strip())

    def keyPressEvent(self, e: QKeyEvent) -> None:
        """Stop with Esc, go on with Enter, wherever in the card the keyboard is."""
        if self.running and e.key() == Qt.Key.Key_Escape:
            self._stop()
        elif self.running and e.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.go_on()
        else:
            super().keyPressEvent(e)

    def _show_sense(self, it: Guide, zone: str) -> None:
        if it.sense is None or it.run is None:
            return
        self._head.setText(it.sense.label)
        self._prompt.setText(it.sense.prompt)
        begun = show_seconds(it.run.begun_at, zone)
        self._pace.setText(f"{it.number} of {it.of} · {it.sense.unit}, no hurry · begun {begun}")
        self._caution.set_sign(Sign.CAUTION, it.caution)
        self._caution.setVisible(bool(it.caution))
        self.setAccessibleDescription(f"{it.sense.label}. {it.sense.prompt}")
        announce(self, f"{it.sense.label}. {it.sense.prompt}")

    def _lay_out(self, note: str) -> None:
        self._note = QLabel(note)
        give_role(self.ask, "reading")
        give_role(self._head, "question")
        give_role(self._prompt, "under")
        for quiet in (self._note, self._past, self._pace, self._stop_if):
            give_role(quiet, "hint")
        for label in (
            self.ask, self._note, self._past, self._head, self._prompt, self._pace, self._stop_if,
        ):  # fmt: skip
            label.setWordWrap(True)
            label.setTextFormat(Qt.TextFormat.PlainText)
        for widget in (
            self.ask,
            self.welcome,
            self._note,
            self._inward,
            self._running,
            self._said,
            self._past,
        ):
            self.add(widget)
        column = QVBoxLayout(self._running)
        column.setContentsMargins(0, 8, 0, 0)
        column.setSpacing(12)
        field = NoteField("What was named", "or nothing at all; Enter goes on", note=self.line)
        for widget in (self._head, self._prompt, self._pace, self._caution, field):
            column.addWidget(widget)
        buttons = QHBoxLayout()
        for button in (self.next, self.stop, self.leave):
            buttons.addWidget(button)
        buttons.addStretch(1)
        column.addLayout(buttons)
        column.addWidget(self._stop_if)
        for hidden in (self._running, self._inward, self._said, self._past, self._caution):
            appear(hidden, shown=False)

    def _welcome(self, value: object) -> None:
        if isinstance(value, str):
            self.welcomed.emit(Welcome(value))

    def _stop(self) -> None:
        self.stopped.emit(self.line.text().strip())


class GuidePart(QObject):
    """Writes each answer at once, so that the same sense is asked after a lock or a crash."""

    changed = Signal()

    def __init__(self, tab: Tab, session: UUID) -> None:
        """Bring the card."""
        super().__init__(tab)
        self._tab, self._session = tab, session
        self._sense = ""
        self.acting = False
        self.card = GuideCard(tab.desk.record.content.form(guided.FORM))
        # Connect Signals
        self.card.welcomed.connect(self._begin)
        self.card.went_on.connect(self._go_on)
        self.card.left_out.connect(self._leave_out)
        self.card.stopped.connect(self._stop)

    @property
    def running(self) -> bool:
        """Return whether a sense is being asked."""
        return bool(self._sense)

    def load(self, it: Embodiment, zone: str) -> None:
        """Show where it stands."""
        guide = self._tab.desk.read(guided.look, self._session, it)
        self._sense = guide.sense.id if guide.sense and not it.signed else ""
        self.card.show_guide(guide, zone, read_only=it.signed)
        kept = self._tab.desk.read(notes.text, self._tab.chart.owner, DRAFT)
        self._tab.keep(self._tab.chart.owner, DRAFT, self.card.line, kept)

    def _begin(self, welcome: Welcome) -> None:
        self._do(guided.begin, welcome)

    def _go_on(self, words: str) -> None:
        self._do(guided.go_on, self._sense, words, draft=DRAFT)

    def _leave_out(self) -> None:
        self._do(guided.go_on, self._sense, self.card.line.text().strip(), left_out=True, draft=DRAFT)

    def _stop(self, words: str) -> None:
        self._do(guided.stop, words, draft=DRAFT)

    def _do(self, verb: Callable[..., Change], *parts: object, **more: object) -> None:
        """Write one act; a refusal is said in the card, and the line keeps its words."""
        self.card.say("")
        self.acting = True
        written = self._tab.desk.do(self._tab, verb, self._session, *parts, **more) is not None
        self.acting = False
        if not written:
            return
        self.card.line.document_in_use.clear()
        self._tab.autosave.flush()
        self.changed.emit()
        self.card.enter()
