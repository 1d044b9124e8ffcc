"""Every key of the window in one table: the menus are made of it and F1 shows it."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QKeyCombination, Qt
from PySide6.QtWidgets import (
    QBoxLayout,
    QDialog,
    QGridLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from kapdesk.ui import theme
from kapdesk.ui.pad_card import PadCard, PadKey
from kapdesk.ui.rail import PLACES
from kapdesk.ui.tabbar import TABS


@dataclass(frozen=True, slots=True)
class Shortcut:
    """One act of the window: its key in the code, its menu, its words (with mnemonic) and its keys."""

    act: str
    menu: str
    words: str
    keys: tuple[str, ...] = ()


_PLACE_WORDS = {
    "today": "&Today",
    "session": "&Session",
    "clients": "&Clients",
    "week": "&Week",
    "search": "S&earch",
    "practice": "&Practice",
}
_TAB_WORDS = {
    "prepare": "&Prepare",
    "dosing": "&Dosing",
    "debrief": "De&brief",
    "embodiment": "&Embodiment",
    "stabilization": "&Stabilization",
    "integration": "&Integration",
    "measures": "&Measures",
    "documents": "D&ocuments",
}

SHORTCUTS: tuple[Shortcut, ...] = (
    *(
        Shortcut(f"place:{key}", "&Go", _PLACE_WORDS[key], (f"Alt+{n}",))
        for n, (key, _) in enumerate(PLACES, 1)
    ),
    Shortcut("find", "&Go", "&Find a client", ("Ctrl+K", "Ctrl+F")),
    Shortcut("search", "&Go", "Sea&rch every text", ("Ctrl+Shift+F",)),
    Shortcut("next match", "&Go", "&Next text that was found", ("Ctrl+F3",)),
    Shortcut("last match", "&Go", "Te&xt that was found before", ("Ctrl+Shift+F3",)),
    *(
        Shortcut(f"tab:{key}", "&Session", _TAB_WORDS[key], (f"Ctrl+{n}",))
        for n, (key, _) in enumerate(TABS, 1)
    ),
    Shortcut("tab:process", "&Session", "O&wn process notes", ("Ctrl+9",)),
    Shortcut("next tab", "&Session", "&Next tab", ("Ctrl+Tab", "Ctrl+PgDown")),
    Shortcut("last tab", "&Session", "P&revious tab", ("Ctrl+Shift+Tab", "Ctrl+PgUp")),
    Shortcut("stamp", "&Session", "S&tamp the time", ("Ctrl+T",)),
    Shortcut("crisis", "&Session", "&Crisis card", ("F9",)),
    Shortcut("hand", "&Session", "&Hand the screen to the client", ("Ctrl+G",)),
    Shortcut("larger", "&View", "&Larger text", ("Ctrl++", "Ctrl+=")),
    Shortcut("smaller", "&View", "S&maller text", ("Ctrl+-",)),
    Shortcut("plain size", "&View", "Text at &100 %", ("Ctrl+0",)),
    Shortcut(
        "night", "&View", "To n&ight and back", ("F2",)
    ),  # straight: a dark room never sees a light look
    Shortcut("next theme", "&View", "&Next theme", ("Shift+F2",)),
    Shortcut("theme:paper", "&View", "&Paper (light)"),
    Shortcut("theme:ember", "&View", "&Ember (session)"),
    Shortcut("theme:night", "&View", "Ni&ght (deep red)"),
    Shortcut("theme:contrast", "&View", "High &contrast"),
    Shortcut("names", "&View", "&Hide or show names", ("F11",)),
    Shortcut("write", "&Record", "&Write now", ("Ctrl+S",)),
    Shortcut("lock", "&Record", "&Lock", ("Ctrl+L",)),
    Shortcut("switch", "&Record", "&Switch clinician", ("Ctrl+Shift+L",)),
    Shortcut("cover", "&Record", "&Cover the screen", ("F12",)),
    Shortcut("print", "&Record", "&Print or preview", ("Ctrl+P",)),
    Shortcut("quit", "&Record", "&Quit", ("Ctrl+Q",)),
    Shortcut("keys", "&Help", "&Keys", ("F1", "Ctrl+/")),
    Shortcut("menu", "&Help", "Show the &menu", ("F10",)),
)


IN_A_TEXT: tuple[Shortcut, ...] = (  # keys a note takes itself; no act of the window
    Shortcut("short word", "In a text", "Short word becomes its text", ("; word and Space, Enter or Tab",)),
    Shortcut("confirm", "In a text", "Confirm what a short word put in", ("Ctrl+Enter",)),
    Shortcut("time", "In a text", "Put in the time", ("Ctrl+T",)),
    Shortcut("versions", "In a text", "Earlier versions", ("F3",)),
    Shortcut("spelling", "In a text", "What a word was meant to be", ("Ctrl+.",)),
)

_KEEP = (  # the same wherever the client's words stand
    ("insight", "Keep as an insight", "F6"),
    ("question", "Hold as a question", "F7"),
    ("read back", "Mark to be read back", "F8"),
)
IN_A_TAB: tuple[Shortcut, ...] = (  # keys a page takes itself; the menu names the page
    Shortcut("this client", "In Search", "This client only, or everybody", ("F4",)),
    Shortcut("voice", "In Dosing", "Whose words the moment holds", ("F4",)),
    *(Shortcut(f"dosing {act}", "In Dosing", f"{words}, on a moment", (key,)) for act, words, key in _KEEP),
    Shortcut("work", "In Debrief", "Bring words into the work", ("F5",)),
    *(Shortcut(f"debrief {act}", "In Debrief", words, (key,)) for act, words, key in _KEEP),
    Shortcut("asked", "In Embodiment", "What is asked in the room", ("F7",)),
    Shortcut("next step", "In Embodiment", "The step that could come next", ("F8",)),
    Shortcut("last part", "In Integration", "The part before", ("F7",)),
    Shortcut("next part", "In Integration", "The next part", ("F8",)),
)

OVER_DIALOGS: dict[int, str] = {  # keys that no dialog may swallow, and the acts they name
    QKeyCombination(Qt.Key.Key_F12).toCombined(): "cover",
    QKeyCombination(Qt.Key.Key_F2).toCombined(): "night",
    QKeyCombination(Qt.Key.Key_F9).toCombined(): "crisis",
    QKeyCombination(Qt.KeyboardModifier.ControlModifier, Qt.Key.Key_L).toCombined(): "lock",
}


_WIDE = 840  # px at 100 % that the pad and the keys need beside each other


class ShortcutSheet(QDialog):
    """All keys on one sheet, grouped as in the menus, beside the numeric pad as it lies on the keyboard."""

    def __init__(self, parent: QWidget | None = None, pad: Sequence[PadKey] = ()) -> None:
        """Lay out the table of keys, and the pad where it has a meaning."""
        super().__init__(parent)
        self.setWindowTitle("kapdesk")
        sheet = QWidget(self)
        theme.give_role(sheet, "clear")
        self._grid = QGridLayout(sheet)
        self._grid.setHorizontalSpacing(theme.px(24))
        self._grid.setVerticalSpacing(theme.px(4))
        self._fill()
        scroll = QScrollArea(self)
        scroll.setWidgetResizable(True)
        scroll.setAccessibleName("All keys")
        scroll.setAccessibleDescription("Every key with what it does; the arrow keys and Page Down scroll")
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        whole = QWidget(self)
        theme.give_role(whole, "clear")
        beside = bool(pad) and (parent is None or parent.width() >= theme.px(_WIDE))
        ways = QBoxLayout.Direction
        both = QBoxLayout(ways.LeftToRight if beside else ways.TopToBottom, whole)
        both.setContentsMargins(0, 0, theme.px(8), 0)
        both.setSpacing(theme.px(32))
        if pad:
            both.addWidget(PadCard(pad), 0, Qt.AlignmentFlag.AlignTop)
        both.addWidget(sheet, 1, Qt.AlignmentFlag.AlignTop)
        scroll.setWidget(whole)
        close = QPushButton("Close", self)
        close.setDefault(True)
        close.clicked.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(*[theme.px(16)] * 4)
        column.addWidget(scroll, 1)
        column.addWidget(close, 0, Qt.AlignmentFlag.AlignRight)
        wide, high = theme.px(_WIDE if beside else 480), theme.px(640)
        if parent is not None:
            wide, high = min(wide, parent.width() - theme.px(32)), min(high, parent.height() - theme.px(64))
        self.resize(wide, high)

    def _fill(self) -> None:
        row, menu = 0, ""
        for shortcut in (*SHORTCUTS, *IN_A_TEXT, *IN_A_TAB):
            if not shortcut.keys:
                continue
            if shortcut.menu != menu:
                menu = shortcut.menu
                self._put(row, 0, menu.replace("&", ""), "title")
                row += 1
            self._put(row, 0, shortcut.words.replace("&", ""), "body")
            self._put(row, 1, " or ".join(shortcut.keys), "hint")
            row += 1

    def _put(self, row: int, column: int, words: str, role: str) -> None:
        label = QLabel(words, self)
        theme.give_role(label, role)
        self._grid.addWidget(label, row, column)
