"""What Practice asks about the custody envelope: three sheets made and printed, tried, and ended."""

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING, cast
from uuid import UUID

from kapdesk.app.acting import Acting
from kapdesk.app.house import House
from kapdesk.app.papers import PaperDialog
from kapdesk.app.rooms import practice
from kapdesk.desk import Place
from kapdesk.domain.clock import local
from kapdesk.domain.people import Role
from kapdesk.services import custody
from kapdesk.services.custody import HolderFacts, Made
from kapdesk.services.opening import Opened
from kapdesk.services.reauthentication import Confirmation, Purpose
from kapdesk.ui.jobs import Jobs
from kapdesk.ui.window import Window

if TYPE_CHECKING:
    from kapdesk.places.practice.custody import EnvelopeCard

_OPENS = "The two sheets open the record. Nothing was changed."
_MADE = "The sheets were shown one after another. Hand each to its holder, and try two of them."
_ENDED = "The sheets open nothing any more."


class EnvelopeKeeping(Acting):
    """Acts for the envelope card; each sheet is shown by itself, printed, and gone."""

    def __init__(self, window: Window, house: House, opened: Opened, jobs: Jobs) -> None:
        """Stand ready until Practice is furnished."""
        super().__init__(window, house, opened, jobs)
        self._card: EnvelopeCard | None = None
        self._pages: list[bytes] = []
        self._paper: PaperDialog | None = None
        # Connect Signals
        house.furnished.connect(self._furnished)

    def _furnished(self, name: str, place: Place) -> None:
        owns = self.record.author.role is Role.OWNER and not self.record.rehearsal
        found = practice(name, place)
        if found is None or not owns:
            return
        card = self._card = found.key_rings.envelope
        # Connect Signals
        card.made.connect(self._ask)
        card.handed.connect(self._hand)
        card.tried.connect(self._try)
        card.ended.connect(self._ask_end)

    def _ask(self, holders: Sequence[HolderFacts]) -> None:
        words = "Make the three sheets of the custody envelope"
        self.confirmed(Purpose.KEYS, words, partial(self._make, holders), self._made, self._refuse)

    def _make(self, holders: Sequence[HolderFacts], said: Confirmation) -> list[bytes]:
        made: Made = custody.make(self.record, self.opened, said, holders)
        return list(custody.sheets(self.record, self.opened.vault_id, made, holders))

    def _made(self, pages: object) -> None:
        self._pages = cast("list[bytes]", pages)
        self._told(_MADE)
        self._next_page()

    def _next_page(self, _result: int = 0) -> None:
        if self._pages:
            self._paper = PaperDialog(self._pages.pop(0), self.window)
            self._paper.finished.connect(self._next_page)
            self._paper.open()

    def _hand(self, holder: UUID) -> None:
        today = local(self.record.now(), self.record.zone).date()
        self.house.desk.do(self, custody.handed, holder, today)
        self._show()

    def _try(self, shares: Sequence[str]) -> None:
        work = partial(custody.rehearse, self.record, self.opened, list(shares))
        self.run(work, partial(self._told, _OPENS), self._refuse)

    def _ask_end(self, reason: str) -> None:
        words = "End the custody envelope"
        self.confirmed(
            Purpose.KEYS, words, partial(self._end, reason), partial(self._told, _ENDED), self._refuse
        )

    def _end(self, reason: str, said: Confirmation) -> object:
        return custody.revoke(self.record, self.opened, said, reason)

    def _told(self, sentence: str, _result: object = None) -> None:
        if self._card is not None:
            self._card.taken()
            self._card.say(sentence, done=True)
        self._show()

    def _show(self) -> None:
        if self._card is not None:
            self._card.show_envelope(custody.present(self.record, self.opened), self.record.zone)

    def _refuse(self, sentence: str) -> None:
        if self._card is not None:
            self._card.say(sentence, done=False)
