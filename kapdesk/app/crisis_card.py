"""Who to call: confirmed numbers, large, with the way here and the client's own plan; Esc puts it away."""

from collections.abc import Sequence
from datetime import datetime
from functools import partial
from typing import Protocol

from PySide6.QtCore import QPoint, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QScrollBar, QVBoxLayout, QWidget

from kapdesk.domain.clock import counted_since, show_date, show_time
from kapdesk.services.crisis import CrisisLine
from kapdesk.services.crisis_page import About
from kapdesk.ui.card import Rows, ScrollPage
from kapdesk.ui.controls import PlainButton
from kapdesk.ui.signs import Sign, SignLabel
from kapdesk.ui.theme import give_role, px

TITLE = "Who to call"
WIDTH, MARGIN = 560, 24  # px at 100 %
_SECOND = 1000  # milliseconds
_STEPS = {
    Qt.Key.Key_Up: QScrollBar.SliderAction.SliderSingleStepSub,
    Qt.Key.Key_Down: QScrollBar.SliderAction.SliderSingleStepAdd,
    Qt.Key.Key_PageUp: QScrollBar.SliderAction.SliderPageStepSub,
    Qt.Key.Key_PageDown: QScrollBar.SliderAction.SliderPageStepAdd,
}


class Now(Protocol):
    """What tells the time."""

    def now(self) -> datetime:
        """Return the instant, in UTC."""
        ...


class CrisisCard(QDialog):
    """The numbers over the window; they scroll where they are many, and Close is never scrolled away."""

    called = Signal(int, str, str)  # which line, whom, the number

    def __init__(
        self, lines: Sequence[CrisisLine], over: QWidget, about: About | None = None, *,
        stale: Sequence[CrisisLine] = (), clock: Now | None = None, zone: str = "", can_log: bool = False,
        parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        """Show these numbers in the order given; with `can_log` a call is written by one press."""
        super().__init__(parent or over)
        self._over, self._clock, self._zone, self._can_log = over, clock, zone, can_log
        self._about, self._opened = about or About(), clock.now() if clock else None
        self.setWindowTitle("kapdesk")
        self.setAccessibleName(TITLE)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._content = QWidget()
        give_role(self._content, "clear")
        self.page = ScrollPage(self._content)
        self.page.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.close_it = PlainButton("Close")
        self.close_it.setDefault(True)
        self.time = QLabel()
        give_role(self.time, "reading")
        self.buttons: list[PlainButton] = []
        self._marks: list[SignLabel] = []
        self._timer = QTimer(self)
        self._timer.setInterval(_SECOND)
        self._lay_out(lines, stale)
        self._tick()
        # Connect Signals
        self._timer.timeout.connect(self._tick)
        self.finished.connect(self._timer.stop)
        self.close_it.clicked.connect(self.reject)
        for key, step in _STEPS.items():
            QShortcut(QKeySequence(key), self).activated.connect(partial(self._scroll, step))

    def ask(self) -> None:
        """Show the card over its window, as high as its numbers need and the window allows."""
        self.ensurePolished()
        over = self._over
        self.resize(self._fit(over.size()))
        middle = QPoint((over.width() - self.width()) // 2, px(MARGIN))
        self.move(over.mapToGlobal(middle))
        self.open()
        self.close_it.setFocus(Qt.FocusReason.OtherFocusReason)
        if self._clock is not None:
            self._timer.start()

    def show_called(self, line: int, at: datetime) -> None:
        """Say beside a number that it was called, once that is written."""
        self._marks[line].set_sign(Sign.RECORDED, f"called {show_time(at, self._zone)}")
        self._marks[line].show()

    def show_refused(self, line: int, sentence: str) -> None:
        """Say beside a number that the call was not written."""
        self._marks[line].set_sign(Sign.MISSING, sentence)
        self._marks[line].show()

    def _fit(self, room: QSize) -> QSize:
        wide = min(px(WIDTH), room.width() - 2 * px(MARGIN))
        inside = wide - 2 * px(MARGIN) - self.page.verticalScrollBar().sizeHint().width()
        column, inner = self.layout(), self._content.layout()
        if column is None or inner is None:
            return self.sizeHint()
        least = inner.totalHeightForWidth(inside)
        rest = column.totalSizeHint().height() - self.page.sizeHint().height()
        return QSize(wide, min(rest + least, room.height() - 2 * px(MARGIN)))

    def _lay_out(self, lines: Sequence[CrisisLine], stale: Sequence[CrisisLine]) -> None:
        title = QLabel(TITLE)
        give_role(title, "heading")
        head = QHBoxLayout()
        head.addWidget(title)
        head.addStretch(1)
        head.addWidget(self.time)
        inner = QVBoxLayout(self._content)
        inner.setContentsMargins(0, 0, 0, 0)
        rows = Rows()
        found = [self._line(line, is_old=line in stale) for line in lines]
        rows.show_rows([*(found or [_nothing()]), *self._beside(), *self._plan()])
        inner.addWidget(rows)
        inner.addStretch(1)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(self.close_it)
        column = QVBoxLayout(self)
        column.setContentsMargins(*[px(MARGIN)] * 4)
        column.setSpacing(px(16))
        column.addLayout(head)
        column.addWidget(self.page, 1)
        column.addLayout(foot)

    def _line(self, line: CrisisLine, *, is_old: bool) -> QWidget:
        tried = f"tried {show_date(line.verified_on)} by {line.by}"
        texts = ((line.number, "clock"), (line.label, "reading"), (line.when, "hint"), (tried, "hint"))
        row = self._called(line.label, line.number, texts)
        if is_old:
            column = row.findChild(QVBoxLayout)
            assert column is not None  # noqa: S101 - it was made in the line above
            column.addWidget(SignLabel(Sign.DUE, "tried long ago: try it again", wraps=True))
        return row

    def _beside(self) -> list[QWidget]:
        about = self._about
        found: list[QWidget] = []
        if about.contact or about.contact_phone:
            texts = ((about.contact_phone or "number not recorded", "clock"), (about.contact, "reading"))
            note = (("Emergency contact, as the client gave it", "hint"),)
            found.append(
                self._called(about.contact or "emergency contact", about.contact_phone, texts + note)
            )
        if about.site:
            found.append(_texts((("We are at", "hint"), (about.site, "reading"))))
        return found

    def _plan(self) -> list[QWidget]:
        about = self._about
        if not about.plan:
            return []
        parts = [_texts(((f"The client’s stay-safe plan, {about.plan_words}", "strong"),))]
        parts += [_texts(((name, "hint"), ("\n".join(lines), "reading"))) for name, lines in about.plan]
        return parts

    def _called(self, whom: str, number: str, texts: Sequence[tuple[str, str]]) -> QWidget:
        row = QWidget()
        line = QHBoxLayout(row)
        line.setContentsMargins(0, px(10), px(10), 0)
        words = _texts(texts, over=0)
        line.addWidget(words, 1)
        if not self._can_log:
            return row
        at, mark, button = len(self.buttons), SignLabel(Sign.RECORDED, wraps=True), PlainButton("Called")
        button.setAccessibleName(f"Called: {whom}")
        button.setAutoDefault(False)
        button.clicked.connect(partial(self._call, at, whom, number))
        mark.hide()
        column = words.layout()
        if column is not None:
            column.addWidget(mark)
        self.buttons.append(button)
        self._marks.append(mark)
        line.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
        return row

    def _call(self, at: int, whom: str, number: str) -> None:
        self.called.emit(at, whom, number)

    def _tick(self) -> None:
        """Say the time since the dose, and how long the card stands: from now on minutes are counted."""
        if self._clock is None or self._opened is None:
            return
        now, dosed = self._clock.now(), self._about.dosed_at
        seconds = max(0, int((now - self._opened).total_seconds()))
        open_for = f"open {seconds // 60}:{seconds % 60:02d}"
        self.time.setText(f"{counted_since(now, dosed)} · {open_for}" if dosed else open_for)

    def _scroll(self, step: QScrollBar.SliderAction) -> None:
        self.page.verticalScrollBar().triggerAction(step)


def _texts(texts: Sequence[tuple[str, str]], *, over: int = 10) -> QWidget:
    row = QWidget()
    column = QVBoxLayout(row)
    column.setContentsMargins(0, px(over), 0, px(10))
    column.setSpacing(px(2))
    for text, role in texts:
        if text:
            column.addWidget(_said(text, role))
    return row


def _nothing() -> QLabel:
    return _said("The clinic has not confirmed any number yet. Confirm them under Practice.", "reading")


def _said(text: str, role: str) -> QLabel:
    label = QLabel(text)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    give_role(label, role)
    return label
