"""Room for the moments: where the type is large the keys lie over the page as a strip, the list under it."""

from PySide6.QtCore import QEvent, QObject, QPoint, QTimer
from PySide6.QtWidgets import QApplication

from kapdesk.tabs.dosing.journey import JourneyCard
from kapdesk.tabs.dosing.keys import KeysCard
from kapdesk.ui.appearing import appear
from kapdesk.ui.columns import Columns
from kapdesk.ui.theme import px

USUAL, LEAST = 200, 120  # px at 100 % to which the list may shrink: in its column, and under a strip
_EDGE = 4  # pixels that stay over the list and under the line one writes into
_PASSES = 4  # after which cards in columns in a page have found their heights


class Room(QObject):
    """Keeps the list and the line one writes into in sight together, whatever the size of the type."""

    def __init__(self, page: Columns, card: JourneyCard, keys: KeysCard) -> None:
        """Watch how high the page is, and whether its two columns have room."""
        super().__init__(page)
        self._page, self._card, self._keys = page, card, keys
        self._crowded = False
        self._then = QTimer(self)
        self._then.setSingleShot(True)
        page.viewport().installEventFilter(self)
        card.list.installEventFilter(self)
        self._fit()
        # Connect Signals
        page.crowded.connect(self._place)
        self._then.timeout.connect(self._scroll)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Fit the list to another height; bring it into sight whole, with its line, when it is gone to."""
        if self._crowded and event.type() == QEvent.Type.Resize and watched is self._page.viewport():
            self._fit()
        elif self._crowded and event.type() == QEvent.Type.FocusIn and watched is self._card.list:
            self._then.start()
        return super().eventFilter(watched, event)

    def _place(self, crowded: bool) -> None:  # noqa: FBT001 - a signal's slot
        """Lay the keys over it all as a strip, which nothing scrolls away, or beside the moments again."""
        self._crowded = crowded
        self._keys.set_strip(strip=crowded)
        self._page.pin(self._keys if crowded else None)
        if not crowded:
            self._page.context.insertWidget(0, self._keys)
        appear(self._card.label, shown=not crowded)  # whose words they are stands on the button too
        self._fit()

    def _fit(self) -> None:
        least = px(USUAL)
        if self._crowded:
            beneath = self._card.foot.sizeHint().height() + self._card.body.spacing() + 2 * _EDGE
            least = max(px(LEAST), self._page.viewport().height() - beneath)
        self._card.list.setMinimumHeight(least)
        if self._crowded and self._card.list.hasFocus():
            self._then.start()

    def _scroll(self) -> None:
        """Let everything find its place first; the places are known only after that."""
        page = self._page.widget()
        if page is None or not self._crowded or not self._card.list.isVisible():
            return
        for _pass in range(_PASSES):
            QApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest.value)
        top = self._card.list.mapTo(page, QPoint(0, 0)).y()
        self._page.verticalScrollBar().setValue(top - _EDGE)
