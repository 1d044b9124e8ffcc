"""Calling from the tab: a try is logged, a client is closed with a reason, a task is done in words."""

from datetime import date, datetime, time
from uuid import UUID

from PySide6.QtCore import QObject

from kapdesk.desk import Desk
from kapdesk.domain.change import Change
from kapdesk.domain.clock import local
from kapdesk.domain.dates import parse_date, parse_time
from kapdesk.domain.errors import KapdeskError
from kapdesk.domain.happened import parse_happened
from kapdesk.domain.wall_time import instant
from kapdesk.services import contacts, tasks
from kapdesk.tabs.integration.outreach import ContactSlip, OutreachCard, TasksCard
from kapdesk.ui.said import Said
from kapdesk.ui.signs import Sign


class Reaching(QObject):
    """Stands between outreach, tasks and the record, for one client."""

    def __init__(self, desk: Desk, client: UUID, session: UUID | None, parent: QObject) -> None:
        """Bind to one chart for life."""
        super().__init__(parent)
        self._desk, self._client, self._session = desk, client, session
        self._beside: Said | None = None
        # Connect Signals
        desk.refused.connect(self._refused)

    def read_day(self, text: str) -> date | str:
        """Read a typed day, or say why it cannot be."""
        try:
            return parse_date(text, local(self._desk.now(), self._desk.record.zone).date())
        except KapdeskError as error:
            return error.sentence

    def read_time(self, text: str) -> time | str:
        """Read a typed time of day, or say why it cannot be."""
        try:
            return parse_time(text)
        except KapdeskError as error:
            return error.sentence

    def log(self, it: ContactSlip) -> Change | None:
        """Log the try that stands on the slip; None where something is missing or it was refused."""
        it.slip.stopped()
        channel, outcome, concern, words = it.wanted()
        missing = {} if channel else {"channel": "Choose by what."}
        missing |= {} if outcome else {"outcome": "Choose what came of it."}
        _, day, next_at = it.moments()
        if (day is None) != (next_at is None):
            missing["next" if day is None else "next-at"] = "Day and time belong together."
        it.slip.flag(missing)
        if missing or channel is None or outcome is None:
            return None
        self._beside = it.said
        it.said.say("")
        try:
            at = parse_happened(it.slip.text("at"), self._desk.now(), self._desk.record.zone)
            due, task = self._instant(day, next_at), it.answers()
        except KapdeskError as error:
            it.said.say(error.sentence, Sign.MISSING)
            return None
        return self._desk.do(
            self,
            contacts.log,
            self._client,
            channel,
            outcome,
            concern=concern,
            text=words,
            at=at,
            next_due=due,
            session_id=self._session,
            spoke_with=it.spoke_with(),
            task_id=task,
        )

    def close(self, card: OutreachCard, reason: str) -> Change | None:
        """Take the client off the board without having reached them."""
        self._beside = card.contact.said
        return self._desk.do(self, contacts.close, self._client, reason)

    def done(self, card: TasksCard, task: UUID, words: str) -> Change | None:
        """Say what was done."""
        self._beside = card.said
        return self._desk.do(self, tasks.done, task, words)

    def _instant(self, day: date | None, at: time | None) -> datetime | None:
        return None if day is None or at is None else instant(day, at, self._desk.record.zone)

    def _refused(self, sentence: str, source: object) -> None:
        if source is self and self._beside is not None:
            self._beside.say(sentence, Sign.MISSING)
