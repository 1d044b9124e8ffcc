"""Every version of a text as it once stood: one slider, and what is different from now."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QTextCharFormat
from PySide6.QtWidgets import QCheckBox, QFrame, QHBoxLayout, QLabel, QSlider, QVBoxLayout, QWidget

from kapdesk.domain.clock import local, show_date, show_time
from kapdesk.domain.wordings import Kind, Piece, compare, words_in
from kapdesk.ui.announce import announce
from kapdesk.ui.beside import Beside
from kapdesk.ui.controls import PlainButton, QuietButton
from kapdesk.ui.passages import Underline, span, units
from kapdesk.ui.text_page import TextPage
from kapdesk.ui.theme import color, give_role, px

_KEPT_FOR_THE_PROGRAM = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
_ALWAYS = (Qt.Key.Key_F1, Qt.Key.Key_F2, Qt.Key.Key_F9, Qt.Key.Key_F10, Qt.Key.Key_F11, Qt.Key.Key_F12)


class Version(Protocol):
    """A text as it once stood, and how long the version before it was."""

    @property
    def text(self) -> str:
        """Return its words."""
        ...

    @property
    def written_at(self) -> datetime:
        """Return when it was kept, in UTC."""
        ...

    @property
    def author(self) -> str:
        """Return who wrote it."""
        ...

    @property
    def length_before(self) -> int | None:
        """Return how many characters the version before it had."""
        ...


@dataclass(frozen=True, slots=True)
class Past:
    """How many versions there are, oldest first from 0, and what reads one of them.

    `besides` are lines on what was different before and is no text, as when something was said to have been.
    """

    count: int
    read: Callable[[int], Version]
    besides: Sequence[str] = ()


class VersionsSheet(QFrame):
    """A sheet over one page of work: it changes nothing by itself, and Esc puts it away."""

    put_back = Signal(str)
    closed = Signal()

    def __init__(
        self, over: QWidget, name: str, past: Past, now: str, *, zone: str, today: datetime, writable: bool
    ) -> None:
        """Lie over a page with the newest version in sight; `now` is the text it is compared to."""
        super().__init__(over)
        give_role(self, "page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._past, self._now, self._zone = past, now, zone
        self._today = local(today, zone).date()
        self._shown: Version | None = None
        self._pieces: tuple[Piece, ...] = ()
        self.title, self.when, self.about, self.legend = QLabel(), QLabel(), QLabel(), QLabel()
        self.title.setText(f"Earlier versions: {name}" if name else "Earlier versions")
        self.besides = QLabel("\n".join(past.besides))
        self.words = TextPage(lines=5, grows=False)
        self.slider = QSlider(Qt.Orientation.Horizontal)
        self.marked = QCheckBox("Mark what is different now")
        self.copy, self.back, self.close_button = (
            PlainButton("Copy these words"),
            PlainButton("Put these words back"),
            QuietButton("Close", key="Esc"),
        )
        self.back.setEnabled(writable and past.count > 0)
        self.copy.setEnabled(past.count > 0)
        self._dress()
        self._lay_out()
        self._connect(over)
        self._show()

    def open_over(self) -> None:
        """Lie over the whole page, with the keyboard on the slider."""
        over = self.parentWidget()
        if over is not None:
            self.setGeometry(over.rect())
        self.show()
        self.raise_()
        (self.slider if self.slider.isEnabled() else self.close_button).setFocus()

    def put_away(self) -> None:
        """Go; the text below is as it was."""
        self.hide()
        self.closed.emit()
        self.deleteLater()

    def focusNextPrevChild(self, next: bool) -> bool:  # noqa: A002, FBT001 - Qt's own signature
        """Go round within the sheet: what lies below is not seen."""
        every = (self.slider, self.words, self.marked, self.copy, self.back, self.close_button)
        stops = [stop for stop in every if stop.isEnabled() and not stop.isHidden()]
        at = _next(stops, step=1 if next else -1)
        stops[at].setFocus(Qt.FocusReason.TabFocusReason if next else Qt.FocusReason.BacktabFocusReason)
        return True

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Grow and shrink with the page below."""
        if event.type() == QEvent.Type.Resize and isinstance(watched, QWidget):
            self.setGeometry(watched.rect())
        return super().eventFilter(watched, event)

    def event(self, e: QEvent) -> bool:
        """Keep the keys of the page below from acting while it is covered."""
        if e.type() == QEvent.Type.ShortcutOverride and isinstance(e, QKeyEvent):
            free = e.modifiers() & _KEPT_FOR_THE_PROGRAM or e.key() in _ALWAYS
            if not free:
                e.accept()
                return True
        return super().event(e)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go away on Escape or F3; no key reaches the page below."""
        if event.key() in (Qt.Key.Key_Escape, Qt.Key.Key_F3):
            self.put_away()
        event.accept()

    def _dress(self) -> None:
        give_role(self.title, "name")
        give_role(self.when, "strong")
        give_role(self.about, "muted")
        give_role(self.legend, "hint")
        give_role(self.besides, "muted")
        give_role(self.words, "note")
        self.besides.setVisible(bool(self._past.besides))
        for label in (self.title, self.when, self.about, self.legend, self.besides):
            label.setWordWrap(True)
            label.setTextFormat(Qt.TextFormat.PlainText)
        self.words.setReadOnly(True)
        self.words.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByKeyboard | Qt.TextInteractionFlag.TextSelectableByMouse
        )
        self.words.setTabChangesFocus(True)
        self.words.setAccessibleName("The text as it stood")
        self.slider.setAccessibleName("Version")
        self.slider.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.slider.setMinimumHeight(px(44))
        self.slider.setRange(1, max(1, self._past.count))
        self.slider.setPageStep(max(1, self._past.count // 10))
        self.slider.setValue(self._past.count)
        self.slider.setEnabled(self._past.count > 1)
        self.marked.setChecked(True)
        self.setAccessibleName(self.title.text())

    def _lay_out(self) -> None:
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addWidget(self.copy)
        buttons.addWidget(self.back)
        buttons.addStretch(1)
        buttons.addWidget(self.close_button)
        told = QWidget()
        beside = Beside(told, gap=16)
        beside.addWidget(self.legend)
        beside.addWidget(self.marked)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(8)
        for part in (self.title, self.slider, self.when, self.about, self.besides):
            column.addWidget(part)
        column.addWidget(self.words, 1)
        column.addWidget(told)
        column.addSpacing(8)
        column.addLayout(buttons)

    def _connect(self, over: QWidget) -> None:
        # Connect Signals
        over.installEventFilter(self)
        self.slider.valueChanged.connect(self._show)
        self.marked.toggled.connect(self._show_words)
        self.copy.clicked.connect(self._copy)
        self.back.clicked.connect(self._put_back)
        self.close_button.clicked.connect(self.put_away)

    def _show(self) -> None:
        """Read and show the version the slider stands at."""
        if not self._past.count:
            self.when.setText("No earlier version is kept yet")
            for part in (self.slider, self.words, self.marked, self.about):
                part.hide()
            announce(self.close_button, ". ".join((self.when.text(), *self._past.besides)))
            return
        number = self.slider.value()
        shown = self._shown = self._past.read(number - 1)
        when = f"As it stood at {self._moment(shown.written_at)}"
        self.when.setText(when)
        change = _change(len(shown.text), shown.length_before)
        parts = (f"Version {number} of {self._past.count}", shown.author, change)
        self.about.setText(" · ".join(part for part in parts if part))
        self._pieces = compare(shown.text, self._now)
        self._show_words()
        parts = (when, self.about.text(), self.legend.text(), *self._past.besides)
        announce(self.slider, ". ".join(part for part in parts if part))

    def _show_words(self) -> None:
        if self._shown is None:
            return
        gone, new = words_in(self._pieces, Kind.THEN), words_in(self._pieces, Kind.NOW)
        differs = any(piece.kind is not Kind.BOTH for piece in self._pieces)
        marks = self.marked.isChecked() and differs
        pieces = _apart(self._pieces) if marks else [Piece(Kind.BOTH, self._shown.text)]
        self.words.show_document("".join(piece.text for piece in pieces))
        self.words.setExtraSelections(self._marks(pieces))
        said = (
            f"Underlined: only here, {_words(gone)}. Struck through: only in the text of now, {_words(new)}."
        )
        plain = f"{_words(gone)} stand only here, {_words(new)} only in the text of now."
        self.legend.setText((said if marks else plain) if differs else "The text stands like this now.")

    def _marks(self, pieces: Sequence[Piece]) -> list[Underline]:
        made: list[Underline] = []
        at = 0
        for piece in pieces:
            size = units(piece.text)
            cursor = None if piece.kind is Kind.BOTH else span(self.words.document_in_use, at, size)
            if cursor is not None:
                mark = Underline()
                mark.cursor = cursor  # pyright: ignore[reportAttributeAccessIssue] - left out of the stubs
                mark.format = _look(piece.kind)  # pyright: ignore[reportAttributeAccessIssue] - likewise
                made.append(mark)
            at += size
        return made

    def _moment(self, at: datetime) -> str:
        day = local(at, self._zone).date()
        time = show_time(at, self._zone)
        return time if day == self._today else f"{time} on {show_date(day)}"

    def _copy(self) -> None:
        if self._shown is not None:
            QGuiApplication.clipboard().setText(self._shown.text)
            announce(self.copy, "Copied")

    def _put_back(self) -> None:
        if self._shown is not None:
            self.put_back.emit(self._shown.text)
            self.put_away()


def _next(stops: Sequence[QWidget], *, step: int) -> int:
    at = next((number for number, stop in enumerate(stops) if stop.hasFocus()), -step)
    return (at + step) % len(stops)


def _apart(pieces: Sequence[Piece]) -> list[Piece]:
    """Set a word and the one that took its place apart, so that both can be read."""
    apart: list[Piece] = []
    for piece in pieces:
        if piece.kind is Kind.NOW and apart and apart[-1].kind is Kind.THEN:
            apart.append(Piece(Kind.BOTH, " "))
        apart.append(piece)
    return apart


def _look(kind: Kind) -> QTextCharFormat:
    look = QTextCharFormat()
    if kind is Kind.THEN:
        look.setUnderlineStyle(QTextCharFormat.UnderlineStyle.SingleUnderline)
        look.setBackground(color("accent_weak"))
    else:
        look.setFontStrikeOut(True)
        look.setForeground(color("muted"))
    return look


def _words(count: int) -> str:
    return "1 word" if count == 1 else f"{count} words"


def _change(length: int, before: int | None) -> str:
    said = "1 character" if length == 1 else f"{length} characters"
    if before is None:
        return f"{said}, the first version"
    if length == before:
        return f"{said}, as many as before"
    return f"{said}, {abs(length - before)} {'more' if length > before else 'fewer'} than before"
