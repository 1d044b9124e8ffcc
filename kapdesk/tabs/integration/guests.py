"""What is carried and the challenges that stand, put among the parts of a session once there is one."""

from uuid import UUID

from PySide6.QtCore import QObject, Signal

from kapdesk.tabs.integration.acts import Acts
from kapdesk.tabs.integration.carried import Carried
from kapdesk.tabs.integration.challenges import Challenges
from kapdesk.tabs.integration.page import IntegrationPage


class Guests(QObject):
    """Makes both when a session is first shown, and leads from a challenge to where it is worked on."""

    came = Signal()  # they stand on the page now

    def __init__(self, acts: Acts, page: IntegrationPage) -> None:
        """Bind to one tab for life; nothing is made yet."""
        super().__init__(acts)
        self._acts, self._page = acts, page
        self.carried: Carried | None = None
        self.challenges: Challenges | None = None

    def load(self, note: UUID) -> None:
        """Show both for a note; they are made the first time."""
        if self.carried is None or self.challenges is None:
            self.carried, self.challenges = Carried(self._acts.tab), Challenges(self._acts.tab)
            self._page.mount(self.carried, self.carried.parts())
            self._page.put_beside_week(self.carried.asked)
            self._page.mount(self.challenges, (self.challenges,))
            # Connect Signals
            self.carried.changed.connect(self._page.say_counts)
            self.challenges.changed.connect(self._page.say_counts)
            self.challenges.opened.connect(self._open)
            self.came.emit()
        self.carried.load(note)
        self.challenges.load(note)

    def settle(self) -> None:
        """Take over what stands in lines that were not left yet."""
        if self.carried is not None and self.challenges is not None:
            self.carried.settle()
            self.challenges.settle()

    def _open(self, register: str) -> None:
        if self.carried is not None:
            self.carried.open_register(register)
            self._page.say_counts()
