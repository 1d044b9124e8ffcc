"""One key hides everything behind a quiet clock; rehearsal says on every screen that it is one."""

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtCore import QEvent, QObject, QRect, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QDialog, QFrame, QHBoxLayout, QLabel, QToolTip, QWidget
from shiboken6 import isValid

from kapdesk.domain.clock import Clock, show_time, since_dose
from kapdesk.ui import theme
from kapdesk.ui.announce import announce

REHEARSAL_TEXT = "PRACTICE ROOM - not a record"
_TICK_MS = 1000
_BACK = frozenset({Qt.Key.Key_Escape, Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F12})
_COVERED = frozenset({Qt.WindowType.Window, Qt.WindowType.Dialog})
_TIME, _SINCE = 96, 40  # px at 100 % of the time, and of the time since a dose
_FAINT, _FAINT_IN_THE_DARK = 18, 15  # of 255: seen on every screen, in nobody's way
_MARK = 36  # px of the words, whatever the type


class Cover(QWidget):
    """A neutral clock over one whole window; it swallows keys and tells no name."""

    return_asked = Signal()

    def __init__(self, clock: Clock, zone_name: str, over: QWidget) -> None:
        """Lie over a window from edge to edge."""
        super().__init__(over)
        self._clock, self._zone = clock, zone_name
        self._doses: tuple[datetime, ...] = ()
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName("Covered: press Escape to come back")
        self.setGeometry(over.rect())
        over.installEventFilter(self)
        self._timer = QTimer(self)
        self._timer.setInterval(_TICK_MS)
        self._timer.timeout.connect(self.update)
        self._timer.start()

    def set_zone(self, zone_name: str) -> None:
        """Show the time of another zone."""
        self._zone = zone_name

    def set_doses(self, doses: Sequence[datetime]) -> None:
        """Keep counting from these doses; who they belong to is not known here."""
        self._doses = tuple(doses)
        self.update()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Grow and shrink with the window below."""
        if event.type() == QEvent.Type.Resize and isinstance(watched, QWidget):
            self.setGeometry(watched.rect())
        return super().eventFilter(watched, event)

    def event(self, event: QEvent) -> bool:
        """Keep every key, shortcuts and Tab included, from what lies below."""
        if event.type() == QEvent.Type.ShortcutOverride:
            event.accept()
            return True
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            self.keyPressEvent(event)
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ask to come back on Escape, Enter or F12; a key that is held down since it covered does not."""
        if event.key() in _BACK and not event.isAutoRepeat():
            self.return_asked.emit()
        event.accept()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Swallow the press."""
        event.accept()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Ask to come back on a double click."""
        self.return_asked.emit()
        event.accept()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - the whole face is drawn
        """Draw the clock, and under it the time since each dose."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme.color("cover"))
        painter.setPen(theme.color("cover_text"))
        painter.setFont(theme.font(_TIME, tabular=True))
        now = self._clock.now()
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, show_time(now, self._zone))
        if self._doses:
            painter.setFont(theme.font(_SINCE, tabular=True))
            below = QRect(
                0, self.height() // 2 + theme.px(_TIME) * 2 // 3, self.width(), theme.px(2 * _SINCE)
            )
            since = "     ".join(since_dose(now, dose) for dose in self._doses)
            painter.drawText(below, Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop, since)


class Covers(QObject):
    """The covers over every window that is open, dialogs too."""

    return_asked = Signal()

    def __init__(self, clock: Clock, zone_name: str, parent: QObject) -> None:
        """Cover nothing yet."""
        super().__init__(parent)
        self._clock, self._zone = clock, zone_name
        self._laid: list[Cover] = []
        self._doses: tuple[datetime, ...] = ()
        self._focus: QWidget | None = None

    @property
    def are_laid(self) -> bool:
        """Say whether the screen is covered."""
        return bool(self._laid)

    def set_zone(self, zone_name: str) -> None:
        """Show the time of another zone."""
        self._zone = zone_name

    def set_doses(self, doses: Sequence[datetime]) -> None:
        """Show under the clock how long ago these doses were; whose they are is not known here."""
        self._doses = tuple(doses)
        for cover in self._laid:
            if isValid(cover):
                cover.set_doses(self._doses)

    def lay(self) -> None:
        """Cover every open window at once, and whatever opens meanwhile; the caret is kept."""
        if self._laid:
            return
        self._focus = QApplication.focusWidget()
        _close_popups()
        for window in QApplication.topLevelWidgets():
            if window.isVisible() and window.windowType() in _COVERED:
                self._cover(window)
        for cover in self._laid:
            cover.setFocus()  # each in its own window: whichever is active has the keyboard
        app = QApplication.instance()
        if self._laid and app is not None:
            app.installEventFilter(self)
            announce(self._laid[0], "Covered")

    def end(self) -> None:
        """Watch for no more windows: the program ends, covered as it is."""
        app = QApplication.instance()
        if app is not None:
            app.removeEventFilter(self)

    def lift(self) -> None:
        """Take every cover away and give the caret back."""
        self.end()
        for cover in self._laid:
            if isValid(cover):
                cover.hide()
                cover.deleteLater()
        self._laid = []
        if self._focus is not None and isValid(self._focus):
            self._focus.setFocus()
        self._focus = None

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Cover a window that opens while the others are covered, before it is painted."""
        if event.type() == QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow():
            if watched.windowType() in _COVERED:
                if not any(isValid(cover) and cover.window() is watched for cover in self._laid):
                    self._cover(watched)
                    self._laid[-1].setFocus()
            else:
                QTimer.singleShot(0, watched, watched.close)
        return False

    def _cover(self, window: QWidget) -> None:
        cover = Cover(self._clock, self._zone, window)
        cover.set_doses(self._doses)
        cover.return_asked.connect(self.return_asked)
        cover.show()
        cover.raise_()
        if window.isVisible():
            cover.repaint()
        self._laid.append(cover)


def _close_popups() -> None:
    """Close menus, lists and tips: they lie above every cover."""
    while (popup := QApplication.activePopupWidget()) is not None:
        popup.close()
    QToolTip.hideText()


class Dialogs:
    """The open dialogs while the record is locked: put away as they are, and brought back as they were."""

    def __init__(self) -> None:
        """Put nothing away yet."""
        self._away: list[QDialog] = []

    def put_away(self) -> None:
        """Hide every open dialog without closing it; what was typed in it stays."""
        for window in QApplication.topLevelWidgets():
            if isinstance(window, QDialog) and window.isVisible():
                window.hide()
                self._away.append(window)

    def bring_back(self) -> None:
        """Show them again."""
        away, self._away = self._away, []
        for window in away:
            if isValid(window):
                window.show()


class RehearsalStrip(QFrame):
    """The line that says this is the practice room."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Show the words."""
        super().__init__(parent)
        theme.give_role(self, "rehearsal")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 2, 0, 2)
        words = QLabel(REHEARSAL_TEXT, self)
        theme.give_role(words, "caution")
        row.addWidget(words, 0, Qt.AlignmentFlag.AlignCenter)


class Watermark(QWidget):
    """Faint words across the whole screen; clicks and keys pass through."""

    def __init__(self, over: QWidget) -> None:
        """Lie over a widget without being in its way."""
        super().__init__(over)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setAttribute(Qt.WidgetAttribute.WA_NoSystemBackground)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setGeometry(over.rect())
        over.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Grow and shrink with the screen below, and stay above it."""
        if event.type() in {QEvent.Type.Resize, QEvent.Type.LayoutRequest} and isinstance(watched, QWidget):
            self.setGeometry(watched.rect())
            self.raise_()
        return super().eventFilter(watched, event)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt passes it
        """Draw the words slantwise, three times down the screen."""
        painter = QPainter(self)
        ink = QColor(theme.color("text"))
        ink.setAlpha(_FAINT_IN_THE_DARK if theme.look().theme.dark else _FAINT)
        painter.setPen(ink)
        words = theme.font(bold=True)
        words.setPixelSize(_MARK)
        painter.setFont(words)
        for third in (1, 3, 5):
            painter.save()
            painter.translate(self.width() / 2, self.height() * third / 6)
            painter.rotate(-18)
            painter.drawText(QRect(-700, -60, 1400, 120), Qt.AlignmentFlag.AlignCenter, REHEARSAL_TEXT)
            painter.restore()
