"""Cards, rows and columns: work beside context, or one after the other where it is narrow."""

from PySide6.QtCore import QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QHideEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import (
    QApplication,
    QBoxLayout,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)  # fmt: skip
from shiboken6 import isValid

from kapdesk.ui.theme import give_role, px

GAP = 16  # pixels between cards and inside them
NARROW = 800  # pixels under which the two columns stand one after the other, at 14 px type


def _label(text: str, role: str, *, wraps: bool = True) -> QLabel:
    label = QLabel(text)
    label.setTextFormat(Qt.TextFormat.PlainText)
    give_role(label, role)
    label.setWordWrap(wraps)
    label.setVisible(bool(text))
    return label


class Card(QFrame):
    """A card: what it is about, a quiet word beside it, and its body."""

    def __init__(
        self, title: str = "", subtitle: str = "", *, emphasis: bool = False, parent: QWidget | None = None
    ) -> None:
        """Lay out an empty card; `emphasis` draws its border in the accent."""
        super().__init__(parent)
        give_role(self, "card", open="true" if emphasis else "false")
        self._title = _label(title, "title", wraps=False)
        self._subtitle = _label(subtitle, "hint")
        self.head = QHBoxLayout()
        self.head.setSpacing(12)
        self.head.addWidget(self._title)
        self.head.addWidget(self._subtitle, 1)
        self.body = QVBoxLayout()
        self.body.setSpacing(8)
        column = QVBoxLayout(self)
        column.setContentsMargins(GAP, GAP, GAP, GAP)
        column.setSpacing(8)
        column.addLayout(self.head)
        column.addLayout(self.body, 1)
        self.setAccessibleName(title)

    def add(self, widget: QWidget, stretch: int = 0) -> None:
        """Put a widget under the others."""
        self.body.addWidget(widget, stretch)

    def fill(self) -> None:
        """Keep what is in the card at its top."""
        self.body.addStretch(1)

    def set_title(self, title: str) -> None:
        """Say what the card is about."""
        self._title.setText(title)
        self._title.setVisible(bool(title))
        self.setAccessibleName(title)

    def set_subtitle(self, subtitle: str, *, tone: str = "hint") -> None:
        """Say the quiet word beside the title; `tone` is a role such as `caution`."""
        self._subtitle.setText(subtitle)
        self._subtitle.setVisible(bool(subtitle))
        give_role(self._subtitle, tone)


class Row(QWidget):
    """One line of a list: a name, a quiet second line, and what can be done at its right."""

    def __init__(
        self, name: str, second: str = "", *, strong: bool = False, parent: QWidget | None = None
    ) -> None:
        """Lay out the two lines; `strong` sets the name in bold."""
        super().__init__(parent)
        self._name = _label(name, "strong" if strong else "value")
        self._second = _label(second, "muted")
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(self._name)
        words.addWidget(self._second)
        self._line = QHBoxLayout(self)
        self._line.setContentsMargins(0, 8, 0, 8)
        self._line.setSpacing(8)
        self._line.addLayout(words, 1)

    def add(self, widget: QWidget) -> None:
        """Put a button or a sign at the right."""
        self._line.addWidget(widget, 0, Qt.AlignmentFlag.AlignVCenter)

    def set_texts(self, name: str, second: str = "") -> None:
        """Say both lines anew."""
        self._name.setText(name)
        self._second.setText(second)
        self._second.setVisible(bool(second))


class Rows(QWidget):
    """Rows under each other with one thin rule between them."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Start with no rows."""
        super().__init__(parent)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)

    def show_rows(self, rows: list[QWidget]) -> None:
        """Show these rows in place of the old ones."""
        while (item := self._column.takeAt(0)) is not None:
            old = item.widget()
            if old is not None:
                old.hide()
                old.deleteLater()
        for number, row in enumerate(rows):
            if number:
                self._column.addWidget(rule())
            self._column.addWidget(row)


def rule() -> QFrame:
    """Return a thin horizontal rule."""
    line = QFrame()
    line.setFrameShape(QFrame.Shape.NoFrame)
    give_role(line, "rule")
    return line


class EmptyState(QWidget):
    """What belongs here, and the one next act."""

    chosen = Signal()

    def __init__(self, sentence: str, act: str = "", *, parent: QWidget | None = None) -> None:
        """Say what belongs here; `act` is the verb on the one button."""
        super().__init__(parent)
        self.button = QPushButton(act)
        self.button.setVisible(bool(act))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 8, 0, 8)
        column.setSpacing(12)
        column.addWidget(_label(sentence, "muted"))
        column.addWidget(self.button, 0, Qt.AlignmentFlag.AlignLeft)
        # Connect Signals
        self.button.clicked.connect(self._choose)

    def _choose(self) -> None:
        self.chosen.emit()


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


class Columns(ScrollPage):
    """A column of work and one of context, 3 : 2; under each other where room is narrow or type large."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Lay out two empty columns."""
        super().__init__(parent=parent)
        page = QWidget()
        give_role(page, "clear")
        self._box = QBoxLayout(QBoxLayout.Direction.LeftToRight, page)
        self._box.setContentsMargins(GAP, GAP, GAP, GAP)
        self._box.setSpacing(GAP)
        self._work, self.work = self._column(3)
        self._context, self.context = self._column(2)
        self.setWidget(page)

    def add_work(self, widget: QWidget, stretch: int = 0) -> None:
        """Put a card into the column of work."""
        self.work.addWidget(widget, stretch)

    def add_context(self, widget: QWidget, stretch: int = 0) -> None:
        """Put a card into the column of context."""
        self.context.addWidget(widget, stretch)

    def is_narrow(self) -> bool:
        """Say whether the columns stand one after the other now."""
        return self._box.direction() == QBoxLayout.Direction.TopToBottom

    def resizeEvent(self, e: QResizeEvent) -> None:
        """Choose one column or two for the room there is."""
        self._choose_direction(e.size())
        super().resizeEvent(e)

    def _column(self, share: int) -> tuple[QWidget, QVBoxLayout]:
        column = QWidget()
        policy = QSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        policy.setHorizontalStretch(share)
        column.setSizePolicy(policy)
        inside = QVBoxLayout(column)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(GAP)
        self._box.addWidget(column, share)
        return column, inside

    def _choose_direction(self, room: QSize) -> None:
        work, context = self._work.minimumSizeHint().width(), self._context.minimumSizeHint().width()
        needed = max(work * 5 / 3, context * 5 / 2, px(NARROW)) + 3 * GAP
        ways = QBoxLayout.Direction
        way = ways.TopToBottom if room.width() < needed else ways.LeftToRight
        if self._box.direction() != way:
            self._box.setDirection(way)
