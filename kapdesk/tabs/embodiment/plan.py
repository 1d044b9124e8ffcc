"""For the days after: practices for the body agreed with the client, each with what stands against it."""

from functools import partial
from uuid import UUID

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QStackedWidget, QVBoxLayout, QWidget

from kapdesk.desk import Go, Tab
from kapdesk.domain.change import Change, Topic
from kapdesk.domain.clock import show_time, show_weekday_date
from kapdesk.domain.somatic import Known, Level
from kapdesk.services import notes, sessions, somatic
from kapdesk.services.somatic import Planned, Somatic
from kapdesk.tabs.embodiment.handed import HandedPart
from kapdesk.tabs.embodiment.planning import PlanCard
from kapdesk.ui.card import Card, Columns, Row, Rows
from kapdesk.ui.controls import ChoiceBar, Option, PlainButton, QuietButton
from kapdesk.ui.dialog import ReasonSheet
from kapdesk.ui.signs import Sign, SignLabel
from kapdesk.ui.theme import give_role
from kapdesk.ui.window import Window

DRAFT = "draft.somatic"
ROOM, AFTER = "room", "after"
_TOPICS = {Topic.EMBODIMENT, Topic.ALERT, Topic.ADVERSE_EVENT, Topic.SESSION, Topic.DOSE}


class WithDaysAfter(QWidget):
    """The steps in the room and the plan for the days after, one at a time."""

    def __init__(self, tab: Tab, room: Columns) -> None:
        """Stand with the room in front; the card of handed answers stands first beside its steps."""
        super().__init__()
        self.handed = HandedPart(tab.desk, tab.chart)
        room.context.insertWidget(room.context.count() - 2, self.handed)
        self.after = DaysAfter(tab)
        self.bar = ChoiceBar(
            [Option(ROOM, "In the room"), Option(AFTER, "For the days after")], "Page", small=True, even=False
        )
        self.stack = QStackedWidget()
        self.stack.addWidget(room)
        self.stack.addWidget(self.after)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self.hand = PlainButton("Hand the screen", key="Ctrl+G")
        top = QHBoxLayout()
        top.setContentsMargins(16, 12, 16, 0)
        top.addWidget(self.bar, 1)
        top.addWidget(self.hand)
        column.addLayout(top)
        column.addWidget(self.stack, 1)
        self.bar.set_value(ROOM)
        # Connect Signals
        self.bar.chosen.connect(self._turn)
        self.hand.clicked.connect(self._hand)

    def _turn(self, page: object) -> None:
        shown = page if isinstance(page, str) else ROOM if self.stack.currentIndex() == 0 else AFTER
        self.bar.set_value(shown)
        self.stack.setCurrentIndex(0 if shown == ROOM else 1)

    def _hand(self) -> None:
        """Give the screen to the client, as the key does."""
        window = self.window()
        if isinstance(window, Window):
            window.act("hand")


class DaysAfter(Columns):
    """The plan of one session; it reads anew when it is seen, not while it is hidden."""

    def __init__(self, tab: Tab) -> None:
        """Stand ready for one session; nothing is read before it is shown."""
        super().__init__()
        self._tab, self._desk, self._chart = tab, tab.desk, tab.chart
        self._it: Somatic | None = None
        self._sheet: ReasonSheet | None = None
        self._restored = False
        self.card = PlanCard(self._desk.record.content.form(somatic.FORM))
        self.planned, self.checked = _PlannedCard(), _CheckedCard()
        self.add_work(self.card)
        self.work.addStretch(1)
        self.add_context(self.planned)
        self.add_context(self.checked)
        self.context.addStretch(1)
        # Connect Signals
        self.card.edited.connect(self._edited)
        self.card.kept.connect(self._keep)
        self.checked.go.clicked.connect(self._go_to_alerts)
        self._desk.changed.connect(self._heard)
        self._desk.refused.connect(self._refused)

    def showEvent(self, e: QShowEvent) -> None:
        """Read what was written meanwhile."""
        super().showEvent(e)
        self.load()

    def load(self) -> None:
        """Show everything as it stands in the record; what is typed stays."""
        session = self._chart.session
        if session is None:
            return
        it = self._it = self._desk.read(somatic.look, session)
        self.card.offer(it)
        if not self._restored:
            self._restored = True
            self.card.restore(self._desk.read(notes.text, self._chart.owner, DRAFT))
        self.planned.show_planned(it, self._desk.read(sessions.head, session).zone, self)
        self.checked.show_known(it.known)
        self._weigh()

    def change_plan(self, planned: Planned) -> None:
        """Write a plan anew: the earlier one is struck with a reason when the new one is kept."""
        if self._it is not None:
            others = {one.id for one in self._it.others}
            self.card.replace(planned, brought_up=planned.practice in others)
            self.reveal(self.card)

    def strike_plan(self, planned: Planned) -> None:
        """Ask for the reason and strike a plan through."""
        self._sheet = ReasonSheet(
            f"Strike through: {planned.label}", "It stays in the record, struck through, with your reason.",
            act="Strike through", minimum=3, parent=self.window(),
        )  # fmt: skip
        self._sheet.given.connect(partial(self._strike, planned.id))
        self._sheet.ask()

    def _weigh(self) -> None:
        """Show what stands against what is on the card."""
        if self._it is None:
            return
        chosen, _ = self.card.practice()
        known = self._it.known
        if not chosen:
            self.card.show_practice(None, None, counts=known.counts)
            return
        judged = somatic.weigh(self._it, self.card.wish())
        self.card.show_practice(self._it.practice(chosen), judged, counts=known.counts)

    def _edited(self) -> None:
        self._tab.autosave.touched((self._chart.owner, DRAFT), self.card.draft)
        self._weigh()

    def _keep(self) -> None:
        session = self._chart.session
        if session is None or not self.card.practice()[0]:
            return
        self.card.say("")
        old = self.card.replacing
        if old is None:
            done = self._desk.do(self, somatic.plan, session, self.card.wish())
        else:
            done = self._desk.do(self, somatic.correct, session, old.id, self.card.reason(), self.card.wish())
        if done is not None:
            self.card.empty()
            self._tab.leave()
            self.load()
            self.card.pick.setFocus(Qt.FocusReason.OtherFocusReason)

    def _strike(self, plan_id: UUID, reason: str) -> None:
        if self._chart.session is not None:
            self._desk.do(self, somatic.strike, self._chart.session, plan_id, reason)
            self.load()

    def _heard(self, change: Change, source: QObject) -> None:
        if source is self or not self.isVisible() or change.topic not in _TOPICS:
            return
        if change.subject in (self._chart.session, self._chart.client):
            self.load()

    def _refused(self, sentence: str, source: QObject) -> None:
        if source is self:
            self.card.say(sentence)

    def _go_to_alerts(self) -> None:
        self._desk.go(Go(chart=self._chart, tab="prepare"))


class _PlannedCard(Card):
    """What is planned, and what was struck through."""

    def __init__(self) -> None:
        super().__init__("Planned for the days after")
        self._empty = QLabel("What the client wants to do for the body stands here. Nothing has to.")
        self._empty.setWordWrap(True)
        give_role(self._empty, "muted")
        self._rows = Rows()
        self.add(self._empty)
        self.add(self._rows)

    def show_planned(self, it: Somatic, zone: str, page: DaysAfter) -> None:
        """Show every plan, the struck ones last."""
        self._empty.setVisible(not it.planned)
        self.set_subtitle(str(len(it.standing)) if it.standing else "")
        struck = [one for one in it.planned if one.struck]
        rows = [_shown(one, zone, page, signed=it.signed) for one in (*it.standing, *struck)]
        self._rows.show_rows(list(rows))


class _CheckedCard(Card):
    """What a practice is checked against, or that nothing is recorded to check against."""

    def __init__(self) -> None:
        super().__init__("Checked against")
        self.words, self.missing = QLabel(), SignLabel(Sign.CAUTION, "Alerts not recorded", wraps=True)
        self.words.setWordWrap(True)
        give_role(self.words, "muted")
        self.go = PlainButton("Go to the alerts", small=True)
        self.add(self.missing)
        self.add(self.words)
        self.body.addWidget(self.go, 0, Qt.AlignmentFlag.AlignLeft)

    def show_known(self, known: Known) -> None:
        """Show the alerts that stand and what was recorded today."""
        self.missing.setVisible(not known.recorded)
        said = [*known.alerts.values(), *known.own]
        today = [f"Today: {words}" for words in known.today.values()]
        none = "Not the same as none: ask, and record them." if not known.recorded else "No alert stands now."
        self.words.setText("\n".join([*dict.fromkeys(said), *today] or [none]))


def _shown(one: Planned, zone: str, page: DaysAfter, *, signed: bool) -> QWidget:
    """Return one plan: its words and what can be done with it, and under them what stood against it."""
    day = "from no day in particular" if one.day is None else f"from {show_weekday_date(one.day)}"
    row = Row(one.label, f"“{one.plan}” · {day} · written {show_time(one.at, zone)}", strong=not one.struck)
    whole = QWidget()
    column = QVBoxLayout(whole)
    column.setContentsMargins(0, 0, 0, 8)
    column.setSpacing(4)
    column.addWidget(row)
    for sign, words in _below(one):
        column.addWidget(SignLabel(sign, words, wraps=True))
    for words, act in (("Change", page.change_plan), ("Strike", page.strike_plan)):
        if signed or one.struck:
            break
        button = QuietButton(words, small=True)
        button.setAccessibleName(f"{words} {one.label}")
        button.clicked.connect(partial(act, one))
        row.add(button)
    return whole


def _below(one: Planned) -> list[tuple[Sign, str]]:
    if one.struck:
        return [(Sign.MISSING, f"struck through: {one.struck_reason}")]
    by = f"{one.by_name}, {one.by_role}" if one.by_name else ""
    answered = " · ".join(part for part in (one.note, by) if part)
    against = Sign.MISSING if one.level is Level.STOP else Sign.CAUTION
    said = [(against, one.caution)] if one.level is not Level.PLAIN else []
    return [*said, (Sign.RECORDED, answered)] if answered else said
