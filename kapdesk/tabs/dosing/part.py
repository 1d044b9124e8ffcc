"""One card and its services: what it asks for is done here, and a refusal is said beside it."""

from collections.abc import Callable
from datetime import datetime
from typing import Concatenate, ParamSpec
from uuid import UUID

from PySide6.QtCore import QObject

from kapdesk.desk import Tab
from kapdesk.domain.change import Change
from kapdesk.domain.errors import KapdeskError
from kapdesk.domain.happened import parse_happened
from kapdesk.services import sessions
from kapdesk.services.record import Record
from kapdesk.services.sessions import SessionHead
from kapdesk.tabs.dosing.lines import Sentence

P = ParamSpec("P")


class Part(QObject):
    """Stands between one card and the record; its writes are heard by the whole tab."""

    def __init__(self, tab: Tab, session: UUID) -> None:
        """Bind to one session for life."""
        super().__init__(tab)
        self.desk, self.session = tab.desk, session
        self._beside: Sentence | None = None
        # Connect Signals
        self.desk.refused.connect(self._refused)

    def load(self, head: SessionHead) -> None:
        """Show what is recorded."""
        raise NotImplementedError

    def do(
        self,
        beside: Sentence,
        verb: Callable[Concatenate[Record, P], Change],
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> Change | None:
        """Write through the desk; where it is refused the sentence is said beside the card's field."""
        beside.say("")
        self._beside = beside
        return self.desk.do(self, verb, *args, **kwargs)

    def when(self, typed: str, beside: Sentence) -> datetime | None:
        """Return when something typed happened; None, with the sentence said, where it cannot be read."""
        try:
            latest = self.desk.read(sessions.known_now, self.session) if typed.strip() else None
            return parse_happened(typed, self.desk.now(), self.desk.record.zone, latest=latest)
        except KapdeskError as error:
            beside.say(error.sentence)
            return None

    def _refused(self, sentence: str, source: object) -> None:
        if source is self and self._beside is not None:
            self._beside.say(sentence)
