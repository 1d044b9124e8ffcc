"""What the Documents tab does about something in the wrong chart: moves it, or has two people retract it."""

from collections.abc import Callable
from functools import partial
from uuid import UUID

from PySide6.QtCore import QObject

from kapdesk.desk import Chart, Go, Tab
from kapdesk.domain.clock import show_moment
from kapdesk.domain.errors import KapdeskError
from kapdesk.domain.signing import Of
from kapdesk.services import hands, moving, retractions
from kapdesk.services.hands import Hand
from kapdesk.services.signing import Signable
from kapdesk.tabs.documents.signing_wrong import WrongChartCard
from kapdesk.ui.card import Columns
from kapdesk.ui.jobs import Job, Jobs


class WrongChartWork(QObject):
    """Binds the card to what lies in the chart; both keys are let go after one act."""

    def __init__(self, tab: Tab, done: Callable[[str], None]) -> None:
        """Bind to a tab; `done` is asked to look at everything anew."""
        super().__init__(tab)
        self._tab, self._done, self._why_not = tab, done, ""
        self._jobs = Jobs(threads=1, parent=self)
        self.card = WrongChartCard()
        # Connect Signals
        self.card.kind_chosen.connect(self._offer)
        self.card.move_asked.connect(self._move)
        self.card.retract_asked.connect(self._retract)
        tab.desk.refused.connect(self._note_refusal)

    def load(self, columns: Columns | None) -> None:
        """Show what lies in this chart, its session first, and what was moved before."""
        if columns is not None and self.card.parentWidget() is None:
            columns.context.insertWidget(columns.context.count() - 1, self.card)
        desk, session = self._tab.desk, self._tab.chart.session
        if not self.card.is_open:  # what is being filled in stays
            self._offer(moving.SESSION if session is not None else moving.NOTE, session)
        trail = desk.read(moving.trail, self._tab.chart.client)
        zone = desk.record.zone
        self.card.show_trail(
            tuple(f"{one.sentence}, {show_moment(one.at, zone)}, {one.by}: {one.reason}" for one in trail)
        )

    def aim(self, one: Signable) -> None:
        """Make one of them what is moved or retracted; while the slip stands open, nothing in it changes."""
        if not self.card.is_open:
            self._offer(one.of.value, one.id)

    def close(self) -> None:
        """Let nothing more come home."""
        self._jobs.close()

    def _move(self, reason: str, number: str) -> None:
        one, client = self.card.aimed, self._client(number)
        if one is None or client is None:
            return
        if self._tab.desk.do(self._tab, moving.move, one.kind, one.id, client, reason) is None:
            self.card.refuse(self._why_not)
            return
        self.card.close_slip()
        if one.id == self._tab.chart.session:  # this chart has lost its session
            self._tab.desk.go(Go(chart=Chart(self._tab.chart.client), tab="documents"))
            return
        self._finish(f"Moved: {one.title}. Both charts keep a line of it.")

    def _retract(self, reason: str, number: str, own: str, second: str) -> None:
        client = self._client(number) if number else None
        if number and client is None:
            return
        self._jobs.run(
            partial(self._both, own, second), partial(self._put_retraction, reason, client), self._not_both
        )

    def _both(self, own: str, second: str, _job: Job) -> tuple[Hand, Hand]:
        record = self._tab.desk.record
        return hands.take(record, own), hands.take(record, second)

    def _put_retraction(self, reason: str, client: UUID | None, both: tuple[Hand, Hand]) -> None:
        one = self.card.aimed
        if one is None:
            return
        done = self._tab.desk.do(
            self._tab, retractions.retract, *both, Of(one.kind), one.id, reason=reason, to_client=client
        )
        for hand in both:
            hand.let_go()
        if done is None:
            self.card.refuse(self._why_not)
            return
        self._finish(f"Retracted: {one.title}.")

    def _finish(self, sentence: str) -> None:
        """Look at everything anew, and say beside the act what was done."""
        self.card.close_slip()
        self._done("")
        self.card.done(sentence)

    def _offer(self, kind: str, id_: UUID | None = None) -> None:
        """Offer what lies in this chart of one kind, with one of it chosen."""
        every = self._tab.desk.read(moving.filed, self._tab.chart.client, kind)
        self.card.offer(kind, every, next((one for one in every if one.id == id_), None))

    def _not_both(self, error: BaseException) -> None:
        self.card.refuse(told(error))

    def _client(self, number: str) -> UUID | None:
        try:
            return self._tab.desk.read(moving.client_of, number)
        except KapdeskError as error:
            self.card.refuse(error.sentence)
            return None

    def _note_refusal(self, sentence: str, source: object) -> None:
        if source is self._tab:
            self._why_not = sentence


def told(error: BaseException, what: str = "It could not be signed") -> str:
    """Return in a sentence why something was not done."""
    if isinstance(error, KapdeskError):
        return error.sentence
    return (
        f"{what} ({type(error).__name__}). Nothing in the record was changed. "
        "Please tell the people who make kapdesk."
    )
