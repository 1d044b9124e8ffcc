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
    """Binds the card to the session of the chart; both keys are let go after one act."""

    def __init__(self, tab: Tab, done: Callable[[str], None]) -> None:
        """Bind to a tab; `done` hears what was done."""
        super().__init__(tab)
        self._tab, self._done, self._why_not = tab, done, ""
        self._mine: Signable | None = None
        self._jobs = Jobs(threads=1, parent=self)
        self.card = WrongChartCard()
        # Connect Signals
        self.card.move_asked.connect(self._move)
        self.card.retract_asked.connect(self._retract)
        tab.desk.refused.connect(self._note_refusal)

    def load(self, columns: Columns | None, mine: Signable | None) -> None:
        """Show what can be done with the session of this chart, and what was moved before."""
        if columns is not None and self.card.parentWidget() is None:
            columns.context.insertWidget(columns.context.count() - 1, self.card)
        desk = self._tab.desk
        self.aim(mine)
        trail = desk.read(moving.trail, self._tab.chart.client)
        zone = desk.record.zone
        self.card.show_trail(
            tuple(f"{one.sentence}, {show_moment(one.at, zone)}, {one.by}: {one.reason}" for one in trail)
        )
        self.card.setVisible(mine is not None or bool(trail))

    def aim(self, one: Signable | None) -> None:
        """Make one of them what is moved or retracted; the card says which."""
        if one is not None and self._mine is not None and one.id != self._mine.id:
            self.card.close_slip()
        self._mine = one
        stands = one.standing if one is not None else None
        gone = stands is not None and stands.retraction is not None
        self.card.set_subtitle(one.title if one is not None else "")
        self.card.show_for(signed=stands is not None, possible=one is not None and not gone)

    def close(self) -> None:
        """Let nothing more come home."""
        self._jobs.close()

    def _move(self, reason: str, number: str) -> None:
        one, client = self._mine, self._client(number)
        if one is None or client is None:
            return
        if self._tab.desk.do(self._tab, moving.move, one.of.value, one.id, client, reason) is None:
            self.card.refuse(self._why_not)
            return
        self.card.close_slip()
        if one.of is Of.SESSION:  # this chart has lost its session
            self._tab.desk.go(Go(chart=Chart(self._tab.chart.client), tab="documents"))
            return
        self._done(f"Moved: {one.title}.")

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
        one = self._mine
        if one is None:
            return
        done = self._tab.desk.do(
            self._tab, retractions.retract, *both, one.of, one.id, reason=reason, to_client=client
        )
        for hand in both:
            hand.let_go()
        if done is None:
            self.card.refuse(self._why_not)
            return
        self.card.close_slip()
        self._done(f"Retracted: {one.title}.")

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
