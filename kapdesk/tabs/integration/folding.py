"""Which parts of an integration session stand open, and the way from one to the next by key."""

from uuid import UUID

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QKeySequence, QShortcut

from kapdesk.services import integration_settings
from kapdesk.tabs.integration.acts import Acts
from kapdesk.tabs.integration.folds import LAST_KEY, NEXT_KEY, part_of
from kapdesk.tabs.integration.page import IntegrationPage

AT_FIRST = frozenset({"week", "changes"})
"""What stands open until somebody chooses otherwise; what is to be read back opens by itself."""


class Folding(QObject):
    """Opens what is to be gone through, remembers what a hand opened or folded, leads from part to part."""

    def __init__(self, acts: Acts, page: IntegrationPage) -> None:
        """Bind to one tab for life."""
        super().__init__(acts)
        self._acts, self._page = acts, page
        self._shown: UUID | None = None
        self._asked: frozenset[str] = frozenset()
        # Connect Signals
        page.contents.wanted.connect(self.go_to)
        self._watched: set[str] = set()
        self.watch()
        for key, step in ((NEXT_KEY, self._next), (LAST_KEY, self._last)):
            shortcut = QShortcut(QKeySequence(key), page)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(step)

    def watch(self) -> None:
        """Remember from now on what a hand does with the parts there are."""
        for part in self._page.parts():
            if part.name not in self._watched:
                self._watched.add(part.name)
                part.turned.connect(self._remember)

    def show(self, note: UUID) -> None:
        """Open, when another note is shown, what was left open and what is asked today."""
        if note == self._shown:
            return
        self._shown = note
        chosen = self._acts.desk.read(integration_settings.open_parts)
        self._asked = frozenset(card.name for card in self._page.spoken() if card.asks)
        left = AT_FIRST if chosen is None else chosen
        for part in self._page.parts():
            part.set_open(is_open=part.name in left | self._asked)

    def go_to(self, name: str) -> None:
        """Open a part and put the keyboard into it."""
        part = next(part for part in self._page.parts() if part.name == name)
        part.unfold()
        self._page.reveal(part)
        part.first().setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _remember(self, _on: bool) -> None:  # noqa: FBT001 - Qt's own signature
        parts = self._page.parts()
        chosen = frozenset(part.name for part in parts if part.is_open())
        self._acts.desk.do(self, integration_settings.remember_parts, chosen)
        self._page.say_counts()

    def _next(self) -> None:
        self._step(1)

    def _last(self) -> None:
        self._step(-1)

    def _step(self, by: int) -> None:
        """Go to the head of the part after or before; it is opened only by a press."""
        parts = [part for part in self._page.parts() if not part.isHidden()]
        if not parts:
            return
        at = part_of(self._page.focusWidget(), parts)
        to = (0 if by > 0 else len(parts) - 1) if at is None else (at + by) % len(parts)
        part = parts[to]
        self._page.reveal(part)
        (part.first() if part.is_open() else part.button).setFocus(Qt.FocusReason.ShortcutFocusReason)
