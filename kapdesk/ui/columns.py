"""Pages that scroll with what is worked on, and two columns: work beside context, or one after the other."""

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import (
    QApplication,
    QBoxLayout,
    QFrame,
    QPlainTextEdit,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)
from shiboken6 import isValid

from kapdesk.ui.theme import give_role, look, px

GAP = 16  # pixels between cards and inside them
NARROW = 800  # pixels under which the two columns stand one after the other, at 14 px type
_SETTLED = 4  # passes after which cards in columns in a page have found their heights
_MOST_LOOKS = 8  # turns of the event loop after which a page that still moves is left alone
_OF_PINNED = frozenset({QEvent.Type.LayoutRequest, QEvent.Type.Show, QEvent.Type.Hide})
LOWEST = 160  # pixels to which a column that scrolls for itself may shrink


class ScrollPage(QScrollArea):
    """A page that scrolls, and never hides what is being worked on."""

    def __init__(self, content: QWidget | None = None, parent: QWidget | None = None) -> None:
        """Show a widget at the width of the page."""
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        give_role(self, "clear")
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self._following = False
        self._editor: QPlainTextEdit | None = None
        if content is not None:
            self.setWidget(content)

    def showEvent(self, e: QShowEvent) -> None:
        """Follow the focus while the page is seen."""
        super().showEvent(e)
        if not self._following:
            _application().focusChanged.connect(self._follow)
            self._following = True

    def hideEvent(self, e: QHideEvent) -> None:
        """Follow nothing while the page is not seen."""
        super().hideEvent(e)
        if self._following:
            _application().focusChanged.disconnect(self._follow)
            self._following = False
        self._leave_editor()

    def _follow(self, _old: QWidget | None, new: QWidget | None) -> None:
        self._leave_editor()
        if new is None or not self.isAncestorOf(new):
            return
        if isinstance(new, QPlainTextEdit):
            self._editor = new
            new.cursorPositionChanged.connect(self._keep_caret)
            self._keep_caret()
        else:
            self.ensureWidgetVisible(new, GAP, GAP)

    def _leave_editor(self) -> None:
        if self._editor is not None and isValid(self._editor):
            self._editor.cursorPositionChanged.disconnect(self._keep_caret)
        self._editor = None

    def _keep_caret(self) -> None:
        page = self.widget()
        if self._editor is None or page is None:
            return
        at: QRect = self._editor.cursorRect()
        corner: QPoint = self._editor.viewport().mapTo(page, at.center())
        self.ensureVisible(corner.x(), corner.y(), 0, 2 * GAP + at.height())


def _application() -> QApplication:
    app = QApplication.instance()
    assert isinstance(app, QApplication)  # noqa: S101 - a widget cannot exist without it
    return app


class _Column(ScrollPage):
    """One column: it scrolls for itself beside the other, and is as high as its cards above or under it."""

    widened = Signal()  # its widest card needs another width

    def __init__(self, share: int) -> None:
        self._content = QWidget()
        give_role(self._content, "clear")
        self.inside = QVBoxLayout(self._content)
        self.inside.setContentsMargins(0, 0, 0, 0)
        self.inside.setSpacing(GAP)
        self._whole, self._least = False, 0
        super().__init__(self._content)
        policy = QSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Expanding)
        policy.setHorizontalStretch(share)
        self.setSizePolicy(policy)

    def be_whole(self, *, whole: bool) -> None:
        """Stand at full height and let the page scroll, or scroll alone."""
        self._whole = whole
        policies = Qt.ScrollBarPolicy
        self.setVerticalScrollBarPolicy(policies.ScrollBarAlwaysOff if whole else policies.ScrollBarAsNeeded)
        self._fit()

    def least_width(self) -> int:
        """Return the width its widest card needs."""
        return self._content.minimumSizeHint().width()

    def eventFilter(self, arg__1: QObject, arg__2: QEvent) -> bool:
        """Follow the height of the cards."""
        handled = super().eventFilter(arg__1, arg__2)
        if arg__1 is self._content and arg__2.type() == QEvent.Type.LayoutRequest:
            self._fit()
            self._weigh()
        return handled

    def resizeEvent(self, e: QResizeEvent) -> None:
        """Measure the cards at another width."""
        super().resizeEvent(e)
        self._fit()

    def _weigh(self) -> None:
        least = self.least_width()
        if least != self._least:
            self._least = least
            self.widened.emit()

    def _fit(self) -> None:
        if not self._whole:
            self.setMinimumHeight(LOWEST)
            return
        inside = self.inside
        wide = max(self.viewport().width(), 1)
        flows = inside.hasHeightForWidth()
        self.setMinimumHeight(inside.totalHeightForWidth(wide) if flows else inside.totalSizeHint().height())


class Columns(ScrollPage):
    """A column of work and one of context, 3 : 2; under each other where room is narrow or type large.

    Beside each other each scrolls for itself, so that what stands at the foot of the work stays in sight.
    """

    crowded = Signal(bool)  # the type is too large for two columns here, whatever stands in them

    def __init__(self, parent: QWidget | None = None) -> None:
        """Lay out two empty columns."""
        self._pinned: QWidget | None = None
        super().__init__(parent=parent)
        page = QWidget()
        give_role(page, "clear")
        self._box = QBoxLayout(QBoxLayout.Direction.LeftToRight, page)
        self._box.setContentsMargins(GAP, GAP, GAP, GAP)
        self._box.setSpacing(GAP)
        self._work, self._context = _Column(3), _Column(2)
        self.work, self.context = self._work.inside, self._context.inside
        self._box.addWidget(self._work, 3)
        self._box.addWidget(self._context, 2)
        self.setWidget(page)
        self._revealed: QWidget | None = None
        self._stood: list[QRect] = []
        self._looks = 0
        self._crowded = False
        self._look_again = QTimer(self)
        self._look_again.setSingleShot(True)
        # Connect Signals
        look().changed.connect(self._choose_direction)
        self._work.widened.connect(self._choose_direction)
        self._context.widened.connect(self._choose_direction)
        self._look_again.timeout.connect(self._scroll_to_revealed)

    def add_work(self, widget: QWidget, stretch: int = 0) -> None:
        """Put a card into the column of work."""
        self.work.addWidget(widget, stretch)

    def add_context(self, widget: QWidget, stretch: int = 0) -> None:
        """Put a card into the column of context."""
        self.context.addWidget(widget, stretch)

    def pin(self, part: QWidget | None) -> None:
        """Keep a part over the columns, where nothing scrolls it away; None lets it go."""
        if self._pinned is not None:
            self._pinned.removeEventFilter(self)
        self._pinned = part
        if part is not None:
            hidden = part.isHidden()
            part.setParent(self)
            part.setVisible(not hidden)
            part.installEventFilter(self)
        self._fit_pinned()

    def eventFilter(self, arg__1: QObject, arg__2: QEvent) -> bool:
        """Follow the height of what is pinned."""
        if arg__1 is self._pinned and arg__2.type() in _OF_PINNED:
            self._fit_pinned()
        return super().eventFilter(arg__1, arg__2)

    def reveal(self, part: QWidget) -> None:
        """Scroll to a part that was opened just now: to its head, and to what has the focus in it."""
        self._revealed, self._looks = part, 0
        self._stood = []
        self._look_again.start()

    def is_narrow(self) -> bool:
        """Say whether the columns stand one after the other now."""
        return self._box.direction() == QBoxLayout.Direction.TopToBottom

    def resizeEvent(self, e: QResizeEvent) -> None:
        """Choose one column or two for the room there is."""
        self._choose_direction()
        super().resizeEvent(e)
        self._fit_pinned()

    def showEvent(self, e: QShowEvent) -> None:
        """Choose anew: what changed unseen was not measured."""
        super().showEvent(e)
        self._choose_direction()

    def _fit_pinned(self) -> None:
        part, wide = self._pinned, max(self.viewport().width() - 2 * GAP, 1)
        if part is None or part.isHidden():
            self.setViewportMargins(0, 0, 0, 0)
            return
        high = part.heightForWidth(wide) if part.hasHeightForWidth() else part.sizeHint().height()
        part.setGeometry(GAP, GAP, wide, high)
        self.setViewportMargins(0, GAP + high + GAP // 2, 0, 0)

    def _scroll_to_revealed(self) -> None:
        """Scroll once everything has found its place, and again as long as that place still moves."""
        part = self._revealed
        if part is None or not isValid(part) or not part.isVisible():
            self._revealed = None
            return
        for _ in range(_SETTLED):
            QApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest.value)
        focus = part.focusWidget() or part
        stands: list[QRect] = []
        for page in (self._work, self._context, self):
            inside = page.widget()
            if inside is not None and page.isAncestorOf(part):
                page.ensureWidgetVisible(part, 0, GAP)
                head: QPoint = part.mapTo(inside, QPoint(0, 0))
                page.ensureVisible(head.x(), head.y(), 0, GAP)
                page.ensureWidgetVisible(focus, 0, GAP)
                stands += [QRect(head, part.size()), inside.geometry(), page.geometry()]
        if stands != self._stood and self._looks < _MOST_LOOKS:
            self._stood, self._looks = stands, self._looks + 1
            self._look_again.start()
        else:
            self._revealed = None

    def _choose_direction(self) -> None:
        work, context = self._work.least_width(), self._context.least_width()
        needed = max(work * 5 / 3, context * 5 / 2, px(NARROW)) + 3 * GAP
        crowded = self.width() < px(NARROW) + 3 * GAP
        if crowded is not self._crowded:
            self._crowded = crowded
            self.crowded.emit(crowded)
        ways = QBoxLayout.Direction
        way = ways.TopToBottom if self.width() < needed else ways.LeftToRight
        if self._box.direction() != way:
            self._box.setDirection(way)
            for column in (self._work, self._context):
                column.be_whole(whole=way == ways.TopToBottom)
