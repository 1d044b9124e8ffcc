"""From one part of the page to another: to every look, to what stands in the way, to the pages taken home."""

from collections.abc import Callable
from uuid import UUID

from PySide6.QtCore import QObject

from kapdesk.desk import Tab
from kapdesk.domain.readiness import Signature
from kapdesk.services import readiness_past
from kapdesk.tabs.stabilization.looking import SECOND
from kapdesk.tabs.stabilization.page import StabilizationPage
from kapdesk.tabs.stabilization.recording import WITHDRAW
from kapdesk.tabs.stabilization.signing import KEYS


class Leads(QObject):
    """Takes each wish of the page to where it is met."""

    def __init__(
        self, tab: Tab, page: StabilizationPage, session: UUID, act: Callable[[str], None],
        open_: Callable[[str], None],
    ) -> None:  # fmt: skip
        """Listen to a page; `act` does the act of a criterion, `open_` opens an editor."""
        super().__init__(tab)
        self._desk, self._page, self._session, self._act, self._open = tab.desk, page, session, act, open_
        # Connect Signals
        page.looks_asked.connect(self._look_back)
        page.clearances.jump_asked.connect(self._jump)
        page.clearances.second_asked.connect(self._look_again)
        page.clearances.asked.connect(self._ask_signature)
        page.clearances.withdraw_asked.connect(self._ask_withdrawal)

    def _look_back(self, criterion: str) -> None:
        self._page.show_looks(
            criterion, self._desk.read(readiness_past.of_criterion, self._session, criterion)
        )

    def _jump(self, criterion: str) -> None:
        """Lead from a signature to what stands in its way."""
        row = self._page.list.go_to(criterion)
        if row is not None:
            self._page.reveal(row)
        if criterion != "D01":  # the clock alone meets it
            self._act(criterion)

    def _look_again(self) -> None:
        self._open(SECOND)

    def _ask_signature(self, signature: Signature) -> None:
        self._open(KEYS[signature])

    def _ask_withdrawal(self, signature: Signature) -> None:
        self._open(f"{WITHDRAW}{signature.value}")
