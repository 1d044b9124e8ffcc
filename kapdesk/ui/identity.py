"""The parts that say who this is: facts that can be copied, flags with a sign, names that never vanish."""

from dataclasses import dataclass
from enum import StrEnum
from html import escape
from itertools import pairwise

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import (
    QFocusEvent,
    QFontMetrics,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
    QTextDocumentFragment,
)
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from kapdesk.ui import theme
from kapdesk.ui.icons import Mark, MarkShape, MarkSign, Sign, SignName

_LEFT = 14  # px at 100 % before the name
_RING = 2  # px of the focus ring, kept free beside the words


class Severity(StrEnum):
    """How much a flag in the band weighs."""

    NOTE = "note"
    ALERT = "alert"
    DANGER = "danger"


@dataclass(frozen=True, slots=True)
class Flag:
    """One client alert: a sign, a word and a colour."""

    severity: Severity
    text: str


@dataclass(frozen=True, slots=True)
class Phrase:
    """A fact of the day: its words, the part that matters and what follows."""

    before: str = ""
    strong: str = ""
    after: str = ""


_FLAG_SIGNS = {
    Severity.NOTE: SignName.NOTE,
    Severity.ALERT: SignName.ALERT,
    Severity.DANGER: SignName.MISSING,
}


class Fact(QLabel):
    """A label that Tab reaches and that can be copied; its ring shows where the keyboard is."""

    def __init__(self, role: str, parent: QWidget | None = None) -> None:
        """Stand empty in a role of the stylesheet."""
        super().__init__(parent)
        theme.give_role(self, role)
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setContentsMargins(_RING, 0, _RING, 0)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Select the whole fact, so that one key copies it."""
        super().focusInEvent(event)
        self.setSelection(0, len(self._words()))

    def _words(self) -> str:
        if self.textFormat() == Qt.TextFormat.RichText:
            return QTextDocumentFragment.fromHtml(self.text()).toPlainText()
        return self.text()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Let the selection go with the focus."""
        super().focusOutEvent(event)
        self.setSelection(0, 0)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the text, and a ring while the keyboard is here."""
        super().paintEvent(event)
        if self.hasFocus():
            painter = QPainter(self)
            painter.setPen(QPen(theme.color("accent"), _RING))
            painter.drawRect(self.rect().adjusted(1, 1, -1, -1))


class Chip(QFrame):
    """One flag: sign, word, colour."""

    def __init__(self, flag: Flag, parent: QWidget | None = None) -> None:
        """Show one flag."""
        super().__init__(parent)
        theme.give_role(self, "chip", level=flag.severity.value)
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.px(8), theme.px(3), theme.px(8), theme.px(3))
        row.setSpacing(theme.px(6))
        row.addWidget(Sign(_FLAG_SIGNS[flag.severity], self, size=14))
        self.words = Fact("body", self)
        self.words.setText(flag.text)
        row.addWidget(self.words)


class Names(QWidget):
    """The identity itself: name, birth, code and flags above, the day's facts below."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Stand empty."""
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._full_name = ""
        self._phrases: tuple[Phrase, ...] = ()
        self._flags: tuple[Flag, ...] = ()
        self.name, self.born, self.code = Fact("name", self), Fact("aside", self), Fact("aside", self)
        self.line = Fact("hint", self)
        self.line.setTextFormat(Qt.TextFormat.RichText)
        self._chips: list[Chip] = []
        self._rest = Fact("aside", self)
        self._top = QHBoxLayout()
        self.mark = MarkSign(Mark(MarkShape.CIRCLE, 0), self, size=14)
        self._who = QHBoxLayout()
        middle = Qt.AlignmentFlag.AlignVCenter
        self._who.addWidget(self.mark, 0, middle)
        self._who.addWidget(self.name, 0, middle)
        self._top.addLayout(self._who)
        for part in (self.born, self.code, self._rest):
            self._top.addWidget(part, 0, middle)
        self._top.addStretch(1)
        column = QVBoxLayout(self)
        self._column = column
        column.setSpacing(0)
        column.addLayout(self._top)
        column.addWidget(self.line)
        column.setSizeConstraint(QVBoxLayout.SizeConstraint.SetNoConstraint)

    def minimumSizeHint(self) -> QSize:
        """Give way in width: what does not fit is counted and told in a tool tip."""
        return QSize(0, 0)

    def show_facts(
        self, name: str, born: str, code: str, flags: tuple[Flag, ...], mark: Mark | None = None
    ) -> None:
        """Show who it is."""
        self.mark.setVisible(mark is not None)
        if mark is not None:
            self.mark.show_mark(mark)
        self._full_name, self._flags = name, flags
        self.born.setText(born)
        self.code.setText(code)
        for chip in self._chips:
            chip.hide()
            chip.deleteLater()
        self._chips = [Chip(flag, self) for flag in flags]
        for place, chip in enumerate(self._chips):
            self._top.insertWidget(3 + place, chip, 0, Qt.AlignmentFlag.AlignVCenter)
        order = [
            self.name,
            self.born,
            self.code,
            *(chip.words for chip in self._chips),
            self._rest,
            self.line,
        ]
        for before, after in pairwise(order):
            QWidget.setTabOrder(before, after)
        self.fit()

    def show_phrases(self, phrases: tuple[Phrase, ...]) -> None:
        """Show the day's facts below the name."""
        self._phrases = phrases
        self.fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the facts to the width there is."""
        super().resizeEvent(event)
        self.fit()

    def fit(self) -> None:
        """Shorten what does not fit and say in a tool tip what was shortened; the name goes last."""
        self._top.setSpacing(theme.px(14))
        self._who.setSpacing(theme.px(8))
        self._column.setContentsMargins(theme.px(_LEFT), theme.px(7), 0, theme.px(6))
        self._fit_top()
        self._fit_line()

    def _fit_top(self) -> None:
        """Fit the name, what is beside it, and the flags; a grave flag is seen before number and birth."""
        gap = self._top.spacing()
        beside = [part for part in (self.born, self.code) if part.text()]
        left = self._fit_name(beside, gap)
        while beside and self._hides_danger(left, gap):
            beside.pop()
            left = self._fit_name(beside, gap)
        for part in (self.born, self.code):
            part.setVisible(part in beside)
        left_out = [part.text() for part in (self.born, self.code) if part.text() and part not in beside]
        if left_out:
            self.name.setToolTip(" · ".join((self._full_name, *left_out)))
        self._fit_chips(left, gap)

    def _fit_name(self, beside: list[Fact], gap: int) -> int:
        """Shorten the name to its room and return the width that is left for flags."""
        aside = sum(part.sizeHint().width() + gap for part in beside)
        if not self.mark.isHidden():
            aside += self.mark.sizeHint().width() + self._who.spacing()
        metrics = QFontMetrics(self.name.font())
        room = max(self.width() - theme.px(_LEFT) - aside - 2 * _RING, theme.px(80))
        shown = metrics.elidedText(self._full_name, Qt.TextElideMode.ElideRight, room)
        self.name.setText(shown)
        self.name.setToolTip("" if shown == self._full_name else self._full_name)
        used = aside + metrics.horizontalAdvance(shown) + 2 * _RING + theme.px(_LEFT)
        return self.width() - used - gap

    def _hides_danger(self, left: int, gap: int) -> bool:
        if not self._flags or self._flags[0].severity is not Severity.DANGER:
            return False
        needed = self._chips[0].sizeHint().width() + gap
        if len(self._flags) > 1:
            needed += QFontMetrics(self._rest.font()).horizontalAdvance("+99") + gap
        return needed > left

    def _fit_chips(self, left: int, gap: int) -> None:
        widths = [chip.sizeHint().width() + gap for chip in self._chips]
        keep = len(widths)
        if sum(widths) > left:
            room = left - QFontMetrics(self._rest.font()).horizontalAdvance("+99") - gap
            keep = 0
            while keep < len(widths) and sum(widths[: keep + 1]) <= room:
                keep += 1
        for place, chip in enumerate(self._chips):
            chip.setVisible(place < keep)
        hidden = self._flags[keep:]
        self._rest.setVisible(bool(hidden))
        self._rest.setText(f"+{len(hidden)}" if hidden else "")
        self._rest.setToolTip("\n".join(flag.text for flag in hidden))
        self._rest.setAccessibleDescription("; ".join(flag.text for flag in hidden))

    def _fit_line(self) -> None:
        plain = [phrase.before + phrase.strong + phrase.after for phrase in self._phrases]
        bold = self.line.font()
        bold.setBold(True)
        metrics = QFontMetrics(bold)
        room = self.width() - theme.px(_LEFT)
        keep = len(plain)
        while keep > 1 and metrics.horizontalAdvance("    ·    ".join(plain[:keep]) + " · +1  ") > room:
            keep -= 1
        shown = [_rich(phrase) for phrase in self._phrases[:keep]]
        if keep < len(plain):
            shown.append(f"+{len(plain) - keep}")
        self.line.setText("&nbsp; · &nbsp;".join(shown))
        self.line.setToolTip(" · ".join(plain) if keep < len(plain) else "")


def _rich(phrase: Phrase) -> str:
    ink = theme.color("text").name()
    strong = f'<b style="color:{ink}">{escape(phrase.strong)}</b>' if phrase.strong else ""
    return f"{escape(phrase.before)}{strong}{escape(phrase.after)}"
