"""What is recorded before somebody leaves, criterion by criterion, and what to do about the open ones."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from kapdesk.ui.controls import PlainButton
from kapdesk.ui.signs import Sign, SignMark
from kapdesk.ui.theme import give_role, px

LOOKS = "F3 shows every look"
SHARES = (32, 42, 30)  # criterion, recorded, when and by whom
_STATES = {Sign.NOT_YET: "due", Sign.DUE: "due", Sign.OVERRIDDEN: "due", Sign.MISSING: "missing"}


@dataclass(frozen=True, slots=True)
class Criterion:
    """One criterion: how it stands, what was recorded, by whom and when, and the act that is offered."""

    id: str
    sign: Sign
    label: str
    recorded: str = "not recorded"
    by_at: str = ""
    act: str = ""


def _cell(role: str, share: int) -> QLabel:
    cell = QLabel()
    cell.setWordWrap(True)
    cell.setTextFormat(Qt.TextFormat.PlainText)
    policy = QSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
    policy.setHorizontalStretch(share)
    cell.setSizePolicy(policy)
    give_role(cell, role)
    return cell


class _OneLine(QLabel):
    """Quiet words in one line; where they are cut, the whole stands in the tool tip and is heard."""

    def __init__(self) -> None:
        super().__init__()
        self._whole = ""
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        give_role(self, "hint")

    def say(self, words: str) -> None:
        """Say these words as far as there is room."""
        self._whole = words
        self.setAccessibleName(words)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Cut the words anew."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        shown = self.fontMetrics().elidedText(self._whole, Qt.TextElideMode.ElideRight, self.width())
        if shown != self.text():
            self.setText(shown)
        self.setToolTip("" if shown == self._whole else self._whole)


class _CriterionRow(QWidget):
    """One line; it takes the keyboard itself where it offers no act, so that each line is reached.

    It is no frame: one that is reached would be heard as a border, not as what stands in it.
    """

    acted = Signal(str)
    looks_asked = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        give_role(self, "row")
        self._id = ""
        self._mark = SignMark(Sign.NOT_YET)
        self._label, self._recorded = (_cell("reading", share) for share in SHARES[:2])
        self._by, self._act = _OneLine(), PlainButton("", small=True)
        place = QWidget()
        give_role(place, "clear")
        policy = QSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        policy.setHorizontalStretch(SHARES[2])
        place.setSizePolicy(policy)
        last = QVBoxLayout(place)
        last.setContentsMargins(0, 0, 0, 0)
        last.setSpacing(px(4))
        last.addStretch(1)
        last.addWidget(self._by)
        last.addWidget(self._act, 0, Qt.AlignmentFlag.AlignLeft)
        last.addStretch(1)
        line = QHBoxLayout(self)
        line.setContentsMargins(px(8), px(7), px(8), px(7))
        line.setSpacing(px(8))
        line.addWidget(self._mark)
        line.addWidget(self._label, SHARES[0])
        line.addWidget(self._recorded, SHARES[1])
        line.addWidget(place, SHARES[2])
        # Connect Signals
        self._act.clicked.connect(self._do)

    def show_criterion(self, criterion: Criterion) -> None:
        self._id = criterion.id
        state = _STATES.get(criterion.sign, "")
        give_role(self, "row", state=state)
        self._mark.set_sign(criterion.sign)
        self._label.setText(criterion.label)
        self._label.setStyleSheet("font-weight: 700" if state else "")
        self._recorded.setText(criterion.recorded)
        self._by.say(criterion.by_at)
        self._by.setVisible(bool(criterion.by_at) or not criterion.act)
        self._act.say(criterion.act)
        self._act.setAccessibleName(f"{criterion.act}: {criterion.label}")
        self._act.setVisible(bool(criterion.act))
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus if criterion.act else Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(f"{criterion.label}: {criterion.sign.value}")
        self.setAccessibleDescription(
            ". ".join(part for part in (criterion.recorded, criterion.by_at, LOOKS) if part)
        )

    def go_to(self) -> None:
        """Put the keyboard on the line: on its act, or on the line itself."""
        target = self if self._act.isHidden() else self._act
        target.setFocus(Qt.FocusReason.OtherFocusReason)

    def is_of(self, criterion_id: str) -> bool:
        """Return whether the line shows this criterion."""
        return self._id == criterion_id

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ask for every look with F3, or with Enter where the line has no act of its own."""
        keys = (
            (Qt.Key.Key_F3,)
            if self._act.isVisible()
            else (Qt.Key.Key_F3, Qt.Key.Key_Return, Qt.Key.Key_Space)
        )
        if event.key() in keys:
            self.looks_asked.emit(self._id)
            return
        super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Ask for every look where the line is pressed."""
        if self.rect().contains(event.position().toPoint()):
            self.looks_asked.emit(self._id)
        super().mouseReleaseEvent(event)

    def _do(self) -> None:
        self.acted.emit(self._id)


class CriteriaList(QWidget):
    """Criteria under each other; open ones stand on a tinted line with their sign, their word and one act."""

    acted = Signal(str)  # id of the criterion whose button was pressed
    looks_asked = Signal(str)  # id of the criterion whose looks are to be seen

    def __init__(self, label: str = "", parent: QWidget | None = None) -> None:
        """Start with the headings alone."""
        super().__init__(parent)
        self.setAccessibleName(label)
        self._rows: list[_CriterionRow] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._column.addWidget(_headings())

    def show_criteria(self, criteria: Sequence[Criterion]) -> None:
        """Show how it stands now; rows stay in place so that the focus does."""
        while len(self._rows) > len(criteria):
            row = self._rows.pop()
            row.hide()
            row.deleteLater()
        while len(self._rows) < len(criteria):
            row = _CriterionRow()
            row.acted.connect(self._do)
            row.looks_asked.connect(self._look_back)
            self._rows.append(row)
            self._column.addWidget(row)
        for row, criterion in zip(self._rows, criteria, strict=True):
            row.show_criterion(criterion)

    def go_to(self, criterion_id: str) -> QWidget | None:
        """Put the keyboard on the line of a criterion and return it; None where there is none."""
        row = next((one for one in self._rows if one.is_of(criterion_id)), None)
        if row is not None:
            row.go_to()
        return row

    def _do(self, criterion_id: str) -> None:
        self.acted.emit(criterion_id)

    def _look_back(self, criterion_id: str) -> None:
        self.looks_asked.emit(criterion_id)


def _headings() -> QFrame:
    frame = QFrame()
    give_role(frame, "row")
    line = QHBoxLayout(frame)
    line.setContentsMargins(px(8), px(4), px(8), px(6))
    line.setSpacing(px(8))
    line.addSpacing(px(16) + px(8))  # the column of signs
    words = ("Criterion", "Recorded", "At, by")
    for word, share in zip(words, SHARES, strict=True):
        cell = _cell("muted", share)
        cell.setText(word)
        line.addWidget(cell, share)
    return frame
