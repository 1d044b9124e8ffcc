"""The way back, rung by rung, with what was taken on each today and how long it took before."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import partial

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from kapdesk.domain.clock import show_time
from kapdesk.services.embodiment import Embodiment, RungState
from kapdesk.services.readiness_history import Learned
from kapdesk.tabs.embodiment.words import effect_words, since
from kapdesk.ui.appearing import appear
from kapdesk.ui.card import Card
from kapdesk.ui.signs import Sign, SignMark
from kapdesk.ui.theme import give_role, px

HEIGHT = 44  # px at 100 %


class LadderCard(Card):
    """Nine rungs, each one press from its next step; any order, and leaving out is normal."""

    asked_for = Signal(str)  # step

    def __init__(self, parent: QWidget | None = None) -> None:
        """Start with no rungs."""
        super().__init__("The way back", "any order is as good", parent=parent)
        self.rungs: dict[int, _Rung] = {}
        self._inside = QVBoxLayout()
        self._inside.setSpacing(0)
        self.body.addLayout(self._inside)
        self._past = QLabel()
        self._past.setWordWrap(True)
        self._past.setTextFormat(Qt.TextFormat.PlainText)
        give_role(self._past, "muted")
        self._past.setTextInteractionFlags(Qt.TextInteractionFlag.NoTextInteraction)
        appear(self._past, shown=False)
        self.add(self._past)

    def show_ladder(
        self, it: Embodiment, learned: Sequence[Learned], zone: str, dosed_at: datetime | None
    ) -> None:
        """Show every rung as it is recorded, and beside it the times of earlier sessions."""
        if list(self.rungs) != [rung.grade for rung in it.rungs]:
            self._make(it.rungs)
        earlier: Mapping[int, str] = learned[0].rungs if len(learned) == 1 else {}
        next_step = it.suggested
        for rung in it.rungs:
            here = rung.step == next_step and not it.signed
            self.rungs[rung.grade].show_rung(rung, zone, dosed_at, earlier.get(rung.grade, ""), is_next=here)
        self._past.setText("\n".join(one.sentence for one in learned))
        self._past.setVisible(bool(learned))

    def past(self) -> str:
        """Return what is told of earlier sessions."""
        return "" if self._past.isHidden() else self._past.text()

    def _make(self, rungs: Sequence[RungState]) -> None:
        for old in self.rungs.values():
            old.hide()
            old.deleteLater()
        self.rungs = {}
        for rung in rungs:
            button = _Rung()
            self.rungs[rung.grade] = button
            self._inside.addWidget(button)
            button.clicked.connect(partial(self._go, rung.grade))

    def _go(self, grade: int) -> None:
        if self.rungs[grade].step:
            self.asked_for.emit(self.rungs[grade].step)


class _Rung(QPushButton):
    """One rung: its mark and name, what was taken on it, and the time."""

    def __init__(self) -> None:
        super().__init__()
        give_role(self, "place")
        self.setAutoDefault(False)
        self.setMinimumHeight(px(HEIGHT))
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self.step = ""
        self._mark = SignMark(Sign.RECORDED)
        self._name, self._about, self._time = QLabel(), QLabel(), QLabel()
        self._about.setWordWrap(True)
        give_role(self._about, "muted")
        give_role(self._time, "muted")
        self._lay_out()

    def sizeHint(self) -> QSize:
        """Ask for the room of its words, not of a button's text."""
        return self._size()

    def minimumSizeHint(self) -> QSize:
        """Give way in width: the quiet words wrap."""
        return QSize(px(160), self._size().height())

    def show_rung(
        self, rung: RungState, zone: str, dosed_at: datetime | None, earlier: str, *, is_next: bool
    ) -> None:
        self.step = rung.step
        taken = rung.taken
        self._mark.set_sign(Sign.RECORDED)
        self._mark.setVisible(taken is not None)
        self._gap.setVisible(taken is None)
        self._name.setText(rung.label)
        give_role(self._name, "strong" if is_next or taken else "value")
        said = rung.about
        if taken is not None:
            parts = (taken.label, taken.step.answer.value, effect_words(taken.step.effect))
            said = " · ".join(part for part in parts if part)
        elif is_next:
            said = f"next, if they like: {rung.about}"
        elif rung.tried:
            said = "offered"
        self._about.setText(said)
        self._time.setText(_times(rung, zone, dosed_at, earlier))
        self.setAccessibleName(rung.label)
        spoken = (said, self._time.text().replace("\n", ", "))
        self.setAccessibleDescription(". ".join(part for part in spoken if part))
        self.updateGeometry()

    def _lay_out(self) -> None:
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self._name)
        words.addWidget(self._about)
        self._gap = QWidget()
        self._gap.setFixedWidth(self._mark.sizeHint().width())
        line = QHBoxLayout(self)
        line.setContentsMargins(px(4), px(4), px(4), px(4))
        line.setSpacing(px(10))
        line.addWidget(self._mark, 0, Qt.AlignmentFlag.AlignVCenter)
        line.addWidget(self._gap)
        line.addLayout(words, 1)
        line.addWidget(self._time, 0, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        for part in (self._mark, self._gap, self._name, self._about, self._time):
            part.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def _size(self) -> QSize:
        inside = self.layout()
        if inside is None:
            return super().sizeHint()
        wide = max(self.width(), px(160))
        high = inside.heightForWidth(wide) if inside.hasHeightForWidth() else inside.sizeHint().height()
        return QSize(inside.sizeHint().width(), max(high, px(HEIGHT)))


def _times(rung: RungState, zone: str, dosed_at: datetime | None, earlier: str) -> str:
    lines: list[str] = []
    if rung.taken is not None:
        at = rung.taken.step.at
        lines.append(" · ".join(part for part in (show_time(at, zone), since(at, dosed_at)) if part))
    if earlier:
        lines.append(f"before: {earlier}")
    return "\n".join(lines)
