"""What is recorded before somebody leaves, criterion by criterion, and what to do about the open ones."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from kapdesk.ui.controls import PlainButton
from kapdesk.ui.signs import Sign, SignMark
from kapdesk.ui.theme import give_role, px

SHARES = (34, 45, 25)  # criterion, recorded, by whom and when
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


class _CriterionRow(QFrame):
    acted = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        give_role(self, "row")
        self._id = ""
        self._mark = SignMark(Sign.NOT_YET)
        self._label, self._recorded, self._by = (_cell("reading", share) for share in SHARES)
        self._act = PlainButton("", small=True)
        place = QWidget()
        give_role(place, "clear")
        policy = QSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        policy.setHorizontalStretch(SHARES[2])
        place.setSizePolicy(policy)
        last = QHBoxLayout(place)
        last.setContentsMargins(0, 0, 0, 0)
        last.addWidget(self._by)
        last.addWidget(self._act)
        last.addStretch(0)
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
        self._by.setText(criterion.by_at)
        self._by.setVisible(bool(criterion.by_at) or not criterion.act)
        self._act.say(criterion.act)
        self._act.setAccessibleName(f"{criterion.act}: {criterion.label}")
        self._act.setVisible(bool(criterion.act))
        self.setAccessibleName(f"{criterion.label}: {criterion.sign.value}")
        self.setAccessibleDescription(
            ". ".join(part for part in (criterion.recorded, criterion.by_at) if part)
        )

    def _do(self) -> None:
        self.acted.emit(self._id)


class CriteriaList(QWidget):
    """Criteria under each other; open ones stand on a tinted line with their sign, their word and one act."""

    acted = Signal(str)  # id of the criterion whose button was pressed

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
            self._rows.append(row)
            self._column.addWidget(row)
        for row, criterion in zip(self._rows, criteria, strict=True):
            row.show_criterion(criterion)

    def _do(self, criterion_id: str) -> None:
        self.acted.emit(criterion_id)


def _headings() -> QFrame:
    frame = QFrame()
    give_role(frame, "row")
    line = QHBoxLayout(frame)
    line.setContentsMargins(px(8), px(4), px(8), px(6))
    line.setSpacing(px(8))
    line.addSpacing(px(16) + px(8))  # the column of signs
    words = ("Criterion", "Recorded", "By, at")
    for word, share in zip(words, SHARES, strict=True):
        cell = _cell("muted", share)
        cell.setText(word)
        line.addWidget(cell, share)
    return frame
