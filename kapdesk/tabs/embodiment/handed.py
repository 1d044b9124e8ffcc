"""Beside the steps: what the client answered on the screen, and which questions it will ask."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QCheckBox, QLabel, QVBoxLayout, QWidget

from kapdesk.desk import Chart, Desk
from kapdesk.domain.change import Change, Topic
from kapdesk.domain.clock import show_time
from kapdesk.services import hand_over, pin, sessions
from kapdesk.services.hand_over import HandOver, Said
from kapdesk.ui.card import Card, Row, Rows
from kapdesk.ui.controls import QuietButton
from kapdesk.ui.guard import shown_keys
from kapdesk.ui.theme import give_role

SHOWN = 12
_TOPICS = {Topic.ANSWER, Topic.SESSION, Topic.SETTING}


class HandedCard(Card):
    """Answered by the client on the screen: the newest first, each with its time."""

    questions_chosen = Signal(object)  # tuple of ids

    def __init__(self, parent: QWidget | None = None) -> None:
        """Stand empty."""
        super().__init__("Answered by the client on the screen", parent=parent)
        self.choose = QuietButton("Choose the questions", small=True)
        self.way_back, self._empty = (
            QLabel(),
            QLabel("One large question at a time, for a person coming back."),
        )
        self.ticks: dict[str, QCheckBox] = {}
        self._choosing = QWidget()
        self._lines = QVBoxLayout(self._choosing)
        self._lines.setContentsMargins(0, 0, 0, 0)
        self._rows = Rows()
        for label in (self.way_back, self._empty):
            label.setWordWrap(True)
            give_role(label, "hint")
        self.add(self._empty)
        self.add(self._rows)
        self.add(self.way_back)
        self.body.addWidget(self.choose, 0, Qt.AlignmentFlag.AlignLeft)
        self.add(self._choosing)
        self._choosing.hide()
        # Connect Signals
        self.choose.clicked.connect(self._open)

    def show_answers(self, it: HandOver, zone: str, *, has_pin: bool, rehearsal: bool) -> None:
        """Show what was answered, lines that were begun, and which questions will be asked."""
        said = [_row(one, zone) for one in it.said[:SHOWN]]
        begun = [Row(f"“{one.words}”", f"{one.question} · begun, not sent") for one in it.unsent]
        self._rows.show_rows([*begun, *said])
        self._empty.setVisible(not said and not begun)
        self.choose.setEnabled(not it.signed)
        secret = "your PIN" if has_pin else "one press" if rehearsal else "the passphrase"
        self.way_back.setText(f"To take it back: {shown_keys()}, then {secret}.")
        self._show_ticks(it)

    def _show_ticks(self, it: HandOver) -> None:
        if not self.ticks:
            for question in it.every:
                tick = QCheckBox(question.text)
                tick.clicked.connect(self._ticked)
                self.ticks[question.id] = tick
                self._lines.addWidget(tick)
        asked = {question.id for question in it.chosen}
        for id_, tick in self.ticks.items():
            tick.setChecked(id_ in asked)
            tick.setEnabled(not it.signed)
        self.set_subtitle("" if len(asked) == len(it.every) else f"{len(asked)} of {len(it.every)} questions")

    def _open(self) -> None:
        self._choosing.setVisible(self._choosing.isHidden())
        if not self._choosing.isHidden():
            next(iter(self.ticks.values())).setFocus(Qt.FocusReason.OtherFocusReason)

    def _ticked(self) -> None:
        self.questions_chosen.emit(tuple(id_ for id_, tick in self.ticks.items() if tick.isChecked()))


class HandedPart(HandedCard):
    """The card over one session; it reads anew when it is seen, not while it is hidden."""

    def __init__(self, desk: Desk, chart: Chart, parent: QWidget | None = None) -> None:
        """Stand ready for one session; nothing is read before it is shown."""
        super().__init__(parent)
        self._desk, self._chart = desk, chart
        # Connect Signals
        self.questions_chosen.connect(self._choose)
        desk.changed.connect(self._heard)

    def showEvent(self, event: QShowEvent) -> None:
        """Read what was answered meanwhile."""
        super().showEvent(event)
        self.load()

    def load(self) -> None:
        """Show everything as it stands in the record."""
        session = self._chart.session
        if session is None:
            return
        it = self._desk.read(hand_over.look, session)
        zone = self._desk.read(sessions.head, session).zone
        has_pin = self._desk.read(pin.is_set)
        self.show_answers(it, zone, has_pin=has_pin, rehearsal=self._desk.record.rehearsal)

    def _heard(self, change: Change, _source: object) -> None:
        if self.isVisible() and change.topic in _TOPICS and change.subject in (self._chart.session, None):
            self.load()

    def _choose(self, ids: tuple[str, ...]) -> None:
        if self._chart.session is not None:
            self._desk.do(self, hand_over.choose, self._chart.session, ids)
            self.load()


def _row(said: Said, zone: str) -> Row:
    """Return one answer with its time."""
    return Row(f"“{said.words}”", f"{said.question} · {show_time(said.at, zone)}")
