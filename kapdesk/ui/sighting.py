"""What was found is brought into sight: the text it stands in, a row by its key, or the part that says it."""

from collections.abc import Iterator, Mapping, Sequence

from PySide6.QtCore import QObject, QPoint, QRect, Qt, QTimer
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QScrollArea,
    QTextEdit,
    QWidget,
)
from shiboken6 import isValid

from kapdesk.domain.sighting import Sighting
from kapdesk.ui.announce import announce
from kapdesk.ui.note_edit import NoteEdit
from kapdesk.ui.passages import between
from kapdesk.ui.reading_order import stops
from kapdesk.ui.ring import Ring, settle
from kapdesk.ui.table import Table
from kapdesk.ui.timeline import Timeline

_FOLDS = ("button", "more", "open", "prompts", "sources")  # what the switch of a fold is called
_SAYS_ALL, _SAYS_SOME = 2, 1
_IN_A_ROW = 3  # words that hardly stand together elsewhere by chance


def bring_into_sight(screen: QWidget, notes: Mapping[str, NoteEdit], sighting: Sighting) -> bool:
    """Show where something that was found stands, opening what hides it; say whether it was found there."""
    for old in screen.findChildren(Ring):
        old.end()
    for note in screen.findChildren(NoteEdit):
        note.match.forget()
    edit = notes.get(sighting.field) if sighting.field else None
    if edit is not None and holds(edit, sighting):
        _open_to(screen, edit)
        edit.setFocus(Qt.FocusReason.OtherFocusReason)
        edit.match.show(*_place(edit, sighting))
        _Scroll(screen, edit).begin()
        return True
    view = next((one for one in _views(screen) if _go_to_row(one, sighting)), None)
    part = view or _saying(screen, sighting)
    if part is None:
        return False
    _open_to(screen, part)
    _put_focus(screen, part, sighting)
    _Scroll(screen, part).begin()
    return True


def holds(edit: NoteEdit, sighting: Sighting) -> bool:
    """Return whether a note holds one of the words that were looked for."""
    text = plain(edit.text())
    return any(plain(word) in text for word in sighting.looked_for) or not sighting.looked_for


def plain(text: str) -> str:
    """Return a text without what differs between a page and a record: case, line breaks, ellipses."""
    return " ".join(text.replace("…", " ").casefold().split())


def _place(edit: NoteEdit, sighting: Sighting) -> tuple[int, int]:
    """Return where the match stands now: where it was, or the first place its words stand since."""
    document, words = edit.document(), {plain(word) for word in sighting.looked_for}
    if sighting.length and plain(between(document, sighting.start, sighting.length)) in words:
        return sighting.start, sighting.length
    for word in sighting.looked_for:
        found = document.find(word)
        if not found.isNull():
            return found.selectionStart(), found.selectionEnd() - found.selectionStart()
    return sighting.start, 0


def _views(screen: QWidget) -> Iterator[QAbstractItemView]:
    yield from screen.findChildren(Timeline)
    yield from screen.findChildren(Table)


def _go_to_row(view: QAbstractItemView, sighting: Sighting) -> bool:
    """Put the caret on the row of a list that has the key; say whether there is one."""
    if sighting.row is None:
        return False
    if isinstance(view, Timeline):
        keys: Sequence[object] = [moment.key for moment in view.moments.moments]
    elif isinstance(view, Table):
        lines = (view.rows.line(row) for row in range(view.rows.rowCount()))
        keys = [None if line is None else line.key for line in lines]
    else:
        return False
    if sighting.row not in keys:
        return False
    model = view.model()
    index = model.index(keys.index(sighting.row), 0)
    view.setCurrentIndex(index)
    view.scrollTo(index, QAbstractItemView.ScrollHint.PositionAtCenter)
    return True


def _saying(screen: QWidget, sighting: Sighting) -> QWidget | None:
    """Return the part of a screen that says most of what was found; what is seen already goes first."""
    around, each = plain(sighting.words), [plain(word) for word in sighting.looked_for]
    near = _near(around.split(), each)
    best: tuple[tuple[int, bool, int], QWidget] | None = None
    for part in screen.findChildren(QWidget):
        said = plain(text_of(part))
        score = _score(said, around, each, near)
        rank = (score, part.isVisible(), -abs(len(said) - len(around)))
        if score and (best is None or rank > best[0]):
            best = (rank, part)
    return None if best is None else best[1]


def _score(said: str, around: str, each: Sequence[str], near: Sequence[str]) -> int:
    """Return how sure it is that a part says what was found; one common word alone is no sign of it."""
    if not said or not any(word in said for word in each):
        return 0
    if around in said or (said in around and len(said.split()) >= _IN_A_ROW):
        return _SAYS_ALL
    return _SAYS_SOME if any(words in said for words in near) else 0


def _near(around: Sequence[str], each: Sequence[str]) -> list[str]:
    """Return three words in a row for each place of a match: a part that has them says that piece of it."""
    places = [at for at, word in enumerate(around) if any(one in word for one in each)]
    starts = {max(0, min(at + by, len(around) - _IN_A_ROW)) for at in places for by in (-2, -1, 0)}
    return [" ".join(around[start : start + _IN_A_ROW]) for start in sorted(starts)]


def text_of(part: QWidget) -> str:
    """Return what a part says on the screen; empty for one that says nothing itself."""
    if isinstance(part, QLabel | QLineEdit | QAbstractButton):
        return part.text()
    if isinstance(part, QPlainTextEdit | QTextEdit):
        return part.toPlainText()
    return ""


def _open_to(screen: QWidget, part: QWidget) -> None:
    """Open every fold around a part, from the outermost to the innermost."""
    around: list[QWidget] = []
    one: QWidget | None = part
    while one is not None and one is not screen:
        around.append(one)
        one = one.parentWidget()
    for hidden in reversed(around):
        if hidden.isHidden():
            _unfold(hidden, screen)


def _unfold(hidden: QWidget, screen: QWidget) -> None:
    """Press open the switch of the fold nearest around a hidden part, if that is what hides it."""
    one: QWidget | None = hidden.parentWidget()
    while one is not None and one is not screen.parentWidget() and hidden.isHidden():
        for name in _FOLDS:
            switch = getattr(one, name, None)
            if isinstance(switch, QAbstractButton) and switch.isCheckable() and not switch.isChecked():
                switch.setChecked(True)
                if not hidden.isHidden():
                    return
                switch.setChecked(False)
        one = one.parentWidget()


def _put_focus(screen: QWidget, part: QWidget, sighting: Sighting) -> None:
    """Put the keyboard on a part, or nearest to it where it takes none, with a ring around what was found."""
    if isinstance(part, NoteEdit):
        part.setFocus(Qt.FocusReason.OtherFocusReason)
        part.match.show(*_place(part, sighting))
        return
    if part.focusPolicy() & Qt.FocusPolicy.TabFocus:
        part.setFocus(Qt.FocusReason.TabFocusReason)
        return
    one: QWidget | None = part
    while one is not None and one is not screen:
        near = stops(one)
        if near:
            near[0].setFocus(Qt.FocusReason.OtherFocusReason)
            break
        one = one.parentWidget()
    Ring(part)
    announce(part, text_of(part))


class _Scroll(QObject):
    """Scrolls to a part once everything has its place."""

    def __init__(self, screen: QWidget, part: QWidget) -> None:
        super().__init__(part)
        self._screen, self._part = screen, part
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(0)
        self._soon.timeout.connect(self._go)

    def begin(self) -> None:
        """Scroll as soon as the page is laid out."""
        self._soon.start()

    def _go(self) -> None:
        if isValid(self._part) and isValid(self._screen) and self._part.isVisible():
            settle()
            area = place_in(self._part)
            one = self._part.parentWidget()
            while one is not None and one is not self._screen.parentWidget():
                if isinstance(one, QScrollArea) and (page := one.widget()) is not None:
                    corner: QPoint = self._part.mapTo(page, area.center())
                    half = min(area.height() // 2 + 48, one.viewport().height() // 2)
                    one.ensureVisible(corner.x(), corner.y(), 0, half)
                one = one.parentWidget()
        self.deleteLater()


def place_in(part: QWidget) -> QRect:
    """Return what has to be seen of a part, in its own px: the line of the caret, the row, or all of it."""
    if isinstance(part, QPlainTextEdit):
        part.ensureCursorVisible()
        caret: QRect = part.cursorRect()
        return caret.translated(part.viewport().pos())
    if isinstance(part, QAbstractItemView):
        row: QRect = part.visualRect(part.currentIndex())
        return row.translated(part.viewport().pos()).intersected(part.rect())
    return part.rect()
